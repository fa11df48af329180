"""A checker that knows the rules and nothing of how plans are made: every plan is held against the catalogue anew.

Nothing here is taken from the solvers' model: hours are added up week by week, levels computed activity by activity.
"""

from collections.abc import Iterator
from itertools import pairwise

from kamcareer.core.framework.activity import Activity
from kamcareer.core.planning.plan import Plan

ROUNDING = 0.011  # levels are planned in hundredths
MINUTE = 1 / 60


def broken_rules(plan: Plan) -> list[str]:
    """Return every rule that a plan breaks, in words; [] for a plan that keeps them all."""
    checks = (_shape, _weeks, _totals, _first_month, _before, _entry_levels, _closing, _choice, _pins, _gains)
    return [problem for check in checks for problem in check(plan)]


def _shape(plan: Plan) -> Iterator[str]:
    ids = [step.id for step in plan.steps]
    if len(ids) != len(set(ids)):
        yield "an activity is there twice"
    for step in plan.steps:
        activity, progress = plan.framework.activities[step.id], plan.limits.progress.get(step.id, 0.0)
        if not 1 <= step.start_week <= step.end_week <= plan.limits.weeks:
            yield f"{step.id}: weeks {step.start_week} to {step.end_week} lie outside the plan"
        if len(step.weeks) < int(activity.weeks * (1 - progress)):
            yield f"{step.id}: takes {activity.weeks} weeks, has {len(step.weeks)}"
        if abs(step.hours - max(activity.hours * (1 - progress), MINUTE)) > MINUTE:
            yield f"{step.id}: takes {activity.hours} hours, has {step.hours}"
        if step.minutes_per_week * len(step.weeks) < step.hours * 60 - 1:
            yield f"{step.id}: its weeks do not hold its hours"
        prices = plan.framework.prices
        if step.cost != (prices.of(activity) if prices else activity.price or 0):
            yield f"{step.id}: costs something else"


def _weeks(plan: Plan) -> Iterator[str]:
    for week in range(1, plan.limits.weeks + 1):
        under_way = [step for step in plan.steps if step.start_week <= week <= step.end_week]
        if sum(step.minutes_per_week for step in under_way) > plan.limits.hours_per_week * 60:
            yield f"week {week} has too many hours"
        if len(under_way) > plan.limits.parallel:
            yield f"week {week} has too much at a time"


def _totals(plan: Plan) -> Iterator[str]:
    limits = plan.limits
    weeks = limits.weeks - (-(-limits.weeks // 10) if limits.weeks > 4 else 0)  # noqa: PLR2004
    if sum(step.minutes_per_week * len(step.weeks) for step in plan.steps) > weeks * limits.hours_per_week * 60:
        yield "no week in ten is left free"
    if sum(len(step.weeks) for step in plan.steps) > weeks * max(1, limits.parallel - 0.5):
        yield "too much is under way all the time"
    if limits.budget is not None and sum(step.cost for step in plan.steps) > limits.budget:
        yield "the budget is exceeded"
    practice = sum(step.hours for step in plan.steps if step.activity.kind in ("project", "rotation"))
    if practice < (limits.practice_share - 1e-3) * sum(step.hours for step in plan.steps):
        yield "too little of it is practice"


def _first_month(plan: Plan) -> Iterator[str]:
    started = [step for step in plan.steps if step.start_week <= 4 and step.id not in plan.limits.progress]  # noqa: PLR2004
    if len(started) > plan.limits.starts_in_first_month:
        yield "too much is started in the first month"
    if sum(step.activity.hours_at == "own" for step in started) > 1:
        yield "more than one thing started in the first month takes own time"


def _before(plan: Plan) -> Iterator[str]:
    ends = {step.id: step.end_week for step in plan.steps}
    for step in plan.steps:
        for id in step.activity.requires.activities:
            if id not in plan.limits.done and not ends.get(id, plan.limits.weeks + 1) < step.start_week:
                yield f"{step.id}: {id} is not done before"


def _entry_levels(plan: Plan) -> Iterator[str]:
    margin = plan.framework.measurement.margin.value
    for step in plan.steps:
        main = max(step.activity.gains, key=lambda id: step.activity.gains[id].levels)
        asked = [*step.activity.requires.levels.items(), (main, step.activity.level_range[0])]
        before = [other.activity for other in plan.steps if other.end_week < step.start_week]
        for id, level in asked:
            if level > 0 and _level(plan, id, before) < level - margin - ROUNDING:
                yield f"{step.id}: level {level} of {id} is not there when it starts"


def _closing(plan: Plan) -> Iterator[str]:
    for step in plan.steps:
        closers = step.activity.closes_with
        known = (closers,) if isinstance(closers, str) else closers or ()
        later = [other.id for other in plan.steps if other.start_week > step.end_week]
        if known and not any(id in later for id in known):
            yield f"{step.id}: no practice task closes it"


def _choice(plan: Plan) -> Iterator[str]:
    limits = plan.limits
    groups = [step.activity.one_of for step in plan.steps if step.activity.one_of]
    groups += [group for id in limits.done if (group := _one_of(plan, id))]
    if len(groups) != len(set(groups)):
        yield "two of one group are there"
    track = limits.track or plan.role.ladder
    for step in plan.steps:
        if step.id in limits.done | limits.refused | limits.full:
            yield f"{step.id}: is done, refused or full"
        if step.id not in limits.pinned and not {"any", track} & set(step.activity.tracks):
            yield f"{step.id}: is for another track"


def _one_of(plan: Plan, id: str) -> str | None:
    activity = plan.framework.activities.get(id)
    return activity.one_of if activity else None


def _pins(plan: Plan) -> Iterator[str]:
    starts = {step.id: step.start_week for step in plan.steps}
    for id, week in plan.limits.pinned.items():
        if id not in starts and id not in plan.unmet_pins:
            yield f"{id}: is pinned and missing"
        elif week is not None and id in starts and starts[id] != week:
            yield f"{id}: is pinned to week {week}"


def _gains(plan: Plan) -> Iterator[str]:
    for step in plan.steps:
        for id, levels in step.gains.items():
            if levels > step.activity.gains[id].levels + ROUNDING:
                yield f"{step.id}: adds more to {id} than it can"
    for id, after in plan.levels_after.items():
        if abs(after - _level(plan, id, [step.activity for step in plan.steps])) > ROUNDING:
            yield f"the level of {id} is not what the activities give"
        added = sum(step.gains.get(id, 0.0) for step in plan.steps)
        if abs(after - plan.levels_before[id] - added) > ROUNDING:
            yield f"the gains in {id} do not add up"
    shares = [milestone.readiness.estimate for milestone in plan.milestones]
    if any(later < sooner - 1e-9 for sooner, later in pairwise([plan.before.estimate, *shares])):
        yield "readiness falls along the way"


def _level(plan: Plan, id: str, activities: list[Activity]) -> float:
    """Return the level that activities lead to: lower caps first, none beyond its cap."""
    level = plan.levels_before[id]
    gains = sorted((one.gains[id] for one in activities if id in one.gains), key=lambda gain: gain.cap)
    for gain in gains:
        if level < gain.cap:
            level = min(level + gain.levels, float(gain.cap))
    return level
