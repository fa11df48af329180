"""The candidate pool on both databases: who is in it, what a vacancy sees of them, what they may take over."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from kamcareer.core.applications import Application, CameBy, Facts, Invitee
from kamcareer.core.assessment import Draft
from kamcareer.core.framework.model import Framework
from kamcareer.core.legal_basis import Holder, NoBasisError, Purpose
from kamcareer.core.mail import Message
from kamcareer.core.retention import MONTHS, Outcome, Terms
from kamcareer.services.applications import begin, opened_link, own_application, renew_link, say_about
from kamcareer.services.legal_bases import history, withdraw
from kamcareer.services.pool import call_back, earlier_answers, keep_for_later, one_for, pool_for, take_over
from kamcareer.services.retention import delete_due, due, kept
from kamcareer.services.screenings import send_screening
from kamcareer.services.self_assessment import erase, open_sitting, save_answer
from kamcareer.services.vacancies import OpenVacancy, make_vacancy, open_vacancy, own_vacancy
from kamcareer.store.applications import find_application
from kamcareer.store.assessments import find_assessment
from kamcareer.store.mail import add_message
from kamcareer.store.tables import MailRow
from tests.agreements import agreed
from tests.conftest import NOW
from tests.services.test_vacancies import TERMS, account

ENDS = NOW + timedelta(weeks=4)
LATER = NOW + timedelta(days=7)
TODAY = LATER.date()
CLOCK = Terms(ZoneInfo("Europe/Moscow"), MONTHS)
SELECTION, STORAGE = agreed(Purpose.SELECTION), agreed(Purpose.STORAGE)

Send = Callable[..., Application]


@pytest.fixture
def vacancies(session: Session, framework: Framework) -> list[OpenVacancy]:
    maker, found = account(session, "rita@example.ru"), []
    for title in ("Первая", "Вторая"):
        made = make_vacancy(session, framework, "account_manager", replace(TERMS, title=title), maker, NOW)
        open_vacancy(session, made, NOW)
        found.append(own_vacancy(session, made.id, maker.id))
    return found


@pytest.fixture
def send(session: Session, vacancies: list[OpenVacancy]) -> Send:
    """Somebody who answered the first vacancy, and agreed to being kept unless said otherwise."""

    def sent(level: int = 3, email: str | None = None, *, keep: bool = True) -> Application:
        first = vacancies[0]
        begun = begin(session, first, None, SELECTION, NOW)
        opened = own_application(session, begun.id)
        say_about(session, opened.application, Invitee("Вера", email), Facts())
        for id in first.framework.roles[first.vacancy.role].must_haves:
            save_answer(session, begun.id, id, Draft(level=level, confidence="sure", example="Случай"), id, NOW)
        send_screening(session, own_application(session, begun.id), NOW)
        if keep:
            keep_for_later(session, own_application(session, begun.id), STORAGE, NOW)
        return own_application(session, begun.id).application

    return sent


def ids(session: Session, found: OpenVacancy) -> list[str]:
    return [row.kept.application.id for row in pool_for(session, found, TODAY).rows]


def test_only_who_agreed_is_in_the_pool_and_only_of_other_vacancies(
    session: Session, vacancies: list[OpenVacancy], send: Send
):
    first, second = vacancies
    send(keep=False)
    one = send()

    assert ids(session, second) == [one.id]
    assert ids(session, first) == []
    assert pool_for(session, second, TODAY).rows[0].kept.vacancy == "Первая"


def test_whoever_withdraws_is_gone_at_once(session: Session, vacancies: list[OpenVacancy], send: Send):
    for purpose in (Purpose.STORAGE, Purpose.SELECTION):
        one = send()
        assert one_for(session, vacancies[1], one.id)
        withdraw(session, Holder(assessment_id=one.assessment_id), purpose, LATER)
        assert ids(session, vacancies[1]) == []
        assert one_for(session, vacancies[1], one.id) is None


def test_whoever_agrees_in_two_tabs_at_once_agrees_once(
    session: Session, vacancies: list[OpenVacancy], send: Send, at_once: Callable
):
    one = send(keep=False)
    opened = own_application(session, one.assessment_id)
    at_once(*[lambda own: keep_for_later(own, opened, STORAGE, NOW)] * 4)

    holder = Holder(assessment_id=one.assessment_id)
    assert [each.purpose for each in history(session, holder)].count(Purpose.STORAGE) == 1
    assert one_for(session, vacancies[1], one.id)


def test_whoever_erases_is_gone_with_everything(session: Session, vacancies: list[OpenVacancy], send: Send):
    one = send()
    erase(session, one.assessment_id)

    assert ids(session, vacancies[1]) == []
    assert find_application(session, one.id) is None


@pytest.fixture
def waiting(session: Session) -> Callable[[], list[str]]:
    """For whom letters wait."""
    return lambda: sorted(session.execute(select(MailRow.recipient)).scalars())


@pytest.mark.parametrize("how", ["erased", "outlived", "not kept any more", "selection taken back"])
def test_whoever_was_called_back_and_never_began_is_forgotten_with_their_answers(
    session: Session, vacancies: list[OpenVacancy], send: Send, how: str, waiting: Callable[[], list[str]]
):
    one = send(email="vera@example.ru")
    called, _ = call_back(session, vacancies[1], one, ENDS, LATER, by_letter=True)
    for recipient in ("vera@example.ru", "oleg@example.ru"):
        add_message(session, Message(recipient, "Вас помнят", "…"), LATER, LATER)
    holder = Holder(assessment_id=one.assessment_id)
    if how == "outlived":
        over = LATER + timedelta(days=900)
        delete_due(session, due(session, CLOCK, over), CLOCK, over)
    elif how == "erased":
        erase(session, one.assessment_id)
    else:
        withdraw(session, holder, Purpose.STORAGE if how == "not kept any more" else Purpose.SELECTION, LATER)

    assert find_application(session, called.id) is None
    if how == "erased":
        assert waiting() == ["oleg@example.ru"]


def test_what_was_begun_after_a_call_back_stays_and_so_do_letters_to_whoever_is_known(
    session: Session, vacancies: list[OpenVacancy], send: Send, waiting: Callable[[], list[str]]
):
    one = send(email="vera@example.ru")
    called, _ = call_back(session, vacancies[1], one, ENDS, LATER, by_letter=True)
    begun = begin(session, vacancies[1], called, SELECTION, LATER)
    add_message(session, Message("vera@example.ru", "Беседа", "…"), LATER, LATER)
    erase(session, one.assessment_id)

    assert own_application(session, begun.id).application.id == called.id
    assert waiting() == ["vera@example.ru"]


def test_those_of_whom_more_musts_are_likely_come_first_and_the_order_of_sending_changes_nothing(
    session: Session, vacancies: list[OpenVacancy], send: Send
):
    low, high, middle = (send(level) for level in (0, 4, 2))
    rows = pool_for(session, vacancies[1], TODAY).rows

    likely = [sum(topic.likely for topic in row.screening.must_haves) for row in rows]
    assert likely == sorted(likely, reverse=True)
    assert {row.kept.application.id for row in rows} == {low.id, high.id, middle.id}
    assert rows[0].kept.application.id == high.id


def test_nobody_is_asked_twice(session: Session, vacancies: list[OpenVacancy], send: Send):
    one, other = send(email="vera@example.ru"), send(email="oleg@example.ru")
    call_back(session, vacancies[1], send(), ENDS, LATER, by_letter=False)
    call_back(session, vacancies[1], one, ENDS, LATER, by_letter=True)
    begun = begin(session, vacancies[1], None, SELECTION, LATER)
    say_about(session, own_application(session, begun.id).application, Invitee("Олег", other.email), Facts())

    assert ids(session, vacancies[1]) == []


@pytest.fixture
def called(session: Session, vacancies: list[OpenVacancy], send: Send) -> Callable[..., tuple[Application, str]]:
    """Somebody called back who agreed to be considered, with the application that they had before."""

    def call(*, by_letter: bool) -> tuple[Application, str]:
        before = send(email="vera@example.ru")
        made, secret = call_back(session, vacancies[1], before, ENDS, LATER, by_letter=by_letter)
        opened = opened_link(session, secret, LATER)
        begin(session, opened.found, opened.application, SELECTION, LATER)
        return before, made.id

    return call


def test_a_letter_lets_the_answers_be_taken_over_without_the_examples(
    session: Session, vacancies: list[OpenVacancy], called: Callable[..., tuple[Application, str]]
):
    before, made = called(by_letter=True)
    application = find_application(session, made)
    opened = own_application(session, application.assessment_id)
    assert application.came_by is CameBy.POOL
    assert (application.name, application.email) == ("Вера", "vera@example.ru")

    assert take_over(session, opened, LATER)
    old, new = (find_assessment(session, id) for id in (before.assessment_id, application.assessment_id))
    assert {id: draft.level for id, draft in new.drafts.items()} == {id: d.level for id, d in old.drafts.items()}
    assert {draft.example for draft in new.drafts.values()} == {""}
    assert {draft.example for draft in old.drafts.values()} == {"Случай"}
    assert not new.sealed
    assert earlier_answers(session, opened) is None  # nothing is taken over twice, or over something else
    send_screening(session, opened, LATER)


def test_a_link_that_others_saw_takes_nothing_over(session: Session, called: Callable[..., tuple[Application, str]]):
    _, made = called(by_letter=False)
    opened = own_application(session, find_application(session, made).assessment_id)

    assert earlier_answers(session, opened) is None
    assert not take_over(session, opened, LATER)


def test_a_renewed_link_takes_nothing_over_either(session: Session, called: Callable[..., tuple[Application, str]]):
    _, made = called(by_letter=True)
    renew_link(session, find_application(session, made), ENDS, LATER)

    assert earlier_answers(session, own_application(session, find_application(session, made).assessment_id)) is None


def test_nothing_is_taken_over_once_the_consent_is_gone(
    session: Session, called: Callable[..., tuple[Application, str]]
):
    before, made = called(by_letter=True)
    withdraw(session, Holder(assessment_id=before.assessment_id), Purpose.STORAGE, LATER)
    opened = own_application(session, find_application(session, made).assessment_id)

    assert earlier_answers(session, opened) is None


def test_keeping_needs_its_own_consent_and_answers_that_were_sent(
    session: Session, vacancies: list[OpenVacancy], send: Send
):
    one = send(keep=False)
    with pytest.raises(NoBasisError):
        keep_for_later(session, own_application(session, one.assessment_id), SELECTION, NOW)
    begun = begin(session, vacancies[0], None, SELECTION, NOW)
    with pytest.raises(NoBasisError):
        keep_for_later(session, own_application(session, begun.id), STORAGE, NOW)


def test_who_is_kept_for_later_is_kept_longer_and_no_longer_than_agreed(session: Session, send: Send):
    terms = Terms(ZoneInfo("Europe/Moscow"), MONTHS)
    usual, later = (find_assessment(session, send(keep=keep).assessment_id) for keep in (False, True))

    assert kept(session, usual, terms).outcome is Outcome.APPLIED
    assert kept(session, later, terms).outcome is Outcome.KEPT_FOR_LATER
    assert kept(session, later, terms).last_day.year == NOW.year + 1
    withdraw(session, Holder(assessment_id=later.id), Purpose.STORAGE, LATER)
    assert kept(session, later, terms).outcome is Outcome.APPLIED
    assert open_sitting(session, later.id).allowed()
