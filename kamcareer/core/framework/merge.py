"""A release brought together with a company's own changes, entry by entry, on the files both were made from.

`base` are the files that both sides began with, `ours` what the company made of them, `release` what a newer program
ships. What one side alone changed is taken, what both changed alike too; where they differ a person decides.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

from kamcareer.core.framework.difference import named
from kamcareer.core.framework.documents import with_value
from kamcareer.core.framework.errors import Position
from kamcareer.core.framework.loading import Folder
from kamcareer.core.framework.matrix_cells import CELL as TYPED
from kamcareer.core.framework.merge_lists import put_together, woven
from kamcareer.core.framework.review import is_later
from kamcareer.core.framework.yaml_reader import Path, Value, read_yaml

Place: TypeAlias = tuple[str, Path]  # a file, and the way in it

CELL = ("level", "weight", "must_have")  # what a role asks in one competency is decided as a whole
VERSION = ("framework.yaml", ("version",))


@dataclass(frozen=True)
class Conflict:
    """A place that both sides changed, each in its own way; None stands for nothing.

    `path` leads through mappings by keys and through lists by the name of an item, or its number from 0. It is empty
    where a whole file came or went. `moved` says that both put the same things in another order.
    """

    file: str
    path: Path
    base: Value
    ours: Value
    release: Value
    moved: bool = False

    @property
    def place(self) -> Place:
        """Where it is, as decisions name it."""
        return self.file, self.path


@dataclass(frozen=True)
class Merge:
    """The files put together, and every place that both sides changed differently, in reading order."""

    files: Folder
    conflicts: tuple[Conflict, ...]


def merged(base: Folder, ours: Folder, release: Folder, decided: Mapping[Place, Value] | None = None) -> Merge:
    """Return our files with what the release brings; in a place of conflict what was decided, else what we have.

    Comments and order stay as the side has them from which a file comes; where both changed one, as we have them.
    FileError where a file that both changed cannot be read.
    """
    files: dict[str, bytes] = {}
    conflicts: list[Conflict] = []
    for path in sorted({*base.files, *ours.files, *release.files}):
        before, mine, theirs = (one.files.get(path) for one in (base, ours, release))
        if theirs in (mine, before):
            data = mine
        elif before == mine:
            data = theirs
        else:
            merging = _Merging(path, decided or {}, conflicts)
            value = merging.of(_read(path, base), _read(path, ours), _read(path, release), ())
            data = _file(path, value, ours, release)
        if data is not None:
            files[path] = data
    return Merge(Folder(files, ours.name), tuple(conflicts))


def typed_value(conflict: Conflict, text: str) -> Value:
    """Return what somebody typed for a place, a cell as in 3/2*; ValueError where that cannot be read."""
    if not is_cell(conflict.file, conflict.path):
        return text
    found = TYPED.fullmatch(text.strip())
    if found is None:
        raise ValueError(text)
    return {"level": found[1], "weight": found[2]} | ({"must_have": True} if found[3] else {})


def position_in(conflict: Conflict, folder: Folder) -> Position:
    """Return where a conflict stands in the files of one side, or the nearest place around it."""
    source = f"{folder.name}/{conflict.file}"
    if conflict.file not in folder.files:
        return Position(source)
    document = read_yaml(folder.files[conflict.file], source)
    at: Path = ()
    for step in conflict.path:
        key = _key(document.value_at(at), step)
        if key is None:
            break
        at = (*at, key)
    return document.where(at)


def _key(value: Value, step: str | int) -> str | int | None:
    if isinstance(value, dict):
        return step if step in value else None
    if isinstance(value, list):
        names = list(_names(value) or ())
        at = names.index(step) if step in names else step
        return at if isinstance(at, int) and at < len(value) else None
    return None


def _read(path: str, folder: Folder) -> Value:
    return read_yaml(folder.files[path], f"{folder.name}/{path}").value if path in folder.files else None


def _file(path: str, value: Value, ours: Folder, release: Folder) -> bytes | None:
    """Return the bytes that say a value: those of a side that says it, else ours with the edits."""
    if value is None:
        return None
    for side in (ours, release):
        if _read(path, side) == value:
            return side.files[path]
    return with_value(ours.files[path], path, _read(path, ours), value)


@dataclass
class _Merging:
    """The merge of one file."""

    file: str
    decided: Mapping[Place, Value]
    conflicts: list[Conflict] = field(default_factory=list)

    def of(self, base: Value, ours: Value, release: Value, path: Path) -> Value:
        """Return one value of three."""
        if release in (ours, base):
            return ours
        if base == ours:
            return release
        if isinstance(ours, dict) and isinstance(release, dict):
            return self._mapping(base if isinstance(base, dict) else {}, ours, release, path)
        if isinstance(ours, list) and isinstance(release, list):
            return self._list(base if isinstance(base, list) else [], ours, release, path)
        if (self.file, path) == VERSION:
            return ours if is_later(str(ours), str(release)) else release
        return self._chosen(base, ours, release, path)

    def _mapping(self, base: dict[str, Value], ours: dict[str, Value], release: dict[str, Value], path: Path) -> Value:
        found: dict[str, Value] = {}
        whole = CELL if is_cell(self.file, path) else ()
        if whole:
            found |= self._cell(_numbers(base), _numbers(ours), _numbers(release), path)
        for key in {**ours, **release}:
            if key not in whole:
                found[key] = self.of(base.get(key), ours.get(key), release.get(key), (*path, key))
        return {key: found[key] for key in {**ours, **release, **found} if found.get(key) is not None}

    def _cell(self, base: Value, ours: Value, release: Value, path: Path) -> dict[str, Value]:
        if release in (ours, base):
            chosen = ours
        else:
            chosen = release if base == ours else self._chosen(base, ours, release, path)
        return chosen if isinstance(chosen, dict) else {}

    def _list(self, base: list[Value], ours: list[Value], release: list[Value], path: Path) -> Value:
        old, mine, theirs = _names(base), _names(ours), _names(release)
        if old is not None and mine is not None and theirs is not None:
            return self._named(old, mine, theirs, path)
        if len(base) == len(ours) == len(release):
            rows = zip(base, ours, release, strict=True)
            return [self.of(*row, (*path, at)) for at, row in enumerate(rows)]
        together = put_together(base, ours, release)
        return self._chosen(base, ours, release, path) if together is None else together

    def _named(self, base: dict[str, Value], ours: dict[str, Value], release: dict[str, Value], path: Path) -> Value:
        found = {
            name: self.of(base.get(name), ours.get(name), release.get(name), (*path, name))
            for name in {**ours, **release}
        }
        both = ours.keys() & release.keys()
        old, mine, theirs = ([name for name in side if name in both] for side in (base, ours, release))
        spine = self._order(old, mine, theirs, path)
        return [found[name] for name in woven(spine, list(ours), list(release)) if found[name] is not None]

    def _order(self, base: list[str], ours: list[str], release: list[str], path: Path) -> list[str]:
        """Return the order of what both sides have: that of the side which moved something."""
        if ours == release:
            return ours
        known = set(base)
        we, they = ([name for name in side if name in known] != base for side in (ours, release))
        if we and they:
            chosen = self._chosen([*base], [*ours], [*release], path, moved=True)
            return [str(name) for name in chosen] if isinstance(chosen, list) else ours
        if we != they:
            return ours if we else release
        return min(ours, release)

    def _chosen(self, base: Value, ours: Value, release: Value, path: Path, *, moved: bool = False) -> Value:
        conflict = Conflict(self.file, path, base, ours, release, moved=moved)
        self.conflicts.append(conflict)
        return self.decided.get(conflict.place, ours)


def is_cell(file: str, path: Path) -> bool:
    """Return whether a place is what a role asks in one competency."""
    return file.startswith("roles/") and len(path) == 2 and path[0] in {"requirements", "changes"}  # noqa: PLR2004 - both, and the id


def _numbers(cell: dict[str, Value]) -> Value:
    return {key: cell[key] for key in CELL if key in cell} or None


def _names(items: list[Value]) -> dict[str, Value] | None:
    """Return the items by what they are known by; words by themselves. None where two would be the same."""
    if not all(isinstance(item, str) for item in items):
        return named(items)
    names: dict[str, Value] = {str(item): item for item in items}
    return names if len(names) == len(items) else None
