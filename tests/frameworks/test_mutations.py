"""Whatever is written in a framework file: one error type, a place inside the file, under a second."""

import os
import re
import time
from functools import cache
from random import Random

import pytest

from kamcareer.core.framework.errors import FileError
from kamcareer.core.framework.loading import Folder, parse_framework
from tests.core.framework.tiny import REAL

COUNT = int(os.environ.get("KAMCAREER_MUTATIONS", "3000"))
PARTS = 10
LONGEST_SECONDS = 1

# Each kind of file with its weight in the draw and the real files read beside it.
KINDS = {
    "competencies/*.yaml": (16, []),
    "roles/*.yaml": (3, []),
    "roles/ka*_*o*.yaml": (2, []),
    "measurement.yaml": (1, []),
    "framework.yaml": (1, ["roles/kam_solo.yaml"]),
    "facts.yaml": (0.2, []),
}
TOKENS = [
    "*a", "&a ", "!!int ", "!x ", "- ", "[", "]", "{", "}", "\t", '"', "'", ":", ": ", "? ", "| ", "> ", "#", ",", "%",
    "---\n", "...\n", "\n", "\r", " ", "    ", "<<: ", "no", "null", "true", "0", "-1", "99", "1e999", "nan", "\\",
    '"\\ud800"', '"\\U00110000"', "!%ed%a0%80 ", "%YAML 9.9\n", "\x00", "\x85", "\ufeff", "\u2028", "й", "😀", "=1+1",
]  # fmt: skip
BREAK = re.compile("\r\n|[\n\r\x85\u2028\u2029]")


@cache
def real(path: str) -> bytes:
    return (REAL / path).read_bytes()


@cache
def paths(pattern: str) -> list[str]:
    return sorted(path.relative_to(REAL).as_posix() for path in REAL.glob(pattern))


def mutated(data: bytes, draw: Random) -> bytes:
    for _ in range(draw.choice((1, 1, 1, 2, 3, 5))):
        data = draw.choice((bytes_changed, line_changed, token_inserted, token_inserted))(data, draw)
    return data


def bytes_changed(data: bytes, draw: Random) -> bytes:
    at, length = draw.randrange(len(data) + 1), draw.choice((0, 1, 1, 1, 4, 400))
    return data[:at] + draw.randbytes(draw.choice((0, 1, 1, 2))) + data[at + length :]


def line_changed(data: bytes, draw: Random) -> bytes:
    lines = data.split(b"\n")
    one, other = draw.randrange(len(lines)), draw.randrange(len(lines))
    match draw.randrange(4):
        case 0:
            del lines[one]
        case 1:
            lines.insert(other, lines[one])
        case 2:
            lines[one], lines[other] = lines[other], lines[one]
        case _:
            lines[one] = b" " * draw.randrange(9) + lines[one].lstrip()
    return b"\n".join(lines)


def token_inserted(data: bytes, draw: Random) -> bytes:
    at = draw.randrange(len(data) + 1)
    if draw.random() < 0.7:  # where a value, a key or a line begins, more is at stake than inside a word
        at = draw.choice([match.end() for match in re.finditer(rb"\n *|: |- |\[", data)] or [at])
    return data[:at] + draw.choice(TOKENS).encode() * draw.choice((1, 1, 1, 2, 50)) + data[at:]


def mutant(number: int) -> tuple[str, dict[str, bytes]]:
    """Return the changed file of a number and the files it is read with; the same for the same number."""
    draw = Random(number)
    [kind] = draw.choices(list(KINDS), [weight for weight, _ in KINDS.values()])
    path = draw.choice(paths(kind))
    return path, {other: real(other) for other in KINDS[kind][1]} | {path: mutated(real(path), draw)}


def problem_of(number: int) -> str | None:
    """Return what is wrong with the reading of a mutant; None when it is as promised."""
    path, files = mutant(number)
    begin = time.thread_time()
    try:
        parse_framework(Folder(files, "f"))
    except FileError as error:
        places = [problem.position for problem in error.problems if problem.position.source == f"f/{path}"]
    except Exception as error:  # noqa: BLE001 - anything else is what this test looks for
        return f"mutant {number} of {path}: {error!r}"
    else:
        return f"mutant {number} of {path} was taken although files are missing"
    if (spent := time.thread_time() - begin) > LONGEST_SECONDS:
        return f"mutant {number} of {path}: {spent:.1f} s"
    rows = BREAK.split(files[path].decode("utf-8", "replace"))
    for place in places:
        if not (1 <= place.line <= len(rows) + 1 and 1 <= place.column <= max(map(len, rows)) + 1):
            return f"mutant {number} of {path}: {place} is not inside the file"
    return None


@pytest.mark.parametrize("part", range(PARTS))
def test_a_mutated_file_gives_the_one_error_with_a_place_inside_the_file(part):
    assert [found for number in range(part, COUNT, PARTS) if (found := problem_of(number))] == []


def test_the_mutations_reach_every_kind_of_file_and_every_stage():
    stages = {"not valid YAML": 0, "unknown key": 0, "is missing; add the key": 0, "unknown fact": 0, "twice": 0}
    for number in range(150):
        path, files = mutant(number)
        with pytest.raises(FileError) as caught:
            parse_framework(Folder({path: files[path]}, "f"))
        for words in stages:
            stages[words] += words in str(caught.value)

    assert all(stages[words] for words in stages if words != "unknown fact"), stages
