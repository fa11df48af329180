"""What other settings of the measurement would do to people, before they are published."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from kamcareer.core.answers import Answer, Answers, Opinion
from kamcareer.core.framework.entries import MAX_LEVEL
from kamcareer.core.framework.measurement_settings import Measurement
from kamcareer.core.framework.model import Framework
from kamcareer.core.gaps import GapReport, gap_report

STEPS_SHOWN = 3


@dataclass(frozen=True)
class Sample:
    """Somebody whose report is looked at under both settings."""

    name: str
    answers: Answers
    target: str


@dataclass(frozen=True)
class Effect:
    """One person's report under today's settings and under others."""

    sample: Sample
    before: GapReport
    after: GapReport


def effects(framework: Framework, other: Measurement, today: date, samples: tuple[Sample, ...] = ()) -> list[Effect]:
    """Return what other settings do to sample people, by default to those of the first promotions."""
    changed = framework.measured_by(other)
    return [
        Effect(
            sample,
            gap_report(framework, sample.answers, sample.target, today),
            gap_report(changed, sample.answers, sample.target, today),
        )
        for sample in samples or tuple(sample_people(framework))
    ]


def sample_people(framework: Framework) -> Iterator[Sample]:
    """Return people on the first promotions: who alone says to have it all, who is seen lower, whom all agree on."""
    promotions = [edge for edge in framework.edges if edge.type == "promotion" and edge.to_role][:STEPS_SHOWN]
    for edge in promotions:
        target = edge.to_role or ""
        asked = {id: need.level for id, need in framework.roles[target].requirements.items()}
        lower = {id: max(level - 1, 0) for id, level in asked.items()}
        said = {id: Answer(level=min(level, MAX_LEVEL)) for id, level in asked.items()}
        way = f"{edge.from_role} → {target}"
        boss, peers = _seen("manager", "m", asked), tuple(_seen("peer", rater, asked) for rater in "abc")
        yield Sample(f"{way}: own words alone", Answers(edge.from_role, said), target)
        seen_lower = (_seen("manager", "m", lower),)
        yield Sample(f"{way}: manager a level lower", Answers(edge.from_role, said, others=seen_lower), target)
        yield Sample(f"{way}: manager and peers agree", Answers(edge.from_role, said, others=(boss, *peers)), target)


def _seen(source: str, rater: str, levels: dict[str, int]) -> Opinion:
    return Opinion.model_validate({"source": source, "rater": rater, "levels": levels})
