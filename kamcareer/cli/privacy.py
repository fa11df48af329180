"""`flask privacy`: documents for whoever answers for the data."""

import click
from flask import current_app, render_template
from flask.cli import AppGroup
from flask_babel import force_locale

from kamcareer.cli.languages import LANGUAGE
from kamcareer.web.privacy import privacy_words

privacy = AppGroup("privacy", help="Documents for whoever answers for the data.")


@privacy.command("record")
@click.option("--lang", type=LANGUAGE, default="ru", show_default=True)
def record(lang: str) -> None:
    """Print the record of processing, made from the register of data and the settings, as Markdown."""
    with current_app.test_request_context(), force_locale(lang):
        click.echo(render_template("print/processing_record.md", **privacy_words()).strip())
