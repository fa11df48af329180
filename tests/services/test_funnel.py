"""The funnel of a vacancy on both databases: by one statement, without whoever withdrew."""

from collections.abc import Callable

from sqlalchemy import event
from sqlalchemy.orm import Session

from kamcareer.core.applications import CameBy, Invitee
from kamcareer.core.decisions import Because, Ground, Outcome
from kamcareer.core.funnel import Step
from kamcareer.core.legal_basis import Holder, Purpose
from kamcareer.services.applications import invite
from kamcareer.services.decisions import decide
from kamcareer.services.funnel import funnel_of
from kamcareer.services.legal_bases import withdraw
from kamcareer.services.screenings import answers_of, one_of
from kamcareer.services.vacancies import OpenVacancy
from tests.services.test_applications import ENDS, LATER, NOW
from tests.services.test_applications import found as found  # noqa: PLC0414 - the same vacancy
from tests.services.test_applications import screened as screened  # noqa: PLC0414 - the same people
from tests.services.test_screenings import SEALED_BY
from tests.services.test_screenings import sent as sent  # noqa: PLC0414 - the same people
from tests.services.test_vacancies import account

WHY = (Because(Ground.HELD, "negotiation"),)


def reached(session: Session, found: OpenVacancy) -> dict[Step, int]:
    return {line.step: line.reached for line in funnel_of(session, found)}


def test_each_is_counted_as_far_as_they_came_and_once(session: Session, found: OpenVacancy, sent: Callable):
    by = account(session, "boss@example.ru")
    invite(session, found, Invitee("Анна"), ENDS, NOW)
    sent("Олег")
    row = one_of(session, found, sent("Вера"))
    assert row
    answers_of(session, row.application, LATER)
    for outcome in (Outcome.DECLINE, Outcome.TALK, Outcome.TALK, Outcome.OFFER):
        now = one_of(session, found, row.application.id)
        assert now
        decide(session, SEALED_BY, found, now, outcome, WHY, "Довела три сделки", by, LATER)

    assert list(reached(session, found).values()) == [3, 2, 2, 1, 1, 1, 1]
    assert funnel_of(session, found)[0].by_source == {CameBy.INVITATION: 3, CameBy.POSTING: 0, CameBy.POOL: 0}


def test_whoever_withdrew_is_not_counted(session: Session, found: OpenVacancy, sent: Callable):
    row = one_of(session, found, sent())
    assert row
    withdraw(session, Holder(assessment_id=row.application.assessment_id), Purpose.SELECTION, LATER)

    assert set(reached(session, found).values()) == {0}


def test_it_is_read_by_one_statement_however_many_there_are(session: Session, found: OpenVacancy, sent: Callable):
    def statements() -> int:
        seen: list[str] = []
        listen = lambda *about: seen.append(about[2])  # noqa: E731
        event.listen(session.get_bind(), "before_cursor_execute", listen)
        funnel_of(session, found)
        event.remove(session.get_bind(), "before_cursor_execute", listen)
        return len(seen)

    sent("Вера")
    few = statements()
    for name in ("Анна", "Олег"):
        sent(name)

    assert statements() == few == 1
