"""What screenings say on both databases: kept when sent, read by those it is for, decided by a person alone."""

import ast
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import event, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from kamcareer.config import PROJECT_ROOT
from kamcareer.core.applications import Facts, Invitee, Tool, Travel, WantedFacts
from kamcareer.core.decisions import Because, Ground, Outcome
from kamcareer.core.education import Education
from kamcareer.core.legal_basis import Holder, NoBasisError, Purpose
from kamcareer.core.selection.screening import Act
from kamcareer.core.vacancies import Cell, Reason
from kamcareer.services.accounts import erase_account
from kamcareer.services.applications import own_application
from kamcareer.services.audit import Event, trail
from kamcareer.services.decisions import DecisionError, decide, decisions_on
from kamcareer.services.legal_bases import withdraw
from kamcareer.services.rescoring import rescore
from kamcareer.services.screenings import (
    PAGE,
    Filter,
    answers_of,
    list_page,
    one_of,
    send_screening,
    side_by_side_of,
)
from kamcareer.services.self_assessment import erase
from kamcareer.services.vacancies import OpenVacancy, change_profile, own_vacancy
from kamcareer.store.applications import put_about
from tests.services.test_applications import LATER, NOW
from tests.services.test_applications import found as found  # noqa: PLC0414 - the same vacancy
from tests.services.test_applications import screened as screened  # noqa: PLC0414 - the same people
from tests.services.test_vacancies import account

SEALED_BY = "secret"
WHY = (Because(Ground.HELD, "negotiation"),)


@pytest.fixture
def sent(session: Session, screened: Callable) -> Callable[..., str]:
    """Let somebody answer everything at a level and send it; return their application."""

    def make(name: str = "Вера", level: int = 2) -> str:
        application, assessment = screened(name, level)
        opened = own_application(session, assessment.id)
        send_screening(session, opened, LATER)
        return application.id

    return make


def everybody(session: Session, found: OpenVacancy, **wanted: object):
    return list_page(session, found, Filter(**wanted), 1)


FACTS = {
    "Вера": Facts(
        salary=120_000, notice_weeks=2, regions="Казань и Елабуга", licence=True, car=False, travel=Travel.OFTEN,
        clients="Магнит", tools=frozenset({Tool.EXCEL, Tool.CRM}), education=Education.MASTER,
    ),
    "Олег": Facts(salary=180_000, notice_weeks=8, regions="Пермь", licence=True, car=True, travel=Travel.SOMETIMES, education=Education.VOCATIONAL, education_field="фармация"),
    "Тимур": Facts(),
}  # fmt: skip


@pytest.mark.parametrize(
    ("wanted", "names"),
    [
        ({}, {"Вера", "Олег", "Тимур"}),
        ({"salary": 150_000}, {"Вера"}),
        ({"notice_weeks": 8}, {"Вера", "Олег"}),
        ({"travel": Travel.SOMETIMES}, {"Вера", "Олег"}),
        ({"travel": Travel.OFTEN}, {"Вера"}),
        ({"licence": True}, {"Вера", "Олег"}),
        ({"licence": True, "car": True}, {"Олег"}),
        ({"education": Education.VOCATIONAL}, {"Вера", "Олег"}),
        ({"education": Education.BACHELOR}, {"Вера"}),
        ({"education": Education.POSTGRADUATE}, set()),
        ({"tools": frozenset({Tool.EXCEL, Tool.CRM})}, {"Вера"}),
        ({"tools": frozenset({Tool.ACCOUNTING})}, set()),
        ({"words": "казань"}, {"Вера"}),
        ({"words": "магнит"}, {"Вера"}),
        ({"words": "%"}, set()),
    ],
)
def test_by_what_was_said_once_only_whoever_said_so_is_shown(
    session: Session, found: OpenVacancy, sent: Callable, wanted: dict, names: set[str]
):
    ids = {sent(name): name for name in FACTS}
    for id, name in ids.items():
        put_about(session, id, Invitee(name, None, None), FACTS[name])

    page = list_page(session, found, Filter(facts=WantedFacts(**wanted)), 1)
    assert {ids[row.application.id] for row in page.rows} == names
    assert page.counts.total == len(FACTS)


def test_only_who_sent_is_in_the_list_in_the_order_of_sending(
    session: Session, found: OpenVacancy, screened: Callable, sent: Callable
):
    screened("Пока отвечает")
    first, second = sent("Вера", 4), sent("Олег", 1)
    page = everybody(session, found)

    assert {row.application.id for row in page.rows} == {first, second}
    assert page.counts.total == 2
    assert all(row.screening.topics for row in page.rows)
    assert {row.standing.person for row in page.rows} == {first, second}


def test_the_list_is_filtered_by_what_may_be_done_and_sorted_by_one_topic(
    session: Session, found: OpenVacancy, sent: Callable
):
    low, high = sent("Вера", 0), sent("Олег", 4)
    by_topic = everybody(session, found, topic="negotiation")
    holding = everybody(session, found, topic="negotiation", holds=True)

    assert [row.application.id for row in by_topic.rows] == [high, low]
    assert [row.application.id for row in holding.rows] == [high]
    for act in Act:
        assert len(everybody(session, found, act=act).rows) == by_topic.counts.by_act[act]


