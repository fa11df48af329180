"""XLSX files made by hand, also ones that nobody should send."""

from collections.abc import Callable, Mapping, Sequence
from io import BytesIO
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

from openpyxl import Workbook, load_workbook


def book(*rows: Sequence[Any], name: str = "Лист1", then: Callable[[Workbook], object] | None = None) -> bytes:
    """An XLSX file with these rows; `then` does more to it."""
    made = Workbook()
    made.active.title = name
    for row in rows:
        made.active.append(row)
    if then:
        then(made)
    return _bytes(made)


def _bytes(made: Workbook) -> bytes:
    out = BytesIO()
    made.save(out)
    return out.getvalue()


def with_parts(data: bytes, changed: Mapping[str, bytes]) -> bytes:
    """The same archive with other parts in it."""
    out = BytesIO()
    with ZipFile(BytesIO(data)) as old, ZipFile(out, "w", ZIP_DEFLATED) as new:
        for name in old.namelist():
            if name not in changed:
                new.writestr(name, old.read(name))
        for name, content in changed.items():
            new.writestr(name, content)
    return out.getvalue()


def part(data: bytes, name: str) -> bytes:
    with ZipFile(BytesIO(data)) as archive:
        return archive.read(name)


def opened(data: bytes) -> Workbook:
    return load_workbook(BytesIO(data))
