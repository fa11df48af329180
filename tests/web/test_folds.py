"""A fold that holds fields of a form stands open wherever something in it is wrong.

Every page that a test here opens is held against that (`Page.hidden_errors`). This goes over all folds there are: each has
to say when it is open, or stands below with the reason why nothing in it can be wrong.
"""

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.web.pages import Reader
from tests.web.test_bench import staff
from tests.web.test_heat_map import hr, joined
from tests.web.test_programme import ASK, FORM

__all__ = ["hr", "joined", "staff"]

FIRST = "the first activity"
TEMPLATES = Path(__file__).parents[2] / "templates"
TAG = re.compile(r"<details((?:\{[{%].*?[%}]\}|[^>])*)>|</details>", re.DOTALL)
HOLDS_FIELDS = re.compile(
    r"<form|<input|<select|<textarea|\w+_form\(|_field\(|choice\(|tick\(|person\(|pick\(|topic_row\("
)
# Where nothing can be wrong, or it is said elsewhere.
NOTHING_WRONG = {
    ("candidate/report.html", "Text to paste into a message"): "to be copied, not to be written",
    ("hr/models.html", "Or leave your own changes behind"): "a button alone",
    ("hr/people.html", "Sign-off sheet"): "takes whatever is written",
    ("macros/what_if.html", "What if?"): "opens a page of its own, which has no fold",
}


def folds() -> Iterator[tuple[str, str, str]]:
    """Every fold that holds fields of a form: its template, its first words, what its tag says."""
    for file in sorted(TEMPLATES.rglob("*.html")):
        text, open_ones = file.read_text(), []
        for found in TAG.finditer(text):
            if not found[0].startswith("</"):
                open_ones.append(found)
                continue
            begin = open_ones.pop()
            inside = text[begin.end() : found.start()]
            words = re.search(r'_\(\s*"([^"]*)"', inside)
            if HOLDS_FIELDS.search(inside):
                yield str(file.relative_to(TEMPLATES)), words[1] if words else "", begin[1]


def test_every_fold_with_fields_says_when_it_is_open():
    known = list(folds())
    assert len(known) > 15
    closed = {(file, words) for file, words, tag in known if not re.search(r"\bopen|chosen_in", tag)}
    assert closed == set(NOTHING_WRONG)


@pytest.mark.usefixtures("labour_law")
@pytest.mark.parametrize(
    ("said", "wrong"),
    [
        ({"groups-0-activity": FIRST}, "groups-0-seats"),  # a group without its seats
        ({"groups-1-price": "много"}, "groups-1-price"),
        ({"places-0-places": "-1"}, "places-0-places"),
        ({"unit": "Такого нет"}, "unit"),
    ],
)
def test_what_is_wrong_in_a_fold_of_the_programme_is_seen(hr: Reader, staff: Callable, said: dict, wrong: str):
    staff(1, score=2)
    page = hr.open(ASK)
    first = page.tree.one("select", id="groups-0-activity").all("option")[1]["value"]
    refused = hr.send(page, **FORM | {field: first if value is FIRST else value for field, value in said.items()})
    assert refused.status == 422
    fold = refused.tree.one("input" if "-" in wrong else "select", id=wrong).above("details")
    assert "open" in fold


@pytest.mark.usefixtures("labour_law")
def test_people_chosen_one_by_one_are_still_seen_when_something_else_is_missing(hr: Reader, staff: Callable):
    staff(2, score=2)
    page = hr.open("/hr/rounds/new")
    number = page.main.all("input", name="people")[0]["value"]
    refused = hr.send(page, people=[number])
    assert refused.status == 422  # it has no name
    assert "open" in refused.main.one("input", name="people", value=number).above("details")
