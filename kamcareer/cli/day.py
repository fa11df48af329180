"""A day on the command line, as every option that takes one reads it."""

from datetime import datetime

import click


class Day(click.DateTime):
    """A day, written as 2026-12-07."""

    def __init__(self) -> None:
        super().__init__(["%Y-%m-%d"])

    def convert(self, value: str | datetime, param: click.Parameter | None, ctx: click.Context | None) -> datetime:
        """Return the beginning of the day, or fail with one line."""
        try:
            return super().convert(value, None, None)
        except click.BadParameter:
            self.fail(f"{value!r} is not a day; write it as 2026-12-07", param, ctx)
