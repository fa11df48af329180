"""Rounds of the company, on both databases: who rates whom as HR named it, and letters that are withdrawn."""

from datetime import timedelta

from sqlalchemy.orm import Session

from kamcareer.core.accounts import Account, Role
from kamcareer.core.company_rounds import Aim, CompanyRound
from kamcareer.core.framework.model import Framework
from kamcareer.core.mail import Message
from kamcareer.core.people import Person
from kamcareer.services.company_rounds import (
    Planned,
    chosen_for,
    make_round,
    name_rater,
    progress_of,
    proposed_raters,
    put_into,
)
from kamcareer.services.mail import waiting, withdraw
from kamcareer.store.accounts import add_account
from kamcareer.store.mail import add_message
from kamcareer.store.people import put_people
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
    name_rater(session, progress_of(session, first.id), "1", VERA)
    there = progress_of(session, first.id)

    assert chosen_for(session, (), {"3"}, there).raters == frozenset()
    came, new = put_into(session, there, (), {"3"})
    assert ([one.rater_id for one in came], new) == (["vera"], set())
    second = made(session, framework, "Осень", "2")
    assert proposed_raters(session, progress_of(session, second.id)) == {"1": VERA}


def test_a_letter_is_withdrawn_from_one_mailbox_and_about_one_page(session: Session):
    for mailbox, text in ((VERA, f"https://a{PAGE}\n"), (VERA, "https://a/account/rounds/2\n"), ("b@example.ru", PAGE)):
        add_message(session, Message(mailbox, "Тема", text), NOW, NOW)

    assert withdraw(session, [VERA, "nobody@example.ru"], PAGE) == {VERA}
    assert waiting(session) == (2, 0)
    assert withdraw(session, [VERA], PAGE) == set()
