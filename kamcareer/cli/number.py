"""A number on the command line, as every option that takes one reads it."""

from math import isnan
from typing import Any

import click


class Number(click.FloatRange):
    """A number in a range; what is not a number is in none, though no comparison says so."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> float:
        """Return the number, or fail with one line."""
        number: float = super().convert(value, param, ctx)
        if isnan(number):
            self.fail(f"{value!r} is not a number.", param, ctx)
        return number
