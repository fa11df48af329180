"""Word files to be signed: from the shipped templates, or from those that a company has put in their place."""

from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest
from docx import Document
from flask import Flask

from kamcareer.core.framework.model import Framework
from tests.web.conftest import Person
from tests.web.test_plan import PLAN, as_json


def word_file(content: bytes) -> list[str]:
    """Return what a Word file says, a line for each paragraph, those of tables as well."""
    document = Document(BytesIO(content))
    paragraphs = [item for item in document.element.body.iter() if item.tag.endswith("}p")]
    return ["".join(text.text or "" for text in item.iter() if text.tag.endswith("}t")) for item in paragraphs]


def plan_of(person: Person) -> list[str]:
    return word_file(person.reader.open(f"{PLAN}/download/docx").response.data)


@pytest.fixture
def own(app: Flask, tmp_path: Path) -> Path:
    """The place of the Russian plan among the templates of an installation."""
    app.config["SETTINGS"] = replace(app.config["SETTINGS"], documents=tmp_path)
    return tmp_path / "development_plan.ru.docx"


def keep(template: Path, *paragraphs: str) -> None:
    document = Document()
    for text in paragraphs:
        document.add_paragraph(text)
    document.save(str(template))


def test_the_plan_to_sign_has_every_step_and_says_neither_a_name_nor_how_far_its_owner_is(
    busy_person: Person, framework: Framework
):
    said = plan_of(busy_person)
    names = [framework.activities[one["id"]].name["ru"] for one in as_json(busy_person)["activities"]]

    assert names
    assert [line for line in said if line in names] == [*names, *names]
    assert sum("Что показать в конце" in line for line in said) == len(names)
    assert [line for line in said if "из роли" in line or "{" in line or " из 100" in line] == []
    assert "Руководитель" in said


def test_a_template_of_the_company_stands_in_the_place_of_the_shipped_one(busy_person: Person, own: Path):
    keep(own, "Приложение № 3 к приказу. {{ role }}", "{%p for line in missing %}", "– {{ line }}", "{%p endfor %}")
    title, *missing = plan_of(busy_person)

    assert title.startswith("Приложение № 3 к приказу. Менеджер по ключевым клиентам")
    assert len(missing) == len(as_json(busy_person)["unreached"])
    assert all(line.startswith("– ") for line in missing)


@pytest.mark.parametrize("wrong", ["{{ salary }}", "{% if role %}"])
def test_a_broken_template_stops_nobody_and_the_log_says_which_file_it_is(
    busy_person: Person, own: Path, wrong: str, caplog: pytest.LogCaptureFixture
):
    keep(own, wrong)

    assert "Что показать в конце" in "".join(plan_of(busy_person))
    assert str(own) in caplog.text
