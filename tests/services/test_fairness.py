"""Counting who applied, on both databases: once for each quarter, with consent, and then nothing is left of anybody."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy.orm import Session

from kamcareer.core.applications import Application
from kamcareer.core.decisions import Outcome
from kamcareer.core.demographics import AgeGroup, Sex
from kamcareer.core.fairness import Counted, Stage, Trait
from kamcareer.core.legal_basis import Holder, NoBasisError, Purpose
from kamcareer.services.applications import application_in
from kamcareer.services.decisions import decide
from kamcareer.services.demographics import counts, give, own
from kamcareer.services.fairness import count_quarters, is_counted
from kamcareer.services.legal_bases import agree, withdraw
from kamcareer.services.screenings import answers_of, one_of
from kamcareer.services.self_assessment import erase
from kamcareer.services.vacancies import OpenVacancy
from kamcareer.store.demographics import all_demographics
from kamcareer.store.fairness import all_counts
from tests.agreements import agreed
from tests.services.test_applications import LATER
from tests.services.test_applications import found as found  # noqa: PLC0414 - the same vacancy
from tests.services.test_applications import screened as screened  # noqa: PLC0414 - the same people
from tests.services.test_screenings import SEALED_BY, WHY
from tests.services.test_screenings import sent as sent  # noqa: PLC0414 - the same people
from tests.services.test_vacancies import account

ZONE = ZoneInfo("Europe/Moscow")
CLOSING = datetime(2027, 3, 31, 21, tzinfo=UTC)  # midnight in Moscow: the people of November are counted in April
A_MOMENT = timedelta(seconds=1)


@pytest.fixture
def said(session: Session, found: OpenVacancy, sent: Callable) -> Callable[..., Application]:
    """Let somebody send their answers and say something of themselves."""

    def make(sex: Sex = Sex.FEMALE, age: AgeGroup = AgeGroup.FROM_35) -> Application:
        application = application_in(session, found.vacancy.id, sent())
        assert application
        agree(session, holder(application), agreed(Purpose.FAIRNESS), LATER)
        give(session, SEALED_BY, holder(application), sex, age, LATER.date())
        return application

    return make


def holder(application: Application) -> Holder:
    return Holder(assessment_id=application.assessment_id)


def invite_to_talk(session: Session, found: OpenVacancy, who: Application, at: datetime) -> None:
    row = one_of(session, found, who.id)
    assert row
    answers_of(session, who, at)
    by = account(session, f"{who.id}@example.ru")
    decide(session, SEALED_BY, found, row, Outcome.TALK, WHY, "Довела три сделки", by, at)


def count(session: Session, at: datetime = CLOSING) -> dict[str, Counted]:
    count_quarters(session, SEALED_BY, ZONE, at)
    return {row.group: row for row in all_counts(session)}


def test_people_are_counted_once_their_quarter_has_closed_and_what_they_said_is_deleted(
    session: Session, found: OpenVacancy, said: Callable
):
    invite_to_talk(session, found, said(), LATER)
    invite_to_talk(session, found, said(Sex.MALE), CLOSING)
    said(age=AgeGroup.UNSAID)
    assert count(session, CLOSING - A_MOMENT) == {}
    assert len(all_demographics(session, Purpose.FAIRNESS)) == 3

    counted = count(session)
    assert {name: row.sent for name, row in counted.items()} == {"female": 2, "male": 1, "from_35": 2}
    # What happened after the closing is not in it.
    assert {name: row.reached[Stage.TALK] for name, row in counted.items()} == {"female": 1, "male": 0, "from_35": 1}
    assert counted["female"].reached[Stage.READ] == 1
    assert {row.trait for row in counted.values()} == set(Trait)
    assert all_demographics(session) == []


def test_a_quarter_is_counted_once_whatever_happens_later(session: Session, found: OpenVacancy, said: Callable):
    said()
    before = count(session)
    late = said(Sex.MALE)
    invite_to_talk(session, found, late, LATER)

    assert count(session, CLOSING + timedelta(hours=1)) == before
    assert own(session, SEALED_BY, holder(late)) is None


def test_whoever_withdrew_or_deleted_is_not_counted_and_leaves_nothing(
    session: Session, found: OpenVacancy, said: Callable
):
    for purpose in (Purpose.FAIRNESS, Purpose.SELECTION):
        withdraw(session, holder(said()), purpose, LATER)
    erase(session, said().assessment_id)
    assert len(all_demographics(session)) == 3

    # At the page it goes at once; by whatever other way, within the hour.
    assert count(session, LATER) == {}
    assert all_demographics(session) == []


def test_nothing_is_kept_without_the_consent_for_exactly_this(
    session: Session, found: OpenVacancy, sent: Callable, said: Callable
):
    application = application_in(session, found.vacancy.id, sent())
    assert application
    with pytest.raises(NoBasisError):
        give(session, SEALED_BY, holder(application), Sex.MALE, AgeGroup.UNDER_25, LATER.date())

    # Counts of everybody are another purpose: an applicant is in none of them.
    for _ in range(12):
        said()
    assert counts(session, CLOSING.date()).groups == {}


def test_who_sent_after_midnight_where_the_installation_is_belongs_to_the_next_quarter():
    midnight = datetime(2026, 9, 30, 21, tzinfo=UTC)

    assert is_counted(midnight - A_MOMENT, ZONE, datetime(2026, 12, 31, 21, tzinfo=UTC))
    assert not is_counted(midnight, ZONE, datetime(2026, 12, 31, 21, tzinfo=UTC))
