"""The clock that everything reads: days as people there have them, sums of hours as they pass."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine
from flask import Flask

from kamcareer.web.clock import local_day, now, today

NIGHT = datetime(2026, 11, 23, 22, 30, tzinfo=UTC)
PUT_BACK = datetime(2026, 10, 25, 1, 5, tzinfo=UTC)  # 02:05 for the second time in Berlin
PUT_ON = datetime(2027, 3, 28, 1, 0, 30, tzinfo=UTC)  # 03:00:30 in Berlin; what was 02:59 never was


def in_zone(app: Flask, name: str) -> None:
    settings = app.config["SETTINGS"]
    app.config["SETTINGS"] = replace(settings, terms=replace(settings.terms, zone=ZoneInfo(name)))


@pytest.mark.parametrize(("zone", "day"), [("Europe/London", 23), ("Europe/Moscow", 24), ("Asia/Vladivostok", 24)])
def test_the_day_is_that_of_the_installation(app: Flask, zone: str, day: int):
    in_zone(app, zone)
    with app.app_context(), time_machine.travel(NIGHT, tick=False):
        assert now() == NIGHT
        assert now().date() == today() == local_day(NIGHT) == date(2026, 11, day)


@pytest.mark.parametrize("at", [PUT_BACK, PUT_ON])
@pytest.mark.parametrize("by", [timedelta(minutes=5), timedelta(minutes=-1), timedelta(minutes=30)])
def test_hours_pass_as_they_do_where_clocks_are_put_on_and_back(app: Flask, at: datetime, by: timedelta):
    in_zone(app, "Europe/Berlin")
    with app.app_context(), time_machine.travel(at, tick=False):
        assert (now() + by).astimezone(UTC) == at + by
