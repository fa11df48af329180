"""Change single values of a YAML file and leave the rest as it stands: comments, order, style, line ends.

A file is edited only after the strict reader has taken it, so that the editor meets neither tags nor aliases nor depth.
"""

import re
from collections.abc import Mapping
from io import StringIO
from textwrap import wrap
from typing import Any, TypeAlias

from kamcareer.core.framework.yaml_reader import AMBIGUOUS, Path, Value, read_yaml
from kamcareer.core.framework.yaml_writer import numbered

Plain: TypeAlias = "str | int | bool | Value"

LINE = 100
SHORT = 80  # longer texts are folded into lines
# Ends of lines, what the editor would take for its own marks of a fold, and what no other style may hold.
ESCAPED = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]")


def edited(data: bytes, name: str, edits: Mapping[Path, Plain]) -> bytes:
    """Return the file with other values at some paths; None removes what stands there. FileError, as the reader has it.

    Mappings on the way to a new value are made; lists are not. A list or a mapping is put in whole. Places in a list
    are those of the file as it was, however many of its items go.
    """
    if not edits:
        return data
    read_yaml(data, name)
    yaml = _editor()
    document = yaml.load(data.decode("utf-8-sig"))
    for path, value in sorted(edits.items(), key=_removed_last):
        _put(document, path, value)
    out = StringIO()
    yaml.dump(document, out)
    return out.getvalue().encode()


def _editor() -> Any:
    from ruamel.yaml import YAML  # noqa: PLC0415 - who edits nothing should not wait for it

    yaml = YAML(typ="rt", pure=True)
    yaml.preserve_quotes = True
    yaml.width = 100_000  # lines stay as they are folded
    yaml.indent(mapping=2, sequence=4, offset=2)
    return yaml


def _removed_last(edit: tuple[Path, Plain]) -> tuple[bool, list[int], int]:
    """Order what is removed after all else; of a list the last items first, and what is in an item before the item."""
    path, value = edit
    if value is not None:
        return False, [], 0
    return True, [*(-part for part in path if isinstance(part, int)), 1], -len(path)


def _put(document: Any, path: Path, value: Plain) -> None:
    node, in_one_line = document, _flows(document)
    for part in path[:-1]:
        key = _key(node, part)
        if isinstance(node, dict) and key not in node:
            if value is None:
                return
            node[key] = {}
        node = node[key]
        in_one_line = in_one_line or _flows(node)
    key = _key(node, path[-1])
    there = isinstance(node, list) or key in node
    if value is not None:
        node[key] = _styled(value, node[key] if there else None, in_one_line=in_one_line)
    elif there:
        del node[key]


def _key(node: Any, part: str | int) -> Any:
    """Return the key as the editor reads it: a level is a number to it and a text to the strict reader."""
    return next((key for key in node if str(key) == part), part) if isinstance(node, dict) else part


def _flows(node: Any) -> bool:
    """Return whether a mapping or list is written in braces, where nothing can be folded."""
    return bool(node.fa.flow_style()) if hasattr(node, "fa") else False


def _styled(value: Plain, before: object, *, in_one_line: bool) -> Any:
    """Return a value in the style of what it replaces, quoted where a reader could take it for something else."""
    if isinstance(value, dict):
        return {numbered(key): _styled(one, None, in_one_line=in_one_line) for key, one in value.items()}
    if isinstance(value, list):
        return [_styled(one, None, in_one_line=in_one_line) for one in value]
    return _scalar(value, before, in_one_line=in_one_line) if isinstance(value, str) else value


def _scalar(value: str, before: object, *, in_one_line: bool) -> Any:
    from ruamel.yaml import scalarstring as styles  # noqa: PLC0415 - as above

    if _same_number(value, before):
        return numbered(value)
    if ESCAPED.search(value) or value.lower() in AMBIGUOUS:
        return styles.DoubleQuotedScalarString(value)
    if not in_one_line and (isinstance(before, styles.FoldedScalarString) or len(value) > SHORT):
        return _folded(value)
    if isinstance(before, styles.DoubleQuotedScalarString | styles.SingleQuotedScalarString):
        return type(before)(value)
    return value


def _same_number(value: str, before: object) -> bool:
    """Return whether a number takes the place of a number, or of nothing."""
    return not isinstance(numbered(value), str) and (before is None or isinstance(before, int | float))


def _folded(text: str) -> Any:
    from ruamel.yaml.scalarstring import FoldedScalarString  # noqa: PLC0415 - as above

    folded = FoldedScalarString(text)
    lines = wrap(text, LINE, break_long_words=False, break_on_hyphens=False)
    if " ".join(lines) == text:
        ends = [sum(map(len, lines[:count])) + count - 1 for count in range(1, len(lines))]
        folded.fold_pos = ends
    return folded
