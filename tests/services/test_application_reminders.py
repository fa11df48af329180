"""Whoever was invited by letter and sent nothing is reminded once, after two days, by a link of their own."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from kamcareer.core.applications import REMINDED_AFTER, Application, Invitee, Stage
from kamcareer.core.legal_basis import Holder, Purpose
from kamcareer.services.application_reminders import due_reminders, opened_by_reminder
from kamcareer.services.applications import (
    application_in,
    begin,
    everybody_in,
    invite,
    note_mailed,
    renew_link,
    revoke_link,
    send,
)
from kamcareer.services.legal_bases import withdraw
from kamcareer.services.vacancies import OpenVacancy, close_vacancy
from tests.services.test_applications import AGREED, ENDS, NOW
from tests.services.test_applications import found as found  # noqa: PLC0414 - the same vacancy

MAILBOX = "vera@example.ru"
LATER = NOW + REMINDED_AFTER + timedelta(minutes=1)


def due(session: Session, moment=LATER) -> list:
    found = list(due_reminders(session, moment, moment.date()))
    session.commit()
    return found


def written_to(session: Session, found: OpenVacancy, name: str, email: str) -> Application:
    made, _ = invite(session, found, Invitee(name, email), ENDS, NOW)
    note_mailed(session, made, NOW)
    return made


def test_after_two_days_there_is_one_reminder_and_then_silence(session: Session, found: OpenVacancy):
    written_to(session, found, "Вера", MAILBOX)
    assert due(session, NOW + REMINDED_AFTER) == []
    (reminder,) = due(session)

    assert (reminder.mailbox, reminder.last_day) == (MAILBOX, found.vacancy.terms.deadline)
    assert due(session) == []
    assert due(session, LATER + timedelta(days=1)) == []


def sent(session: Session, found: OpenVacancy, application) -> None:
    begin(session, found, application, AGREED, NOW)
    send(session, application_in(session, found.vacancy.id, application.id), NOW)


def withdrawn(session: Session, found: OpenVacancy, application) -> None:
    id = begin(session, found, application, AGREED, NOW).id
    withdraw(session, Holder(assessment_id=id), Purpose.SELECTION, NOW)


LEFT_ALONE: dict[str, Callable[..., object]] = {
    "who sent the answers": sent,
    "who withdrew the consent": withdrawn,
    "whose link was taken back": lambda s, _f, a: revoke_link(s, a, NOW),
    "whose vacancy is closed": lambda s, f, _a: close_vacancy(s, f.vacancy, NOW),
}


@pytest.mark.parametrize("what", LEFT_ALONE.values(), ids=LEFT_ALONE)
def test_others_are_left_alone(session: Session, found: OpenVacancy, what: Callable[..., object]):
    application = written_to(session, found, "Вера", MAILBOX)
    what(session, found, application)

    assert due(session) == []


def test_without_a_mailbox_and_after_the_last_day_nobody_is_written_to(session: Session, found: OpenVacancy):
    invite(session, found, Invitee("Вера"), ENDS, NOW)
    invite(session, found, Invitee("Анна", "anna@example.ru"), ENDS, NOW)  # no letter went out
    assert due(session) == []
    written_to(session, found, "Олег", "oleg@example.ru")

    assert due(session, ENDS + timedelta(minutes=1)) == []


def test_whoever_began_is_reminded_too(session: Session, found: OpenVacancy):
    application = written_to(session, found, "Вера", MAILBOX)
    begin(session, found, application, AGREED, NOW)

    assert [one.mailbox for one in due(session)] == [MAILBOX]


def test_the_link_of_a_reminder_opens_what_the_own_link_opens_and_ends_with_it(session: Session, found: OpenVacancy):
    application = written_to(session, found, "Вера", MAILBOX)
    (reminder,) = due(session)
    opened = opened_by_reminder(session, reminder.stands_for, LATER)
    (listed,) = everybody_in(session, found.vacancy.id)

    assert opened.application.id == application.id
    assert (listed.reminded, listed.stage(LATER)) == (LATER, Stage.INVITED)
    assert opened_by_reminder(session, reminder.stands_for, ENDS) is None
    assert opened_by_reminder(session, application.id, LATER) is None
    assert opened_by_reminder(session, f"{application.id} ", LATER) is None
    renew_link(session, application, ENDS, LATER)
    assert opened_by_reminder(session, reminder.stands_for, LATER) is None
