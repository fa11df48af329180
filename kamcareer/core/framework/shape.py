"""Validate the data of one YAML file against its shape; every problem with its place and its remedy."""

from difflib import get_close_matches
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
        return Problem(document.where_key(path), _unknown_key(str(path[-1]), path, document, shape))
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


def _unknown_key(key: str, path: Path, document: Document, shape: type[BaseModel]) -> str:
    known = _keys_at(path[:-1], shape)
    close = get_close_matches(key, known, n=1)
    hint = f'did you mean "{close[0]}"?' if close else f"known here: {', '.join(known) or 'nothing'}"
    return f'unknown key "{key}"; {hint}'


def _keys_at(path: Path, shape: type[BaseModel]) -> list[str]:
    """Return the keys that the shape knows at a path, by walking its JSON schema."""
    schema = shape.model_json_schema(by_alias=True)
    node: dict[str, Any] = schema
    for part in path:
        node = _step(_resolved(node, schema), part)
    return sorted(_resolved(node, schema).get("properties", {}))


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


def _remedy(detail: ErrorDetails) -> str:
    context = detail.get("ctx", {})
    given = _shown(detail["input"])
    match detail["type"]:
        case "literal_error" | "enum":
            return f"is {given}; it must be one of {context['expected']}"
        case "greater_than_equal" | "greater_than":
            return f"is {given}; it must be {_least(context)} or more"
        case "less_than_equal":
            return f"is {given}; it must be {context['le']} or less"
        case "int_parsing" | "int_type" | "int_from_float":
            return f"is {given}; it must be a whole number"
        case "float_parsing" | "float_type":
            return f"is {given}; it must be a number"
        case "bool_parsing" | "bool_type":
            return f"is {given}; it must be true or false"
        case "string_type":
            return "must be a text; it is empty or a list here"
        case "string_too_short":
            return "is empty; write the text"
        case "string_pattern_mismatch":
            return f"is {given}; it must look like {context['pattern']}"
        case "dict_type" | "model_type":
            return f"is {given}; a mapping (key: value) is expected here"
        case "tuple_type" | "list_type":
            return f"is {given}; a list (- item) is expected here"
        case "too_short":
            return f"has {context['actual_length']} entries; at least {context['min_length']} are needed"
        case "too_long":
            return f"has {context['actual_length']} entries; at most {context['max_length']} are allowed"
        case _:
            return f"is {given}: {detail['msg'].lower()}"


def _least(context: dict[str, Any]) -> str:
    return f"more than {context['gt']}, not" if "gt" in context else str(context["ge"])


def _shown(value: object) -> str:
    if value is None:
        return "empty"
    if isinstance(value, dict | list):
        return "a mapping" if isinstance(value, dict) else "a list"
    text = str(value)
    return f'"{text[:60]}…"' if len(text) > 60 else f'"{text}"'  # noqa: PLR2004 - as much as fits in a line
