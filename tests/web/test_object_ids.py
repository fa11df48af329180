"""Ids and words in addresses: what is somebody else's, gone, invented or malformed answers like what never was.

The addresses come from the application, so that a new one is covered without being named here.
"""

import re
from collections.abc import Callable, Iterator
from urllib.parse import quote, unquote
from uuid import UUID, uuid4

import pytest
import time_machine
from flask import Flask
from werkzeug.exceptions import HTTPException
from werkzeug.routing import RequestRedirect, Rule

from kamcareer.core.accounts import EVERYBODY, GRANTED, Role
from kamcareer.core.framework.model import Framework
from kamcareer.services.accounts import erase_account, find_by_mailbox
from kamcareer.store.database import db, may_write
from kamcareer.web.access import POLICY
from kamcareer.web.access_rules import Whose
from tests.conftest import now
from tests.web.conftest import Person
from tests.web.pages import Page, Reader
from tests.web.stock import stock

NEVER = "11111111-1111-4111-8111-111111111111"
INVENTED = ["-1", str(2**63), "x" * 300, "%00", "null", "../../etc/passwd", NEVER[:-1]]
ARGUMENT = re.compile(r"<(?:[^<>:]+:)?[^<>:]+>")
# Ending what has already ended is done, not an error: a second press of the button says so again.
DONE_ANYWAY = {"account.end_sign_in": 303}

STEWARDS = {"administrator", "hr"}  # an offer of the board is for everybody who works here

Answer = tuple[int, str]


def asking(app: Flask) -> Iterator[tuple[Rule, str]]:
    """Every rule with something to fill in, with each of its methods."""
    for rule in app.url_map.iter_rules():
        for method in sorted(rule.methods - {"HEAD", "OPTIONS"}) if rule.arguments else ():
            yield rule, method


def opens_everybodys(rule: Rule) -> bool:
    """Whether the page is for people who may see every account, round, draft, contest or offer: none of these ids is foreign."""
    everybodys = {
        Whose.EVERY_ACCOUNT,
        Whose.ROUNDS,
        Whose.TALENT_POOL,
        Whose.CONTEST_FILES,
        Whose.MODELS,
        Whose.MODEL_EFFECTS,
        Whose.BOARD,
        Whose.RATING_QUALITY,
        Whose.EXPERTS,
    }
    return POLICY[rule.endpoint].whose in everybodys


def roles_of(name: str) -> frozenset[Role]:
    """The roles that act in the browser of one of everybody."""
    if name == "stranger":
        return EVERYBODY
    return EVERYBODY | {Role.CANDIDATE} | (GRANTED if name == "all roles" else {Role(name)})


def tried(rule: Rule, name: str, ids: dict[str, str]) -> dict[str, str]:
    """The ids to try: all of them where the table admits the reader; it refuses everybody else before any is looked at."""
    admitted = POLICY[rule.endpoint].roles & roles_of(name)
    return ids if admitted else dict(list(ids.items())[:2])


def takes_ids(rule: Rule) -> bool:
    return bool(re.search(r"<(uuid|int)", rule.rule))


def answer(reader: Reader, rule: Rule, method: str, value: str, csrf: str) -> Answer:
    """Status and words of the answer, or where it leads, without the value that was asked for."""
    path = ARGUMENT.sub(quote(value, safe=""), rule.rule)
    token = {} if method == "GET" else {"headers": {"X-CSRFToken": csrf}}
    page: Page = reader.request(method, path, **token)
    if page.status in {301, 302, 303, 308}:
        leads = page.response.headers["Location"]
        leads = leads.replace(quote(path, safe="/?=&"), "…").replace(path, "…")
        return page.status, unquote(unquote(leads)).replace(f"/{unquote(value)}", "/…")
    return page.status, page.main.text if page.is_html else page.html


def is_known(app: Flask, rule: Rule, method: str, value: str) -> bool:
    try:
        return app.url_map.bind("localhost").match(ARGUMENT.sub(value, rule.rule), method)[0] == rule.endpoint
    except (HTTPException, RequestRedirect):
        return False


@pytest.fixture
def everybody(app: Flask, member: Callable[..., Reader], somebody: Callable[..., Person]) -> dict[str, Reader]:
    """A reader of each role, each with an assessment of their own open, and a stranger."""
    mine = somebody(answered=3).id
    readers = {
        role.value: member(f"{role}@example.ru", role, second_factor=True).sit_down(mine) for role in sorted(GRANTED)
    }
    return readers | {
        "candidate": member("candidate@example.ru").sit_down(mine),
        "all roles": member("all@example.ru", *GRANTED, second_factor=True).sit_down(mine),
        "stranger": Reader(app),
    }


