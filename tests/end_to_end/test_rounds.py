"""A round on phones, from its making to the talk: HR, one who takes part, and a manager with eight people."""

import re
from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

import pytest
from flask import Flask
from playwright.sync_api import Page, expect

from kamcareer.core.accounts import GRANTED
from kamcareer.core.people import Person
from kamcareer.services.accounts import find_by_mailbox, new_one_time_link, open_one_time_link
from kamcareer.services.company_rounds import name_accounts, progress_of
from kamcareer.services.round_peers import ask_of, asked_of, hand_in
from kamcareer.services.sign_ins import sign_in
from kamcareer.services.taking_part import own_part, take_part
from kamcareer.store.database import db
from kamcareer.store.people import put_people, record_of
from tests.agreements import agreed
from tests.conftest import now
from tests.end_to_end.conftest import OpenPage, follow
from tests.end_to_end.test_hiring import look

pytestmark = pytest.mark.browser
EIGHT = 8
TOLD = ("negotiation",)
UNIT = "Северо-Западный филиал"


@pytest.fixture
def cookies(live_app: Flask, base_url: str) -> dict[str, dict]:
    """The cookies of the manager, who is HR too, and of nine who work for them; the staff list knows all ten."""
    with live_app.app_context():
        session = db.session()
        chief = Person("B1", "Преображенская-Константинопольская Вера", "", None, "supervisor")
        team = [Person(f"P{n}", f"Иванов Иван {n}", UNIT, "B1", "sales_representative") for n in range(EIGHT + 1)]
        team[EIGHT] = replace(team[EIGHT], email="konstantin.preobrazhensky@severo-zapadny-filial.example.ru")
        put_people(session, [chief, *team], now())
        made = {}
        for name, roles in [("boss", GRANTED), *((f"P{n}", frozenset()) for n in range(EIGHT + 1))]:
            email = f"{name}-{uuid4().hex}@example.ru".lower()
            account = open_one_time_link(session, new_one_time_link(session, email, now(), roles), None, now())
            secret = sign_in(session, account, "Firefox", now(), now())
            made[name] = {"name": "account", "value": secret, "url": base_url, "email": email, "id": account.id}
        session.commit()
    return made


def cookie(one: dict) -> dict:
    return {name: one[name] for name in ("name", "value", "url")}


def others_take_part(live_app: Flask, round_id: str, cookies: dict[str, dict]) -> None:
    with live_app.app_context():
        session, until = db.session(), now() + timedelta(days=21)
        for number in (f"P{n}" for n in range(1, EIGHT)):
            name_accounts(
                session, progress_of(session, round_id), {record_of(session, number): cookies[number]["email"]}, now()
            )
            part = own_part(session, round_id, cookies[number]["id"])
            account = find_by_mailbox(session, cookies[number]["email"])
            take_part(session, part, account, agreed(), until, now())
        session.commit()


def make_round(page: Page, cookies: dict[str, dict], found: dict) -> str:
    page.goto("/hr/rounds")
    follow(page.locator("main a.btn-1"))
    page.fill("#title", "Осень 2026, Северо-Запад")
    found["new"] = look(page)
    page.check(f"input[name=units][value='{UNIT}']")
    follow(page.locator("main form .btn-1"))
    found["before it is made"] = look(page)
    follow(page.locator("button[name=sure]"))
    page.select_option("#managers-whose", index=0)
    page.fill("#managers-email", cookies["boss"]["email"])
    follow(page.locator("form:has(#managers-whose) button"))
    round_id = page.url.rpartition("/")[2]
    follow(page.locator("main a[href$='/accounts']"))
    page.get_by_label("Иванов Иван 0, P0").fill(cookies["P0"]["email"])
    found["accounts"] = look(page)
    follow(page.locator("main form .btn-1"))
    found["progress"] = look(page)
    return round_id


