"""Texts that are no pages: every character stands for itself."""

from datetime import date

import pytest
from flask import Flask
from flask_babel import force_locale

from kamcareer.core.planning.planner import development_plan
from kamcareer.web.plain_text import plain_text
from kamcareer.web.plan_context import plan_context
from tests.conftest import now
from tests.planning.people import FRAMEWORK, case

NAME = {"ru": "R&D <сам>", "en": "R&D <self>"}


@pytest.mark.parametrize("language", ["ru", "en"])
def test_a_name_with_signs_of_markup_is_said_as_it_is_written(app: Flask, language: str):
    competencies = {id: one.model_copy(update={"name": NAME}) for id, one in FRAMEWORK.competencies.items()}
    ground = case(0, FRAMEWORK.model_copy(update={"competencies": competencies})).ground
    made = development_plan(ground.framework, ground.role, ground.profile, case(0).limits)
    with app.test_request_context(), force_locale(language):
        text = plain_text("print/plan.txt", today=now(), **plan_context(made, date(2026, 12, 7)))

    assert text.count(NAME[language]) > 1
    assert "&lt;" not in text
    assert "&amp;" not in text
