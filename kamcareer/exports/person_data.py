"""The export of everything about a person: JSON with a published schema, and CSV tables in a ZIP."""

import csv
import json
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from io import BytesIO, StringIO
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

from kamcareer.core.data_register import DataRegister
from kamcareer.exports.cells import defused

FORMAT = "kamcareer-person/1"
TYPES: dict[str, dict[str, Any]] = {
    "string": {"type": ["string", "null"]},
    "integer": {"type": ["integer", "null"]},
    "number": {"type": ["number", "null"]},
    "boolean": {"type": ["boolean", "null"]},
    "day": {"type": ["string", "null"], "format": "date"},
    "instant": {"type": ["string", "null"], "format": "date-time"},
    "list": {"type": ["array", "null"], "items": {"type": "string"}},
}

Rows = Mapping[str, Sequence[Mapping[str, Any]]]


def person_json(rows: Rows, made: datetime) -> bytes:
    """Return the rows as JSON; moments in ISO 8601 with their zone."""
    document = {"format": FORMAT, "made_at": made.isoformat(), "tables": rows}
    return json.dumps(document, ensure_ascii=False, indent=2, default=_in_iso).encode()


def person_zip(rows: Rows, register: DataRegister, language: str) -> bytes:
    """Return a ZIP with a CSV for each table; they open by double click in the reader's own Excel."""
    out = BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as archive:
        for name, found in rows.items():
            archive.writestr(f"{name}.csv", _table(found, register.tables[name].exported(), language))
    return out.getvalue()


def person_schema(register: DataRegister, types: Mapping[str, Mapping[str, str]]) -> dict[str, Any]:
    """Return the JSON Schema of the export; `types` are the kinds of value by table and column."""
    tables = {
        name: {"type": "array", "items": _row_schema({c: TYPES[types[name][c]] for c in entry.exported()})}
        for name, entry in register.tables.items()
        if entry.belongs
    }
    whole = {
        "format": {"const": FORMAT},
        "made_at": {"type": "string", "format": "date-time"},
        "tables": _row_schema(tables),
    }
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **_row_schema(whole)}


def _in_iso(value: date) -> str:
    return value.isoformat()


def _row_schema(properties: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "type": "object",
        "properties": dict(properties),
        "required": list(properties),
        "additionalProperties": False,
    }


def _table(rows: Sequence[Mapping[str, Any]], columns: Sequence[str], language: str) -> bytes:
    text = StringIO(newline="")
    writer = csv.writer(text, delimiter=";" if language == "ru" else ",")
    writer.writerow(columns)
    writer.writerows([_cell(row[column]) for column in columns] for row in rows)
    return text.getvalue().encode("utf-8-sig")


def _cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, date):
        return value.isoformat()
    return defused(", ".join(value) if isinstance(value, list) else str(value))
