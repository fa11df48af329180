"""From scores that a company gave before to ratings of weak weight."""

from collections.abc import Iterator, Sequence
from datetime import date
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
    for (competency, own), given in found.items():
        newest = max(score.date for score in given)
        counted = [score for score in given if score.date == newest]
        model = framework.measurement.evidence
        weight = model.old_factor.value if model and is_old(model, newest, today) else 1.0
        level, step = fmean(score.level for score in counted), max(score.step for score in counted)
        yield Rating(competency, SOURCE, level, voice=THEMSELVES if own else "", weight=weight, step=step)
