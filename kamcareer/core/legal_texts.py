"""Texts with legal weight: what is shown before somebody agrees, word for word, under the hash of its content."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Annotated, Literal

from pydantic import AfterValidator, StringConstraints

from kamcareer.core.framework.entries import Entry, Text
from kamcareer.core.framework.shape import validated
from kamcareer.core.framework.yaml_reader import read_yaml
from kamcareer.core.legal_basis import Basis, Purpose, Way
from kamcareer.core.operator import Law

PLACE = re.compile(r"\{(\w+)\}")
PLACES = {
    "operator",
    "inn",
    "address",
    "contact",
    "data_contact",
    "keep",
    "purpose",
    "basis",
    "client",
    "vacancy",
    "role",
}


def _known_places(text: Text) -> Text:
    unknown = sorted({place for words in (text.ru, text.en) for place in PLACE.findall(words)} - PLACES)
    if unknown:
        raise ValueError(f"{{{unknown[0]}}} is filled in by nothing; known are {', '.join(sorted(PLACES))}")
    return text


class LegalText(Entry):
    """One document in both languages, for one law; `information` is what is shown where the basis is no consent.

    `counts`: its words say that answers are also counted together with those of others, without names;
    `counts_models`: also to see what another version of the model would change.
    """

    name: Literal[
        "development",
        "selection",
        "storage",
        "demographics",
        "fairness",
        "presentation",
        "contest",
        "succession",
        "information",
    ]
    law: Law
    version: Annotated[str, StringConstraints(pattern=r"^[0-9A-Za-z.\-]{1,32}$")]
    status: Literal["draft", "reviewed"]
    counts: bool = False
    counts_models: bool = False
    title: Text
    text: Annotated[Text, AfterValidator(_known_places)]


@dataclass(frozen=True)
class ExactText:
    """A document as one person reads it: one language, everything filled in. Its hash stands for these very words."""

    name: str
    law: Law
    version: str
    language: str
    status: str
    title: str
    body: str
    counts: bool = False
    counts_models: bool = False

    @property
    def sha256(self) -> str:
        """The SHA-256 of title and body in UTF-8, with an empty line between them."""
        return sha256(f"{self.title}\n\n{self.body}".encode()).hexdigest()


@dataclass(frozen=True)
class Agreement:
    """What somebody has just agreed to, or was told where the basis is no consent."""

    purpose: Purpose
    basis: Basis
    text: ExactText
    way: Way = Way.PAGE


def parse_legal_text(data: bytes, source: str) -> LegalText:
    """Return the document written in a file; FileError naming the place where it is not one."""
    return validated(read_yaml(data, source), LegalText)


def exact_text(document: LegalText, language: str, filled: Mapping[str, str]) -> ExactText:
    """Return a document as it is shown in a language; KeyError where a place has nothing to fill it."""
    body = PLACE.sub(lambda place: filled[place[1]], document.text[language])
    title = document.title[language]
    known = (document.name, document.law, document.version, language, document.status)
    return ExactText(*known, title, body, document.counts, document.counts_models)


def paragraphs(body: str) -> list[list[str]]:
    """Return the paragraphs of a text, each as its lines; an empty line parts them."""
    return [part.split("\n") for part in re.split(r"\n\s*\n", body.strip())]
