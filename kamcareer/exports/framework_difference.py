"""What two frameworks say differently, as lines to read and as JSON."""

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Any

from kamcareer.core.framework.difference import RETIRED, Change
from kamcareer.core.framework.loading import sha256_of
from kamcareer.core.framework.model import Framework
from kamcareer.exports.framework_names import Names
from kamcareer.exports.framework_wording import Wording
from kamcareer.exports.framework_words import KINDS

SHORT = 48  # characters of a text that fits in a line with what it was before

SAID = {
    "en": {
        "retired": "retired: out of use, and kept",
        "in use": "in use again",
        "moved": "in another order",
        "added": "+",
        "removed": "-",
        "before": "-",
        "after": "+",
    },
    "ru": {
        "retired": "больше не применяется, но сохраняется",
        "in use": "снова применяется",
        "moved": "изменён порядок",
        "added": "добавлено:",
        "removed": "убрано:",
        "before": "было:",
        "after": "стало:",
    },
}
# Whose name stands for an element of a kind.
ELEMENTS = {
    "competency": "competencies",
    "role": "roles",
    "activity": "activities",
    "guide": "guides",
}


def difference_json(before: Framework, after: Framework, changes: Sequence[Change]) -> dict[str, Any]:
    """Return both versions and every change: kind, id, path, before, after (null for nothing), moved."""
    return {
        "before": _version(before),
        "after": _version(after),
        "changes": [
            {
                "kind": change.kind,
                "id": change.id,
                "path": list(change.path),
                "before": change.before,
                "after": change.after,
                "moved": change.moved,
            }
            for change in changes
        ],
    }


def difference_text(before: Framework, after: Framework, changes: Sequence[Change], language: str) -> str:
    """Return every change in words of a language, under the element it belongs to."""
    wording = Wording(language, Names((after, before), language))
    lines = []
    for _, of_element in groupby(changes, key=lambda change: (change.kind, change.id)):
        found = list(of_element)
        lines.append(_heading(found[0], wording, (after, before)))
        lines += [f"  {line}" for change in found if change.path for line in _lines(change, wording)]
    return "".join(f"{line}\n" for line in lines)


def _version(framework: Framework) -> dict[str, str]:
    return {"id": framework.id, "version": framework.version, "sha256": sha256_of(framework)}


def _heading(first: Change, wording: Wording, frameworks: Sequence[Framework]) -> str:
    kind, id = first.kind, first.id
    name = wording.names.name(ELEMENTS[kind], id) if kind in ELEMENTS else _fact(first, wording, frameworks)
    came = None if first.path else first.before is None
    if not wording.russian:
        mark = "" if came is None else "+ " if came else "- "
        return f"{mark}{kind} {id}{f', {name}' if name else ''}".removesuffix(f" ({id})")
    said = KINDS[kind] + (f" «{name}»" if name and kind in ELEMENTS else f" {id}: {name}" if name else "")
    return said[:1].upper() + said[1:] if came is None else f"{'Добавлено' if came else 'Убрано'}: {said}"


def _fact(change: Change, wording: Wording, frameworks: Sequence[Framework]) -> str | None:
    texts = (one.facts[change.id].text for one in frameworks if change.kind == "fact" and change.id in one.facts)
    return next((text[wording.language] for text in texts), None)


def _lines(change: Change, wording: Wording) -> Iterator[str]:
    said = SAID[wording.language]
    if change.path[-1] == RETIRED:
        item = wording.place(change.path[:-1], change.id) if len(change.path) > 1 else ""
        yield f"{item}: ".removeprefix(": ") + (said["retired"] if change.after else said["in use"])
        return
    where = wording.place(change.path, change.id)
    if change.moved:
        yield f"{where}: {said['moved']}"
        return
    before, after = (wording.value(value, change.path, change.id) for value in (change.before, change.after))
    if change.before is None:
        yield f"{where}: {said['added']} {after}"
    elif change.after is None:
        yield f"{where}: {said['removed']} {before}"
    elif len(before) <= SHORT and len(after) <= SHORT:
        yield f"{where}: {before} → {after}"
    else:
        yield f"{where}:"
        yield f"  {said['before']} {before}"
        yield f"  {said['after']} {after}"
