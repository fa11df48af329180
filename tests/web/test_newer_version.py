"""The model has another version by now: a report stays, and a page says what the present one would say of the same answers."""

import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask

from kamcareer.config import PROJECT_ROOT
from kamcareer.core.framework.model import Framework
from kamcareer.services.self_assessment import open_sitting
from kamcareer.store.database import db
from tests.web.conftest import TARGET, Person
from tests.web.pages import Page

PAGE = "/report/newer-version"
ROLE = f"roles/{TARGET}.yaml"
VERSION = ("framework.yaml", "version: 1.0.0", "version: 9.9.9")
# What the role asks of negotiating, a level less, and no must-have.
EASIER = (
    ROLE,
    "negotiation:\n    level: 4\n    weight: 3\n    must_have: true",
    "negotiation:\n    level: 3\n    weight: 3",
)


def cells(page: Page) -> list[list[str]]:
    return [[cell.text for cell in row.all("th", "td")] for table in page.main.all("tbody") for row in table.all("tr")]


@pytest.fixture
def publish(app: Flask, tmp_path: Path) -> Callable[..., None]:
    """Put another version of the model into the place of the one that assessments were begun with."""

    def put(*changes: tuple[str, str, str]) -> None:
        folder = tmp_path / "models" / "key_account"
        shutil.copytree(PROJECT_ROOT / "competencies" / "key_account", folder)
        for file, before, after in (VERSION, *changes):
            text = (folder / file).read_text("utf-8")
            assert before in text
            (folder / file).write_text(text.replace(before, after, 1), "utf-8")
        app.config["SETTINGS"] = replace(app.config["SETTINGS"], frameworks=folder.parent)

    return put


def test_a_report_by_the_present_version_offers_nothing(person: Person):
    assert PAGE not in person.reader.open("/report").html
    assert person.reader.get(PAGE).response.headers["Location"] == "/report"


@pytest.mark.parametrize("language", ["ru", "en"])
def test_what_is_asked_otherwise_stands_there_and_the_report_stays(
    framework: Framework, somebody: Callable[..., Person], publish: Callable[..., None], language: str
):
    person = somebody(language=language)
    before = person.reader.open("/report").html
    publish(EASIER)
    after = person.reader.open("/report")
    page = person.reader.open(PAGE)

    assert "9.9.9" in after.html
    [[topic, then, now, _]] = cells(page)
    assert topic == framework.competencies["negotiation"].name[language]
    assert then != now
    assert "1.0.0" in page.html
    assert after.html.count("<h2") == before.count("<h2")


def test_nothing_of_it_is_kept(app: Flask, person: Person, publish: Callable[..., None]):
    with app.app_context():
        before = open_sitting(db.session(), person.id)
    publish(EASIER)
    person.reader.open(PAGE)

    with app.app_context():
        assert open_sitting(db.session(), person.id) == before


def test_a_version_that_asks_the_same_says_so(person: Person, publish: Callable[..., None]):
    publish()

    assert cells(person.reader.open(PAGE)) == []


def test_a_question_in_other_words_is_named(person: Person, publish: Callable[..., None]):
    text = (PROJECT_ROOT / "competencies/key_account/competencies/negotiation.yaml").read_text("utf-8")
    asked = next(line for line in text.splitlines() if line.strip().startswith("ru:") and "?" in line)
    publish(("competencies/negotiation.yaml", asked, asked.replace("?", " теперь?", 1)))

    assert "Переговоры и работа с возражениями" in person.reader.open(PAGE).html
