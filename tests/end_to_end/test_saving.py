"""Answers survive a reload, a closed tab, a lost connection and two tabs; nothing is overwritten in silence."""

import re

import pytest
from playwright.sync_api import Page, Route, expect

from tests.end_to_end.conftest import OpenPage, begin, watch

pytestmark = pytest.mark.browser
QUESTION = "/assessment/questions/communication"
SAVED = re.compile(r"\d\d?:\d\d")


def on_the_question(open_page: OpenPage, **options) -> Page:
    page = open_page(**options)
    begin(page)
    page.goto(QUESTION)
    return page


def waiting(page: Page) -> int:
    return page.evaluate("Object.keys(localStorage).filter(k => k.startsWith('unsent:')).length")


def wait_until_waiting(page: Page, number: int) -> None:
    for _look in range(50):
        if waiting(page) == number:
            return
        page.wait_for_timeout(100)
    raise AssertionError(f"{waiting(page)} answers wait, not {number}")


def choose(page: Page, level: int | str) -> None:
    page.locator(f"label:has(#level-{level})").click()


def test_a_choice_is_saved_at_once_and_survives_a_reload(open_page: OpenPage):
    page = on_the_question(open_page)
    choose(page, 3)
    expect(page.locator("#save-status")).to_have_text(SAVED)
    page.reload()
    expect(page.locator("#level-3")).to_be_checked()
    assert waiting(page) == 0


def test_a_choice_made_before_the_script_has_come_is_saved_as_well(open_page: OpenPage):
    page = open_page()
    begin(page)
    late: list[Route] = []

    def hold(route: Route) -> None:
        late.append(route)

    page.route("**/question.js", hold)
    page.goto(QUESTION, wait_until="commit")
    choose(page, 3)
    expect(page.locator("#level-3")).to_be_checked()
    assert page.locator("#save-status").inner_text() == ""
    for route in late:
        route.continue_()
    expect(page.locator("#save-status")).to_have_text(SAVED)
    page.unroute("**/question.js")
    page.reload()
    expect(page.locator("#level-3")).to_be_checked()


def test_an_example_is_saved_while_it_is_typed_and_found_in_another_tab(open_page: OpenPage):
    page = on_the_question(open_page)
    page.click("#example-fold summary")
    page.fill("#example", "Две сети, +9 % за квартал")
    expect(page.locator("#save-status")).to_have_text(SAVED)
    page.close()
    other = page.context.new_page()
    other.goto(QUESTION)
    expect(other.locator("#example")).to_have_value("Две сети, +9 % за квартал")


def test_an_answer_given_without_connection_waits_here_and_is_sent_later(open_page: OpenPage):
    page = on_the_question(open_page)
    page.context.set_offline(True)
    choose(page, 4)
    expect(page.locator("#save-status")).to_have_text(re.compile(".{30}"))
    assert waiting(page) == 1
    page.context.set_offline(False)
    expect(page.locator("#save-status")).to_have_text(SAVED)
    assert waiting(page) == 0
    page.reload()
    expect(page.locator("#level-4")).to_be_checked()


def test_an_unsent_answer_of_a_killed_tab_is_sent_by_the_next_page(open_page: OpenPage):
    page = on_the_question(open_page)
    page.context.set_offline(True)
    choose(page, 1)
    expect(page.locator("#save-status")).to_have_text(re.compile(".{30}"))
    assert waiting(page) == 1
    page.close(run_before_unload=False)
    other = page.context.new_page()
    page.context.set_offline(False)
    with other.expect_response("**/assessment/answers/communication"):
        other.goto("/assessment")
    other.goto(QUESTION)
    expect(other.locator("#level-1")).to_be_checked()


WORDS = "Магазин Лесной Анна скидка"


def with_words_waiting(open_page: OpenPage) -> Page:
    """A question, without connection, whose example was typed and waits in the browser."""
    page = on_the_question(open_page)
    page.context.set_offline(True)
    page.click("#example-fold summary")
    page.fill("#example", WORDS)
    expect(page.locator("#save-status")).to_have_text(re.compile(".{30}"))
    assert waiting(page) == 1
    return page


def stored(page: Page) -> str:
    """All that the storage of the browser holds, names and values."""
    return page.evaluate("JSON.stringify({...localStorage})")


def test_what_waits_is_sealed_and_the_next_page_opens_and_sends_it(open_page: OpenPage):
    page = with_words_waiting(open_page)
    kept = stored(page)
    assert not any(word in kept for word in (*WORDS.split(), "said", "level", '{\\"'))
    page.close(run_before_unload=False)
    other = page.context.new_page()
    page.context.set_offline(False)
    other.goto(QUESTION)
    expect(other.locator("#example")).to_have_value(WORDS)
    expect(other.locator("#save-status")).to_have_text(SAVED)
    assert waiting(other) == 0


