"""Every page for every reader: axe without a violation, no sideways scroll, nothing blocked.

`make check-pages` runs the whole matrix; `make test` a sample of it.
"""

from datetime import timedelta

import pytest

from tests.conftest import local_today
from tests.end_to_end.conftest import ALL_PAGES, OpenPage, axe_violations, begin, blocked_content, follow, open_sample

pytestmark = pytest.mark.browser

PUBLIC = ["/", "/start", "/start/target?present=sales_representative", "/roles", "/roles/key_account_manager_retail"]
PUBLIC += [
    "/roles/kam_hunter",
    "/model",
    "/model/negotiation",
    "/about/method",
    "/about/measurement",
    "/about/privacy",
    "/demo",
    "/nothing",
]
PUBLIC += ["/activities", "/activities/open_new_territory", "/help", "/help/talk_to_your_manager"]
PUBLIC += ["/start/agreement?present=supervisor&target=sales_manager"]
PUBLIC += ["/sign-in", "/sign-in/link", "/sign-in/card", "/enter/nothing"]
ACCOUNT = [
    "/account",
    "/account/passphrase",
    "/account/data",
    "/account/agreements",
    "/account/demographics",
    "/account/shown",
    "/account/letters",
    "/account/second-factor",
    "/account/delete",
]
STAFF = [
    "/recruiting/vacancies",
    "/recruiting/vacancies/new",
    "/recruiting/vacancies/new/posting",
    "/recruiting/clients",
    "/contests",
    "/board",
    "/board/calendar",
    "/board/mentoring",
    "/board/mine",
    "/board/project",
    "/admin/accounts",
    "/admin/invitations",
    "/hr/cards",
    "/hr/demographics",
    "/hr/fairness",
    "/hr/people",
    "/hr/people/levels",
    "/hr/people/levels/chart",
    "/hr/people/levels/units",
    "/hr/people/bench",
    "/hr/people/bench/sales_manager",
    "/hr/people/talent-pool",
    "/hr/people/talent-pool/new",
    "/hr/people/effect",
    "/hr/people/import",
    "/hr/people/matrix",
    "/hr/models/versions",
    "/hr/models/reviews",
    "/hr/rounds",
    "/hr/rounds/new",
    "/hr/models",
    "/team/cards",
    "/team/talent-pool",
    "/team/levels",
    "/team/rounds",
]
OWN = ["/assessment/role", "/assessment", "/assessment/questions/communication", "/assessment/check"]
OWN += ["/assessment/others", "/assessment/evidence", "/assessment/evidence/new/negotiation", "/report/others"]
OWN += ["/report/contest", "RATE", "RATE TOPIC", "RATE SEND", "CONFIRM"]
OWN += [
    "/assessment/situations",
    "/assessment/often/negotiation",
    "SITUATION",
    "/assessment/links",
    "/assessment/agreement",
    "/assessment/delete",
    "/report",
    "/assessment/plan",
    "/assessment/ambition",
    "/assessment/plan/calendar",
    "/assessment/again",
    "/report/history",
    "/assessment/routes?start=medical_representative&target=key_account_specialist_pharma&hours=4",
    "/assessment/plan/activities/open_new_territory",
    f"/assessment/plan/what-if?hours=2&until={local_today() + timedelta(days=180)}&budget=0&target=key_account_manager_retail",
    "/report/numbers",
    "/report/explore",
]

SIZES = {1440: 900, 390: 844, 320: 640}
SCRIPTS = {"script": True, "no-script": False}
MATRIX = [
    (language, width, scheme, script)
    for language in ("ru", "en")
    for width in SIZES
    for scheme in ("light", "dark")
    for script in SCRIPTS
]
SAMPLE = [("ru", 390, "light", "script"), ("en", 1440, "dark", "script"), ("ru", 320, "dark", "no-script")]


@pytest.mark.parametrize("reader", MATRIX if ALL_PAGES else SAMPLE)
def test_every_page_is_accessible_and_fits(
    open_page: OpenPage, one_time_path: str, staff_cookie: dict, reader: tuple[str, int, str, str]
):
    language, width, scheme, script = reader
    page = open_page(language, width, SIZES[width], color_scheme=scheme, java_script_enabled=SCRIPTS[script])
    found = {}
    for path in PUBLIC:
        page.goto(path)
        found[path] = problems(page, width, script)
    open_sample(page)
    for path in OWN:
        page.goto(address(page, path))
        page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
        found[path] = problems(page, width, script)
    page.goto(one_time_path)
    found["/enter"] = problems(page, width, script)
    follow(page.locator("main form button"))
    for path in ACCOUNT:
        page.goto(path)
        found[path] = problems(page, width, script)
    page.context.add_cookies([staff_cookie])
    for path in STAFF:
        page.goto(path)
        found[path] = problems(page, width, script)
    page.goto("/hr/models")
    follow(page.locator("main form button"))
    draft = page.url
    for part in ("", "/texts", "/changes"):
        page.goto(draft + part)
        found[f"/hr/models/…{part}"] = problems(page, width, script)
    page.goto("/admin/accounts")
    follow(page.locator("main tbody a").first)
    found["/admin/accounts/…"] = problems(page, width, script)
    assert {path: these for path, these in found.items() if these} == {}


