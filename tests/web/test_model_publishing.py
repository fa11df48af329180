"""From a draft to the version in use on its pages: asked for, read by somebody else, sent back or published."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
import time_machine
from flask import Flask

from kamcareer.core.accounts import Role
from kamcareer.core.sign_ins import FRESH
from kamcareer.services.audit import Event, trail
from kamcareer.services.notifications import notification_table
from kamcareer.store.database import db
from kamcareer.web.frameworks import current_framework
from tests.conftest import NOW, now
from tests.web.conftest import Person
from tests.web.mail_server import Mailbag
from tests.web.pages import Page, Reader

CELL, WHY = "supervisor:negotiation", "Супервайзер ведёт переговоры сам"


@pytest.fixture
def hr(member: Callable[..., Reader]) -> Reader:
    return member("hr@example.ru", Role.HR, second_factor=True)


@pytest.fixture
def second(member: Callable[..., Reader]) -> Reader:
    return member("second@example.ru", Role.HR, second_factor=True)


@pytest.fixture
def boss(member: Callable[..., Reader]) -> Reader:
    return member("boss@example.ru", Role.ADMINISTRATOR, second_factor=True)


def asked(hr: Reader) -> Page:
    """A draft with one cell changed, for which a second look was asked; its page."""
    grid = hr.follow(hr.send(hr.open("/hr/models")))
    saved = hr.follow(hr.send(grid, **{CELL: "3/1"}))
    return hr.follow(hr.send(hr.open(f"{saved.path}/review"), "/ask", version="1.1.0", words=WHY))


def level_in_use(app: Flask) -> tuple[str, int]:
    with app.app_context():
        framework = current_framework()
    return framework.version, framework.roles["supervisor"].requirements["negotiation"].level


def test_an_administrator_reads_and_publishes_what_hr_asked_for(app: Flask, hr: Reader, boss: Reader, person: Person):
    before = level_in_use(app)
    report = person.reader.open("/assessment/check").main.text
    review = asked(hr)
    assert "/publish" not in review.html

    listed = boss.open("/hr/models/reviews")
    assert WHY in listed.main.text
    page = boss.open(next(link["href"] for link in listed.main.all("a") if link.text == "1.1.0"))
    assert all(word in page.main.text for word in (WHY, "hr@example.ru", "нужная ступень"))

    done = boss.follow(boss.send(page, "/publish"))

    assert all(word in done.main.text for word in (WHY, "1.1.0", "hr@example.ru", "boss@example.ru"))
    assert level_in_use(app) == ("1.1.0", 3) != before
    assert person.reader.open("/assessment/check").main.text == report
    for path in (review.path, review.path.removesuffix("/review")):
        led = hr.follow(hr.get(path))
        assert (led.path, "опубликован как версия 1.1.0" in led.html) == ("/hr/models/reviews", True)
    with app.app_context():
        events = [entry.event for entry in trail(db.session())]
    assert {Event.MODEL_REVIEW_ASKED, Event.MODEL_PUBLISHED} <= set(events)


def test_a_draft_goes_back_with_a_reason_and_comes_again(app: Flask, hr: Reader, second: Reader):
    review = asked(hr)
    page = second.open(review.path)
    assert second.send(page, "/return").status == 422
    second.follow(second.send(page, "/return", **{"return-reason": "Слишком мало"}))

    back = hr.open(review.path)
    assert all(word in back.main.text for word in ("Слишком мало", "second@example.ru"))
    assert second.send(page, "/publish").status == 409
    again = hr.follow(hr.send(back, "/ask", version="1.1.0", words="Уточнили"))
    assert all(word in again.main.text for word in ("Уточнили", WHY, "Слишком мало"))
    second.follow(second.send(second.open(review.path), "/publish"))
    assert level_in_use(app)[0] == "1.1.0"


def test_what_was_not_read_is_not_published(app: Flask, hr: Reader, second: Reader):
    before = level_in_use(app)
    review = asked(hr)
    read = second.open(review.path)
    hr.follow(hr.send(hr.open(review.path.removesuffix("/review")), **{CELL: "3/2"}))

    assert second.send(read, "/publish").status == 409
    assert level_in_use(app) == before


def test_ones_own_work_is_published_only_where_the_installation_allows_it(app: Flask, hr: Reader):
    review = asked(hr)
    send = {"path": f"{review.path}/publish", "data": {"publish-revision": 2, "csrf_token": review.csrf}}
    assert hr.request("POST", **send).status == 409

    app.config["SETTINGS"] = replace(app.config["SETTINGS"], publish_alone=True)
    hr.follow(hr.send(hr.open(review.path), "/publish"))
    assert level_in_use(app)[0] == "1.1.0"


def test_publishing_asks_once_more_who_is_there(app: Flask, hr: Reader, second: Reader):
    before, review = level_in_use(app), asked(hr)
    with time_machine.travel(now() + FRESH + timedelta(minutes=1), tick=False):
        assert second.send(second.open(review.path), "/publish").status == 401
    assert level_in_use(app) == before


def test_letters_lead_to_the_draft_and_tell_the_asker_what_came_of_it(
    hr: Reader, second: Reader, boss: Reader, mailbag: Mailbag
):
    boss.send(boss.open("/account/letters"), wanted=["data_ends"])
    with time_machine.travel(NOW):
        review = asked(hr)
        assert told(mailbag) == [("second@example.ru", "second_look_asked")]
        second.follow(second.send(second.open(review.path), "/return", **{"return-reason": "Слишком мало"}))
        hr.follow(hr.send(hr.open(review.path), "/ask", version="1.1.0", words="Уточнили"))
        second.follow(second.send(second.open(review.path), "/publish"))

    assert told(mailbag)[1:] == [
        ("hr@example.ru", "second_look_returned"),
        ("second@example.ru", "second_look_asked"),
        ("hr@example.ru", "second_look_published"),
    ]
    texts = [letter.get_content() for letter in mailbag.letters]
    assert all(f"http://localhost{review.path}" in text for text in texts[:3])
    assert not any(word in text for text in texts for word in (WHY, "Слишком мало", "Уточнили", "example.ru"))


def told(mailbag: Mailbag) -> list[tuple[str, str]]:
    kinds = {row.subject["ru"]: str(happening) for happening, row in notification_table().rows.items()}
    return [(str(letter["To"]), kinds[str(letter["Subject"])]) for letter in mailbag.letters]


@pytest.mark.parametrize("version", ["1.0.0", "0.9", "next"])
def test_a_version_comes_after_the_one_in_use(hr: Reader, version: str):
    grid = hr.follow(hr.send(hr.open("/hr/models")))
    hr.follow(hr.send(grid, **{CELL: "3/1"}))
    refused = hr.send(hr.open(f"{grid.path}/review"), "/ask", version=version, words=WHY)
    assert refused.status == 422
    assert WHY in refused.html


@pytest.mark.parametrize("role", [Role.RECRUITER, Role.MANAGER, Role.INTERVIEWER])
def test_nobody_else_reads_reviews(member: Callable[..., Reader], role: Role):
    reader = member("vera@example.ru", role, second_factor=True)
    assert reader.client.get("/hr/models/reviews").status_code in {403, 404}
