"""Links that were passed on: continue and show."""

from collections.abc import Callable
from datetime import timedelta
from threading import Barrier, Thread

import pytest
import time_machine
from flask import Flask

from kamcareer.core.links import Extent, Link, LinkKind
from kamcareer.services.sharing import continue_link, show_link
from kamcareer.store.database import db, may_write
from kamcareer.web.links import link_id, link_url
from tests.conftest import now
from tests.web.conftest import EXAMPLE, Person
from tests.web.pages import Page, Reader

WEEK = timedelta(days=7)
ROBOTS = [
    "TelegramBot (like TwitterBot)",
    "WhatsApp/2.23.20.0 A",
    "facebookexternalhit/1.1 (+http://www.facebook.com/externalhit_uatext.php)",
    "Mozilla/5.0 (compatible; vkShare; +http://vk.com/dev/Share)",
    "Viber bot",
    "Slackbot-LinkExpanding 1.0",
    "Twitterbot/1.0",
    "Mozilla/5.0 (compatible; YandexBot/3.0)",
]


@pytest.fixture
def url(app: Flask, person: Person) -> Callable[..., str]:
    """Make a link of the person and return its path."""

    def make(
        kind: LinkKind = LinkKind.SHOW, extent: Extent = Extent.REPORT, examples=(), *, made=None, life=WEEK
    ) -> str:
        may_write.set(True)
        with app.test_request_context():
            moment = made or now()
            if kind is LinkKind.CONTINUE:
                link = continue_link(db.session(), person.id, moment)
            else:
                link = show_link(db.session(), person.id, extent, examples, life, moment)
            db.session.commit()
            return link_url(link).removeprefix("http://localhost")

    return make


@pytest.fixture
def stranger(app: Flask) -> Reader:
    return Reader(app)


def given(page: Page) -> list[str]:
    return [item["value"].removeprefix("http://localhost") for item in page.main.all("input")
            if "/shared/" in (item.get("value") or "")]  # fmt: skip


def test_a_shown_report_is_read_without_an_assessment_and_cannot_be_changed(
    stranger: Reader, url: Callable, person: Person
):
    page = stranger.open(url())

    assert page.main.all("form") == page.main.all("input") == page.main.all("textarea") == []
    assert person.id not in page.html
    assert stranger.get("/report").status == 303


def test_a_shown_report_has_the_examples_that_were_agreed_to_and_no_other(
    stranger: Reader, url: Callable, person: Person
):
    agreed = person.reader.open("/report").html
    assert agreed.count(EXAMPLE) >= 2
    none, all_of_them = stranger.open(url()), stranger.open(url(examples=person.asked))
    one = next(page for id in person.asked if EXAMPLE in (page := stranger.open(url(examples=[id]))).html)

    assert EXAMPLE not in none.html
    assert 0 < one.html.count(EXAMPLE) < all_of_them.html.count(EXAMPLE)


def test_the_first_page_alone_shows_less(stranger: Reader, url: Callable):
    summary, whole = stranger.open(url(extent=Extent.SUMMARY)), stranger.open(url(extent=Extent.REPORT))

    assert "conclude-h" in whole.ids
    assert "conclude-h" not in summary.ids
    assert summary.main.all("table") == []
    assert whole.main.all("table") != []


def test_by_the_form_a_summary_takes_no_examples_along(person: Person, stranger: Reader, rows: Callable):
    page = person.reader.open("/assessment/links")
    written = [item["value"] for item in page.main.all("input", name="examples")]
    for extent in ("summary", "report"):
        sent = person.reader.send(page, "/show", extent=extent, life="7", examples=written)
        assert sent.leads_to == "/assessment/links#given"
    shown = {link["extent"]: link["examples"] for link in rows()["link"] if link["kind"] == "show"}

    assert len(written) == 5
    assert shown == {"summary": [], "report": written}
    assert all(stranger.open(path) for path in given(person.reader.open("/assessment/links")))


