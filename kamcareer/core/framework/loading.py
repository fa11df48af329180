"""From the YAML files of a framework folder to one Framework, or every problem in them at once."""

import hashlib
import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import TypeVar

from pydantic import BaseModel

from kamcareer.core.framework.activity import Activity, PricesFile
from kamcareer.core.framework.assembly import assembled
from kamcareer.core.framework.competency import Competency, SituationsFile
from kamcareer.core.framework.errors import FileError, Position, Problem, problem_at
from kamcareer.core.framework.guide import Guide
from kamcareer.core.framework.meaning import problems_of_meaning
from kamcareer.core.framework.meaning.measurement import measurement_problems
from kamcareer.core.framework.measurement_settings import Measurement
from kamcareer.core.framework.message import Listed, Message, Named
from kamcareer.core.framework.model import FactsFile, Framework, FrameworkFile
from kamcareer.core.framework.parts import FOLDERS, Located, Parts
from kamcareer.core.framework.role import Overlay, Role
from kamcareer.core.framework.shape import validated
from kamcareer.core.framework.yaml_reader import Document, read_yaml

Shape = TypeVar("Shape", bound=BaseModel)

SINGLE_FILES = {"framework.yaml": "head", "facts.yaml": "facts", "measurement.yaml": "measurement"}


@dataclass(frozen=True)
class Folder:
    """The files of a folder: bytes by path inside it ("roles/supervisor.yaml"), and its name for messages."""

    files: Mapping[str, bytes]
    name: str


NOTHING = Folder({}, "")


def parse_framework(folder: Folder, additions: Folder = NOTHING) -> Framework:
    """Return the framework of a folder, with what an installation adds: private situations, prices.

    Raises FileError with every problem of syntax, shape and meaning.
    """
    parts = Parts()
    _read_all(folder, _read_part, parts)
    _read_all(additions, _read_addition, parts)
    parts.set_retired_aside()
    problems = [
        *parts.problems,
        *_missing_files(parts, folder.name),
        *_twin_files(folder),
        *_twin_files(additions),
        *problems_of_meaning(parts),
    ]
    if problems:
        raise FileError(problems)
    return assembled(parts)


def parse_measurement(data: bytes, name: str) -> Measurement:
    """Return the settings of one measurement file; FileError with every problem of syntax, shape and meaning."""
    document = read_yaml(data, name)
    parts = Parts(measurement=Located(validated(document, Measurement), document))
    if problems := list(measurement_problems(parts)):
        raise FileError(problems)
    assert parts.measurement  # noqa: S101 - set above
    return parts.measurement.value


# A framework never changes once it is made, and hashing one costs more than a page does.
MOST_HASHED = 4
_hashed: list[tuple[Framework, str]] = []


def problems_in(folder: Folder, additions: Folder = NOTHING) -> tuple[Problem, ...]:
    """Return every problem of a framework folder, in reading order; () when it can be used."""
    try:
        parse_framework(folder, additions)
    except FileError as error:
        return error.problems
    return ()


def canonical_json(framework: Framework) -> str:
    """Return the whole resolved framework as JSON with sorted keys: the text that is hashed."""
    return json.dumps(
        framework.model_dump(mode="json", by_alias=True), ensure_ascii=False, sort_keys=True, separators=(",", ":")
    )


def document_of(framework: Framework) -> str:
    """Return the whole resolved framework as JSON in its own order: the text that is stored."""
    return framework.model_dump_json(by_alias=True)


def sha256_of(framework: Framework) -> str:
    """Return the content address of a framework: equal for equal content, however the YAML is laid out."""
    for known, sha256 in tuple(_hashed):
        if known is framework:
            return sha256
    sha256 = hashlib.sha256(canonical_json(framework).encode()).hexdigest()
    _hashed[:] = [*_hashed[1 - MOST_HASHED :], (framework, sha256)]
    return sha256


def _read_all(folder: Folder, read: Callable[[str, Document, Parts], None], parts: Parts) -> None:
    for path in sorted(folder.files):
        try:
            read(path, read_yaml(folder.files[path], f"{folder.name}/{path}"), parts)
        except FileError as error:
            parts.problems.extend(error.problems)
            parts.unreadable.add(path)


def _read_part(path: str, document: Document, parts: Parts) -> None:
    folder, _, file = path.rpartition("/")
    if path == "framework.yaml":
        parts.head = Located(validated(document, FrameworkFile), document)
    elif path == "facts.yaml":
        parts.facts = Located(validated(document, FactsFile), document)
    elif path == "measurement.yaml":
        parts.measurement = Located(validated(document, Measurement), document)
    elif folder == "competencies":
        _keep(document, Competency, file, parts.competencies, parts)
    elif folder == "situations":
        _keep(document, SituationsFile, file, parts.situations, parts)
    elif folder == "activities":
        _keep(document, Activity, file, parts.activities, parts)
    elif folder == "guides":
        _keep(document, Guide, file, parts.guides, parts)
    elif folder == "roles" and isinstance(document.value, dict) and "base" in document.value:
        _keep(document, Overlay, file, parts.overlays, parts)
    elif folder == "roles":
        _keep(document, Role, file, parts.roles, parts)
    else:
        known = Listed((*SINGLE_FILES, *(f"{folder}/*.yaml" for folder in FOLDERS)))
        message = Message("no such file belongs to a framework; known: %(files)s", files=known)
        raise problem_at(document.where(()), message)


def _read_addition(path: str, document: Document, parts: Parts) -> None:
    folder, _, file = path.rpartition("/")
    if path == "prices.yaml":
        parts.prices = Located(validated(document, PricesFile), document)
    elif folder == "situations":
        _keep(document, SituationsFile, file, parts.private_situations, parts)
    else:
        message = Message("no such file belongs to the additions; known: prices.yaml, situations/*.yaml")
        raise problem_at(document.where(()), message)


def _keep(document: Document, shape: type[Shape], file: str, kept: dict[str, Located[Shape]], parts: Parts) -> None:
    value = validated(document, shape)
    stem = file.removesuffix(".yaml").removesuffix(".yml")
    id = str(getattr(value, "id"))  # noqa: B009 - every shape kept by id has one
    if id != stem:
        message = Message('the id is "%(id)s" but the file is called "%(file)s"; make them equal', id=id, file=file)
        parts.problems.append(Problem(document.where(("id",)), message))
    kept[stem] = Located(value, document)


def _missing_files(parts: Parts, name: str) -> Iterator[Problem]:
    for path, part in SINGLE_FILES.items():
        if getattr(parts, part) is None and path not in parts.unreadable:
            yield Problem(Position(f"{name}/{path}"), Message("the file is missing; every framework needs it"))
    for folder in ("competencies", "roles"):
        empty = not getattr(parts, folder)
        if empty and not any(path.startswith(f"{folder}/") for path in parts.unreadable):
            lacking = Named("keys", folder)
            message = Message("no file of %(folder)s is there; a framework needs some", folder=lacking)
            yield Problem(Position(f"{name}/{folder}"), message)


def _twin_files(folder: Folder) -> Iterator[Problem]:
    for path in folder.files:
        twin = f"{path.removesuffix('.yml')}.yaml"
        if path.endswith(".yml") and twin in folder.files:
            message = Message('"%(file)s" is there too and has the same id; remove one of them', file=twin)
            yield Problem(Position(f"{folder.name}/{path}"), message)
