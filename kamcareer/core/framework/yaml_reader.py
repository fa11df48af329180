"""Read untrusted YAML: plain data with the position of every value, or one FileError.

`yaml.load` may not touch a file from outside: the C loader can crash the process on deep nesting, the Python one leaks
half a dozen exception types, and both keep the last of two equal keys in silence. This reader takes the parser's
events, which neither recurse nor build objects, and composes plain values under limits.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, TypeAlias

import yaml

from kamcareer.core.framework.errors import FileError, Position, problem_at
from kamcareer.core.framework.message import Message

MAX_BYTES = 1_000_000
MAX_DEPTH = 20
MAX_EVENTS = 10_000  # five times the largest file there is; without libyaml that is half a second
MAX_SCALAR = 20_000

# YAML 1.1 reads these as truth values and YAML 1.2 as text, so a reader cannot know what the writer meant.
AMBIGUOUS = {"y", "n", "yes", "no", "on", "off"}
NULL = {"", "~", "null", "Null", "NULL"}
TRUTH = {"true": True, "True": True, "TRUE": True, "false": False, "False": False, "FALSE": False}

BREAK = re.compile("\r\n|[\n\r\x85\u2028\u2029]")
# Control characters, marks that turn the direction of what follows, halves of surrogate pairs.
UNSEEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")

STARTS = {yaml.SequenceStartEvent, yaml.MappingStartEvent}
ENDS = {yaml.SequenceEndEvent, yaml.MappingEndEvent}

Path = tuple[str | int, ...]
Value: TypeAlias = "bool | str | list[Value] | dict[str, Value] | None"

_EventLoader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass
class Document:
    """The data of one file and where each value and each key of it stands.

    Scalars stay text, except plain `true`, `false` and `null`: what a text means is the schema's business.
    """

    source: str
    value: "Value" = None
    values: dict[Path, Position] = field(default_factory=dict)
    keys: dict[Path, Position] = field(default_factory=dict)

    def value_at(self, path: Path) -> "Value":
        """Return the value at a path that was read from this document."""
        value = self.value
        for part in path:
            value = value[part]  # type: ignore[index]  # the path leads through lists and mappings
        return value

    def where(self, path: Path) -> Position:
        """Return the position of the value at a path, or of its nearest existing parent."""
        while path and path not in self.values:
            path = path[:-1]
        return self.values.get(path, Position(self.source))

    def where_key(self, path: Path) -> Position:
        """Return the position of the key at a path; of the value where the parent is a list."""
        return self.keys.get(path) or self.where(path)


@dataclass
class _Open:
    """A collection whose end has not been read yet."""

    path: Path
    value: "list[Value] | dict[str, Value]"
    key: str | None = None


def read_yaml(data: bytes, source: str) -> Document:
    """Return the one document of a YAML file; FileError where it is anything but plain data."""
    text = _decode(data, source)
    document = Document(source)
    try:
        _compose(_events(text, source), document)
    except yaml.MarkedYAMLError as error:
        raise _syntax_error(error, source) from None
    except yaml.reader.ReaderError:
        raise _character_error(text, source) from None
    except RecursionError:
        raise problem_at(Position(source), Message("nested deeper than %(most)s levels", most=MAX_DEPTH)) from None
    except FileError:
        raise
    except (ValueError, OverflowError):
        # An escape that stands for no character leaves the parsers as a bare error without a place.
        last = next(reversed(document.values.values()), Position(source))
        message = Message("not valid YAML: an escape near here stands for no character")
        raise problem_at(last, message) from None
    return document


def _decode(data: bytes, source: str) -> str:
    if len(data) > MAX_BYTES:
        message = Message("the file is larger than %(most)s bytes; split it into several files", most=f"{MAX_BYTES:,}")
        raise problem_at(Position(source), message)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        position = _end_of(data[: error.start].decode("utf-8", "replace"), source)
        message = Message("not UTF-8 (byte %(byte)s); save the file as UTF-8", byte=f"0x{data[error.start]:02x}")
        raise problem_at(position, message) from None
    if not text.strip():
        raise problem_at(Position(source), Message("the file is empty"))
    return text


def _events(text: str, source: str) -> Iterator[Any]:
    for count, event in enumerate(yaml.parse(text, Loader=_EventLoader)):
        if count >= MAX_EVENTS:
            message = Message("more than %(most)s values; split the file", most=f"{MAX_EVENTS:,}")
            raise problem_at(_position(event, source), message)
        yield event


def _compose(events: Iterator[Any], document: Document) -> None:
    stack: list[_Open] = []
    documents = 0
    for event in events:
        kind = type(event)
        if kind in ENDS:
            stack.pop()
            continue
        position = _position(event, document.source)
        if kind is yaml.ScalarEvent:
            _refuse_marks(event, position)
            _take_scalar(event, position, stack, document)
        elif kind in STARTS:
            _refuse_marks(event, position)
            _open(event, position, stack, document)
        elif kind is yaml.AliasEvent:
            _refuse_marks(event, position)
        elif kind is yaml.DocumentStartEvent:
            documents += 1
            if documents > 1:
                message = Message("a second document begins here; keep one document in a file")
                raise problem_at(position, message)
    if not documents:
        raise problem_at(Position(document.source), Message("the file is empty"))


def _refuse_marks(event: Any, position: Position) -> None:
    if event.anchor:
        message = Message("anchors and aliases (&name, *name) are not allowed; write the value out")
        raise problem_at(position, message)
    if tag := getattr(event, "tag", None):
        raise problem_at(position, Message("tags are not allowed: remove %(tag)s", tag=repr(tag)))


def _open(event: yaml.CollectionStartEvent, position: Position, stack: list[_Open], document: Document) -> None:
    if len(stack) >= MAX_DEPTH:
        raise problem_at(position, Message("nested deeper than %(most)s levels", most=MAX_DEPTH))
    if stack and isinstance(stack[-1].value, dict) and stack[-1].key is None:
        raise problem_at(position, Message("a key must be plain text, not a list or a mapping"))
    value: list[Value] | dict[str, Value] = {} if isinstance(event, yaml.MappingStartEvent) else []
    path = _place(value, position, stack, document)
    stack.append(_Open(path, value))


def _take_scalar(event: yaml.ScalarEvent, position: Position, stack: list[_Open], document: Document) -> None:
    text = event.value
    if len(text) > MAX_SCALAR:
        message = Message(
            "a text of %(length)s characters; at most %(most)s are allowed",
            length=f"{len(text):,}",
            most=f"{MAX_SCALAR:,}",
        )
        raise problem_at(position, message)
    if unseen := UNSEEN.search(text):
        code = f"U+{ord(unseen.group()):04X}"
        raise problem_at(position, Message("the text holds the unseen character %(code)s; remove it", code=code))
    plain = not event.style  # None from the Python parser, empty from the C one
    if plain and text.lower() in AMBIGUOUS:
        message = Message('"%(text)s" may mean a word or true/false; put it in quotes', text=text)
        raise problem_at(position, message)
    if stack and isinstance(stack[-1].value, dict) and stack[-1].key is None:
        _take_key(text, plain, position, stack[-1], document)
        return
    value: Value = text
    if plain and text in NULL:
        value = None
    elif plain and text in TRUTH:
        value = TRUTH[text]
    _place(value, position, stack, document)


def _take_key(text: str, plain: bool, position: Position, parent: _Open, document: Document) -> None:  # noqa: FBT001 - the style of the token, not a switch
    if plain and text == "<<":
        raise problem_at(position, Message("merge keys (<<) are not allowed; write the keys out"))
    if plain and text in NULL:
        raise problem_at(position, Message("a key is missing before the colon"))
    path = (*parent.path, text)
    if path in document.keys:
        first = document.keys[path]
        message = Message(
            'key "%(key)s" is given twice (first at line %(line)s, column %(column)s)',
            key=text,
            line=first.line,
            column=first.column,
        )
        raise problem_at(position, message)
    document.keys[path] = position
    parent.key = text


def _place(value: "Value", position: Position, stack: list[_Open], document: Document) -> Path:
    """Put a value where it belongs and return its path."""
    if not stack:
        path: Path = ()
        document.value = value
    else:
        parent = stack[-1]
        if isinstance(parent.value, list):
            path = (*parent.path, len(parent.value))
            parent.value.append(value)
        else:
            assert parent.key is not None  # noqa: S101 - a key was read before its value, or YAML is broken
            path = (*parent.path, parent.key)
            parent.value[parent.key] = value
            parent.key = None
    document.values[path] = position
    return path


def _position(event: yaml.Event, source: str) -> Position:
    mark = event.start_mark
    return Position(source, mark.line + 1, mark.column + 1) if mark else Position(source)


def _end_of(text: str, source: str) -> Position:
    """Return the place right behind a text, its lines broken where YAML breaks them."""
    lines = BREAK.split(text)
    return Position(source, len(lines), len(lines[-1]) + 1)


def _syntax_error(error: yaml.MarkedYAMLError, source: str) -> FileError:
    mark = error.problem_mark or error.context_mark
    position = Position(source, mark.line + 1, mark.column + 1) if mark else Position(source)
    what = " ".join(part for part in (error.context, error.problem) if part)
    if "\\t" in what or "found character that cannot start any token" in what:
        message = Message("not valid YAML: %(what)s (a tab? indent with spaces)", what=what)
        return problem_at(position, message)
    return problem_at(position, Message("not valid YAML: %(what)s", what=what))


def _character_error(text: str, source: str) -> FileError:
    found = re.search(r"[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]", text)
    at = found.start() if found else 0
    character = text[at] if text else ""
    message = Message("the character %(code)s is not allowed in a text file; remove it", code=f"U+{ord(character):04X}")
    return problem_at(_end_of(text[:at], source), message)
