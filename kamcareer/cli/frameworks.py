"""`flask frameworks`: check, show and describe the framework files; works without database and secret."""

import json
from pathlib import Path
from typing import Any

import click
from flask import render_template
from flask_babel import ngettext

from kamcareer.cli.command import Group
from kamcareer.cli.languages import LANGUAGE, language_option, speaking
from kamcareer.cli.own_frameworks import named_framework, own_additions, own_frameworks
from kamcareer.core.framework.activity import Activity
from kamcareer.core.framework.coverage import carriers
from kamcareer.core.framework.errors import FileError
from kamcareer.core.framework.loading import document_of, parse_framework, sha256_of
from kamcareer.core.framework.model import Framework
from kamcareer.core.framework.schema import json_schema
from kamcareer.core.framework.standing import standings
from kamcareer.exports.framework_names import Names
from kamcareer.services.framework_files import (
    framework_folders,
    read_additions,
    read_folder,
    stray_additions,
    stray_files,
)
from kamcareer.web.problem_words import problem_lines

frameworks = Group("frameworks", help="Check, show and describe the framework files.")


@frameworks.command("check")
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path, exists=True, file_okay=False))
@language_option("In which problems are told.")
def check(paths: tuple[Path, ...], lang: str) -> None:
    """Report every problem of the frameworks in PATHS as file:line:column: message.

    A path is a framework folder or a folder of frameworks; by default the installation's own. Exit code 0 when all is
    well, 1 when there are problems, 2 when the command was called wrongly.
    """
    folders = [folder for path in paths or (own_frameworks(),) for folder in framework_folders(path)]
    problems = [problem for path in paths or (own_frameworks(),) for problem in stray_files(path)]
    known = {folder.name for folder in [*folders, *framework_folders(own_frameworks())]}
    problems += stray_additions(own_additions(), sorted(known))
    joined = 0
    for folder in folders:
        try:
            framework = parse_framework(read_folder(folder), read_additions(own_additions(), folder.name))
            joined += private_situations(framework)
        except FileError as error:
            problems += error.problems
    with speaking(lang):
        for line in problem_lines(dict.fromkeys(problems), Names((), lang)):  # what is checked may have no names yet
            click.echo(line)
        counts = [ngettext("%(num)d framework checked", "%(num)d frameworks checked", len(folders))]
        if own_additions():
            counts.append(ngettext("%(num)d private situation joined", "%(num)d private situations joined", joined))
        counts.append(ngettext("%(num)d problem", "%(num)d problems", len(problems)))
        click.echo(", ".join(counts), err=True)
    raise SystemExit(1 if problems else 0)


@frameworks.command("card")
@click.argument("framework_id", required=False)
@language_option()
def card(framework_id: str | None, lang: str) -> None:
    """Print the model card: what a framework and its scoring are for and not for, parameters, limits, sources."""
    framework = named_framework(framework_id)
    with speaking(lang):
        page = render_template(
            "print/model_card.md", framework=framework, sha256=sha256_of(framework), standings=standings(framework)
        )
    click.echo(page.strip())


@frameworks.command("show")
@click.argument("framework_id", required=False)
@click.option("--format", "style", type=click.Choice(["text", "json"]), default="text", show_default=True)
def show(framework_id: str | None, style: str) -> None:
    """Print a framework as the program sees it: overlays applied, all defaults filled in."""
    framework = named_framework(framework_id)
    if style == "json":
        document = {"sha256": sha256_of(framework), **json.loads(document_of(framework))}
        for activity in framework.activities.values():
            _put_price(document["activities"][activity.id], activity, framework)
        click.echo(json.dumps(document, ensure_ascii=False, indent=2))
        return
    click.echo(f"{framework.id} {framework.version}  {sha256_of(framework)}")
    for competency in framework.competencies.values():
        click.echo(f"  {competency.cluster} {competency.id:24} {competency.name.ru} / {competency.name.en}")
    for role in framework.roles.values():
        base = f" (of {role.base})" if role.base else ""
        click.echo(f"  {role.ladder:8} {role.id:32} {len(role.requirements):2} competencies, "
                   f"{len(role.must_haves)} must-haves{base}")  # fmt: skip


@frameworks.command("facts")
@click.argument("framework_id", required=False)
@language_option()
@click.option("--language", type=LANGUAGE, hidden=True, help="The name that --lang had here before.")
def facts(framework_id: str | None, lang: str, language: str | None) -> None:
    """Print every fact of the sources with what carries it, or why it is left out; exit code 1 when one is lost."""
    framework, language = named_framework(framework_id), language or lang
    carried = carriers(framework)
    for number, owners in carried.items():
        left_out = framework.left_out.get(number)
        where = ", ".join(owners) or (f"left out: {left_out[language]}" if left_out else "NOWHERE")
        click.echo(f"{number:5} {framework.facts[number].text[language]}\n      {where}")
    by_element = sum(map(bool, carried.values()))
    accounted = sum(bool(owners) or number in framework.left_out for number, owners in carried.items())
    click.echo(f"{accounted} of {len(carried)} facts accounted for: {by_element} carried, "
               f"{accounted - by_element} left out with a reason", err=True)  # fmt: skip
    raise SystemExit(0 if accounted == len(carried) else 1)


@frameworks.command("schema")
@click.argument("kind", required=False)
def schema(kind: str | None) -> None:
    """Print the JSON Schema of framework files for editors; KIND is one file's shape, for example competency."""
    try:
        click.echo(json.dumps(json_schema(kind), ensure_ascii=False, indent=2))
    except KeyError as error:
        raise click.UsageError(str(error.args[0])) from None


def private_situations(framework: Framework) -> int:
    """Return how many situations come from the installation's own bank."""
    return sum(item.private for competency in framework.competencies.values() for item in competency.situations)


def _put_price(shown: dict[str, Any], activity: Activity, framework: Framework) -> None:
    """Say what an activity costs one person here, as a plan counts it; its class beside it."""
    shown["cost_class"] = activity.cost
    shown["cost"] = framework.prices.of(activity) if framework.prices else activity.price or 0
