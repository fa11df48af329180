"""A number on the command line, as every option that takes one reads it."""

from math import isnan, nan
from typing import Any

import click


class Number(click.FloatRange):
    """A number in a range; what is not a number is in none, though no comparison says so."""

    def __init__(self, least: float, most: float, example: float, *, above: bool = False) -> None:
        super().__init__(least, most, min_open=above)
        begin = f"above {least:g} and up to" if above else f"from {least:g} to"
        self.wanted = f"a number {begin} {most:g}, for example {example:g}"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> float:
        """Return the number, or fail with one line."""
        try:
            number = super().convert(value, None, None)
        except click.BadParameter:
            number = nan
        if isnan(number):
            self.fail(f"{value!r} is not {self.wanted}", param, ctx)
        return number

    def get_missing_message(self, param: click.Parameter, ctx: click.Context | None) -> str:  # noqa: ARG002 - click asks
        """Return what to give."""
        return f"Give {self.wanted}"


class Whole(click.IntRange):
    """A whole number in a range."""

    def __init__(self, least: int, most: int, example: int) -> None:
        super().__init__(least, most)
        self.wanted = f"a whole number from {least} to {most}, for example {example}"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> int:
        """Return the number, or fail with one line."""
        try:
            return super().convert(value, None, None)
        except click.BadParameter:
            self.fail(f"{value!r} is not {self.wanted}", param, ctx)

    def get_missing_message(self, param: click.Parameter, ctx: click.Context | None) -> str:  # noqa: ARG002 - click asks
        """Return what to give."""
        return f"Give {self.wanted}"
