"""About sex and age, as a person meets it and as the database keeps it."""

import json
from collections.abc import Callable
from datetime import timedelta

import pytest
import time_machine
from flask import Flask

from kamcareer.core.accounts import GRANTED, Role
from kamcareer.store.database import Base
from tests.conftest import now
from tests.web.pages import Page, Reader

PATH = "/account/demographics"


@pytest.fixture
def vera(member: Callable[..., Reader]) -> Reader:
    return member("vera@example.ru")


def say(reader: Reader, sex: str = "female", age: str = "from_35") -> Page:
    if reader.open(PATH).main.all("input", name="text_sha256"):
        reader.follow(reader.send(reader.open(PATH)))
    return reader.follow(reader.send(reader.open(PATH), "/give", sex=sex, age_group=age))


def test_first_its_own_consent_then_the_questions_and_nothing_is_chosen_for_anybody(vera: Reader, rows: Callable):
    document = vera.open(PATH)
    assert document.main.all("input", type="radio") == []
    assert vera.request("POST", f"{PATH}/give", headers={"X-CSRFToken": document.csrf}, data={}).status == 422
    refused = {"sex": "male", "age_group": "unsaid"}
    assert vera.request("POST", f"{PATH}/give", headers={"X-CSRFToken": document.csrf}, data=refused).status == 403
    questions = vera.follow(vera.send(document))

    assert {item["value"] for item in questions.main.all("input", checked="")} == {"unsaid"}
    assert rows()["demographics"] == []
    assert [row["purpose"] for row in rows()["legal_basis"]] == ["demographics"]


def test_what_is_said_stands_apart_under_a_name_that_no_other_table_knows(vera: Reader, rows: Callable):
    say(vera)
    found = rows()
    row = found["demographics"][0]
    others = str({name: those for name, those in found.items() if name != "demographics"})

    assert (row["sex"], row["age_group"]) == ("female", "from_35")
    assert row["pseudonym"] not in others
    assert not Base.metadata.tables["demographics"].foreign_keys
    assert not [t.name for t in Base.metadata.tables.values()
                if any(key.column.table.name == "demographics" for key in t.foreign_keys)]  # fmt: skip


def test_one_sees_it_again_changes_it_and_has_it_in_the_copy_of_everything(vera: Reader, rows: Callable):
    say(vera)
    page = say(vera, sex="unsaid")
    copy = json.loads(vera.send(vera.open("/account/data"), "/data/json").html)["tables"]["demographics"]

    assert {item["value"] for item in page.main.all("input", checked="")} == {"unsaid", "from_35"}
    assert len(rows()["demographics"]) == 1
    assert [(one["sex"], one["age_group"]) for one in copy] == [("unsaid", "from_35")]


@pytest.mark.parametrize("page", [PATH, "/account/agreements"])
def test_withdrawing_deletes_it_at_once(vera: Reader, rows: Callable, page: str):
    say(vera)
    vera.follow(vera.send(vera.open(page), "/demographics/withdraw"))

    assert rows()["demographics"] == []
    assert vera.open(PATH).main.all("input", name="text_sha256")


def test_with_the_account_it_goes_too_and_nobody_elses(vera: Reader, member: Callable, rows: Callable):
    say(vera)
    say(member("oleg@example.ru"), sex="male")
    vera.follow(vera.send(vera.open("/account/delete")))

    assert [row["sex"] for row in rows()["demographics"]] == ["male"]


def counts(app: Flask, later: timedelta = timedelta(0)) -> str:
    with time_machine.travel(now() + later, tick=False):
        done = app.test_cli_runner().invoke(args=["privacy", "counts"])
    assert done.exit_code == 0, done.output
    return done.output


def test_others_are_told_counts_of_ten_or_more_of_an_earlier_quarter_alone(app: Flask, member: Callable):
    for number in range(12):
        say(member(f"{number}@example.ru"), sex="female" if number < 9 else "male")

    assert "too few" in counts(app)
    told = counts(app, timedelta(days=93))
    assert told.split("\t")[0] == "10"
    assert len(told.splitlines()) == 1
    assert "female" in told
    assert "male from_35" in told


def test_hr_sees_the_same_groups_in_words_and_nothing_of_anybody(member: Callable):
    for number in range(12):
        say(member(f"{number}@example.ru"), sex="female" if number < 9 else "male")
    empty = member("hr@example.ru", Role.HR, second_factor=True).open("/hr/demographics")
    assert empty.main.all("table") == []
    with time_machine.travel(now() + timedelta(days=93), tick=False):
        told = member("other@example.ru", Role.HR, second_factor=True).open("/hr/demographics")

    (row,) = told.main.one("tbody").all("tr")
    assert row.one("td").text == "10"
    assert "35" in row.one("th").text
    assert "@example.ru" not in told.main.text


@pytest.mark.parametrize("role", sorted(GRANTED - {Role.HR}))
def test_nobody_else_sees_counts(member: Callable, role: Role):
    assert member("x@example.ru", role, second_factor=True).get("/hr/demographics").status == 404


def test_after_its_term_it_is_deleted(app: Flask, vera: Reader, rows: Callable):
    say(vera)
    with time_machine.travel(now() + timedelta(days=720), tick=False):
        app.test_cli_runner().invoke(args=["retention", "run"])
    assert len(rows()["demographics"]) == 1
    with time_machine.travel(now() + timedelta(days=733), tick=False):
        app.test_cli_runner().invoke(args=["retention", "run"])
    assert rows()["demographics"] == []
