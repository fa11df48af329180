"""Word files to be signed: from the shipped templates, or from those that a company has put in their place."""

from collections.abc import Callable
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest
from docx import Document
from flask import Flask

from kamcareer.core.accounts import Role
from kamcareer.core.framework.model import Framework
from kamcareer.core.people import Person as Colleague
from tests.web.conftest import Person
from tests.web.pages import Reader
from tests.web.test_people import several
from tests.web.test_plan import PLAN, as_json
from tests.web.test_presentations import LOGO


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


def test_the_logo_of_the_company_stands_above_the_plan(app: Flask, busy_person: Person, tmp_path: Path):
    file = tmp_path / "logo.png"
    file.write_bytes(LOGO)
    app.config["SETTINGS"] = replace(app.config["SETTINGS"], logo=file)
    document = Document(BytesIO(busy_person.reader.open(f"{PLAN}/download/docx").response.data))

    assert len(document.inline_shapes) == 1


@pytest.mark.parametrize("wrong", ["{{ salary }}", "{% if role %}"])
def test_a_broken_template_stops_nobody_and_the_log_says_which_file_it_is(
    busy_person: Person, own: Path, wrong: str, caplog: pytest.LogCaptureFixture
):
    keep(own, wrong)

    assert "Что показать в конце" in "".join(plan_of(busy_person))
    assert str(own) in caplog.text


@pytest.fixture
def hr(member: Callable[..., Reader]) -> Reader:
    return member("hr@example.ru", Role.HR, second_factor=True)


def test_hr_takes_a_sheet_for_the_people_found_and_it_is_noted(app: Flask, hr: Reader, rows: Callable):
    north = [Colleague("00002", "Юн & Ко {{ unit }}", "Север", None, "supervisor"), Colleague("00001", "Ким", "Север")]
    several(app, [*north, Colleague("00003", "Ли", "Юг")])
    page = hr.open("/hr/people?unit=Север")
    sheet = hr.send(page, "sign-off.docx", subject="Положение <о премиях>").response
    said = word_file(sheet.data)

    assert [line for line in said if line in {"00001", "00002", "00003"}] == ["00001", "00002"]
    assert {"Ким", "Юн & Ко {{ unit }}", "Супервайзер"} <= set(said)
    assert any("Положение <о премиях>" in line for line in said)
    assert sheet.headers["Cache-Control"] == "no-store"
    noted = rows()["audit"][-1]
    assert (noted["event"], noted["detail"]) == ("people_exported", "sign-off sheet, 2 people")


def test_a_sheet_for_nobody_or_for_more_than_five_hundred_is_refused(app: Flask, hr: Reader, rows: Callable):
    several(app, [Colleague(f"{number:05}", f"Ким {number}", "Север") for number in range(501)])
    token = {"csrf_token": hr.open("/account").csrf}
    before = len(rows()["audit"])

    for asked in ("", "nobody"):
        assert hr.request("POST", "/hr/people/sign-off.docx", data=token | {"search": asked}).status == 422
    assert "500" in hr.open("/hr/people").main.text
    assert len(rows()["audit"]) == before
    assert hr.request("POST", "/hr/people/sign-off.docx", data=token | {"search": "Ким 499"}).status == 200
