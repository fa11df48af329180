"""Scorecards on both databases: written alone, locked for good, read by nobody before all are in, then measured by."""

from collections.abc import Callable

import pytest
from sqlalchemy import event, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from kamcareer.core.accounts import Account, Role
from kamcareer.core.decisions import Because, Ground, Outcome
from kamcareer.core.framework.model import Framework
from kamcareer.core.interviews.scorecard import Mark
from kamcareer.core.legal_basis import Holder, Purpose
from kamcareer.services.accounts import erase_account, new_one_time_link, open_one_time_link
from kamcareer.services.audit import Event, name_of, trail
from kamcareer.services.decisions import decide
from kamcareer.services.interview_kits import choose_kit, kit_for, proposed_kit
from kamcareer.services.legal_bases import withdraw
from kamcareer.services.scorecards import (
    ClosedError,
    Conflict,
    NoReasonError,
    NotReadyError,
    agree_upon,
    lock_card,
    map_of,
    own_card,
    own_talks,
    panel_vacancy,
    release,
    save_card,
    seats,
    settle_all,
    somebody_to_talk_with,
)
from kamcareer.services.screenings import Row, one_of
from kamcareer.services.self_assessment import erase
from kamcareer.services.vacancies import OpenVacancy, make_vacancy, open_vacancy, own_vacancy, set_terms
from tests.services.test_applications import LATER, NOW
from tests.services.test_applications import screened as screened  # noqa: PLC0414 - the same people
from tests.services.test_screenings import SEALED_BY
from tests.services.test_screenings import sent as sent  # noqa: PLC0414 - the same people
from tests.services.test_vacancies import TERMS

WHY = "Заболел, новый день не нашли"


def interviewer(session: Session, email: str, role: Role = Role.INTERVIEWER) -> Account:
    made = open_one_time_link(session, new_one_time_link(session, email, NOW, frozenset({role})), None, NOW)
    assert made
    return made


@pytest.fixture
def anna(session: Session) -> Account:
    return interviewer(session, "anna@example.ru")


@pytest.fixture
def boris(session: Session) -> Account:
    return interviewer(session, "boris@example.ru", Role.MANAGER)


@pytest.fixture
def found(session: Session, framework: Framework, anna: Account, boris: Account) -> OpenVacancy:
    """A vacancy with two interviewers on its panel and a mere recruiter, whose questions are chosen."""
    recruiter = interviewer(session, "rosa@example.ru", Role.RECRUITER)
    vacancy = make_vacancy(session, framework, "account_manager", TERMS, recruiter, NOW)
    open_vacancy(session, vacancy, NOW)
    bare = own_vacancy(session, vacancy.id, recruiter.id)
    assert bare
    seated(session, bare, anna, boris, recruiter)
    choose_kit(session, bare, proposed_kit(session, bare, 30), NOW, sure=True)
    return again(session, bare)


def again(session: Session, found: OpenVacancy) -> OpenVacancy:
    opened = own_vacancy(session, found.vacancy.id, found.vacancy.maker)
    assert opened
    return opened


def seated(session: Session, found: OpenVacancy, *accounts: Account) -> OpenVacancy:
    terms = found.vacancy.terms
    set_terms(session, found.vacancy, type(terms)(**{**vars(terms), "panel": frozenset(one.id for one in accounts)}))
    return again(session, found)


@pytest.fixture
def talk(session: Session, found: OpenVacancy, sent: Callable, anna: Account) -> Callable[..., Row]:
    """Somebody who sent their answers and was invited to a talk."""

    def make(name: str = "Вера", level: int = 2) -> Row:
        id = sent(name, level)
        row = one_of(session, found, id)
        why = (Because(Ground.HELD, "negotiation"),)
        decide(session, SEALED_BY, found, row, Outcome.TALK, why, "Хотим поговорить", anna, LATER)
        opened = somebody_to_talk_with(session, found, id)
        assert opened
        return opened

    return make


def marks(session: Session, found: OpenVacancy, level: int) -> dict[str, Mark]:
    return {id: Mark(level, heard=f"Слышно {level}") for id in kit_for(session, found).competencies}


def marked(session: Session, found: OpenVacancy, row: Row, who: Account, level: int = 2, *, lock: bool = True) -> None:
    card = own_card(session, SEALED_BY, row, who)
    save_card(session, SEALED_BY, found, row, who, marks(session, found, level), card.revision)
    if lock:
        lock_card(session, SEALED_BY, found, row, who, LATER)


def now(session: Session, found: OpenVacancy, row: Row) -> Row:
    fresh = one_of(session, found, row.application.id)
    assert fresh
    return fresh


