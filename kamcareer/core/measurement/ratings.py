"""All that is known of a person as ratings."""

from collections.abc import Iterator, Sequence
from datetime import date

from kamcareer.core.answers import Answers, Opinion
from kamcareer.core.framework.measurement_settings import Measurement
from kamcareer.core.framework.model import Framework
from kamcareer.core.measurement.earlier import earlier_ratings
from kamcareer.core.measurement.estimate import on_scale
from kamcareer.core.measurement.evidence import evidence_ratings
from kamcareer.core.measurement.indicators import indicator_ratings
from kamcareer.core.measurement.rating import Rating
from kamcareer.core.measurement.situations import situation_ratings


def all_ratings(framework: Framework, answers: Answers, today: date | None = None) -> list[Rating]:
    """Return the ratings in all that is known of a person; ValueError for what grows old without a day to date it from.

    A source that the framework does not know, as one stored long ago may not, says nothing. Their order does not
    depend on the order in which the answers came, so neither does any figure.
    """
    if (answers.evidence or answers.earlier) and today is None:
        raise ValueError("evidence and scores grow old: give the day from which to look at them")
    known = framework.measurement.sources
    found = (
        *self_ratings(answers),
        *indicator_ratings(framework, answers.indicators),
        *situation_ratings(framework, answers.situations),
        *(rating for rating in opinion_ratings(answers.others) if rating.source in known),
        *(evidence_ratings(framework, answers.evidence, today) if today else ()),
        *(earlier_ratings(framework, answers.earlier, today) if today else ()),
    )
    sources = {id: number for number, id in enumerate(known)}
    topics = {id: number for number, id in enumerate(framework.competencies)}

    def place(rating: Rating) -> tuple[float | str, ...]:
        return (sources[rating.source], rating.rater, topics[rating.competency], rating.level, rating.weight)

    return sorted(found, key=place)


def self_ratings(answers: Answers) -> list[Rating]:
    """Return the ratings in a self-assessment; "no chance to show it" is none."""
    return [
        Rating(id, "self", answer.level, answer.confidence)
        for id, answer in answers.by_competency.items()
        if answer.level is not None
    ]


def opinion_ratings(others: Sequence[Opinion]) -> Iterator[Rating]:
    """Return the ratings others gave; where they had no chance to see it there is none."""
    for opinion in others:
        for id, level in opinion.levels.items():
            if level is not None:
                yield Rating(id, opinion.source, level, rater=opinion.rater)


def observed_levels(settings: Measurement, ratings: Sequence[Rating]) -> dict[str, float]:
    """Return what was said by competency: the mean of its ratings, each less its source's known leniency."""
    said: dict[str, list[float]] = {}
    for rating in ratings:
        bias = settings.sources[rating.source].bias.value
        said.setdefault(rating.competency, []).append(rating.level - bias)
    return {id: on_scale(sum(levels) / len(levels)) for id, levels in said.items()}
