"""A training programme for the people whom HR may look at: what to pay for under one budget."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from typing import Any

from sqlalchemy.orm import Session

from kamcareer.core.answers import Answers
from kamcareer.core.framework.model import Framework
from kamcareer.core.legal_basis import Basis
from kamcareer.core.measurement import Profile, all_ratings, measure_all, prior_of_role
from kamcareer.core.people import Person
from kamcareer.core.planning.candidates import planning_problem
from kamcareer.core.planning.limits import Limits
from kamcareer.core.programme import offer
from kamcareer.core.programme.marginal import Marginal
from kamcareer.core.programme.outcome import Lifted, Share
from kamcareer.core.programme.programme import Programme
from kamcareer.core.programme.question import Question
from kamcareer.core.programme.report import Report, report
from kamcareer.core.programme.terms import Terms
from kamcareer.services.heat_map import Wanted, answers_of
from kamcareer.store.people import page_of_people


@dataclass(frozen=True)
class Asked:
    """For whom a programme is looked for, towards which role, within which limits; `more` money is asked about too."""

    target: str
    wanted: Wanted
    limits: Limits
    terms: Terms
    more: int | None = None

    def searches(self, seconds: float) -> float:
        """Return how long it takes when one search takes so many seconds."""
        return seconds * 2 if self.more else seconds


@dataclass(frozen=True)
class KeptProgramme:
    """What came out, by personnel number: whoever reads it sees names only of people who are there and may be seen."""

    version: str
    numbers: tuple[str, ...]
    unknown: int
    programme: Programme
    shares: tuple[Share, ...]
    lifted: tuple[Lifted, ...]
    free: float
    more: Marginal | None


def programme_for(
    session: Session, framework: Framework, asked: Asked, basis: Basis, today: date, seconds: float
) -> Report:
    """Return the best programme towards a role found in so many seconds. KeyError for an unknown role.

    What is read are scores that HR brought itself, of people of whom something may be looked at. Nobody weighs more
    than anybody else.
    """
    everybody, there, known = _people(session, framework, asked.wanted, basis)
    role, profiles = framework.roles[asked.target], _profiles(framework, [known[number] for number in there], today)
    people = tuple(
        offer.Person(number, planning_problem(framework, role, profile, asked.limits))
        for number, profile in zip(there, profiles, strict=True)
    )
    unknown = len(everybody) - len(there)
    return report(framework, Question(people, asked.terms), there, role, seconds, unknown=unknown, more=asked.more)


def as_arguments(asked: Asked) -> Mapping[str, object]:
    """Return what was asked in plain values, for a job that answers later."""
    plain: Mapping[str, object] = _reader(Asked).dump_python(asked, mode="json")
    return plain


def from_arguments(plain: Mapping[str, object]) -> Asked:
    """Return what was asked."""
    asked: Asked = _reader(Asked).validate_python(plain)
    return asked


def written(told: Report) -> bytes:
    """Return a programme as it is kept: without a name."""
    numbers, version = tuple(told.people), told.framework.version
    parts = told.unknown, told.programme, told.shares, told.lifted, told.free, told.more
    kept: bytes = _reader(KeptProgramme).dump_json(KeptProgramme(version, numbers, *parts))
    return kept


def read(session: Session, framework: Framework, basis: Basis, kept: bytes) -> tuple[Report, int] | None:
    """Return a programme that was kept, and how many people of it are not shown any more.

    They left, or nothing may be looked at any more; sums still hold them. None where the model is another since.
    """
    found: KeptProgramme = _reader(KeptProgramme).validate_json(kept)
    if found.version != framework.version or not {one.id for one in found.shares} <= framework.activities.keys():
        return None
    _everybody, there, _known = _people(session, framework, Wanted(), basis)
    people = {number: there[number] for number in found.numbers if number in there}
    shares = tuple(replace(one, people=tuple(n for n in one.people if n in people)) for one in found.shares)
    chosen = {number: ids for number, ids in found.programme.chosen.items() if number in people}
    made = replace(found.programme, chosen=chosen)
    told = Report(framework, people, found.unknown, made, shares, found.lifted, found.free, found.more)
    return told, len(found.numbers) - len(people)


def _people(
    session: Session, framework: Framework, wanted: Wanted, basis: Basis
) -> tuple[Sequence[Person], Mapping[str, Person], Mapping[str, Answers]]:
    """Return everybody wanted, those of them of whom something is known, and what."""
    everybody, _ = page_of_people(session, wanted, 0, None)
    known, _closed = answers_of(session, everybody, framework, basis)
    there = {person.number: person for person in everybody if known[person.number].earlier}
    return everybody, there, known


@cache
def _reader(shape: type) -> Any:
    from pydantic import TypeAdapter  # noqa: PLC0415 - who asks for no programme should not wait for it

    return TypeAdapter(shape)


def _profiles(framework: Framework, answers: Sequence[Answers], today: date) -> list[Profile]:
    import numpy as np  # noqa: PLC0415 - who asks for no programme should not wait for it

    if not answers:
        return []
    priors = np.array([prior_of_role(framework, one.role) for one in answers])
    return measure_all(framework, [all_ratings(framework, one, today) for one in answers], priors)
