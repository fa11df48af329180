"""`flask privacy`: documents for whoever answers for the data."""

import click
from flask import current_app, render_template
from flask_babel import force_locale

from kamcareer.cli.command import Group
from kamcareer.cli.installation import prepare_installation
from kamcareer.cli.languages import language_option
from kamcareer.services.demographics import counts
from kamcareer.store.database import db
from kamcareer.web.clock import today
from kamcareer.web.privacy import privacy_words

privacy = Group("privacy", help="Documents for whoever answers for the data.")


@privacy.command("counts")
def show_counts() -> None:
    """Print how many people there are by sex and age group, as far as that gives nobody away."""
    prepare_installation()
    told = counts(db.session(), today()).groups
    for group, number in sorted(told.items(), key=lambda one: sorted(one[0])):
        click.echo(f"{number}\t{' | '.join(' '.join(cell) for cell in sorted(group))}")
    if not told:
        click.echo("too few people to say anything")


@privacy.command("record")
@language_option()
def record(lang: str) -> None:
    """Print the record of processing, made from the register of data and the settings, as Markdown."""
    with current_app.test_request_context(), force_locale(lang):
        click.echo(render_template("print/processing_record.md", **privacy_words()).strip())
