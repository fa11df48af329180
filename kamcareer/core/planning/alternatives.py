"""What could come in place of one activity of a plan."""

from kamcareer.core.planning.outcome import Ground
from kamcareer.core.planning.plan import Plan

MOST = 4


def alternatives(ground: Ground, plan: Plan, activity: str) -> tuple[str, ...]:
    """Return activities that work on the same competencies, the most useful first, by what each would add instead."""
    problem = ground.problem(plan.limits)
    mine = problem.by_id.get(activity)
    if mine is None:
        return ()
    rest = [problem.by_id[step.id] for step in plan.steps if step.id != activity]
    there, base = {one.id for one in rest} | {activity}, problem.value(rest)
    adds = {
        one.id: problem.value([*rest, one]) - base
        for one in problem.candidates
        if one.id not in there and mine.lifts.keys() & one.lifts.keys()
    }
    return tuple(sorted((id for id in adds if adds[id] > 0), key=lambda id: (-adds[id], id))[:MOST])
