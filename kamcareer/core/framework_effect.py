"""What another version of a framework would do to people, before it is published."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TypeVar

from kamcareer.core.answers import Answers, Opinion
from kamcareer.core.framework.model import Framework
from kamcareer.core.gap import Gap
from kamcareer.core.gaps import GapReport, gap_report
from kamcareer.core.settings_effect import Sample, sample_people
from kamcareer.core.verdict import Verdict, verdict_of

Said = TypeVar("Said")


@dataclass(frozen=True)
class TopicEffect:
    """One competency of the role under both versions; None where that version of the role does not ask it."""

    competency: str
    before: Gap | None
    after: Gap | None

    @property
    def differs(self) -> bool:
        """Whether the role asks otherwise: another level, another weight, as a must-have or no longer as one."""
        return _asked(self.before) != _asked(self.after)


@dataclass(frozen=True)
class FrameworkEffect:
    """One person's report today and under another version; `after` is None where the role they look at is gone.

    `lost` are the competencies of which they said something and that are no longer asked by anything; `reworded` those
    they answered and that ask in other words now: they might answer differently.
    """

    sample: Sample
    before: GapReport
    after: GapReport | None
    lost: tuple[str, ...]
    reworded: tuple[str, ...]

    @property
    def verdicts(self) -> tuple[Verdict, Verdict | None]:
        """The verdict today and under the other version."""
        return _verdict(self.before), _verdict(self.after) if self.after else None

    @property
    def moves(self) -> bool:
        """Whether the person gets another verdict, or none."""
        before, after = self.verdicts
        return before != after

    @property
    def topics(self) -> tuple[TopicEffect, ...]:
        """Every competency the role asks in either version, in the order of the other one, what is gone last."""
        then = {gap.competency: gap for gap in self.before.gaps}
        now = {gap.competency: gap for gap in self.after.gaps} if self.after else {}
        return tuple(TopicEffect(id, then.get(id), now.get(id)) for id in {**now, **then})


def framework_effects(
    present: Framework, other: Framework, today: date, samples: Sequence[Sample] = ()
) -> list[FrameworkEffect]:
    """Return what another version does to sample people, by default to those of the first promotions.

    Answers are taken as they were given, as far as what they are about is still there.
    """
    return [_effect(present, other, today, sample) for sample in samples or tuple(sample_people(present))]


def _effect(present: Framework, other: Framework, today: date, sample: Sample) -> FrameworkEffect:
    after = None
    if sample.target in other.roles:
        after = gap_report(other, answers_in(sample.answers, other), sample.target, today)
    known = sorted(_told(sample.answers))
    return FrameworkEffect(
        sample,
        gap_report(present, sample.answers, sample.target, today),
        after,
        tuple(id for id in known if id not in other.competencies),
        tuple(id for id in known if id in other.competencies and _words(present, id) != _words(other, id)),
    )


def answers_in(answers: Answers, framework: Framework) -> Answers:
    """Return what was said as far as a framework has the thing it is about; a present role it lacks counts as none."""
    competencies = framework.competencies
    situations = {item.id for competency in competencies.values() for item in competency.situations}
    sources = framework.measurement.sources
    kinds = framework.measurement.evidence.kinds if framework.measurement.evidence else {}
    return replace(
        answers,
        role=answers.role if answers.role in framework.roles else None,
        by_competency=_of(answers.by_competency, competencies),
        indicators={
            id: _of(said, {one.id for one in competencies[id].indicators})
            for id, said in _of(answers.indicators, competencies).items()
        },
        situations=_of(answers.situations, situations),
        others=tuple(_opinion(one, framework) for one in answers.others if one.source in sources),
        evidence=tuple(one for one in answers.evidence if one.competency in competencies and one.kind in kinds),
        earlier=tuple(one for one in answers.earlier if one.competency in competencies and "earlier" in sources),
    )


def _opinion(opinion: Opinion, framework: Framework) -> Opinion:
    return opinion.model_copy(update={"levels": _of(opinion.levels, framework.competencies)})


def _of(said: Mapping[str, Said], known: Mapping[str, object] | set[str]) -> dict[str, Said]:
    return {id: one for id, one in said.items() if id in known}


def _told(answers: Answers) -> set[str]:
    """Return the competencies of which anything is known."""
    of_others = {id for opinion in answers.others for id in opinion.levels}
    shown = {one.competency for one in answers.evidence} | {one.competency for one in answers.earlier}
    return {*answers.by_competency, *answers.indicators} | of_others | shown


def _words(framework: Framework, competency: str) -> object:
    asked = framework.competencies[competency]
    return asked.question, asked.anchors


def _asked(gap: Gap | None) -> object:
    return gap and (gap.need.level, gap.need.weight, gap.need.must_have)


def _verdict(report: GapReport) -> Verdict:
    return verdict_of(report.readiness.probability_must_haves)
