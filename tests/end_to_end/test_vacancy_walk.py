"""A vacancy from its first page to its letters: recruiter, two interviewers, three candidates, each where they sit."""

from datetime import timedelta

import pytest
from flask import Flask
from playwright.sync_api import Page, expect

from kamcareer.core.accounts import Role
from kamcareer.core.framework.model import Framework
from kamcareer.services.accounts import find_by_mailbox
from kamcareer.services.audit import Event, name_of, trail
from kamcareer.store.database import db
from tests.conftest import local_today
from tests.end_to_end.applicants import (
    EVERYBODY,
    OLEG,
    PHONE,
    SETTLED,
    SIGNED,
    TIMUR,
    VERA,
    Candidate,
    applied,
    names_in,
    told,
)
from tests.end_to_end.conftest import OpenPage, follow
from tests.end_to_end.test_contests import signed_in
from tests.end_to_end.test_interviews import HEARD, locked, marked
from tests.end_to_end.walk import Walk, words

pytestmark = pytest.mark.browser
TABLET, DESK = (834, 1112), (1440, 900)
TITLE = "Менеджер по ключевым клиентам, сети, Казань"
FIRST_HELD, FIRST_NOT_SHOWN, SECOND_NOT_SHOWN = 0, 1, 4  # places among the grounds of a decision: three a topic


@pytest.fixture
def staff(live_app: Flask, base_url: str, open_page: OpenPage, request: pytest.FixtureRequest) -> list[Page]:
    """A recruiter at a desk, two interviewers on tablets."""
    language, scheme = (request.node.callspec.params[name] for name in ("language", "scheme"))
    pages = []
    for name, role, size in (
        ("rosa", Role.RECRUITER, DESK),
        ("anna", Role.INTERVIEWER, TABLET),
        ("boris", Role.INTERVIEWER, TABLET),
    ):
        page = open_page(language, *size, color_scheme=scheme)
        page.context.add_cookies([signed_in(live_app, base_url, f"{name}-{language}", role)])
        pages.append(page)
    return pages


@pytest.mark.parametrize(("language", "scheme"), [("ru", "light"), ("en", "dark")])
def test_a_vacancy_is_walked_from_its_first_page_to_its_letters(
    open_page: OpenPage, live_app: Flask, framework: Framework, staff: list[Page], language: str, scheme: str
):
    walk, (rosa, anna, boris) = Walk(language, live_app, framework), staff
    phones = {one: open_page(language, *PHONE, color_scheme=scheme) for one in EVERYBODY}

    posting = made(walk, rosa)
    vacancy = rosa.url
    for one in EVERYBODY:
        link = posting if one is VERA else invited(rosa, vacancy, one)
        applied(walk, phones[one], link, one)

    paths = listed(walk, rosa, vacancy)
    compared(walk, rosa, vacancy)
    chosen_kit(walk, rosa, vacancy)
    refused(rosa, anna, paths[VERA])
    for phone in phones.values():
        phone.goto("/application/outcome")
        assert walk.said["undecided"] in words(phone)

    revealed(walk, rosa, paths)
    talked(walk, (anna, boris, rosa), paths[VERA])
    concluded(walk, rosa, paths)
    logged(walk, f"rosa-{language}@example.ru")

    for one in EVERYBODY:
        phones[one].goto("/application/outcome")
        assert walk.said["writing"] in words(phones[one])
        lettered(walk, rosa, paths[one], one)
    for one in EVERYBODY:
        told(walk, phones[one], one)
    assert {name: these for name, these in walk.found.items() if these} == {}


def made(walk: Walk, rosa: Page) -> str:
    """Make the vacancy by its pages and open it; return the link of its posting."""
    rosa.goto("/recruiting/vacancies")
    follow(rosa.locator("main a[href$='/vacancies/new']").first)
    rosa.locator("#role").select_option("account_manager")
    rosa.fill("#title", TITLE)
    rosa.check("input[name=reach][value=public]")
    rosa.fill("#deadline", (local_today() + timedelta(days=21)).isoformat())
    expect(rosa.locator("#blind")).to_be_checked()
    rosa.fill("#panel", "\n".join(f"{one}-{walk.language}@example.ru" for one in ("anna", "boris")))
    for _ in ("continue", "save the profile"):
        follow(rosa.locator("main form button[type=submit]").last)
    follow(rosa.locator("form[action$='/open'] button"))
    vacancy = rosa.url
    text = walk.seen(rosa, "vacancy")
    assert walk.said["hidden"] in text
    assert all(f"{one}-{walk.language}@example.ru" in text for one in ("anna", "boris"))
    follow(rosa.locator("main a[href$='/posting']"))
    link = rosa.locator("#link").input_value()
    rosa.goto(vacancy)
    return link


