"""An application that begins with a copy of own answers."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from kamcareer.core.accounts import Account
from kamcareer.core.assessment import Assessment, Draft
from kamcareer.core.framework.model import Framework
from kamcareer.core.legal_basis import Holder, NoBasisError, Purpose
from kamcareer.services.applications import begin
from kamcareer.services.legal_bases import withdraw
from kamcareer.services.own_answers import OwnAnswers, carry_over, own_answers
from kamcareer.services.own_assessments import claim
from kamcareer.services.reassessment import begin_again
from kamcareer.services.self_assessment import finish, save_answer, start
from kamcareer.services.vacancies import OpenVacancy
from kamcareer.store.assessments import find_assessment
from tests.agreements import agreed
from tests.conftest import NOW
from tests.services.test_pool import Send, vacancies
from tests.services.test_pool import send as send  # noqa: PLC0414 - the same people
from tests.services.test_vacancies import account

__all__ = ["vacancies"]
SELECTION = agreed(Purpose.SELECTION)
LATER = NOW + timedelta(days=30)


@pytest.fixture
def vera(session: Session) -> Account:
    return account(session, "vera@example.ru")


@pytest.fixture
def assessed(session: Session, framework: Framework, vera: Account) -> Assessment:
    """Everything answered with 2, in Vera's account."""
    begun = start(session, framework, "sales_representative", "key_account_manager_retail", NOW, agreed())
    for id in framework.competencies:
        save_answer(session, begun.id, id, Draft(level=2, confidence="sure", example="Для себя"), id, NOW)
    finish(session, begun.id, NOW)
    claim(session, begun.id, vera.id, NOW)
    return find_assessment(session, begun.id)


@pytest.fixture
def offered(session: Session, vacancies: list[OpenVacancy], vera: Account) -> Callable[..., OwnAnswers | None]:
    def offer(at=LATER, account_id: str | None = vera.id, here: Assessment | None = None) -> OwnAnswers | None:
        return own_answers(session, vacancies[0], account_id, here, at)

    return offer


def test_a_copy_begins_the_application_and_the_own_assessment_stays_apart(
    session: Session, vacancies: list[OpenVacancy], assessed: Assessment, offered: Callable[..., OwnAnswers | None]
):
    found, own = vacancies[0], offered()
    begun = begin(session, found, None, SELECTION, LATER)
    carry_over(session, begun, own)

    here = find_assessment(session, begun.id)
    assert set(here.drafts) == set(found.framework.roles[found.vacancy.role].must_haves)
    assert {(one.level, one.confidence, one.example) for one in here.drafts.values()} == {(2, "sure", "")}
    assert (here.present, here.owner, here.situations, here.sealed) == (None, None, {}, False)
    save_answer(session, here.id, next(iter(here.drafts)), Draft(level=4, revision=1), "changed", LATER)
    assert find_assessment(session, assessed.id) == assessed


def test_only_the_owner_is_offered_anything_and_only_while_it_is_recent_and_allowed(
    session: Session, assessed: Assessment, offered: Callable[..., OwnAnswers | None], vera: Account
):
    stranger = account(session, "oleg@example.ru")
    assert offered().source == assessed.id
    assert offered(account_id=stranger.id) is None
    assert offered(account_id=None) is None
    assert offered(at=NOW + timedelta(days=183))
    assert offered(at=NOW + timedelta(days=184)) is None

    withdraw(session, Holder(account_id=vera.id), Purpose.DEVELOPMENT, LATER)
    assert offered() is None


def test_while_somebody_assesses_themselves_again_the_finished_round_is_offered(
    session: Session, assessed: Assessment, offered: Callable[..., OwnAnswers | None]
):
    begin_again(session, assessed.id, LATER)
    save_answer(session, assessed.id, "negotiation", Draft(level=0), "again", LATER)

    assert {draft.level for draft in offered().drafts.values()} == {2}
    assert offered().finished == NOW


def test_answers_sent_for_one_vacancy_may_begin_another_for_whoever_has_them_open(
    session: Session, vacancies: list[OpenVacancy], send: Send
):
    sent = send(level=3, keep=False)
    earlier = find_assessment(session, sent.assessment_id)
    own = own_answers(session, vacancies[1], None, earlier, LATER)
    assert {draft.level for draft in own.drafts.values()} == {3}

    withdraw(session, Holder(assessment_id=earlier.id), Purpose.SELECTION, LATER)
    assert own_answers(session, vacancies[1], None, earlier, LATER) is None


def test_nothing_is_copied_without_a_consent_to_the_selection_or_over_what_was_answered(
    session: Session, vacancies: list[OpenVacancy], assessed: Assessment, offered: Callable[..., OwnAnswers | None]
):
    begun = begin(session, vacancies[0], None, SELECTION, LATER)
    topic = next(iter(offered().drafts))
    save_answer(session, begun.id, topic, Draft(level=0), "first", LATER)
    carry_over(session, begun, offered())
    assert find_assessment(session, begun.id).answers().levels() == {topic: 0}

    withdraw(session, Holder(assessment_id=begun.id), Purpose.SELECTION, LATER)
    with pytest.raises(NoBasisError):
        carry_over(session, begun, offered())
