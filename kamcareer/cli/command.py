"""What every command of ours is made with: whoever uses one wrongly is told in one line."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, NoReturn

import click
from click.exceptions import NoArgsIsHelpError
from flask.cli import AppGroup

USAGE = 2


class WrongUseError(click.ClickException):
    """One line that says what is wrong and where to read on."""

    exit_code = USAGE


class Command(click.Command):
    """A command that tells wrong use of itself, and of the commands in it, in one line."""

    def make_context(self, *args: Any, **kwargs: Any) -> click.Context:
        """Read the arguments."""
        with _told_in_one_line():
            return super().make_context(*args, **kwargs)

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command."""
        with _told_in_one_line():
            return super().invoke(ctx)


class Group(Command, AppGroup):
    """Commands under one name."""


@contextmanager
def _told_in_one_line() -> Iterator[None]:
    try:
        yield
    except NoArgsIsHelpError:
        raise
    except click.UsageError as error:
        raise WrongUseError(_line(error)) from None


def _line(error: click.UsageError) -> str:
    said = " ".join(line.strip() for line in error.format_message().splitlines())
    if error.ctx is None:
        return said
    end = "" if said.endswith((".", "?")) else "."
    return f"{said}{end} See: {error.ctx.command_path} --help"


def refuse(message: str) -> NoReturn:
    """Say in one line why something cannot be used, and end."""
    click.echo(message, err=True)
    raise SystemExit(USAGE)
