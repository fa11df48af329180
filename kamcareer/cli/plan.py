"""`flask plan`: the development plan of an answers file. Works without database and secret."""

import json
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import click
from flask import current_app
from flask.cli import with_appcontext
from flask_babel import force_locale

from kamcareer.cli.command import Command, refuse
from kamcareer.cli.day import Day
from kamcareer.cli.languages import language_option
from kamcareer.cli.own_frameworks import own_additions, own_frameworks
from kamcareer.cli.pdf import pdf_or_refuse
from kamcareer.cli.plan_limits import asked_limits, limit_options
from kamcareer.cli.role import Role
from kamcareer.cli.standard_output import kept_for_the_document, put_out
from kamcareer.core.answers import Answers, read_answers
from kamcareer.core.framework.errors import FileError, unknown
from kamcareer.core.framework.model import Framework
from kamcareer.core.gaps import GapReport, gap_report
from kamcareer.core.planning.evidence import reassessment_week
from kamcareer.core.planning.follow_up import next_monday
from kamcareer.core.planning.limits import MOST_WEEKS, Limits
from kamcareer.exports.plan_ics import plan_ics
from kamcareer.exports.plan_json import plan_json
from kamcareer.services.development_plan import Explained, explained_plan
from kamcareer.services.framework_files import load_all
from kamcareer.web.clock import now, today
from kamcareer.web.plain_text import plain_text
from kamcareer.web.plan_calendar import calendar_uid, calendar_words
from kamcareer.web.plan_context import plan_context
from kamcareer.web.printed import print_page


@click.command("plan", cls=Command)
@click.argument("answers", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option("--to", "target", type=Role(), required=True, help="The role to grow into.")
@limit_options
@click.option("--start", type=Day(), help="A day of the first week; by default the next Monday.")
@language_option()
@click.option(
    "--format", "style", type=click.Choice(["text", "json", "ics", "html", "pdf"]), default="text", show_default=True
)
@click.option("-o", "--output", type=click.Path(path_type=Path, dir_okay=False), help="Write to a file instead.")
@with_appcontext
def plan(
    answers: Path,
    target: str,
    start: datetime | None,
    lang: str,
    style: str,
    output: Path | None,
    **asked: Any,
) -> None:
    """Print the development plan of the answers file ANSWERS for a role, the best within the limits.

    Limits that allow nothing are an answer too: the plan is empty and says what would help. Exit code 2 when the file,
    the role, the track or an activity cannot be used, or nothing is known of the person; the line says where and why.
    """
    framework, given = _read(answers, target)
    report = _known_report(framework, given, target, answers)
    try:
        limits = asked_limits(framework, **asked)
    except ValueError as error:
        refuse(str(error))
    monday = _monday(start.date() if start else today())
    with kept_for_the_document():
        body = _rendered(_explained(report, limits, style), style, lang, monday)
    put_out(body, output)


def _read(file: Path, target: str) -> tuple[Framework, Answers]:
    try:
        frameworks = load_all(own_frameworks(), own_additions())
        framework, answers = read_answers(file.read_bytes(), str(file), frameworks, today())
    except FileError as error:
        refuse(str(error))
    if target not in framework.roles:
        refuse(f"--to: {unknown('role', target, framework.roles)}")
    return framework, answers


def _known_report(framework: Framework, answers: Answers, target: str, file: Path) -> GapReport:
    report = gap_report(framework, answers, target, today())
    if not report.anything_known:
        refuse(f"{file}: nothing is known of this person yet, and a plan begins where somebody stands: answer first")
    return report


def _monday(start: date) -> date:
    day, far = today(), timedelta(weeks=MOST_WEEKS)
    if not day - far <= start <= day + far:
        refuse(f"--start: {start} is more than three years away")
    monday = next_monday(start)
    if monday < next_monday(day):
        click.echo(f"--start: {monday} is past; the weeks are counted from there all the same", err=True)
    return monday


def _explained(report: GapReport, limits: Limits, style: str) -> Explained:
    priced, reasons = style != "ics", style == "json"
    return explained_plan(report.framework, report.target.id, report.profile, limits, priced=priced, reasons=reasons)


def _rendered(explained: Explained, style: str, language: str, monday: date) -> bytes:
    made = explained.plan
    if style == "json":
        data = plan_json(made, explained.losses, explained.prices, explained.left, explained.helps, explained.evidence)
        data["solve_seconds"] = round(explained.seconds, 3)
        return (json.dumps(data, ensure_ascii=False, indent=2) + "\n").encode()
    with current_app.test_request_context(), force_locale(language):
        if style == "ics":
            return plan_ics(
                made, monday, reassessment_week(explained.evidence), calendar_uid(made), calendar_words(made)
            )
        context = plan_context(made, monday, explained.prices, explained.left, explained.helps, explained.evidence)
        if style == "text":
            return plain_text("print/plan.txt", today=now(), **context).encode()
        text = print_page("print/plan.html", today=now(), **context)
    if style != "pdf":
        return text.encode()
    return pdf_or_refuse(text)
