"""From the YAML files of a framework folder to one Framework, or every problem in them at once."""

import hashlib
import json
from collections.abc import Iterator, Mapping
from typing import TypeVar

from pydantic import BaseModel

from kamcareer.core.framework.activity import Activity
from kamcareer.core.framework.competency import Competency
from kamcareer.core.framework.errors import FileError, Position, Problem
from kamcareer.core.framework.meaning import problems_of_meaning
from kamcareer.core.framework.measurement_settings import Measurement
from kamcareer.core.framework.model import FactsFile, Framework, FrameworkFile
from kamcareer.core.framework.parts import FOLDERS, Located, Parts
from kamcareer.core.framework.role import Overlay, Role
from kamcareer.core.framework.shape import validated
from kamcareer.core.framework.yaml_reader import Document, read_yaml

Shape = TypeVar("Shape", bound=BaseModel)

SINGLE_FILES = {"framework.yaml": "head", "facts.yaml": "facts", "measurement.yaml": "measurement"}


def parse_framework(files: Mapping[str, bytes], name: str) -> Framework:
    """Return the framework that the files describe.

    `files` maps paths inside the folder ("roles/supervisor.yaml") to bytes; `name` stands before them in messages.
    Raises FileError with every problem of syntax, shape and meaning.
    """
    parts = Parts()
    for path in sorted(files):
        try:
            _read_part(path, files[path], f"{name}/{path}", parts)
        except FileError as error:
            parts.problems.extend(error.problems)
            parts.unreadable.add(path)
    problems = [
        *parts.problems,
        *_missing_files(parts, name),
        *_twin_files(files, name),
        *problems_of_meaning(parts),
    ]
    if problems:
        raise FileError(problems)
    return _assemble(parts)


def problems_in(files: Mapping[str, bytes], name: str) -> tuple[Problem, ...]:
    """Return every problem of a framework folder, in reading order; () when it can be used."""
    try:
        parse_framework(files, name)
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
    return hashlib.sha256(canonical_json(framework).encode()).hexdigest()


def _read_part(path: str, data: bytes, source: str, parts: Parts) -> None:
    document = read_yaml(data, source)
    folder, _, file = path.rpartition("/")
    if path == "framework.yaml":
        parts.head = Located(validated(document, FrameworkFile), document)
    elif path == "facts.yaml":
        parts.facts = Located(validated(document, FactsFile), document)
    elif path == "measurement.yaml":
        parts.measurement = Located(validated(document, Measurement), document)
    elif folder == "competencies":
        _keep(document, Competency, file, parts.competencies, parts)
    elif folder == "activities":
        _keep(document, Activity, file, parts.activities, parts)
    elif folder == "roles" and isinstance(document.value, dict) and "base" in document.value:
        _keep(document, Overlay, file, parts.overlays, parts)
    elif folder == "roles":
        _keep(document, Role, file, parts.roles, parts)
    else:
        known = ", ".join([*SINGLE_FILES, *(f"{folder}/*.yaml" for folder in FOLDERS)])
        raise FileError([Problem(Position(source), f"no such file belongs to a framework; known: {known}")])


def _keep(document: Document, shape: type[Shape], file: str, kept: dict[str, Located[Shape]], parts: Parts) -> None:
    value = validated(document, shape)
    stem = file.removesuffix(".yaml").removesuffix(".yml")
    id = str(getattr(value, "id"))  # noqa: B009 - every shape kept by id has one
    if id != stem:
        message = f'the id is "{id}" but the file is called "{file}"; make them equal'
        parts.problems.append(Problem(document.where(("id",)), message))
    kept[stem] = Located(value, document)


def _missing_files(parts: Parts, name: str) -> Iterator[Problem]:
    for path, part in SINGLE_FILES.items():
        if getattr(parts, part) is None and path not in parts.unreadable:
            yield Problem(Position(f"{name}/{path}"), "the file is missing; every framework needs it")
    for folder in ("competencies", "roles"):
        empty = not getattr(parts, folder)
        if empty and not any(path.startswith(f"{folder}/") for path in parts.unreadable):
            yield Problem(Position(f"{name}/{folder}"), f"no file of {folder} is there; a framework needs some")


def _twin_files(files: Mapping[str, bytes], name: str) -> Iterator[Problem]:
    for path in files:
        twin = f"{path.removesuffix('.yml')}.yaml"
        if path.endswith(".yml") and twin in files:
            yield Problem(Position(f"{name}/{path}"), f'"{twin}" is there too and has the same id; remove one of them')


def _assemble(parts: Parts) -> Framework:
    """Put checked parts together, overlays applied to their bases."""
    assert parts.head and parts.facts and parts.measurement  # noqa: S101, PT018 - missing files were reported before
    head = parts.head.value
    roles = {id: located.value for id, located in parts.roles.items()}
    variants = {id: part.value.applied_to(roles[part.value.base]) for id, part in parts.overlays.items()}
    roles |= variants
    return Framework(
        **dict(head),
        competencies={id: parts.competencies[id].value for id in head.order.competencies},
        roles={id: roles[id] for id in head.order.roles},
        activities={id: part.value for id, part in parts.activities.items()},
        facts=parts.facts.value.facts,
        measurement=parts.measurement.value,
    )
