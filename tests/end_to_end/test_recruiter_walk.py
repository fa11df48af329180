"""From an empty list to a posting, a link and a printed kit: few screens, by hand, and nothing typed twice."""

from datetime import timedelta

import pytest
from playwright.sync_api import Frame, Page

from tests.conftest import local_today
from tests.end_to_end.conftest import OpenPage, follow

pytestmark = pytest.mark.browser
MOST_SCREENS = 12
NAMES = {
    "ru": {
        "new": "Новая вакансия",
        "continue": "Продолжить",
        "save": "Сохранить требования",
        "open": "Открыть вакансию",
        "posting": "Прочитать и изменить текст",
        "written": "Сохранить и проверить",
        "invite": "Пригласить людей",
        "link": "Сделать ссылку",
        "kit": "Вопросы для собеседования",
    },
    "en": {
        "new": "New vacancy",
        "continue": "Continue",
        "save": "Save the profile",
        "open": "Open the vacancy",
        "posting": "Read and change the text",
        "written": "Save and check",
        "invite": "Invite people",
        "link": "Make the link",
        "kit": "Interview kit",
    },
}


@pytest.mark.parametrize(("language", "width"), [("ru", 390), ("en", 1440)])
def test_a_vacancy_has_its_posting_a_link_and_a_kit_within_twelve_screens(
    open_page: OpenPage, staff_cookie: dict, language: str, width: int
):
    page, names = open_page(language, width=width), NAMES[language]
    page.context.add_cookies([staff_cookie])
    screens = counted(page)
    page.goto("/recruiting/vacancies")
    press(page, names["new"])
    page.locator("#role").select_option("key_account_manager_retail")
    page.locator("#title").fill("KAM, сети, Казань")
    page.locator("input[name=reach][value=public]").check()
    page.locator("#deadline").fill((local_today() + timedelta(days=21)).isoformat())
    press(page, names["continue"])
    press(page, names["save"])
    press(page, names["open"])
    press(page, names["posting"])
    press(page, names["written"])
    posting = page.locator("#link").input_value()
    page.locator("a.back").click()
    press(page, names["invite"])
    page.locator("#name").fill("Вера")
    press(page, names["link"])
    link = page.locator("#link").input_value()
    page.locator("a.back").click()
    press(page, names["kit"])
    questions = page.locator("main article, main section").count()

    assert "/vacancies/" in posting
    assert "/apply/" in link
    assert questions > 1
    assert len(screens) <= MOST_SCREENS, screens


def counted(page: Page) -> list[str]:
    """Return a list that grows with every screen that somebody sees."""
    screens: list[str] = []

    def note(frame: Frame) -> None:
        if frame == page.main_frame:
            screens.append(frame.url)

    page.on("framenavigated", note)
    return screens


def press(page: Page, name: str) -> None:
    """Press what is called so and wait for the page it leads to."""
    follow(page.locator("main a.btn, main button").filter(has_text=name).first)
