"""Everything about me: complete, readable by programs, and gone when it is deleted."""

import csv
import json
import re
from collections.abc import Callable
from io import BytesIO, StringIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from flask import Flask
from jsonschema import Draft202012Validator

from kamcareer.core.assessment import Draft
from kamcareer.services.audit import broken_at, trail
from kamcareer.services.self_assessment import save_answer
from kamcareer.store.database import db, may_write
from tests.conftest import NOW
from tests.exports.test_pdf import text_of
from tests.web.conftest import Person
from tests.web.pages import Page, Reader

EMAIL, PASSPHRASE = "vera@example.ru", "ёлка самовар трактор 9 лун"


@pytest.fixture
def owner(person: Person, member: Callable[..., Reader]) -> Reader:
    reader = member(EMAIL, passphrase=PASSPHRASE).sit_down(person.id)
    reader.follow(reader.send(reader.open("/account"), "/account/assessments"))
    return reader


def copy(reader: Reader, style: str) -> Page:
    return reader.send(reader.open("/account/data"), f"/data/{style}")


def test_the_copy_has_every_answer_and_fits_its_published_schema(owner: Reader, person: Person, app: Flask):
    document = json.loads(copy(owner, "json").html)
    schema = Reader(app).get("/about/data-schema.json").response.json
    Draft202012Validator.check_schema(schema)
    Draft202012Validator(schema, format_checker=Draft202012Validator.FORMAT_CHECKER).validate(document)

    tables = document["tables"]
    assert [row["email"] for row in tables["account"]] == [EMAIL]
    assert {row["competency"]: row["level"] for row in tables["answer"]} == {
        competency: number % 4 for number, competency in enumerate(person.asked)
    }
    assert [row["id"] for row in tables["assessment"]] == [person.id]
    assert len(tables["sign_in"]) == 1


def test_the_copy_holds_nothing_of_anybody_else_and_no_secret(
    owner: Reader, somebody: Callable[..., Person], member: Callable[..., Reader], rows: Callable
):
    other, foreign = somebody(), member("oleg@example.ru")
    foreign.sit_down(other.id)
    foreign.follow(foreign.send(foreign.open("/account"), "/account/assessments"))
    text = copy(owner, "json").html
    stored = rows()

    assert "oleg" not in text
    assert other.id not in text
    assert not any(row["secret_sha256"] in text for row in stored["sign_in"])
    assert "argon2" not in text


def test_the_tables_open_in_a_spreadsheet_and_run_nothing(owner: Reader, person: Person, app: Flask):
    may_write.set(True)
    with app.app_context():
        for number, example in enumerate(("=1+1", "\t=1", "@SUM(A1)", "\r=2", "-x", "+y")):
            draft = Draft(level=1, example=example, revision=1)
            save_answer(db.session(), person.id, person.asked[number], draft, f"formula-{number}", NOW)
        db.session.commit()
    with ZipFile(BytesIO(copy(owner, "zip").response.get_data())) as archive:
        tables = {name: archive.read(name).decode("utf-8-sig") for name in archive.namelist()}

    assert EMAIL in tables["account.csv"]
    cells = [cell for row in csv.reader(StringIO(tables["answer.csv"], newline=""), delimiter=";") for cell in row]
    assert [cell for cell in cells if cell.startswith(("=", "+", "@", "\t", "\r", "-"))] == []
    assert "'=1+1" in cells


@pytest.mark.parametrize("language", ["ru", "en"])
def test_the_copy_to_read_holds_every_word_of_the_copy_for_programs(owner: Reader, person: Person, language: str):
    owner.client.set_cookie("language", language)
    rows = json.loads(copy(owner, "json").html)["tables"]
    page = copy(owner, "pdf")
    text = "".join(text_of(page.response.get_data()).split())

    assert page.response.mimetype == "application/pdf"
    said = [row["example"] for row in rows["answer"] if row["example"]] + [EMAIL, person.id]
    said += [value for row in rows["legal_basis"] for value in (row["purpose"], row["text_sha256"])]
    assert len(said) > 6
    assert [word for word in said if "".join(word.split()) not in text] == []
    assert ("Вседанныеобомне" if language == "ru" else "Everythingaboutme") in text


@pytest.mark.parametrize("language", ["ru", "en"])
def test_the_copy_to_read_names_nothing_as_the_database_does(owner: Reader, language: str):
    owner.client.set_cookie("language", language)
    text = " ".join(text_of(copy(owner, "pdf").response.get_data()).split())

    assert re.findall(r"\b[a-z]+_(?:at|id|sha256)\b|_shown|last saved at", text) == []
    assert ("Пример из работы" if language == "ru" else "Example from work") in text


@pytest.mark.parametrize("style", ["exe", "xlsx", "..%2f"])
def test_there_is_no_other_kind_of_copy(owner: Reader, style: str):
    headers = {"X-CSRFToken": owner.open("/account").csrf}

    assert owner.request("POST", f"/account/data/{style}", headers=headers).status == 404


def canaries(number: int) -> list[str]:
    return [f"канарейка-{letter}-{number}" for letter in "абвгдежзиклмнопрстуф"]


@pytest.mark.sqlite
def test_after_deletion_no_file_of_the_installation_holds_a_word_of_it(app: Flask, owner: Reader, person: Person):
    folder: Path = app.config["SETTINGS"].data_folder
    may_write.set(True)
    with app.app_context():
        for competency, canary in zip(person.asked, canaries(1), strict=False):
            draft = Draft(level=2, example=canary, revision=1)
            save_answer(db.session(), person.id, competency, draft, canary, NOW)
        db.session.commit()

    def found() -> set[str]:
        files = [path.read_bytes() for path in folder.rglob("*") if path.is_file()]
        return {word for word in [EMAIL, person.id, *canaries(1)] if any(word.encode() in data for data in files)}

    assert found() == {EMAIL, person.id, *canaries(1)}
    page = owner.send(owner.open("/account/delete"), passphrase=PASSPHRASE)
    assert page.leads_to == "/"
    assert found() == set()
    with app.app_context():
        assert broken_at(db.session(), app.config["SECRET_KEY"]) is None


@pytest.mark.sqlite
def test_the_same_holds_for_answers_without_an_account(app: Flask, person: Person):
    folder: Path = app.config["SETTINGS"].data_folder

    def found() -> bool:
        return any(person.id.encode() in path.read_bytes() for path in folder.rglob("*") if path.is_file())

    assert found()
    person.reader.follow(person.reader.send(person.reader.open("/assessment/delete")))
    assert not found()


def test_what_happens_to_an_account_is_in_the_trail_in_order(app: Flask, owner: Reader):
    copy(owner, "json")
    owner.send(owner.open("/account/delete"), passphrase=PASSPHRASE)
    refused = Reader(app)
    refused.send(refused.open("/sign-in"), email=EMAIL, passphrase=PASSPHRASE)
    with app.app_context():
        entries = trail(db.session())

    events = [str(entry.event) for entry in entries]
    assert events == ["assessment_claimed", "data_exported", "account_erased", "sign_in_refused"]
    assert len({entry.person for entry in entries[:3]}) == 1
    assert entries[3].person == ""
