"""The mark of all that HR may know of people: what was worked out is kept only while it stays the same."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from sqlalchemy import update

from kamcareer.core.matrix_import.reading import Score
from kamcareer.core.matrix_import.scale import Scale
from kamcareer.core.people import Person
from kamcareer.services.worked_out import WorkedOut
from kamcareer.store.database import db, may_write
from kamcareer.store.earlier_scores import put_scores
from kamcareer.store.people import delete_person, put_people, record_of
from kamcareer.store.people_mark import mark_of_people
from kamcareer.store.tables import PersonRow
from tests.conftest import NOW

DAY = date(2025, 12, 1)


def changes(session: Any) -> Iterator[str]:
    """Change one thing after the other."""
    later = NOW + timedelta(seconds=1)

    def people(*given: Person) -> None:
        put_people(session, given, NOW)

    def scores(low: str, high: str) -> None:
        found = [Score(low, "negotiation", "Ким", 2, Scale.FIVE.level(2)), Score(high, "negotiation", "Ким", 4, Scale.FIVE.level(4))]  # fmt: skip
        put_scores(session, found, Scale.FIVE, DAY, later)

    yield "nobody"
    people(Person("1", "Анна", "Север", None, "supervisor"), Person("2", "Борис", "Север", None, "supervisor"))
    yield "two people"
    people(Person("1", "Анна", "Юг", None, "supervisor"))
    yield "another unit"
    people(Person("1", "Анна", "Юг", "2", "sales_manager"))
    yield "another role and manager"
    scores("1", "2")
    yield "scores"
    later += timedelta(seconds=1)
    scores("2", "1")
    yield "the same scores the other way round, in a new import"
    session.execute(update(PersonRow).values(account_id=None))
    delete_person(session, str(record_of(session, "2")))
    yield "somebody gone"


def test_whatever_changes_gives_another_mark_and_reading_gives_the_same(any_app):
    may_write.set(True)
    with any_app.app_context():
        session = db.session()
        marks = []
        for _ in changes(session):
            session.flush()
            marks.append(mark_of_people(session))
            assert mark_of_people(session) == marks[-1]
        session.rollback()

    assert len(set(marks)) == len(marks)


def test_what_was_worked_out_from_something_else_is_given_to_nobody():
    kept: WorkedOut[str] = WorkedOut()
    asked = [("before", "a"), ("before", "a"), ("before", "b"), ("after", "a"), ("before", "b"), ("before", "b")]
    made: list[str] = []

    def make(mark: str, key: str) -> str:
        made.append(f"{mark} {key}")
        return made[-1]

    found = [kept.get(mark, key, lambda mark=mark, key=key: make(mark, key)) for mark, key in asked]

    assert found == [f"{mark} {key}" for mark, key in asked]
    assert made == ["before a", "before b", "after a", "before b"]
