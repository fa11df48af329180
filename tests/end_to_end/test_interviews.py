"""Two interviewers and a recruiter in three browsers: marked alone, locked, unseen before, and read together after."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from flask import Flask
from playwright.sync_api import Page, expect
from sqlalchemy.orm import Session

from kamcareer.core.accounts import Account, Role
from kamcareer.services.accounts import new_one_time_link, open_one_time_link
from kamcareer.services.interview_kits import choose_kit, proposed_kit
from kamcareer.services.sign_ins import sign_in
from kamcareer.services.vacancies import opened, set_terms
from kamcareer.store.database import db, may_write
from kamcareer.store.vacancies import find_vacancy
from tests.conftest import now
from tests.end_to_end.conftest import OpenPage
from tests.end_to_end.test_hiring import Hiring, look
from tests.end_to_end.test_hiring import hiring as hiring  # noqa: PLC0414 - the same vacancy

pytestmark = pytest.mark.browser
HEARD = "Сказала, что трижды ходила к закупщику и вернула полку"


@pytest.fixture
def panel(live_app: Flask, base_url: str, hiring: Hiring) -> list[dict]:
    """What lets two interviewers into their browsers, once the questions of the vacancy are chosen."""
    may_write.set(True)
    with live_app.app_context():
        session = db.session()
        vacancy = find_vacancy(session, hiring.vacancy)
        assert vacancy
        people = [_interviewer(session, f"{name}-{hiring.vacancy}@example.ru") for name in ("anna", "boris")]
        set_terms(session, vacancy, replace(vacancy.terms, panel=frozenset(one.id for one in people)))
        found = opened(session, vacancy)
        choose_kit(session, found, proposed_kit(session, found, 45), now(), sure=True)
        kept = [sign_in(session, one, "Firefox", now(), now()) for one in people]
        session.commit()
    return [{"name": "account", "value": secret, "url": base_url} for secret in kept]


def _interviewer(session: Session, email: str) -> Account:
    secret = new_one_time_link(session, email, now(), frozenset({Role.INTERVIEWER}))
    made = open_one_time_link(session, secret, None, now())
    assert made
    return made


def marked(page: Page, level: int) -> None:
    """Mark everything at a level by hand, the first topic with words."""
    page.locator("main textarea[name^=heard_]").first.fill(f"{HEARD} {level}")
    groups = page.locator("main fieldset")
    for number in range(groups.count()):
        groups.nth(number).locator(".lvl").nth(level).click()
    page.locator("main button[name=then]").click()
    page.wait_for_url("**/lock")


def test_what_an_interviewer_writes_is_kept_without_a_button_and_waits_out_a_lost_connection(
    open_page: OpenPage, hiring: Hiring, panel: list[dict]
):
    page = open_page("ru", 390, 844)
    page.context.add_cookies([panel[0]])
    page.goto(f"/recruiting/talks/{hiring.vacancy}/{hiring.people[0]}")
    words, status = page.locator("main textarea[name^=heard_]").first, page.locator("#save-status")
    words.fill(HEARD)
    expect(status).to_contain_text("Сохранено в")
    page.locator("main fieldset").first.locator(".lvl").nth(3).click()
    expect(page.locator("[name=revision]")).to_have_value("2")
    page.context.set_offline(True)
    words.fill(f"{HEARD} дважды")
    expect(status).to_contain_text("Нет связи")
    with page.expect_event("requestfailed"):
        page.locator("main button[name=then]").click()
    expect(status).to_contain_text("Нет связи")
    page.context.set_offline(False)
    expect(status).to_contain_text("Сохранено в")
    page.reload()

    expect(words).to_have_value(f"{HEARD} дважды")
    expect(page.locator("main fieldset").first.locator("input:checked")).to_have_value("3")
    assert page.evaluate("Object.keys(localStorage).length + Object.keys(sessionStorage).length") == 0


def locked(page: Page) -> None:
    page.locator("main form button.btn-1").click()
    page.wait_for_url("**/marks")


@pytest.mark.parametrize(("language", "scheme"), [("ru", "light"), ("en", "dark")])
def test_two_interviewers_mark_alone_and_read_one_another_after_both_have_locked(
    open_page: OpenPage, hiring: Hiring, panel: list[dict], language: str, scheme: str
):
    found: dict[str, list[str]] = {}
    talk = f"/recruiting/talks/{hiring.vacancy}/{hiring.people[0]}"

    def opened_for(cookie: dict) -> Page:
        page = open_page(language, color_scheme=scheme)
        page.context.add_cookies([cookie])
        return page

    def seen(page: Page, name: str) -> None:
        found[name] = look(page)

    anna, boris, rita = (opened_for(cookie) for cookie in (*panel, hiring.cookie))
    steps: list[tuple[str, Callable[[], object]]] = [
        ("list", lambda: anna.goto("/recruiting/talks")),
        ("kit", lambda: anna.goto(f"/recruiting/talks/{hiring.vacancy}/kit")),
        ("sheet", lambda: anna.goto(f"{talk}/sheet")),
        ("card", lambda: anna.goto(talk)),
        ("lock", lambda: marked(anna, 4)),
        ("locked", lambda: locked(anna)),
    ]
    for name, step in steps:
        step()
        seen(anna, name)
    for page in (rita, boris):
        page.goto(f"{talk}/marks")
        assert HEARD not in page.content()
    seen(rita, "who has locked")
    boris.goto(talk)
    marked(boris, 1)
    locked(boris)
    seen(boris, "map")
    for page in (anna, rita):
        page.goto(f"{talk}/marks")
        assert f"{HEARD} 4" in page.content()
        assert f"{HEARD} 1" in page.content()
    rita.locator("main section[id^=talk-] details summary").first.click()
    rita.locator("main section[id^=talk-] details .chip").nth(3).click()
    rita.locator("main section[id^=talk-] details textarea").first.fill("Пример был один, услышали его вдвоём")
    rita.locator("main section[id^=talk-] details button").first.click()
    rita.locator("text=Пример был один").first.wait_for()
    seen(rita, "agreed")

    assert {name: these for name, these in found.items() if these} == {}
