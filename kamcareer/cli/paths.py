"""`flask paths`: the ways from one role to another on the career graph, and what each takes."""

import json
from collections.abc import Iterator
from typing import Any

import click
from flask import current_app
from flask.cli import with_appcontext
from flask_babel import force_locale, gettext, ngettext

from kamcareer.cli.command import Command
from kamcareer.cli.frameworks import own_additions, own_frameworks
from kamcareer.cli.number import Number
from kamcareer.cli.role import Role
from kamcareer.cli.standard_output import kept_for_the_document
from kamcareer.core.careers import Step, routes, step
from kamcareer.core.framework.errors import FileError, unknown
from kamcareer.core.framework.model import Framework
from kamcareer.core.framework.role import Edge
from kamcareer.core.planning.limits import MOST_HOURS, MOST_WEEKS, Limits
from kamcareer.core.planning.routes import Comparison, Route, RouteStep, compared_routes
from kamcareer.services.framework_files import load_all
from kamcareer.web.languages import money


@click.command("paths", cls=Command)
@click.argument("present", type=Role())
@click.argument("target", type=Role())
@click.option(
    "--hours-per-week",
    type=Number(0, MOST_HOURS, 4, above=True),
    help="Plan each step with so many hours and compare the ways.",
)
@click.option("--lang", type=click.Choice(["ru", "en"]), default="ru", show_default=True)
@click.option("--format", "style", type=click.Choice(["text", "json"]), default="text", show_default=True)
@with_appcontext
def paths(present: str, target: str, hours_per_week: float | None, lang: str, style: str) -> None:
    """Show every way from the role PRESENT to the role TARGET, shortest first, with the size of each step.

    With --hours-per-week also the time, the activities and the money of each step for somebody who exactly meets the
    role they start from, and which way is the fastest, the gentlest and the cheapest.
    """
    framework = _framework(present, target)
    if present == target:
        click.echo("FROM and TO are the same role: there is no way to go.", err=True)
    elif not routes(framework, present, target):
        click.echo("No way leads from one to the other on this map.", err=True)
    if hours_per_week is None:
        _sizes(framework, present, routes(framework, present, target), lang, style)
        return
    with kept_for_the_document():
        found = compared_routes(framework, present, target, Limits(hours_per_week, MOST_WEEKS))
    if style == "json":
        click.echo(json.dumps(_comparison(found), indent=2))
        return
    with current_app.test_request_context(), force_locale(lang):
        for line in _told(framework, present, found, lang):
            click.echo(line)


def _framework(present: str, target: str) -> Framework:
    try:
        framework = load_all(own_frameworks(), own_additions())[current_app.config["SETTINGS"].framework_id]
    except FileError as error:
        raise click.ClickException(str(error)) from None
    for role in (present, target):
        if role not in framework.roles:
            raise click.UsageError(unknown("role", role, framework.roles))
    return framework


def _sizes(framework: Framework, present: str, ways: list[tuple[Edge, ...]], lang: str, style: str) -> None:
    if style == "json":
        click.echo(json.dumps([[_as_json(framework, edge) for edge in way] for way in ways], indent=2))
        return
    for number, way in enumerate(ways, 1):
        click.echo(f"{number}. {framework.roles[present].name[lang]}")
        for edge in way:
            size = step(framework, edge.from_role, str(edge.to_role))
            with current_app.test_request_context(), force_locale(lang):
                told = _size_words(size)
            click.echo(f"   → {framework.roles[str(edge.to_role)].name[lang]}: {told}")


def _as_json(framework: Framework, edge: Edge) -> dict[str, object]:
    size = step(framework, edge.from_role, str(edge.to_role))
    return {"from": edge.from_role, "to": edge.to_role, "type": edge.type, "short": size.short, "levels": size.levels}


def _told(framework: Framework, present: str, found: Comparison, lang: str) -> Iterator[str]:
    for number, route in enumerate(found.routes):
        praise = _praise(found, number)
        yield f"{number + 1}. {framework.roles[present].name[lang]}{f'  — {praise}' if praise else ''}"
        for one in route.steps:
            yield f"   → {framework.roles[one.target].name[lang]}: {_step_words(framework, one, lang)}"
            for placement in one.placements:
                yield f"       · {framework.activities[placement.candidate.id].name[lang]}"
        in_all = gettext("In all")
        yield f"   {in_all}: {_total(framework, route)}"
        yield ""
    if found.routes:
        yield gettext("Time until every must-have is expected to be held. A promotion also depends on a vacancy.")


def _praise(found: Comparison, number: int) -> str:
    words = {
        gettext("the fastest"): found.fastest,
        gettext("the gentlest"): found.gentlest,
        gettext("the cheapest"): found.cheapest,
    }
    return ", ".join(word for word, best in words.items() if best == number and len(found.routes) > 1)


def _size_words(size: Step) -> str:
    topics = ngettext("%(num)d topic to grow in", "%(num)d topics to grow in", len(size.short))
    levels = ngettext("%(num)d level in all", "%(num)d levels in all", size.levels)
    return f"{topics}, {levels}"


def _step_words(framework: Framework, one: RouteStep, lang: str) -> str:
    size = ngettext("%(num)d topic to grow in", "%(num)d topics to grow in", len(one.short))
    if one.weeks is None:
        nothing = gettext("no plan within three years")
        return f"{size}; {nothing}"
    time = ngettext("about %(num)d week", "about %(num)d weeks", one.weeks)
    told = f"{size}; {time}, {_effort(framework, one.hours, one.cost)}"
    if one.beyond:
        names = ", ".join(framework.competencies[id].name[lang] for id in one.beyond)
        work = gettext("only the work itself brings: %(topics)s", topics=names)
        return f"{told}; {work}"
    return told


def _total(framework: Framework, route: Route) -> str:
    if route.weeks is None:
        return str(gettext("no plan within three years"))
    time = ngettext("about %(num)d week", "about %(num)d weeks", route.weeks)
    return f"{time}, {_effort(framework, route.hours, route.cost)}"


def _effort(framework: Framework, hours: float, cost: int) -> str:
    price: str = money(cost, framework.prices.currency) if cost and framework.prices else gettext("free")
    time = ngettext("%(num)d hour", "%(num)d hours", round(hours))
    return f"{time}, {price}"


def _comparison(found: Comparison) -> dict[str, Any]:
    return {
        "routes": [
            {
                "steps": [_step(one) for one in route.steps],
                "weeks": route.weeks,
                "hours": route.hours,
                "cost": route.cost,
                "largest_step": route.largest_step,
            }
            for route in found.routes
        ],
        "fastest": found.fastest,
        "gentlest": found.gentlest,
        "cheapest": found.cheapest,
    }


def _step(one: RouteStep) -> dict[str, Any]:
    return {
        "from": one.edge.from_role,
        "to": one.target,
        "type": one.edge.type,
        "short": dict(one.short),
        "levels": one.levels,
        "weeks": one.weeks,
        "hours": one.hours,
        "cost": one.cost,
        "activities": [
            {"id": placement.candidate.id, "start_week": placement.start, "end_week": placement.end}
            for placement in one.placements
        ],
        "beyond_the_catalogue": list(one.beyond),
    }
