"""When the owner of a plan is written to, and about what: at most once a week, early in it, and never for ever."""

from collections.abc import Iterable
from datetime import date, timedelta
from enum import StrEnum

from kamcareer.core.planning.follow_up import MIDWEEK, Week, this_monday

# Whoever has said nothing of their plan for so long is left in peace.
PATIENCE = timedelta(weeks=5)


class About(StrEnum):
    """What a letter about a plan says: something is planned this week; of last week nothing was said yet."""

    WEEK = "week"
    UNTOLD = "untold"


def reminder(weeks: Iterable[Week], today: date, written: date, heard: date) -> About | None:
    """Return what to write about today, None where nothing is to be written.

    `weeks` are those that can be told of, `written` is the Monday of the week of the last letter, `heard` the day on
    which the owner last said anything about the plan.
    """
    monday = this_monday(today)
    if today.weekday() >= MIDWEEK or written >= monday or today - heard > PATIENCE:
        return None
    open_ = [one.monday for one in weeks if one.went is None and not one.step.waits]
    if any(begun < monday for begun in open_):
        return About.UNTOLD
    return About.WEEK if open_ else None
