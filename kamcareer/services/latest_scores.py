"""The newest scores of people, for the program of the staff department; of nobody who may not be looked at."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from kamcareer.core.framework.model import Framework
from kamcareer.core.latest_scores import LatestScore, latest_scores
from kamcareer.core.legal_basis import Basis
from kamcareer.core.people import Person
from kamcareer.services.heat_map import answers_of
from kamcareer.store.people import Wanted, page_of_people


@dataclass(frozen=True)
class Scored:
    """People by name, each with their newest scores in topics of the model; of `closed` nothing may be looked at."""

    people: Sequence[tuple[Person, Sequence[LatestScore]]]
    closed: int


def scored_people(session: Session, framework: Framework, wanted: Wanted, basis: Basis) -> Scored:
    """Return the people wanted with what the company scored them last; what they said of themselves is not in it."""
    everybody, _ = page_of_people(session, wanted, 0, None)
    known, closed = answers_of(session, everybody, framework, basis)
    found = []
    for person in everybody:
        scores = [
            one for one in latest_scores(known[person.number].earlier) if one.competency in framework.competencies
        ]
        if scores:
            found.append((person, scores))
    return Scored(found, len(closed))
