"""From the best and the worst chosen in a situation to a rating."""

from collections.abc import Iterator, Mapping
from math import fsum

from kamcareer.core.answers import Choice
from kamcareer.core.framework.competency import Situation
from kamcareer.core.framework.model import Framework
from kamcareer.core.measurement.rating import Rating

SOURCE = "situations"


def credit(situation: Situation, choice: Choice) -> float:
    """Return the partial credit, 0 to 1: half for the experts' rating of the chosen best, half for the chosen worst.

    1 where both are the key, 0 where they are the key the wrong way round; mere guessing gives ½ on average.
    """
    ratings = [option.rating for option in situation.options.values()]
    spread = max(ratings) - min(ratings)
    best, worst = situation.options[choice.best].rating, situation.options[choice.worst].rating
    return (best - worst + spread) / (2 * spread) if spread else 0.5


def situation_level(situation: Situation, choice: Choice) -> float:
    """Return the level shown by a choice: linear in the credit, from the lower to the upper level of the situation."""
    return _on_range(situation, credit(situation, choice))


def _on_range(situation: Situation, part: float) -> float:
    low, high = situation.level_range
    return low + part * (high - low)


def shown_levels(framework: Framework, choices: Mapping[str, Choice]) -> dict[str, float]:
    """Return the level shown in each situation answered, by its id.

    Private situations show the mean credit of all of them, each on its own range: from a credit of one alone its key
    could be worked back, whatever figure of a report it goes into.
    """
    found = [
        (item, credit(item, choices[item.id]))
        for competency in framework.competencies.values()
        for item in competency.situations
        if item.id in choices
    ]
    closed = [got for item, got in found if item.private]
    together = fsum(closed) / len(closed) if closed else 0.0
    return {item.id: _on_range(item, together if item.private else got) for item, got in found}


def situation_ratings(framework: Framework, choices: Mapping[str, Choice]) -> Iterator[Rating]:
    """Return one rating for each situation answered; each is worth a part of a full score.

    An easy situation cannot tell a strong person from a very strong one: of nobody is more expected than its range, and
    of nobody all of it, since choices err.
    """
    model = framework.measurement.sources.get(SOURCE)
    if model is None or not choices:
        return
    shown = shown_levels(framework, choices)
    for id, competency in framework.competencies.items():
        for situation in competency.situations:
            if situation.id in shown:
                low, high = map(float, situation.level_range)
                yield Rating(id, SOURCE, shown[situation.id], weight=model.part, step=0.0, within=(low, high))
