"""Candidates side by side: what each estimate rests on, what weights change, and what would change the picture."""

from collections.abc import Callable

from flask import Flask

from kamcareer.services.audit import Event, trail
from kamcareer.store.database import db
from tests.web.pages import Page, Reader
from tests.web.test_applying import rita as rita  # noqa: PLC0414 - the same recruiter
from tests.web.test_applying import vacancy as vacancy  # noqa: PLC0414 - the same vacancy
from tests.web.test_candidates import EXAMPLE, links, people
from tests.web.test_candidates import sent as sent  # noqa: PLC0414 - the same people


def test_the_part_of_the_profile_is_shown_by_its_weights_or_all_alike_and_what_that_changes(
    rita: Reader, vacancy: Page, sent: Callable
):
    for name, level in (("Вера", "4"), ("Олег", "1")):
        sent(name, level)
    ids = [link.rpartition("/")[2] for link in links(people(rita, vacancy))]
    page = people(rita, vacancy, f"/compare?who={ids[0]}&who={ids[1]}")
    alike = rita.open(next(a["href"] for a in page.main.all("a") if a.text == "Все темы поровну"))

    assert "по весам профиля" in page.main.one("table").text
    assert "все темы поровну" in alike.main.one("table").text
    assert len(alike.main.one("table").all("th", scope="col")) == 4
    assert page.main.one("section", id="weights").all("a")[0].get("aria-current") == "page"
    assert alike.main.one("section", id="weights").all("a")[1].get("aria-current") == "page"
    assert (
        page.main.one("section", id="weights").one("ul").text == alike.main.one("section", id="weights").one("ul").text
    )


def side_by_side(rita: Reader, vacancy: Page) -> Page:
    ids = [link.rpartition("/")[2] for link in links(people(rita, vacancy))]
    return people(rita, vacancy, "/compare?" + "&".join(f"who={id}" for id in ids))


def test_side_by_side_each_estimate_folds_out_on_what_it_rests_as_on_the_page_of_the_person(
    rita: Reader, vacancy: Page, sent: Callable
):
    sent("Вера", "4")
    sent("Олег", "1")
    page = side_by_side(rita, vacancy)
    folds = page.main.one("table").all("details")
    own = [rita.open(link).main.one("table").all("details") for link in links(people(rita, vacancy))]

    assert len(folds) == sum(map(len, own)) > 2
    assert all("на чём это основано" in fold.one("summary").text for fold in folds)
    assert EXAMPLE in page.main.one("table").text
    for level in ("4", "1"):
        assert any(f": {level} ·" in fold.text for fold in folds)


def test_reading_side_by_side_is_noted_for_each_person_and_hidden_names_stay_hidden(
    app: Flask, rita: Reader, vacancy: Page, sent: Callable
):
    sent("Вераника")
    sent("Олегатор")
    ids = [link.rpartition("/")[2] for link in links(people(rita, vacancy))]
    page = people(rita, vacancy, f"/compare?who={ids[0]}&who={ids[1]}")
    people(rita, vacancy, "/compare")

    assert not any(name in page.html for name in ("Вераника", "Олегатор"))
    with app.app_context():
        noted = [entry.detail for entry in trail(db.session()) if entry.event is Event.ANSWERS_READ]
    assert len(noted) == len(set(noted)) == 2
    assert all(vacancy.path.rpartition("/")[2] in detail for detail in noted)


def test_what_would_change_the_picture_is_said_for_the_two_and_for_each(rita: Reader, vacancy: Page, sent: Callable):
    sent("Вера", "3")
    sent("Олег", "3")
    change = side_by_side(rita, vacancy).main.one("section", id="change")

    names = [item.one("strong").text for item in change.all("li")]
    assert len(names) == 3
    assert all(name in names[0] for name in names[1:])
    assert "слушаете и решаете вы" in change.text
    alone = people(rita, vacancy, f"/compare?who={links(people(rita, vacancy))[0].rpartition('/')[2]}")
    assert "Что скорее всего их различит" not in alone.main.text
