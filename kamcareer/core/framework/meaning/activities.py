"""Activities: known competencies and activities, trainings that are closed by practice."""

from collections.abc import Iterator

from kamcareer.core.framework.activity import Activity
from kamcareer.core.framework.competency import ANY_SETTING
from kamcareer.core.framework.errors import Problem, unknown
from kamcareer.core.framework.parts import Located, Parts


def activity_problems(parts: Parts) -> Iterator[Problem]:
    """Return what activities name that is not there, and trainings that nothing closes."""
    competencies, activities = parts.known("competencies"), parts.known("activities")
    for part in parts.activities.values():
        activity, document = part.value, part.document
        for id in activity.gains:
            if id not in competencies:
                yield Problem(document.where_key(("gains", id)), unknown("competency", id, competencies))
        for id in activity.needs.levels:
            if id not in competencies:
                where = document.where_key(("needs", "levels", id))
                yield Problem(where, unknown("competency", id, competencies))
        for index, id in enumerate(activity.needs.activities):
            if id not in activities:
                where = document.where(("needs", "activities", index))
                yield Problem(where, unknown("activity", id, activities))
        tracks = [ANY_SETTING, *(parts.head.value.ladders if parts.head else activity.tracks)]
        for index, track in enumerate(activity.tracks):
            if track not in tracks:
                yield Problem(document.where(("tracks", index)), unknown("track", track, tracks))
        yield from _closing_problems(part, activities)


def _closing_problems(part: Located[Activity], activities: set[str]) -> Iterator[Problem]:
    activity, document = part.value, part.document
    if activity.closes_with is not None and activity.closes_with not in activities:
        yield Problem(document.where(("closes_with",)), unknown("activity", activity.closes_with, activities))
    if activity.kind == "training" and activity.closes_with is None:
        message = "a training counts only with a practice task; add closes_with: and the id of a project"
        yield Problem(document.where(("kind",)), message)