def test_words_typed_a_moment_before_the_page_is_closed_wait_as_well(open_page: OpenPage):
    page = on_the_question(open_page)
    page.context.set_offline(True)
    page.click("#example-fold summary")
    page.fill("#example", WORDS)
    page.wait_for_timeout(150)  # far less than until the next save
    assert page.locator("#save-status").inner_text() == ""
    page.close(run_before_unload=False)
    other = page.context.new_page()
    page.context.set_offline(False)
    other.goto(QUESTION)
    expect(other.locator("#example")).to_have_value(WORDS)
    expect(other.locator("#save-status")).to_have_text(SAVED)


def test_words_that_are_taken_back_before_they_are_sent_wait_no_more(open_page: OpenPage):
    page = on_the_question(open_page)
    page.click("#example-fold summary")
    page.fill("#example", WORDS)
    expect(page.locator("#save-status")).to_have_text(SAVED)
    page.fill("#example", f"{WORDS}!")
    page.fill("#example", WORDS)
    page.wait_for_timeout(1200)
    assert waiting(page) == 0


def test_what_is_typed_while_what_waited_is_on_its_way_is_kept(open_page: OpenPage):
    page = with_words_waiting(open_page)
    on_the_way: list[Route] = []

    def hold(route: Route) -> None:
        on_the_way.append(route)

    page.route("**/assessment/answers/communication", hold)
    page.context.set_offline(False)
    page.wait_for_timeout(300)
    page.fill("#example", f"{WORDS}!")
    assert len(on_the_way) == 1
    with page.expect_response("**/assessment/answers/communication"):
        on_the_way[0].continue_()
    page.wait_for_timeout(300)
    assert waiting(page) == 1
    page.unroute("**/assessment/answers/communication")
    expect(page.locator("#save-status")).to_have_text(SAVED)
    page.reload()
    expect(page.locator("#example")).to_have_value(f"{WORDS}!")


def test_what_an_earlier_version_left_in_plain_text_is_sent_once_and_removed(open_page: OpenPage):
    page = on_the_question(open_page)
    page.wait_for_load_state("networkidle")  # its own look at what waits is over
    page.evaluate(
        """words => {
          const form = document.querySelector("form[data-autosave]").dataset;
          const said = {level: "2", confidence: "fairly", example: words};
          const body = {...said, assessment: form.assessment, revision: 0, key: crypto.randomUUID()};
          localStorage.setItem(`unsent:${form.assessment}:${form.question}`, JSON.stringify({url: form.url, body, said}));
        }""",
        WORDS,
    )
    sent: list[str] = []
    page.on("request", lambda request: sent.append(request.url) if request.method == "PUT" else None)
    page.goto("/assessment")
    wait_until_waiting(page, 0)
    page.goto(QUESTION)
    expect(page.locator("#example")).to_have_value(WORDS)
    assert (len(sent), waiting(page)) == (1, 0)


def test_where_the_browser_seals_nothing_the_answer_waits_in_the_page_alone_which_says_so(open_page: OpenPage):
    page = open_page()
    page.add_init_script("Object.defineProperty(Crypto.prototype, 'subtle', {get: () => undefined})")
    begin(page)
    page.goto(QUESTION)
    page.context.set_offline(True)
    choose(page, 4)
    expect(page.locator("#save-status")).to_contain_text("оставьте её открытой")
    assert stored(page) == "{}"
    page.context.set_offline(False)
    expect(page.locator("#save-status")).to_have_text(SAVED)
    page.reload()
    expect(page.locator("#level-4")).to_be_checked()


def two_tabs(open_page: OpenPage) -> tuple[Page, Page]:
    first = on_the_question(open_page)
    second = first.context.new_page()
    watch(second, [], "")
    second.goto(QUESTION)
    choose(first, 1)
    expect(first.locator("#save-status")).to_have_text(SAVED)
    choose(second, 3)
    expect(second.locator("#conflict")).to_be_in_viewport()
    return first, second


def two_tabs_without_connection(open_page: OpenPage) -> tuple[Page, Page]:
    first = on_the_question(open_page)
    second = first.context.new_page()
    watch(second, [], "")
    second.goto(QUESTION)
    first.context.set_offline(True)
    for tab, level in ((first, 1), (second, 3)):
        choose(tab, level)
        expect(tab.locator("#save-status")).to_have_text(re.compile(".{30}"))
    second.close(run_before_unload=False)
    return first, second


def test_of_two_tabs_that_were_closed_the_newer_answer_is_sent_and_the_older_shown_beside_it(open_page: OpenPage):
    first, _second = two_tabs_without_connection(open_page)
    first.close(run_before_unload=False)
    other = first.context.new_page()
    first.context.set_offline(False)
    with other.expect_response("**/assessment/answers/communication"):
        other.goto("/assessment")
    wait_until_waiting(other, 1)
    stored = other.request.get(QUESTION).text()
    assert re.search(r'id="level-3" value="3" checked', stored)
    other.goto(QUESTION)
    expect(other.locator("#conflict")).to_be_in_viewport()
    other.locator("#conflict button").first.click()
    expect(other.locator("#level-3")).to_be_checked()
    assert waiting(other) == 0