def test_an_interviewer_sees_those_invited_to_a_talk_and_nothing_else(
    session: Session, found: OpenVacancy, sent: Callable, talk: Callable, anna: Account, boris: Account
):
    only_sent, invited = sent("Олег"), talk()
    stranger, rosa = interviewer(session, "s@example.ru"), found.vacancy.terms.panel - {anna.id, boris.id}

    for who in (anna, boris):
        (talks,) = own_talks(session, SEALED_BY, who)
        assert [one.id for one, _ in talks.people] == [invited.application.id]
        assert panel_vacancy(session, found.vacancy.id, who)
    assert own_talks(session, SEALED_BY, stranger) == []
    assert panel_vacancy(session, found.vacancy.id, stranger) is None
    assert somebody_to_talk_with(session, found, only_sent) is None
    assert len(rosa) == 1


def test_nobody_reads_marks_before_everybody_on_the_panel_has_locked(
    session: Session, found: OpenVacancy, talk: Callable, anna: Account, boris: Account
):
    row = talk()
    for step in (
        lambda: None,
        lambda: marked(session, found, row, anna, 4, lock=False),
        lambda: lock_card(session, SEALED_BY, found, row, anna, LATER),
        lambda: marked(session, found, row, boris, 1, lock=False),
    ):
        step()
        assert map_of(session, found, now(session, found, row)) is None
        assert all(one.card is None or not one.card.marks for one in seats(session, SEALED_BY, found, row))
        with pytest.raises(ClosedError):
            agree_upon(session, SEALED_BY, found, now(session, found, row), "negotiation", 2, WHY, anna, LATER)
    # Off the panel one is still waited for.
    without = seated(session, found, anna)
    settle_all(session, SEALED_BY, without, LATER)
    assert map_of(session, without, now(session, found, row)) is None
    both = seated(session, without, anna, boris)
    lock_card(session, SEALED_BY, both, row, boris, LATER)

    shown = map_of(session, both, now(session, found, row))
    assert shown
    assert {line.spread for line in shown.heard} == {3}
    assert all(line.apart for line in shown.heard)


def test_a_locked_card_cannot_be_changed_and_a_late_one_not_begun(
    session: Session, found: OpenVacancy, talk: Callable, anna: Account, boris: Account
):
    row = talk()
    marked(session, found, row, anna)
    with pytest.raises(ClosedError):
        save_card(session, SEALED_BY, found, row, anna, marks(session, found, 0), 1)
    with pytest.raises(ClosedError):
        lock_card(session, SEALED_BY, found, row, anna, LATER)
    marked(session, found, row, boris)
    late = interviewer(session, "late@example.ru")
    more = seated(session, found, anna, boris, late)
    with pytest.raises(ClosedError):
        save_card(session, SEALED_BY, more, now(session, more, row), late, marks(session, more, 0), 0)

    assert map_of(session, more, now(session, more, row))
    assert [entry.event for entry in trail(session)].count(Event.SCORECARD_LOCKED) == 2


def test_nothing_is_locked_while_something_asked_is_open(
    session: Session, found: OpenVacancy, talk: Callable, anna: Account
):
    row, half = talk(), dict(list(marks(session, found, 2).items())[:1])
    save_card(session, SEALED_BY, found, row, anna, half, 0)
    with pytest.raises(NotReadyError):
        lock_card(session, SEALED_BY, found, row, anna, LATER)
    others = {id: Mark(no_chance=True) for id in kit_for(session, found).competencies if id not in half}
    save_card(session, SEALED_BY, found, row, anna, {**half, **others}, 1)

    assert lock_card(session, SEALED_BY, found, row, anna, LATER).locked == LATER


def test_a_stale_card_overwrites_nothing_and_the_same_twice_is_saved_once(
    session: Session, found: OpenVacancy, talk: Callable, anna: Account
):
    row, first, second = talk(), marks(session, found, 2), marks(session, found, 3)
    assert save_card(session, SEALED_BY, found, row, anna, first, 0).revision == 1
    assert save_card(session, SEALED_BY, found, row, anna, first, 0).revision == 1
    answer = save_card(session, SEALED_BY, found, row, anna, second, 0)

    assert isinstance(answer, Conflict)
    assert answer.stored.marks == first == own_card(session, SEALED_BY, row, anna).marks


