"""A gap report as plain data: the published JSON of the command line and of the download."""

from typing import Any

from kamcareer.core.contradictions import Contradiction
from kamcareer.core.contributions import Part
from kamcareer.core.framework.loading import sha256_of
from kamcareer.core.framework.model import Framework
from kamcareer.core.gap import Gap
from kamcareer.core.gaps import GapReport
from kamcareer.core.measurement import Profile, on_scale
from kamcareer.core.next_question import NextQuestion
from kamcareer.core.verdict import Flip
from kamcareer.exports.chances import rounded_chance

ONE_VOICE = "one voice among others; who answered a link is not checked; a person decides"
DIGITS = 3
EXACT_DIGITS = 9  # of what must sum up


def gap_json(report: GapReport, sha256: str | None = None) -> dict[str, Any]:
    """Return the report as JSON-ready data: levels 0 to 4, shares 0 to 1, intervals cut to the scale.

    Where nothing is known of the person, what would speak of them (verdict, must-haves met and their probabilities,
    readiness) is null: what is left then are the levels assumed, with `prior` as their only source. Whoever makes many
    reports of one framework gives its hash along.
    """
    framework, known = report.framework, report.anything_known
    following = [_question(question) for question in report.next_questions]
    return {
        "framework": _framework(framework, sha256 or sha256_of(framework)),
        "from": report.answers.role,
        "to": report.target.id,
        "interval": framework.measurement.interval.value,
        "verdict": report.verdict.value if report.verdict else None,
        "must_haves": {
            "by_answers": len(report.must_haves_by_answers),
            "met": len(report.must_haves_met) if known else None,
            "total": len(report.must_haves),
            "blocking": [gap.competency for gap in report.blocking],
            "probability_all": rounded_chance(report.readiness.probability_must_haves, DIGITS) if known else None,
        },
        "readiness": _readiness(report),
        "coverage": _rounded(report.coverage),
        "self_only": report.self_only,
        "use": _use(report),
        "competencies": [
            _competency(gap, report.profile, report.parts.get(gap.competency)) for gap in report.by_points
        ],
        "flips": [_flip(flip) for flip in report.flips],
        "next_best_question": following[0] if following else None,
        "next_questions": following,
        "hints": [hint.value for hint in report.hints],
        "near_roles": [
            {"role": near.role, "short": list(near.short), "must_haves_short": list(near.must_haves_short)}
            for near in report.near
        ],
        "note": "structured self-reflection and interview support, not a psychometric test",
    }


def _use(report: GapReport) -> str:
    if not report.anything_known:
        return "for nothing yet: nothing is known of the person"
    return "for development, not for selection" if report.self_only else ONE_VOICE


def _framework(framework: Framework, sha256: str) -> dict[str, Any]:
    return {"id": framework.id, "version": framework.version, "sha256": sha256}


def _readiness(report: GapReport) -> dict[str, Any]:
    """Return readiness; `contributions` by competency sum to the estimate, and so do `sources` with what is assumed.

    Where nothing is known the figures are null and `sources` holds what was assumed alone.
    """
    ready, known = report.readiness, report.anything_known
    return {
        "estimate": _rounded(ready.estimate) if known else None,
        "low": _rounded(ready.low) if known else None,
        "high": _rounded(ready.high) if known else None,
        "step_progress": _rounded(report.step_progress) if known else None,
        "coverage": _rounded(report.coverage),
        "contributions": {id: round(part.there, EXACT_DIGITS) for id, part in report.parts.items()} if known else {},
        "sources": {source: round(share, EXACT_DIGITS) for source, share in report.brought_by_source.items()},
    }


def _competency(gap: Gap, profile: Profile, part: Part | None) -> dict[str, Any]:
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
        "known": gap.known.value,
        "shortfall": _rounded(gap.shortfall),
        "surplus": _rounded(gap.surplus),
        "probability_met": rounded_chance(gap.probability_met, DIGITS) if profile.ratings else None,
        "lost": {
            "known_gap": _rounded(part.known_gap if part else 0.0),
            "uncertainty": _rounded(part.uncertainty if part else 0.0),
        },
        "sources": _sources(gap, profile),
        "contradiction": _contradiction(gap.contradiction),
    }


def _sources(gap: Gap, profile: Profile) -> list[dict[str, Any]]:
    """Return what is assumed before and what each source adds: the contributions sum to `mean`, before cutting.

    `n` counts the source's ratings of this competency; those of others add too, since levels rise and fall together.
    """
    added = profile.added_by_source(gap.competency)
    assumed = float(profile.prior_mean[profile.index[gap.competency]])
    rows = [
        ("prior", 0, assumed),
        *((source, profile.counts[source, gap.competency], added[source]) for source in sorted(added)),
    ]
    return [{"source": source, "n": n, "contribution": round(levels, EXACT_DIGITS)} for source, n, levels in rows]


def _contradiction(found: Contradiction | None) -> dict[str, Any] | None:
    """Return the two sources that lie further apart than they should, `apart` in standard deviations; null else."""
    if found is None:
        return None
    return {"higher": found.higher, "lower": found.lower, "apart": _rounded(found.standardised)}


def _flip(flip: Flip) -> dict[str, Any]:
    """Return what would have to be otherwise: ratings of a source, or with the source null the levels themselves."""
    return {
        "verdict": flip.verdict.value,
        "probability_all": rounded_chance(flip.probability, DIGITS),
        "levels": _rounded(flip.size),
        "changes": [
            {
                "competency": change.competency,
                "source": change.rating.source if change.rating else None,
                "rater": change.rating.rater or None if change.rating else None,
                "from": _rounded(on_scale(change.before)),
                "to": _rounded(on_scale(change.after)),
            }
            for change in flip.changes
        ],
    }


def _question(question: NextQuestion) -> dict[str, Any]:
    return {
        "kind": question.kind.value,
        "source": question.source,
        "competency": question.competency,
        "situation": question.situation,
        "narrows": _rounded(question.narrows),
    }


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, DIGITS)