def invited(rosa: Page, vacancy: str, one: Candidate) -> str:
    """Invite somebody; return their private link."""
    rosa.goto(vacancy)
    follow(rosa.locator("main a[href$='/invitations']"))
    rosa.fill("#name", one.name)
    follow(rosa.locator("form[action$='/invitations'] button").first)
    return rosa.locator("#link").input_value()


def listed(walk: Walk, rosa: Page, vacancy: str) -> dict[Candidate, str]:
    """Read the list and each person in it, without a name; return the address of each by what they wrote."""
    rosa.goto(vacancy)
    follow(rosa.locator("main a[href$='/candidates']"))
    assert names_in(walk.seen(rosa, "list") + rosa.content()) == []
    acts = rosa.locator(".act")
    assert sorted(acts.all_inner_texts()) == sorted(walk.said["acts"].values())
    kinds = {
        row.locator("h2 a").get_attribute("href"): row.locator(".act") for row in rosa.locator(".people > li").all()
    }
    kinds = {path: act.get_attribute("class").split()[-1] for path, act in kinds.items()}
    paths = {}
    for path in kinds:
        rosa.goto(path)
        assert names_in(rosa.content()) == []
        (who,) = [one for one in EVERYBODY if one.example in words(rosa)]
        paths[who] = path
    walk.seen(rosa, "candidate")
    assert [kinds[paths[one]] for one in EVERYBODY] == ["invite", "ask_more", "too_early"]
    return paths


def compared(walk: Walk, rosa: Page, vacancy: str) -> None:
    """Lay the three side by side."""
    rosa.goto(f"{vacancy}/candidates")
    for box in rosa.locator("input[name=who]").all():
        box.check()
    follow(rosa.locator("form[action$='/compare'] button"))
    assert names_in(walk.seen(rosa, "compare") + rosa.content()) == []
    assert rosa.locator("table.abreast thead th").count() == 2 + len(EVERYBODY)


def chosen_kit(walk: Walk, rosa: Page, vacancy: str) -> None:
    """Choose what everybody is asked."""
    rosa.goto(vacancy)
    follow(rosa.locator("main a[href$='/kit']"))
    rosa.locator("#sure").check()  # an hour has no room for all the musts
    follow(rosa.locator("button[form='choose']"))
    assert names_in(walk.seen(rosa, "kit")) == []
    assert rosa.locator("main form[method=post]").count() == 0


def refused(rosa: Page, anna: Page, path: str) -> None:
    """Decide without a reason or words, both ways, and as somebody who may not: nothing is kept, no name shown."""
    for ticks, why in (
        ((), "Вернула полку в двух сетях"),
        ((FIRST_HELD,), "да"),
        ((FIRST_HELD, FIRST_NOT_SHOWN), "Вернула полку в двух сетях"),
    ):
        rosa.goto(path)
        decide(rosa, "talk", why, *ticks)
        rosa.locator("[data-error-summary]").wait_for()
        assert names_in(words(rosa)) == []
    assert rosa.locator("input[name=outcome][value=offer]").count() == 0
    token = rosa.locator("main form [name=csrf_token]").last.input_value()
    fields = {"csrf_token": token, "outcome": "talk", "words": "Вернула полку", "because": "held:negotiation"}
    assert anna.request.get(path).status == 404
    assert anna.request.post(path, form=fields).status in {400, 403, 404}
    rosa.goto(path)
    assert names_in(rosa.content()) == []


def decide(rosa: Page, outcome: str, why: str, *ticks: int) -> None:
    """Send a decision about whoever's page is open; `ticks` are places among the grounds."""
    rosa.locator(f"label:has(input[name=outcome][value={outcome}])").click()
    for number in ticks:
        rosa.locator("label:has(input[name=because])").nth(number).click()
    rosa.fill("#words", why)
    follow(rosa.locator("main form button.btn-1").last)


def revealed(walk: Walk, rosa: Page, paths: dict[Candidate, str]) -> None:
    """Decide about each for the first time: that name is shown from then on, and no other."""
    known: list[str] = []
    for one, outcome in ((VERA, "talk"), (TIMUR, "decline"), (OLEG, "talk")):
        rosa.goto(paths[one])
        assert names_in(rosa.content()) == []
        decide(
            rosa, outcome, f"Об этом сказано на примере: {one.example}", FIRST_NOT_SHOWN if one is TIMUR else FIRST_HELD
        )
        assert one.name in rosa.locator("h1").inner_text()
        known += one.name.split()
        rosa.goto(paths[one].rpartition("/")[0])
        assert sorted(names_in(words(rosa))) == sorted(known)


