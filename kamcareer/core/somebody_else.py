"""Whether a text that one person reads names another one."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from kamcareer.core.names import plain_name

SPACES = re.compile(r"\s+")
WORDS = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
LEAST_NAME = 2  # characters
LEAST_STEM = 3
CHANGED = re.compile(r"(?:[иыо]й|ая|[аеиоуыэюяьй])$")  # what another case puts something else for
ENDING = re.compile(r"[аяуюыиеоэьй]?|[аяоеыи][йюмх]|[аую][яю]|[ое](?:го|му)|[аяыи]ми")  # of a case, in Russian
POSSESSIVE = re.compile(r"['’]s$")


@dataclass(frozen=True)
class Other:
    """By what another person of the vacancy would be recognised in a text."""

    name: str
    email: str | None
    code: str


def names_somebody(text: str, others: Iterable[Other]) -> bool:
    """Return whether a text holds the whole name, the mailbox or the code of one of these people.

    A name of one word is looked for as it is written: “вера” is a word, “Вера” a person.
    """
    plain, as_written = plain_name(text), SPACES.sub(" ", text)
    return any(_named(plain, as_written, other) for other in others)


def perhaps_named(text: str, mine: Iterable[str], others: Iterable[Other]) -> tuple[str, ...]:
    """Return the words of a text with a capital that may be a part of another one's name, in any grammatical case.

    “Соколовой” may be the Соколова of this vacancy, another one, or with “Роман” a word that begins a sentence: a
    person says which. What may be a part of one of the names `mine` is left out.
    """
    own = {_stem(word) for name in mine for word in _words(name)}
    stems = {_stem(word) for other in others for word in _words(other.name)} - own
    found = [word for word in WORDS.findall(text) if word[0].isupper() and _is_one_of(word, stems, own)]
    return tuple(dict.fromkeys(found))


def _named(plain: str, as_written: str, other: Other) -> bool:
    words = [plain_name(word) for word in (other.email or "", other.code) if word]
    name = SPACES.sub(" ", other.name).strip()
    if " " in name:
        words.append(plain_name(name))
    elif len(name) >= LEAST_NAME and _stands(name, as_written):
        return True
    return any(_stands(word, plain) for word in words)


def _stands(word: str, text: str) -> bool:
    """Return whether a word stands in a text, and not as a part of another one."""
    place = text.find(word) if word else -1
    while place >= 0:
        before, after = text[:place][-1:], text[place + len(word) :][:1]
        if not (_in_a_word(before) or _in_a_word(after)):
            return True
        place = text.find(word, place + 1)
    return False


def _in_a_word(letter: str) -> bool:
    return letter.isalnum() or letter == "_"


def _words(name: str) -> list[str]:
    return [word for word in WORDS.findall(plain_name(name)) if len(word) >= LEAST_STEM]


def _stem(word: str) -> str:
    stem = CHANGED.sub("", word)
    return stem if len(stem) >= LEAST_STEM else word


def _is_one_of(word: str, stems: set[str], own: set[str]) -> bool:
    """Return whether a word is one of these stems with an ending, and none of the stems that are one's own."""
    plain = POSSESSIVE.sub("", plain_name(word))
    beginnings = {plain[:size] for size in range(LEAST_STEM, len(plain) + 1) if ENDING.fullmatch(plain[size:])}
    return not beginnings.isdisjoint(stems) and beginnings.isdisjoint(own)
