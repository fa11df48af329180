"""`flask people effect`: after which activities levels rose more."""

import json

import click
from flask import current_app
from flask.cli import with_appcontext
from flask_babel import force_locale

from kamcareer.cli.command import Command
from kamcareer.cli.installation import prepare_installation
from kamcareer.cli.languages import language_option
from kamcareer.cli.own_frameworks import named_framework
from kamcareer.cli.people import framework_option
from kamcareer.exports.activity_effects import effects_json
from kamcareer.services.activity_effects import effects_of
from kamcareer.store.database import db
from kamcareer.web.clock import today
from kamcareer.web.effects import levels, said_of
from kamcareer.web.plain_text import plain_text


@click.command("effect", cls=Command)
@click.option("--format", "style", type=click.Choice(["text", "json"]), default="text", show_default=True)
@framework_option
@language_option()
@with_appcontext
def effect(style: str, framework_id: str | None, lang: str) -> None:
    """Print by how much more people rose who finished an activity, ten or more on each side, and nobody's name."""
    framework = named_framework(framework_id)
    prepare_installation()
    found = effects_of(db.session(), framework, today())
    if style == "json":
        click.echo(json.dumps(effects_json(found), ensure_ascii=False, indent=2))
        return
    with current_app.test_request_context(), force_locale(lang):
        words = {"said_of": said_of, "levels": levels}
        click.echo(plain_text("print/effects.txt", framework=framework, found=found, **words), nl=False)
