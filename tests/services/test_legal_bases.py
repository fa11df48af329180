"""The gate: whatever processes an assessment for a purpose refuses without a basis. The walk finds every such service."""

import ast
import importlib
import inspect
import pkgutil
from collections.abc import Callable

import pytest
from sqlalchemy.orm import Session

import kamcareer.services
from kamcareer.core.assessment import Assessment
from kamcareer.core.framework.model import Framework
from kamcareer.core.legal_basis import Basis, Holder, NoBasisError, Purpose
from kamcareer.core.links import Extent
from kamcareer.core.operator import Operator
from kamcareer.services.accounts import new_one_time_link, open_one_time_link
from kamcareer.services.asking_others import opened_request
from kamcareer.services.demo import load_demo
from kamcareer.services.evidence_log import (
    ask_to_confirm,
    opened_confirmation,
)
from kamcareer.services.gap_report import report_of
from kamcareer.services.legal_bases import agree, history, require, withdraw
from kamcareer.services.legal_texts import shown_text
from kamcareer.services.own_assessments import claim, own_assessments
from kamcareer.services.self_assessment import erase, open_sitting
from kamcareer.services.sharing import show_link
from tests.agreements import agreed
from tests.conftest import NOW
from tests.services.people import answered
from tests.services.processes import ALLOWED_WITHOUT, LATER, LINKS, PROCESSES, TODAY, WEEK, asked, kept


