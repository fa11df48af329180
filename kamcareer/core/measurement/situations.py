"""From the best and the worst chosen in a situation to a rating."""

from collections.abc import Iterator, Mapping

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
    low, high = situation.level_range
    return low + credit(situation, choice) * (high - low)


def situation_ratings(framework: Framework, choices: Mapping[str, Choice]) -> Iterator[Rating]:
    """Return one rating for each situation answered; each is worth a part of a full score.

    An easy situation cannot tell a strong person from a very strong one: of nobody is more expected than its range, and
    of nobody all of it, since choices err.
    """
    model = framework.measurement.sources.get(SOURCE)
    if model is None:
        return
    for id, competency in framework.competencies.items():
        for situation in competency.situations:
            if choice := choices.get(situation.id):
                level = situation_level(situation, choice)
                low, high = situation.level_range
                yield Rating(id, SOURCE, level, weight=model.part, step=0.0, within=(float(low), float(high)))
