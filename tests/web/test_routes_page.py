"""Ways to a far role: each step with its gap, time and plan, and which way is the fastest, gentlest, cheapest."""

import pytest

from kamcareer.core.framework.model import Framework
from kamcareer.core.planning.limits import MOST_WEEKS, Limits
from kamcareer.core.planning.routes import compared_routes
from tests.web.conftest import Person

ROUTES = "/assessment/routes"
START, TARGET = "medical_representative", "key_account_specialist_pharma"


def asked(person: Person, start: str = START, target: str = TARGET, hours: str = "4"):
    return person.reader.get(f"{ROUTES}?start={start}&target={target}&hours={hours}")


def test_every_way_is_shown_with_its_steps_and_what_it_is_best_at(person: Person, framework: Framework):
    page, found = asked(person), compared_routes(framework, START, TARGET, Limits(4, MOST_WEEKS))
    ways = page.main.all("section", **{"class": "panel way"})

    assert len(ways) == len(found.routes) > 1
    assert sum(len(way.one("ol").all("li", "h3")) > 0 for way in ways) == len(ways)
    said = page.main.text
    for wanted in ("самый быстрый", "самый дешёвый", "зависит ещё и от вакансии"):
        assert wanted in said, wanted
    shown = {item.text.partition(" недел")[0] for way in ways for item in way.all("li") if item.parent.get("class")}
    names = {
        framework.activities[placement.candidate.id].name["ru"]
        for route in found.routes
        for one in route.steps
        for placement in one.placements
    }
    assert all(any(name in line for line in shown) for name in names)


def test_where_no_way_leads_the_page_says_so(person: Person):
    assert "ни один путь" in asked(person, TARGET, START).main.text.lower()


@pytest.mark.parametrize(("wrong", "place"), [({"target": START}, "target"), ({"hours": "5"}, "hours-0"), ({"start": "x"}, "start")])  # fmt: skip
def test_a_slip_is_named_at_its_field(person: Person, wrong: dict[str, str], place: str):
    page = asked(person, **wrong)

    assert page.status == 422
    assert f"#{place}" in [link["href"] for link in page.main.one("section", **{"class": "errors"}).all("a")]
