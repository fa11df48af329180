"""Who judges whom, on both databases: nobody decides, marks or moves on anything where they applied themselves."""

from collections.abc import Callable
from dataclasses import replace
from itertools import product

import pytest
from sqlalchemy import text
from sqlalchemy.orm import Session

from kamcareer.core.accounts import Account, Role
from kamcareer.core.contests import Move
from kamcareer.core.decisions import Outcome
from kamcareer.core.framework.model import Framework
from kamcareer.services.accounts import erase_account
from kamcareer.services.applications import own_application
from kamcareer.services.contests import call_off
from kamcareer.services.decisions import perhaps_the_same
from kamcareer.services.own_assessments import claim
from kamcareer.services.own_cases import OwnCaseError, applied_before, own_cases, remember_account, sent_before
from kamcareer.services.scorecards import own_talks
from kamcareer.services.screenings import send_screening
from kamcareer.services.self_assessment import start
from kamcareer.services.vacancies import AppliedError, set_terms
from kamcareer.store.accounts import find_accounts
from kamcareer.store.applications import find_application, own_applications_in
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
    """Let an applicant show the plan of an account: it is known by that whose application it is."""
    mine = start(session, framework, None, "account_manager", NOW, agreed())
    claim(session, mine.id, account.id, NOW)
    basis = "(SELECT id FROM legal_basis ORDER BY id LIMIT 1)"
    shown = (
        f"INSERT INTO shown_plan (application_id, assessment_id, basis_id, shown_at) VALUES (:id, :mine, {basis}, :at)"
    )
    session.execute(text(shown), {"id": application, "mine": mine.id, "at": NOW.replace(tzinfo=None)})


def assessment_of(session: Session, application: str) -> str:
    found = find_application(session, application)
    return found.assessment_id or "" if found else ""


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


def test_whoever_applied_signed_in_judges_neither_themselves_nor_the_contest_without_a_shown_plan(
    session: Session, contest: Running, sent: Callable
):
    own, other = sent("Анна", 3), sent("Вера Кац", 3)
    remember_account(session, assessment_of(session, own), contest.anna.id)

    assert own_cases(session, contest.id, contest.anna) == {own}
    with pytest.raises(OwnCaseError):
        contest.decide(own, Outcome.TALK)
    for id in (own, other):
        contest.decide(id, Outcome.TALK, by=contest.boris)
    with pytest.raises(PermissionError):
        contest.move(Move.NAME_FINALISTS)
    (rosa,) = find_accounts(session, [contest.maker])
    contest.move(Move.NAME_FINALISTS, by=rosa)
    with pytest.raises(OwnCaseError):
        marked(session, contest.found, contest.row(own), contest.anna)
    marked(session, contest.found, contest.row(own), contest.boris)
    assert contest.row(own).application.interviewed
    assert own_cases(session, contest.id, contest.boris) == frozenset()


def test_several_accounts_are_told_apart_in_one_question(
    session: Session, framework: Framework, contest: Running, sent: Callable
):
    signed_in, shows, other = sent("Анна", 3), sent("Борис", 3), sent("Вера", 3)
    remember_account(session, assessment_of(session, signed_in), contest.anna.id)
    applied_as(session, framework, shows, contest.boris)
    applied_as(session, framework, other, contest.boris)
    people = (contest.anna.id, contest.boris.id, contest.maker)

    found = own_applications_in(session, [contest.id, "none"], people)
    assert found == {contest.anna.id: {signed_in}, contest.boris.id: {shows, other}}
    assert own_applications_in(session, ["none"], people) == {}


def test_whoever_applied_signed_in_comes_onto_no_panel_and_those_nobody_knows_do(
    session: Session, contest: Running, sent: Callable
):
    vera, oleg = (account(session, f"{name}@example.ru", Role.INTERVIEWER) for name in ("vera", "oleg"))
    for id, who in ((sent("Вера", 3), vera.id), (sent("Олег", 3), None)):
        remember_account(session, assessment_of(session, id), who)
    terms = contest.found.vacancy.terms
    with pytest.raises(AppliedError):
        set_terms(session, contest.found.vacancy, replace(terms, panel=terms.panel | {vera.id}))
    set_terms(session, contest.found.vacancy, replace(terms, panel=terms.panel | {oleg.id}))
    assert oleg.id in contest.found.vacancy.terms.panel


def test_an_erased_account_is_remembered_by_no_application_and_takes_none_with_it(
    session: Session, contest: Running, sent: Callable
):
    vera, own = account(session, "vera@example.ru"), sent("Вера", 3)
    remember_account(session, assessment_of(session, own), vera.id)
    erase_account(session, vera)
    session.commit()

    assert session.execute(text("SELECT account_id FROM application WHERE id = :id"), {"id": own}).all() == [(None,)]
    assert contest.row(own).application.finished


def test_an_own_case_is_of_the_account_that_began_else_of_the_one_that_sent(
    session: Session, contest: Running, sent: Callable
):
    people = {"anna": contest.anna, "boris": contest.boris}
    for began, sends in product((None, *people), repeat=2):
        own = sent("Вера", 3)
        for who in (began, sends):
            remember_account(session, assessment_of(session, own), people[who].id if who else None)

        known = {name for name, one in people.items() if own in own_cases(session, contest.id, one)}
        assert known == {began or sends} - {None}


def test_what_was_sent_with_one_account_may_be_one_person_twice_and_what_no_account_sent_may_not(
    session: Session, contest: Running, sent: Callable
):
    first, second, other, nobody = (sent(name, 3) for name in ("Вера", "Вера Кац", "Олег", "Павел"))
    for own, who in ((first, contest.anna), (second, contest.anna), (other, contest.boris)):
        remember_account(session, assessment_of(session, own), who.id)
    alike = {
        own: [one.id for one in perhaps_the_same(session, contest.found, contest.row(own).application)[0]]
        for own in (first, second, other, nobody)
    }

    assert alike == {first: [second], second: [first], other: [], nobody: []}


def test_an_application_is_held_against_what_its_own_account_sent_else_against_whoever_is_signed_in(
    session: Session, contest: Running, sent: Callable
):
    first, second = sent("Вера", 3), sent("Вера Кац", 3)
    vacancy, later = contest.found.vacancy, contest.row(second).application
    assert applied_before(session, vacancy, contest.anna.id) is None
    remember_account(session, assessment_of(session, first), contest.anna.id)

    assert [applied_before(session, vacancy, one) for one in (contest.boris.id, None)] == [None, None]
    assert (found := applied_before(session, vacancy, contest.anna.id))
    assert found.id == first
    assert [bool(sent_before(session, later, one.id)) for one in (contest.anna, contest.boris)] == [True, False]
    remember_account(session, assessment_of(session, second), contest.boris.id)
    assert [sent_before(session, later, one) for one in (contest.anna.id, None)] == [None, None]


def test_of_two_begun_with_one_account_one_is_sent_though_both_are_sent_at_once(
    session: Session, contest: Running, screened: Callable, at_once: Callable
):
    own = [screened(name, 3)[1].id for name in ("Вера", "Вера Кац")]
    for id in own:
        remember_account(session, id, contest.anna.id)

    def send(other: Session, id: str) -> bool:
        opened = own_application(other, id, lock=True)
        if opened is None or sent_before(other, opened.application, contest.anna.id):
            return False
        send_screening(other, opened, NOW)
        return True

    assert sorted(at_once(*[lambda other, id=id: send(other, id) for id in own])) == [False, True]
