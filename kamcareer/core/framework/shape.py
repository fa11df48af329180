"""Validate the data of one YAML file against its shape; every problem with its place and its remedy."""

import re
from difflib import get_close_matches
from functools import cache
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from kamcareer.core.framework.errors import FileError, Problem
from kamcareer.core.framework.message import Listed, Message, Named
from kamcareer.core.framework.yaml_reader import Document, Path

Shape = TypeVar("Shape", bound=BaseModel)

LACKING = {"ru": Message("the Russian text is missing"), "en": Message("the English text is missing")}
LACKING_OF = {
    "ru": Message('the Russian text of "%(owner)s" is missing'),
    "en": Message('the English text of "%(owner)s" is missing'),
}


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
        return Problem(document.where(path[:-1]), _missing(path))
    # A key that breaks its own rule is reported at the key, not at the value behind it.
    where = document.where_key(path) if "[key]" in detail["loc"] else document.where(path)
    below, name = (["", ""] + [part for part in path if isinstance(part, str)])[-2:]
    what = _remedy(detail, name)
    key = Named("keys", name, below=below)
    return Problem(where, Message('"%(key)s" %(what)s', key=key, what=what) if name else what)


def _path_in_file(loc: tuple[int | str, ...]) -> Path:
    return tuple(part for part in loc if part != "[key]")


def _missing(path: Path) -> Message:
    key, owner = str(path[-1]), Named("keys", str(path[-2])) if len(path) > 1 else None
    if owner is None:
        what = LACKING.get(key) or Message('"%(key)s" is missing', key=Named("keys", key))
    elif key in LACKING_OF:
        what = LACKING_OF[key].filled(owner=owner)
    else:
        what = Message('"%(key)s" of "%(owner)s" is missing', key=Named("keys", key), owner=owner)
    return Message("%(what)s; add the key %(key)s", what=what, key=key)


def _unknown_key(key: str, path: Path, shape: type[BaseModel]) -> Message:
    known = _keys_at(path[:-1], shape)
    close = get_close_matches(key, known, n=1)
    if close:
        return Message('unknown key "%(key)s"; did you mean "%(id)s"?', key=key, id=close[0])
    here = Listed(tuple(Named("keys", one) for one in known)) if known else Message("nothing")
    return Message('unknown key "%(key)s"; known here: %(keys)s', key=key, keys=here)


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
    "literal_error": Message("is %(given)s; it must be one of %(expected)s"),
    "enum": Message("is %(given)s; it must be one of %(expected)s"),
    "greater_than_equal": Message("is %(given)s; it must be %(ge)s or more"),
    "greater_than": Message("is %(given)s; it must be more than %(gt)s"),
    "less_than_equal": Message("is %(given)s; it must be %(le)s or less"),
    "int_parsing": Message("is %(given)s; it must be a whole number"),
    "int_type": Message("is %(given)s; it must be a whole number"),
    "int_from_float": Message("is %(given)s; it must be a whole number"),
    "float_parsing": Message("is %(given)s; it must be a number"),
    "float_type": Message("is %(given)s; it must be a number"),
    "bool_parsing": Message("is %(given)s; it must be true or false"),
    "bool_type": Message("is %(given)s; it must be true or false"),
    "string_type": Message("is %(given)s; a text is expected here"),
    "string_too_short": Message("is empty; write the text"),
    "string_too_long": Message("is longer than %(max_length)s characters; shorten it"),
    "string_pattern_mismatch": Message("is %(given)s; it must look like %(example)s"),
    "dict_type": Message("is %(given)s; a mapping (key: value) is expected here"),
    "model_type": Message("is %(given)s; a mapping (key: value) is expected here"),
    "tuple_type": Message("is %(given)s; a list (- item) is expected here"),
    "too_short": Message("has %(actual_length)s entries; the least is %(min_length)s"),
    "too_long": Message("has %(actual_length)s entries; at most %(max_length)s are allowed"),
}


EXAMPLES = {
    r"^[0-9]+\.[0-9]+\.[0-9]+$": "1.2.0",
    r"^[A-Z]{3}$": "RUB",
    r"^[a-z][a-z0-9_]{1,63}$": "key_account",
    r"^F[1-9][0-9]{0,3}$": "F12",
    r"^[A-Z]$": "A",
}


def _remedy(detail: ErrorDetails, key: str) -> Message:
    given = _shown(detail["input"])
    remedy = REMEDIES.get(detail["type"])
    if remedy is None:
        return Message("is %(given)s: %(said)s", given=given, said=detail["msg"].lower())
    said = dict(detail.get("ctx", {}))
    if "expected" in said:
        said["expected"] = _choices(str(said["expected"]), key)
    if "pattern" in said:
        said["example"] = EXAMPLES.get(str(said["pattern"]), said["pattern"])
    return remedy.filled(given=given, **said)


def _choices(expected: str, key: str) -> str:
    words = [Message("'%(text)s'", text=Named(key, word)) for word in re.findall("'([^']*)'", expected)]
    if len(words) < 2:  # noqa: PLR2004 - nothing to choose between
        return expected
    return Message("%(first)s or %(last)s", first=Listed(tuple(words[:-1])), last=words[-1])


def _shown(value: object) -> str:
    if value is None:
        return Message("empty")
    if isinstance(value, dict | list):
        return Message("a mapping") if isinstance(value, dict) else Message("a list")
    text = str(value)
    if len(text) > 60:  # noqa: PLR2004 - as much as fits in a line
        return Message('"%(text)s…"', text=text[:60])
    return Message('"%(text)s"', text=text)
