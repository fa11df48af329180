"""One walk through the pages in one language: the words it waits for, and what is wrong with the pages it saw."""

from dataclasses import dataclass, field

from flask import Flask
from playwright.sync_api import Page

from kamcareer.core.framework.model import Framework
from tests.end_to_end.test_hiring import look
from tests.end_to_end.test_pages import SIZES, problems

SAID = {
    "ru": {
        "notice": ("Решает человек, а не программа", "вместо вашего имени стоит код", "Сколько хранится"),
        "acts": {"invite": "пригласить на разговор", "ask_more": "спросить ещё", "too_early": "пока рано"},
        "hidden": "скрыты до первого решения",
        "undecided": "Пока ничего не решено",
        "writing": "Его пишут",
        "person": "Решил человек, не программа",
        "offer": "вам предлагают должность",
        "decline": "не в этот раз",
        "interview": "собеседование",
        "apart": "расходятся на",
        "waiting": "потом рекрутер решит",
        "contest": "конкурс",
    },
    "en": {
        "notice": ("A person decides, not a program", "a code stands in place of your name", "How long it is kept"),
        "acts": {"invite": "invite to a talk", "ask_more": "ask more", "too_early": "too early"},
        "hidden": "hidden until the first decision",
        "undecided": "Nothing is decided yet",
        "writing": "being written",
        "person": "A person decided it, not a program",
        "offer": "The post is offered to you",
        "decline": "Not this time",
        "interview": "interview",
        "apart": "levels apart",
        "waiting": "then the recruiter decides",
        "contest": "contest",
    },
}


@dataclass
class Walk:
    """What one walk needs on every page, and what is wrong with the pages it looked at."""

    language: str
    app: Flask
    framework: Framework
    found: dict[str, list[str]] = field(default_factory=dict)

    @property
    def said(self) -> dict:
        """Words of the pages in the language of this walk."""
        return SAID[self.language]

    def seen(self, page: Page, name: str) -> str:
        """Look at a page at its reader's own width, in the first of the walks at every width; return its words."""
        size = page.viewport_size
        assert size
        everywhere = self.language == "ru"
        self.found[name] = look(page) if everywhere else []
        page.set_viewport_size(size)
        if not everywhere or size["width"] not in SIZES:
            self.found[name] += problems(page, size["width"], "script")
        return words(page)


def words(page: Page) -> str:
    """Return the words of a page as they are read, without its frame."""
    return page.locator("main").inner_text()
