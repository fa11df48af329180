"""Every page for every reader: axe without a violation, no sideways scroll, nothing blocked.

`make check-pages` runs the whole matrix; `make test` a sample of it.
"""

import pytest

from tests.end_to_end.conftest import ALL_PAGES, OpenPage, axe_violations, begin, blocked_content

pytestmark = pytest.mark.browser

PUBLIC = ["/", "/start", "/start/target?present=sales_representative", "/roles", "/roles/key_account_manager_retail"]
PUBLIC += ["/roles/kam_hunter", "/model", "/model/negotiation", "/about/method", "/about/privacy", "/demo", "/nothing"]
OWN = ["/assessment/role", "/assessment", "/assessment/questions/communication", "/assessment/check"]
OWN += ["/assessment/links", "/assessment/delete", "/report", "/report/numbers", "/report/explore"]

SIZES = {1440: 900, 390: 844, 320: 640}
MATRIX = [(language, width, scheme) for language in ("ru", "en") for width in SIZES for scheme in ("light", "dark")]
SAMPLE = [("ru", 390, "light"), ("en", 1440, "dark"), ("ru", 320, "dark")]


@pytest.mark.parametrize(("language", "width", "scheme"), MATRIX if ALL_PAGES else SAMPLE)
def test_every_page_is_accessible_and_fits(open_page: OpenPage, language: str, width: int, scheme: str):
    page = open_page(language, width, SIZES[width], color_scheme=scheme)
    found = {}
    for path in PUBLIC:
        page.goto(path)
        found[path] = problems(page, width)
    page.goto("/demo")
    page.locator("main form button").first.click()
    for path in OWN:
        page.goto(path)
        page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
        found[path] = problems(page, width)
    assert {path: these for path, these in found.items() if these} == {}


def problems(page, width: int) -> list[str]:
    wide = page.evaluate("document.documentElement.scrollWidth")
    sideways = [f"{wide} px wide"] if wide > width else []
    return [*axe_violations(page), *blocked_content(page), *sideways]


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
