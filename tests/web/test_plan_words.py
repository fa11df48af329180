"""How a plan says hours and days."""

from datetime import date

import pytest
from flask import Flask
from flask_babel import force_locale

from kamcareer.core.planning.planner import development_plan
from kamcareer.web.plan_context import hours_number
from kamcareer.web.plan_timeline import Weeks, timeline
from tests.planning.people import case


@pytest.mark.parametrize(("hours", "said"), [(0.5, "½"), (1.3, "1¼"), (2, "2"), (3.74, "3¾"), (3.9, "4"), (0, "0")])
def test_hours_are_said_to_the_quarter(app: Flask, hours: float, said: str):
    with app.test_request_context(), force_locale("ru"):
        assert hours_number(hours) == said


@pytest.mark.parametrize(
    ("hours", "said"), [(0.1, "0,1"), (1 / 12, "0,08"), (0.001, "0,01"), (0.125, "0,12"), (0.13, "¼")]
)
def test_a_few_minutes_are_a_decimal_number(app: Flask, hours: float, said: str):
    with app.test_request_context(), force_locale("ru"):
        assert hours_number(hours) == said


@pytest.mark.parametrize("seed", range(3))
def test_the_line_holds_every_step_within_its_ends(seed: int):
    one = case(seed)
    made = development_plan(one.ground.framework, one.ground.role, one.ground.profile, one.limits)
    line = timeline(made, Weeks(date(2026, 11, 30)))

    assert {bar.step.id for bar in line.bars} == {step.id for step in made.steps}
    for bar in line.bars:
        assert 0 <= bar.begin < bar.begin + bar.length <= 100 + 1e-9
    assert all(0 <= x < 100 for x, _first in line.months)
    assert 1 <= len(line.months) <= 8
