"""No file says of anything uncertain that it is impossible or certain."""

import csv
from io import StringIO

import pytest

from kamcareer.core.answers import Answer, Answers
from kamcareer.core.gaps import gap_report
from kamcareer.exports.chances import rounded_chance
from kamcareer.exports.gap_csv import COLUMNS, gap_csv
from kamcareer.exports.gap_json import gap_json
from kamcareer.web.csv_words import csv_words
from tests.exports.reports import FRAMEWORK, TARGET


@pytest.mark.parametrize(
    ("chance", "shown"),
    [(0.0, 0.0), (1e-9, 0.001), (0.0014, 0.001), (0.5, 0.5), (0.99951, 0.999), (1 - 1e-12, 0.999), (1.0, 1.0)],
)
def test_rounding_makes_nothing_impossible_and_nothing_certain(chance: float, shown: float):
    assert rounded_chance(chance, 3) == shown


def hopeless():
    asked = FRAMEWORK.roles[TARGET].requirements
    return gap_report(FRAMEWORK, Answers(None, {id: Answer(level=0, confidence="sure") for id in asked}), TARGET)


def test_who_says_to_have_nothing_yet_is_not_out_of_the_question_in_any_file(app):
    data = gap_json(hopeless())
    with app.test_request_context():
        table = gap_csv(hopeless(), "en", csv_words()).decode("utf-8-sig")
    column = COLUMNS.index("probability_met")
    chances = [float(row[column]) for row in csv.reader(StringIO(table)) if row[column][:1].isdigit()]

    assert data["must_haves"]["probability_all"] > 0
    assert all(item["probability_met"] > 0 for item in data["competencies"])
    assert chances
    assert min(chances) > 0
