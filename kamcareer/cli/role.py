"""A role on the command line, as every option and argument that takes one reads it."""

import click
from click.types import StringParamType


class Role(StringParamType):
    """The id of a role; whether there is one is seen where the framework is known."""

    def get_missing_message(self, param: click.Parameter, ctx: click.Context | None) -> str:  # noqa: ARG002 - click asks like this
        """Return what to give."""
        return "Name a role, for example supervisor; flask frameworks show lists them"
