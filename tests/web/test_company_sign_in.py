"""Signing in by way of an OpenID provider that really runs, and everything a broken or hostile one must not open."""

import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
import requests
import time_machine
from flask import Flask, redirect
from joserfc.jwk import OctKey
from werkzeug.serving import make_server

from kamcareer.config import Settings
from kamcareer.core.accounts import Role
from kamcareer.core.sign_ins import FRESH
from kamcareer.services.accounts import close, find_by_mailbox, invite
from kamcareer.store.database import db, may_write
from kamcareer.store.one_time_links import delete_one_time_links
from tests.conftest import now
from tests.end_to_end.conftest import QuietHandler
from tests.services.test_mail import certificate
from tests.web.authenticator import Authenticator, add_passkey
from tests.web.openid_provider import CLIENT_ID, CLIENT_SECRET, FOREIGN_KEY, Provider, serve
from tests.web.pages import Page, Reader
from tests.web.test_page_lint import problems

EMAIL, BOSS = "vera@example.ru", "boss@example.ru"
DAY = timedelta(days=1)


@pytest.fixture
def provider(app: Flask) -> Iterator[Provider]:
    made = Provider()
    stop = serve(made)
    made.client.redirect_uri = "http://localhost/sign-in/company/return"
    app.config["SETTINGS"] = replace(
        app.config["SETTINGS"],
        oidc_issuer=made.issuer,
        oidc_client_id=CLIENT_ID,
        oidc_client_secret=CLIENT_SECRET,
        oidc_name="Аптека у дома",
    )
    yield made
    stop()


def at_provider(reader: Reader, start: str = "/sign-in/company") -> str:
    """Go to the provider and come back; return the address it sends the browser to, not opened yet."""
    sent = reader.get(start)
    assert sent.status == 302, sent.status
    answer = requests.get(sent.response.headers["Location"], allow_redirects=False, timeout=5)
    return answer.headers["Location"].removeprefix("http://localhost")


def come_back(reader: Reader, start: str = "/sign-in/company") -> Page:
    return reader.get(at_provider(reader, start))


@pytest.fixture
def linked(provider: Provider, member: Callable[..., Reader]) -> Reader:
    """Somebody who has linked the company's account to their own."""
    reader = member(EMAIL)
    page = reader.follow(come_back(reader))
    reader.follow(reader.send(page, "/account/company"))
    return reader


def test_it_is_off_unless_a_provider_is_named(reader: Reader):
    assert [reader.get(path).status for path in ("/sign-in/company", "/sign-in/company/return")] == [404, 404]
    assert "/sign-in/company" not in reader.open("/sign-in").html


def test_a_linked_account_opens_and_the_request_has_all_three_guards(app: Flask, linked: Reader):
    reader = Reader(app)
    asked = parse_qs(urlsplit(reader.get("/sign-in/company").response.headers["Location"]).query)
    assert (asked["code_challenge_method"], asked["scope"], asked["response_type"]) == (["S256"], ["openid"], ["code"])
    assert all(len(asked[name][0]) >= 20 for name in ("state", "nonce", "code_challenge"))

    assert come_back(reader, "/sign-in/company?next=/account/data").leads_to == "/account/data"
    assert EMAIL in reader.open("/account").main.text


def test_the_mailbox_that_the_provider_tells_opens_nothing(
    app: Flask, provider: Provider, member: Callable[..., Reader], rows: Callable
):
    """It says boss@example.ru, verified; there is such an account, an administrator even."""
    member(BOSS, Role.ADMINISTRATOR)
    before = rows()["sign_in"]
    reader = Reader(app)

    assert come_back(reader).status == 403
    assert (rows()["sign_in"], rows()["identity"]) == (before, [])


def test_linking_asks_once_more_and_takes_a_fresh_proof(app: Flask, provider: Provider, member: Callable[..., Reader]):
    reader = member(EMAIL, passphrase="ёлка самовар трактор 9 лун")
    page = reader.follow(come_back(reader))
    assert come_back(Reader(app)).status == 403
    with time_machine.travel(now() + FRESH + timedelta(seconds=1)):
        asked = reader.send(page, "/account/company")
        assert asked.status == 401
        assert reader.send(asked, passphrase="ёлка самовар трактор 9 лун").leads_to == "/account/company"

    assert come_back(Reader(app)).leads_to == "/account"


def test_an_identity_opens_one_account_and_an_account_has_one_identity(
    app: Flask, provider: Provider, linked: Reader, member: Callable[..., Reader], rows: Callable
):
    other = member("oleg@example.ru")
    assert come_back(other).leads_to == "/account"
    assert EMAIL in other.open("/account").main.text, "the link leads to its account, whoever was signed in"
    provider.subject = "subject-2"
    page = linked.follow(come_back(linked))
    csrf = {"X-CSRFToken": page.csrf}
    linked.request("POST", "/account/company", headers=csrf)

    assert [row["subject"] for row in rows()["identity"]] == ["subject-1"]


