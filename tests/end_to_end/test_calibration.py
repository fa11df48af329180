"""A calibration session in a browser: HR makes and leads it, a person agrees and reads what came of it, a manager reads along."""

from dataclasses import dataclass
from datetime import timedelta
from uuid import uuid4

import pytest
from flask import Flask
from playwright.sync_api import Page, expect

from kamcareer.core.accounts import Role
from kamcareer.core.assessment import Draft, questions
from kamcareer.core.company_rounds import Aim
from kamcareer.core.people import Person
from kamcareer.core.rating_requests import GivenRating
from kamcareer.services.accounts import new_one_time_link, open_one_time_link
from kamcareer.services.company_rounds import Planned, make_round, name_accounts, name_rater, progress_of
from kamcareer.services.self_assessment import finish, save_answer
from kamcareer.services.sign_ins import sign_in
from kamcareer.services.taking_part import own_part, take_part
from kamcareer.services.team_ratings import rate_team, send_team, team_round
from kamcareer.store.database import db
from kamcareer.store.people import put_people, record_of
from kamcareer.web.frameworks import current_framework
from tests.agreements import agreed
from tests.conftest import now
from tests.end_to_end.conftest import OpenPage, follow
from tests.end_to_end.test_hiring import look

pytestmark = pytest.mark.browser
TEAMS = {f"M{boss}": [f"M{boss}-{n}" for n in range(5)] for boss in range(3)}
TOPICS, REASON = 4, "Led three chains alone, last in October"


@dataclass(frozen=True)
class House:
    """A round of three managers with five people each, everything sent; cookies by personnel number and for HR."""

    round_id: str
    cookies: dict[str, dict]


@pytest.fixture
def house(live_app: Flask, base_url: str) -> House:
    with live_app.app_context():
        session, framework, until = db.session(), current_framework(), now() + timedelta(days=21)
        unit = f"Северо-Западный филиал {uuid4().hex[:4]}"
        put_people(session, [Person(boss, f"Руководитель {boss}", "", None, "sales_manager") for boss in TEAMS], now())
        team = [Person(n, f"Иванов Иван {n}", unit, m, "supervisor") for m, several in TEAMS.items() for n in several]
        put_people(session, team, now())
        accounts, cookies = {}, {}
        for who in ("hr", *TEAMS, *(one.number for one in team)):
            granted = frozenset({Role.HR} if who == "hr" else {Role.MANAGER} if who in TEAMS else ())
            email = f"{who}-{uuid4().hex}@example.ru".lower()
            accounts[who] = open_one_time_link(session, new_one_time_link(session, email, now(), granted), None, now())
            secret = sign_in(session, accounts[who], "Firefox", now(), now())
            cookies[who] = {"name": "account", "value": secret, "url": base_url}
        made = make_round(session, framework, Planned("Осень", Aim.PRESENT, None, until.date()), {unit}, (), now())
        for boss in TEAMS:
            name_rater(session, progress_of(session, made.id), boss, accounts[boss].email, now())
        topics = questions(framework, "supervisor")[:TOPICS]
        for place, one in enumerate(team):
            name_accounts(
                session,
                progress_of(session, made.id),
                {record_of(session, one.number): accounts[one.number].email},
                now(),
            )
            part = own_part(session, made.id, accounts[one.number].id)
            begun = take_part(session, part, accounts[one.number], agreed(), until, now())
            for number, topic in enumerate(topics):
                said = Draft(level=(place + number) % 3 + 1, confidence="fairly")
                save_answer(session, begun, topic, said, f"{begun}{topic}", now())
            finish(session, begun, now())
        for kinder, boss in enumerate(TEAMS):
            for number, topic in enumerate(topics):
                found = team_round(session, made.id, accounts[boss].id, now())
                told = {
                    one.person.record: GivenRating(min(4, (n + number) % 3 + kinder))
                    for n, one in enumerate(found.members)
                }
                rate_team(session, found, accounts[boss].id, topic, told)
            send_team(session, team_round(session, made.id, accounts[boss].id, now()), accounts[boss].id, told)
        session.commit()
    return House(made.id, cookies)


def agree(page: Page, house: House, number: str) -> str:
    """Say yes on the page that the page of the round leads to; return its address."""
    page.context.clear_cookies(name="account")
    page.context.add_cookies([house.cookies[number]])
    page.goto(f"/account/rounds/{house.round_id}")
    follow(page.locator("#calibration a").first)
    follow(page.locator("#answer .btn-1"))
    return page.url


def make_session(hr: Page, house: House, found: dict) -> str:
    """Make a session with all three managers, from the page of the round; return its address."""
    hr.goto(f"/hr/rounds/{house.round_id}")
    found["round"] = look(hr)
    follow(hr.locator("#calibration .btn").first)
    hr.fill("#title", "North-West, supervisors")
    for box in hr.locator("#managers input").all():
        box.check()
    found["new"] = look(hr)
    follow(hr.locator("main form .btn-1"))
    return hr.url


@pytest.mark.parametrize(("width", "scheme"), [(390, "light"), (1440, "dark")])
def test_a_calibration_session_from_its_making_to_its_minutes(
    open_page: OpenPage, house: House, width: int, scheme: str
):
    hr, person, boss = (open_page("en", width, 900, color_scheme=scheme) for _ in range(3))
    hr.context.add_cookies([house.cookies["hr"]])
    boss.context.add_cookies([house.cookies["M0"]])
    found = {}
    session = make_session(hr, house, found)
    for number in ("M0-0", "M1-0", "M1-1"):
        own = agree(person, house, number)
    found["asked"] = look(person)

    hr.goto(session)
    found["session"] = look(hr)
    hr.set_viewport_size({"width": width, "height": 900})
    follow(hr.locator("main a.btn-1"))
    found["topic"] = look(hr)
    rows = hr.locator("#people .given > li")
    expect(rows).to_have_count(3)
    follow(rows.nth(0).locator("button[name=unchanged]"))
    expect(rows.nth(0).locator(".kept")).to_contain_text("Unchanged")
    last = rows.nth(2)
    last.locator("summary").click()
    last.locator("label.chip").nth(4).click()
    last.locator(".btn-2", has_text="Keep").click()
    hr.locator("[data-error-summary]").wait_for()
    last.locator("textarea").fill(REASON)
    follow(last.locator(".btn-2", has_text="Keep"))
    expect(last.locator(".kept")).to_contain_text(REASON)

    boss.goto(hr.url)
    expect(boss.locator("main")).to_contain_text(REASON)
    expect(boss.locator("main form")).to_have_count(0)
    person.goto(own)
    expect(person.locator("main")).not_to_contain_text(REASON)
    hr.goto(session)
    follow(hr.locator("form[action$='/close'] button"))
    found["closing"] = look(hr)
    follow(hr.locator("button[name=sure]"))
    found["closed"] = look(hr)
    with hr.expect_download() as minutes:
        hr.locator("form[action$='.docx'] button").click()
    assert minutes.value.suggested_filename.endswith(".docx")
    person.goto(own)
    expect(person.locator("main table")).to_contain_text(REASON)
    found["own"] = look(person)
    person.goto("/account/shown")
    found["shown"] = look(person)
    hr.goto(f"/hr/rounds/{house.round_id}/ratings")
    expect(hr.locator("tbody tr")).to_have_count(3)
    found["ratings"] = look(hr)
    assert {name: these for name, these in found.items() if these} == {}
