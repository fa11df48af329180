"""Last days that nobody works: what is proposed instead."""

from datetime import UTC, date, datetime

import time_machine
from flask import Flask

from kamcareer.web.days_off import said_of_day_off, worked_in


def test_a_day_that_is_proposed_is_worked(app: Flask):
    with app.app_context(), time_machine.travel(datetime(2026, 12, 11, 9, tzinfo=UTC), tick=False):
        assert worked_in(4) == date(2027, 1, 11)  # four weeks later is 8 January, among the holidays


def test_of_a_day_off_no_working_day_is_told_that_is_over(app: Flask):
    with app.test_request_context(), time_machine.travel(datetime(2027, 1, 2, 9, tzinfo=UTC), tick=False):
        assert said_of_day_off(date(2027, 1, 3)).endswith("нерабочий день.")
        assert said_of_day_off(date(2027, 1, 11)) == ""
