"""A package that was written here, back to the files of its framework."""

import re
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from typing import Any

from kamcareer.core.case_package.reading import CaseError, Package, Path, leaves, named, shown
from kamcareer.core.case_package.writing import FORMAT, NUMBERS, OURS, package_of
from kamcareer.core.framework.entries import LANGUAGES
from kamcareer.core.framework.yaml_reader import Value

FILE = re.compile(
    "(framework[.]yaml|facts[.]yaml|measurement[.]yaml|"
    "(competencies|situations|roles|activities|guides)/[a-z][a-z0-9_]{1,63}[.]ya?ml)"
)
LONG_AGO = datetime(2000, 1, 1, tzinfo=UTC)
PASSING = {"lastChangeDateTime", OURS}  # what differs in every export, and our own book-keeping


def is_ours(package: Package) -> bool:
    """Return whether a package says that it was written here."""
    extensions = package.get("extensions")
    return isinstance(extensions, dict) and OURS in extensions


def restored(package: Package) -> dict[str, Value]:
    """Return what stands in each file, fields that were changed in the package included; CaseError where that fails."""
    files = _files(package)
    problems = []
    for path, part in _parts(package, ()):
        for field, place in part[OURS]["values"].items():
            owner = _at(package, path)
            where = named((*path, field))
            if field not in owner or owner[field] is None:
                problems.append(f"{where}: is missing")
            elif (message := _put(files, place, field, owner[field])) is not None:
                problems.append(f"{where}: {message}")
    if problems:
        raise CaseError(problems)
    return files


def unmapped(package: Package, documents: Mapping[str, Value]) -> list[str]:
    """Return what of a package has not come into the files, each value with its path: another export shows it."""
    language = package["extensions"][OURS].get("language", "ru")
    again = package_of(documents, language, LONG_AGO, package["CFDocument"]["creator"])
    known = dict(leaves(again))
    return [
        f"{named(path)}: {shown(value)}"
        for path, value in leaves(package)
        if not PASSING & set(path) and known.get(path) != value
    ]


def _files(package: Package) -> dict[str, Any]:
    own = package["extensions"][OURS]
    path: Path = ("extensions", OURS)
    if not isinstance(own, dict) or own.get("format") != FORMAT:
        raise CaseError([f"{named((*path, 'format'))}: format {FORMAT} is expected here"])
    if own.get("language") not in LANGUAGES:
        raise CaseError([f"{named((*path, 'language'))}: ru or en is expected here"])
    files = own.get("files")
    if not isinstance(files, dict):
        raise CaseError([f"{named((*path, 'files'))}: an object with the files is expected here"])
    if strange := [name for name in files if not FILE.fullmatch(name)]:
        raise CaseError([f"{named((*path, 'files'))}: {shown(strange[0])} is no file of a framework"])
    return {name: _texts(value, (*path, "files", name)) for name, value in files.items()}


def _texts(value: Any, path: Path) -> Any:
    """Return a copy; CaseError at a number, which is a text in these files so that 1.0 stays 1.0."""
    if isinstance(value, dict):
        return {key: _texts(one, (*path, key)) for key, one in value.items()}
    if isinstance(value, list):
        return [_texts(one, (*path, at)) for at, one in enumerate(value)]
    if isinstance(value, int | float) and not isinstance(value, bool):
        raise CaseError([f"{named(path)}: is {shown(value)}; a text is expected here"])
    return value


def _parts(value: Any, path: Path) -> Iterator[tuple[Path, Any]]:
    """Yield the path of every part with an extension of ours that says where its fields belong."""
    if isinstance(value, dict):
        for extension in _as_list(value.get("extensions") if path else None):
            if isinstance(extension, dict) and OURS in extension:
                own = extension[OURS]
                if not isinstance(own, dict) or not isinstance(own.get("values"), dict):
                    raise CaseError([f"{named((*path, 'extensions', OURS))}: values are expected here"])
                yield path, extension
        for key, one in value.items():
            if key != "extensions":
                yield from _parts(one, (*path, key))
    elif isinstance(value, list):
        for at, one in enumerate(value):
            yield from _parts(one, (*path, at))


def _as_list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def _at(value: Any, path: Path) -> Any:
    for part in path:
        value = value[part]
    return value


def _put(files: dict[str, Any], place: Any, field: str, value: Any) -> str | None:
    """Put the value of a field where it belongs; return what is wrong with it, if anything is."""
    if field in NUMBERS:
        if isinstance(value, bool) or not isinstance(value, int | float) or int(value) != value:
            return f"is {shown(value)}; a whole number is expected here"
        value = str(int(value))
    if not isinstance(value, str):
        return f"is {shown(value)}; a text is expected here"
    if not isinstance(place, list) or not place or not isinstance(place[0], str) or place[0] not in files:
        return "belongs to no file of the package"
    node: Any = files
    for part in place[:-1]:
        if not _has(node, part):
            return f"{shown(place)} leads nowhere"
        node = node[part]
    if not _has(node, place[-1]) or node[place[-1]] is not None:
        return f"{shown(place)} is no empty place"
    node[place[-1]] = value
    return None


def _has(node: Any, part: Any) -> bool:
    if isinstance(node, list):
        return isinstance(part, int) and not isinstance(part, bool) and 0 <= part < len(node)
    return isinstance(node, dict) and isinstance(part, str) and part in node
