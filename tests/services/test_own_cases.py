"""Who judges whom, on both databases: nobody decides, marks or moves on anything where they applied themselves."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from sqlalchemy import text
from sqlalchemy.orm import Session

from kamcareer.core.accounts import Account, Role
from kamcareer.core.contests import Move
from kamcareer.core.decisions import Outcome
from kamcareer.core.framework.model import Framework
from kamcareer.services.contests import call_off
from kamcareer.services.own_assessments import claim
from kamcareer.services.own_cases import OwnCaseError
from kamcareer.services.scorecards import own_talks
from kamcareer.services.self_assessment import start
from kamcareer.services.vacancies import AppliedError, set_terms
from kamcareer.store.accounts import find_accounts
from tests.agreements import agreed
from tests.services.test_applications import NOW
from tests.services.test_applications import screened as screened  # noqa: PLC0414 - the same people
from tests.services.test_contests import WORDS, Running
from tests.services.test_contests import anna as anna  # noqa: PLC0414 - the same contest
from tests.services.test_contests import boris as boris  # noqa: PLC0414 - the same contest
from tests.services.test_contests import contest as contest  # noqa: PLC0414 - the same contest
from tests.services.test_contests import found as found  # noqa: PLC0414 - the same contest
from tests.services.test_scorecards import marked
from tests.services.test_screenings import SEALED_BY
from tests.services.test_screenings import sent as sent  # noqa: PLC0414 - the same people
from tests.services.test_vacancies import account


def applied_as(session: Session, framework: Framework, application: str, account: Account) -> None:
    """Let an applicant show the plan of an account: by that alone it is known whose application it is."""
    mine = start(session, framework, None, "account_manager", NOW, agreed())
    claim(session, mine.id, account.id, NOW)
    basis = "(SELECT id FROM legal_basis ORDER BY id LIMIT 1)"
    shown = (
        f"INSERT INTO shown_plan (application_id, assessment_id, basis_id, shown_at) VALUES (:id, :mine, {basis}, :at)"
    )
    session.execute(text(shown), {"id": application, "mine": mine.id, "at": NOW.replace(tzinfo=None)})


def test_nobody_chooses_by_a_typed_mailbox_who_judges_them(session: Session, contest: Running, sent: Callable):
    own = sent("Анна", 3)
    session.execute(text("UPDATE application SET email = 'anna@example.ru' WHERE id = :id"), {"id": own})
    contest.decide(own, Outcome.TALK)
    contest.move(Move.NAME_FINALISTS)
    marked(session, contest.found, contest.row(own), contest.anna)

    assert not contest.row(own).application.interviewed  # Boris's mark is waited for as well


def test_nobody_decides_about_themselves_nor_marks_themselves_nor_moves_the_contest_they_take_part_in(
    session: Session, framework: Framework, contest: Running, sent: Callable
):
    own, other = sent("Анна", 3), sent("Вера Кац", 3)
    applied_as(session, framework, own, contest.anna)
    with pytest.raises(OwnCaseError):
        contest.decide(own, Outcome.TALK)
    for id in (own, other):
        contest.decide(id, Outcome.TALK, by=contest.boris)
    with pytest.raises(PermissionError):
        contest.move(Move.NAME_FINALISTS)
    with pytest.raises(PermissionError):
        call_off(session, SEALED_BY, contest.found, contest.anna, contest.tick(), WORDS)
    (rosa,) = find_accounts(session, [contest.maker])
    contest.move(Move.NAME_FINALISTS, by=rosa)
    with pytest.raises(OwnCaseError):
        marked(session, contest.found, contest.row(own), contest.anna)
    assert [len(one.people) for one in own_talks(session, SEALED_BY, contest.anna)] == [1]
    marked(session, contest.found, contest.row(own), contest.boris)
    assert contest.row(own).application.interviewed  # nobody waits for a mark about oneself


def test_nobody_who_applied_comes_onto_the_panel(
    session: Session, framework: Framework, contest: Running, sent: Callable
):
    vera, terms = account(session, "vera@example.ru", Role.INTERVIEWER), contest.found.vacancy.terms
    applied_as(session, framework, sent("Вера", 3), vera)
    with pytest.raises(AppliedError):
        set_terms(session, contest.found.vacancy, replace(terms, panel=terms.panel | {vera.id}))
