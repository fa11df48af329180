"""Activities: known names, courses that lift nobody to the top and are closed by practice, no circles."""

from collections import Counter
from collections.abc import Iterator
from graphlib import CycleError, TopologicalSorter

from kamcareer.core.framework.activity import Activity
from kamcareer.core.framework.competency import ANY_SETTING
from kamcareer.core.framework.errors import Position, Problem, unknown
from kamcareer.core.framework.parts import Located, Parts

KNOWLEDGE = {"training", "reading"}
KNOWLEDGE_CAP = 2  # what is only known does not carry a person through complex cases


def activity_problems(parts: Parts) -> Iterator[Problem]:
    """Return what activities name that is not there, gains no course can give, trainings that nothing closes."""
    for part in parts.activities.values():
        yield from _unknown_names(part, parts)
        yield from _gain_problems(part)
        yield from _cost_problems(part, parts)
        yield from _closing_problems(part, parts)
    yield from _circles(parts)
    yield from _lonely_choices(parts)


def _unknown_names(part: Located[Activity], parts: Parts) -> Iterator[Problem]:
    activity, document = part.value, part.document
    competencies, activities = parts.known("competencies"), parts.known("activities")
    for path in (("gains",), ("requires", "levels")):
        for id in activity.gains if path == ("gains",) else activity.requires.levels:
            if id not in competencies:
                yield Problem(document.where_key((*path, id)), unknown("competency", id, competencies))
    for index, id in enumerate(activity.requires.activities):
        if id not in activities:
            yield Problem(document.where(("requires", "activities", index)), unknown("activity", id, activities))
    tracks = [ANY_SETTING, *(parts.head.value.ladders if parts.head else activity.tracks)]
    for index, track in enumerate(activity.tracks):
        if track not in tracks:
            yield Problem(document.where(("tracks", index)), unknown("track", track, tracks))


def _gain_problems(part: Located[Activity]) -> Iterator[Problem]:
    activity, document = part.value, part.document
    low, high = activity.level_range
    if low > high:
        yield Problem(document.where(("level_range",)), "the lower level comes first")
    elif activity.lifts_nobody:
        message = f"nobody of level {low} or more gains anything: every cap is {low} or less"
        yield Problem(document.where(("level_range",)), message)
    for id, gain in activity.gains.items():
        where = document.where(("gains", id, "cap"))
        if activity.kind in KNOWLEDGE and gain.cap > KNOWLEDGE_CAP:
            message = f"a {activity.kind} alone lifts nobody beyond level {KNOWLEDGE_CAP}; lower the cap"
            yield Problem(where, message)
        if activity.requires.levels.get(id, 0) >= gain.cap:
            yield Problem(where, f'the activity asks level {gain.cap} of "{id}" and cannot lift beyond it; mend one')


def _cost_problems(part: Located[Activity], parts: Parts) -> Iterator[Problem]:
    activity, document = part.value, part.document
    if activity.cost == "free" and activity.price:
        yield Problem(document.where(("price",)), "the activity is free and has a price; mend one of them")
    if activity.cost != "free" and activity.price is None and parts.head and parts.head.value.prices is None:
        message = "neither the activity has a price nor framework.yaml prices: for its cost class; add one"
        yield Problem(document.where(("cost",)), message)


def _closing_problems(part: Located[Activity], parts: Parts) -> Iterator[Problem]:
    activity, document = part.value, part.document
    known = parts.known("activities")
    if activity.kind == "training" and activity.closes_with is None:
        message = "a training counts only with a practice task; add closes_with: and the id of a project"
        yield Problem(document.where(("kind",)), message)
    for index, id in enumerate(activity.closers):
        where = document.where(("closes_with",) if isinstance(activity.closes_with, str) else ("closes_with", index))
        if id not in known:
            yield Problem(where, unknown("activity", id, known))
        elif id in parts.activities:
            yield from _practice_problems(activity, parts.activities[id].value, where)


def _practice_problems(activity: Activity, practice: Activity, where: Position) -> Iterator[Problem]:
    if practice.kind in KNOWLEDGE:
        yield Problem(
            where, f'"{practice.id}" is a {practice.kind}; knowledge is closed by practice, such as a project'
        )
    if not set(activity.gains) & set(practice.gains):
        yield Problem(where, f'"{practice.id}" lifts none of the same competencies; name one that practises them')


def _circles(parts: Parts) -> Iterator[Problem]:
    requires = {id: part.value.requires.activities for id, part in parts.activities.items()}
    try:
        TopologicalSorter(requires).prepare()
    except CycleError as error:
        circle: list[str] = error.args[1]
        where = parts.activities[circle[0]].document.where_key(("requires",))
        yield Problem(where, f"activities need one another in a circle: {' → '.join(circle)}; remove one of them")


def _lonely_choices(parts: Parts) -> Iterator[Problem]:
    groups = Counter(part.value.one_of for part in parts.activities.values())
    for part in parts.activities.values():
        if part.value.one_of and groups[part.value.one_of] == 1:
            message = f'nothing else is one of "{part.value.one_of}"; give the name to another activity or remove it'
            yield Problem(part.document.where(("one_of",)), message)


def prices_problems(parts: Parts) -> Iterator[Problem]:
    """Return prices of an installation for activities that are not there."""
    if parts.prices is None:
        return
    known = parts.known("activities")
    for id in parts.prices.value.activities:
        if id not in known:
            where = parts.prices.document.where_key(("activities", id))
            yield Problem(where, unknown("activity", id, known))
