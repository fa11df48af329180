"""The list of what was erased, kept outside the database: after an old backup is restored, it is erased again."""

import hmac
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from hashlib import sha256


class Erased(StrEnum):
    """What was ended for good."""

    ACCOUNT = "account"
    ASSESSMENT = "assessment"
    DEMOGRAPHICS = "demographics"
    CONSENT = "consent"
    LINK = "link"
    PERSON = "person"
    EXPERT = "expert"


@dataclass(frozen=True)
class Erasure:
    """One entry: what kind of thing, under a pseudonym that says nothing without the key."""

    kind: Erased
    pseudonym: str


def erasure(key: bytes, kind: Erased, id: str) -> Erasure:
    """Return the entry of something by its id: the same each time."""
    return Erasure(kind, hmac.new(key, f"{kind}:{id}".encode(), sha256).hexdigest())


def line_of(entry: Erasure) -> str:
    """Return an entry as a line of the list."""
    return f"{entry.kind} {entry.pseudonym}\n"


def entries_of(lines: Iterable[str]) -> frozenset[Erasure]:
    """Return the entries of a list; a line that was half written when the power went is passed over."""
    found = (line.split() for line in lines)
    return frozenset(Erasure(Erased(words[0]), words[1]) for words in found if _whole(words))


def _whole(words: list[str]) -> bool:
    return len(words) == 2 and words[0] in set(Erased) and len(words[1]) == sha256().digest_size * 2  # noqa: PLR2004
