"""`flask gap --batch`: one answers document a line in, one report a line out, in the same order, as they come."""

import json
from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, BinaryIO, Protocol

import click

from kamcareer.core.answers import Answers, read_answers_line
from kamcareer.core.framework.errors import FileError, Position, problem_at, unknown
from kamcareer.core.framework.loading import sha256_of
from kamcareer.core.framework.model import Framework
from kamcareer.core.gaps import gap_reports
from kamcareer.core.measurement import Leniency
from kamcareer.exports.gap_json import gap_json

PIECE = 1 << 16
STDIN = "-"


@dataclass(frozen=True)
class Batch:
    """What every line of a batch is compared with."""

    frameworks: Mapping[str, Framework]
    target: str
    today: date
    applicants: bool
    leniency: Leniency


class _Out(Protocol):
    def write(self, data: bytes, /) -> object: ...
    def flush(self) -> object: ...


def run_batch(path: str, out: _Out, batch: Batch) -> int:
    """Write a report for each line of the file, or of the standard input for "-"; return how many lines were bad.

    Lines are answered in groups as large as what has arrived, so a slow sender is answered line by line.
    """
    bad = 0
    hashes = {id: sha256_of(framework) for id, framework in batch.frameworks.items()}
    name = "stdin" if path == STDIN else path
    with _opened(path) as file, _progress() as progress:
        counted = progress.add_task("", total=None if path == STDIN else Path(path).stat().st_size)
        for first, lines, size in groups(file):
            known, problems = _read(lines, first, name, batch)
            for report in _reports(known, batch, hashes):
                out.write(json.dumps(report, ensure_ascii=False).encode() + b"\n")
            out.flush()
            for problem in problems:
                progress.console.print(problem, markup=False, highlight=False, soft_wrap=True)
            bad += len(problems)
            progress.update(counted, advance=size, description=str(first + len(lines) - 1))
    return bad


def _progress() -> Any:
    from rich.console import Console  # noqa: PLC0415 - other commands start without it
    from rich.progress import Progress  # noqa: PLC0415

    return Progress(console=Console(stderr=True))


def _opened(path: str) -> "AbstractContextManager[BinaryIO]":
    stream: Any = click.open_file(path, "rb")
    return stream  # type: ignore[no-any-return]


def groups(file: Any) -> Iterator[tuple[int, list[bytes], int]]:
    """Return the number of the first line, the whole lines that have arrived, and how many bytes were read for them."""
    number, rest, size = 1, b"", 0
    while True:
        piece = file.read1(PIECE)
        ended, rest, size = not piece, rest + piece, size + len(piece)
        *lines, rest = [rest, b""] if ended and rest else rest.split(b"\n")
        if lines:
            yield number, lines, size
            number, size = number + len(lines), 0
        if ended:
            return


def _read(
    lines: list[bytes], first: int, name: str, batch: Batch
) -> tuple[list[tuple[int, Framework, Answers]], list[str]]:
    known, problems = [], []
    for number, line in enumerate(lines, start=first):
        if not line.strip():
            continue
        try:
            framework, answers = read_answers_line(
                _decoded(line, name, number), name, number, batch.frameworks, batch.today
            )
            if batch.target not in framework.roles:
                raise problem_at(Position(name, number), unknown("role", batch.target, framework.roles))
            known.append((number, framework, answers))
        except FileError as error:
            problems.append(str(error))
    return known, problems


def _decoded(line: bytes, name: str, number: int) -> str:
    try:
        return line.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise problem_at(Position(name, number, error.start + 1), "not UTF-8; save the file as UTF-8") from None


def _reports(
    known: list[tuple[int, Framework, Answers]], batch: Batch, hashes: Mapping[str, str]
) -> Iterator[dict[str, Any]]:
    found = {}
    for id, framework in batch.frameworks.items():
        rows = [(number, answers) for number, of, answers in known if of.id == id]
        people = [answers for _, answers in rows]
        if people:
            reports = gap_reports(
                framework, people, batch.target, batch.today, applicants=batch.applicants, leniency=batch.leniency
            )
            for (number, _), report in zip(rows, reports, strict=True):
                found[number] = {"line": number, **gap_json(report, hashes[id])}
    for number in sorted(found):
        yield found[number]
