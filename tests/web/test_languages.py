from urllib.parse import quote, urlsplit

import pytest
from flask import Flask
from flask_babel import force_locale

from kamcareer.web.addresses import own_path
from kamcareer.web.languages import percent, percent_end
from tests.web.conftest import Person
from tests.web.pages import Reader, begin

HOSTILE = [
    "//evil.example",
    "///evil.example",
    "/\\evil.example",
    "\\\\evil.example",
    "\\/evil.example",
    "https://evil.example",
    "http:evil.example",
    "HTTPS://evil.example/roles",
    "javascript:alert(1)",
    "data:text/html,x",
    "evil.example",
    "@evil.example",
    "/\t/evil.example",
    "/\n/evil.example",
    "/\r\nLocation: https://evil.example",
    " //evil.example",
    "/\x00",
    "\u2028//evil.example",
    "",
]


@pytest.mark.parametrize(
    ("accepted", "language"),
    [
        ("ru", "ru"),
        ("en", "en"),
        ("en-GB,en;q=0.9", "en"),
        ("de,en;q=0.5", "en"),
        ("de", "ru"),
        ("", "ru"),
        ("*", "ru"),
    ],
)
def test_whoever_chose_nothing_gets_the_language_of_the_browser_or_russian(app: Flask, accepted: str, language: str):
    page = app.test_client().get("/", headers={"Accept-Language": accepted})

    assert f'<html lang="{language}"' in page.text


@pytest.mark.parametrize("cookie", ["de", "", "../ru", "EN"])
def test_an_unknown_chosen_language_counts_as_none(app: Flask, cookie: str):
    assert Reader(app, cookie).open("/").tree.one("html")["lang"] == "ru"


def test_a_chosen_language_is_kept(app: Flask):
    reader = Reader(app, "ru")
    reader.get("/language/en")

    assert reader.open("/").tree.one("html")["lang"] == "en"
    assert reader.open("/roles").tree.one("html")["lang"] == "en"


def test_the_language_link_of_every_page_comes_back_to_the_same_place(person: Person):
    paths = (
        "/",
        "/start?present=supervisor",
        f"/assessment/questions/{person.asked[3]}?from=check",
        "/report",
        "/nowhere?a=1&b=2",
    )
    for path in paths:
        link = person.reader.get(path).tree.one("a", hreflang="en")
        assert person.reader.get(link["href"]).leads_to == path
        person.reader.client.set_cookie("language", "ru")


def test_from_a_page_that_only_answers_a_form_the_language_link_leads_to_the_start_page(person: Person):
    csrf = person.reader.open("/assessment/links").csrf
    page = person.reader.request(
        "POST", "/assessment/links/show", data={"csrf_token": csrf, "extent": "nonsense", "life": "30"}
    )

    assert page.status == 422
    assert 'href="/language/en?next=/"' in page.response.get_data(as_text=True)


def test_changing_the_language_keeps_the_open_assessment(reader: Reader):
    first = begin(reader)
    reader.send(first, level="2")
    reader.get(first.tree.one("a", hreflang="en")["href"])
    again = reader.open(first.path)

    assert again.tree.one("html")["lang"] == "en"
    assert "checked" in again.main.one(id="level-2")


@pytest.mark.parametrize("target", HOSTILE)
def test_the_language_link_never_leads_to_another_site(reader: Reader, target: str):
    page = reader.get(f"/language/en?next={quote(target)}")

    assert page.status == 302
    assert page.response.headers["Location"] == "/"


@pytest.mark.parametrize(
    "path", ["/", "/roles", "/start?present=supervisor", "/report#keep", "/роли?а=б", "/a//b", "/@x:y"]
)
def test_a_path_of_this_site_is_followed(app: Flask, path: str):
    with app.test_request_context():
        assert own_path(path) == path
    assert urlsplit(path).netloc == ""


@pytest.mark.parametrize("code", ["de", "RU", "ru-RU", "xx", "%00", "ru.", "..%2Fen"])
def test_there_is_no_other_language(reader: Reader, code: str):
    page = reader.get(f"/language/{code}")

    assert page.status == 404
    assert "language" not in page.response.headers.get("Set-Cookie", "")


@pytest.mark.parametrize(("sent", "kept"), [("dark", "dark"), ("light", "light"), ("", None), ("pink", None)])
def test_light_and_dark_are_kept_and_anything_else_follows_the_system(reader: Reader, sent: str, kept: str | None):
    csrf = reader.open("/").csrf
    reader.client.set_cookie("theme", "light")
    page = reader.request("POST", "/theme", data={"theme": sent}, headers={"X-CSRFToken": csrf})

    assert page.status == 204
    assert reader.open("/").tree.one("html").get("data-theme") == kept


SHARES = {
    "ru": {0: "0 %", 0.0004: "меньше 1 %", 0.006: "1 %", 0.5: "50 %", 0.994: "99 %", 0.9996: "больше 99 %", 1: "100 %"},
    "en": {0: "0%", 0.0004: "under 1%", 0.006: "1%", 0.5: "50%", 0.994: "99%", 0.9996: "over 99%", 1: "100%"},
}


@pytest.mark.parametrize("language", SHARES)
def test_nearly_nothing_is_not_said_to_be_nothing_nor_nearly_all_to_be_all(app: Flask, language: str):
    with app.test_request_context(), force_locale(language):
        said = {share: percent(share).replace("\N{NO-BREAK SPACE}", " ") for share in SHARES[language]}

        assert said == SHARES[language]
        assert percent_end(0.0004) == percent_end(0)  # "between 0 % and 3 %" holds what lies there
