"""A contest on its pages, from its days to the finalists."""

import pytest
from flask import Flask
from playwright.sync_api import Page

from kamcareer.core.accounts import Role
from kamcareer.core.assessment import Draft
from kamcareer.services.accounts import find_by_mailbox, new_one_time_link, open_one_time_link
from kamcareer.services.own_assessments import claim
from kamcareer.services.self_assessment import finish, save_answer, start
from kamcareer.services.sign_ins import sign_in
from kamcareer.store.database import db
from kamcareer.web.clock import now
from kamcareer.web.frameworks import current_framework
from tests.agreements import agreed
from tests.end_to_end.conftest import OpenPage, follow
from tests.end_to_end.test_hiring import look
from tests.web.test_contests import NAMES, contest_with_people, decided


def signed_in(app: Flask, base_url: str, name: str, *roles: Role) -> dict:
    with app.app_context():
        session, email = db.session(), f"{name}@example.ru"
        account = find_by_mailbox(session, email)
        if account is None:
            link = new_one_time_link(session, email, now(), frozenset(roles))
            account = open_one_time_link(session, link, None, now())
        secret = sign_in(session, account, "Firefox", now(), now())
        session.commit()
    return {"name": "account", "value": secret, "url": base_url}


def assessed(app: Flask, name: str) -> None:
    """Give an account an own assessment that is finished."""
    with app.test_request_context():
        session, framework, account = (
            db.session(),
            current_framework(),
            find_by_mailbox(db.session(), f"{name}@example.ru"),
        )
        assert account
        id = start(session, framework, None, "key_account_manager_retail", now(), agreed()).id
        for competency in framework.competencies:
            save_answer(session, id, competency, Draft(level=2, confidence="fairly"), competency, now())
        finish(session, id, now())
        claim(session, id, account.id, now())
        session.commit()


@pytest.mark.parametrize(("language", "scheme"), [("ru", "light"), ("en", "dark")])
def test_a_contest_hides_names_until_the_finalists_are_named(
    open_page: OpenPage, live_app: Flask, base_url: str, language: str, scheme: str
):
    rosa = signed_in(live_app, base_url, "rosa", Role.RECRUITER, Role.INTERVIEWER)
    anna = signed_in(live_app, base_url, "anna", Role.INTERVIEWER)
    with live_app.test_request_context():
        framework = current_framework()
    vacancy, people = contest_with_people(live_app, framework)
    page = open_page(language, color_scheme=scheme)
    page.context.add_cookies([rosa])
    found = {}

    def seen(path: str) -> str:
        page.goto(path)
        found[f"{path} {len(found)}"] = look(page)
        return page.locator("main").inner_text()

    contest = f"/recruiting/talks/{vacancy}/contest"
    seen(f"/recruiting/vacancies/{vacancy}/contest")
    seen(contest)
    move(page, contest, "announce")
    seen("/contests")
    assessed(live_app, "rosa")
    seen(f"/vacancies/{vacancy}/apply")
    seen(page.locator("a[href*='answers=']").get_attribute("href") or "")
    decided(live_app, vacancy, people)
    assert NAMES[0] not in seen(contest)
    page.context.add_cookies([anna])
    seen(f"/recruiting/talks/{vacancy}/contest/applicants/{people[0]}")
    seen(f"/recruiting/talks/{vacancy}/contest-end")
    move(page, contest, "finalists")
    assert NAMES[0] in seen(contest)
    assert {path: these for path, these in found.items() if these} == {}


def move(page: Page, contest: str, name: str) -> None:
    page.goto(contest)
    follow(page.locator(f"form[action$='/{name}'] button"))
