"""Framework folders on disk: read them, check them, keep the parsed framework while its files stay the same."""

import os
from collections.abc import Iterable, Iterator
from functools import lru_cache
from pathlib import Path
from threading import Lock

from kamcareer.core.framework.errors import FileError, Position, Problem, problem_at, unknown
from kamcareer.core.framework.loading import NOTHING, SINGLE_FILES, Folder, parse_framework
from kamcareer.core.framework.message import Message
from kamcareer.core.framework.model import Framework
from kamcareer.store.frameworks import remember_framework

SUFFIXES = {".yaml", ".yml"}
NOT_READ = Message("%(what)s; it would not be read")

# A dozen threads that meet new files would each read them at the same time, and all of them wait a dozen times as long.
_parsing = Lock()


def framework_folders(path: Path) -> list[Path]:
    """Return the framework folders at a path: itself, or the folders in it that hold YAML files."""
    if any((path / file).exists() for file in SINGLE_FILES) or not path.is_dir():
        return [path]
    folders = [folder for folder in sorted(path.iterdir()) if folder.is_dir() and any(_yaml_entries(folder))]
    return folders or [path]


def stray_files(path: Path) -> list[Problem]:
    """Return a problem for each name of a YAML file that nothing can or would read."""
    named = [entry for entry in sorted(path.rglob("*")) if entry.suffix in SUFFIXES]
    special = [
        Problem(Position(str(entry)), Message("not a plain file; remove it")) for entry in named if not entry.is_file()
    ]
    if path in framework_folders(path):
        return special
    message = Message("the file lies outside any framework folder; move it into one or remove it")
    return special + [Problem(Position(str(file)), message) for file in _yaml_files(path) if file.parent == path]


def read_folder(folder: Path) -> Folder:
    """Return every YAML file under a folder by its path inside it."""
    files = {file.relative_to(folder).as_posix(): file.read_bytes() for file in _yaml_files(folder)}
    return Folder(files, str(folder))


def read_additions(additions: Path | None, framework: str) -> Folder:
    """Return what an installation adds to the framework of this folder name; nothing where it adds nothing.

    FileError where the folder of additions is none, or holds anything that nobody would read.
    """
    if additions is None:
        return NOTHING
    if not additions.is_dir():
        raise problem_at(Position(str(additions)), Message("no such folder of additions; see KAMCAREER_ADDITIONS"))
    own = additions / framework
    files = [entry for entry in sorted(own.rglob("*")) if entry.is_file() and not hidden(entry)]
    if strays := [entry for entry in files if entry.suffix != ".yaml"]:
        message = Message("only .yaml files are read here; rename it")
        raise FileError(Problem(Position(str(entry)), message) for entry in strays)
    return read_folder(own)


def hidden(entry: Path) -> bool:
    """Return whether a name is one that editors and desktops leave behind (.DS_Store)."""
    return entry.name.startswith(".")


def stray_additions(additions: Path | None, frameworks: Iterable[str]) -> list[Problem]:
    """Return a problem for everything in the folder of additions that belongs to none of the framework folders."""
    if additions is None or not additions.is_dir():
        return []
    known = list(frameworks)
    return [
        Problem(Position(str(entry)), NOT_READ.filled(what=unknown("framework folder", entry.name, known)))
        for entry in sorted(additions.iterdir())
        if not (entry.is_dir() and entry.name in known) and not hidden(entry)
    ]


def load_framework(folder: Path, additions: Path | None = None) -> Framework:
    """Return the framework of a folder; FileError with every problem when it cannot be used."""
    if not folder.is_dir():
        raise problem_at(Position(str(folder)), Message("no such framework folder"))
    own = [additions / folder.name] if additions else []
    stamps = frozenset((entry.path, entry.stat().st_mtime_ns, entry.stat().st_size)
                       for place in (folder, *own) for entry in _yaml_entries(place))  # fmt: skip
    with _parsing:
        return _parsed(folder, additions, stamps)


def share_framework(framework: Framework) -> None:
    """Let a framework that was read from its files answer for the stored one of the same content: it is held once."""
    remember_framework(framework)


@lru_cache(maxsize=8)
def _parsed(folder: Path, additions: Path | None, stamps: frozenset[tuple[str, int, int]]) -> Framework:  # noqa: ARG001 - the stamps are the cache key
    return parse_framework(read_folder(folder), read_additions(additions, folder.name))


def _yaml_files(folder: Path) -> list[Path]:
    return sorted(Path(entry.path) for entry in _yaml_entries(folder))


def _yaml_entries(folder: Path) -> "Iterator[os.DirEntry[str]]":
    """Return the YAML files under a folder; by scandir, which knows sizes and times, since every page asks."""
    if not folder.is_dir():
        return
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.is_dir():
                yield from _yaml_entries(Path(entry.path))
            elif entry.name.endswith((".yaml", ".yml")) and entry.is_file():
                yield entry


def load_all(path: Path, additions: Path | None = None) -> dict[str, Framework]:
    """Return every framework under a path by id; FileError with the problems of all of them."""
    found: dict[str, Framework] = {}
    folders = framework_folders(path)
    problems = stray_additions(additions, [folder.name for folder in folders])
    for folder in folders:
        try:
            framework = load_framework(folder, additions)
            if framework.id in found:
                message = Message('another framework has the id "%(id)s" too; rename one of them', id=framework.id)
                problems.append(Problem(Position(str(folder / "framework.yaml")), message))
            found[framework.id] = framework
        except FileError as error:
            problems.extend(error.problems)
    if problems:
        raise FileError(problems)
    return found
