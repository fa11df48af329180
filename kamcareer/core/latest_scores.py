"""The newest score that a company gave somebody in each topic: one line for programs that keep one."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from kamcareer.core.answers import EarlierScore


@dataclass(frozen=True)
class LatestScore:
    """One topic: the mean of what others gave on the newest day, 0 to 4; `own` where only the person scored then."""

    competency: str
    level: float
    day: date
    own: bool


def latest_scores(scores: Iterable[EarlierScore]) -> list[LatestScore]:
    """Return the newest score of each topic, by topic; the order in which scores came changes nothing."""
    by_topic: dict[str, list[EarlierScore]] = {}
    for score in scores:
        by_topic.setdefault(score.competency, []).append(score)
    found = []
    for topic, given in sorted(by_topic.items()):
        newest = max(score.date for score in given)
        that_day = [score for score in given if score.date == newest]
        levels = sorted(score.level for score in that_day if not score.own)
        counted = levels or sorted(score.level for score in that_day)
        found.append(LatestScore(topic, sum(counted) / len(counted), newest, not levels))
    return found
