"""People side by side on both databases: what may be read of each, noted as reading, in as many statements as of one."""

from collections.abc import Callable, Mapping

import pytest
from sqlalchemy import event
from sqlalchemy.orm import Session

from kamcareer.core.accounts import Account
from kamcareer.core.interviews.grounds import Grounds
from kamcareer.core.interviews.scorecard import Mark
from kamcareer.core.legal_basis import Holder, NoBasisError, Purpose
from kamcareer.services.audit import Event, broken_at, note_events, trail
from kamcareer.services.comparisons import compare, grounds_about
from kamcareer.services.legal_bases import withdraw
from kamcareer.services.scorecards import agree_upon
from kamcareer.services.screenings import Row, answers_of, side_by_side_of
from kamcareer.services.vacancies import OpenVacancy
from tests.services.test_applications import LATER, NOW
from tests.services.test_applications import screened as screened  # noqa: PLC0414 - the same people
from tests.services.test_scorecards import SEALED_BY, marked
from tests.services.test_scorecards import anna as anna  # noqa: PLC0414 - the same interviewers
from tests.services.test_scorecards import boris as boris  # noqa: PLC0414 - the same interviewers
from tests.services.test_scorecards import found as found  # noqa: PLC0414 - the same vacancy
from tests.services.test_scorecards import talk as talk  # noqa: PLC0414 - the same people
from tests.services.test_screenings import sent as sent  # noqa: PLC0414 - the same people

TOPIC = "negotiation"


def rows_of(session: Session, found: OpenVacancy, *people: Row) -> tuple[Row, ...]:
    return side_by_side_of(session, found, [row.application.id for row in people])


def test_what_an_estimate_rests_on_is_told_source_by_source(session: Session, found: OpenVacancy, sent: Callable):
    (row,) = side_by_side_of(session, found, [sent(level=3)])
    (grounds,) = compare(session, found, [row], LATER, LATER.date()).grounds.values()

    known = {topic.competency: topic.sources for topic in row.screening.topics if topic.sources}
    assert grounds.keys() == known.keys()
    assert grounds[TOPIC].own.level == 3
    for id, sources in known.items():
        assert bool(grounds[id].situations) == ("situations" in sources)
        assert grounds[id].count == 1 + len(grounds[id].situations)


def test_marks_are_no_grounds_before_all_interviewers_have_locked(
    session: Session, found: OpenVacancy, talk: Callable, anna: Account, boris: Account
):
    person = talk()
    marked(session, found, person, anna, 4)
    (row,) = rows_of(session, found, person)
    grounds = compare(session, found, [row], LATER, LATER.date()).grounds[row.application.id]
    assert {mark for one in grounds.values() for mark in one.marks} == set()

    marked(session, found, person, boris, 1)
    (row,) = rows_of(session, found, person)
    grounds = compare(session, found, [row], LATER, LATER.date()).grounds[row.application.id]
    heard = [one.marks for one in grounds.values() if one.marks]
    assert heard
    assert all(set(these) == {Mark(4, heard="Слышно 4"), Mark(1, heard="Слышно 1")} for these in heard)


def test_what_interviewers_agreed_upon_stands_beside_their_marks_and_counts_no_more(
    session: Session, found: OpenVacancy, talk: Callable, anna: Account, boris: Account
):
    person = talk()
    for rater, level in ((anna, 4), (boris, 1)):
        marked(session, found, person, rater, level)
    (row,) = rows_of(session, found, person)
    heard = grounds_of_one(session, found, row)
    topic = next(id for id, one in heard.items() if one.marks)
    agree_upon(session, SEALED_BY, found, row, topic, 3, "Сошлись: пример был один", anna, LATER)
    told = compare(session, found, [row], LATER, LATER.date()).grounds[row.application.id]

    assert {id: one.agreed.level for id, one in told.items() if one.agreed} == {topic: 3}
    assert {id: one.count for id, one in told.items()} == {id: one.count for id, one in heard.items()}
    assert grounds_of_one(session, found, row)[topic].agreed == told[topic].agreed