def test_an_invitation_is_accepted_with_the_company_account(app: Flask, provider: Provider, rows: Callable):
    may_write.set(True)
    with app.app_context():
        secret = invite(db.session(), EMAIL, frozenset({Role.EMPLOYEE}), now(), DAY)
        db.session.commit()
    reader = Reader(app)
    start = next(link["href"] for link in reader.open(f"/enter/{secret}").main.all("a") if "/company" in link["href"])
    asked = reader.follow(come_back(reader, start))
    assert problems(asked) == []
    assert EMAIL in asked.main.text
    assert (rows()["account"], rows()["identity"]) == ([], [])
    assert reader.send(asked).leads_to == "/account"

    assert [(row["email"], row["granted"]) for row in rows()["account"]] == [(EMAIL, ["employee"])]
    assert Reader(app).get(f"/enter/{secret}").status == 404
    assert come_back(Reader(app)).leads_to == "/account"


def test_whoever_follows_the_invitation_of_somebody_else_is_asked_first(
    app: Flask, provider: Provider, member: Callable[..., Reader], rows: Callable
):
    """Mallory sends the address that her own invitation starts with; the provider names whoever is signed in there."""
    may_write.set(True)
    with app.app_context():
        secret = invite(db.session(), "mallory@example.ru", frozenset(), now(), DAY)
        db.session.commit()
    victim = member(EMAIL)
    before = rows()["sign_in"]
    asked = victim.follow(come_back(victim, f"/sign-in/company?invitation={secret}"))

    assert "mallory@example.ru" in asked.main.text
    assert (rows()["identity"], rows()["sign_in"]) == ([], before)
    with app.app_context():
        delete_one_time_links(db.session(), "mallory@example.ru", with_invitations=True)
        db.session.commit()
    assert victim.send(asked).status == 403
    assert rows()["identity"] == []


def test_an_invitation_is_asked_about_only_where_the_provider_named_somebody(provider: Provider, app: Flask):
    assert Reader(app).get("/sign-in/company/invitation").status == 403


def test_the_second_factor_is_asked_for_all_the_same(app: Flask, linked: Reader):
    add_passkey(linked, Authenticator())

    assert come_back(Reader(app)).leads_to == "/sign-in/code"


def test_a_closed_account_is_not_opened(app: Flask, linked: Reader):
    with app.app_context():
        close(db.session(), find_by_mailbox(db.session(), EMAIL), now())
        db.session.commit()

    assert come_back(Reader(app)).status == 403


def test_ending_the_link_ends_it(app: Flask, linked: Reader, rows: Callable):
    linked.follow(linked.send(linked.open("/account/company"), "/company/unlink"))

    assert (rows()["identity"], come_back(Reader(app)).status) == ([], 403)


LIES = {
    "nonce": lambda claims: claims | {"nonce": "another"},
    "no nonce": lambda claims: {name: value for name, value in claims.items() if name != "nonce"},
    "audience": lambda claims: claims | {"aud": "somebody else"},
    "no audience": lambda claims: {name: value for name, value in claims.items() if name != "aud"},
    "issuer": lambda claims: claims | {"iss": "http://evil.example"},
    "expired": lambda claims: claims | {"iat": int(time.time()) - 7200, "exp": int(time.time()) - 3600},
    "no expiry": lambda claims: {name: value for name, value in claims.items() if name != "exp"},
    "asked two days ago": lambda claims: claims | {"auth_time": int(time.time()) - 2 * 86400},
    "does not say when it asked": lambda claims: {name: claims[name] for name in claims if name != "auth_time"},
    "asked at no moment": lambda claims: claims | {"auth_time": "today"},
    "no subject": lambda claims: {name: value for name, value in claims.items() if name != "sub"},
    "empty subject": lambda claims: claims | {"sub": ""},
    "subject is no text": lambda claims: claims | {"sub": ["subject-1"]},
}


@pytest.mark.parametrize("lie", LIES)
def test_a_token_with_a_lie_in_it_opens_nothing(
    app: Flask, provider: Provider, linked: Reader, lie: str, rows: Callable
):
    provider.lie = LIES[lie]
    before, reader = rows()["sign_in"], Reader(app)

    assert come_back(reader).status == 502
    assert (reader.get("/account").status, rows()["sign_in"]) == (303, before)


def test_a_sign_in_ends_as_promised_and_the_provider_then_asks_again_who_is_there(
    app: Flask, provider: Provider, linked: Reader
):
    """A week without a visit ends it here; the provider remembers its own for longer, and is not believed unasked."""
    begun = now()
    with time_machine.travel(begun + timedelta(minutes=1), tick=True) as clock:
        reader = Reader(app)
        assert come_back(reader).leads_to == "/account"
        asked = provider.asked_at
        clock.move_to(begun + 6 * DAY)
        assert reader.get("/account").status == 200
        clock.move_to(begun + 14 * DAY)
        assert reader.get("/account").status == 303
        provider.asks_again = False
        assert come_back(reader).status == 502, "the provider was asked for a fresh sign-in and gave its old one"
        provider.asks_again = True
        assert come_back(reader).leads_to == "/account"
        assert provider.asked_at - asked > 13 * 86400