def test_what_another_tab_wrote_later_waits_on_when_this_one_is_sent(open_page: OpenPage):
    first, _second = two_tabs_without_connection(open_page)
    first.context.set_offline(False)
    expect(first.locator("#save-status")).to_have_text(SAVED)
    assert waiting(first) == 1
    first.reload()
    expect(first.locator("#conflict")).to_be_in_viewport()
    expect(first.locator("#level-3")).to_be_checked()


def test_the_stale_tab_is_told_and_nothing_is_overwritten(open_page: OpenPage):
    first, _second = two_tabs(open_page)
    stored = first.request.get(QUESTION).text()
    assert re.search(r'id="level-1" value="1" checked', stored)


def test_the_person_may_keep_what_was_saved(open_page: OpenPage):
    first, second = two_tabs(open_page)
    second.locator("#conflict button").first.click()
    expect(second.locator("#level-1")).to_be_checked()
    first.reload()
    expect(first.locator("#level-1")).to_be_checked()
    assert waiting(second) == 0


def test_the_person_may_use_what_is_in_the_stale_tab(open_page: OpenPage):
    first, second = two_tabs(open_page)
    second.locator("#conflict button").last.click()
    expect(second.locator("#save-status")).to_have_text(SAVED)
    first.reload()
    expect(first.locator("#level-3")).to_be_checked()
    assert waiting(second) == 0


def test_two_taps_answer_a_question_on_a_small_phone(open_page: OpenPage):
    page = on_the_question(open_page, width=360, height=640, has_touch=True)
    page.locator("label:has(#level-2)").tap()
    expect(page.locator("#sure .chips")).to_be_in_viewport()
    expect(page.locator(".form-end button")).to_be_in_viewport()
    page.locator("label:has(#confidence-sure)").tap()
    expect(page).to_have_url(re.compile("/questions/partnership"))


def test_a_tap_on_how_sure_stays_while_an_example_is_being_written(open_page: OpenPage):
    page = on_the_question(open_page, width=360, height=640, has_touch=True)
    page.locator("label:has(#level-2)").tap()
    page.locator("#example-fold summary").tap()
    page.fill("#example", "Сеть, +9 %")
    page.locator("label:has(#confidence-sure)").tap()
    expect(page.locator("#save-status")).to_have_text(SAVED)
    assert page.url.endswith("communication")


def test_continue_goes_on_from_an_answer_that_was_not_changed(open_page: OpenPage):
    page = on_the_question(open_page)
    choose(page, 2)
    expect(page.locator("#save-status")).to_have_text(SAVED)
    page.reload()
    page.locator(".form-end button").click()
    expect(page).to_have_url(re.compile("/questions/partnership"))


def test_a_change_from_the_check_page_leads_back_to_it_even_if_nothing_was_changed(open_page: OpenPage):
    page = on_the_question(open_page)
    choose(page, 2)
    expect(page.locator("#save-status")).to_have_text(SAVED)
    page.goto("/assessment/check")
    page.locator("a[href*='communication?from=check']").click()
    page.locator(".form-end button").click()
    expect(page).to_have_url(re.compile("/assessment/check"))


def test_an_example_that_is_too_long_is_said_to_be_and_nothing_is_lost(open_page: OpenPage):
    page = on_the_question(open_page)
    choose(page, 2)
    page.click("#example-fold summary")
    page.fill("#example", "а" * 700)
    expect(page.locator("#save-status")).to_contain_text("600")
    page.locator(".form-end button").click()
    expect(page.locator("[data-error-summary] a[href='#example']")).to_be_visible()
    expect(page.locator("#example")).to_have_value("а" * 700)
    expect(page.locator("#level-2")).to_be_checked()


def test_an_unsent_answer_is_never_sent_to_another_assessment(open_page: OpenPage):
    page = on_the_question(open_page)
    page.context.set_offline(True)
    choose(page, 4)
    expect(page.locator("#save-status")).to_have_text(re.compile(".{30}"))
    page.close(run_before_unload=False)
    other = page.context.new_page()
    page.context.clear_cookies()  # while its own assessment is open, the answer is sent there, and rightly so
    page.context.set_offline(False)
    begin(other, present="merchandiser", target="sales_representative")
    other.goto(QUESTION)
    expect(other.locator("#level-4")).not_to_be_checked()
    assert waiting(other) == 1


def test_an_unsent_answer_waits_until_its_assessment_is_open_again(open_page: OpenPage):
    page = on_the_question(open_page)
    page.goto("/assessment/links")
    private = page.input_value("#own")
    page.goto(QUESTION)
    page.context.set_offline(True)
    choose(page, 4)
    expect(page.locator("#save-status")).to_have_text(re.compile(".{30}"))
    page.close(run_before_unload=False)
    page.context.clear_cookies(name="sitting")
    other = page.context.new_page()
    page.context.set_offline(False)
    other.goto("/roles")
    assert waiting(other) == 1
    other.goto(private)
    with other.expect_response("**/assessment/answers/communication"):
        other.click("main form button")
    other.goto(QUESTION)
    expect(other.locator("#level-4")).to_be_checked()
    assert waiting(other) == 0