@pytest.mark.parametrize("days", [7, 30, 90])
def test_a_link_lives_as_long_as_was_chosen(person: Person, rows: Callable, days: int):
    person.reader.send(person.reader.open("/assessment/links"), "/show", life=str(days))
    (link,) = [link for link in rows()["link"] if link["kind"] == "show"]

    assert link["expires_at"] - link["created_at"] == timedelta(days=days)


@pytest.mark.parametrize(
    "values", [{"extent": "everything"}, {"life": "9999"}, {"examples": ["nothing"]}, {"life": ""}]
)
def test_a_link_that_the_form_does_not_offer_is_not_made(person: Person, rows: Callable, values: dict):
    page = person.reader.send(person.reader.open("/assessment/links"), "/show", **values)

    assert page.status == 422
    assert [link["kind"] for link in rows()["link"]] == ["continue"]


def test_a_link_taken_back_opens_nothing(person: Person, stranger: Reader):
    person.reader.send(person.reader.open("/assessment/links"), "/show")
    page = person.reader.open("/assessment/links")
    (path,) = given(page)
    assert stranger.get(path).status == 200
    after = person.reader.follow(person.reader.send(page, "/revoke"))

    assert stranger.get(path).status == 404
    assert given(after) == []


def test_nobody_takes_back_a_link_of_somebody_else(somebody: Callable[..., Person], person: Person, stranger: Reader):
    person.reader.send(person.reader.open("/assessment/links"), "/show")
    page = person.reader.open("/assessment/links")
    other = somebody().reader
    action = page.form("/revoke")["action"]
    sent = other.request("POST", action, data={"csrf_token": other.open("/").csrf})

    assert sent.status == 404
    assert stranger.get(given(page)[0]).status == 200


def test_an_expired_link_opens_nothing(stranger: Reader, url: Callable):
    assert stranger.get(url(made=now() - WEEK)).status == 404
    assert stranger.get(url(made=now() - WEEK + timedelta(minutes=5))).status == 200


@pytest.mark.parametrize("kind", list(LinkKind))
def test_a_token_of_one_kind_is_refused_as_the_other(app: Flask, stranger: Reader, url: Callable, kind: LinkKind):
    token = url(kind).rpartition("/")[2]
    with app.app_context():
        readable = {wanted: link_id(token, wanted) is not None for wanted in LinkKind}

    assert readable == {wanted: wanted is kind for wanted in LinkKind}
    assert stranger.get(f"/{'shared' if kind is LinkKind.CONTINUE else 'continue'}/{token}").status == 404


@pytest.mark.parametrize("kind", list(LinkKind))
def test_a_token_that_was_tampered_with_is_refused(stranger: Reader, url: Callable, kind: LinkKind):
    folder, _, token = url(kind).rpartition("/")
    body, _, signature = token.partition(".")
    forged = [token[:-2], token[1:], token.swapcase(), f"{body}.", f".{signature}", body, f"{body}.{signature[::-1]}",
              f"{token}x", "я", "%00", "a.b.c", "x" * 4000]  # fmt: skip

    assert {stranger.get(f"{folder}/{wrong}").status for wrong in forged} == {404}
    assert stranger.get(f"{folder}/{token}").status == 200


def test_a_database_alone_opens_nothing(stranger: Reader, url: Callable, rows: Callable):
    url(LinkKind.CONTINUE)
    ids = [link["id"] for link in rows()["link"]]

    assert {stranger.get(f"/{folder}/{id}").status for folder in ("continue", "shared") for id in ids} == {404}


@pytest.mark.parametrize("agent", ROBOTS)
def test_a_preview_robot_gets_nobodys_data_and_uses_nothing_up(
    stranger: Reader, url: Callable, person: Person, rows: Callable, agent: str
):
    paths = [url(examples=person.asked), url(LinkKind.CONTINUE)]
    whole, before = stranger.open(paths[0]), rows()
    for path in paths:
        page = stranger.get(path, headers={"User-Agent": agent})
        assert page.status == 200
        assert EXAMPLE not in page.html
        assert not any(item.text in page.html for item in whole.main.all("h2", "h3") if len(item.text) > 5)
        assert page.tree.one("meta", name="robots")["content"] == "noindex"
    assert rows() == before
    assert [stranger.get(path).status for path in paths] == [200, 200]


