"""What would be if: two plans side by side, by a form; nothing is kept until it is taken."""

from collections.abc import Callable

import pytest

from tests.web.conftest import TARGET, Person
from tests.web.pages import Page
from tests.web.test_plan import PLAN, as_json, until

IF = f"{PLAN}/what-if"


@pytest.fixture
def person(busy_person: Person) -> Person:
    return busy_person


def asked(person: Person, **values: str) -> Page:
    said = {"hours": "2", "until": until(13), "budget": "0", "target": TARGET} | values
    return person.reader.get(f"{IF}?" + "&".join(f"{name}={value}" for name, value in said.items()))


def row(page: Page, name: str) -> list[str]:
    line = next(line for line in page.main.all("tr") if line.all("th") and line.all("th")[0].text == name)
    return [cell.text for cell in line.all("td")]


def test_the_form_begins_with_what_was_set_and_compares_nothing(person: Person):
    page = person.reader.open(IF)
    values = page.values(page.form("/what-if", "get"))

    assert values == {"hours": ["2"], "until": [until(13)], "budget": ["0"], "target": [TARGET]}
    assert page.main.all("table") == []


def test_more_hours_stand_beside_the_own_plan_and_keep_nothing(person: Person, rows: Callable):
    person.reader.open(PLAN)
    before = {name: rows()[name] for name in ("plan_limits", "kept_plan", "kept_plan_step")}
    page = asked(person, hours="3")
    mine, other = row(page, "Всего часов")

    assert mine != other
    assert {name: rows()[name] for name in before} == before


def test_hours_may_have_a_comma(person: Person):
    assert row(asked(person, hours="2,5"), "Всего часов") == row(asked(person, hours="2.5"), "Всего часов")


def test_what_is_taken_becomes_the_plan(person: Person):
    page = asked(person, hours="3")
    other = row(page, "Дел в плане")[1]
    taken = person.reader.follow(person.reader.send(page, PLAN))

    assert as_json(person)["limits"]["hours_per_week"] == 3
    assert len(as_json(person)["activities"]) == int(other)
    assert taken.path == PLAN


def test_another_role_is_compared_and_chosen_on_its_own_page(person: Person):
    page = asked(person, target="supervisor")

    assert row(page, "Роль")[0] != row(page, "Роль")[1]
    assert "/assessment/target?target=supervisor" in [link["href"] for link in page.main.all("a")]


@pytest.mark.parametrize(
    ("name", "value"), [("hours", "0"), ("until", "2020-01-01"), ("budget", "-1"), ("target", "x")]
)
def test_a_slip_is_named_at_its_field(person: Person, name: str, value: str):
    page = asked(person, **{name: value})

    assert page.status == 422
    assert f"#if-{name}" in [link["href"] for link in page.main.one("section", **{"class": "errors"}).all("a")]
