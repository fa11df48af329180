"""The talent pool on both databases: proposed, agreed, left, lapsed, deleted."""

from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy.orm import Session

from kamcareer.core.accounts import Account, Role
from kamcareer.core.framework.model import Framework
from kamcareer.core.legal_basis import Holder, NoBasisError, Purpose
from kamcareer.core.nominations import Nomination, Standing, Status
from kamcareer.core.people import Person
from kamcareer.core.retention import MONTHS, Terms
from kamcareer.services.accounts import new_one_time_link, open_one_time_link
from kamcareer.services.leavers import forget_leavers, goes_with, leavers
from kamcareer.services.legal_bases import history, withdraw
from kamcareer.services.nominations import (
    NoCuratorError,
    NominatedAlreadyError,
    NotNowError,
    NotTheirAccountError,
    Proposal,
    accept,
    change,
    due_reminders,
    find_nomination,
    leave,
    own_nomination,
    prolong,
    propose,
    shown_log,
)
from kamcareer.services.retention import Due, delete_due
from kamcareer.store.people import put_people, record_of
from tests.agreements import agreed
from tests.conftest import NOW

TODAY = NOW.date()
UNTIL = TODAY + timedelta(days=90)
CONSENT = agreed(Purpose.SUCCESSION)


def account(session: Session, email: str, *roles: Role) -> Account:
    made = open_one_time_link(session, new_one_time_link(session, email, NOW, frozenset(roles)), None, NOW)
    assert made
    return made


@pytest.fixture
def proposal(session: Session, framework: Framework) -> Proposal:
    put_people(session, [Person("1", "Ким Вера", "Север", None, "sales_representative")], NOW)
    account(session, "vera@example.ru")
    account(session, "oleg@example.ru", Role.MANAGER)
    return Proposal("1", "supervisor", "vera@example.ru", "oleg@example.ru", UNTIL, "Ведёт стажёров")


@pytest.fixture
def proposed(session: Session, proposal: Proposal) -> Nomination:
    return found(session, propose(session, proposal, NOW, TODAY))


def found(session: Session, one: Nomination) -> Nomination:
    again = find_nomination(session, one.id)
    assert again
    return again


def in_pool(session: Session, proposed: Nomination) -> Nomination:
    accept(session, proposed, CONSENT, NOW, TODAY)
    return found(session, proposed)


def test_only_the_person_makes_a_place_of_a_proposal(session: Session, proposed: Nomination):
    for status in (Status.AGREED, Status.PREPARING, Status.READY, Status.APPOINTED):
        with pytest.raises(NotNowError):
            change(session, proposed, status, "Пора", NOW, TODAY)
    with pytest.raises(NoBasisError):
        accept(session, proposed, agreed(), NOW, TODAY)
    one = in_pool(session, proposed)
    change(session, one, Status.READY, "Вёл команду", NOW, TODAY)

    assert found(session, one).standing(TODAY) is Standing.READY
    assert [entry.status for entry in shown_log(session, one, TODAY)].count(Status.READY) == 1
    assert own_nomination(session, one.id, "somebody else") is None


def test_withdrawing_the_consent_ends_it_and_hides_what_was_written(session: Session, proposed: Nomination):
    one = in_pool(session, proposed)
    withdraw(session, Holder(account_id=one.account_id), Purpose.SUCCESSION, NOW)
    gone = found(session, one)

    assert gone.standing(TODAY) is Standing.WITHDRAWN
    assert shown_log(session, gone, TODAY) == []
    with pytest.raises(NoBasisError):
        change(session, gone, Status.READY, "Пора", NOW, TODAY)
    with pytest.raises(NoBasisError):
        prolong(session, gone, UNTIL, "", "Ещё год", NOW, TODAY)


def test_with_somebody_who_left_the_company_goes_the_place_and_the_consent_to_it(
    session: Session, proposed: Nomination
):
    one = in_pool(session, proposed)
    holder, record = Holder(account_id=one.account_id), record_of(session, "1") or ""
    people = leavers(session, [record], TODAY)
    assert goes_with(session, people, TODAY).nominations == 1
    ended = forget_leavers(session, people, NOW)

    assert find_nomination(session, one.id) is None
    assert [
        (basis.id in ended, basis.until) for basis in history(session, holder) if basis.purpose is Purpose.SUCCESSION
    ] == [(True, NOW)]


def test_who_leaves_may_be_proposed_again_and_twice_at_once_nobody_is(
    session: Session, proposal: Proposal, proposed: Nomination
):
    with pytest.raises(NominatedAlreadyError):
        propose(session, proposal, NOW, TODAY)
    assert leave(session, in_pool(session, proposed), "", NOW, TODAY)

    assert propose(session, proposal, NOW, TODAY).id != proposed.id


def test_nobody_is_nominated_who_cannot_be_told_or_by_a_curator_who_is_none(session: Session, proposal: Proposal):
    unknown = Proposal("1", "supervisor", "", proposal.curator, UNTIL, "…")
    own = Proposal("1", "supervisor", proposal.account, proposal.account, UNTIL, "…")
    with pytest.raises(NotTheirAccountError):
        propose(session, unknown, NOW, TODAY)
    with pytest.raises(NoCuratorError):
        propose(session, own, NOW, TODAY)


def test_its_day_is_asked_about_once_it_lapses_by_itself_and_goes_a_month_later(session: Session, proposed: Nomination):
    one = in_pool(session, proposed)
    near, after = UNTIL - timedelta(days=20), UNTIL + timedelta(days=1)

    assert due_reminders(session, TODAY, NOW) == []
    assert [letter.curator.email for letter in due_reminders(session, near, NOW)] == ["oleg@example.ru"]
    assert due_reminders(session, near, NOW) == []
    assert found(session, one).standing(after) is Standing.LAPSED
    terms = Terms(ZoneInfo("Europe/Moscow"), MONTHS)
    for days, there in ((119, True), (122, False)):
        delete_due(session, Due((), ()), terms, NOW + timedelta(days=days))
        assert bool(find_nomination(session, one.id)) is there
