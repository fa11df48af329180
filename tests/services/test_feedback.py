"""Letters and questions about decisions on both databases: by a named person, with a clock, gone with the person."""

import ast
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import event, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from kamcareer.config import PROJECT_ROOT
from kamcareer.core.accounts import Account, Role
from kamcareer.core.decisions import Because, Decision, Ground, Outcome
from kamcareer.core.feedback import FeedbackProblem, Part
from kamcareer.core.inquiries import InquiryProblem, Kind
from kamcareer.core.legal_basis import Holder, NoBasisError, Purpose
from kamcareer.services.accounts import erase_account
from kamcareer.services.audit import Event, name_of, trail
from kamcareer.services.decisions import decide
from kamcareer.services.feedback import (
    ApprovedError,
    FeedbackError,
    approve_feedback,
    facts_about,
    feedback_on,
    forget_draft,
    letters_for,
    note_read,
    save_feedback,
)
from kamcareer.services.inquiries import (
    InquiryError,
    SettledError,
    answer,
    ask,
    asked_about,
    waiting_for,
    whom_to_tell,
)
from kamcareer.services.legal_bases import withdraw
from kamcareer.services.screenings import Row, one_of
from kamcareer.services.self_assessment import erase
from kamcareer.services.vacancies import LeftBehind, LeftBehindError, OpenVacancy, close_vacancy, left_behind
from tests.services.test_applications import LATER, NOW
from tests.services.test_applications import found as found  # noqa: PLC0414 - the same vacancy
from tests.services.test_applications import screened as screened  # noqa: PLC0414 - the same people
from tests.services.test_screenings import SEALED_BY
from tests.services.test_screenings import sent as sent  # noqa: PLC0414 - the same people
from tests.services.test_vacancies import account

ZONE = ZoneInfo("Europe/Moscow")
PARTS = {part: f"{part}: здесь достаточно слов для письма" for part in Part}
WHY = (Because(Ground.HELD, "negotiation"), Because(Ground.NOT_SHOWN, "resilience"))
NAMED = "Рита Орлова, рекрутер"


@pytest.fixture
def boss(session: Session) -> Account:
    return account(session, "boss@example.ru", Role.RECRUITER)


@pytest.fixture
def declined(session: Session, found: OpenVacancy, sent: Callable, boss: Account) -> Callable[..., Row]:
    """Somebody about whom it was decided not to go on."""

    def make(name: str = "Вера") -> Row:
        id = sent(name)
        decide(session, SEALED_BY, found, the(session, found, id), Outcome.DECLINE, WHY, "Довела три", boss, LATER)
        return the(session, found, id)

    return make


def the(session: Session, found: OpenVacancy, id: str) -> Row:
    row = one_of(session, found, id)
    assert row
    return row


def approved(session: Session, found: OpenVacancy, row: Row, by: Account, parts: dict | None = None) -> None:
    letter = save_feedback(session, row.decisions[0], "ru", parts or PARTS, NAMED, LATER)
    approve_feedback(session, SEALED_BY, found, row, letter, by, LATER)


def asked(session: Session, decision: Decision, kind: Kind = Kind.REASON, words: str = ""):
    return ask(session, SEALED_BY, decision, kind, words, LATER, ZONE)


def test_a_draft_is_nobodys_letter_until_a_named_person_approves_it(
    session: Session, found: OpenVacancy, declined: Callable, boss: Account
):
    row = declined()
    draft = save_feedback(session, row.decisions[0], "ru", PARTS, NAMED, LATER)
    assert letters_for(session, row.decisions) == {}
    approve_feedback(session, SEALED_BY, found, row, draft, boss, LATER)

    (letter,) = letters_for(session, row.decisions).values()
    assert (letter.approver, letter.account, letter.approved) == (name_of(SEALED_BY, boss.id), boss.id, LATER)
    assert trail(session)[-1].event is Event.FEEDBACK_APPROVED
    with pytest.raises(ApprovedError):
        save_feedback(session, row.decisions[0], "en", PARTS, "Кто-то", LATER)
    with pytest.raises(ApprovedError):
        forget_draft(session, row.decisions[0])
    with pytest.raises(ApprovedError):
        approve_feedback(session, SEALED_BY, found, row, draft, boss, LATER)
    erase_account(session, boss)
    session.expire_all()
    assert feedback_on(session, row.decisions[0]) == replace(letter, account=None)


def test_a_vacancy_is_not_closed_unasked_while_somebody_waits_for_the_answer_to_a_decision(
    session: Session, found: OpenVacancy, declined: Callable, boss: Account
):
    row = declined()
    for kind in Kind:
        asked(session, row.decisions[0], kind, "Пример про вторую полку не прочитан")

    assert left_behind(session, found.vacancy) == LeftBehind(asking=1)
    with pytest.raises(LeftBehindError):
        close_vacancy(session, found.vacancy, LATER)
    withdraw(session, Holder(assessment_id=row.application.assessment_id), Purpose.SELECTION, LATER)
    close_vacancy(session, found.vacancy, LATER)


