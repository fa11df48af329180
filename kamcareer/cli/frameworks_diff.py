"""`flask frameworks diff`: what one framework changes against another, in words."""

import json

import click
from flask import current_app
from flask.cli import with_appcontext
from flask_babel import ngettext

from kamcareer.cli.command import Command
from kamcareer.cli.counted import changes_told
from kamcareer.cli.languages import language_option, speaking
from kamcareer.cli.own_frameworks import framework_at
from kamcareer.core.framework.difference import difference
from kamcareer.exports.framework_difference import difference_json, difference_text


@click.command("diff", cls=Command)
@click.argument("before")
@click.argument("after", required=False)
@click.option("--format", "style", type=click.Choice(["text", "json"]), default="text", show_default=True)
@language_option("In which it is said.")
@with_appcontext
def diff(before: str, after: str | None, style: str, lang: str) -> None:
    """Say in words what AFTER has changed against BEFORE; by default AFTER is the installation's own framework.

    Each is a framework folder, the id of a framework of the installation (its files), `current` for what new
    assessments begin with, or the first six digits or more of a stored version (see: flask frameworks versions). Exit
    code 0 when they say the same, 1 when they differ, 2 when one of them cannot be used.
    """
    old, new = framework_at(before), framework_at(after or current_app.config["SETTINGS"].framework_id)
    changes = difference(old, new)
    if style == "json":
        click.echo(json.dumps(difference_json(old, new, changes), ensure_ascii=False, indent=2))
    else:
        click.echo(difference_text(old, new, changes, lang), nl=False)
    elements = len({(change.kind, change.id) for change in changes})
    with speaking(lang):
        told = changes_told(len(changes)), ngettext("in %(num)d element", "in %(num)d elements", elements)
    click.echo(" ".join(told), err=True)
    raise SystemExit(1 if changes else 0)
