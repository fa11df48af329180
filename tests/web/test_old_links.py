"""A5: links to an assessment that is in an account, its calendar and the code of its card, once the account is no more.

Cookies, links to sign in and half sign-ins: test_what_is_old.py.
"""

from collections.abc import Callable

import pytest
from flask import Flask

from kamcareer.core.cards import CardLine
from kamcareer.core.framework.model import Framework
from kamcareer.services.accounts import close, erase_account, find_by_mailbox
from kamcareer.services.cards import make_cards
from kamcareer.store.cards import note_account
from kamcareer.store.database import Base, db, may_write
from tests.conftest import now
from tests.web.conftest import Person
from tests.web.pages import Reader
from tests.web.stock import stock
from tests.web.test_cards import come_in

EMAIL = "vera@example.ru"
LINKS = {
    "continue": "/continue/{}",
    "shared": "/shared/{}",
    "rate": "/rate/{}",
    "confirm": "/confirm/{}",
    "calendar": "/calendar/{}",
}
NUMBER = "77001"


@pytest.fixture
def old(app: Flask, framework: Framework, person: Person, member: Callable[..., Reader]) -> dict[str, str]:
    """Every link to the assessment of somebody with an account, and the code of their card."""
    owner = member(EMAIL).sit_down(person.id)
    owner.follow(owner.send(owner.open("/account"), "/account/assessments"))
    made = stock(app, framework, person.id)
    may_write.set(True)
    with app.app_context():
        accounts = Base.metadata.tables["account"]
        db.session.execute(accounts.update().where(accounts.c.email == EMAIL).values(personnel_number=NUMBER))
        line = CardLine(NUMBER, "Вера", "stocked@example.ru")
        (card,) = make_cards(db.session(), app.config["SECRET_KEY"], [line], now())
        # As after they came in by the card once, and got a new code.
        note_account(db.session(), NUMBER, find_by_mailbox(db.session(), EMAIL).id)
        db.session.commit()
    return {name: path.format(made[name]) for name, path in LINKS.items()} | {"code": card.code}


def by_hand(app: Flask, act: Callable) -> None:
    may_write.set(True)
    with app.app_context():
        act(db.session(), find_by_mailbox(db.session(), EMAIL))
        db.session.commit()


@pytest.fixture
def opens(app: Flask, old: dict[str, str]) -> Callable[[], dict[str, bool]]:
    """Return what opens something to a stranger."""

    def look() -> dict[str, bool]:
        stranger = Reader(app)
        links = {name: stranger.get(old[name]).status == 200 for name in LINKS}
        return links | {"code": come_in(stranger, old["code"], NUMBER).status == 303}

    return look


def test_before_it_all_of_it_opens_something(opens: Callable[[], dict[str, bool]]):
    """Otherwise the tests below would show nothing."""
    assert opens() == dict.fromkeys([*LINKS, "code"], True)


def test_nothing_old_opens_anything_of_an_account_that_was_erased(app: Flask, opens: Callable[[], dict[str, bool]]):
    by_hand(app, erase_account)

    assert opens() == dict.fromkeys([*LINKS, "code"], False)


def test_nothing_old_opens_anything_of_an_account_while_it_is_switched_off(
    app: Flask, old: dict[str, str], opens: Callable[[], dict[str, bool]]
):
    """The page of a private link says alike of every account that the assessment is in one; its button opens nothing."""
    by_hand(app, lambda session, account: close(session, account, now()))

    assert opens() == dict.fromkeys([*LINKS, "code"], False) | {"continue": True}
    stranger = Reader(app)
    stranger.request("POST", old["continue"], headers={"X-CSRFToken": stranger.open(old["continue"]).csrf})
    assert stranger.get("/assessment").leads_to == "/"


def test_the_code_on_a_card_opens_no_account_that_was_closed(app: Flask, old: dict[str, str]):
    by_hand(app, lambda session, account: close(session, account, now()))

    assert come_in(Reader(app), old["code"], NUMBER).status == 422
