"""What strangers may send: forms as JSON and any address; what is in forms: test_hostile_forms.py."""

from collections.abc import Callable

import pytest
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kamcareer.core.framework.model import Framework
from kamcareer.web.admission import TAKES_JSON
from tests.web.conftest import Person
from tests.web.pages import Reader
from tests.web.routes import Address, addresses
from tests.web.stock import stock

NAMES = ["email", "passphrase", "present", "new", "code", "target", "level", "confidence", "example", "revision", "key"]
NAMES += ["extent", "life", "examples", "theme", "next", "assessment", "unknown"]
# Surrogates cannot be encoded in a form, everything else can be sent.
WORDS = st.text(st.characters(codec="utf-8"), max_size=60) | st.sampled_from(
    ["", "0", "-1", "9" * 40, "no_chance", "vera@example.ru", "null", "\x00", "\u202e", "a" * 5000, "../../etc/passwd"]
)
BODIES = st.lists(st.tuples(st.sampled_from(NAMES), WORDS), max_size=12)
SLOW_IS_FINE = [HealthCheck.function_scoped_fixture, HealthCheck.too_slow]


@pytest.fixture
def at_home(app: Flask, framework: Framework, person: Person, member: Callable[..., Reader]) -> Reader:
    return member("vera@example.ru").sit_down(person.id)


@pytest.fixture
def forms(app: Flask, framework: Framework, person: Person) -> list[Address]:
    leave = {"account.sign_out", "candidate.leave", "candidate.erase", "account.erase", "visitor.enter_demo"}
    known = addresses(app, stock(app, framework, person.id))
    return [address for address in known if address.method != "GET" and address.endpoint not in leave]


@pytest.mark.usefixtures("unlimited")
@pytest.mark.parametrize("body", ["1", "[]", "{}", "null", '"text"', "[[1]]", "{", '{"email": {"a": 1}}'])
def test_a_form_that_comes_as_json_is_refused_and_changes_nothing(
    at_home: Reader, forms: list[Address], body: str, rows: Callable
):
    csrf = {"X-CSRFToken": at_home.open("/start").csrf}
    before = rows()
    for address in forms:
        page = at_home.request(address.method, address.path, data=body, content_type="application/json", headers=csrf)
        assert page.status == (422 if address.endpoint in TAKES_JSON else 415), address
    assert rows() == before


@pytest.mark.usefixtures("unlimited")
@settings(max_examples=150, deadline=None, suppress_health_check=SLOW_IS_FINE, database=None)
@given(path=st.text(st.characters(codec="utf-8"), max_size=40), query=BODIES)
def test_no_address_breaks_the_server(at_home: Reader, path: str, query: list[tuple[str, str]]):
    for start in ("/", "/roles/", "/activities/", "/enter/", "/shared/", "/assessment/questions/", "/language/"):
        url = start + path.replace("?", "%3F").replace("#", "%23")
        assert at_home.get(url, query_string=query).status < 500, url
