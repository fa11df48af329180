"""A gap report as plain data: the published JSON of the command line and of the download."""

from typing import Any

from kamcareer.core.framework.loading import sha256_of
from kamcareer.core.gaps import Gap, GapReport
from kamcareer.core.measurement import Profile

DIGITS = 3
EXACT_DIGITS = 9  # of what must sum up


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
        "self_only": report.self_only,
        "competencies": [_competency(gap, report.profile) for gap in report.by_points],
        "near_roles": [
            {"role": near.role, "short": list(near.short), "must_haves_short": list(near.must_haves_short)}
            for near in report.near
        ],
        "note": "structured self-reflection and interview support, not a psychometric test",
    }


def _competency(gap: Gap, profile: Profile) -> dict[str, Any]:
    return {
        "id": gap.competency,
        "required": gap.need.level,
        "weight": gap.need.weight,
        "must_have": gap.need.must_have,
        "must_have_status": gap.must_have,
        "answer": gap.said,
        "observed": _rounded(gap.observed),
        "estimate": _rounded(gap.level),
        "sd": _rounded(gap.estimate.deviation),
        "low": _rounded(gap.low),
        "high": _rounded(gap.high),
        "mean": round(gap.estimate.mean, EXACT_DIGITS),
        "known_share": _rounded(gap.known_share),
        "shortfall": _rounded(gap.shortfall),
        "surplus": _rounded(gap.surplus),
        "probability_met": _rounded(gap.probability_met),
        "sources": _sources(gap, profile),
    }


def _sources(gap: Gap, profile: Profile) -> list[dict[str, Any]]:
    """Return what is assumed before and what each source adds: the contributions sum to `mean`, before cutting.

    `n` counts the source's ratings of this competency; those of others add too, since levels rise and fall together.
    """
    counts = dict.fromkeys(profile.added_by_source(gap.competency), 0)
    for rating in profile.ratings:
        counts[rating.source] += rating.competency == gap.competency
    assumed = float(profile.prior_mean[profile.index[gap.competency]])
    rows = [{"source": "prior", "n": 0, "contribution": round(assumed, EXACT_DIGITS)}]
    for source, added in sorted(profile.added_by_source(gap.competency).items()):
        rows.append({"source": source, "n": counts[source], "contribution": round(added, EXACT_DIGITS)})
    return rows


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, DIGITS)