def test_the_first_time_that_the_person_opens_it_is_kept(
    session: Session, found: OpenVacancy, declined: Callable, boss: Account
):
    row = declined()
    approved(session, found, row, boss)
    for hours in (1, 5):
        (letter,) = letters_for(session, row.decisions).values()
        note_read(session, letter, LATER + timedelta(hours=hours))

    (letter,) = letters_for(session, row.decisions).values()
    assert letter.opened == LATER + timedelta(hours=1)


def test_a_letter_that_names_another_person_of_the_vacancy_is_not_approved(
    session: Session, found: OpenVacancy, declined: Callable, boss: Account
):
    other, row = declined("Олег Тихонов"), declined("Вера Кац")
    for word in ("Олег Тихонов", other.application.code):
        with pytest.raises(FeedbackError) as error:
            approved(session, found, row, boss, PARTS | {Part.ENDING: f"Мы выбрали не вас, а {word}."})
        assert (error.value.problem, error.value.part) == (FeedbackProblem.SOMEBODY_ELSE, Part.ENDING)
    approved(session, found, row, boss, PARTS | {Part.OPENING: "Вера Кац, здравствуйте!"})


def test_facts_come_from_the_persons_own_answers_and_only_while_that_is_allowed(
    session: Session, found: OpenVacancy, declined: Callable
):
    row = declined()
    facts = facts_about(session, found, row, LATER)
    assert facts.done_well
    assert facts.done_well.competency == "negotiation"
    assert facts.steps[0].competency == "resilience"
    withdraw(session, Holder(assessment_id=row.application.assessment_id), Purpose.SELECTION, LATER)
    with pytest.raises(NoBasisError):
        facts_about(session, found, row, LATER)


APPROVED = {"approver": "a" * 32, "signed": NAMED, "approved_at": NOW.replace(tzinfo=None)}


@pytest.mark.parametrize(
    "changed",
    [
        {"approver": None},
        {"approver": ""},
        {"signed": " "},
        {"done_well": "хорошо"},
        {"second_step": ""},
        {"language": "fr"},
        {"approved_at": None, "opened_at": NOW.replace(tzinfo=None)},
    ],
)
def test_the_database_itself_refuses_a_letter_that_nobody_approved(session: Session, declined: Callable, changed: dict):
    values = {part.value: words for part, words in PARTS.items()} | APPROVED | {"language": "ru", "opened_at": None}
    values |= {"decision_id": declined().decisions[0].id, "saved_at": NOW.replace(tzinfo=None)} | changed
    insert = f"INSERT INTO feedback ({', '.join(values)}) VALUES ({', '.join(f':{name}' for name in values)})"
    with pytest.raises(DBAPIError):
        session.execute(text(insert), values)


ANSWERED = {"answerer": "a" * 32, "answered_at": NOW.replace(tzinfo=None), "signed": NAMED, "answer": "x" * 10}


@pytest.mark.parametrize(
    "changed",
    [
        {"answerer": None},
        {"answerer": "a"},
        {"signed": ""},
        {"answer": "нет"},
        {"kind": "complaint"},
        {"kind": "objection", "words": "нет"},
        {"due_on": None},
    ],
)
def test_the_database_itself_refuses_an_answer_of_nobody(session: Session, declined: Callable, changed: dict):
    values = {"id": "i", "decision_id": declined().decisions[0].id, "kind": "reason", "words": ""} | ANSWERED
    values |= {"asked_at": NOW.replace(tzinfo=None), "due_on": NOW.date()} | changed
    insert = f"INSERT INTO inquiry ({', '.join(values)}) VALUES ({', '.join(f':{name}' for name in values)})"
    with pytest.raises(DBAPIError):
        session.execute(text(insert), values)


def test_only_whoever_may_answer_a_question_is_told_of_it(session: Session, found: OpenVacancy, sent: Callable):
    chair, row = account(session, "chair@example.ru", Role.INTERVIEWER), the(session, found, sent("Вера"))
    decide(session, SEALED_BY, found, row, Outcome.DECLINE, WHY, "Довела три", chair, LATER)
    (decision,) = the(session, found, row.application.id).decisions

    assert [one.id for one in whom_to_tell(session, found, decision)] == [found.vacancy.maker]


