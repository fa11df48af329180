"""What every command of ours is made with: wrong use, and files and databases that are not there, in one line."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, NoReturn

import click
from click.exceptions import NoArgsIsHelpError
from flask.cli import AppGroup

from kamcareer.core.framework.errors import FileError
from kamcareer.store.database import DatabaseError, why_unusable

USAGE = 2


class WrongUseError(click.ClickException):
    """One line that says what is wrong and where to read on."""

    exit_code = USAGE


class Command(click.Command):
    """A command that tells in one line what is wrong with its use, or with files and database; those in it do too."""

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
    except FileError as error:
        raise click.ClickException(str(error)) from None
    except OSError as error:
        if not error.filename:  # of no file: a pipe that was closed, a fault of our own
            raise
        raise click.ClickException(f"{error.filename}: {error.strerror}") from None
    except DatabaseError as error:
        if not (said := why_unusable(error)):
            raise
        raise click.ClickException(f"the database cannot be used: {said}. See: flask doctor") from None


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
