"""H1: what goes wrong is answered with the same headers and cookies as everything else, over http and over https."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from flask import Flask, session
from werkzeug.exceptions import BadGateway

from kamcareer.factory import create_app
from kamcareer.store.database import DatabaseBusyError, db
from kamcareer.web.access import POLICY
from kamcareer.web.access_rules import PUBLIC
from tests.conftest import settings_for
from tests.web.pages import JSON, Page, Reader
from tests.web.test_every_address import unguarded
from tests.web.test_https import HTTPS, SecureReader


def broken() -> str:
    session["begun"] = True
    raise RuntimeError


def busy() -> str:
    session["begun"] = True
    raise DatabaseBusyError("", {}, ValueError("database is locked"))


def full() -> str:
    session["begun"] = True
    raise DatabaseBusyError("", {}, ValueError("database or disk is full"))


def beyond() -> str:
    session["begun"] = True
    raise BadGateway


def once(reader: Reader, path: str, **options: object) -> Page:
    return reader.get(path, **options)


def too_often(reader: Reader, path: str, **options: object) -> Page:
    """Ask until it is too much."""
    return next(page for page in (reader.get(path, **options) for _ in range(70)) if page.status == 429)


ERRORS = {429: ("/report/download/pdf", too_often), 500: ("/broken", once), 502: ("/beyond", once)}
ERRORS |= {503: ("/busy", once), 507: ("/full", once)}


@pytest.fixture(params=["http", "https"])
def reader(request: pytest.FixtureRequest, tmp_path: Path, migrated: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator:
    """A stranger on an installation without and with a public address, which has addresses that break."""
    secure = request.param == "https"
    app: Flask = create_app(settings_for(tmp_path, **({"KAMCAREER_PUBLIC_URL": HTTPS} if secure else {})))
    shutil.copy(migrated, app.config["SETTINGS"].data_folder / "kamcareer.db")
    for view in (broken, busy, full, beyond):
        monkeypatch.setitem(POLICY, view.__name__, PUBLIC)
        app.add_url_rule(f"/{view.__name__}", view.__name__, view)
    yield (SecureReader if secure else Reader)(app)
    with app.app_context():
        db.session.remove()
        db.engine.dispose()


@pytest.mark.parametrize("accepted", [{}, JSON], ids=["page", "program"])
@pytest.mark.parametrize("status", ERRORS)
def test_an_error_carries_the_same_headers(reader: Reader, status: int, accepted: dict[str, str]):
    path, ask = ERRORS[status]
    asking: Callable[..., Page] = ask
    page = asking(reader, path, headers=accepted)
    headers, secure = page.response.headers, isinstance(reader, SecureReader)

    assert page.status == status
    assert unguarded(headers) == []
    assert headers["Cache-Control"] == "no-store"
    assert headers["Cross-Origin-Resource-Policy"] == "same-origin"
    assert headers["Content-Type"].startswith("application/json" if accepted else "text/html; charset=utf-8")
    assert headers.get("Strict-Transport-Security") == ("max-age=31536000; includeSubDomains" if secure else None)
    cookies = headers.getlist("Set-Cookie")
    assert cookies or status == 429
    for cookie in cookies:
        assert {"HttpOnly", "SameSite=Lax", "Path=/", *(["Secure"] if secure else [])} <= set(cookie.split("; ")), (
            cookie
        )
        assert cookie.startswith("__Host-") == secure, cookie
