"""Calibration sessions: managers lay the levels they gave side by side and agree where they meant different things.

Nothing is overwritten: what a manager sent stays as it is, and what the meeting agrees on is a line of a log beside it.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

MAX_TITLE = 120
MAX_REASON = 600
LEAST_MANAGERS = 2


class Part(StrEnum):
    """As what somebody sits in a session."""

    LEAD = "lead"
    MANAGER = "manager"
    HR = "hr"


@dataclass(frozen=True)
class Seat:
    """Somebody who sits in a session, named as the people in it were told; the list stays as it was made."""

    account_id: str
    name: str
    part: Part


@dataclass(frozen=True)
class CalibrationSession:
    """A meeting about people of one round; `unit` and `role` say whom it was made for, empty for everybody."""

    id: str
    round_id: str
    title: str
    day: date
    unit: str
    role: str
    made: datetime
    closed: datetime | None = None


class Word(StrEnum):
    """What somebody said when they were asked whether their levels may be compared in a session."""

    AWAITED = "awaited"
    AGREED = "agreed"
    DECLINED = "declined"


@dataclass(frozen=True)
class Compared:
    """Somebody asked for a session; `id` stands for them in addresses of it. `account_id` is theirs as of today."""

    id: str
    session_id: str
    assessment_id: str
    number: str
    name: str
    account_id: str | None
    rater_id: str | None
    rater_name: str
    joined: datetime | None
    finished: bool
    word: Word

    def not_by(self, account_id: str) -> bool:
        """Return whether an account may say nothing of them: it is their manager's, or their own."""
        return account_id in {self.rater_id, self.account_id}


@dataclass(frozen=True)
class Agreed:
    """One line of the log: what stood before, what was agreed on, why, who wrote it down and when."""

    person: str
    competency: str
    before: int
    after: int
    reason: str
    by: str
    at: datetime

    @property
    def changed(self) -> bool:
        """Whether another level was agreed on."""
        return self.before != self.after


class ReasonMissingError(ValueError):
    """A level is changed without a reason."""


@dataclass(frozen=True)
class Line:
    """One person in one competency: the level that their manager sent, and what was said of it, in order."""

    person: Compared
    competency: str
    given: int
    log: tuple[Agreed, ...] = ()

    @property
    def stands(self) -> int:
        """The level that was agreed on last; before that the manager's."""
        return self.log[-1].after if self.log else self.given

    @property
    def settled(self) -> bool:
        """Whether the meeting said anything of it."""
        return bool(self.log)

    @property
    def changed(self) -> bool:
        """Whether what stands is another level than the manager sent."""
        return self.stands != self.given

    @property
    def reason(self) -> str:
        """Why what stands was agreed on; empty where it stands as it was."""
        return self.log[-1].reason if self.log else ""

    def agreed(self, level: int, reason: str, by: str, at: datetime) -> Agreed | None:
        """Return the next line of the log; None where it says the same again. ReasonMissingError for a bare change."""
        if self.log and level == self.stands and reason in {"", self.reason}:
            return None
        if level != self.stands and not reason:
            raise ReasonMissingError
        return Agreed(self.person.id, self.competency, self.stands, level, reason, by, at)


def lines(
    people: Iterable[Compared], competency: str, given: Mapping[str, Mapping[str, int]], log: Iterable[Agreed]
) -> tuple[Line, ...]:
    """Return everybody about whom a level was sent in a competency, in the order of people; `log` is oldest first."""
    said: dict[str, list[Agreed]] = {}
    for one in log:
        if one.competency == competency:
            said.setdefault(one.person, []).append(one)
    return tuple(
        Line(person, competency, given[person.id][competency], tuple(said.get(person.id, ())))
        for person in people
        if competency in given.get(person.id, {})
    )