def address(page, path: str) -> str:
    """The path itself; situations differ from assessment to assessment, and links for others are made first."""
    if path == "SITUATION":
        page.goto("/assessment")
        return page.locator("a[href*='/assessment/situations/']").first.get_attribute("href")
    if path.startswith("RATE"):
        return link_to_rate(page) + (
            "/topics/negotiation" if path == "RATE TOPIC" else "/send" if "SEND" in path else ""
        )
    return link_to_confirm(page) if path == "CONFIRM" else path


def open_situation(page) -> str:
    """Begin an assessment whose situations nobody has answered: an explained one is no form any more."""
    page.goto("/start")
    page.check("#present-sales_representative")
    page.click("main button[type=submit]")
    page.wait_for_url("**/start/target**")
    page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
    page.check("#target-key_account_manager_retail")
    page.click("main button[type=submit]")
    page.wait_for_url("**/start/agreement**")
    page.locator("main button[type=submit]").first.click()
    page.wait_for_url("**/assessment**")
    return address(page, "SITUATION")


def link_to_rate(page) -> str:
    page.goto("/assessment/others")
    if page.locator("#asked input.copy").count() == 0:
        page.check("input[name=source][value=peer]")
        page.fill("#name", "Оля")
        page.fill("#asker", "Алия")
        follow(page.locator("main form button[type=submit]"))
    return page.locator("#asked input.copy").last.input_value()


def link_to_confirm(page) -> str:
    page.goto("/assessment/evidence")
    if page.locator("input.copy").count() == 0:
        page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
        page.locator("input[name=confirmer]").first.fill("Олег")
        page.locator("input[name=asker]").first.fill("Алия")
        follow(page.locator("form[action$='/confirm'] button").first)
    return page.locator("input.copy").first.input_value()


def problems(page, width: int, script: str) -> list[str]:
    wide = page.evaluate("document.documentElement.scrollWidth")
    sideways = [f"{wide} px wide"] if wide > width else []
    # axe itself is a script: without scripts the page must at least be whole and have nothing that needs one.
    found = [*axe_violations(page), *blocked_content(page)] if SCRIPTS[script] else needs_a_script(page)
    return [*found, *sideways]


def needs_a_script(page) -> list[str]:
    headings = [] if page.locator("h1").count() == 1 else ["not one heading"]
    shown = page.locator("button:visible:not([type=submit])").all_inner_texts()
    forms = page.locator("form:visible:not(:has(button[type=submit]))").count()
    return [*headings, *(f"a button that does nothing: {text}" for text in shown), *["a form without a button"] * forms]


def test_states_with_errors_are_accessible_too(open_page: OpenPage):
    page = open_page("ru", 390, 844)
    page.goto("/start")
    page.click("main button[type=submit]")
    assert axe_violations(page) == []
    begin(page)
    page.goto("/assessment/questions/communication")
    page.click(".form-end button")
    assert axe_violations(page) == []
    assert page.evaluate("document.activeElement.matches('[data-error-summary]')")


FOCUSED = """() => { const e = document.activeElement;
  if (e === document.body) return null;
  e.dataset.reached = e.type === 'radio' ? e.name : '';
  const shown = [e, e.closest('label')].filter(Boolean).some(x => getComputedStyle(x).outlineStyle !== 'none');
  return [e.outerHTML.slice(0, 80), shown]; }"""
UNREACHED = """() => [...document.querySelectorAll('a[href],button,input,select,textarea,summary,[tabindex="0"]')]
  // A picture that repeats a list in words is left out of the order on purpose.
  .filter(e => !(e.tabIndex === -1 && e.closest('[aria-hidden="true"]')))
  .filter(e => e.checkVisibility() && !e.disabled && e.type !== 'hidden' && e.dataset.reached === undefined)
  .filter(e => e.type !== 'radio' || !document.querySelector(`[data-reached="${e.name}"]`))
  .map(e => e.outerHTML.slice(0, 80))"""
MANY = 400


KEYBOARD = (
    [*PUBLIC, *OWN, *ACCOUNT]
    if ALL_PAGES
    else ["/start", "/assessment/questions/communication", "SITUATION", "/account"]
)


@pytest.mark.parametrize("path", KEYBOARD)
def test_the_tab_key_reaches_everything_and_its_place_is_seen(open_page: OpenPage, one_time_path: str, path: str):
    page = open_page("ru", 1440, 900)
    page.goto(one_time_path)
    follow(page.locator("main form button"))
    open_sample(page)
    page.goto(open_situation(page) if path == "SITUATION" else address(page, path))
    unseen = set()
    for _step in range(MANY):
        page.keyboard.press("Tab")
        focused = page.evaluate(FOCUSED)
        if focused is None:
            break
        if not focused[1]:
            unseen.add(focused[0])
    else:
        pytest.fail("the focus never leaves the page: a trap")
    assert unseen == set()
    assert page.evaluate(UNREACHED) == []


@pytest.mark.parametrize("path", ["/", "/start", "/roles", "/about/method"])
def test_pages_without_javascript_show_their_content(open_page: OpenPage, path: str):
    page = open_page("ru", 390, 844, java_script_enabled=False)
    page.goto(path)
    assert page.locator("h1").count() == 1
    assert page.locator("button[data-theme-toggle]").is_hidden()


def test_the_theme_chosen_is_there_at_the_next_visit_before_any_script(open_page: OpenPage):
    page = open_page("ru", 1440, 900)
    page.goto("/")
    with page.expect_response("**/theme"):
        page.click("[data-theme-toggle]")
    chosen = page.evaluate("document.documentElement.dataset.theme")
    answer = page.request.get("/roles").text()
    assert f'data-theme="{chosen}"' in answer