def talked(walk: Walk, panel: tuple[Page, Page, Page], path: str) -> None:
    """Mark alone, read one another after both have locked, and agree upon one mark; nobody there reads a name."""
    anna, boris, rosa = panel
    card = path.replace("/vacancies/", "/talks/").replace("/candidates/", "/")
    anna.goto("/recruiting/talks")
    assert names_in(anna.content()) == []
    follow(anna.locator(f"main a[href='{card}']"))
    assert names_in(anna.content()) == []
    walk.seen(anna, "card")
    marked(anna, 4)
    locked(anna)
    for page in (boris, rosa):
        page.goto(f"{card}/marks")
        assert HEARD not in page.content()
        assert page.locator("section[id^=talk-]").count() == 0
    boris.goto(card)
    assert HEARD not in boris.content()
    marked(boris, 1)
    locked(boris)
    for page in (anna, boris, rosa):
        page.goto(f"{card}/marks")
        assert all(f"{HEARD} {level}" in page.content() for level in (4, 1))
        assert walk.said["apart"] in words(page)
    assert names_in(anna.content() + boris.content()) == []
    agreed(walk, anna, boris, card)


def agreed(walk: Walk, anna: Page, boris: Page, card: str) -> None:
    """Agree upon the first topic; what each marked alone stays."""
    anna.locator("main section[id^=talk-] details summary").first.click()
    anna.locator("main section[id^=talk-] details .chip").nth(3).click()
    anna.locator("main section[id^=talk-] details textarea").first.fill(SETTLED)
    follow(anna.locator("main section[id^=talk-] details button").first)
    boris.goto(f"{card}/marks")
    assert SETTLED in walk.seen(boris, "map")
    row = boris.locator("table.figures tbody tr").first.locator("td").all_inner_texts()
    *alone, together = [cell.split()[-1] for cell in row]
    assert (sorted(alone), together) == (["1", "4"], "3")


def concluded(walk: Walk, rosa: Page, paths: dict[Candidate, str]) -> None:
    """Decide with what was heard: one offer; whoever was never talked with cannot be offered anything."""
    rosa.goto(paths[TIMUR])
    assert rosa.locator("input[name=outcome][value=offer]").count() == 0
    for one, outcome in ((VERA, "offer"), (OLEG, "decline")):
        rosa.goto(paths[one])
        heard = rosa.locator("main td", has_text=walk.said["interview"]).count()
        assert (heard > 0) is (one is VERA)
        decide(rosa, outcome, f"После разговора решили так: {one.example}", FIRST_HELD, SECOND_NOT_SHOWN)
    rosa.goto(paths[VERA])
    walk.seen(rosa, "decided")


def logged(walk: Walk, email: str) -> None:
    """Five decisions stand in the trail, each by the recruiter."""
    with walk.app.app_context():
        session, secret = db.session(), walk.app.config["SECRET_KEY"]
        recruiter = find_by_mailbox(session, email)
        assert recruiter
        by = name_of(secret, recruiter.id)
        mine = [one.detail.split()[0] for one in trail(session) if one.event is Event.DECIDED and one.person == by]
    assert mine == ["talk", "decline", "talk", "offer", "decline"]


def lettered(walk: Walk, rosa: Page, path: str, one: Candidate) -> None:
    """Read the draft, keep it, try to name somebody else in it, whole and in part, approve it."""
    somebody = next(other for other in EVERYBODY if other is not one)
    others = [said for other in EVERYBODY if other is not one for said in other.own]
    rosa.goto(path)
    follow(rosa.locator("main a[href$='/feedback']"))
    draft = " ".join(box.input_value() for box in rosa.locator("main textarea").all())
    assert one.name.split()[0] in draft
    assert [said for said in others if said in draft] == []
    assert walk.said["contest"] not in draft
    if one is VERA:
        walk.seen(rosa, "draft")
    well = f"{rosa.locator('#done_well').input_value()} Рассказали так: {one.example}."
    sent(rosa, f"{well} {somebody.name} рассказывает иначе.", "approve")
    rosa.locator("[data-error-summary]").wait_for()
    # A surname alone may be anybody's: it is asked about, and stays out.
    sent(rosa, f"{well} {somebody.name.split()[-1]} рассказывает иначе.", "approve")
    rosa.locator("[data-error-summary] a[href='#sure-0']").wait_for()
    assert rosa.locator("#sure-0").get_attribute("value") == somebody.name.split()[-1]
    if one is VERA:
        walk.seen(rosa, "asked about a name")
    sent(rosa, well, "keep")
    assert rosa.locator("#done_well").input_value() == well
    sent(rosa, well, "approve")
    assert rosa.locator("main textarea").count() == 0
    assert well in words(rosa)


def sent(rosa: Page, well: str, then: str) -> None:
    """Send the letter that is open."""
    rosa.fill("#done_well", well)
    rosa.fill("#signed", SIGNED)
    rosa.locator(f"label:has(input[name=then][value={then}])").click()
    follow(rosa.locator("main form button.btn-1"))
