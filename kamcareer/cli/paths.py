"""`flask paths`: the ways from one role to another on the career graph."""

import json

import click
from flask import current_app
from flask.cli import with_appcontext

from kamcareer.cli.frameworks import own_additions, own_frameworks
from kamcareer.core.careers import routes, step
from kamcareer.core.framework.errors import FileError, unknown
from kamcareer.core.framework.model import Framework
from kamcareer.core.framework.role import Edge
from kamcareer.services.framework_files import load_all


@click.command("paths")
@click.argument("present")
@click.argument("target")
@click.option("--lang", type=click.Choice(["ru", "en"]), default="ru", show_default=True)
@click.option("--format", "style", type=click.Choice(["text", "json"]), default="text", show_default=True)
@with_appcontext
def paths(present: str, target: str, lang: str, style: str) -> None:
    """Show every way from the role PRESENT to the role TARGET, shortest first, with the size of each step."""
    try:
        framework = load_all(own_frameworks(), own_additions())[current_app.config["SETTINGS"].framework_id]
    except FileError as error:
        raise click.ClickException(str(error)) from None
    for role in (present, target):
        if role not in framework.roles:
            raise click.UsageError(unknown("role", role, framework.roles))
    ways = routes(framework, present, target)
    if style == "json":
        click.echo(json.dumps([[_as_json(framework, edge) for edge in way] for way in ways], indent=2))
        return
    for number, way in enumerate(ways, 1):
        click.echo(f"{number}. {framework.roles[present].name[lang]}")
        for edge in way:
            size = step(framework, edge.from_role, str(edge.to_role))
            click.echo(f"   → {framework.roles[str(edge.to_role)].name[lang]}  ({len(size.short)}: +{size.levels})")
    if not ways:
        click.echo("No way leads from one to the other on this map.", err=True)


def _as_json(framework: Framework, edge: Edge) -> dict[str, object]:
    size = step(framework, edge.from_role, str(edge.to_role))
    return {"from": edge.from_role, "to": edge.to_role, "type": edge.type, "short": size.short, "levels": size.levels}
