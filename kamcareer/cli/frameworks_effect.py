"""`flask frameworks effect`: what another framework would do, before it is published."""

import json
from pathlib import Path

import click
from flask.cli import with_appcontext

from kamcareer.cli.command import Command, refuse
from kamcareer.cli.installation import prepare_installation
from kamcareer.cli.own_frameworks import framework_at
from kamcareer.core.answers import read_answers
from kamcareer.core.framework.errors import FileError, unknown
from kamcareer.core.framework.loading import sha256_of
from kamcareer.core.framework.model import Framework
from kamcareer.core.framework_effect import framework_effects
from kamcareer.core.settings_effect import Sample
from kamcareer.exports.framework_effect import effect_json, effect_text
from kamcareer.exports.stored_effect import stored_effect_json, stored_effect_text
from kamcareer.services.audit import Event
from kamcareer.services.stored_effect import stored_effect
from kamcareer.store.database import db, may_write
from kamcareer.web.clock import today
from kamcareer.web.records import note


@click.command("effect", cls=Command)
@click.argument("before")
@click.argument("after")
@click.argument("people", nargs=-1, type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option("--to", "target", help="The role that PEOPLE are compared with; needed when any are given.")
@click.option("--stored", is_flag=True, help="Count what is stored in this installation instead; nobody by name.")
@click.option("--format", "style", type=click.Choice(["text", "json"]), default="text", show_default=True)
@with_appcontext
def effect(before: str, after: str, people: tuple[Path, ...], target: str | None, style: str, *, stored: bool) -> None:
    """Show what publishing AFTER instead of BEFORE would do to people: readiness, must-haves, verdict.

    Both are given as for diff. PEOPLE are answers files; without them, invented people on the first promotions of
    BEFORE. Exit code 2 when one of the frameworks, a file or the role cannot be used.

    With --stored: how many stored reports, plans and vacancies it reaches, counted as on the page of a draft in groups
    of ten or more. That somebody asked stands in the audit trail.
    """
    if stored and (people or target):
        raise click.UsageError("--stored counts the reports of this installation: give neither PEOPLE nor --to")
    old, new = framework_at(before), framework_at(after)
    if stored:
        _tell_stored(old, new, style)
        return
    if people and target is None:
        raise click.UsageError("--to ROLE is needed to compare PEOPLE with")
    if people and target not in old.roles:
        refuse(f"--to: {unknown('role', str(target), old.roles)}")
    try:
        samples = [
            Sample(file.stem, read_answers(file.read_bytes(), str(file), {old.id: old}, today())[1], target or "")
            for file in people
        ]
    except FileError as error:
        refuse(str(error))
    found = framework_effects(old, new, today(), samples)
    if style == "json":
        click.echo(json.dumps([effect_json(one) for one in found], ensure_ascii=False, indent=2))
    else:
        click.echo(effect_text(found), nl=False)
    click.echo(f"{sum(one.moves for one in found)} of {len(found)} get another verdict", err=True)


def _tell_stored(old: Framework, new: Framework, style: str) -> None:
    prepare_installation()
    note(Event.MODEL_EFFECT_ASKED, "", f"{sha256_of(old)[:8]} {sha256_of(new)[:8]}")
    db.session.commit()
    may_write.set(False)  # nobody who saves an answer waits for this
    found = stored_effect(db.session(), old, new, today())
    if style == "json":
        click.echo(json.dumps(stored_effect_json(found), ensure_ascii=False, indent=2))
    else:
        click.echo(stored_effect_text(found), nl=False)
