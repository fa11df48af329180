"""The log: what happened, in lines of one shape; no word, secret or mailbox of anybody, and no line that is not ours."""

import json
import logging
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from io import StringIO
from typing import Any
from urllib.parse import quote, unquote

import pytest
import time_machine
from flask import Flask, request
from pyotp import TOTP

from kamcareer.core.framework.model import Framework
from kamcareer.services.accounts import new_one_time_link
from kamcareer.store.database import DatabaseBusyError, db, may_write
from kamcareer.web.access import POLICY
from kamcareer.web.access_rules import PUBLIC
from kamcareer.web.log_lines import OneLine
from tests.conftest import now
from tests.web.conftest import Person
from tests.web.forms import every_form, filled, form_of
from tests.web.pages import Page, Reader, walk
from tests.web.routes import Address, addresses
from tests.web.stock import stock

EMAIL, PASSPHRASE, WRONG = "canary.vera@example.ru", "канарейка самовар трактор 9", "канарейка лодка кирпич 4"
EXAMPLE = "Канарейка: федеральная сеть, +9 %"
# A line that would be taken for one of the log, in each way that a line can begin.
FORGED = '\r\n{"said": "forged"}\n\u2028{"said": "forged"}\u2029\x85\x1b[31mforged\x1b[0m\x0b\x0c'


@dataclass
class Heard:
    """Everything that was written to the log, at its most talkative."""

    stream: StringIO = field(default_factory=StringIO)
    records: int = 0

    @property
    def text(self) -> str:
        return self.stream.getvalue()

    @property
    def lines(self) -> list[dict[str, Any]]:
        return [json.loads(line) for line in self.text.split("\n")[:-1]]

    def filter(self, _record: logging.LogRecord) -> bool:
        self.records += 1
        return True


@pytest.fixture
def heard(app: Flask) -> Iterator[Heard]:
    kept, root = Heard(), logging.getLogger()
    handler, level = logging.StreamHandler(kept.stream), root.level
    handler.setFormatter(OneLine())
    handler.addFilter(kept)
    root.addHandler(handler)
    root.setLevel("DEBUG")
    app.config["SETTINGS"] = replace(app.config["SETTINGS"], log_requests=True)
    yield kept
    root.removeHandler(handler)
    root.setLevel(level)


