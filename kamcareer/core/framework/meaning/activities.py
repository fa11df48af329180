"""Activities: known names, courses that practice closes and lift nobody to the top, a beginning for everybody."""

from collections import Counter
from collections.abc import Iterator
from graphlib import CycleError, TopologicalSorter

from kamcareer.core.framework.activity import Activity
from kamcareer.core.framework.competency import ANY_SETTING
from kamcareer.core.framework.errors import Position, Problem, unknown
from kamcareer.core.framework.message import Listed, Message, Named
from kamcareer.core.framework.parts import Located, Parts

KNOWLEDGE_CAP = 2  # what is only known does not carry a person through complex cases
WEEK = 40  # working hours


def activity_problems(parts: Parts) -> Iterator[Problem]:
    """Return what activities name that is not there, gains no course can give, trainings that nothing closes."""
    for part in parts.activities.values():
        yield from _unknown_names(part, parts)
        yield from _gain_problems(part)
        yield from _cost_problems(part, parts)
        yield from _hour_problems(part)
        yield from _closing_problems(part, parts)
    yield from _circles(parts)
    yield from _lonely_choices(parts)
    yield from _no_beginning(parts)


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
    for index, id in enumerate(activity.not_for):
        if id not in parts.known("roles"):
            yield Problem(document.where(("not_for", index)), unknown("role", id, parts.known("roles")))
    tracks = [ANY_SETTING, *(parts.head.value.ladders if parts.head else activity.tracks)]
    for index, track in enumerate(activity.tracks):
        if track not in tracks:
            yield Problem(document.where(("tracks", index)), unknown("track", track, tracks))


def _gain_problems(part: Located[Activity]) -> Iterator[Problem]:
    activity, document = part.value, part.document
    low, high = activity.level_range
    if low > high:
        yield Problem(document.where(("level_range",)), Message("the lower level comes first"))
    elif activity.lifts_nobody:
        message = Message("nobody of level %(low)s or more gains anything: every cap is %(low)s or less", low=low)
        yield Problem(document.where(("level_range",)), message)
    for id, gain in activity.gains.items():
        where = document.where(("gains", id, "cap"))
        if activity.is_knowledge and gain.cap > KNOWLEDGE_CAP:
            message = Message(
                "a %(kind)s alone lifts nobody beyond level %(level)s; lower the cap",
                kind=Named("kind", activity.kind),
                level=KNOWLEDGE_CAP,
            )
            yield Problem(where, message)
        if activity.requires.levels.get(id, 0) >= gain.cap:
            message = Message(
                'the activity asks level %(level)s of "%(id)s" and cannot lift beyond it; mend one',
                level=gain.cap,
                id=Named("competencies", id),
            )
            yield Problem(where, message)


def _cost_problems(part: Located[Activity], parts: Parts) -> Iterator[Problem]:
    activity, document = part.value, part.document
    if activity.cost == "free" and activity.price:
        message = Message("the activity is free and has a price; mend one of them")
        yield Problem(document.where(("price",)), message)
    if activity.cost != "free" and activity.price is None and parts.head and parts.head.value.prices is None:
        message = Message("neither the activity has a price nor framework.yaml prices: for its cost class; add one")
        yield Problem(document.where(("cost",)), message)


def _hour_problems(part: Located[Activity]) -> Iterator[Problem]:
    activity, document = part.value, part.document
    if activity.hours > WEEK * activity.weeks:
        message = Message(
            "%(hours)s hours do not fit %(weeks)s weeks of %(week)s; mend one of them",
            hours=activity.hours,
            weeks=activity.weeks,
            week=WEEK,
        )
        yield Problem(document.where(("hours",)), message)
    if activity.hours_at == "both" and activity.own_hours is None:
        message = Message("partly at work, partly one’s own: add own_hours: how many of them are one’s own")
        yield Problem(document.where(("hours_at",)), message)
    if activity.own_hours is not None and (activity.hours_at != "both" or activity.own_hours >= activity.hours):
        message = Message("own_hours belongs to hours_at: both and is less than hours; mend it")
        yield Problem(document.where(("own_hours",)), message)


def _closing_problems(part: Located[Activity], parts: Parts) -> Iterator[Problem]:
    activity, document = part.value, part.document
    known = parts.known("activities")
    if activity.is_knowledge and activity.closes_with is None:
        message = Message(
            "a %(kind)s counts only with a practice task; add closes_with: and the id of a project",
            kind=Named("kind", activity.kind),
        )
        yield Problem(document.where(("kind",)), message)
    for index, id in enumerate(activity.closers):
        where = document.where(("closes_with",) if isinstance(activity.closes_with, str) else ("closes_with", index))
        if id not in known:
            yield Problem(where, unknown("activity", id, known))
        elif id in parts.activities:
            yield from _practice_problems(activity, parts.activities[id].value, where)
    yield from _out_of_reach(part, parts)


