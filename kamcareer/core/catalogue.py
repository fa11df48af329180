"""The catalogue of development activities: what lifts a competency, and for whom."""

from kamcareer.core.framework.activity import Activity
from kamcareer.core.framework.competency import ANY_SETTING
from kamcareer.core.framework.model import Framework

PRACTICE_FIRST = ("project", "rotation", "mentoring", "training", "reading")


def main_competency(activity: Activity) -> str:
    """Return the competency that an activity lifts most; of equals the first named."""
    return max(activity.gains, key=lambda id: activity.gains[id].levels)


def by_competency(framework: Framework) -> dict[str, list[Activity]]:
    """Return the activities under the competency each lifts most, practice and the easiest first; all are there."""
    found: dict[str, list[Activity]] = {id: [] for id in framework.competencies}
    for activity in framework.activities.values():
        found[main_competency(activity)].append(activity)
    return {id: sorted(found[id], key=lambda activity: (_practice_first(activity), *_effort(activity))) for id in found}


def suitable(framework: Framework, competency: str, level: int, ladder: str, role: str | None = None) -> list[Activity]:
    """Return the activities that lift a competency from a level on, for a track; practice first, the easiest first.

    Easier is what can begin at a lower level, and what takes fewer hours. Those that only touch the competency, are
    meant for other levels, need more than is there or are out of reach in the present role are left out; what they
    need in other competencies is not known here.
    """
    fitting = [
        activity
        for activity in framework.activities.values()
        if competency in activity.gains
        and main_competency(activity) == competency
        and _serves(activity, competency, level, ladder)
        and role not in activity.not_for
    ]
    return sorted(fitting, key=lambda activity: (activity.is_knowledge, *_effort(activity)))


def _serves(activity: Activity, competency: str, level: int, ladder: str) -> bool:
    low, high = activity.level_range
    return (
        low <= level <= high
        and activity.gains[competency].cap > level
        and activity.requires.levels.get(competency, 0) <= level
        and bool({ANY_SETTING, ladder} & set(activity.tracks))
    )


def _effort(activity: Activity) -> tuple[int, float]:
    return activity.level_range[0], activity.hours


def _practice_first(activity: Activity) -> int:
    return PRACTICE_FIRST.index(activity.kind)
