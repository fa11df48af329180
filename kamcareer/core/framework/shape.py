"""Validate the data of one YAML file against its shape; every problem with its place and its remedy."""

from difflib import get_close_matches
from functools import cache
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from kamcareer.core.framework.errors import FileError, Problem
from kamcareer.core.framework.yaml_reader import Document, Path

Shape = TypeVar("Shape", bound=BaseModel)

LANGUAGES = {"ru": "the Russian text", "en": "the English text"}


def validated(document: Document, shape: type[Shape]) -> Shape:
    """Return the document as the given shape; FileError with every problem of it."""
    try:
        return shape.model_validate(document.value)
    except ValidationError as error:
        raise FileError(_problem(detail, document, shape) for detail in error.errors()) from None


def _problem(detail: ErrorDetails, document: Document, shape: type[BaseModel]) -> Problem:
    path = _path_in_file(detail["loc"])
    if detail["type"] == "extra_forbidden":
        return Problem(document.where_key(path), _unknown_key(str(path[-1]), path, shape))
    if detail["type"] == "missing":
        what = LANGUAGES.get(str(path[-1]), f'"{path[-1]}"')
        owner = f' of "{path[-2]}"' if len(path) > 1 else ""
        return Problem(document.where(path[:-1]), f"{what}{owner} is missing; add the key {path[-1]}")
    # A key that breaks its own rule is reported at the key, not at the value behind it.
    where = document.where_key(path) if "[key]" in detail["loc"] else document.where(path)
    return Problem(where, f"{_named(path)}{_remedy(detail)}")


def _path_in_file(loc: tuple[int | str, ...]) -> Path:
    return tuple(part for part in loc if part != "[key]")


def _named(path: Path) -> str:
    name = next((part for part in reversed(path) if isinstance(part, str)), None)
    return f'"{name}" ' if name else ""


def _unknown_key(key: str, path: Path, shape: type[BaseModel]) -> str:
    known = _keys_at(path[:-1], shape)
    close = get_close_matches(key, known, n=1)
    hint = f'did you mean "{close[0]}"?' if close else f"known here: {', '.join(known) or 'nothing'}"
    return f'unknown key "{key}"; {hint}'


def _keys_at(path: Path, shape: type[BaseModel]) -> list[str]:
    """Return the keys that the shape knows at a path, by walking its JSON schema."""
    schema = _schema(shape)
    node: dict[str, Any] = schema
    for part in path:
        node = _step(_resolved(node, schema), part)
    return sorted(_resolved(node, schema).get("properties", {}))


@cache
def _schema(shape: type[BaseModel]) -> dict[str, Any]:
    return shape.model_json_schema(by_alias=True)


def _resolved(node: dict[str, Any], schema: dict[str, Any]) -> dict[str, Any]:
    for option in node.get("anyOf", []):
        if option.get("type") != "null":
            node = option
            break
    while "$ref" in node:
        node = schema["$defs"][node["$ref"].rpartition("/")[2]]
    return node


def _step(node: dict[str, Any], part: str | int) -> dict[str, Any]:
    if isinstance(part, int):
        return node.get("items") or {}
    if part in node.get("properties", {}):
        return dict(node["properties"][part])
    extra = node.get("additionalProperties")
    if isinstance(extra, dict):
        return extra
    return next(iter(node.get("patternProperties", {}).values()), {})


REMEDIES = {
    "literal_error": "is {given}; it must be one of {expected}",
    "enum": "is {given}; it must be one of {expected}",
    "greater_than_equal": "is {given}; it must be {ge} or more",
    "greater_than": "is {given}; it must be more than {gt}",
    "less_than_equal": "is {given}; it must be {le} or less",
    "int_parsing": "is {given}; it must be a whole number",
    "int_type": "is {given}; it must be a whole number",
    "int_from_float": "is {given}; it must be a whole number",
    "float_parsing": "is {given}; it must be a number",
    "float_type": "is {given}; it must be a number",
    "bool_parsing": "is {given}; it must be true or false",
    "bool_type": "is {given}; it must be true or false",
    "string_type": "is {given}; a text is expected here",
    "string_too_short": "is empty; write the text",
    "string_too_long": "is longer than {max_length} characters; shorten it",
    "string_pattern_mismatch": "is {given}; it must look like {pattern}",
    "dict_type": "is {given}; a mapping (key: value) is expected here",
    "model_type": "is {given}; a mapping (key: value) is expected here",
    "tuple_type": "is {given}; a list (- item) is expected here",
    "too_short": "has {actual_length} entries; the least is {min_length}",
    "too_long": "has {actual_length} entries; at most {max_length} are allowed",
}


def _remedy(detail: ErrorDetails) -> str:
    given = _shown(detail["input"])
    remedy = REMEDIES.get(detail["type"])
    if remedy is None:
        return f"is {given}: {detail['msg'].lower()}"
    return remedy.format(given=given, **detail.get("ctx", {}))


def _shown(value: object) -> str:
    if value is None:
        return "empty"
    if isinstance(value, dict | list):
        return "a mapping" if isinstance(value, dict) else "a list"
    text = str(value)
    return f'"{text[:60]}…"' if len(text) > 60 else f'"{text}"'  # noqa: PLR2004 - as much as fits in a line
