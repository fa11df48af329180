"""Sex and age of applicants: asked apart and only if they like, seen by nobody, told as rates of large groups."""

from collections.abc import Callable
from datetime import date, timedelta
from io import BytesIO

import pytest
import time_machine
from flask import Flask
from openpyxl import load_workbook

from kamcareer.core.accounts import GRANTED, Role
from kamcareer.core.fairness import Counted, Stage, Trait
from kamcareer.store.database import db, may_write
from kamcareer.store.fairness import add_counts
from tests.conftest import now
from tests.web.pages import Page, Reader
from tests.web.test_applying import begun, invitation
from tests.web.test_applying import rita as rita  # noqa: PLC0414 - the same recruiter
from tests.web.test_applying import vacancy as vacancy  # noqa: PLC0414 - the same vacancy
from tests.web.test_bench import lines
from tests.web.test_candidates import people
from tests.web.test_candidates import sent as sent  # noqa: PLC0414 - the same people
from tests.web.test_heat_map import hr
from tests.web.test_page_lint import problems

__all__ = ["hr"]

ASKED, PAGE = "/application/fairness", "/hr/fairness"
COUNTED = timedelta(days=185)  # the quarter of whoever applies today is closed by then


def say(reader: Reader, sex: str = "female", age: str = "from_35") -> Page:
    questions = reader.follow(reader.send(reader.open(ASKED)))
    return reader.follow(reader.send(questions, "/give", sex=sex, age_group=age))


def later(reader: Reader, rows: Callable) -> Reader:
    """The same person when their browser has long forgotten them: the private link brings them back."""
    (assessment,) = rows()["assessment"]
    return reader.sit_down(str(assessment["id"]))


@pytest.fixture
def told(app: Flask) -> Callable[..., None]:
    """Put what was counted of a quarter there: of each group how many sent their answers and were invited to a talk."""

    def put(trait: Trait = Trait.SEX, quarter: date = date(2026, 1, 1), **groups: tuple[int, int]) -> None:
        may_write.set(True)
        with app.app_context():
            rows = [
                Counted(quarter, 1, trait, group, all, {Stage.READ: all, Stage.PROPOSED: 0, Stage.TALK: talk})
                for group, (all, talk) in groups.items()
            ]
            add_counts(db.session(), rows)
            db.session.commit()

    return put


@pytest.mark.parametrize("language", ["ru", "en"])
def test_the_pages_are_well_made(
    hr: Reader, sent: Callable[..., Reader], told: Callable, rows: Callable, language: str
):
    hr.client.set_cookie("language", language)
    vera = sent("Вера", language=language)
    consent, nobody = vera.open(ASKED), hr.open(PAGE)
    said = say(vera)
    told(female=(40, 10), male=(45, 25))
    pages = [vera.open("/application"), consent, said, nobody, hr.open(PAGE)]
    with time_machine.travel(now() + COUNTED, tick=False):
        pages.append(later(vera, rows).open(ASKED))

    assert {page.path: problems(page) for page in pages if problems(page)} == {}


def test_it_is_asked_after_sending_with_a_consent_of_its_own_and_nothing_is_chosen_for_anybody(
    app: Flask, rita: Reader, vacancy: Page, sent: Callable[..., Reader], rows: Callable
):
    early = begun(app, invitation(rita, vacancy, "Олег")[0], name="Олег")
    assert early.get(ASKED).leads_to == "/application"
    vera = sent("Вера")
    document = vera.open(ASKED)
    data = {"sex": "male", "age_group": "unsaid"}
    assert vera.request("POST", f"{ASKED}/give", headers={"X-CSRFToken": document.csrf}, data=data).status == 403
    questions = vera.follow(vera.send(document))

    assert {item["value"] for item in questions.main.all("input", checked="")} == {"unsaid"}
    assert rows()["demographics"] == []
    assert [row["purpose"] for row in rows()["legal_basis"]].count("fairness") == 1


def test_what_is_said_stands_apart_can_be_changed_and_nobody_who_decides_sees_that_anything_was_said(
    rita: Reader, vacancy: Page, sent: Callable[..., Reader], rows: Callable
):
    vera = sent("Вера")
    path = people(rita, vacancy).main.one("h2").one("a")["href"]
    pages = [rita.open(path).main.text, people(rita, vacancy).main.text]
    say(vera)
    again = vera.follow(vera.send(vera.open(ASKED), "/give", sex="unsaid", age_group="from_45"))

    assert [rita.open(path).main.text, people(rita, vacancy).main.text] == pages
    assert {item["value"] for item in again.main.all("input", checked="")} == {"unsaid", "from_45"}
    (row,) = rows()["demographics"]
    others = str({name: those for name, those in rows().items() if name != "demographics"})
    assert (row["sex"], row["age_group"], row["purpose"]) == ("unsaid", "from_45", "fairness")
    assert str(row["pseudonym"]) not in others


