"""A development plan as plain data: the published JSON of the command line and of the download."""

from collections.abc import Iterable
from typing import Any

from kamcareer.core.framework.loading import sha256_of
from kamcareer.core.planning.evidence import EvidenceStep
from kamcareer.core.planning.explanation import Change, NotChosen, Prices, Without
from kamcareer.core.planning.plan import Milestone, Plan, Relaxation, Step, Unreached
from kamcareer.exports.chances import rounded_chance

DIGITS = 4
LIMITS = ("hour", "week", "money", "month", "practice")


def plan_json(
    plan: Plan,
    losses: Iterable[Without],
    prices: Prices | None,
    left: Iterable[NotChosen],
    helps: Iterable[Relaxation],
    evidence: Iterable[EvidenceStep],
) -> dict[str, Any]:
    """Return the plan as JSON-ready data: weeks count from 1, levels 0 to 4, shares and probabilities 0 to 1.

    `objective` and `marginal` are in parts of readiness over doing nothing, must-haves counted in: docs/planning.md.
    """
    lost = {loss.activity: loss for loss in losses}
    return {
        "framework": {"id": plan.framework.id, "version": plan.framework.version, "sha256": sha256_of(plan.framework)},
        "to": plan.role.id,
        "status": plan.status,
        "objective": {
            "aim": plan.limits.objective,
            "value": _rounded(plan.value),
            "bound": _rounded(plan.bound),
        },
        "bound_gap": _rounded(plan.bound_gap),
        "limits": _limits(plan),
        "activities": [_step(plan, step, lost.get(step.id)) for step in plan.steps],
        "hours": _rounded(plan.hours),
        "cost": plan.cost,
        "practice_share": _rounded(plan.practice_share),
        "readiness": {"before": _share(plan.before.estimate), "after": _share(plan.after.estimate)},
        "probability_all_must_haves": {
            "before": _share(plan.before.probability_must_haves),
            "after": _share(plan.after.probability_must_haves),
        },
        "ready_week": plan.ready_week,
        "milestones": [_milestone(one) for one in plan.milestones],
        "unreached": [_unreached(one) for one in plan.unreached],
        "weekly_hours": [_rounded(minutes / 60) for minutes in plan.minutes_by_week],
        "marginal": _marginal(plan, prices),
        "not_chosen": [_not_chosen(one) for one in left],
        "relaxation": [_relaxation(one) for one in helps],
        "unmet_pins": list(plan.unmet_pins),
        "evidence": [_evidence(one) for one in evidence],
        "note": "gains, hours and levels are expert drafts; a promotion also depends on a vacancy",
    }


def _relaxation(one: Relaxation) -> dict[str, Any]:
    said: dict[str, Any] = {"limit": one.limit, "value": one.value, "present": one.present}
    if one.together_with:
        said["together_with"] = [_relaxation(other) for other in one.together_with]
    return said


def _milestone(one: Milestone) -> dict[str, Any]:
    return {
        "week": one.week,
        "activities": list(one.steps),
        "readiness": _share(one.readiness.estimate),
        "probability_all_must_haves": _share(one.readiness.probability_must_haves),
    }


def _limits(plan: Plan) -> dict[str, Any]:
    limits = plan.limits
    return {
        "hours_per_week": limits.hours_per_week,
        "weeks": limits.weeks,
        "budget": limits.budget,
        "practice_share": limits.practice_share,
        "parallel": limits.parallel,
        "track": limits.track or plan.role.ladder,
        "done": sorted(limits.done),
        "refused": sorted(limits.refused),
        "currency": plan.framework.prices.currency if plan.framework.prices else None,
    }


def _step(plan: Plan, step: Step, loss: Without | None) -> dict[str, Any]:
    return {
        "id": step.id,
        "kind": step.activity.kind,
        "start_week": step.start_week,
        "end_week": step.end_week,
        "hours": _rounded(step.hours),
        "hours_per_week": _rounded(step.minutes_per_week / 60),
        "cost": step.cost,
        "gains": {id: round(levels, 2) for id, levels in step.gains.items()},
        "counts_from": step.counts_from,
        "closed_by": step.closed_by,
        "why": {
            "gaps": {
                id: round(max(0.0, plan.role.requirements[id].level - plan.levels_before[id]), 2)
                for id in step.gains
                if id in plan.role.requirements
            },
            "must_haves": [id for id in step.gains if id in plan.role.must_haves],
            "needed_by": list(step.needed_by),
            "lost_without": None if loss is None else _change(plan, loss.change, sign=-1),
            "instead": [] if loss is None else list(loss.instead),
        },
    }


def _change(plan: Plan, change: Change, sign: int = 1) -> dict[str, float]:
    readiness, probability = change.over(plan)
    return {
        "value": _rounded(sign * change.value),
        "readiness": _rounded(sign * readiness),
        "probability_all_must_haves": _rounded(sign * probability),
    }


def _marginal(plan: Plan, prices: Prices | None) -> dict[str, Any]:
    found = {} if prices is None else {key: getattr(prices, key) for key in LIMITS}
    changes: dict[str, Change] = {key: change for key, change in found.items() if change is not None}
    worths = {key: _rounded(changes[key].value) if key in changes else 0.0 for key in LIMITS}
    return {**worths, "expected": {key: _change(plan, change) for key, change in changes.items()}}


def _unreached(one: Unreached) -> dict[str, Any]:
    return {
        "competency": one.competency,
        "required": one.required,
        "expected": round(one.expected, 2),
        "must_have": one.must_have,
        "why": one.reach,
    }


def _evidence(one: EvidenceStep) -> dict[str, Any]:
    return {
        "kind": one.kind.id,
        "source": one.kind.source,
        "week": one.week,
        "hours": _rounded(one.kind.minutes / 60),
        "deviation": {"before": _rounded(one.deviation_before), "after": _rounded(one.deviation_after)},
    }


def _not_chosen(one: NotChosen) -> dict[str, Any]:
    return {"id": one.activity, "why": one.why, "loss": _rounded(one.loss), "instead_of": list(one.instead_of)}


def _rounded(value: float) -> float:
    return round(value, DIGITS) + 0.0


def _share(value: float) -> float:
    return rounded_chance(value, 3)  # as in the gap report
