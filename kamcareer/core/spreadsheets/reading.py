"""From the bytes of an uploaded file to its tables."""

from pathlib import PurePath

from kamcareer.core.spreadsheets.delimited import read_delimited
from kamcareer.core.spreadsheets.refusal import MAX_BYTES, Refusal, RefusedFileError
from kamcareer.core.spreadsheets.sheet import Sheet
from kamcareer.core.spreadsheets.workbook import read_workbook

ARCHIVE = b"PK\x03\x04"
PDF = b"%PDF"
NO_TABLES = {".pdf", ".doc", ".docx", ".rtf", ".odt", ".png", ".jpg", ".jpeg"}
COMPOUND = b"\xd0\xcf\x11\xe0"  # .xls, and XLSX behind a password


def read_sheets(data: bytes, name: str) -> tuple[Sheet, ...]:
    """Return the tables of a CSV or XLSX file that hold something; RefusedFileError.

    What it is its bytes say; by its name only what is no table is refused, also where it is broken.
    """
    if len(data) > MAX_BYTES:
        raise RefusedFileError(Refusal.TOO_LARGE)
    if data.startswith(PDF) or PurePath(name).suffix.lower() in NO_TABLES:
        raise RefusedFileError(Refusal.NO_TEXT)
    if data.startswith(COMPOUND):
        raise RefusedFileError(Refusal.OLD_OR_LOCKED)
    if data.startswith(ARCHIVE):
        found = read_workbook(data)
    else:
        found = (read_delimited(data, PurePath(name).stem[:31] or "CSV"),)
    filled = tuple(sheet for sheet in found if sheet.rows)
    if not filled:
        raise RefusedFileError(Refusal.EMPTY)
    return filled
