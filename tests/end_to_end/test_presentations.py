"""A recruiter asks, a candidate agrees, a client answers, the recruiter reads it: each in a browser of their own."""

from datetime import timedelta

import pytest
from playwright.sync_api import Page

from tests.conftest import local_today
from tests.end_to_end.conftest import OpenPage, follow
from tests.end_to_end.test_hiring import look
from tests.end_to_end.test_pages import needs_a_script

pytestmark = pytest.mark.browser
CLIENT = "ООО «Ромашка», Тверь"
WORDS = "Сколько сетей кандидат вёл одновременно?"
NAMES = {
    "ru": {"made": "Клиент сохранён", "hidden": "Вакансия скрывает имена", "answer": "Сначала есть вопрос"},
    "en": {"made": "The client is kept", "hidden": "The vacancy hides names", "answer": "We have a question first"},
}


@pytest.mark.parametrize(("language", "scheme"), [("ru", "light"), ("en", "dark")])
def test_a_candidate_is_shown_to_a_client_and_the_recruiter_reads_the_answer(
    open_page: OpenPage, staff_cookie: dict, language: str, scheme: str
):
    said, found = NAMES[language], {}
    rita, vera, client = (open_page(language, color_scheme=scheme) for _ in range(3))
    rita.context.add_cookies([staff_cookie])
    invited = vacancy(rita, made(rita, f"{CLIENT} {language}", said["made"], found), found)
    applied(vera, invited)
    asked(rita, found)
    agreed(vera, found)
    link = shown(rita, said["hidden"], found)
    answered(client, open_page(language, java_script_enabled=False), link, said["answer"], found)

    rita.goto(rita.url)
    assert WORDS in rita.locator("main").inner_text()
    found["answer"] = look(rita)
    vera.reload()
    follow(vera.locator("form[action$='/withdraw'] button"))
    closed = client.goto(link)
    assert closed
    assert closed.status == 410
    found["closed"] = look(client)
    rita.reload()
    found["withdrawn"] = look(rita)
    assert {name: these for name, these in found.items() if these} == {}


def made(rita: Page, name: str, said: str, found: dict[str, list[str]]) -> str:
    """Make a client from the page of the account; return its name."""
    rita.goto("/account")
    follow(rita.locator("main a[href='/recruiting/clients']"))
    found["clients"] = look(rita)
    rita.fill("#name", name)
    follow(rita.locator("main form button"))
    assert said in rita.locator("[role=status]").first.inner_text()
    return name


def asked(rita: Page, found: dict[str, list[str]]) -> None:
    """Ask the one candidate of the vacancy."""
    rita.goto(rita.url.removesuffix("/invitations") + "/candidates")
    follow(rita.locator("main h2 a").first)
    found["candidate"] = look(rita)
    follow(rita.locator("main a[href$='/client']"))
    found["not asked"] = look(rita)
    follow(rita.locator("main form button"))
    found["asked"] = look(rita)


def agreed(vera: Page, found: dict[str, list[str]]) -> None:
    """Agree to everything that may go along."""
    vera.goto("/application")
    found["application"] = look(vera)
    follow(vera.locator("main a[href='/application/client']"))
    found["question"] = look(vera)
    for box in vera.locator("main input[type=checkbox]").all():
        box.check()
    follow(vera.locator("form[action='/application/client'] button"))
    vera.goto("/application/client")
    found["agreed"] = look(vera)


def shown(rita: Page, hidden: str, found: dict[str, list[str]]) -> str:
    """Make a link; the vacancy hides the name still."""
    rita.reload()
    assert hidden in rita.locator("main").inner_text()
    follow(rita.locator("main form[action$='/client'] button"))
    found["link"] = look(rita)
    return rita.locator("#link").input_value()


def answered(client: Page, bare: Page, link: str, reply: str, found: dict[str, list[str]]) -> None:
    """Forget the words of an answer first, then give them in a browser without scripts."""
    client.goto(link)
    found["client"] = look(client)
    assert "Вера" not in client.content()
    client.locator("label").filter(has_text=reply).click()
    follow(client.locator("main form button"))
    client.locator("[data-error-summary]").wait_for()
    found["client, refused"] = look(client)
    bare.goto(link)
    found["client, without scripts"] = needs_a_script(bare)
    bare.locator("label").filter(has_text=reply).click()
    bare.fill("#words", WORDS)
    follow(bare.locator("main form button"))
    client.goto(link)
    found["client, answered"] = look(client)


def vacancy(page: Page, client: str, found: dict[str, list[str]]) -> str:
    """Make an open vacancy of a client; return a link to apply, on the page that shows it."""
    page.goto("/recruiting/vacancies/new")
    page.locator("#role").select_option("account_manager")
    page.locator("#title").fill("KAM, сети, Казань")
    page.locator("#client").select_option(label=client)
    page.locator("#deadline").fill((local_today() + timedelta(days=21)).isoformat())
    found["terms"] = look(page)
    for _ in ("continue", "save the profile"):
        follow(page.locator("main form button[type=submit]").last)
    follow(page.locator("form[action$='/open'] button"))
    follow(page.locator("main a[href$='/invitations']"))
    page.fill("#name", "Вера")
    follow(page.locator("form[action$='/invitations'] button"))
    return page.locator("#link").input_value()


def applied(page: Page, link: str) -> None:
    """Apply by a link, with one answer and an example, and send."""
    page.goto(link)
    follow(page.locator("main a.btn-1"))
    follow(page.locator("main form button.btn-1"))
    page.fill("#name", "Вера Преображенская")
    page.fill("#salary", "90000")
    page.fill("#regions", "Казань, Набережные Челны")
    follow(page.locator("main form button.btn-1"))
    page.locator("label:has(#level-2)").click()
    page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
    page.fill("textarea[name=example]", "Сеть просила скидку, обменяли её на вторую полку и промо.")
    follow(page.locator(".form-end button").first)
    page.goto("/application")
    follow(page.locator("form[action$='/send'] button"))
