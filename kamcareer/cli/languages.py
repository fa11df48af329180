"""The languages a command may be asked for."""

import click

from kamcareer.core.framework.entries import LANGUAGES

LANGUAGE = click.Choice(list(LANGUAGES))