def test_somebody_is_released_only_for_a_reason_and_by_name(
    session: Session, found: OpenVacancy, talk: Callable, anna: Account, boris: Account
):
    row, rater = talk(), name_of(SEALED_BY, boris.id)
    marked(session, found, row, anna)
    with pytest.raises(NoReasonError):
        release(session, SEALED_BY, found, row, rater, " болен ", anna, LATER)
    with pytest.raises(LookupError):
        release(session, SEALED_BY, found, row, name_of(SEALED_BY, anna.id), WHY, anna, LATER)
    release(session, SEALED_BY, found, row, rater, WHY, anna, LATER)

    shown = map_of(session, found, now(session, found, row))
    assert shown
    assert [one.account for one in shown.seats] == [anna]
    assert [entry.event for entry in trail(session)].count(Event.INTERVIEWER_RELEASED) == 1
    with pytest.raises(ClosedError):
        save_card(session, SEALED_BY, found, now(session, found, row), boris, marks(session, found, 0), 0)


def test_independent_marks_enter_the_estimate_once_all_are_in_and_agreed_ones_do_not(
    session: Session, found: OpenVacancy, talk: Callable, anna: Account, boris: Account
):
    row = talk("Вера", 2)
    asked = kit_for(session, found).competencies[0]

    def topic(of: Row):
        return next(one for one in of.screening.topics if one.competency == asked)

    marked(session, found, row, anna, 4)
    assert now(session, found, row).screening == row.screening
    marked(session, found, row, boris, 4)
    heard = now(session, found, row)
    assert "interview" in topic(heard).sources
    assert topic(heard).mean > topic(row).mean
    assert topic(heard).high - topic(heard).low < topic(row).high - topic(row).low
    assert row.screening.self_only
    assert not heard.screening.self_only
    agree_upon(session, SEALED_BY, found, heard, asked, 0, WHY, anna, LATER)

    after = now(session, found, row)
    assert after.screening == heard.screening
    shown = map_of(session, found, after)
    assert shown
    assert shown.agreed[asked].level == 0
    assert {line.levels for line in shown.heard} == {(4, 4)}
    with pytest.raises(NoReasonError):
        agree_upon(session, SEALED_BY, found, after, asked, 1, "да", anna, LATER)
    with pytest.raises(LookupError):
        agree_upon(session, SEALED_BY, found, after, "nothing", 1, WHY, anna, LATER)


def test_marks_go_with_the_answers_and_whoever_withdrew_is_not_talked_with(
    session: Session, found: OpenVacancy, talk: Callable, anna: Account, boris: Account
):
    row, other = talk("Вера"), talk("Олег")
    for one in (row, other):
        marked(session, found, one, anna)
        marked(session, found, one, boris)
    shown = map_of(session, found, now(session, found, row))
    withdraw(session, Holder(assessment_id=other.application.assessment_id), Purpose.SELECTION, LATER)
    fewer = map_of(session, found, now(session, found, row))

    assert somebody_to_talk_with(session, found, other.application.id) is None
    assert shown
    assert fewer
    assert fewer.together.units <= shown.together.units
    for one in (row, other):
        erase(session, one.application.assessment_id)
    for table in ("scorecard", "interview_mark", "agreed_mark"):
        assert session.execute(text(f"SELECT count(*) FROM {table}")).scalar_one() == 0


def test_marks_stay_when_the_account_of_whoever_gave_them_is_deleted(
    session: Session, found: OpenVacancy, talk: Callable, anna: Account, boris: Account
):
    row = talk()
    marked(session, found, row, anna)
    marked(session, found, row, boris)
    erase_account(session, boris)
    fresh = again(session, found)

    shown = map_of(session, fresh, now(session, fresh, row))
    assert shown
    assert {one.account.id if one.account else None for one in shown.seats} == {anna.id, None}


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE scorecard SET released_at = locked_at",
        "UPDATE scorecard SET locked_at = NULL, released_at = '2026-11-27', reason = 'нет'",
        "UPDATE interview_mark SET level = 5",
        "UPDATE interview_mark SET no_chance = true",
    ],
)
def test_the_database_refuses_what_no_card_can_be(
    session: Session, found: OpenVacancy, talk: Callable, anna: Account, change: str
):
    marked(session, found, talk(), anna)
    session.flush()
    with pytest.raises(DBAPIError):
        session.execute(text(f"{change} WHERE {'locked_at IS NOT NULL' if 'scorecard' in change else 'level = 2'}"))
    session.rollback()


def test_the_list_of_an_interviewer_takes_as_many_statements_for_many_people_as_for_one(
    session: Session, found: OpenVacancy, talk: Callable, anna: Account
):
    def statements() -> int:
        asked: list[str] = []
        event.listen(session.get_bind(), "before_cursor_execute", lambda *a: asked.append(a[2]))
        session.expire_all()
        own_talks(session, SEALED_BY, anna)
        return len(asked)

    marked(session, found, talk(), anna)
    few = statements()
    for name in ("Олег", "Нина", "Пётр"):
        marked(session, found, talk(name), anna)

    assert statements() == few