def test_a_question_has_its_clock_and_both_are_in_the_trail(
    session: Session, found: OpenVacancy, declined: Callable, boss: Account
):
    row = declined()
    reason = asked(session, row.decisions[0])
    objection = asked(session, row.decisions[0], Kind.OBJECTION, "Пример про вторую полку не прочитан")
    assert (reason.due - LATER.date(), objection.due - LATER.date()) == (timedelta(days=7), timedelta(days=30))
    assert {one.id for one in whom_to_tell(session, found, row.decisions[0])} == {boss.id, found.vacancy.maker}
    assert [one.inquiry.id for one in waiting_for(session, found.vacancy.maker or "")] == [reason.id, objection.id]
    answer(session, SEALED_BY, found, row, reason, "Не хватило примеров переговоров", NAMED, boss, LATER)

    assert [one.inquiry.id for one in waiting_for(session, found.vacancy.maker or "")] == [objection.id, reason.id]
    assert waiting_for(session, boss.id) == []  # neither made the vacancy nor sits on its panel
    kept = {one.kind: one for one in asked_about(session, row.decisions)}[Kind.REASON]
    assert (kept.answerer, kept.signed) == (name_of(SEALED_BY, boss.id), NAMED)
    noted = [(entry.event, entry.person) for entry in trail(session)][-3:]
    asking = [(Event.REASON_ASKED, ""), (Event.DECISION_CONTESTED, "")]
    assert noted == [*asking, (Event.INQUIRY_ANSWERED, name_of(SEALED_BY, boss.id))]


def test_each_question_is_asked_and_answered_once_in_words_and_by_name(
    session: Session, found: OpenVacancy, declined: Callable, boss: Account
):
    other, row = declined("Олег Тихонов"), declined()
    with pytest.raises(InquiryError):
        asked(session, row.decisions[0], Kind.OBJECTION, "  нет  ")
    inquiry = asked(session, row.decisions[0])
    with pytest.raises(SettledError):
        asked(session, row.decisions[0])
    tries = [
        ("нет", NAMED, InquiryProblem.NO_WORDS),
        ("Не хватило примеров", " ", InquiryProblem.NO_NAME),
        (f"Вместо вас выбран {other.application.name}", NAMED, InquiryProblem.SOMEBODY_ELSE),
    ]
    tries.append(("Вместо вас выбран Тихонов", NAMED, InquiryProblem.PERHAPS_SOMEBODY))
    for words, signed, problem in tries:
        with pytest.raises(InquiryError) as error:
            answer(session, SEALED_BY, found, row, inquiry, words, signed, boss, LATER)
        assert error.value.problem is problem
    words = "Не хватило примеров. Тихонова из сети это подтвердила"
    done = answer(session, SEALED_BY, found, row, inquiry, words, NAMED, boss, LATER, sure=["Тихонова"])
    with pytest.raises(SettledError):
        answer(session, SEALED_BY, found, row, done, "Всё-таки нет, не подошли", NAMED, boss, LATER)


def test_whoever_withdrew_waits_for_nothing_and_whoever_was_deleted_leaves_nothing(
    session: Session, found: OpenVacancy, declined: Callable, boss: Account
):
    row = declined()
    approved(session, found, row, boss)
    asked(session, row.decisions[0])
    withdraw(session, Holder(assessment_id=row.application.assessment_id), Purpose.SELECTION, LATER)
    assert waiting_for(session, found.vacancy.maker or "") == []
    erase(session, row.application.assessment_id or "")
    session.commit()

    counts = [session.execute(text(f"SELECT count(*) FROM {table}")).scalar() for table in ("feedback", "inquiry")]
    assert counts == [0, 0]


def test_the_list_of_questions_is_read_by_one_statement_however_many_there_are(
    session: Session, found: OpenVacancy, declined: Callable
):
    def statements() -> int:
        seen: list[str] = []
        listen = lambda *about: seen.append(about[2])  # noqa: E731
        event.listen(session.get_bind(), "before_cursor_execute", listen)
        waiting_for(session, found.vacancy.maker or "")
        event.remove(session.get_bind(), "before_cursor_execute", listen)
        return len(seen)

    asked(session, declined("Вера").decisions[0])
    few = statements()
    for name in ("Анна", "Олег", "Тимур"):
        asked(session, declined(name).decisions[0])

    assert statements() == few == 1


def test_no_path_approves_or_answers_without_a_person():
    """Each is called from one view, which reads a form that somebody signed in has sent; no job, no command."""
    acts = {
        ("kamcareer.services.feedback", "approve_feedback"): {"web/recruiting/feedback.py"},
        ("kamcareer.store.feedback", "put_feedback"): {"services/feedback.py"},
        ("kamcareer.services.inquiries", "answer"): {"web/recruiting/inquiries.py"},
        ("kamcareer.store.inquiries", "put_inquiry"): {"services/inquiries.py"},
    }
    found: dict[tuple[str, str], set[str]] = {act: set() for act in acts}
    for file in (PROJECT_ROOT / "kamcareer").rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf8"))):
            for name in node.names if isinstance(node, ast.ImportFrom) else ():
                if (node.module or "", name.name) in acts:
                    path = Path(file).relative_to(PROJECT_ROOT / "kamcareer").as_posix()
                    found[node.module or "", name.name].add(path)

    assert found == acts
