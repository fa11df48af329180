"""From scores that a company gave before to ratings of weak weight."""

from collections.abc import Iterator, Sequence
from datetime import date
from functools import lru_cache
from statistics import fmean

from kamcareer.core.answers import EarlierScore
from kamcareer.core.framework.model import Framework
from kamcareer.core.measurement.evidence import is_old
from kamcareer.core.measurement.rating import THEMSELVES, Rating

SOURCE = "earlier"


def earlier_ratings(framework: Framework, scores: Sequence[EarlierScore], today: date) -> Iterator[Rating]:
    """Return at most two ratings a competency: what others gave, as their mean, and what the person gave themselves.

    Only the newest scores of a competency count, less once they are as old as old evidence. Raters are put together:
    nobody asked them whether a report may give their single score away. They confirm nothing, see UNSUPERVISED.
    """
    if SOURCE not in framework.measurement.sources:
        return
    found: dict[tuple[str, bool], list[EarlierScore]] = {}
    for score in scores:
        if score.competency in framework.competencies and score.date <= today:
            found.setdefault((score.competency, score.own), []).append(score)
    model = framework.measurement.evidence
    weights: dict[date, float] = {}
    for (competency, own), given in found.items():
        newest = max(score.date for score in given) if len(given) > 1 else given[0].date
        if newest not in weights:
            weights[newest] = model.old_factor.value if model and is_old(model, newest, today) else 1.0
        counted = [score for score in given if score.date == newest]
        # Most have one score a topic, and thousands are read for one page: a mean of one need not be worked out.
        alone = len(counted) == 1
        level = counted[0].level if alone else fmean(score.level for score in counted)
        step = counted[0].step if alone else max(score.step for score in counted)
        yield _rating(competency, level, THEMSELVES if own else "", weights[newest], step)


@lru_cache(maxsize=4_096)
def _rating(competency: str, level: float, voice: str, weight: float, step: float) -> Rating:
    # Of a thousand on a page few differ.
    return Rating(competency, SOURCE, level, voice=voice, weight=weight, step=step)
