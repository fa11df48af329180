"""The report to take away: PDF, JSON, CSV, plain text."""

import json
from collections.abc import Callable

from flask import abort
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from kamcareer.exports.gap_csv import gap_csv
from kamcareer.exports.gap_json import gap_json
from kamcareer.services.gap_report import StoredReport, report_of
from kamcareer.store.database import db
from kamcareer.web.attachments import attached
from kamcareer.web.clock import now, today
from kamcareer.web.csv_words import csv_words
from kamcareer.web.languages import language, words
from kamcareer.web.limits import limited_pdfs
from kamcareer.web.plain_text import plain_text
from kamcareer.web.printed import printed
from kamcareer.web.report_context import report_context
from kamcareer.web.sitting import current_sitting


@limited_pdfs
def download(style: str) -> ResponseReturnValue:
    """Return the report as a file, named so that it is found again."""
    if style not in STYLES:
        abort(404)
    make, mimetype = STYLES[style]
    stored = report_of(db.session(), current_sitting(), today())
    return attached(make(stored), mimetype, file_name(stored, style))


def file_name(stored: StoredReport, style: str) -> str:
    """Return the name of the file: «Отчёт_КАМ_2026-11-23.pdf»."""
    role = words(stored.report.target.short).replace(" ", "_").replace(":", "")
    return f"{_('Report')}_{role}_{now():%Y-%m-%d}.{style}"


def _pdf(stored: StoredReport) -> bytes:
    return printed("print/report.html", **report_context(stored))


def _json(stored: StoredReport) -> bytes:
    return json.dumps(
        gap_json(stored.report, stored.assessment.framework_sha256), ensure_ascii=False, indent=2
    ).encode()


def _csv(stored: StoredReport) -> bytes:
    return gap_csv(stored.report, language(), csv_words())


def _text(stored: StoredReport) -> bytes:
    return plain_text("print/report.txt", **report_context(stored)).encode()


STYLES: dict[str, tuple[Callable[[StoredReport], bytes], str]] = {
    "pdf": (_pdf, "application/pdf"),
    "json": (_json, "application/json"),
    "csv": (_csv, "text/csv"),
    "txt": (_text, "text/plain"),
}
