"""`flask gap`: the gap report of an answers file. Works without database and secret."""

import json
import sys
from pathlib import Path
from typing import NoReturn

import click
from flask import current_app, render_template
from flask.cli import with_appcontext
from flask_babel import force_locale

from kamcareer.cli.frameworks import own_additions, own_frameworks
from kamcareer.config import PROJECT_ROOT
from kamcareer.core.answers import read_answers
from kamcareer.core.assessment import Assessment, Draft
from kamcareer.core.framework.errors import FileError, unknown
from kamcareer.core.framework.loading import sha256_of
from kamcareer.core.gaps import GapReport, gap_report
from kamcareer.exports.gap_json import gap_json
from kamcareer.exports.pdf import PdfUnavailableError, pdf_from_html
from kamcareer.services.framework_files import load_all
from kamcareer.services.gap_report import StoredReport
from kamcareer.web.clock import now
from kamcareer.web.report_context import report_context

FONTS = PROJECT_ROOT / "static" / "fonts" / "print"
USAGE = 2


@click.command("gap")
@click.argument("answers", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option("--to", "target", required=True, help="The role to compare with.")
@click.option("--lang", type=click.Choice(["ru", "en"]), default="ru", show_default=True)
@click.option(
    "--format", "style", type=click.Choice(["text", "json", "html", "pdf"]), default="text", show_default=True
)
@click.option("-o", "--output", type=click.Path(path_type=Path, dir_okay=False), help="Write to a file instead.")
@with_appcontext
def gap(answers: Path, target: str, lang: str, style: str, output: Path | None) -> None:
    """Print the gap report of the answers file ANSWERS against a role.

    Exit code 2 when the file or the role cannot be used; the line says where and why.
    """
    report = _report(answers, target)
    body = _rendered(report, style, lang)
    if output:
        try:
            output.write_bytes(body)
        except OSError as error:
            _refuse(f"{output}: cannot be written ({error.strerror})")
    else:
        sys.stdout.buffer.write(body)
        sys.stdout.flush()


def _report(file: Path, target: str) -> GapReport:
    try:
        frameworks = load_all(own_frameworks(), own_additions())
        framework, answers = read_answers(file.read_bytes(), str(file), frameworks)
    except FileError as error:
        _refuse(str(error))
    if target not in framework.roles:
        _refuse(f"--to: {unknown('role', target, framework.roles)}")
    return gap_report(framework, answers, target, now().date())


def _rendered(report: GapReport, style: str, language: str) -> bytes:
    if style == "json":
        return (json.dumps(gap_json(report), ensure_ascii=False, indent=2) + "\n").encode()
    template = "print/report.txt" if style == "text" else "print/report.html"
    with current_app.test_request_context(), force_locale(language):
        text = render_template(template, **_context(report))
    if style != "pdf":
        return text.encode()
    try:
        return pdf_from_html(text, FONTS)
    except PdfUnavailableError as error:
        _refuse(str(error))


def _context(report: GapReport) -> dict[str, object]:
    answers = report.answers.by_competency
    drafts = {
        id: Draft(answer.level, answer.level is None, answer.confidence, answer.example)
        for id, answer in answers.items()
    }
    sha256 = sha256_of(report.framework)
    assessment = Assessment("", sha256, report.answers.role, report.target.id, now(), drafts=drafts)
    return report_context(StoredReport(assessment, report))


def _refuse(message: str) -> NoReturn:
    click.echo(message, err=True)
    raise SystemExit(USAGE)