def test_looking_at_a_link_to_continue_opens_nothing_yet(stranger: Reader, url: Callable, rows: Callable):
    path, before = url(LinkKind.CONTINUE), rows()
    for method in ("GET", "HEAD", "OPTIONS"):
        stranger.request(method, path)

    assert rows() == before
    assert stranger.get("/assessment").status == 303


def test_the_button_of_a_link_to_continue_opens_the_assessment_as_often_as_needed(
    app: Flask, url: Callable, person: Person
):
    path = url(LinkKind.CONTINUE)
    for _ in range(2):
        phone = Reader(app)
        tasks = phone.follow(phone.send(phone.open(path)))
        assert tasks.path == "/assessment"
        assert "checked" in phone.open(f"/assessment/questions/{person.asked[1]}").main.one(id="level-1")


def test_a_renewed_link_closes_the_old_one(person: Person, stranger: Reader, url: Callable):
    old = url(LinkKind.CONTINUE)
    page = person.reader.follow(person.reader.send(person.reader.open("/assessment/links"), "/links/continue"))
    new = page.main.one(id="own")["value"].removeprefix("http://localhost")

    assert (stranger.get(old).status, stranger.get(new).status) == (404, 200)
    assert stranger.request("POST", old, data={"csrf_token": stranger.open("/").csrf}).status == 404


@pytest.mark.parametrize("round", range(3))
def test_many_people_may_ask_for_their_links_at_once(somebody: Callable[..., Person], rows: Callable, round: int):
    people, gate, seen = [somebody(answered=1) for _ in range(6)], Barrier(6), []

    def look(person: Person) -> None:
        gate.wait(10)
        seen.append(person.reader.get("/assessment/links").status)

    threads = [Thread(target=look, args=[person]) for person in people]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)

    assert seen == [200] * 6
    assert len(rows()["link"]) == 6


def test_a_deleted_assessment_is_opened_by_no_link(person: Person, stranger: Reader, url: Callable, rows: Callable):
    paths = [url(), url(LinkKind.CONTINUE)]
    assert [stranger.get(path).status for path in paths] == [200, 200]
    person.reader.follow(person.reader.send(person.reader.open("/assessment/delete")))

    assert [stranger.get(path).status for path in paths] == [404, 404]
    assert {name: len(found) for name, found in rows().items() if found} == {"framework": 1, "legal_text": 1}


def test_a_public_address_stands_in_every_link(app: Flask):
    from dataclasses import replace

    app.config["SETTINGS"] = replace(app.config["SETTINGS"], public_url="https://kam.example/")
    link = Link("x", "y", LinkKind.SHOW, Extent.REPORT, (), now(), now() + WEEK)
    with app.test_request_context():
        assert link_url(link).startswith("https://kam.example/shared/")


def test_whoever_shows_a_report_sees_when_it_was_opened(
    person: Person, stranger: Reader, url: Callable, rows: Callable
):
    path, start = url(), now()
    assert "Ещё не открывали" in person.reader.open("/assessment/links").main.one(id="given").text
    stranger.get(path, headers={"User-Agent": "TelegramBot (like TwitterBot)"})
    stranger.request("HEAD", path)
    assert rows()["opening"] == []
    for minutes in (0, 5, 11, 60):
        with time_machine.travel(start + timedelta(minutes=minutes)):
            stranger.open(path)

    assert len(rows()["opening"]) == 4
    assert "Открывали 4 раза" in person.reader.open("/assessment/links").main.one(id="given").text


def test_a_closed_link_is_opened_by_nobody_and_noted_for_nobody(
    person: Person, stranger: Reader, url: Callable, rows: Callable
):
    path = url()
    page = person.reader.open("/assessment/links")
    person.reader.follow(person.reader.send(page, "/revoke"))

    assert stranger.get(path).status == 404
    assert rows()["opening"] == []


