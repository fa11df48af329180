"""The kit of a vacancy's interviews: the same questions for everybody who applies, made from the profile.

Must-haves come first, and among equals what least is known about: there a talk tells most.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from kamcareer.core.framework.competency import InterviewQuestion
from kamcareer.core.framework.model import Framework
from kamcareer.core.framework.role import Role

MINUTES = (30, 45, 60, 90)
USUAL_MINUTES = 60
AROUND = 8  # minutes: three to begin, five for the person's own questions
DIGITS = 6  # of a width; what is left is noise of the arithmetic


@dataclass(frozen=True)
class Asked:
    """One question of a kit, and what the vacancy needs there: a level from 0 to 4."""

    competency: str
    required: int
    must_have: bool
    question: InterviewQuestion


@dataclass(frozen=True)
class Kit:
    """What is asked in so many minutes; `left_out` are the must-haves for which no time is left.

    `chosen` is when somebody chose it for everybody who applies; None while it is a proposal.
    """

    minutes: int
    asked: tuple[Asked, ...]
    left_out: tuple[str, ...]
    chosen: datetime | None = None

    @property
    def taken(self) -> int:
        """The minutes that the questions take."""
        return sum(one.question.minutes for one in self.asked)

    @property
    def competencies(self) -> tuple[str, ...]:
        """The competencies that are asked about, in order."""
        return tuple(one.competency for one in self.asked)

    @property
    def fits(self) -> bool:
        """Whether it asks anything, of nothing twice, within one of the times there are."""
        once = len(set(self.competencies)) == len(self.asked) > 0
        return once and self.minutes in MINUTES and self.taken <= self.minutes - AROUND

    @property
    def codes(self) -> tuple[str, ...]:
        """The kit as it is stored: the id of each competency with that of its question."""
        return tuple(f"{one.competency}:{one.question.id}" for one in self.asked)


def kit_of(framework: Framework, role: Role, widths: Mapping[str, float], minutes: int) -> Kit:
    """Return the kit of a role for so many minutes.

    `widths` are the widths of intervals in levels, by competency; what is left out counts as widest. Of each competency
    the shortest question is asked, so that more of them are heard. What does not fit is passed over for what does.
    """
    room, asked = minutes - AROUND, []
    for id in _order(role, widths):
        question = min(framework.competencies[id].interview, key=lambda one: one.minutes, default=None)
        if question and question.minutes <= room:
            asked.append(_asked(role, id, question))
            room -= question.minutes
    return _kit(role, minutes, asked)


def kept_kit(
    framework: Framework, role: Role, minutes: int, codes: Iterable[str], chosen: datetime | None = None
) -> Kit:
    """Return a kit as it was stored, without what the vacancy does not ask any more."""
    asked = []
    for code in codes:
        id, _, named = code.partition(":")
        known = framework.competencies[id].interview if id in role.requirements else ()
        asked += [_asked(role, id, question) for question in known if question.id == named]
    return replace(_kit(role, minutes, asked), chosen=chosen)


def divided(kit: Kit, people: int) -> tuple[tuple[Asked, ...], ...]:
    """Return which questions each of so many interviewers asks: in turn, so that nobody has all the must-haves."""
    return tuple(kit.asked[number::people] for number in range(people))


def _order(role: Role, widths: Mapping[str, float]) -> list[str]:
    def place(id: str) -> tuple[bool, float, int]:
        need = role.requirements[id]
        return not need.must_have, -round(widths.get(id, float("inf")), DIGITS), -need.weight

    return sorted((id for id, need in role.requirements.items() if need.level), key=place)


def _asked(role: Role, id: str, question: InterviewQuestion) -> Asked:
    need = role.requirements[id]
    return Asked(id, need.level, need.must_have, question)


def _kit(role: Role, minutes: int, asked: Iterable[Asked]) -> Kit:
    chosen = tuple(asked)
    there = {one.competency for one in chosen}
    return Kit(minutes, chosen, tuple(id for id in role.must_haves if id not in there))
