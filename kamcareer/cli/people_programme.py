"""`flask people programme`: what to pay for, for many people, under one budget."""

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, TypeVar

import click
from flask import current_app
from flask.cli import with_appcontext
from flask_babel import force_locale

from kamcareer.cli.command import Command, refuse
from kamcareer.cli.installation import prepare_installation
from kamcareer.cli.languages import language_option
from kamcareer.cli.number import Number, Whole
from kamcareer.cli.own_frameworks import named_framework
from kamcareer.cli.people import framework_option
from kamcareer.cli.role import Role
from kamcareer.cli.standard_output import kept_for_the_document, put_out
from kamcareer.core.framework.errors import unknown
from kamcareer.core.framework.model import Framework
from kamcareer.core.legal_basis import Purpose
from kamcareer.core.planning.limits import MOST_HOURS, MOST_MONEY, MOST_WEEKS, Limits
from kamcareer.core.programme.report import Report
from kamcareer.core.programme.terms import Group, Terms
from kamcareer.exports.programme import programme_json, programme_table
from kamcareer.services.heat_map import Wanted
from kamcareer.services.programme import Asked, programme_for
from kamcareer.store.database import db
from kamcareer.web.clock import today
from kamcareer.web.plain_text import plain_text
from kamcareer.web.programme import table_words

Value = TypeVar("Value")
LONGEST = 600  # seconds


@click.command("programme", cls=Command)
@click.option("--to", "target", type=Role(), required=True, help="The role that they are developed towards.")
@click.option("--budget", type=Whole(0, MOST_MONEY, 300_000), required=True, help="For everybody together.")
@click.option("--hours-per-week", type=Number(0, MOST_HOURS, 4), required=True, help="What each of them can give.")
@click.option("--weeks", type=Whole(1, MOST_WEEKS, 26), required=True)
@click.option("--unit", default="", help="Only people of this unit.")
@click.option("--post", default="", metavar="ROLE", help="Only people in this post.")
@click.option("--group", "groups", multiple=True, metavar="ACTIVITY=PRICE/SEATS", help="Bought for a whole group.")
@click.option("--places", multiple=True, metavar="ACTIVITY=NUMBER", help="How many people at most can do it.")
@click.option("--more", type=Whole(1, MOST_MONEY, 100_000), help="Say also what so much more would bring.")
@click.option("--seconds", type=Number(1, LONGEST, 9), default=9, show_default=True, help="How long to search.")
@click.option("--format", "style", type=click.Choice(["text", "json", "xlsx"]), default="text", show_default=True)
@click.option("--output", type=click.Path(path_type=Path, dir_okay=False), help="Write to this file.")
@framework_option
@language_option()
@with_appcontext
def programme(  # noqa: PLR0913 - what a person at the console can say
    target: str,
    budget: int,
    hours_per_week: float,
    weeks: int,
    unit: str,
    post: str,
    groups: tuple[str, ...],
    places: tuple[str, ...],
    more: int | None,
    seconds: float,
    style: str,
    output: Path | None,
    framework_id: str | None,
    lang: str,
) -> None:
    """Print which courses, seats and projects to pay for, so that the people known gain most for the budget.

    Exit code 2 when a role or an activity is not known, or the file cannot be written; the line says which.
    """
    framework = named_framework(framework_id)
    if target not in framework.roles:
        refuse(f"--to: {unknown('role', target, framework.roles)}")
    if post and post not in framework.roles:
        refuse(f"--post: {unknown('role', post, framework.roles)}")
    if style == "xlsx" and output is None:
        refuse("--format xlsx: say where to write it: --output programme.xlsx")
    terms = Terms(
        budget,
        _by_activity("--group", "PRICE/SEATS, for example 125000/10", groups, framework, _group),
        _by_activity("--places", "NUMBER, for example 3", places, framework, _count),
    )
    prepare_installation()
    basis = current_app.config["SETTINGS"].operator.basis(Purpose.DEVELOPMENT)
    limits, wanted = Limits(hours_per_week, weeks), Wanted(unit=unit, role=post)
    with kept_for_the_document():
        asked = Asked(target, wanted, limits, terms, more)
        told = programme_for(db.session(), framework, asked, basis, today(), seconds)
        body = _rendered(told, target, budget, style, lang)
    put_out(body, output)


def _by_activity(
    option: str, wanted: str, given: tuple[str, ...], framework: Framework, read: Callable[[str], Value]
) -> Mapping[str, Value]:
    found = {}
    for text in given:
        id, _equals, value = text.partition("=")
        if id not in framework.activities:
            refuse(f"{option}: {unknown('activity', id, framework.activities)}")
        try:
            found[id] = read(value)
        except ValueError:
            refuse(f"{option}: {text!r} is not ACTIVITY={wanted}")
    return found


def _group(text: str) -> Group:
    price, _slash, seats = text.partition("/")
    return Group(int(price), int(seats))


def _count(text: str) -> int:
    if (number := int(text)) < 0:
        raise ValueError(text)
    return number


def _rendered(told: Report, target: str, budget: int, style: str, language: str) -> bytes:
    if style == "json":
        return (json.dumps(programme_json(told), ensure_ascii=False, indent=2) + "\n").encode()
    with current_app.test_request_context(), force_locale(language):
        if style == "xlsx":
            return programme_table(told, language, table_words())
        context: dict[str, Any] = {"told": told, "framework": told.framework, "budget": budget}
        return plain_text("print/programme.txt", target=told.framework.roles[target], **context).encode()
