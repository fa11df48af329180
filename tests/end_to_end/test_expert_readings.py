"""Experts read the model on a phone, one without JavaScript; HR hears them together, in both schemes and languages."""

from collections.abc import Callable

import pytest
from flask import Flask
from playwright.sync_api import Page

from kamcareer.core.accounts import Role
from kamcareer.core.expert_review import anchors_in_disorder, options_in_disorder
from kamcareer.core.framework.model import Framework
from tests.end_to_end.conftest import OpenPage, blocked_content, follow
from tests.end_to_end.test_contests import signed_in
from tests.end_to_end.test_hiring import look

TOPIC = "negotiation"


@pytest.mark.parametrize(("language", "scheme"), [("ru", "light"), ("en", "dark")])
def test_experts_read_on_a_phone_and_hr_hears_them_together(
    open_page: OpenPage, live_app: Flask, base_url: str, framework: Framework, language: str, scheme: str
):
    desk = open_page(language, 1440, 1000, color_scheme=scheme)
    desk.set_default_timeout(40_000)
    desk.context.add_cookies([signed_in(live_app, base_url, f"experts-{scheme}", Role.HR)])
    found = {}

    desk.goto("/hr/models")
    follow(desk.locator("form:not([action]) button").last)
    desk.goto("/hr/models/experts")
    found["none yet"] = look(desk)
    follow(desk.locator("a[href='/hr/models/experts/new']"))
    found["to ask"] = look(desk)
    desk.locator(f"[name=topics][value={TOPIC}]").check()
    follow(desk.locator("main form .btn-1"))
    links = []
    for name in ("Вера Кац", "Олег Рут"):
        desk.locator("[name=name]").fill(name)
        follow(desk.locator("form[action$='/invite'] button"))
        links.append(desk.locator("#link").input_value())
    found["the link"] = look(desk)

    for number, link in enumerate(links):
        # axe waits for a timer, and no timer runs where JavaScript is off: the other expert's pages are looked at.
        script = number == 0
        phone = open_page(language, 390, 844, java_script_enabled=script, color_scheme=scheme)
        found |= read(phone, link, framework, off=number, seen=look if script else blocked_content)
    reading = desk.url.removesuffix("/invite")
    for width in (390, 1440):
        desk.set_viewport_size({"width": width, "height": 1000})
        desk.goto(reading)
        found[f"findings {width}"] = look(desk)
    said = desk.locator("#disputed").inner_text()
    assert framework.competencies[TOPIC].anchors[1].model_dump()[language] in said
    assert "Вера" not in desk.locator("#remarks").inner_text()
    assert {name: these for name, these in found.items() if these} == {}


def read(
    page: Page, link: str, framework: Framework, off: int, seen: Callable[[Page], list[str]]
) -> dict[str, list[str]]:
    """Answer all by tapping, two of the lowest descriptions `off` times two levels too high; return what was seen."""
    found = {}
    page.goto(link)
    found["asked"] = seen(page)
    follow(page.locator("main .btn-1").first)
    found["a topic"] = seen(page)
    for letter, level in anchors_in_disorder(framework.competencies[TOPIC]).items():
        tap(page, letter, level + 2 * off if level < 2 else level)
    page.locator("[name=remark]").fill("Ступени два и три похожи")
    follow(page.locator("main form .btn-1"))
    for one in framework.competencies[TOPIC].situations:
        found["a situation"] = seen(page)
        for letter, way in options_in_disorder(one).items():
            tap(page, letter, one.options[way].rating)
        tap(page, "realism", 3)
        follow(page.locator("main form .btn-1"))
    found["to send"] = seen(page)
    follow(page.locator("form:not([action]) .btn-1"))
    found["sent"] = seen(page)
    return found


def tap(page: Page, name: str, value: int) -> None:
    page.locator(f"label:has([name='{name}'][value='{value}'])").click()
