"""What can be retired in the files of a framework, and the files in which other things are."""

from collections.abc import Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from typing import Any

from kamcareer.core.framework.entries import LANGUAGES
from kamcareer.core.framework.loading import Folder
from kamcareer.core.framework.yaml_editor import Plain, edited
from kamcareer.core.framework.yaml_reader import Document, Path, read_yaml

# The lists of a competency and of its situations whose items can be retired one by one, and the words of an item.
ITEMS = {"situations": "stem", "indicators": "text", "interview": "question"}
YES = {True, "true"}


@dataclass(frozen=True)
class Retirable:
    """An element with a file of its own, or an item in the list `kind` of one; `id` is unique in file and list."""

    file: str
    path: Path
    kind: str
    id: str
    name: Mapping[str, str]
    retired: bool

    @property
    def key(self) -> str:
        """What a form calls it."""
        return f"{self.file}:{self.kind}:{self.id}" if self.path else self.file

    @property
    def of(self) -> str:
        """The id of the element whose file it is in."""
        return self.file.rpartition("/")[2].removesuffix(".yaml")


def retirables(folder: Folder) -> tuple[Retirable, ...]:
    """Return all that can be retired in files in which no problem was found; elements in the order people meet them."""
    documents = {path: read_yaml(data, f"{folder.name}/{path}") for path, data in folder.files.items()}
    order: Any = documents["framework.yaml"].value_at(("order",))
    named = [f"{kind}/{id}.yaml" for kind in ("competencies", "roles") for id in order[kind]]
    rest = sorted(file for file in documents if file.startswith("activities/"))
    elements = [_retirable(file, (), file.partition("/")[0], documents[file].value, "name") for file in (*named, *rest)]
    items = [item for id in order["competencies"] for item in _items(id, documents)]
    return (*elements, *items)


def with_retired(folder: Folder, there: Iterable[Retirable], wanted: AbstractSet[str]) -> Folder:
    """Return the files in which, of what is there, just what has a wanted key is retired; all else is left alone."""
    edits: dict[str, dict[Path, Plain]] = {}
    for one in there:
        if one.retired != (one.key in wanted):
            edits.setdefault(one.file, {})[*one.path, "retired"] = True if one.key in wanted else None
    changed = {file: edited(folder.files[file], file, of_file) for file, of_file in edits.items()}
    return Folder({**folder.files, **changed}, folder.name)


def _items(competency: str, documents: Mapping[str, Document]) -> Iterator[Retirable]:
    for file in (f"competencies/{competency}.yaml", f"situations/{competency}.yaml"):
        if file in documents:
            value: Any = documents[file].value
            for kind, words in ITEMS.items():
                for at, item in enumerate(value.get(kind, ())):
                    yield _retirable(file, (kind, at), kind, item, words)


def _retirable(file: str, path: Path, kind: str, value: Any, words: str) -> Retirable:
    name = {language: str(value[words][language]).strip() for language in LANGUAGES}
    return Retirable(file, path, kind, str(value["id"]), name, value.get("retired") in YES)