def test_a_provider_that_never_says_when_it_asked_can_be_allowed_to(app: Flask, provider: Provider, linked: Reader):
    app.config["SETTINGS"] = replace(app.config["SETTINGS"], oidc_max_hours=0)
    provider.lie = LIES["does not say when it asked"]

    assert "max_age" not in Reader(app).get("/sign-in/company").response.headers["Location"]
    assert come_back(Reader(app)).leads_to == "/account"


@pytest.mark.parametrize(
    "forged",
    [
        {"key": FOREIGN_KEY},
        {"key": OctKey.import_key(CLIENT_SECRET), "algorithm": "HS256"},
    ],
    ids=["another key", "signed with the client's secret"],
)
def test_a_token_with_another_signature_opens_nothing(app: Flask, provider: Provider, linked: Reader, forged: dict):
    for name, value in forged.items():
        setattr(provider, name, value)

    assert come_back(Reader(app)).status == 502


def test_a_provider_that_calls_itself_something_else_is_not_used(app: Flask, provider: Provider):
    provider.names_itself = "http://evil.example"

    assert Reader(app).get("/sign-in/company").status == 502


def test_a_provider_that_cannot_be_reached_leaves_the_other_ways(app: Flask, provider: Provider):
    app.config["SETTINGS"] = replace(app.config["SETTINGS"], oidc_issuer="http://127.0.0.1:1")
    page = Reader(app).get("/sign-in/company")

    assert (page.status, "другим способом" in page.main.text) == (502, True)


def test_a_code_is_taken_once_and_in_its_own_browser_alone(app: Flask, provider: Provider, linked: Reader):
    reader, thief = Reader(app), Reader(app)
    address = at_provider(reader)
    assert thief.get(address).status == 502, "no state of its own"
    assert reader.get(address).leads_to == "/account"
    assert reader.get(address).status == 502

    other = Reader(app)
    mixed = parse_qs(urlsplit(at_provider(other)).query)
    code = parse_qs(urlsplit(at_provider(reader)).query)["code"][0]
    assert other.get(f"/sign-in/company/return?code={code}&state={mixed['state'][0]}").status == 502
    assert provider.refused, "the provider itself refused a code without its verifier"


@pytest.mark.parametrize("query", ["", "?code=x", "?state=x", "?code=x&state=x", "?error=access_denied&state=x"])
def test_whoever_comes_back_without_having_gone_is_refused(app: Flask, provider: Provider, query: str):
    assert Reader(app).get(f"/sign-in/company/return{query}").status == 502


@pytest.mark.parametrize(
    "env",
    [
        {"KAMCAREER_OIDC_ISSUER": "https://id.example"},
        {
            "KAMCAREER_OIDC_ISSUER": "http://id.example",
            "KAMCAREER_OIDC_CLIENT_ID": "k",
            "KAMCAREER_OIDC_CLIENT_SECRET": "s",
        },
    ],
)
def test_half_a_setting_stops_the_start_with_a_word_about_the_cure(env: dict, tmp_path):
    with pytest.raises(SystemExit, match="KAMCAREER_OIDC"):
        Settings.from_env({"KAMCAREER_DATA": str(tmp_path), **env})


def test_a_provider_that_leads_elsewhere_is_not_followed(app: Flask, provider: Provider):
    """Its metadata would be believed wherever they come from."""
    asked: list[str] = []
    elsewhere = Flask("elsewhere")

    @elsewhere.get("/.well-known/openid-configuration")
    def lead_on():
        asked.append("here")
        return redirect(f"{provider.issuer}/.well-known/openid-configuration")

    running = make_server("127.0.0.1", 0, elsewhere, threaded=True, request_handler=QuietHandler)
    threading.Thread(target=running.serve_forever, daemon=True).start()
    provider.names_itself = f"http://127.0.0.1:{running.server_port}"
    app.config["SETTINGS"] = replace(app.config["SETTINGS"], oidc_issuer=provider.names_itself)
    status = Reader(app).get("/sign-in/company").status
    running.shutdown()
    running.server_close()

    assert (status, asked) == (502, ["here"])


def test_a_provider_with_a_certificate_that_nobody_signed_is_not_spoken_to(
    app: Flask, provider: Provider, tmp_path: Path
):
    _file, context = certificate(tmp_path, "127.0.0.1")
    running = make_server("127.0.0.1", 0, app, threaded=True, ssl_context=context, request_handler=QuietHandler)
    threading.Thread(target=running.serve_forever, daemon=True).start()
    issuer = f"https://127.0.0.1:{running.server_port}"
    app.config["SETTINGS"] = replace(app.config["SETTINGS"], oidc_issuer=issuer)
    page = Reader(app).get("/sign-in/company")
    running.shutdown()
    running.server_close()

    assert page.status == 502
