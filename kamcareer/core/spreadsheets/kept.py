"""Tables as JSON, kept while somebody looks at them: values and the looks of a table, nothing else of the file."""

import json
from collections.abc import Sequence
from datetime import date
from typing import Any

from kamcareer.core.spreadsheets.sheet import Merged, Sheet, Value

DAY = "day"


def written_sheets(sheets: Sequence[Sheet]) -> bytes:
    """Return tables as the JSON that `read_kept` reads."""
    plain = [
        {
            "name": sheet.name,
            "rows": [[_written(value) for value in row] for row in sheet.rows],
            "uncomputed": sorted(sheet.uncomputed),
            "merged": sheet.merged,
            "widths": sheet.widths,
        }
        for sheet in sheets
    ]
    return json.dumps(plain, ensure_ascii=False, separators=(",", ":")).encode()


def read_kept(data: bytes) -> tuple[Sheet, ...]:
    """Return the tables that `written_sheets` wrote, cell by cell the same."""
    return tuple(
        Sheet(
            one["name"],
            tuple(tuple(_read(value) for value in row) for row in one["rows"]),
            frozenset((row, column) for row, column in one["uncomputed"]),
            tuple(Merged(*corners) for corners in one.get("merged", ())),
            tuple((column, width) for column, width in one.get("widths", ())),
        )
        for one in json.loads(data)
    )


def _written(value: Value) -> Any:
    return {DAY: value.isoformat()} if isinstance(value, date) else value


def _read(value: Any) -> Value:
    read: Value = date.fromisoformat(value[DAY]) if isinstance(value, dict) else value
    return read
