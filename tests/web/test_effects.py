"""Which activities moved levels, as HR reads it: words before numbers, a table to take away, and nobody's name."""

import json
from collections.abc import Callable
from io import BytesIO

import pytest
from flask import Flask
from openpyxl import load_workbook

from kamcareer.core.framework.model import Framework
from kamcareer.store.database import db, may_write
from tests.services.repeated import activity_for, assess_many
from tests.web.pages import Reader
from tests.web.test_bench import lines
from tests.web.test_heat_map import hr

__all__ = ["hr"]

PAGE = "/hr/people/effect"


@pytest.fixture
def activity(app: Flask, framework: Framework) -> str:
    """Twelve people who did an activity and rose, twelve who did nothing."""
    found = activity_for(framework)
    may_write.set(True)
    with app.app_context():
        assess_many(db.session(), framework, found)
        db.session.commit()
    return found


def test_it_takes_at_most_eight_statements_however_many_people_there_are(
    app: Flask, hr: Reader, queries: Callable[..., int], framework: Framework, activity: str
):
    few = queries(lambda: hr.open(PAGE))
    may_write.set(True)
    with app.app_context():
        assess_many(db.session(), framework, activity, "more")
        db.session.commit()

    assert queries(lambda: hr.open(PAGE)) == few <= 8


def test_what_is_clear_is_said_with_its_ends_the_number_of_comparisons_and_why_it_is_no_proof(
    hr: Reader, activity: str, framework: Framework
):
    hr.client.set_cookie("language", "en")
    page = hr.open(PAGE)
    ((head, cells),) = lines(page).items()

    assert head.startswith(framework.activities[activity].name["en"])
    assert cells[1].startswith("rose more, by ")
    assert cells[2] == "about 10 did it, about 10 did nothing for the topic"
    assert "1 comparison was made" in page.main.text
    assert "no proof" in page.main.text
    assert "Человек" not in page.main.text


def test_before_ten_people_are_on_each_side_the_page_says_so_with_the_way_on(hr: Reader):
    page = hr.open(PAGE)

    assert not page.main.all("table")
    assert page.main.one("a", class_="btn btn-1")["href"] == "/hr/rounds/new"


@pytest.mark.usefixtures("activity")
def test_as_xlsx_and_from_the_command_the_same_is_told(app: Flask, hr: Reader, rows: Callable):
    sent = hr.send(hr.open(PAGE), f"{PAGE}.xlsx")
    (sheet,) = load_workbook(BytesIO(sent.response.data)).worksheets
    (line,) = sheet.iter_rows(min_row=2, values_only=True)
    told = json.loads(app.test_cli_runner().invoke(args=["people", "effect", "--format", "json"]).stdout)
    (one,) = told["effects"]

    assert line[3:] == (one["more"], one["low"], one["high"], 10, 10)
    assert (told["people"], told["comparisons"], one["word"]) == (25, 1, "more")
    assert rows()["audit"][-1]["event"] == "effects_exported"
    text = app.test_cli_runner().invoke(args=["people", "effect", "--lang", "en"]).stdout
    assert "rose more, by " in text
    assert "None" not in text
