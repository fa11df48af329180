"""Rounds of the company, on both databases: who rates whom as HR named it, and letters that are withdrawn."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy.orm import Session

from kamcareer.core.accounts import Account, Role
from kamcareer.core.company_rounds import Aim, CompanyRound
from kamcareer.core.framework.model import Framework
from kamcareer.core.mail import Message
from kamcareer.core.offers import Kind
from kamcareer.core.people import Person
from kamcareer.core.rating_requests import GivenRating
from kamcareer.services.company_rounds import (
    Planned,
    ProposedRaters,
    chosen_for,
    due_reminders,
    make_round,
    name_accounts,
    name_rater,
    progress_of,
    proposed_raters,
    put_into,
)
from kamcareer.services.mail import waiting, withdraw
from kamcareer.services.offers import Offered, ask_for_place, post, requests_for
from kamcareer.services.taking_part import own_part, take_part
from kamcareer.services.team_ratings import rate_team, send_team, team_round
from kamcareer.store.account_names import account_names
from kamcareer.store.accounts import add_account, find_accounts
from kamcareer.store.mail import add_message
from kamcareer.store.offers import find_offer
from kamcareer.store.people import put_people
from tests.agreements import agreed
from tests.conftest import NOW

VERA = "vera@example.ru"
PEOPLE = [Person(n, f"Коллега {n}", "Север", "1", "supervisor") for n in ("2", "3")]
PAGE = "/account/rounds/1"


def made(session: Session, framework: Framework, title: str, number: str) -> CompanyRound:
    planned = Planned(title, Aim.PRESENT, None, (NOW + timedelta(days=21)).date())
    one = make_round(session, framework, planned, (), {number}, NOW)
    assert one
    return one


def test_whom_hr_named_rates_newcomers_and_is_proposed_for_the_next_round(session: Session, framework: Framework):
    put_people(session, [Person("1", "Ким Вера", "Юг", None, "sales_manager"), *PEOPLE], NOW)
    add_account(session, Account("vera", VERA, frozenset({Role.MANAGER}), NOW))
    first = made(session, framework, "Весна", "2")
    name_rater(session, progress_of(session, first.id), "1", VERA, NOW)
    there = progress_of(session, first.id)

    assert chosen_for(session, (), {"3"}, there).raters == frozenset()
    came, new = put_into(session, there, (), {"3"}, NOW)
    assert ([one.rater_id for one in came], new) == (["vera"], set())
    second = made(session, framework, "Осень", "2")
    assert proposed_raters(session, progress_of(session, second.id)) == ProposedRaters({"1": VERA}, {})


def test_an_address_of_the_staff_list_proposes_a_manager_unless_two_share_it_or_an_earlier_round_knows(
    session: Session, framework: Framework
):
    boss = Person("1", "Ким Вера", "Юг", None, "sales_manager", email=VERA)
    other = Person("4", "Ли Ян", "Юг", None, "sales_manager", email=VERA)
    for id, mailbox in (("vera", VERA), ("old", "old@example.ru")):
        add_account(session, Account(id, mailbox, frozenset({Role.MANAGER}), NOW))
    put_people(session, [boss, *PEOPLE, other, Person("5", "Юн Яна", "Юг", "4", "supervisor")], NOW)
    planned = Planned("Весна", Aim.PRESENT, None, (NOW + timedelta(days=21)).date())
    both = make_round(session, framework, planned, (), {"2", "5"}, NOW)
    assert proposed_raters(session, progress_of(session, both.id)) == ProposedRaters({}, {})

    one = made(session, framework, "Лето", "2")
    assert proposed_raters(session, progress_of(session, one.id)) == ProposedRaters({}, {"1": VERA})
    name_rater(session, progress_of(session, one.id), "1", "old@example.ru", NOW)
    later = made(session, framework, "Осень", "3")
    assert proposed_raters(session, progress_of(session, later.id)) == ProposedRaters({"1": "old@example.ru"}, {})


def test_a_letter_is_withdrawn_from_one_mailbox_and_about_one_page(session: Session):
    for mailbox, text in ((VERA, f"https://a{PAGE}\n"), (VERA, "https://a/account/rounds/2\n"), ("b@example.ru", PAGE)):
        add_message(session, Message(mailbox, "Тема", text), NOW, NOW)

    assert withdraw(session, [VERA, "nobody@example.ru"], PAGE) == {VERA}
    assert waiting(session) == (2, 0)
    assert withdraw(session, [VERA], PAGE) == set()


@pytest.mark.parametrize(("days_before", "letters"), [(4, {"vera@example.ru", "ivan@example.ru"}), (3, set())])
def test_who_is_asked_when_the_day_to_remind_has_come_has_one_letter_and_no_second(
    session: Session, framework: Framework, days_before: int, letters: set[str]
):
    put_people(session, [Person("1", "Ким Вера", "Юг", None, "sales_manager"), *PEOPLE], NOW)
    add_account(session, Account("vera", VERA, frozenset({Role.MANAGER}), NOW))
    ivan = Account("ivan", "ivan@example.ru", frozenset(), NOW)
    add_account(session, ivan)
    one = made(session, framework, "Весна", "2")
    late = datetime.combine(one.deadline, NOW.timetz()) - timedelta(days=days_before)

    put_into(session, progress_of(session, one.id), (), {"3"}, late)
    name_rater(session, progress_of(session, one.id), "1", VERA, late)
    came = next(person for person, _ in progress_of(session, one.id).people if person.number == "3")
    name_accounts(session, progress_of(session, one.id), {came.record: "ivan@example.ru"}, late)
    take_part(session, own_part(session, one.id, ivan.id), ivan, agreed(), late + timedelta(days=30), late)

    due = due_reminders(session, (late + timedelta(days=1)).date(), late + timedelta(days=1))
    assert {one.mailbox for one in due} == letters


@pytest.mark.parametrize(("takes_part", "whose"), [(False, "3"), (True, "2")])
def test_an_account_that_a_later_list_gives_to_somebody_else_opens_their_part_and_no_more_the_one_hr_said(
    session: Session, framework: Framework, takes_part: bool, whose: str
):
    put_people(session, [Person("1", "Ким Вера", "Юг", None, "sales_manager"), PEOPLE[0]], NOW)
    ivan = Account("ivan", "ivan@example.ru", frozenset(), NOW, personnel_number="3")
    add_account(session, ivan)
    one = made(session, framework, "Весна", "2")
    ((said, _),) = progress_of(session, one.id).people
    name_accounts(session, progress_of(session, one.id), {said.record: "ivan@example.ru"}, NOW)
    if takes_part:
        take_part(session, own_part(session, one.id, ivan.id), ivan, agreed(), NOW + timedelta(days=30), NOW)

    put_people(session, [PEOPLE[1]], NOW)
    put_into(session, progress_of(session, one.id), (), {"3"}, NOW)
    assert own_part(session, one.id, ivan.id).person.number == whose


def test_an_account_is_called_as_its_person_is_once_they_take_part_or_rate_and_by_its_address_before(
    session: Session, framework: Framework
):
    put_people(session, [Person("1", "Ким Вера", "Юг", None, "sales_manager"), *PEOPLE], NOW)
    ivan, anna = (Account(id, f"{id}@example.ru", frozenset(), NOW) for id in ("ivan", "anna"))
    for one in (Account("vera", VERA, frozenset({Role.MANAGER}), NOW), ivan, anna):
        add_account(session, one)
    today, said = (
        NOW.date(),
        Offered(Kind.MENTORING, "", "Слова", {"negotiation": 2}, NOW.date(), NOW.date(), None, 2, ""),
    )
    offer = post(session, framework, said, find_accounts(session, {"vera"})[0], NOW, today)
    for one in (ivan, anna):
        ask_for_place(session, find_offer(session, offer.id), one, "Хочу", NOW, today)
    there = made(session, framework, "Весна", "2")
    assert find_offer(session, offer.id).owner == VERA

    name_rater(session, progress_of(session, there.id), "1", VERA, NOW)
    ((person, _),) = progress_of(session, there.id).people
    name_accounts(session, progress_of(session, there.id), {person.record: ivan.email}, NOW)
    addresses = {"vera": VERA, "ivan": ivan.email, "anna": anna.email}
    assert account_names(session, addresses) == addresses
    take_part(session, own_part(session, there.id, ivan.id), ivan, agreed(), NOW + timedelta(days=30), NOW)
    assert account_names(session, addresses) == addresses | {"ivan": "Коллега 2"}
    rated = {person.record: GivenRating(2)}
    rate_team(session, team_round(session, there.id, "vera", NOW), "vera", "negotiation", rated)
    assert find_offer(session, offer.id).owner == VERA
    send_team(session, team_round(session, there.id, "vera", NOW), "vera", rated)
    assert account_names(session, addresses) == addresses | {"vera": "Ким Вера", "ivan": "Коллега 2"}
    assert find_offer(session, offer.id).owner == "Ким Вера"
    assert {one.name for one in requests_for(session, offer.id)} == {"Коллега 2", anna.email}
