"""`flask paths`: the ways from one role to another on the career graph, and what each takes."""

import json
from collections.abc import Iterator

import click
from flask import current_app
from flask.cli import with_appcontext
from flask_babel import force_locale, gettext, ngettext

from kamcareer.cli.command import Command
from kamcareer.cli.languages import language_option
from kamcareer.cli.number import Number
from kamcareer.cli.role import Role
from kamcareer.cli.standard_output import kept_for_the_document
from kamcareer.core.framework.errors import unknown
from kamcareer.core.framework.model import Framework
from kamcareer.core.planning.limits import MOST_HOURS, MOST_WEEKS, Limits
from kamcareer.core.planning.routes import Comparison, Route, RouteStep, compared_routes, sized_routes
from kamcareer.exports.routes_json import routes_json
from kamcareer.services.framework_in_use import framework_of_files
from kamcareer.web.frameworks import framework_place
from kamcareer.web.languages import money, words


@click.command("paths", cls=Command)
@click.argument("present", type=Role())
@click.argument("target", type=Role())
@click.option(
    "--hours-per-week",
    type=Number(0, MOST_HOURS, 4, above=True),
    help="Plan each step with so many hours and compare the ways.",
)
@language_option()
@click.option("--format", "style", type=click.Choice(["text", "json"]), default="text", show_default=True)
@with_appcontext
def paths(present: str, target: str, hours_per_week: float | None, lang: str, style: str) -> None:
    """Show every way from the role PRESENT to the role TARGET, shortest first, with the size of each step.

    With --hours-per-week also the time, the activities and the money of each step for somebody who exactly meets the
    role they start from, and which way is the fastest, the gentlest and the cheapest.
    """
    framework = _framework(present, target)
    with kept_for_the_document():
        found = _found(framework, present, target, hours_per_week)
    with current_app.test_request_context(), force_locale(lang):
        if not found.routes:
            click.echo(_why_none(present, target), err=True)
        if style == "json":
            click.echo(json.dumps(routes_json(found), indent=2))
            return
        told = _sizes if hours_per_week is None else _told
        for line in told(framework, present, found):
            click.echo(line)


def _found(framework: Framework, present: str, target: str, hours_per_week: float | None) -> Comparison:
    if hours_per_week is None:
        return sized_routes(framework, present, target)
    return compared_routes(framework, present, target, Limits(hours_per_week, MOST_WEEKS))


def _framework(present: str, target: str) -> Framework:
    framework = framework_of_files(framework_place())
    for role in (present, target):
        if role not in framework.roles:
            raise click.UsageError(unknown("role", role, framework.roles))
    return framework


def _why_none(present: str, target: str) -> str:
    if present == target:
        return f"{gettext('Choose two different roles')}."
    return str(gettext("No way leads from one to the other on this map."))


def _sizes(framework: Framework, present: str, found: Comparison) -> Iterator[str]:
    for number, route in enumerate(found.routes, 1):
        yield f"{number}. {words(framework.roles[present].name)}"
        for one in route.steps:
            yield f"   → {words(framework.roles[one.target].name)}: {_size_words(one)}"


def _told(framework: Framework, present: str, found: Comparison) -> Iterator[str]:
    for number, route in enumerate(found.routes):
        praise = _praise(found, number)
        yield f"{number + 1}. {words(framework.roles[present].name)}{f'  — {praise}' if praise else ''}"
        for one in route.steps:
            yield f"   → {words(framework.roles[one.target].name)}: {_step_words(framework, one)}"
            for placement in one.placements:
                yield f"       · {words(framework.activities[placement.candidate.id].name)}"
        in_all = gettext("In all")
        yield f"   {in_all}: {_total(framework, route)}"
        yield ""
    if found.routes:
        yield gettext("Time until every must-have is expected to be held. A promotion also depends on a vacancy.")


def _praise(found: Comparison, number: int) -> str:
    said = {
        "fastest": gettext("the fastest"),
        "gentlest": gettext("the gentlest"),
        "cheapest": gettext("the cheapest"),
    }
    return ", ".join(said[name] for name in found.best_at(number))


def _size_words(one: RouteStep) -> str:
    topics = ngettext("%(num)d topic to grow in", "%(num)d topics to grow in", len(one.short))
    levels = ngettext("%(num)d level in all", "%(num)d levels in all", one.levels)
    return f"{topics}, {levels}"


def _step_words(framework: Framework, one: RouteStep) -> str:
    size = ngettext("%(num)d topic to grow in", "%(num)d topics to grow in", len(one.short))
    if one.weeks is None:
        nothing = gettext("no plan within three years")
        return f"{size}; {nothing}"
    time = ngettext("about %(num)d week", "about %(num)d weeks", one.weeks)
    told = f"{size}; {time}, {_effort(framework, one.hours, one.cost)}"
    if one.beyond:
        names = ", ".join(words(framework.competencies[id].name) for id in one.beyond)
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