def test_whoever_withdrew_or_deleted_is_not_read_any_more(session: Session, found: OpenVacancy, sent: Callable):
    ids = [sent("Вера"), sent("Олег"), sent("Нина")]
    rows = {row.application.id: row for row in everybody(session, found).rows}
    withdraw(session, Holder(assessment_id=rows[ids[0]].application.assessment_id), Purpose.SELECTION, LATER)
    erase(session, rows[ids[1]].application.assessment_id)

    assert [row.application.id for row in everybody(session, found).rows] == [ids[2]]
    assert [row.application.id for row in side_by_side_of(session, found, ids)] == [ids[2]]
    assert one_of(session, found, ids[0]) is None
    with pytest.raises(NoBasisError):
        answers_of(session, rows[ids[0]].application, LATER)
    rescore(session, found, LATER)  # leaves them alone


def test_a_person_of_another_vacancy_is_not_there(session: Session, found: OpenVacancy, sent: Callable):
    id = sent()
    other = OpenVacancy(type(found.vacancy)(**{**vars(found.vacancy), "id": "other"}), found.stored, found.framework)

    assert one_of(session, found, id)
    assert one_of(session, other, id) is None


def test_a_changed_profile_is_measured_by_at_once(session: Session, found: OpenVacancy, sent: Callable):
    id = sent()
    maker = account(session, "boss@example.ru")
    cells = {**found.vacancy.cells, "negotiation": Cell(1, 3, must_have=True)}
    change_profile(session, found.vacancy, cells, frozenset({Reason.TOO_MUCH}), "", maker, LATER)
    changed = own_vacancy(session, found.vacancy.id, found.vacancy.maker)
    before = one_of(session, found, id).screening
    at_once = one_of(session, changed, id).screening
    rescore(session, changed, LATER)
    after = one_of(session, changed, id).screening

    def needed(screening):
        return {topic.competency: topic.required for topic in screening.topics}["negotiation"]

    assert (needed(before) > 1, needed(after)) == (True, 1)
    assert after.expected > before.expected
    assert at_once == after


def test_reading_is_noted_once_for_the_person(session: Session, found: OpenVacancy, sent: Callable):
    application = one_of(session, found, sent()).application
    answers_of(session, application, LATER)
    answers_of(session, application, LATER.replace(year=2027))

    assert own_application(session, application.assessment_id).application.read == LATER


def test_the_number_of_queries_does_not_grow_with_the_people(session: Session, found: OpenVacancy, sent: Callable):
    def queries() -> int:
        asked: list[str] = []
        engine = session.get_bind()
        event.listen(engine, "before_cursor_execute", lambda *a: asked.append(a[2]))
        session.expire_all()
        everybody(session, found, topic="negotiation")
        return len(asked)

    sent()
    few = queries()
    for number in range(4):
        sent(str(number))

    assert queries() == few


def test_more_people_than_a_page_holds_are_on_the_next(session: Session, found: OpenVacancy):
    assert not list_page(session, found, Filter(), 2).rows
    assert PAGE == 50


def test_a_decision_is_kept_with_who_made_it_and_is_in_the_trail(session: Session, found: OpenVacancy, sent: Callable):
    row, by = one_of(session, found, sent()), account(session, "boss@example.ru")
    made = decide(session, SEALED_BY, found, row, Outcome.TALK, WHY, " Довёл три сделки ", by, LATER)

    assert decisions_on(session, row.application.id) == [made]
    assert (made.words, made.account, len(made.decider)) == ("Довёл три сделки", by.id, 32)
    assert [entry.event for entry in trail(session)] == [Event.DECIDED]
    erase_account(session, by)
    session.expire_all()
    (kept,) = decisions_on(session, row.application.id)
    assert (kept.account, kept.decider) == (None, made.decider)


def test_nothing_is_decided_without_reasons(session: Session, found: OpenVacancy, sent: Callable):
    row, by = one_of(session, found, sent()), account(session, "boss@example.ru")
    for because, words in (((), "Довёл три сделки"), (WHY, "нет")):
        with pytest.raises(DecisionError):
            decide(session, SEALED_BY, found, row, Outcome.DECLINE, because, words, by, LATER)

    assert decisions_on(session, row.application.id) == []


@pytest.mark.parametrize(
    "changed",
    [
        {"decider": None},
        {"decider": ""},
        {"reasons": None},
        {"reasons": ""},
        {"words": None},
        {"words": "          "},
        {"outcome": "auto_reject"},
        {"application_id": "nobody"},
    ],
)
def test_the_database_itself_refuses_a_decision_without_a_person_a_reason_or_words(
    session: Session, found: OpenVacancy, sent: Callable, changed: dict
):
    values = {"id": "d", "application_id": sent(), "outcome": "decline", "reasons": "held:negotiation"}
    values |= {"words": "Довёл три сделки", "decider": "a" * 32, "at": NOW.replace(tzinfo=None)}
    insert = text(
        "INSERT INTO decision (id, application_id, outcome, reasons, words, decider, at)"
        " VALUES (:id, :application_id, :outcome, :reasons, :words, :decider, :at)"
    )
    with pytest.raises(DBAPIError):
        session.execute(insert, values | changed)


def test_no_path_decides_without_a_person():
    """Deciding is called from one view, which reads a form that somebody signed in has sent; no job, no command."""
    deciding = {"kamcareer.services.decisions": "decide", "kamcareer.store.decisions": "add_decision"}
    callers = {
        file.relative_to(PROJECT_ROOT / "kamcareer")
        for file in (PROJECT_ROOT / "kamcareer").rglob("*.py")
        for node in ast.walk(ast.parse(file.read_text(encoding="utf8")))
        if isinstance(node, ast.ImportFrom) and deciding.get(node.module or "") in {name.name for name in node.names}
    }

    assert callers == {Path("web/recruiting/candidates.py"), Path("services/decisions.py")}
