"""A training programme for the people whom HR may look at: what to pay for under one budget."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy.orm import Session

from kamcareer.core.answers import Answers
from kamcareer.core.framework.model import Framework
from kamcareer.core.legal_basis import Basis
from kamcareer.core.measurement import Profile, all_ratings, measure_all, prior_of_role
from kamcareer.core.planning.candidates import planning_problem
from kamcareer.core.planning.limits import Limits
from kamcareer.core.programme import offer
from kamcareer.core.programme.question import Question
from kamcareer.core.programme.report import Report, report
from kamcareer.core.programme.terms import Terms
from kamcareer.services.heat_map import Wanted, answers_of
from kamcareer.store.people import page_of_people


def programme_for(  # noqa: PLR0913 - for whom, towards what, within which limits, on which basis and day
    session: Session,
    framework: Framework,
    target: str,
    wanted: Wanted,
    limits: Limits,
    terms: Terms,
    basis: Basis,
    today: date,
    seconds: float,
    more: int | None = None,
) -> Report:
    """Return the best programme towards a role found in so many seconds. KeyError for an unknown role.

    What is read are scores that HR brought itself, of people of whom something may be looked at. Nobody weighs more
    than anybody else.
    """
    everybody, _ = page_of_people(session, wanted, 0, None)
    known, _closed = answers_of(session, everybody, framework, basis)
    there = {person.number: person for person in everybody if known[person.number].earlier}
    role, profiles = framework.roles[target], _profiles(framework, [known[number] for number in there], today)
    people = tuple(
        offer.Person(number, planning_problem(framework, role, profile, limits))
        for number, profile in zip(there, profiles, strict=True)
    )
    unknown = len(everybody) - len(there)
    return report(framework, Question(people, terms), there, role, seconds, unknown=unknown, more=more)


def _profiles(framework: Framework, answers: Sequence[Answers], today: date) -> list[Profile]:
    import numpy as np  # noqa: PLC0415 - who asks for no programme should not wait for it

    if not answers:
        return []
    priors = np.array([prior_of_role(framework, one.role) for one in answers])
    return measure_all(framework, [all_ratings(framework, one, today) for one in answers], priors)
