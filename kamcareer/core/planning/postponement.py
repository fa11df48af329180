"""What was begun or put off stays in the plan: delayed, not dropped, as long as the limits have room for it."""

from collections.abc import Set as AbstractSet
from dataclasses import replace

from kamcareer.core.planning.candidates import left_out
from kamcareer.core.planning.limits import Limits, Objective
from kamcareer.core.planning.outcome import Ground
from kamcareer.core.planning.solving import any_plan


def with_room_for(ground: Ground, limits: Limits, ids: AbstractSet[str]) -> Limits:
    """Return the limits with these activities pinned, one after the other, as far as all of it fits together."""
    must = limits.objective is Objective.DATE and _fits(ground, limits, must=True)
    if not ids or not _fits(ground, limits, must=must):
        return limits
    impossible = left_out(ground.framework, ground.role, ground.profile, limits)
    for id in sorted(ids - limits.pinned.keys() - impossible.keys()):
        wider = replace(limits, pinned={**limits.pinned, id: None})
        if _fits(ground, wider, must=must):
            limits = wider
    return limits


def _fits(ground: Ground, limits: Limits, *, must: bool) -> bool:
    """Whether some plan holds everything pinned, and every must-have where these must be held."""
    problem = replace(ground.problem(limits), hold_must_haves=must)
    return not problem.unmet_pins and any_plan(problem) is not None
