"""Read untrusted JSON as a CASE package: plain data of the right shape, or every problem with its path in the file."""

import json
from collections.abc import Iterable, Iterator
from typing import Any, TypeAlias

from pydantic import ValidationError

from kamcareer.core.case_package.shapes import CFPackage
from kamcareer.core.framework.yaml_reader import MAX_SCALAR, UNSEEN

MAX_BYTES = 20_000_000
MAX_DEPTH = 30
MAX_VALUES = 500_000
MOST_TOLD = 50
SHOWN = 60  # characters of a value in a message

Path: TypeAlias = tuple[str | int, ...]
Package: TypeAlias = dict[str, Any]


class CaseError(ValueError):
    """What is wrong with a package: a line for each, with its path in the file."""

    def __init__(self, problems: Iterable[str]) -> None:
        self.problems = tuple(problems)
        told = self.problems[:MOST_TOLD]
        more = len(self.problems) - len(told)
        super().__init__("\n".join([*told, f"and {more} more"] if more else told))


def read_package(data: bytes) -> Package:
    """Return the package as plain data; CaseError where it is none."""
    value = _json(data)
    if problem := next(_unfit(value), None):
        raise CaseError([problem])
    try:
        CFPackage.model_validate(value)
    except ValidationError as error:
        # Keys that the specification does not know are not refused: they are told as what has no place here.
        wrong = [detail for detail in error.errors(include_url=False) if detail["type"] != "extra_forbidden"]
        if wrong:
            raise CaseError(f"{named(_in_file(one['loc'], value))}: {_remedy(one)}" for one in wrong) from None
    found: Package = value
    return found


def named(path: Path) -> str:
    """Return a path as one writes it: CFItems[3].fullStatement."""
    text = ""
    for part in path:
        text += f"[{part}]" if isinstance(part, int) else f".{part}" if text else str(part)
    return text or "the file"


def shown(value: Any) -> str:
    """Return the beginning of a value in one line."""
    text = json.dumps(value, ensure_ascii=False)
    return text if len(text) <= SHOWN else f"{text[:SHOWN]}…"


def leaves(value: Any) -> Iterator[tuple[Path, Any]]:
    """Yield every single value with its path; an empty list or mapping is one, what is null says nothing."""
    waiting: list[tuple[Path, Any]] = [((), value)]
    while waiting:
        path, one = waiting.pop()
        if isinstance(one, dict | list) and one:
            parts = one.items() if isinstance(one, dict) else enumerate(one)
            waiting.extend(reversed([((*path, key), part) for key, part in parts]))
        elif one is not None:
            yield path, one


def _json(data: bytes) -> Any:
    if len(data) > MAX_BYTES:
        raise CaseError([f"larger than {MAX_BYTES:,} bytes"])
    try:
        return json.loads(data.decode("utf-8-sig"), object_pairs_hook=_without_twins, parse_constant=_no_number)
    except UnicodeDecodeError as error:
        raise CaseError([f"byte {error.start + 1} is not UTF-8; save the file as UTF-8"]) from None
    except RecursionError:
        raise CaseError([f"nested deeper than {MAX_DEPTH} levels"]) from None
    except json.JSONDecodeError as error:
        raise CaseError([f"line {error.lineno}, column {error.colno}: not valid JSON: {error.msg.lower()}"]) from None
    except ValueError as error:
        raise CaseError([f"not valid JSON: {error}"]) from None


def _without_twins(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        names = [name for name, _ in pairs]
        twin = next(name for name in names if names.count(name) > 1)
        raise ValueError(f"key {shown(twin)} is given twice")
    return found


def _no_number(name: str) -> float:
    raise ValueError(f"{name} is no number")


def _unfit(value: Any) -> Iterator[str]:
    """Yield where a value is too deep, too long or holds what nobody sees, and where there are too many."""
    waiting: list[tuple[Path, Any]] = [((), value)]
    count = 0
    while waiting:
        path, one = waiting.pop()
        count += 1
        if count > MAX_VALUES:
            yield f"more than {MAX_VALUES:,} values"
        if len(path) > MAX_DEPTH:
            yield f"{named(path[:3])}…: nested deeper than {MAX_DEPTH} levels"
        elif isinstance(one, dict):
            bad = next((key for key in one if not key or len(key) > SHOWN or UNSEEN.search(key)), None)
            if bad is not None:
                yield f"{named(path)}: {shown(bad)} can be no key"
            waiting.extend(((*path, key), part) for key, part in one.items())
        elif isinstance(one, list):
            waiting.extend(((*path, at), part) for at, part in enumerate(one))
        elif isinstance(one, str) and len(one) > MAX_SCALAR:
            yield f"{named(path)}: a text of {len(one):,} characters; at most {MAX_SCALAR:,} are allowed"
        elif isinstance(one, str) and (unseen := UNSEEN.search(one)):
            yield f"{named(path)}: the text holds the unseen character U+{ord(unseen.group()):04X}; remove it"
        elif isinstance(one, int) and abs(one) > 2**53:
            yield f"{named(path)}: too large a number"


def _in_file(loc: tuple[str | int, ...], value: Any) -> Path:
    """Return the path of an error without the names of alternatives that the shapes put into it."""
    path: Path = ()
    for part in loc:
        inside = (isinstance(value, dict) and part in value) or (isinstance(value, list) and isinstance(part, int))
        if inside and isinstance(value, dict | list):
            value = value[part]  # type: ignore[index]  # checked in the line above
            path = (*path, part)
        elif part == loc[-1] and isinstance(part, str) and isinstance(value, dict):
            path = (*path, part)
    return path


REMEDIES = {
    "missing": "is missing",
    "string_type": "is {given}; a text is expected here",
    "int_type": "is {given}; a whole number is expected here",
    "float_type": "is {given}; a number is expected here",
    "dict_type": "is {given}; an object is expected here",
    "model_type": "is {given}; an object is expected here",
    "tuple_type": "is {given}; a list is expected here",
}


def _remedy(detail: Any) -> str:
    given = shown(detail["input"])
    if detail["type"] == "string_pattern_mismatch":
        return f"is {given}; {_expected(str(detail['loc'][-1]))}"
    remedy = REMEDIES.get(detail["type"])
    return remedy.replace("{given}", given) if remedy else f"is {given}: {detail['msg'].lower()}"


def _expected(field: str) -> str:
    if field == "associationType":
        return "CASE knows isChildOf, isPeerOf, isPartOf, precedes and a few more, or ext:yours"
    if field == "lastChangeDateTime":
        return "a moment like 2026-11-28T12:00:00+00:00 is expected here"
    if field.endswith("Date"):
        return "a day like 2026-11-28 is expected here"
    return "a UUID is expected here"
