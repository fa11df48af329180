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
from kamcareer.core.programme.bench_first import must_haves_first, steps_away
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
    bench: tuple[str, ...] = ()


def programme_for(
    session: Session, framework: Framework, asked: Asked, basis: Basis, today: date, seconds: float
) -> Report:
    """Return the best programme towards a role found in so many seconds. KeyError for an unknown role.

    What is read are scores that HR brought itself, of people of whom something may be looked at. What the bench of the
    role lacks in must-haves counts first; else nobody weighs more than anybody else.
    """
    everybody, there, known = _people(session, framework, asked.wanted, basis)
    role, answers = framework.roles[asked.target], [known[number] for number in there]
    near = steps_away(framework, asked.target, answers, today)
    profiles = _profiles(framework, answers, today)
    problems = [planning_problem(framework, role, profile, asked.limits) for profile in profiles]
    people = tuple(
        offer.Person(number, must_haves_first(problem, role) if place in near else problem)
        for place, (number, problem) in enumerate(zip(there, problems, strict=True))
    )
    unknown, bench = len(everybody) - len(there), tuple(one for place, one in enumerate(there) if place in near)
    question = Question(people, asked.terms)
    return report(framework, question, there, role, seconds, unknown=unknown, more=asked.more, bench=bench)


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
    parts = told.unknown, told.programme, told.shares, told.lifted, told.free, told.more, told.bench
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
    bench = tuple(number for number in found.bench if number in people)
    told = Report(framework, people, found.unknown, made, shares, found.lifted, found.free, found.more, bench)
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