def _practice_problems(activity: Activity, practice: Activity, where: Position) -> Iterator[Problem]:
    named = Named("activities", practice.id)
    if practice.is_knowledge:
        message = Message(
            '"%(id)s" is a %(kind)s; knowledge is closed by practice, such as a project',
            id=named,
            kind=Named("kind", practice.kind),
        )
        yield Problem(where, message)
    if not set(activity.gains) & set(practice.gains):
        message = Message('"%(id)s" lifts none of the same competencies; name one that practises them', id=named)
        yield Problem(where, message)


def _out_of_reach(part: Located[Activity], parts: Parts) -> Iterator[Problem]:
    """Report knowledge whose practice starts higher, or is for fewer tracks, than the knowledge itself."""
    activity, where = part.value, part.document.where(("closes_with",))
    practices = [parts.activities[id].value for id in activity.closers if id in parts.activities]
    if not practices:
        return
    named = Listed(tuple(Message('"%(text)s"', text=Named("activities", practice.id)) for practice in practices))
    start = min(max(_lowest_start(practice, id) for id in activity.gains) for practice in practices)
    if start > activity.level_range[0]:
        message = Message(
            "%(names)s starts at level %(start)s, the %(kind)s at %(low)s: "
            "who learns could not practise; name an easier one",
            names=named,
            start=start,
            kind=Named("kind", activity.kind),
            low=activity.level_range[0],
        )
        yield Problem(where, message)
    tracks = {track for practice in practices for track in practice.tracks}
    if ANY_SETTING not in tracks and not set(activity.tracks) <= tracks:
        there = Listed(tuple(Named("ladders", track) for track in sorted(tracks)))
        message = Message("%(names)s is for %(tracks)s only; name one for all the tracks", names=named, tracks=there)
        yield Problem(where, message)


def _lowest_start(activity: Activity, competency: str) -> int:
    """Return the lowest level of a competency from which somebody can begin the activity."""
    return max(activity.level_range[0], activity.requires.levels.get(competency, 0))


def _no_beginning(parts: Parts) -> Iterator[Problem]:
    """Report competencies that have activities but no practice with which somebody of level 0 could begin."""
    if parts.head is None or any(path.startswith("activities/") for path in parts.unreadable):
        return
    activities = [part.value for part in parts.activities.values()]
    for id, part in parts.competencies.items():
        lifting = [activity for activity in activities if id in activity.gains]
        first = [item for item in lifting if not item.is_knowledge and _lowest_start(item, id) == 0]
        for track in parts.head.value.ladders if lifting else ():
            if not any({ANY_SETTING, track} & set(activity.tracks) for activity in first):
                message = Message(
                    'nobody of level 0 on the track "%(track)s" can begin: add an activity to practise "%(id)s"',
                    track=Named("ladders", track),
                    id=Named("competencies", id),
                )
                yield Problem(part.document.where(("id",)), message)


def _circles(parts: Parts) -> Iterator[Problem]:
    requires = {id: part.value.requires.activities for id, part in parts.activities.items()}
    try:
        TopologicalSorter(requires).prepare()
    except CycleError as error:
        circle: list[str] = error.args[1]
        steps = Listed(tuple(Named("activities", id) for id in circle), between=" → ")
        where = parts.activities[circle[0]].document.where_key(("requires",))
        message = Message("activities need one another in a circle: %(circle)s; remove one of them", circle=steps)
        yield Problem(where, message)


def _lonely_choices(parts: Parts) -> Iterator[Problem]:
    there = [*parts.activities.values(), *parts.retired["activities"].values()]
    groups = Counter(part.value.one_of for part in there)
    for part in parts.activities.values():
        if part.value.one_of and groups[part.value.one_of] == 1:
            message = Message(
                'nothing else is one of "%(name)s"; give the name to another activity or remove it',
                name=part.value.one_of,
            )
            yield Problem(part.document.where(("one_of",)), message)


def prices_problems(parts: Parts) -> Iterator[Problem]:
    """Return prices of an installation for what is not there or free, and classes left in another currency."""
    if parts.prices is None:
        return
    prices, document = parts.prices.value, parts.prices.document
    known = parts.known("activities")
    for id in prices.activities:
        where = document.where_key(("activities", id))
        if id not in known:
            yield Problem(where, unknown("activity", id, known))
        elif id in parts.activities and parts.activities[id].value.cost == "free":
            message = Message(
                '"%(id)s" is free; a price belongs to an activity of another cost class', id=Named("activities", id)
            )
            yield Problem(where, message)
    if "free" in prices.classes:
        message = Message("what is free has no price; remove the class")
        yield Problem(document.where_key(("classes", "free")), message)
    shipped = parts.head.value.prices if parts.head else None
    missing = [name for name in ("low", "medium", "high") if name not in prices.classes]
    if shipped and prices.currency not in {None, shipped.currency} and missing:
        message = Message(
            "the classes %(classes)s would keep their price in %(currency)s; give all three",
            classes=Listed(tuple(Named("cost", name) for name in missing)),
            currency=shipped.currency,
        )
        yield Problem(document.where_key(("currency",)), message)
