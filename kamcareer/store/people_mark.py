"""A mark of all that HR may know of people: another one as soon as any of it is another."""

import hashlib
from typing import Any

from sqlalchemy import Float, String, cast, func, null, select, union_all
from sqlalchemy.orm import Session

from kamcareer.store.tables import EarlierScoreRow, LegalBasisRow, PersonRow

WIDTH = 7  # columns of a person, to which the others are filled up


def mark_of_people(session: Session, *besides: Any) -> str:
    """Return the mark of people, of what allows looking at them, of their scores and of `besides`; one statement.

    People and bases are read whole. Scores, of which there are many more, are never changed in their place but replaced
    by an import with its moment, so their number, moments and sum tell.
    """
    person, basis, score = PersonRow, LegalBasisRow, EarlierScoreRow
    place = (person.unit, person.manager_number, person.role, person.since)
    people = texts(person.number, person.id, person.name, *place)
    bases = texts(person.number, basis.id, basis.until).join(basis, basis.account_id == person.account_id)
    moments = func.min(score.imported_at), func.max(score.imported_at)
    scores = texts(func.count(score.person_number), *moments, func.sum(cast(score.score, Float)))
    rows = session.execute(union_all(people, bases, scores, *besides)).all()
    return hashlib.sha256(repr(sorted(map(repr, rows))).encode()).hexdigest()


def texts(*columns: Any) -> Any:
    """Return a query of columns as texts, filled up to the width of them all."""
    filled = (*columns, *(null() for _ in range(WIDTH - len(columns))))
    return select(*(cast(column, String) for column in filled))
