"""Rounds that the company asks for: who is in one, for which role, until when, and how far each of them has come."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from kamcareer.core.assessment import questions
from kamcareer.core.careers import edges_from
from kamcareer.core.framework.model import Framework

MAX_TITLE = 120
MAX_NOTE = 2_000
REMINDED_BEFORE = timedelta(days=3)


class Aim(StrEnum):
    """Beside which role each person is looked at."""

    PRESENT = "present"
    NEXT = "next"
    ROLE = "role"


class Stage(StrEnum):
    """How far somebody is, without a word about what they answered."""

    NO_ACCOUNT = "no_account"
    NO_ROLE = "no_role"
    AWAITED = "awaited"
    BEGUN = "begun"
    FINISHED = "finished"


@dataclass(frozen=True)
class CompanyRound:
    """A round: its framework as it was when the round was made; `role` is set for the aim "role" alone."""

    id: str
    title: str
    framework_sha256: str
    aim: Aim
    role: str | None
    deadline: date
    made: datetime

    def over(self, today: date) -> bool:
        """Return whether its last day is gone: then nobody joins or rates any more."""
        return today > self.deadline

    def reminds_after(self, today: date) -> bool:
        """Return whether the day on which it reminds is still ahead."""
        return today < self.deadline - REMINDED_BEFORE


@dataclass(frozen=True)
class Participant:
    """Somebody in a round; `record` stands for them in addresses. `rater_id` is the account of their manager.

    `assessment_id` is there once they take part; `said` tells that HR said for this round whose account it is. `email`
    is their work address in the staff list.
    """

    round_id: str
    number: str
    record: str
    name: str
    unit: str
    role: str | None
    account_id: str | None
    rater_name: str
    rater_id: str | None
    assessment_id: str | None = None
    joined: datetime | None = None
    rater_number: str | None = None
    said: bool = False
    email: str | None = None


@dataclass(frozen=True)
class Standing:
    """How far a participant and their manager are; `talked` once they have agreed on something together."""

    own: Stage
    manager: Stage
    talked: bool = False

    @property
    def both_finished(self) -> bool:
        """Whether both have finished: before that neither sees what the other said."""
        return self.own is Stage.FINISHED and self.manager is Stage.FINISHED


@dataclass(frozen=True)
class AgreedLevel:
    """What a person and their manager agreed on of one competency: a level of 0 to 4 with a note, by whom and when."""

    competency: str
    level: int
    note: str
    by: str
    agreed: datetime


def target_of(framework: Framework, aim: Aim, role: str | None, present: str | None) -> str | None:
    """Return the role to look at somebody beside; None where the model knows none for them."""
    if aim is Aim.ROLE:
        return role if role in framework.roles else None
    if present not in framework.roles:
        return None
    if aim is Aim.PRESENT:
        return present
    steps = [edge.to_role for edge in edges_from(framework, present) if edge.type == "promotion" and edge.to_role]
    return steps[0] if steps else None


@dataclass(frozen=True)
class Traces:
    """What somebody and their manager have left since they joined: what was before is of an earlier round."""

    finished: bool = False
    rating: bool = False
    rated: bool = False
    talked: bool = False


def standing(person: Participant, target: str | None, traces: Traces) -> Standing:
    """Return how far a participant and their manager are; `target` is None where the model has no role for them."""
    if person.assessment_id is None:
        waits = Stage.NO_ROLE if target is None else Stage.AWAITED if person.account_id else Stage.NO_ACCOUNT
        return Standing(waits, Stage.AWAITED)
    manager = Stage.FINISHED if traces.rated else Stage.BEGUN if traces.rating else Stage.AWAITED
    return Standing(Stage.FINISHED if traces.finished else Stage.BEGUN, manager, traces.talked)


@dataclass(frozen=True)
class UnitProgress:
    """How many people of a unit are how far; nothing of levels."""

    unit: str
    people: int
    own: Counter[Stage]
    rated: int
    talked: int


def by_unit(everybody: Sequence[tuple[Participant, Standing]]) -> list[UnitProgress]:
    """Return how far each unit is, by name."""
    units: dict[str, list[Standing]] = {}
    for person, one in everybody:
        units.setdefault(person.unit, []).append(one)
    return [
        UnitProgress(
            unit,
            len(several),
            Counter(one.own for one in several),
            sum(one.manager is Stage.FINISHED for one in several),
            sum(one.talked for one in several),
        )
        for unit, several in sorted(units.items())
    ]


def asked_of_team(framework: Framework, targets: Iterable[str]) -> tuple[str, ...]:
    """Return every competency that one of the roles asks, first those that most of them cannot do without."""
    roles = Counter(targets)
    musts = Counter({id: 0 for role in roles for id in questions(framework, role)})
    for role, people in roles.items():
        for id in framework.roles[role].must_haves:
            if id in musts:
                musts[id] += people
    order = {id: place for place, id in enumerate(framework.order.competencies)}
    return tuple(sorted(musts, key=lambda id: (-musts[id], order[id])))
