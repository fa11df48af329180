"""The heat map: what HR may know of many people beside a role, page by page, and units without names."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from kamcareer.core.answers import Answers
from kamcareer.core.framework.loading import sha256_of
from kamcareer.core.framework.model import Framework
from kamcareer.core.heat_map import Group, HeatMap, groups_of, heat_map
from kamcareer.core.legal_basis import Basis, Purpose, may_be_looked_at
from kamcareer.core.people import Person
from kamcareer.services.worked_out import WorkedOut
from kamcareer.store.earlier_scores import scores_of_people
from kamcareer.store.legal_bases import bases_of_people
from kamcareer.store.people import Place, Wanted, page_of_people, places_of_people
from kamcareer.store.people_mark import mark_of_people

__all__ = ["Place", "Wanted", "places_of_people"]

PAGE = 50
_units: WorkedOut[tuple[HeatMap, list[Group]]] = WorkedOut()
BY_NUMBER = 500  # people asked for by their numbers; of more, everybody is read


@dataclass(frozen=True)
class Seen:
    """Some of the people wanted beside a role; `closed` are those of whom nothing may be looked at."""

    people: Sequence[Person]
    heat: HeatMap
    closed: frozenset[str]
    count: int
    more: bool = False


def page_of_levels(  # noqa: PLR0913 - whom, beside what, on which basis, on which day
    session: Session, framework: Framework, target: str, wanted: Wanted, number: int, basis: Basis, today: date
) -> Seen:
    """Return a page of the people wanted beside a role, by name; the first page has number 1.

    What is read are scores that HR brought itself. What people answer about themselves is theirs, and never in here.
    """
    people, count = page_of_people(session, wanted, (number - 1) * PAGE, PAGE)
    return _seen(session, framework, target, people, count, basis, today)


def all_levels(session: Session, framework: Framework, target: str, wanted: Wanted, basis: Basis, today: date) -> Seen:
    """Return all of the people wanted beside a role, by name."""
    people, count = page_of_people(session, wanted, 0, None)
    return _seen(session, framework, target, people, count, basis, today)


def unit_levels(
    session: Session, framework: Framework, target: str, others: str, basis: Basis, today: date
) -> tuple[HeatMap, list[Group]]:
    """Return the units beside a role, in groups of five people or more of whom something may be looked at.

    Worked out anew when anything that HR may know of people is another.
    """

    def make() -> tuple[HeatMap, list[Group]]:
        seen = all_levels(session, framework, target, Wanted(), basis, today)
        names = [person.unit or others for person in seen.people]
        return seen.heat, groups_of(seen.heat, names, others)

    return _units.get(mark_of_people(session), (sha256_of(framework), target, others, basis, today), make)


def answers_of(
    session: Session, people: Sequence[Person], framework: Framework, basis: Basis
) -> tuple[Mapping[str, Answers], frozenset[str]]:
    """Return what may be known of people by number, and of whom nothing may be; two statements for any number."""
    numbers = {person.number for person in people} if len(people) <= BY_NUMBER else None
    bases, scores = bases_of_people(session, numbers), scores_of_people(session, numbers)
    allowed = {
        person.number for person in people if may_be_looked_at(Purpose.DEVELOPMENT, basis, bases.get(person.number, ()))
    }
    known = {
        person.number: Answers(
            person.role if person.role in framework.roles else None,
            earlier=scores.get(person.number, ()) if person.number in allowed else (),
        )
        for person in people
    }
    return known, frozenset(person.number for person in people if person.number not in allowed)


def _seen(  # noqa: PLR0913 - what the two above were asked for
    session: Session,
    framework: Framework,
    target: str,
    people: Sequence[Person],
    count: int,
    basis: Basis,
    today: date,
) -> Seen:
    known, closed = answers_of(session, people, framework, basis)
    heat = heat_map(framework, [known[person.number] for person in people], target, today)
    return Seen(people, heat, closed, count)
