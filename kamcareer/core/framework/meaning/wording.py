"""Texts in two languages: written in each, in its own letters, quotes and dashes, and not too long to read."""

import re
from collections.abc import Iterator

from kamcareer.core.framework.errors import Problem
from kamcareer.core.framework.message import Message, Named
from kamcareer.core.framework.parts import Parts
from kamcareer.core.framework.yaml_reader import Document, Path

ANCHOR, OPTION, STEM = 240, 200, 500  # characters: what is read at a glance on a phone
DEEPEST = 4  # options, a letter, text, a language
OWN_LANGUAGE = {"title"}  # a book keeps the language it was published in

FAULTS = {
    "ru": {
        r"[А-Яа-яЁё][A-Za-z]|[A-Za-z][А-Яа-яЁё]": Message(
            "the text mixes Latin letters into a Russian word; type it anew (at “%(around)s”)"
        ),
        r"[\"“”]": Message("the text has quotes that are not Russian; write «…» (at “%(around)s”)"),
        r" [-–] ": Message("the text has a short dash between words; write an em dash with spaces (at “%(around)s”)"),
        r"\S—|—\S": Message("the text has an em dash without spaces around it (at “%(around)s”)"),
        r"(?<![A-Za-zА-Яа-яЁё0-9+&])[aceopxyACO](?= [А-Яа-яё])": Message(
            "the text has a Latin letter for a Russian word; type it anew (at “%(around)s”)"
        ),
    },
    "en": {
        r"[А-Яа-яЁё]": Message("the text has Russian letters; write it in English (at “%(around)s”)"),
        r"[\"«»]": Message("the text has quotes that are not English; write “…” (at “%(around)s”)"),
        r" [-–] |—": Message(
            "the text has a dash between words; use a colon, a semicolon or a comma (at “%(around)s”)"
        ),
        r"'": Message("the text has a straight apostrophe; write ’ (at “%(around)s”)"),
    },
}
ANYWHERE = {
    r"\.\.\.": Message("the text has three dots; write … (at “%(around)s”)"),
    r"  ": Message("the text has two spaces; leave one (at “%(around)s”)"),
}
SIBLINGS = {"anchors", "options", "indicators", "good", "poor", "follow_ups", "duties"}
ABBREVIATION = re.compile(r"[^a-zа-яё]*")


def wording_problems(parts: Parts) -> Iterator[Problem]:
    """Return texts that are the same in both languages, badly typed or too long."""
    for document in parts.documents():
        for path in [path[:-1] for path in document.values if path and path[-1] == "ru"]:
            russian, english = document.value_at((*path, "ru")), _english(document, path)
            if isinstance(russian, str) and english is not None:
                yield from _problems({"ru": russian.strip(), "en": english.strip()}, path, document)
        yield from _told_twice(document)


def _told_twice(document: Document) -> Iterator[Problem]:
    """Report texts that stand twice in one list: two options that say the same, an indicator copied and left."""
    seen: set[tuple[Path, str, str]] = set()
    for path in document.values:
        place = next((index for index, part in enumerate(path) if part in SIBLINGS), None)
        text = document.value_at(path) if path and path[-1] in FAULTS else None
        if place is None or not isinstance(text, str) or len(path) - place > DEEPEST:
            continue
        key = (path[: place + 1], str(path[-1]), text.strip())
        if key in seen:
            message = Message(
                "the same text stands twice in %(key)s; write another", key=Named("keys", str(path[place]))
            )
            yield Problem(document.values[path], message)
        seen.add(key)


def _english(document: Document, path: Path) -> str | None:
    english = document.value_at((*path, "en")) if (*path, "en") in document.values else None
    return english if isinstance(english, str) else None


def _problems(text: dict[str, str], path: Path, document: Document) -> Iterator[Problem]:
    if text["ru"] == text["en"] and not ABBREVIATION.fullmatch(text["ru"]) and path[-1] not in OWN_LANGUAGE:
        message = Message("the Russian and the English text are the same; write both")
        yield Problem(document.where((*path, "en")), message)
    most = _budget(path)
    for language, faults in FAULTS.items():
        where = document.where((*path, language))
        for pattern, fault in {**faults, **ANYWHERE}.items():
            found = re.search(pattern, text[language])
            if found and path[-1] not in OWN_LANGUAGE:
                yield Problem(where, fault.filled(around=_around(text[language], found)))
        if most and len(text[language]) > most:
            message = Message(
                "the text has %(length)s characters; at most %(most)s are read at a glance",
                length=len(text[language]),
                most=most,
            )
            yield Problem(where, message)


def _around(text: str, found: re.Match[str]) -> str:
    return text[max(0, found.start() - 12) : found.end() + 12]


def _budget(path: Path) -> int | None:
    if len(path) > 1 and path[-2] == "anchors":
        return ANCHOR
    if len(path) > 2 and path[-3] == "options":  # noqa: PLR2004 - options, a letter, text
        return OPTION
    return STEM if path[-1] == "stem" else None
