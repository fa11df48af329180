"""Taking topics, roles and activities out of use on the pages of a draft, and what old links say afterwards."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from flask import Flask

from kamcareer.core.accounts import Role
from tests.web.conftest import Person
from tests.web.pages import Page, Reader

TOPIC, COURSE = "competencies/negotiation.yaml", "activities/read_on_bargaining_and_try.yaml"
PUBLIC = ("/model/negotiation", "/activities/read_on_bargaining_and_try")


@pytest.fixture
def hr(member: Callable[..., Reader]) -> Reader:
    return member("hr@example.ru", Role.HR, second_factor=True)


def opened(hr: Reader) -> Page:
    draft = hr.follow(hr.send(hr.open("/hr/models")))
    return hr.open(f"{draft.path}/retired")


def ticked(page: Page) -> set[str]:
    return {str(box["value"]) for box in page.main.all("input") if box.get("name") == "retired" and "checked" in box}


def test_what_would_be_left_empty_is_told_and_what_was_ticked_stays(hr: Reader):
    page = opened(hr)
    assert ticked(page) == set()

    refused = hr.send(page, retired=[TOPIC])
    assert refused.status == 422
    assert COURSE in refused.tree.one("section", class_="errors").text
    assert ticked(refused) == {TOPIC}

    saved = hr.follow(hr.send(refused, retired=[TOPIC, COURSE]))
    assert ticked(saved) == {TOPIC, COURSE}
    assert "больше не применяется, но сохраняется" in hr.open(page.path.replace("/retired", "/changes")).main.text
    assert ticked(hr.follow(hr.send(saved, retired=[]))) == set()


def test_of_two_who_tick_the_second_is_told(hr: Reader):
    mine = opened(hr)
    hr.follow(hr.send(hr.open(mine.path), retired=["activities/learn_office_tools.yaml"]))
    refused = hr.send(mine, retired=[TOPIC, COURSE])

    assert refused.status == 409
    assert "saved: out of use" in refused.main.text or "сохранено: не применяется" in refused.main.text
    assert ticked(hr.open(mine.path)) == {"activities/learn_office_tools.yaml"}


def test_after_publication_old_links_tell_by_name_that_it_is_no_longer_used_and_reports_keep_it(
    app: Flask, hr: Reader, person: Person
):
    app.config["SETTINGS"] = replace(app.config["SETTINGS"], publish_alone=True)
    report = person.reader.open("/assessment/check").main.text
    saved = hr.follow(hr.send(opened(hr), retired=[TOPIC, COURSE]))
    review = saved.path.replace("/retired", "/review")
    hr.follow(hr.send(hr.open(review), "/ask", version="1.1.0", words="Тема слилась с другой"))
    hr.follow(hr.send(hr.open(review), "/publish"))

    for path in PUBLIC:
        gone = hr.get(path)
        assert gone.status == 410
        assert "noindex" in gone.html
    assert hr.get("/activities/never_there").status == 404
    assert person.reader.open("/assessment/check").main.text == report