def services_of_assessments() -> set[str]:
    """Every public function of a service module that reads assessments, from the store or by another service."""
    found = set()
    for module in pkgutil.iter_modules(kamcareer.services.__path__):
        loaded = importlib.import_module(f"kamcareer.services.{module.name}")
        tree = ast.parse(inspect.getsource(loaded))
        sources = {node.module for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
        knows = {"kamcareer.store.assessments", "kamcareer.services.self_assessment", "kamcareer.core.assessment"}
        if sources & knows:
            found |= {
                f"{module.name}.{node.name}"
                for node in tree.body
                if isinstance(node, ast.FunctionDef) and not node.name.startswith("_")
            }
    return found


def test_every_service_that_touches_assessments_is_known_here():
    """A new one fails this test until it is written down, as one that asks for a basis or with the reason why not."""
    classified = set(PROCESSES) | set(ALLOWED_WITHOUT)
    about_purposes = {"legal_bases.agree", "legal_bases.withdraw", "legal_bases.history", "legal_bases.require"}

    assert services_of_assessments() - about_purposes == classified


@pytest.fixture
def person(session: Session, framework: Framework) -> Assessment:
    assessment = answered(session, framework)
    LINKS[assessment.id] = show_link(session, assessment.id, Extent.REPORT, (), WEEK, NOW)
    return assessment


@pytest.mark.parametrize("name", [name for name in PROCESSES if name != "self_assessment.start"])
def test_it_works_with_a_consent_and_is_refused_once_that_is_withdrawn(
    session: Session, framework: Framework, person: Assessment, name: str
):
    PROCESSES[name](session, person, framework)
    assert withdraw(session, Holder(assessment_id=person.id), Purpose.DEVELOPMENT, LATER)
    with pytest.raises(NoBasisError):
        PROCESSES[name](session, person, framework)


def test_nothing_begins_on_a_consent_for_something_else(session: Session, framework: Framework, person: Assessment):
    with pytest.raises(NoBasisError):
        PROCESSES["self_assessment.start"](session, person, framework)


@pytest.mark.parametrize("purpose", [p for p in Purpose if p is not Purpose.DEVELOPMENT])
def test_a_consent_for_one_purpose_opens_no_other(session: Session, person: Assessment, purpose: Purpose):
    holder = Holder(assessment_id=person.id)
    with pytest.raises(NoBasisError):
        require(session, holder, purpose)
    agree(session, holder, agreed(purpose), NOW)
    assert require(session, holder, purpose).purpose is purpose
    withdraw(session, holder, Purpose.DEVELOPMENT, LATER)
    assert require(session, holder, purpose).purpose is purpose


def test_deleting_and_seeing_what_there_was_need_no_consent(session: Session, person: Assessment):
    holder = Holder(assessment_id=person.id)
    withdraw(session, holder, Purpose.DEVELOPMENT, LATER)

    assert [(one.since, one.until) for one in history(session, holder)] == [(NOW, LATER)]
    assert erase(session, person.id)
    assert history(session, holder) == []


def test_agreeing_again_opens_it_again_and_the_history_keeps_both(session: Session, person: Assessment):
    holder = Holder(assessment_id=person.id)
    withdraw(session, holder, Purpose.DEVELOPMENT, LATER)
    agree(session, holder, agreed(language="en"), LATER)

    assert report_of(session, open_sitting(session, person.id), TODAY)
    assert [one.language for one in history(session, holder)] == ["en", "ru"]


def test_the_words_that_were_read_can_always_be_read_again(session: Session, person: Assessment):
    named = agreed(operator=Operator(name="ООО «Ромашка»", contact="a@example.ru"))
    agree(session, Holder(assessment_id=person.id), named, LATER)
    newest, first = history(session, Holder(assessment_id=person.id))

    assert shown_text(session, newest.text_sha256) == named.text
    assert "ООО «Ромашка»" in shown_text(session, newest.text_sha256).body
    assert shown_text(session, first.text_sha256) == agreed().text
    assert shown_text(session, first.text_sha256).sha256 == first.text_sha256
    assert shown_text(session, "0" * 64) is None


def test_equal_words_are_stored_once_by_two_at_the_same_moment(
    session: Session, framework: Framework, person: Assessment, at_once: Callable
):
    other = answered(session, framework)
    both = [
        lambda s, id=id: agree(s, Holder(assessment_id=id), agreed(Purpose.STORAGE), NOW)
        for id in (person.id, other.id)
    ]

    assert len({record.text_sha256 for record in at_once(*both)}) == 1


def test_a_basis_that_is_no_consent_is_not_ended_by_withdrawing(session: Session, person: Assessment):
    employer = Operator(bases={Purpose.DEVELOPMENT: Basis.LABOUR_LAW})
    holder = Holder(assessment_id=person.id)
    withdraw(session, holder, Purpose.DEVELOPMENT, LATER)
    agree(session, holder, agreed(operator=employer), LATER)

    assert withdraw(session, holder, Purpose.DEVELOPMENT, LATER) == []
    assert require(session, holder, Purpose.DEVELOPMENT).basis is Basis.LABOUR_LAW


def test_with_the_assessment_its_consent_goes_into_the_account(session: Session, person: Assessment):
    secret = new_one_time_link(session, "vera@example.ru", NOW)
    account = open_one_time_link(session, secret, None, NOW)
    assert claim(session, person.id, account.id, NOW)
    sitting = own_assessments(session, account.id)[0]

    assert report_of(session, sitting, TODAY)
    withdraw(session, Holder(account_id=account.id), Purpose.DEVELOPMENT, LATER)
    with pytest.raises(NoBasisError):
        report_of(session, own_assessments(session, account.id)[0], TODAY)


def test_invented_people_need_no_consent(session: Session, framework: Framework):
    load_demo(session, framework, NOW)

    assert report_of(session, open_sitting(session, "00000000-0000-4000-8000-000000000000"), TODAY)


def test_for_those_who_were_asked_a_withdrawn_assessment_is_gone(session: Session, person: Assessment):
    request = asked(session, person)
    link = ask_to_confirm(session, kept(session, person), "Олег", "Вера", NOW)
    assert opened_request(session, request)
    assert opened_confirmation(session, link)
    withdraw(session, Holder(assessment_id=person.id), Purpose.DEVELOPMENT, LATER)

    assert opened_request(session, request) is None
    assert opened_confirmation(session, link) is None
