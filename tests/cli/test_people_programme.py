"""`flask people programme`: what to pay for, for many people, from the company's own two files."""

import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest
from click.testing import Result
from flask import Flask
from openpyxl import load_workbook

from kamcareer.core.framework.model import Framework
from kamcareer.core.legal_basis import Basis, Purpose

POSTS = ("Торговый представитель", "Супервайзер", "Менеджер по продажам")
ASKED = ("--to", "key_account_manager_retail", "--hours-per-week", "3", "--weeks", "26", "--seconds", "3")


@pytest.fixture
def programme(app: Flask, framework: Framework, tmp_path: Path) -> Iterator[Callable[..., Result]]:
    """Run the command where five people are known by their scores, and a sixth by name alone."""
    settings = app.config["SETTINGS"]
    bases = {**settings.operator.bases, Purpose.DEVELOPMENT: Basis.LABOUR_LAW}
    app.config["SETTINGS"] = replace(settings, operator=replace(settings.operator, bases=bases))
    topics = [one.name["ru"] for one in framework.competencies.values()]
    staff = ["Табельный номер;ФИО;Подразделение;Должность"]
    staff += [f"{n:05};Иванов{n} Иван;{('Север', 'Юг')[n % 2]};{POSTS[n % 3]}" for n in range(6)]
    scores = [";".join(["Таб. №", "ФИО", *topics])]
    scores += [
        ";".join([f"{n:05}", f"Иванов{n} Иван", *(str(1 + (n + k) % 4) for k in range(len(topics)))]) for n in range(5)
    ]

    def run(*more: str) -> Result:
        return app.test_cli_runner().invoke(args=["people", "programme", *ASKED, *more])

    def bring(command: str, lines: list[str], *more: str) -> None:
        file = tmp_path / f"{command}.csv"
        file.write_text("\n".join(lines), encoding="utf8")
        sent = app.test_cli_runner().invoke(args=["people", command, str(file), *more])
        assert sent.exit_code == 0, sent.output

    bring("import", staff)
    bring("matrix", scores, "--scored-on", "2025-12-01")
    yield run
    app.config["SETTINGS"] = settings


def test_it_says_who_gets_what_for_how_much_and_what_it_lifts(programme: Callable[..., Result], framework: Framework):
    told = json.loads(programme("--budget", "60000", "--format", "json").stdout)
    given = {one["id"]: one for one in told["activities"]}

    assert (told["people"], told["nothing_known"]) == (5, 1)
    assert 0 < told["cost"] <= 60_000
    assert told["cost"] == sum(one["cost"] for one in told["activities"])
    assert 0 < told["value"] <= told["bound"]
    assert {id for ids in told["chosen"].values() for id in ids} == given.keys() <= framework.activities.keys()
    assert all(set(one["people"]) <= told["chosen"].keys() for one in given.values())
    assert sum(one["levels"] for one in told["competencies"]) > 0


def test_as_a_text_it_reads_in_both_languages(programme: Callable[..., Result]):
    for language, words in (("ru", "Программа обучения"), ("en", "Training programme")):
        told = programme("--budget", "60000", "--lang", language, "--more", "50000")

        assert told.exit_code == 0
        assert told.stdout.startswith(words)
        assert "Иванов0 Иван (00000)" in told.stdout
        assert "None" not in told.stdout
        assert "&" not in told.stdout


def test_without_money_nothing_is_paid_for_and_the_reason_is_said(programme: Callable[..., Result]):
    told = programme("--budget", "0")

    assert told.exit_code == 0
    assert "Ничего платного не подошло" in told.stdout


def test_groups_places_and_filters_are_kept(programme: Callable[..., Result], framework: Framework):
    books = [id for id, one in framework.activities.items() if one.kind == "reading" and one.cost != "free"]
    closed = [argument for id in books for argument in ("--places", f"{id}=0")]
    told = json.loads(programme("--budget", "60000", "--format", "json", "--unit", "Юг", *closed).stdout)

    assert told["people"] == 2
    assert not {one["id"] for one in told["activities"]} & set(books)

    course = next(one["id"] for one in told["activities"] if framework.activities[one["id"]].kind == "training")
    told = json.loads(
        programme("--budget", "60000", "--format", "json", *closed, "--group", f"{course}=50000/2").stdout
    )
    bought = [one for one in told["activities"] if one["groups"]]

    assert all(len(one["people"]) <= 2 * one["groups"] and one["cost"] == 50_000 * one["groups"] for one in bought)


def test_as_xlsx_everybody_has_a_line_for_each_thing(programme: Callable[..., Result], tmp_path: Path):
    file = tmp_path / "programme.xlsx"
    assert programme("--budget", "60000", "--format", "xlsx", "--output", str(file)).exit_code == 0
    activities, topics, people = load_workbook(BytesIO(file.read_bytes())).worksheets
    lines = list(people.iter_rows(min_row=2, values_only=True))

    assert sum(row[1] for row in activities.iter_rows(min_row=2, values_only=True)) == len(lines)
    assert {row[2] for row in lines} <= {f"{n:05}" for n in range(5)}
    assert topics.freeze_panes == "B2"


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        (("--group", "no_such=1/1"), '--group: unknown activity "no_such"'),
        (("--group", "account_planning_book=x"), "PRICE/SEATS, for example 125000/10"),
        (("--group", "account_planning_book=5/0"), "PRICE/SEATS"),
        (("--places", "account_planning_book=-1"), "NUMBER, for example 3"),
        (("--post", "nobody"), '--post: unknown role "nobody"'),
        (("--to", "nobody"), '--to: unknown role "nobody"'),
        (("--format", "xlsx"), "--output programme.xlsx"),
        (("--budget", "-1"), "for example 300000"),
    ],
)
def test_what_cannot_be_used_is_told_in_one_line(programme: Callable[..., Result], wrong: tuple[str, ...], said: str):
    result = programme("--budget", "1000", *wrong)

    assert result.exit_code == 2
    assert said in result.stderr
    assert len(result.stderr.strip().splitlines()) == 1
    assert result.stdout == ""