@pytest.fixture
def foreign(
    app: Flask, framework: Framework, person: Person, member: Callable[..., Reader], rows: Callable
) -> dict[str, str]:
    """Every id there is before anybody asks: of an account with an assessment and all that hangs on it."""
    owner = member("owner@example.ru", Role.MANAGER).sit_down(person.id)
    stock(app, framework, person.id)
    owner.follow(owner.send(owner.open("/account"), "/account/assessments"))
    stored = rows()
    # Invented people and vacancies for everybody may be entered by anybody, those of the house by whoever works there.
    public = {row["id"] for row in stored["assessment"] if row["demo_name"]}
    public |= {row["id"] for row in stored["vacancy"] if row["reach"] != "invitation" and row["opened_at"]}
    found = {
        f"{table}.{column}": value
        for table, several in stored.items()
        for row in several
        for column, value in row.items()
        if isinstance(value, str) and _is_uuid(value) and value not in public
    }
    assert {"account.id", "assessment.id", "link.id", "sign_in.id", "vacancy.id"} <= set(found)
    return found


def _is_uuid(text: str) -> bool:
    try:
        return str(UUID(text)) == text
    except ValueError:
        return False


@pytest.fixture
def standing_clock() -> Iterator[None]:
    """Let no time pass: on a busy machine "last seen" would be written anew in the middle of the sweep."""
    with time_machine.travel(now(), tick=False):
        yield


@pytest.mark.usefixtures("standing_clock", "unlimited")
def test_what_is_somebody_elses_answers_like_what_never_was_and_changes_nothing(
    app: Flask, foreign: dict[str, str], everybody: dict[str, Reader], rows: Callable
):
    before, cells = rows(), 0
    for name, reader in everybody.items():
        csrf = reader.open("/start").csrf
        for rule, method in asking(app):
            everybodys = {role.value for role in GRANTED} if POLICY[rule.endpoint].whose is Whose.BOARD else STEWARDS
            if not takes_ids(rule) or (opens_everybodys(rule) and name in everybodys | {"all roles"}):
                continue
            expected = answer(reader, rule, method, NEVER, csrf)
            for where, value in tried(rule, name, foreign).items():
                assert answer(reader, rule, method, value, csrf) == expected, (name, rule.endpoint, where)
                cells += 1
            admitted = name != "stranger" or expected[0] not in {303, 401, 410}
            wanted = DONE_ANYWAY.get(rule.endpoint, 404)
            assert not admitted or expected[0] == wanted, (name, rule.endpoint, expected)
    assert rows() == before
    assert cells > 200


@pytest.mark.usefixtures("unlimited")
def test_what_is_gone_answers_like_what_never_was(app: Flask, foreign: dict[str, str], everybody: dict[str, Reader]):
    may_write.set(True)
    with app.app_context():
        erase_account(db.session(), find_by_mailbox(db.session(), "owner@example.ru"))
        db.session.commit()
    for name in ("candidate", "all roles", "stranger"):
        reader = everybody[name]
        csrf = reader.open("/start").csrf
        for rule, method in asking(app):
            if takes_ids(rule) and not (opens_everybodys(rule) and name == "all roles"):
                expected = answer(reader, rule, method, NEVER, csrf)
                gone = {answer(reader, rule, method, value, csrf) for value in tried(rule, name, foreign).values()}
                assert gone == {expected}, (name, rule.endpoint)


@pytest.mark.usefixtures("standing_clock", "unlimited")
def test_invented_and_malformed_words_answer_like_what_never_was(
    app: Flask, foreign: dict[str, str], everybody: dict[str, Reader], rows: Callable
):
    before = rows()
    for name in ("candidate", "all roles", "stranger"):
        reader = everybody[name]
        csrf = reader.open("/start").csrf
        for rule, method in asking(app):
            expected = answer(reader, rule, method, str(uuid4()), csrf)
            assert expected[0] in {303, 401, 404, 410}, (name, rule.endpoint, expected)
            for value in INVENTED:
                if is_known(app, rule, method, value):
                    assert answer(reader, rule, method, value, csrf) == expected, (name, rule.endpoint, value)
                else:
                    assert answer(reader, rule, method, value, csrf)[0] in {404, 405, 308}, (name, rule, value)
    assert rows() == before
