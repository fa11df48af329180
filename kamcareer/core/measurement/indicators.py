"""From how often somebody does what an indicator describes to a rating."""

from collections.abc import Iterator, Mapping

from kamcareer.core.answers import Frequency
from kamcareer.core.framework.entries import MAX_LEVEL
from kamcareer.core.framework.model import Framework
from kamcareer.core.measurement.rating import Rating

SOURCE = "indicators"
FREQUENCIES: tuple[Frequency, ...] = ("never", "sometimes", "usually", "always")
STEP = MAX_LEVEL / (len(FREQUENCIES) - 1)


def indicator_ratings(framework: Framework, answers: Mapping[str, Mapping[str, Frequency | None]]) -> Iterator[Rating]:
    """Return one rating for each indicator answered, "never" at level 0 and "always" at the top, in even steps.

    They are a source of their own and yet the person's own word: they share its mood and confirm nothing.
    """
    model = framework.measurement.sources.get(SOURCE)
    if model is None or not answers:
        return
    for id, competency in framework.competencies.items():
        given = answers.get(id, {})
        for indicator in competency.indicators:
            if how_often := given.get(indicator.id):
                level = STEP * FREQUENCIES.index(how_often)
                yield Rating(id, SOURCE, level, voice="self", weight=model.part, step=STEP)