def grounds_of_one(session: Session, found: OpenVacancy, row: Row) -> Mapping[str, Grounds]:
    return grounds_about(session, found, row, answers_of(session, row.application, LATER))


def test_side_by_side_says_no_more_than_the_page_of_one_person(
    session: Session, found: OpenVacancy, talk: Callable, anna: Account, boris: Account
):
    people = [talk(), talk("Олег", 4)]
    marked(session, found, people[0], anna)
    marked(session, found, people[0], boris)
    rows = rows_of(session, found, *people)
    together = compare(session, found, rows, LATER, LATER.date()).grounds

    for row in rows:
        assessment = answers_of(session, row.application, LATER)
        assert together[row.application.id] == grounds_about(session, found, row, assessment)


def test_what_a_talk_would_change_is_worked_out_from_the_levels_that_are_shown(
    session: Session, found: OpenVacancy, sent: Callable
):
    rows = side_by_side_of(session, found, [sent(level=3), sent("Олег", 3)])
    compared = compare(session, found, rows, LATER, LATER.date())

    assert set(compared.turns) == {row.application.id for row in rows}
    (one,) = compared.tellings
    assert {one.one, one.other} == set(compared.turns)
    for row in rows:
        for turn in compared.turns[row.application.id]:
            assert turn.act is not row.screening.act
            assert turn.marks.keys() <= {topic.competency for topic in row.screening.must_haves}


def test_reading_side_by_side_is_the_first_reading_for_everybody_there(
    session: Session, found: OpenVacancy, sent: Callable
):
    rows = side_by_side_of(session, found, [sent(), sent("Олег", 4)])
    compare(session, found, rows, LATER, LATER.date())

    again = side_by_side_of(session, found, [row.application.id for row in rows])
    assert [row.application.read for row in again] == [LATER, LATER]


def test_whoever_withdrew_is_not_laid_beside_others(session: Session, found: OpenVacancy, sent: Callable):
    rows = side_by_side_of(session, found, [sent(), sent("Олег", 4)])
    withdraw(session, Holder(assessment_id=rows[0].application.assessment_id), Purpose.SELECTION, LATER)

    with pytest.raises(NoBasisError):
        compare(session, found, rows, LATER, LATER.date())
    left = side_by_side_of(session, found, [row.application.id for row in rows])
    assert [row.application.id for row in left] == [rows[1].application.id]


def test_five_take_as_many_statements_as_one(
    session: Session, found: OpenVacancy, talk: Callable, anna: Account, boris: Account
):
    def statements(*people: Row) -> int:
        asked: list[str] = []
        session.flush()
        session.expire_all()

        def note(*statement: object) -> None:
            asked.append(str(statement[2]))

        event.listen(session.get_bind(), "before_cursor_execute", note)
        rows = rows_of(session, found, *people)
        compare(session, found, rows, LATER, LATER.date())
        note_events(session, SEALED_BY, Event.ANSWERS_READ, anna.id, [row.application.id for row in rows], LATER)
        event.remove(session.get_bind(), "before_cursor_execute", note)
        return len(asked)

    people = [talk(name) for name in ("Вера", "Олег", "Нина", "Пётр", "Тимур")]
    for person in people:
        marked(session, found, person, anna)
        marked(session, found, person, boris)

    statements(*people)  # that somebody is read for the first time is kept
    assert statements(*people) == statements(people[0])


def test_several_entries_at_once_make_the_same_trail_as_one_after_the_other(session: Session):
    note_events(session, SEALED_BY, Event.ANSWERS_READ, "rita", ["вера", "олег"], NOW)
    note_events(session, SEALED_BY, Event.ANSWERS_READ, "rita", [], NOW)
    note_events(session, SEALED_BY, Event.ANSWERS_READ, "rita", ["нина"], NOW)

    assert [(entry.number, entry.detail) for entry in trail(session)] == [(1, "вера"), (2, "олег"), (3, "нина")]
    assert broken_at(session, SEALED_BY) is None
