"""Signs that a second look at the answers is worth it: kindly meant, never an accusation, and no number is changed."""

from collections.abc import Sequence
from enum import StrEnum
from statistics import mean, median

from kamcareer.core.answers import Answers
from kamcareer.core.assessment import HASTY_ANSWERS, HASTY_SECONDS
from kamcareer.core.framework.model import Framework
from kamcareer.core.measurement.situations import shown_levels

ENOUGH_SITUATIONS = 4
FAR_ABOVE = 0.6  # of a situation's range of levels, on average


class Hint(StrEnum):
    """Why a second look is worth it."""

    ALL_ALIKE = "all_alike"
    ABOVE_SITUATIONS = "above_situations"
    HASTY = "hasty"


def hints(framework: Framework, answers: Answers, seconds: Sequence[float] = ()) -> tuple[Hint, ...]:
    """Return the signs in one person's answers; `seconds` are the times between them, where they are known."""
    levels = list(answers.levels().values())
    found = []
    if len(levels) > HASTY_ANSWERS and len(set(levels)) == 1:
        found.append(Hint.ALL_ALIKE)
    above = [share for share in _above_situations(framework, answers) if share is not None]
    if len(above) >= ENOUGH_SITUATIONS and mean(above) > FAR_ABOVE:
        found.append(Hint.ABOVE_SITUATIONS)
    if len(seconds) >= HASTY_ANSWERS and median(seconds) < HASTY_SECONDS:
        found.append(Hint.HASTY)
    return tuple(found)


def _above_situations(framework: Framework, answers: Answers) -> list[float | None]:
    """Return how far the own words lie above each situation answered, as a share of what the situation can tell."""
    bias = framework.measurement.sources["self"].bias.value
    said, levels = answers.levels(), shown_levels(framework, answers.situations)
    found: list[float | None] = []
    for id, competency in framework.competencies.items():
        for item in competency.situations:
            if id in said and item.id in answers.situations:
                low, high = item.level_range
                own = min(max(said[id] - bias, low), high)
                found.append((own - levels[item.id]) / (high - low) if high > low else None)
    return found
