"""What roles ask and what texts say in the files of a framework, and the edits that another state needs."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from kamcareer.core.framework.entries import LANGUAGES
from kamcareer.core.framework.loading import Folder
from kamcareer.core.framework.yaml_editor import Plain, edited
from kamcareer.core.framework.yaml_reader import Document, Path, read_yaml

HEAD = "framework.yaml"
Place = tuple[str, str]  # a file, and the path in it with dots: "anchors.3"


@dataclass(frozen=True)
class Need:
    """What a role asks in one competency: level 0 to 4, weight 1 to 3, whether nothing makes up for it."""

    level: int
    weight: int
    must_have: bool = False


@dataclass(frozen=True)
class Profile:
    """The cells of one role file; those of a variant are what it changes in its base."""

    file: str
    base: str | None
    needs: Mapping[str, Need]


@dataclass(frozen=True)
class Promotion:
    """A way up from a role to another one, and its place in the head of the framework: "edges.2"."""

    place: str
    start: str
    end: str


@dataclass(frozen=True)
class Matrix:
    """Competencies with their texts' place, profiles by role, and every text of every file in both languages.

    Promotions are only read: they say where a level that falls needs a reason.
    """

    competencies: tuple[str, ...]
    profiles: Mapping[str, Profile]
    texts: Mapping[Place, tuple[str, str]]
    promotions: tuple[Promotion, ...] = ()

    def name(self, kind: str, id: str, language: str) -> str:
        """Return what an element is called."""
        return self.texts[f"{kind}/{id}.yaml", "name"][LANGUAGES.index(language)]


def matrix_of(folder: Folder) -> Matrix:
    """Return what stands in the files of a framework in which no problem was found."""
    documents = {path: read_yaml(data, f"{folder.name}/{path}") for path, data in folder.files.items()}
    head: Any = documents[HEAD].value
    order = head["order"]
    texts = {(file, place): text for file, document in documents.items() for place, text in _texts(document)}
    profiles = {id: _profile(f"roles/{id}.yaml", documents[f"roles/{id}.yaml"]) for id in order["roles"]}
    return Matrix(tuple(order["competencies"]), profiles, texts, tuple(_promotions(head["edges"], profiles)))


def with_matrix(folder: Folder, wanted: Matrix) -> Folder:
    """Return the folder with the cells and texts of a matrix in it; files in which nothing differs are left alone.

    Texts that the matrix does not name stay; empty in both languages they go.
    """
    present = matrix_of(folder)
    edits: dict[str, dict[Path, Plain]] = {}
    for id, profile in wanted.profiles.items():
        edits.setdefault(profile.file, {}).update(_cell_edits(present.profiles[id], profile))
    for (file, place), text in wanted.texts.items():
        if present.texts.get((file, place)) != text:
            edits.setdefault(file, {}).update(_text_edits(path_of(place), text))
    changed = {file: edited(folder.files[file], file, of_file) for file, of_file in edits.items()}
    return Folder({**folder.files, **changed}, folder.name)


def path_of(place: str) -> Path:
    """Return the path that a place names."""
    return tuple(_part(step, before) for before, step in zip(["", *place.split(".")], place.split("."), strict=False))


def _part(step: str, before: str) -> str | int:
    # Levels and letters are keys; elsewhere a number counts the items of a list.
    return int(step) if step.isdecimal() and before not in {"anchors", "scale"} else step


def _texts(document: Document) -> Iterator[tuple[str, tuple[str, str]]]:
    for path in document.values:
        value = document.value_at(path)
        if isinstance(value, dict) and value.keys() == set(LANGUAGES):
            russian, english = value["ru"], value["en"]
            if isinstance(russian, str) and isinstance(english, str):
                yield ".".join(map(str, path)), (russian.strip(), english.strip())


def _promotions(edges: list[dict[str, str]], profiles: Mapping[str, Profile]) -> Iterator[Promotion]:
    for at, edge in enumerate(edges):
        if edge["type"] == "promotion" and edge["from"] in profiles and edge["to"] in profiles:
            yield Promotion(f"edges.{at}", edge["from"], edge["to"])


def _profile(file: str, document: Document) -> Profile:
    value: Any = document.value
    base = value.get("base")
    cells = value["requirements" if base is None else "changes"]
    needs = {
        id: Need(int(cell["level"]), int(cell["weight"]), cell.get("must_have") in {True, "true"})
        for id, cell in cells.items()
    }
    return Profile(file, base, needs)


def _cell_edits(present: Profile, wanted: Profile) -> Iterator[tuple[Path, Plain]]:
    key = "requirements" if present.base is None else "changes"
    for id in present.needs.keys() - wanted.needs.keys():
        yield (key, id), None
    for id, need in wanted.needs.items():
        before = present.needs.get(id)
        if before is None or before.level != need.level:
            yield (key, id, "level"), need.level
        if before is None or before.weight != need.weight:
            yield (key, id, "weight"), need.weight
        if need.must_have != (before is not None and before.must_have):
            yield (key, id, "must_have"), need.must_have or None


def _text_edits(path: Path, text: tuple[str, str]) -> dict[Path, Plain]:
    if not any(text):
        return {path: None}
    return {(*path, language): said for language, said in zip(LANGUAGES, text, strict=True)}
