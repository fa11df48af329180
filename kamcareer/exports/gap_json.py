"""A gap report as plain data: the published JSON of the command line and of the download."""

from typing import Any

from kamcareer.core.framework.loading import sha256_of
from kamcareer.core.gaps import Gap, GapReport

DIGITS = 3


def gap_json(report: GapReport) -> dict[str, Any]:
    """Return the report as JSON-ready data: levels 0 to 4, shares 0 to 1, intervals cut to the scale."""
    framework = report.framework
    return {
        "framework": {"id": framework.id, "version": framework.version, "sha256": sha256_of(framework)},
        "from": report.answers.role,
        "to": report.target.id,
        "interval": framework.measurement.interval.value,
        "must_haves": {
            "by_answers": len(report.must_haves_by_answers),
            "met": len(report.must_haves_met),
            "total": len(report.must_haves),
            "blocking": [gap.competency for gap in report.blocking],
            "probability_all": _rounded(report.readiness.probability_must_haves),
        },
        "readiness": {
            "estimate": _rounded(report.readiness.estimate),
            "low": _rounded(report.readiness.low),
            "high": _rounded(report.readiness.high),
            "step_progress": _rounded(report.step_progress),
            "coverage": _rounded(report.coverage),
        },
        "coverage": _rounded(report.coverage),
        "competencies": [_competency(gap) for gap in report.by_points],
        "near_roles": [
            {"role": near.role, "short": list(near.short), "must_haves_short": list(near.must_haves_short)}
            for near in report.near
        ],
        "note": "structured self-reflection and interview support, not a psychometric test",
    }


def _competency(gap: Gap) -> dict[str, Any]:
    return {
        "id": gap.competency,
        "required": gap.need.level,
        "weight": gap.need.weight,
        "must_have": gap.need.must_have,
        "must_have_status": gap.must_have,
        "answer": gap.said,
        "observed": _rounded(gap.observed),
        "estimate": _rounded(gap.level),
        "low": _rounded(gap.low),
        "high": _rounded(gap.high),
        "shortfall": _rounded(gap.shortfall),
        "surplus": _rounded(gap.surplus),
        "probability_met": _rounded(gap.probability_met),
        "sources": list(gap.sources),
    }


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, DIGITS)
