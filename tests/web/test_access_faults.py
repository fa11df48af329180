"""Faults put into the table of who may open what: each line opened to everybody is noticed by the rules it stands for."""

from collections.abc import Callable

import pytest
from flask import Flask

from kamcareer.core.framework.model import Framework
from kamcareer.web.access import POLICY
from kamcareer.web.access_rules import ASSESSMENT, BY_LINK, INVENTED, MACHINES, PUBLIC, Whose
from tests.web.conftest import Person
from tests.web.pages import Reader
from tests.web.routes import Address, addresses
from tests.web.stock import stock
from tests.web.test_access import RESERVED, asked_of, may_enter, turned_away

OPEN = (PUBLIC, BY_LINK, INVENTED, ASSESSMENT, MACHINES)  # for visitors too; what these open is another question

OWN = {Whose.OWN_ACCOUNT, Whose.OWN_PLACES, Whose.OWN_OFFERS}


def test_each_line_of_the_table_opened_to_everybody_is_noticed_or_opens_nothing(
    app: Flask, framework: Framework, person: Person, member: Callable[..., Reader], monkeypatch: pytest.MonkeyPatch
):
    known = list(addresses(app, stock(app, framework, person.id)))
    closed = [endpoint for endpoint, rule in POLICY.items() if rule not in OPEN]
    unnoticed = []
    for number, endpoint in enumerate(closed):
        anybody = [Reader(app), member(f"{number}@example.ru")]  # anew: a page before may have ended the account
        with monkeypatch.context() as fault:
            fault.setitem(POLICY, endpoint, PUBLIC)
            if not outside_of_its_space(app, endpoint) and not let_in(anybody, endpoint, known):
                unnoticed.append(endpoint)

    # What is left has a second lock: it is about what whoever asks has, and they have nothing.
    assert {POLICY[endpoint].whose for endpoint in unnoticed} <= OWN, unnoticed
    assert (len(closed) > 200, len(closed) - len(unnoticed) > 160) == (True, True)


def outside_of_its_space(app: Flask, endpoint: str) -> bool:
    """Whether an address in the space of a role asks for less than that role."""
    asked = [asked_of(rule.rule, RESERVED) for rule in app.url_map.iter_rules(endpoint)]
    return any(roles is not None and not POLICY[endpoint].roles <= roles for roles in asked)


def let_in(anybody: list[Reader], endpoint: str, known: list[Address]) -> bool:
    """Whether a visitor, or somebody with an account and no role, comes in where only others may."""
    return any(
        not turned_away(reader.request(address.method, address.path, headers={"X-CSRFToken": token}), address)
        for address in known
        if address.endpoint == endpoint and not may_enter(address.path, set())
        for reader in anybody
        for token in [reader.open("/start").csrf]
    )