def hear_colleagues(  # noqa: PLR0913 - who proposes, who agrees, who hands in
    live_app: Flask, person: Page, boss: Page, colleague: Page, cookies: dict[str, dict], round_id: str, found: dict
) -> None:
    """Propose three, agree, and hand in: two by the service, the last on the page."""
    person.goto(f"/account/rounds/{round_id}")
    for number in (1, 2, 3):
        person.select_option("#who", label=f"Иванов Иван {number}, {UNIT}")
        follow(person.locator("form[action$='/colleagues'] button"))
    found["proposed"] = look(person)
    boss.goto(f"/team/rounds/{round_id}")
    follow(boss.locator("a[href$='/colleagues']"))
    found["to agree"] = look(boss)
    follow(boss.locator("#who button"))
    with live_app.app_context():
        session, secret = db.session(), live_app.config["SECRET_KEY"]
        for number in ("P1", "P2"):
            ((peer, _name),) = asked_of(session, cookies[number]["id"], now().date())
            hand_in(
                session, secret, ask_of(session, peer.id, cookies[number]["id"], now().date()), dict.fromkeys(TOLD, 4)
            )
        session.commit()
    colleague.context.add_cookies([cookie(cookies["P3"])])
    colleague.goto("/account")
    follow(colleague.locator("#about a"))
    found["asked about"] = look(colleague)
    for topic in TOLD:
        colleague.locator(f"label:has(input[name='level-{topic}'][value='4'])").tap()
    # By the key: the page is long, and its end stays in sight while it scrolls.
    with colleague.expect_navigation():
        colleague.locator(".form-end button").press("Enter")
    expect(colleague.locator("#about")).to_have_count(0)


def assess(page: Page, round_id: str, found: dict) -> None:
    page.goto(f"/account/rounds/{round_id}")
    found["asked"] = look(page)
    follow(page.locator("main .form-end button"))
    page.locator(".form-end button[value=quick]").tap()
    page.wait_for_url("**/assessment/questions/**")
    while "/questions/" in page.url:
        was = page.url
        page.locator("label:has(#level-1)").tap()
        page.locator(".form-end button[type=submit]").first.tap()
        page.wait_for_url(lambda url, was=was: url != was)
    page.goto("/assessment/check")
    page.locator(".form-end button").tap()
    page.wait_for_url("**/report")


def rate_everybody(page: Page, round_id: str, found: dict) -> tuple[int, int]:
    """Rate the whole team; return the taps and the topics."""
    page.goto(f"/team/rounds/{round_id}")
    follow(page.locator("main a.btn-1"))
    found["rating"] = look(page)
    assert page.locator("fieldset.person-row").count() == EIGHT
    taps = topics = 0
    while "/topics/" in page.url:
        was = page.url
        for row in page.locator("fieldset.person-row").all():
            row.locator("label").nth(3).tap()
            taps += 1
        page.locator(".form-end .btn-1").tap()
        page.wait_for_url(lambda url, was=was: url != was)
        taps, topics = taps + 1, topics + 1
    return taps, topics


@pytest.mark.parametrize(("language", "scheme"), [("ru", "light"), ("en", "dark")])
def test_a_round_from_its_making_to_the_talk(
    live_app: Flask, open_page: OpenPage, cookies: dict[str, dict], language: str, scheme: str
):
    phone = {"has_touch": True, "is_mobile": True, "color_scheme": scheme}
    boss, person, found = open_page(language, 390, 844, **phone), open_page(language, 390, 844, **phone), {}
    boss.context.add_cookies([cookie(cookies["boss"])])
    person.context.add_cookies([cookie(cookies["P0"])])
    round_id = make_round(boss, cookies, found)
    others_take_part(live_app, round_id, cookies)
    assess(person, round_id, found)
    colleague = open_page(language, 390, 844, **phone)
    hear_colleagues(live_app, person, boss, colleague, cookies, round_id, found)

    boss.goto(f"/hr/rounds/{round_id}/form")
    found["form"] = look(boss)
    taps, topics = rate_everybody(boss, round_id, found)
    assert taps == topics * (EIGHT + 1)
    found["my people"] = look(boss)
    boss.locator("#send input[type=checkbox]").first.check()
    follow(boss.locator("#send button"))
    follow(boss.locator("a[href*='/people/']").first)
    expect(boss.locator("#agenda .gaps > li")).to_have_count(3)
    found["talk"] = look(boss)
    expect(boss.locator("main")).to_contain_text(re.compile("Коллеги|Colleagues"))
    person.goto("/account/shown")
    found["shown"] = look(person)
    first = boss.locator("#agenda .gaps > li").first
    first.locator("label").nth(2).tap()
    first.locator("textarea").fill("Договорились: два следующих визита вместе")
    follow(first.locator("button"))
    expect(boss.locator("#agenda .kept")).to_have_count(1)

    person.goto(f"/account/rounds/{round_id}")
    expect(person.locator("main")).to_contain_text("два следующих визита вместе")
    found["own"] = look(person)
    boss.goto(f"/hr/rounds/{round_id}")
    expect(boss.locator("main")).not_to_contain_text(re.compile("визита|самостоятельно|independent"))
    assert {name: these for name, these in found.items() if these} == {}
