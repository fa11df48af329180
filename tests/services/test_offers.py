"""The board on both databases: posted, asked for, answered, full, ended, deleted; whose gaps it serves only they see."""

from dataclasses import replace
from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import update
from sqlalchemy.orm import Session

from kamcareer.core.accounts import Account, Role
from kamcareer.core.assessment import Draft
from kamcareer.core.framework.model import Framework
from kamcareer.core.legal_basis import Holder, Purpose
from kamcareer.core.offers import Kind, Offer, Standing, Status
from kamcareer.core.people import Person
from kamcareer.core.planning.decisions import Said
from kamcareer.core.retention import MONTHS, Terms
from kamcareer.services.accounts import close, erase_account, new_one_time_link, open_one_time_link
from kamcareer.services.board import board_for, put_into_plan
from kamcareer.services.legal_bases import withdraw
from kamcareer.services.offers import (
    FullError,
    NotNowError,
    Offered,
    answer,
    ask_for_place,
    capacity,
    end,
    find_offer,
    live_offers,
    offers_asked_by,
    own_offer,
    post,
    request_of,
    requests_for,
    take_back,
)
from kamcareer.services.own_assessments import claim
from kamcareer.services.retention import Due, delete_due, place_hold
from kamcareer.services.self_assessment import finish, save_answer, start
from kamcareer.store.people import put_people
from kamcareer.store.plans import find_decided
from kamcareer.store.tables import PersonRow
from tests.agreements import agreed
from tests.conftest import NOW

TODAY = NOW.date()
UNTIL = TODAY + timedelta(days=60)
TERRITORY = Offered(
    *(Kind.PROJECT, "Новая территория", "Открыть Тверь", {"negotiation": 2}, TODAY, UNTIL, 4.0, 1, "oleg@example.ru"),
)


def account(session: Session, name: str, *roles: Role) -> Account:
    made = open_one_time_link(
        session, new_one_time_link(session, f"{name}@example.ru", NOW, frozenset(roles)), None, NOW
    )
    assert made
    return made


@pytest.fixture
def oleg(session: Session) -> Account:
    return account(session, "oleg", Role.MANAGER)


@pytest.fixture
def vera(session: Session) -> Account:
    return account(session, "vera", Role.EMPLOYEE)


@pytest.fixture
def project(session: Session, framework: Framework, oleg: Account) -> Offer:
    return post(session, framework, TERRITORY, oleg, NOW, TODAY)


def now_of(session: Session, one: Offer) -> Offer:
    found = find_offer(session, one.id)
    assert found
    return found


def said(session: Session, one: Offer, account: Account) -> Status:
    found = request_of(session, one.id, account.id)
    assert found
    return found.status


def assessed(session: Session, framework: Framework, account: Account) -> str:
    """Let somebody assess themselves: most is missing in negotiation."""
    one = start(session, framework, "sales_representative", "key_account_manager_retail", NOW, agreed())
    save_answer(session, one.id, "negotiation", Draft(level=0, confidence="sure"), "key", NOW)
    finish(session, one.id, NOW)
    claim(session, one.id, account.id, NOW)
    return one.id


def test_two_ask_for_one_place_one_gets_it_and_then_it_is_full(
    session: Session, project: Offer, oleg: Account, vera: Account
):
    anna = account(session, "anna", Role.EMPLOYEE)
    for minutes, who in enumerate((vera, anna)):
        asked = NOW + timedelta(minutes=minutes)
        ask_for_place(session, project, who, f"Хочу попробовать, {who.email}", asked, TODAY)
    first, second = requests_for(session, project.id)
    assert [one.words for one in (first, second)] == [f"Хочу попробовать, {who.email}" for who in (vera, anna)]

    answer(session, project, first.id, "Начнём в понедельник", NOW, TODAY, accepted=True)
    assert now_of(session, project).standing(TODAY) is Standing.FULL
    with pytest.raises(FullError):
        answer(session, project, second.id, "", NOW, TODAY, accepted=True)
    answer(session, project, second.id, "Осенью будет второй", NOW, TODAY, accepted=False)
    with pytest.raises(NotNowError):
        answer(session, project, second.id, "", NOW, TODAY, accepted=True)

    assert (said(session, project, vera), said(session, project, anna)) == (Status.ACCEPTED, Status.DECLINED)
    assert [(one.title, asked.reason) for one, asked in offers_asked_by(session, anna.id)] == [
        ("Новая территория", "Осенью будет второй")
    ]
    assert own_offer(session, project.id, vera.id) is None


def test_a_place_given_back_is_free_again_and_may_be_asked_for_again(session: Session, project: Offer, vera: Account):
    ask_for_place(session, project, vera, "Хочу", NOW, TODAY)
    (asked,) = requests_for(session, project.id)
    with pytest.raises(NotNowError):
        ask_for_place(session, project, vera, "Хочу ещё", NOW, TODAY)
    answer(session, project, asked.id, "", NOW, TODAY, accepted=True)
    take_back(session, requests_for(session, project.id)[0], NOW)
    assert now_of(session, project).free == 1

    ask_for_place(session, project, vera, "Всё-таки смогу", NOW, TODAY)
    assert [(one.words, one.status, one.reason) for one in requests_for(session, project.id)] == [
        ("Всё-таки смогу", Status.ASKED, "")
    ]