@pytest.mark.parametrize(("page", "form"), [(ASKED, "/withdraw"), ("/assessment/agreement", "/withdraw"),
                                            ("/assessment/delete", "")])  # fmt: skip
def test_it_is_gone_at_once_when_taken_back_with_it_or_with_everything(
    app: Flask, sent: Callable[..., Reader], rows: Callable, page: str, form: str
):
    vera = sent("Вера")
    say(vera)
    vera.follow(vera.send(vera.open(page), form))
    listed = (app.config["SETTINGS"].erasure_list).read_text()

    assert rows()["demographics"] == []
    assert "demographics" in listed


def test_once_it_is_counted_it_is_asked_of_nobody_any_more(app: Flask, sent: Callable[..., Reader], rows: Callable):
    vera = sent("Вера")
    say(vera)
    with time_machine.travel(now() + COUNTED, tick=False):
        here = later(vera, rows)
        assert not here.open(ASKED).main.all("form")
        assert ASKED not in here.open("/application").html
        token = {"X-CSRFToken": here.open("/assessment/delete").csrf}
        said = {"sex": "male", "age_group": "unsaid"}
        assert here.request("POST", f"{ASKED}/give", headers=token, data=said).status == 409
        done = app.test_cli_runner().invoke(args=["retention", "run"])

    assert done.exit_code == 0, done.output
    assert rows()["demographics"] == []
    assert {(row["trait"], row["said"], row["sent"]) for row in rows()["fairness_count"]} == {
        ("sex", "female", 1),
        ("age", "from_35", 1),
    }


def test_hr_sees_rates_beside_the_highest_with_what_may_be_said(hr: Reader, told: Callable):
    told(female=(40, 10), male=(45, 25))
    page = hr.open(PAGE)
    female, male = lines(page, 0).values()

    assert female[:2] == ["40", "25 %"]
    assert female[2].startswith("0,45")
    assert male[:2] == ["45", "56 %"]
    assert female[3].startswith("0,45")
    assert len(page.main.all("table")) == 1, "everybody was read and nobody proposed: nothing to tell of that"


def test_of_small_groups_nothing_is_told_but_that_they_are_small(hr: Reader, told: Callable):
    told(female=(9, 3), male=(45, 25))
    told(Trait.AGE, from_25=(30, 7), from_35=(33, 12), from_45=(9, 0))
    page = hr.open(PAGE)

    assert len(page.main.all("table")) == 1
    assert [cells[0] for cells in lines(page, 0).values()] == ["30", "33"]


def test_for_an_audit_every_period_goes_out_as_numbers_and_that_is_noted(hr: Reader, told: Callable, rows: Callable):
    told(female=(40, 10), male=(45, 25))
    told(quarter=date(2026, 4, 1), female=(40, 20), male=(9, 4))
    told(quarter=date(2026, 7, 1), female=(40, 20), male=(9, 4))
    sent = hr.send(hr.open(PAGE), f"{PAGE}/audit.xlsx")
    rates, meanings = load_workbook(BytesIO(sent.response.data)).worksheets
    found = [row for row in rates.iter_rows(min_row=2, values_only=True) if row[6] is not None]

    days = [tuple(day.date() for day in row[1:3]) for row in found]
    first, rest = (date(2026, 1, 1), date(2026, 3, 31)), (date(2026, 4, 1), date(2026, 9, 30))
    assert days == [first] * 2 + [rest] * 2
    assert [row[5:7] for row in found] == [(40, 10), (45, 25), (80, 40), (18, 8)]
    assert found[0][9:12] == (0.45, pytest.approx(0.24, abs=0.02), pytest.approx(0.79, abs=0.03))
    assert all(0 <= p <= 1 for p in found[0][12:14])
    assert meanings.max_row > 8
    assert rows()["audit"][-1]["event"] == "fairness_exported"


@pytest.mark.parametrize("role", sorted(GRANTED - {Role.HR}))
def test_nobody_else_sees_rates(member: Callable[..., Reader], role: Role):
    assert member("x@example.ru", role, second_factor=True).get(PAGE).status == 404
