"""An installation with a public address: https alone, cookies of this host alone, nothing for other sites."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from flask_migrate import upgrade

from kamcareer.core.framework.model import Framework
from kamcareer.factory import create_app
from kamcareer.services.accounts import new_one_time_link
from kamcareer.services.self_assessment import start
from kamcareer.store.database import db, may_write
from tests.agreements import agreed
from tests.conftest import NOW, now, settings_for
from tests.web.conftest import PRESENT, TARGET
from tests.web.pages import Page, Reader
from tests.web.routes import addresses
from tests.web.stock import stock

HTTPS = "https://kam.example"


class SecureReader(Reader):
    """A reader whose browser speaks https with the public address."""

    def request(self, method: str, path: str, **options: object) -> Page:
        return super().request(method, path, base_url=HTTPS, **options)


@pytest.fixture
def app(tmp_path: Path) -> Iterator[Flask]:
    app = create_app(settings_for(tmp_path, KAMCAREER_PUBLIC_URL=HTTPS))
    with app.app_context():
        upgrade()
    yield app
    with app.app_context():
        db.session.remove()
        db.engine.dispose()


@pytest.fixture
def answers(app: Flask, framework: Framework) -> list[Page]:
    """What every address answers to a stranger, and some things that are not there."""
    may_write.set(True)
    with app.app_context():
        id = start(db.session(), framework, PRESENT, TARGET, NOW, agreed()).id
        db.session.commit()
    stranger = SecureReader(app)
    pages = [stranger.request(one.method, one.path) for one in addresses(app, stock(app, framework, id))]
    version = app.config["ASSET_VERSION"]
    files = ("css/app.css", "js/app.js", "icon.svg", "none.css", "")
    pages += [stranger.get(f"/static/{version}/{path}") for path in files]
    pages += [
        stranger.get(path, headers={"Origin": "https://evil.example"}) for path in ("/", "/nowhere", "/.git/config")
    ]
    return [*pages, stranger.request("TRACE", "/"), stranger.request("POST", "/start", data="x" * 300 * 1024)]


def test_every_answer_asks_for_https_for_a_year_and_is_for_this_site_alone(answers: list[Page]):
    assert len(answers) > 60
    for page in answers:
        headers = page.response.headers
        assert headers["Strict-Transport-Security"] == "max-age=31536000; includeSubDomains", page.path
        assert headers["Cross-Origin-Resource-Policy"] == "same-origin", page.path
        assert "Access-Control-Allow-Origin" not in headers, page.path


def test_every_body_says_what_it_is_and_in_which_letters(answers: list[Page]):
    for page in answers:
        if page.response.data:
            kind = page.response.headers["Content-Type"]
            assert not kind.startswith("text/") or re.search(r"charset=\"?utf-8", kind), (page.path, kind)
            assert kind.partition(";")[0] not in {"", "application/octet-stream"}, page.path


def test_what_is_no_page_is_not_shown(answers: list[Page]):
    by_path = {page.path: page for page in answers}
    listing = next(page for path, page in by_path.items() if re.fullmatch(r"/static/\w+/", path))

    assert [by_path["/.git/config"].status, listing.status] == [404, 404]
    assert next(page.status for page in answers if page.response.request.method == "TRACE") == 405


def test_every_cookie_is_of_this_host_over_https_and_out_of_reach_of_scripts(app: Flask, answers: list[Page]):
    may_write.set(True)
    with app.app_context():
        secret = new_one_time_link(db.session(), "vera@example.ru", now())
        db.session.commit()
    reader, said = SecureReader(app), []
    page = reader.open(f"/enter/{secret}")
    for answer in (
        *answers,
        page,
        reader.request("POST", page.path, data={"csrf_token": page.csrf}, headers={"Referer": HTTPS}),
    ):
        said += answer.response.headers.getlist("Set-Cookie")
    page = reader.get("/start")
    said += reader.request(
        "POST", "/theme", data={"theme": "dark"}, headers={"X-CSRFToken": page.csrf}
    ).response.headers.getlist("Set-Cookie")
    said += reader.get("/language/en").response.headers.getlist("Set-Cookie")

    assert {cookie.partition("=")[0].removeprefix("__Host-") for cookie in said} == {
        "sitting", "account", "browser", "language", "theme",
    }  # fmt: skip
    for cookie in said:
        assert {"Secure", "HttpOnly", "SameSite=Lax", "Path=/"} <= set(cookie.split("; ")), cookie
        assert cookie.startswith("__Host-")
        assert "Domain" not in cookie


@pytest.mark.parametrize("path", ["/", "/roles", "/nothing", "/healthz", "/assessment/report"])
def test_whoever_asks_under_another_name_gets_no_page_and_breaks_nothing(app: Flask, path: str):
    answer = app.test_client().get(path, base_url="https://evil.example")

    assert (answer.status_code, answer.mimetype) == (400, "text/plain")
    assert "evil" not in answer.text
