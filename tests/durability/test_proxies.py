"""Behind the nginx and the Caddy of the samples: headers, hosts, sizes and logs are as promised, and files come through."""

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
import requests
from flask import Flask

from kamcareer.core.accounts import Role
from kamcareer.core.framework.model import Framework
from kamcareer.core.spreadsheets.refusal import MAX_BYTES
from kamcareer.factory import create_app
from kamcareer.services.accounts import new_one_time_link, open_one_time_link
from kamcareer.services.self_assessment import start
from kamcareer.services.sign_ins import sign_in
from kamcareer.store.database import db, may_write
from kamcareer.web.uploads import TAKES_FILES
from tests.agreements import agreed
from tests.conftest import NOW, now, settings_for
from tests.durability.conftest import TARGET
from tests.durability.proxies import HOST, Proxy, caddy, nginx
from tests.durability.served import Served
from tests.durability.served import seat as open_in_browser
from tests.rows import every_row
from tests.web.routes import Address, addresses
from tests.web.stock import seat, stock
from tests.web.test_people import form_with_file

EMAIL = "vera@example.ru"
SIGNS = ("/healthz", "/readyz")
PROXIES = {"nginx": nginx, "caddy": caddy}


@dataclass(frozen=True)
class Sender:
    """The addresses that take files, what the browser of whoever may open them says of itself, a token of its forms."""

    where: list[Address]
    cookies: str
    csrf: str


@pytest.fixture(scope="module")
def installation(migrated: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    """One for all tests of this file: they change nothing that another reads."""
    app = create_app(settings_for(tmp_path_factory.mktemp("proxied")))
    shutil.copy(migrated, app.config["SETTINGS"].data_folder / "kamcareer.db")
    yield app
    with app.app_context():
        db.engine.dispose()


@pytest.fixture(scope="module")
def served(installation: Flask) -> Iterator[Served]:
    settings = {"KAMCAREER_PUBLIC_URL": f"https://{HOST}", "KAMCAREER_PROXY_HOPS": "1"}
    here = Served(installation.config["SETTINGS"].data_folder, settings).start()
    yield here
    here.stop()


@pytest.fixture(scope="module")
def sender(installation: Flask, framework: Framework) -> Sender:
    """Somebody who may open every page that takes a file."""
    may_write.set(True)
    with installation.app_context():
        session = db.session()
        assessment = start(session, framework, None, TARGET, NOW, agreed()).id
        link = new_one_time_link(session, EMAIL, now(), frozenset({Role.HR, Role.RECRUITER}))
        account = open_one_time_link(session, link, None, now())
        kept = sign_in(session, account, "Firefox", now(), now())
        session.commit()
        db.session.remove()
    stocked = stock(installation, framework, assessment)
    seat(installation, EMAIL)
    with installation.app_context():
        sent = [row for row in every_row(db.session())["application"] if row["id"] == stocked["takes_part"]]
        db.session.remove()
    cookie, csrf = open_in_browser(installation, sent[0]["assessment_id"])
    where = [one for one in addresses(installation, stocked) if one.endpoint in TAKES_FILES and one.method == "POST"]
    return Sender(where, f"__Host-sitting={cookie}; __Host-account={kept}", csrf)


@pytest.fixture(params=PROXIES)
def proxy(served: Served, tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Proxy]:
    (folder := tmp_path / "proxy").mkdir()
    with PROXIES[request.param](served.port, folder) as made:
        yield made


@pytest.fixture
def browser(proxy: Proxy) -> Iterator[requests.Session]:
    with requests.Session() as made:
        made.trust_env = False
        made.verify, made.headers = str(proxy.certificate), {"Host": HOST}
        yield made


def said_by_the_application(answer: requests.Response) -> bool:
    """Proxies know nothing of the policy that stands on every page, refusals included."""
    return "Content-Security-Policy" in answer.headers


def is_cut(proxy: Proxy, send: Callable[[], requests.Response]) -> bool:
    """Whether a body is refused as too large: by nginx before the application hears of it.

    Caddy passes on what comes; the application is first to refuse, or Caddy stops, which 2.6 calls a bad gateway. On a
    busy machine it hangs up while the body is still being sent, and the answer does not arrive.
    """
    try:
        answer = send()
    except (requests.ConnectionError, requests.exceptions.ChunkedEncodingError):
        return proxy.name == "caddy"
    if proxy.name == "nginx":
        return answer.status_code == 413 and not said_by_the_application(answer)
    return answer.status_code in {413, 502}


def test_behind_the_samples_everything_is_as_promised(proxy: Proxy, browser: requests.Session):
    address = f"https://127.0.0.1:{proxy.port}"
    home = browser.get(f"{address}/")
    assert (home.status_code, "max-age=31536000" in home.headers["Strict-Transport-Security"]) == (200, True)
    assert "/" not in home.headers["Server"]  # no version
    assert all(cookie.secure for cookie in home.cookies)
    foreign = browser.get(f"{address}/", headers={"Host": "evil.example"})
    assert not (foreign.ok and foreign.content)
    assert [browser.get(f"{address}{sign}").status_code for sign in SIGNS] == [200, 200]  # from the machine itself
    lied = browser.get(f"{address}/", headers={"X-Forwarded-Host": "evil.example", "X-Forwarded-Proto": "http"})
    assert (lied.status_code, "evil" in lied.text) == (200, False)
    assert browser.get(f"{address}/continue/a-secret-in-the-path?and=words").status_code == 404
    assert is_cut(proxy, lambda: browser.post(f"{address}/start", b"x" * 600_000))
    if proxy.log.exists():
        log = proxy.log.read_text()
        assert "secret" not in log
        assert "words" not in log
        assert "GET /continue/- 404" in log


def test_a_file_comes_through_wherever_the_application_takes_one(
    proxy: Proxy, browser: requests.Session, sender: Sender
):
    def send(path: str, size: int) -> requests.Response:
        body, kind = form_with_file(b"x" * size, "a.csv", {"csrf_token": sender.csrf})
        return browser.post(f"https://127.0.0.1:{proxy.port}{path}", body, headers=kind, allow_redirects=False)

    browser.headers["Cookie"] = sender.cookies
    assert {one.endpoint for one in sender.where} == TAKES_FILES
    for address in sender.where:
        answer = send(address.path, MAX_BYTES)
        assert said_by_the_application(answer), address
        assert answer.status_code in {200, 303, 409, 422}, (address, answer.status_code)
    assert "больше 5 МБ" in send("/hr/people/import", MAX_BYTES + 1).text
    assert is_cut(proxy, lambda: send("/hr/people/import", 7_000_000))