def test_each_reading_by_another_adds_exactly_one_row_and_one_s_own_none(
    app: Flask, person: Person, stranger: Reader, url: Callable, rows: Callable, member: Callable
):
    whole, first = url(), url(extent=Extent.SUMMARY)
    for number, path in enumerate((whole, whole, first), start=1):
        stranger.open(path)
        assert len(rows()["opening"]) == number
    person.reader.open(whole)
    owner = member("owner@example.ru").sit_down(person.id)
    owner.follow(owner.send(owner.open("/account"), "/account/assessments"))
    owner.open(whole)
    for page in ("/report", "/assessment/links", "/account/shown"):
        owner.open(page)

    assert [(row["reader"], row["extent"]) for row in rows()["opening"]].count(("with_link", "report")) == 2
    assert len(rows()["opening"]) == 3
    log = owner.open("/account/shown").main.one("table").text
    assert log.count("кто-то по ссылке") == 3
    assert "Весь отчёт" in log


def shown_to(owner: Person, mailbox: str, note: str = "Для Олега") -> str:
    page = owner.reader.open("/assessment/links")
    page = owner.reader.follow(owner.reader.send(page, "/show", mailbox=mailbox, note=note, extent="report"))
    return given(page)[0]


def test_a_report_for_one_account_opens_for_that_account_alone_and_says_who_read_it(
    app: Flask, person: Person, stranger: Reader, rows: Callable, member: Callable
):
    path = shown_to(person, " Oleg@Example.ru ")
    oleg, other = member("oleg@example.ru"), member("other@example.ru")

    assert stranger.get(path).leads_to.startswith("/sign-in?next=/shared/")
    assert other.get(path).status == 404
    assert rows()["opening"] == []
    assert path in [link["href"].removeprefix("http://localhost") for link in oleg.open("/account/shown").main.all("a")]
    assert other.open("/account/shown").main.all("a", href=path) == []
    oleg.open(path)
    assert [row["reader"] for row in rows()["opening"]] == ["named"]
    log = person.reader.open("/assessment/links").main.one(id="read").text
    assert "oleg@example.ru" in log
    assert "Для Олега" in person.reader.open("/assessment/links").main.one(id="given").text


def test_who_deletes_their_account_leaves_no_name_in_what_was_shown_to_them(
    app: Flask, person: Person, rows: Callable, member: Callable
):
    path = shown_to(person, "oleg@example.ru", "")
    oleg = member("oleg@example.ru")
    oleg.open(path)
    oleg.follow(oleg.send(oleg.open("/account/delete")))

    assert "oleg" not in str(rows())
    assert len(rows()["opening"]) == 1
    assert Reader(app).get(path).status in {303, 404}
    assert member("oleg@example.ru").get(path).status == 404


def test_a_link_is_taken_back_from_the_list_of_everything_by_its_owner_alone(
    person: Person, url: Callable, stranger: Reader, member: Callable
):
    path, owner, other = url(), member("owner@example.ru").sit_down(person.id), member("other@example.ru")
    owner.follow(owner.send(owner.open("/account"), "/account/assessments"))
    page = owner.open("/account/shown")
    action = page.form("/take-back")["action"]

    assert other.request("POST", action, headers={"X-CSRFToken": other.open("/account").csrf}).status == 404
    assert stranger.get(path).status == 200
    owner.follow(owner.send(page, "/take-back"))
    assert stranger.get(path).status == 404


def test_only_what_there_is_can_be_shown(person: Person, rows: Callable):
    page = person.reader.open("/assessment/links")

    assert {item["value"] for item in page.main.all("input", name="extent")} == {"summary", "report", "plan"}
    everything = page.values(page.form("/show")) | {"extent": "everything"}
    assert person.reader.request("POST", "/assessment/links/show", data=everything).status == 422
    assert person.reader.send(page, "/show", mailbox="no mailbox").status == 422
    assert [row["kind"] for row in rows()["link"]] == ["continue"]