def test_the_board_begins_with_what_serves_ones_own_report_and_only_while_that_may_be_used(
    session: Session, framework: Framework, project: Offer, oleg: Account, vera: Account
):
    sooner = replace(TERRITORY, title="Акция", topics={"product": 2}, begins=TODAY - timedelta(days=9))
    post(session, framework, sooner, oleg, NOW, TODAY)
    assessed(session, framework, vera)

    board = board_for(session, vera.id, TODAY)
    assert [(one.title, topic) for one, topic in board.offers] == [("Новая территория", "negotiation"), ("Акция", None)]
    assert (board.target and board.target.id, board.largest) == ("key_account_manager_retail", "negotiation")
    assert [topic for _, topic in board_for(session, oleg.id, TODAY).offers] == [None, None]

    withdraw(session, Holder(account_id=vera.id), Purpose.DEVELOPMENT, NOW)
    assert board_for(session, vera.id, TODAY).target is None


def test_a_tied_activity_gives_its_topics_and_goes_into_the_plan_of_who_has_one(
    session: Session, framework: Framework, oleg: Account, vera: Account
):
    tied = replace(TERRITORY, topics={}, activity="open_new_territory")
    made = now_of(session, post(session, framework, tied, oleg, NOW, TODAY))
    gains = framework.activities["open_new_territory"].gains
    assert made.topics == {id: gain.cap for id, gain in gains.items()}
    assert put_into_plan(session, vera.id, "open_new_territory", NOW) is None

    id = assessed(session, framework, vera)
    assert put_into_plan(session, vera.id, "open_new_territory", NOW) is not None
    assert [(one.activity, one.said) for one in find_decided(session, id).decisions] == [
        ("open_new_territory", Said.PINNED)
    ]


def test_mentors_are_counted_by_topic_with_the_post_they_hold(session: Session, framework: Framework, vera: Account):
    put_people(session, [Person("1", "Рут Олег", "Север", None, "supervisor")], NOW)
    oleg = account(session, "rut", Role.EMPLOYEE)
    session.execute(update(PersonRow).values(account_id=oleg.id))
    mentoring = replace(TERRITORY, kind=Kind.MENTORING, hours=None, places=2)
    one = post(session, framework, mentoring, oleg, NOW, TODAY)
    ask_for_place(session, one, vera, "Как готовиться к сети?", NOW, TODAY)
    answer(session, one, requests_for(session, one.id)[0].id, "", NOW, TODAY, accepted=True)

    found = capacity(session, "supervisor", TODAY)["negotiation"]
    assert (found.mentors, found.holders, found.free) == (1, 1, 1)
    assert (one.owner_id, now_of(session, one).owner) == (oleg.id, "Рут Олег")


def test_what_ended_goes_a_month_later_and_a_no_too_unless_an_order_keeps_it(
    session: Session, project: Offer, vera: Account
):
    terms, month = Terms(ZoneInfo("Europe/Moscow"), MONTHS), timedelta(days=31)
    ask_for_place(session, project, vera, "Хочу", NOW, TODAY)
    answer(session, project, requests_for(session, project.id)[0].id, "Позже", NOW, TODAY, accepted=False)
    delete_due(session, Due((), ()), terms, NOW + timedelta(days=29))
    assert requests_for(session, project.id)
    place_hold(session, Holder(account_id=vera.id), "Спор", TODAY + timedelta(days=40), NOW)
    delete_due(session, Due((), ()), terms, NOW + month)
    assert requests_for(session, project.id)
    delete_due(session, Due((), ()), terms, NOW + timedelta(days=42))
    assert requests_for(session, project.id) == []

    end(session, project, NOW + month)
    assert live_offers(session, TODAY) == []
    with pytest.raises(NotNowError):
        end(session, project, NOW + month)
    delete_due(session, Due((), ()), terms, NOW + month * 2 + timedelta(days=1))
    assert find_offer(session, project.id) is None


def test_with_an_account_goes_what_it_offers_and_what_it_asked_for(
    session: Session, project: Offer, oleg: Account, vera: Account
):
    ask_for_place(session, project, vera, "Хочу", NOW, TODAY)
    erase_account(session, vera)
    assert requests_for(session, project.id) == []
    erase_account(session, oleg)
    assert live_offers(session, TODAY) == []


def test_whoever_left_keeps_no_place_and_offers_nothing(session: Session, project: Offer, oleg: Account, vera: Account):
    ask_for_place(session, project, vera, "Хочу", NOW, TODAY)
    answer(session, project, requests_for(session, project.id)[0].id, "", NOW, TODAY, accepted=True)
    close(session, vera, NOW)
    assert [one.free for one in live_offers(session, TODAY)] == [1]
    close(session, oleg, NOW)
    assert live_offers(session, TODAY) == []


@pytest.mark.parametrize(("begins", "until"), [(5, 3), (-9, -1), (1, 800)])
def test_nothing_is_offered_for_days_that_are_over_out_of_order_or_too_far(
    session: Session, framework: Framework, oleg: Account, begins: int, until: int
):
    days = {"begins": TODAY + timedelta(days=begins), "until": TODAY + timedelta(days=until)}
    with pytest.raises(NotNowError):
        post(session, framework, replace(TERRITORY, **days), oleg, NOW, TODAY)
