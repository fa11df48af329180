"""`flask people matrix`: last year's scores, mapped in plain sight, kept for those of whom they may be."""

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from click.testing import Result
from flask import Flask

from kamcareer.core.accounts import Account
from kamcareer.core.framework.model import Framework
from kamcareer.core.legal_basis import Holder
from kamcareer.services.all_known import all_known
from kamcareer.services.legal_bases import agree
from kamcareer.services.own_assessments import claim
from kamcareer.services.self_assessment import start
from kamcareer.store.accounts import add_account
from kamcareer.store.assessments import find_assessment
from kamcareer.store.database import db, may_write
from kamcareer.store.earlier_scores import scores_of_account
from tests.agreements import agreed
from tests.conftest import NOW, settings_for

PEOPLE = "Таб. №;ФИО\n00017;Иванов Иван\n00018;Ким Вера\n"
MATRIX = "ФИО;Переговоры;Финансовая грамотность\nИванов Иван;5;3\nКим Вера;1;\n"
SCORED = ("--scored-on", "2025-12-01")


@pytest.fixture
def people(app: Flask, tmp_path: Path) -> Iterator[Callable[..., Result]]:
    """Run `flask people` where two people are known, one of them with an account; a text becomes a file."""

    def run(command: str, text: str, *more: str) -> Result:
        (tmp_path / "матрица.csv").write_text(text)
        return app.test_cli_runner().invoke(args=["people", command, str(tmp_path / "матрица.csv"), *more])

    with app.app_context():
        may_write.set(True)
        add_account(db.session(), Account("a-1", None, frozenset(), datetime.now(UTC), personnel_number="00017"))
        db.session.commit()
    assert run("import", PEOPLE).exit_code == 0
    return run


def consent(app: Flask) -> None:
    with app.app_context():
        may_write.set(True)
        agree(db.session(), Holder(account_id="a-1"), agreed(), NOW)
        db.session.commit()


def kept(app: Flask) -> dict[str, float]:
    with app.app_context():
        return {score.competency: score.level for score in scores_of_account(db.session(), "a-1")}


def test_scores_are_kept_of_those_who_agreed_and_the_mapping_is_said_in_words(app: Flask, people):
    assert "0 scores of 0 people" in people("matrix", MATRIX, *SCORED).output
    consent(app)
    looked = people("matrix", MATRIX, *SCORED, "--dry-run")
    assert "1-5: 1 → 0 (" in looked.output
    assert "Переговоры → Переговоры и работа с возражениями" in looked.output
    assert kept(app) == {}

    said = people("matrix", MATRIX, *SCORED)
    assert said.exit_code == 0
    assert "kept: 2 scores of 1 people" in said.output
    assert "00018" in said.output
    assert kept(app) == {"negotiation": 4, "finance": 2}


def test_a_matrix_of_the_same_day_replaces_what_was_there(app: Flask, people):
    consent(app)
    people("matrix", MATRIX, *SCORED)
    people("matrix", "ФИО;Переговоры\nИванов Иван;3\n", *SCORED, "--scale", "1-5")

    assert kept(app) == {"negotiation": 2}


def test_an_operator_with_another_basis_keeps_all(people, app: Flask):
    settings = settings_for(app.config["SETTINGS"].data_folder, KAMCAREER_BASIS_DEVELOPMENT="labour_law")
    app.config["SETTINGS"] = settings

    assert "kept: 3 scores of 2 people" in people("matrix", MATRIX, *SCORED).output


def test_cells_to_mend_keep_everything_out(app: Flask, people, tmp_path: Path):
    consent(app)
    said = people("matrix", MATRIX + "Орлов;6;7\n", *SCORED, "--scale", "1-5", "--marked", str(tmp_path / "back.xlsx"))

    assert (said.exit_code, kept(app)) == (1, {})
    assert "матрица!A4" in said.output
    assert (tmp_path / "back.xlsx").exists()
    assert people("matrix", MATRIX, "--scored-on", "2099-01-01").exit_code == 2
    assert people("matrix", "", *SCORED).exit_code == 2


def test_what_was_given_before_goes_into_the_report_of_the_joined_account_alone(
    app: Flask, people, framework: Framework
):
    consent(app)
    people("matrix", MATRIX, *SCORED)
    with app.app_context():
        may_write.set(True)
        begun = start(db.session(), framework, "sales_representative", "supervisor", NOW, agreed())
        before = all_known(db.session(), framework, begun)
        claim(db.session(), begun.id, "a-1", NOW)
        db.session.commit()
        owned = find_assessment(db.session(), begun.id)
        after = all_known(db.session(), framework, owned)

    assert before.earlier == ()
    assert {(one.competency, one.level, one.date) for one in after.earlier} == {
        ("negotiation", 4, date(2025, 12, 1)),
        ("finance", 2, date(2025, 12, 1)),
    }
