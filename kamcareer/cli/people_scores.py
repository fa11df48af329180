"""`flask people scores`: the newest score of everybody in each topic, as a flat table for 1С:ЗУП and its like."""

from pathlib import Path

import click
from flask import current_app
from flask.cli import with_appcontext
from flask_babel import force_locale

from kamcareer.cli.command import Command
from kamcareer.cli.installation import prepare_installation
from kamcareer.cli.languages import language_option
from kamcareer.cli.own_frameworks import named_framework
from kamcareer.cli.people import framework_option
from kamcareer.cli.standard_output import put_out
from kamcareer.core.legal_basis import Purpose
from kamcareer.exports.latest_scores_xlsx import latest_scores_table
from kamcareer.services.audit import Event
from kamcareer.services.heat_map import Wanted
from kamcareer.services.latest_scores import scored_people
from kamcareer.store.database import db
from kamcareer.web.latest_scores import latest_scores_words
from kamcareer.web.records import note


@click.command("scores", cls=Command)
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@click.option("--unit", default="", help="Only people of this unit.")
@framework_option
@language_option()
@with_appcontext
def scores(file: Path, unit: str, framework_id: str | None, lang: str) -> None:
    """Write FILE, an XLSX with a line for each person and topic: number, name, code, level from 0 to 4, day.

    Only scores that the company gave, and only of people who may be looked at; the audit trail notes it.
    """
    framework = named_framework(framework_id)
    prepare_installation()
    basis = current_app.config["SETTINGS"].operator.basis(Purpose.DEVELOPMENT)
    found = scored_people(db.session(), framework, Wanted(unit=unit), basis)
    with current_app.test_request_context(), force_locale(lang):
        content = latest_scores_table(framework, found.people, lang, latest_scores_words())
        put_out(content, file)
        note(Event.LEVELS_EXPORTED, "", f"newest scores, {len(found.people)} people")
        db.session.commit()
    left_out = f"; of {found.closed} nothing may be looked at" if found.closed else ""
    click.echo(f"{sum(len(of) for _, of in found.people)} scores of {len(found.people)} people{left_out}", err=True)
