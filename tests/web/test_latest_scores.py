"""Newest scores as a flat table: one line for each person and topic, typed, of nobody who may not be looked at."""

from collections.abc import Callable
from datetime import date, datetime
from io import BytesIO
from pathlib import Path

import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from kamcareer.core.answers import EarlierScore
from kamcareer.core.framework.model import Framework
from kamcareer.core.latest_scores import latest_scores
from kamcareer.core.matrix_import.reading import Score
from kamcareer.core.matrix_import.scale import Scale
from kamcareer.core.people import Person
from kamcareer.store.database import db, may_write
from kamcareer.store.earlier_scores import put_scores
from kamcareer.store.people import put_people
from tests.conftest import NOW
from tests.web.pages import Reader
from tests.web.test_heat_map import hr

__all__ = ["hr"]

TOPIC = "negotiation"
FORM = "/hr/people/newest-scores.xlsx"
scores = st.builds(
    EarlierScore,
    competency=st.sampled_from(["negotiation", "market"]),
    level=st.floats(0, 4),
    date=st.dates(date(2024, 1, 1), date(2024, 1, 4)),
    own=st.booleans(),
)


@given(given=st.lists(scores, max_size=12), shuffle=st.randoms())
def test_the_newest_day_counts_and_what_others_gave_before_ones_own_word(given: list[EarlierScore], shuffle):
    found = latest_scores(given)
    turned = list(given)
    shuffle.shuffle(turned)

    assert latest_scores(turned) == found
    assert {one.competency for one in found} == {score.competency for score in given}
    for one in found:
        theirs = [score for score in given if score.competency == one.competency]
        assert one.day == max(score.date for score in theirs)
        that_day = [score for score in theirs if score.date == one.day and score.own == one.own]
        assert min(score.level for score in that_day) - 1e-9 <= one.level <= max(s.level for s in that_day) + 1e-9
        assert not one.own or all(score.own for score in theirs if score.date == one.day)


@pytest.fixture
def staff(app: Flask) -> None:
    """Two people with scores of two years, the name of one a formula."""
    may_write.set(True)
    with app.app_context():
        people = [Person("00001", "=СУММ(A1)", "Север"), Person("00002", "Борис", "Юг")]
        put_people(db.session(), people, NOW)
        for day, level in ((date(2024, 12, 1), 2), (date(2025, 12, 1), 4)):
            given = [Score(one.number, TOPIC, "Ким", level, Scale.FIVE.level(level)) for one in people]
            put_scores(db.session(), given, Scale.FIVE, day, NOW)
        db.session.commit()


@pytest.mark.usefixtures("labour_law", "staff")
def test_each_person_and_topic_has_one_line_with_number_code_level_and_day(
    app: Flask, hr: Reader, framework: Framework, rows: Callable, tmp_path: Path
):
    sent = hr.send(hr.open("/hr/people?unit=Север"), "newest-scores.xlsx?unit=%D0%A1%D0%B5%D0%B2%D0%B5%D1%80")
    (sheet,) = load_workbook(BytesIO(sent.response.data)).worksheets
    assert sheet["A2"].number_format == "@"
    ((number, name, unit, _post, code, topic, level, day, _source),) = sheet.iter_rows(min_row=2, values_only=True)

    assert (number, name, unit, code) == ("00001", "'=СУММ(A1)", "Север", TOPIC)
    assert topic == framework.competencies[TOPIC].name["ru"]
    assert (level, day) == (Scale.FIVE.level(4), datetime(2025, 12, 1))
    assert (sheet.freeze_panes, sheet.auto_filter.ref, sheet.page_setup.orientation) == ("B2", "A1:I2", "landscape")
    assert rows()["audit"][-1]["event"] == "levels_exported"

    file = tmp_path / "scores.xlsx"
    told = app.test_cli_runner().invoke(args=["people", "scores", str(file)])
    assert told.exit_code == 0, told.output
    assert len(list(load_workbook(file).worksheets[0].iter_rows(min_row=2))) == 2


@pytest.mark.usefixtures("staff")
def test_of_whom_nothing_may_be_looked_at_there_is_no_line(hr: Reader):
    sent = hr.send(hr.open("/hr/people"), FORM)

    assert len(list(load_workbook(BytesIO(sent.response.data)).worksheets[0].iter_rows(min_row=2))) <= 1
    assert "00001" not in str(list(load_workbook(BytesIO(sent.response.data)).worksheets[0].values))
