"""`flask plan`: the development plan of an answers file. Works without database and secret."""

import json
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import NoReturn
from uuid import NAMESPACE_URL, uuid5

import click
from flask import current_app, render_template
from flask.cli import with_appcontext
from flask_babel import force_locale, gettext

from kamcareer.cli.frameworks import own_additions, own_frameworks
from kamcareer.config import PROJECT_ROOT
from kamcareer.core.answers import Answers, read_answers
from kamcareer.core.framework.errors import FileError, unknown
from kamcareer.core.framework.model import Framework
from kamcareer.core.gaps import gap_report
from kamcareer.core.planning.evidence import EvidenceStep, evidence_steps
from kamcareer.core.planning.explanation import NotChosen, Prices, Without, not_chosen, prices, without
from kamcareer.core.planning.limits import MOST_HOURS, MOST_WEEKS, PRACTICE_SHARE, Limits, Objective
from kamcareer.core.planning.outcome import Ground
from kamcareer.core.planning.plan import Plan, Relaxation, Status
from kamcareer.core.planning.planner import development_plan
from kamcareer.core.planning.relaxation import must_have_relaxations
from kamcareer.exports.pdf import PdfUnavailableError, pdf_from_html
from kamcareer.exports.plan_ics import CalendarWords, plan_ics
from kamcareer.exports.plan_json import plan_json
from kamcareer.services.framework_files import load_all
from kamcareer.web.clock import now
from kamcareer.web.languages import words
from kamcareer.web.plan_context import next_monday, plan_context

FONTS = PROJECT_ROOT / "static" / "fonts" / "print"
USAGE = 2


@dataclass(frozen=True)
class Explained:
    """A plan, and as much of its explanation as the format shows."""

    plan: Plan
    seconds: float
    losses: tuple[Without, ...] = ()
    prices: Prices | None = None
    left: tuple[NotChosen, ...] = ()
    helps: tuple[Relaxation, ...] = ()
    evidence: tuple[EvidenceStep, ...] = ()


@click.command("plan")
@click.argument("answers", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option("--to", "target", required=True, help="The role to grow into.")
@click.option("--hours-per-week", type=click.FloatRange(0, MOST_HOURS, min_open=True), required=True)
@click.option("--weeks", type=click.IntRange(1, MOST_WEEKS), required=True)
@click.option("--budget", type=click.IntRange(0), help="In whole units of the framework's currency; 0: no money.")
@click.option("--objective", type=click.Choice([aim.value for aim in Objective]), default="gain", show_default=True)
@click.option("--practice-share", type=click.FloatRange(0, 1), default=PRACTICE_SHARE, show_default=True)
@click.option("--start", type=click.DateTime(["%Y-%m-%d"]), help="A day of the first week; by default the next Monday.")
@click.option("--lang", type=click.Choice(["ru", "en"]), default="ru", show_default=True)
@click.option(
    "--format", "style", type=click.Choice(["text", "json", "ics", "html", "pdf"]), default="text", show_default=True
)
@click.option("-o", "--output", type=click.Path(path_type=Path, dir_okay=False), help="Write to a file instead.")
@with_appcontext
def plan(  # noqa: PLR0913 - one parameter for each option
    answers: Path,
    target: str,
    hours_per_week: float,
    weeks: int,
    budget: int | None,
    objective: str,
    practice_share: float,
    start: datetime | None,
    lang: str,
    style: str,
    output: Path | None,
) -> None:
    """Print the development plan of the answers file ANSWERS for a role, the best within the limits.

    Limits that allow nothing are an answer too: the plan is empty and says what would help. Exit code 2 when the file
    or the role cannot be used; the line says where and why.
    """
    framework, given = _read(answers, target)
    limits = Limits(hours_per_week, weeks, budget, Objective(objective), practice_share)
    explained = _explained(framework, given, target, limits, style)
    monday = next_monday(start.date() if start else now().date())
    body = _rendered(explained, style, lang, monday)
    if output is None:
        sys.stdout.buffer.write(body)
        sys.stdout.flush()
        return
    try:
        output.write_bytes(body)
    except OSError as error:
        _refuse(f"{output}: cannot be written ({error.strerror})")


def _read(file: Path, target: str) -> tuple[Framework, Answers]:
    try:
        frameworks = load_all(own_frameworks(), own_additions())
        framework, answers = read_answers(file.read_bytes(), str(file), frameworks)
    except FileError as error:
        _refuse(str(error))
    if target not in framework.roles:
        _refuse(f"--to: {unknown('role', target, framework.roles)}")
    return framework, answers


def _explained(framework: Framework, answers: Answers, target: str, limits: Limits, style: str) -> Explained:
    profile = gap_report(framework, answers, target, now().date()).profile
    ground = Ground(framework, framework.roles[target], profile)
    begin = time.perf_counter()
    made = development_plan(framework, ground.role, profile, limits)
    seconds = time.perf_counter() - begin
    if style == "ics":
        return Explained(made, seconds)
    helps = made.relaxations
    if made.status is not Status.INFEASIBLE and made.ready_week is None:
        helps = must_have_relaxations(ground, limits)
    losses = tuple(without(ground, made, step.id) for step in made.steps) if style == "json" else ()
    return Explained(made, seconds, losses, prices(ground, made), not_chosen(ground, made), helps,
                     evidence_steps(ground, made))  # fmt: skip


def _rendered(explained: Explained, style: str, language: str, monday: date) -> bytes:
    made = explained.plan
    if style == "json":
        data = plan_json(made, explained.losses, explained.prices, explained.left, explained.helps, explained.evidence)
        data["solve_seconds"] = round(explained.seconds, 3)
        return (json.dumps(data, ensure_ascii=False, indent=2) + "\n").encode()
    template = "print/plan.txt" if style == "text" else "print/plan.html"
    with current_app.test_request_context(), force_locale(language):
        if style == "ics":
            return plan_ics(made, monday, _uid(made), _calendar_words(made))
        context = plan_context(made, monday, explained.prices, explained.left, explained.helps) | {
            "evidence": explained.evidence
        }
        text = render_template(template, today=now(), **context)
    if style != "pdf":
        return text.encode()
    try:
        return pdf_from_html(text, FONTS)
    except PdfUnavailableError as error:
        _refuse(str(error))


def _uid(made: Plan) -> Callable[[str], str]:
    """Return what makes identifiers that stay the same for the same role and activity."""
    return lambda id: f"{uuid5(NAMESPACE_URL, f'kamcareer/plan/{made.framework.id}/{made.role.id}/{id}')}@kamcareer"


def _calendar_words(made: Plan) -> CalendarWords:
    return CalendarWords(
        calendar=gettext("Development plan: %(role)s", role=words(made.role.short)),
        first_step=gettext("First step"),
        result=gettext("What is there at the end"),
        reassess=gettext("Assess yourself again and see what has moved"),
        said=words,
    )


def _refuse(message: str) -> NoReturn:
    click.echo(message, err=True)
    raise SystemExit(USAGE)
