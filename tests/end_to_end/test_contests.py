"""A contest on its pages, from its announcement to the file that is kept of it."""

import subprocess

import pytest
from flask import Flask
from playwright.sync_api import Page

from kamcareer.core.accounts import Role
from kamcareer.core.assessment import Draft
from kamcareer.core.decisions import Outcome
from kamcareer.core.planning.decisions import Decision, Said
from kamcareer.services.accounts import find_by_mailbox, new_one_time_link, open_one_time_link
from kamcareer.services.applications import everybody_in
from kamcareer.services.development_plan import decide
from kamcareer.services.own_assessments import claim
from kamcareer.services.self_assessment import finish, open_sitting, save_answer, start
from kamcareer.services.sign_ins import sign_in
from kamcareer.store.database import db
from kamcareer.web.frameworks import current_framework
from tests.agreements import agreed
from tests.conftest import now
from tests.end_to_end.conftest import OpenPage, follow
from tests.end_to_end.test_hiring import look
from tests.end_to_end.test_interviews import locked, marked
from tests.web.test_contests import NAMES, contest_with_people, decided

pytestmark = pytest.mark.browser
DONE = "open_new_territory"
WORDS = "Участвовали четверо. Должность предлагаем Вере: она одна провела такие переговоры до конца."


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
    """Give an account an own assessment that is finished, with a plan of which one thing is done."""
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
        decide(session, open_sitting(session, id), Decision(DONE, Said.DONE, now()))
        claim(session, id, account.id, now())
        session.commit()


@pytest.mark.parametrize(("language", "scheme"), [("ru", "light"), ("en", "dark")])
def test_a_contest_is_walked_from_its_announcement_to_its_file(
    open_page: OpenPage, live_app: Flask, base_url: str, language: str, scheme: str
):
    cookies = {
        "rosa": signed_in(live_app, base_url, "rosa", Role.RECRUITER, Role.INTERVIEWER),
        "anna": signed_in(live_app, base_url, "anna", Role.INTERVIEWER),
        "vera": signed_in(live_app, base_url, f"vera-{language}", Role.EMPLOYEE),
    }
    assessed(live_app, f"vera-{language}")
    with live_app.test_request_context():
        framework = current_framework()
        activity = getattr(framework.activities[DONE].name, language)
    vacancy, people = contest_with_people(live_app, framework)
    rosa, anna, vera = (open_page(language, color_scheme=scheme) for _ in cookies)
    for page, cookie in zip((rosa, anna, vera), cookies.values(), strict=True):
        page.context.add_cookies([cookie])
    found: dict[str, list[str]] = {}

    def seen(page: Page, path: str) -> str:
        page.goto(path)
        found[f"{path} {len(found)}"] = look(page)
        return page.locator("main").inner_text()

    contest = f"/recruiting/talks/{vacancy}/contest"
    seen(rosa, f"/recruiting/vacancies/{vacancy}/contest")
    seen(rosa, contest)
    move(rosa, contest, "announce")
    seen(vera, "/contests")
    seen(vera, f"/vacancies/{vacancy}/apply")
    applied(vera, found)
    shows_plan(vera, activity, found)
    hers = newest(live_app, vacancy)

    decided(live_app, vacancy, people)
    assert NAMES[0] not in seen(rosa, contest)
    applicant = f"{contest}/applicants/{hers}"
    assert "Вера" not in seen(anna, applicant)
    assert activity not in anna.content()
    decide_on(anna, applicant, Outcome.TALK)
    seen(anna, f"/recruiting/talks/{vacancy}/contest-end")
    move(anna, contest, "finalists")
    assert NAMES[0] in seen(anna, contest)
    assert WORDS not in vera.goto("/application").text()

    assert activity in seen(anna, f"/recruiting/talks/{vacancy}/{hers}/sheet")
    for id in (people[0], people[1], hers):
        for page in (anna, rosa):
            page.goto(f"/recruiting/talks/{vacancy}/{id}")
            marked(page, 3)
            locked(page)
        decide_on(anna, f"{contest}/applicants/{id}", Outcome.OFFER if id == hers else Outcome.DECLINE)
    move(anna, contest, "result", WORDS)
    assert WORDS in seen(anna, contest)
    assert WORDS in seen(vera, "/application")

    for id in (*people, hers):
        approved(rosa, f"/recruiting/vacancies/{vacancy}/candidates/{id}/feedback")
    found["letter"] = look(rosa)
    move(rosa, contest, "finish")
    seen(rosa, contest)
    vera.goto("/application")
    follow(vera.locator("main a[href*='/application/letter'], main a[href*='/outcome']").first)
    found["her letter"] = look(vera)
    file = filed(rosa, vacancy)
    assert [one for one in (*NAMES, "Вера", WORDS, activity, "anna@example.ru") if one not in file] == []
    assert {path: these for path, these in found.items() if these} == {}


def applied(vera: Page, found: dict[str, list[str]]) -> None:
    """Apply with the answers that were given before, under one's name, and send them."""
    vera.goto(vera.locator("a[href*='answers=']").first.get_attribute("href") or "")
    found["agreement with own answers"] = look(vera)
    follow(vera.locator("main form button.btn-1"))
    vera.fill("#name", "Вера Преображенская")
    follow(vera.locator("main form button.btn-1"))
    vera.goto("/application")
    found["before sending"] = look(vera)
    follow(vera.locator("form[action$='/send'] button"))


def shows_plan(vera: Page, activity: str, found: dict[str, list[str]]) -> None:
    """Let the panel read in the final what is done of one's plan."""
    vera.goto("/application/shown-plan")
    assert activity in vera.locator("main").inner_text()
    found["the plan that would be shown"] = look(vera)
    follow(vera.locator("#document button"))
    vera.goto("/application/shown-plan")
    found["the plan that is shown"] = look(vera)


def newest(app: Flask, vacancy: str) -> str:
    with app.app_context():
        return next(one.id for one in everybody_in(db.session(), vacancy) if one.name.startswith("Вера"))


def decide_on(chair: Page, path: str, outcome: Outcome) -> None:
    """Decide as the chair, with a ground and in words."""
    chair.goto(path)
    chair.locator(f"label:has(input[name=outcome][value={outcome}])").click()
    chair.locator("label:has(input[name=because])").first.click()
    chair.fill("#words", "Комиссия услышала об этом на примере")
    follow(chair.locator("main form button[type=submit]"))


def approved(rosa: Page, path: str) -> None:
    """Read the draft of a letter, sign it and let it go."""
    rosa.goto(path)
    if rosa.locator("#done_well").input_value() == "":
        rosa.fill("#done_well", "Рассказали, как вели переговоры, и не прятали трудное.")
    rosa.fill("#signed", "Роза Орлова, рекрутер")
    rosa.locator("label:has(input[name=then][value=approve])").click()
    follow(rosa.locator("main form button.btn-1"))
    rosa.goto(path)


def filed(rosa: Page, vacancy: str) -> str:
    """Return the words of the whole file of a contest."""
    body = rosa.request.get(f"/recruiting/talks/{vacancy}/contest-file/pdf").body()
    words = subprocess.run(["pdftotext", "-", "-"], input=body, capture_output=True, check=True).stdout.decode()
    return " ".join(words.split())


def move(page: Page, contest: str, name: str, words: str = "") -> None:
    page.goto(contest)
    if words:
        page.fill("#words", words)
    follow(page.locator(f"form[action$='/{name}'] button"))