@pytest.fixture
def breaking(app: Flask, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Addresses that break with what was sent to them in the message of the error: for good, and as a busy database."""

    def broken() -> str:
        raise RuntimeError(said()) from ValueError(said())

    def busy() -> str:
        raise DatabaseBusyError(said(), {}, ValueError(said()))

    def said() -> str:
        return " ".join([*request.form.values(), *request.args.values()])

    for view in (broken, busy):
        monkeypatch.setitem(POLICY, view.__name__, PUBLIC)
        app.add_url_rule(f"/{view.__name__}", view.__name__, view, methods=["GET", "POST"])
    return ["/broken", "/busy"]


class Watched(Reader):
    """A reader whose every address, and every page that refuses, is kept."""

    def __init__(self, app: Flask) -> None:
        super().__init__(app)
        self.addresses: list[str] = []
        self.refusals: list[tuple[int, str]] = []

    def request(self, method: str, path: str, **options: Any) -> Page:
        page = super().request(method, path, **options)
        self.addresses += [unquote(path), unquote(page.response.headers.get("Location", ""))]
        if page.status >= 400:
            self.refusals.append((page.status, page.html))
        return page


def long_way(reader: Watched, stranger: Watched, link: str) -> dict[str, str]:
    """Sign up, set up a second factor, answer everything, show it, take it away; return what nobody else may read."""
    secrets = {"one-time link": link.rpartition("/")[2]}
    reader.follow(reader.send(reader.open(link), passphrase=PASSPHRASE))
    stranger.send(stranger.open("/sign-in"), email=EMAIL, passphrase=WRONG)
    factor = reader.open("/account/second-factor")
    secrets["seed"] = factor.main.one(id="key")["value"]
    reader.send(factor, "/second-factor", code="000000")
    shown = reader.send(factor, "/second-factor", code=TOTP(secrets["seed"]).at(now()))
    secrets |= {f"recovery code {n}": item.text for n, item in enumerate(shown.main.all("code"))}
    walk(reader, lambda n, _id: {"level": str(n % 5), "confidence": "sure", "example": EXAMPLE if n % 7 == 1 else ""})
    secrets["private link"] = reader.open("/assessment/links").main.one(id="own")["value"].rpartition("/")[2]
    page = reader.follow(reader.send(reader.open("/assessment/links"), "/links/show", extent="report", life="7"))
    path = re.search(r'http://localhost(/shared/[^"]+)', page.html)[1]
    secrets["shown link"] = path.rpartition("/")[2]
    assert stranger.get(path).status == 200
    for style in ("json", "csv", "txt"):
        reader.open(f"/report/download/{style}")
    for style in ("json", "zip"):
        reader.send(reader.open("/account/data"), f"/data/{style}")
    reader.send(reader.open("/account"), "/account/assessments")
    reader.send(reader.open("/account/passphrase"), present=WRONG, new=PASSPHRASE)
    secrets["sign-in"] = reader.client.get_cookie("account").value
    return secrets


def refused_ways(reader: Watched, breaking: list[str]) -> None:
    """Everything that can go wrong, with canaries in what was sent."""
    said = {"email": EMAIL, "passphrase": PASSPHRASE, "example": EXAMPLE}
    token = {"headers": {"X-CSRFToken": reader.open("/start").csrf}}
    reader.request("POST", "/sign-in", data=said)
    reader.request("POST", "/sign-in", json=said, **token)
    reader.request("POST", "/start", data=said | {"present": "x" * 300 * 1024}, **token)
    reader.request("DELETE", "/sign-in", data=said)
    reader.request("POST", "/sign-in", data=said, headers=token["headers"] | {"Sec-Fetch-Site": "cross-site"})
    for path in breaking:
        reader.request("POST", path, data=said, **token)
    for _ in range(11):
        reader.request("POST", "/sign-in", data=said | {"email": "nobody@example.ru"}, **token)


def test_on_a_long_way_no_canary_gets_into_a_line_an_address_or_a_page_that_refuses(
    app: Flask, heard: Heard, breaking: list[str], capfd: pytest.CaptureFixture
):
    may_write.set(True)
    with app.app_context():
        link = f"/enter/{new_one_time_link(db.session(), EMAIL, now())}"
        db.session.commit()
    reader, stranger = Watched(app), Watched(app)
    with time_machine.travel(now(), tick=False):
        secrets = long_way(reader, stranger, link)
        refused_ways(stranger, breaking)
    canaries = secrets | {"mailbox": EMAIL, "passphrase": PASSPHRASE, "wrong": WRONG, "example": EXAMPLE}
    said = heard.text + "".join(capfd.readouterr())
    written = said + said.encode().decode("unicode_escape", "replace")

    assert [name for name, canary in canaries.items() if canary in written] == []
    assert "Канарейка" not in written
    own = {"one-time link": "/enter/", "private link": "/continue/", "shown link": "/shared/"}
    for address in reader.addresses + stranger.addresses:
        for name, canary in canaries.items():
            assert canary not in address or address.startswith(own.get(name, "nowhere")), (name, address)
    statuses = {status for status, _ in stranger.refusals}
    assert statuses >= {400, 403, 405, 413, 415, 422, 429, 500, 503}
    for status, page in reader.refusals + stranger.refusals:
        # A form that is sent back shows its owner what they typed, never a passphrase.
        forbidden = {PASSPHRASE, WRONG} if status == 422 else set(canaries.values())
        assert [canary for canary in forbidden if canary in page] == [], status


@pytest.fixture
def known(app: Flask, framework: Framework, person: Person) -> list[Address]:
    return list(addresses(app, stock(app, framework, person.id)))


@pytest.mark.usefixtures("unlimited")
def test_whatever_is_sent_no_line_is_forged(
    app: Flask, person: Person, known: list[Address], member: Callable, heard: Heard, breaking: list[str]
):
    reader = member("vera@example.ru").sit_down(person.id)
    forms = every_form(reader, known)
    headers = {"User-Agent": "\x1b[31mforged\x85", "Referer": "http://x/\x1bforged", "X-Forwarded-For": "forged\x1b[0m"}
    csrf = {"X-CSRFToken": reader.open("/start").csrf}
    for sent in forms:
        page = Reader(app).get(sent.page) if sent.action.endswith(("/sign-out", "/leave")) else reader.get(sent.page)
        form = form_of(page, sent)
        names = [*filled(page, form)] if form else []
        reader.request(sent.method, sent.action, data=dict.fromkeys(names, FORGED), headers=headers | csrf)
        csrf = {"X-CSRFToken": reader.open("/start").csrf}
    for path in ("/enter/", "/shared/", "/roles/", "/language/", "/"):
        reader.get(path + quote(FORGED), headers=headers, query_string={"next": FORGED, "present": FORGED})
    for path in breaking:
        reader.request("POST", path, data={"said": FORGED}, headers=headers | csrf)

    assert len(forms) > 20
    assert len(heard.lines) == heard.records > 20
    assert "forged" not in heard.text
    assert re.search(r"[^\x20-\x7e\n]", heard.text) is None


def test_a_refusal_is_noted_with_page_number_and_pseudonym_and_without_address(
    app: Flask, member: Callable[..., Reader], heard: Heard
):
    reader = member("vera@example.ru")
    reader.request("POST", "/account/sign-out")
    (line,) = [line for line in heard.lines if line["said"] == "refused"]

    assert {name: line[name] for name in ("level", "from", "method", "page", "status")} == {
        "level": "warning", "from": "kamcareer", "method": "POST", "page": "account.sign_out", "status": 400,
    }  # fmt: skip
    assert re.fullmatch(r"[0-9a-f]{32}", line["person"])
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}\+00:00", line["at"])


def test_where_it_is_set_every_request_is_a_line_with_page_status_and_time_and_without_address(
    app: Flask, heard: Heard
):
    app.test_client().get("/roles/supervisor?next=canary")
    app.test_client().get("/canary")
    role, unknown = [line for line in heard.lines if line["said"] == "answered"]

    assert {name: role[name] for name in ("level", "method", "page", "status")} == {
        "level": "info", "method": "GET", "page": "visitor.role", "status": 200,
    }  # fmt: skip
    assert 0 < role["ms"] < 60_000
    assert (unknown["page"], unknown["status"]) == ("", 404)
    assert re.fullmatch(r"[0-9a-f]{8}", role["request"])
    assert "canary" not in heard.text
    heard.stream.truncate(heard.stream.seek(0))
    app.config["SETTINGS"] = replace(app.config["SETTINGS"], log_requests=False)
    app.test_client().get("/roles/supervisor")
    assert [line for line in heard.lines if line["from"] == "kamcareer"] == []


def test_the_number_on_the_page_of_an_error_finds_its_line(app: Flask, heard: Heard, breaking: list[str]):
    page = Reader(app).get(breaking[0])
    (line,) = [line for line in heard.lines if line["level"] == "error"]

    assert page.status == 500
    assert line["request"] in page.main.text
    assert line["error"] == ["RuntimeError", "ValueError"]
    assert any("test_log.py" in place for place in line["places"])
