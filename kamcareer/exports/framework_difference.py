"""What two frameworks say differently, as lines to read and as JSON."""

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Any

from kamcareer.core.framework.difference import RETIRED, Change
from kamcareer.core.framework.entries import LANGUAGES
from kamcareer.core.framework.loading import sha256_of
from kamcareer.core.framework.model import Framework

SHORT = 48  # characters of a text that fits in a line with what it was before

# How a step of the path is said; what is not here is said as it stands in the file.
STEPS = {
    "requirements": "",
    "anchors": "anchor",
    "situations": "situation",
    "options": "option",
    "indicators": "indicator",
    "duties": "duty",
    "edges": "edge",
    "clusters": "cluster",
    "ladders": "ladder",
    "articles": "article",
    "gains": "gain in",
    "sources": "source",
    "level": "required level",
    "must_have": "must-have",
    "text": "",
}
NUMBERED = {"duties", "works_with", "not_expected", "preview", "fit", "reading", "good", "poor", "paragraphs", "points"}
# Whose name stands for the files of a folder.
NAMED = {folder: folder for folder in ("competencies", "roles", "activities", "guides")} | {
    "situations": "competencies"
}
ELEMENTS = {"competency": "competencies", "role": "roles", "activity": "activities", "guide": "guides"}


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
    """Return every change in words, under the element it belongs to; names in the given language."""
    lines = []
    for (kind, id), of_element in groupby(changes, key=lambda change: (change.kind, change.id)):
        found = list(of_element)
        lines.append(f"{_mark(found[0])}{kind} {id}{_name(kind, id, before, after, language)}")
        lines += [f"  {line}" for change in found if change.path for line in _lines(change, language)]
    return "".join(f"{line}\n" for line in lines)


def _version(framework: Framework) -> dict[str, str]:
    return {"id": framework.id, "version": framework.version, "sha256": sha256_of(framework)}


def _mark(change: Change) -> str:
    if change.path:
        return ""
    return "+ " if change.before is None else "- "


def _name(kind: str, id: str, before: Framework, after: Framework, language: str) -> str:
    for framework in (after, before):
        if kind == "fact" and id in framework.facts:
            return f", {framework.facts[id].text[language]}"
        if kind in ELEMENTS and (name := framework.name_of(ELEMENTS[kind], id)):
            return f", {name[language]}"
    return ""


def _lines(change: Change, language: str) -> Iterator[str]:
    where = place_in_words(change.path)
    if change.path == (RETIRED,):
        yield "retired: out of use, and kept" if change.after else "in use again"
        return
    if change.moved:
        yield f"{where}: in another order"
        return
    before, after = value_in_words(change.before, language), value_in_words(change.after, language)
    if change.before is None:
        yield f"{where}: + {after}"
    elif change.after is None:
        yield f"{where}: - {before}"
    elif len(before) <= SHORT and len(after) <= SHORT:
        yield f"{where}: {before} → {after}"
    else:
        yield f"{where}:"
        yield f"  - {before}"
        yield f"  + {after}"


def place_in_words(path: Sequence[str]) -> str:
    """Return the way to a value as one says it."""
    steps = [
        f"no. {step}" if step.isdecimal() and at and path[at - 1] in NUMBERED else STEPS.get(step, step)
        for at, step in enumerate(path)
    ]
    language = f" ({steps.pop()})" if len(path) > 1 and path[-1] in LANGUAGES else ""
    return " ".join(filter(None, steps)) + language


def value_in_words(value: object, language: str) -> str:
    """Return a value in one line: texts in the language, of an entry what it is called or says."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list):
        return ", ".join(value_in_words(item, language) for item in value) or "nothing"
    if not isinstance(value, dict):
        return str(value)
    if language in value:
        return str(value[language])
    told = next((value[key] for key in ("name", "text", "question", "title", "stem") if value.get(key)), None)
    if told is not None:
        return value_in_words(told, language)
    return ", ".join(
        f"{place_in_words((key,))} {value_in_words(one, language)}"
        for key, one in value.items()
        if one not in (None, [])
    )
