"""`flask gap`: the gap report of an answers file. Works without database and secret."""

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

import click
from flask import current_app
from flask.cli import with_appcontext
from flask_babel import force_locale

from kamcareer.cli.command import Command, refuse
from kamcareer.cli.gap_batch import Batch, run_batch
from kamcareer.cli.languages import language_option
from kamcareer.cli.own_frameworks import own_additions, own_frameworks
from kamcareer.cli.pdf import pdf_or_refuse
from kamcareer.cli.role import Role
from kamcareer.core.answers import read_answers
from kamcareer.core.assessment import Assessment, Draft
from kamcareer.core.framework.errors import FileError, unknown
from kamcareer.core.framework.loading import sha256_of
from kamcareer.core.framework.model import Framework
from kamcareer.core.gaps import GapReport, gap_reports
from kamcareer.core.measurement import Leniency
from kamcareer.core.rating_rows import read_leniency
from kamcareer.exports.gap_json import gap_json
from kamcareer.services.framework_files import load_all
from kamcareer.services.gap_report import StoredReport
from kamcareer.web.clock import now, today
from kamcareer.web.plain_text import plain_text
from kamcareer.web.printed import print_page
from kamcareer.web.report_context import report_context

STYLES = ["text", "json", "jsonl", "html", "pdf"]


@click.command("gap", cls=Command)
@click.argument("answers", required=False, type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option("--batch", type=click.Path(exists=True, dir_okay=False, allow_dash=True), help="Many people: JSON lines.")
@click.option("--to", "target", type=Role(), required=True, help="The role to compare with.")
@click.option("--applicants", is_flag=True, help="Assume the same of everybody, as in a vacancy, whatever the titles.")
@click.option("--leniency", type=click.Path(path_type=Path, exists=True, dir_okay=False), help="From calibrate.")
@language_option()
@click.option("--format", "style", type=click.Choice(STYLES), help="By default text, of a batch jsonl.")
@click.option("-o", "--output", type=click.Path(path_type=Path, dir_okay=False), help="Write to a file instead.")
@with_appcontext
def gap(  # noqa: PLR0913 - one argument for each option
    *,
    answers: Path | None,
    batch: str | None,
    target: str,
    applicants: bool,
    leniency: Path | None,
    lang: str,
    style: str | None,
    output: Path | None,
) -> None:
    """Print the gap report of the answers file ANSWERS against a role.

    With --batch FILE (or - for the standard input) each line is the answers of one person as JSON, and each line
    written is one report, in the same order. A bad line is named by its number and does not stop the rest.

    Each colleague in the file counts by themselves: the rule of three is for pages, and you have the single answers.

    Exit code 2 when the file or the role cannot be used; the line says where and why. Exit code 1 after a batch with
    bad lines. --leniency names the file of raters' leniency that a calibration has stored.
    """
    if (answers is None) == (batch is None):
        raise click.UsageError("give either ANSWERS or --batch FILE")
    if batch is not None:
        if style not in {None, "jsonl"}:
            raise click.UsageError("a batch is written as jsonl; leave out --format or say --format jsonl")
        raise SystemExit(_many(batch, target, output, applicants=applicants, leniency=_leniency(leniency)))
    assert answers is not None  # noqa: S101 - one of the two is given
    report = _report(answers, target, applicants=applicants, leniency=_leniency(leniency))
    body = _rendered(report, style or "text", lang)
    with _opened(output) as out:
        out.write(body)
        out.flush()


def _many(batch: str, target: str, output: Path | None, *, applicants: bool, leniency: Leniency) -> int:
    frameworks = _frameworks()
    if not any(target in framework.roles for framework in frameworks.values()):
        known = [role for framework in frameworks.values() for role in framework.roles]
        refuse(f"--to: {unknown('role', target, known)}")
    with _opened(output) as out:
        return 1 if run_batch(batch, out, Batch(frameworks, target, today(), applicants, leniency)) else 0


@contextmanager
def _opened(output: Path | None) -> Iterator[BinaryIO]:
    if output is None:
        yield sys.stdout.buffer
        return
    try:
        file = output.open("wb")
    except OSError as error:
        refuse(f"{output}: cannot be written ({error.strerror})")
    with file:
        yield file


def _frameworks() -> dict[str, Framework]:
    try:
        return load_all(own_frameworks(), own_additions())
    except FileError as error:
        refuse(str(error))


def _leniency(file: Path | None) -> Leniency:
    try:
        return read_leniency(file.read_bytes(), str(file)) if file else {}
    except FileError as error:
        refuse(str(error))


def _report(file: Path, target: str, *, applicants: bool, leniency: Leniency) -> GapReport:
    try:
        framework, answers = read_answers(file.read_bytes(), str(file), _frameworks(), today())
    except FileError as error:
        refuse(str(error))
    if target not in framework.roles:
        refuse(f"--to: {unknown('role', target, framework.roles)}")
    return gap_reports(framework, [answers], target, today(), applicants=applicants, leniency=leniency)[0]


def _rendered(report: GapReport, style: str, language: str) -> bytes:
    if style in {"json", "jsonl"}:
        indent = 2 if style == "json" else None
        return (json.dumps(gap_json(report), ensure_ascii=False, indent=indent) + "\n").encode()
    with current_app.test_request_context(), force_locale(language):
        if style == "text":
            return plain_text("print/report.txt", **_context(report)).encode()
        text = print_page("print/report.html", **_context(report))
    if style != "pdf":
        return text.encode()
    return pdf_or_refuse(text)


def _context(report: GapReport) -> dict[str, object]:
    answers = report.answers.by_competency
    drafts = {
        id: Draft(answer.level, answer.level is None, answer.confidence, answer.example)
        for id, answer in answers.items()
    }
    sha256 = sha256_of(report.framework)
    assessment = Assessment("", sha256, report.answers.role, report.target.id, now(), drafts=drafts)
    # The command reads files alone: there may be no database yet.
    return report_context(StoredReport(assessment, report), report.framework)
