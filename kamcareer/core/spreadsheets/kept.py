"""Tables as JSON, to be kept while somebody looks at them: values alone, nothing else of the file they came in."""

import json
from collections.abc import Sequence
from datetime import date
from typing import Any

from kamcareer.core.spreadsheets.sheet import Sheet, Value

DAY = "day"


def written_sheets(sheets: Sequence[Sheet]) -> bytes:
    """Return tables as the JSON that `read_kept` reads."""
    plain = [
        {
            "name": sheet.name,
            "rows": [[_written(value) for value in row] for row in sheet.rows],
            "uncomputed": sorted(sheet.uncomputed),
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
        )
        for one in json.loads(data)
    )


def _written(value: Value) -> Any:
    return {DAY: value.isoformat()} if isinstance(value, date) else value


def _read(value: Any) -> Value:
    read: Value = date.fromisoformat(value[DAY]) if isinstance(value, dict) else value
    return read
