"""Which column of a list of candidates says what, by its name in Russian or English, or as somebody decided."""

import json
from enum import StrEnum

from pydantic import Field as Default

from kamcareer.core.accounts import mailbox
from kamcareer.core.framework.entries import Entry, Words
from kamcareer.core.framework.errors import Position, problem_at
from kamcareer.core.framework.shape import validated
from kamcareer.core.framework.yaml_reader import Document
from kamcareer.core.people_import.columns import ALIASES as PEOPLE_ALIASES
from kamcareer.core.people_import.columns import Field as PeopleField
from kamcareer.core.phones import phone_number
from kamcareer.core.spreadsheets.header import Header, plain


class Field(StrEnum):
    """What a column can say of somebody to invite."""

    NAME = "name"
    SURNAME = "surname"
    GIVEN_NAME = "given_name"
    PATRONYMIC = "patronymic"
    EMAIL = "email"
    PHONE = "phone"
    LANGUAGE = "language"
    NOTHING = "nothing"


NAMES = (Field.NAME, Field.SURNAME, Field.GIVEN_NAME, Field.PATRONYMIC)
ALIASES: dict[Field, tuple[str, ...]] = {
    Field.NAME: (
        *PEOPLE_ALIASES[PeopleField.NAME], "кандидат", "соискатель", "имя и фамилия", "имя фамилия",
        "фио кандидата", "фио соискателя", "имя кандидата", "candidate", "applicant", "candidate name",
    ),
    Field.SURNAME: PEOPLE_ALIASES[PeopleField.SURNAME],
    Field.GIVEN_NAME: PEOPLE_ALIASES[PeopleField.GIVEN_NAME],
    Field.PATRONYMIC: PEOPLE_ALIASES[PeopleField.PATRONYMIC],
    Field.EMAIL: PEOPLE_ALIASES[PeopleField.EMAIL],
    Field.PHONE: (
        "телефон", "тел", "мобильный", "мобильный телефон", "сотовый", "сотовый телефон", "номер телефона",
        "контактный телефон", "phone", "mobile", "mobile phone", "cell phone", "phone number", "telephone",
    ),
    Field.LANGUAGE: ("язык", "язык письма", "язык приглашения", "language", "language of the letter"),
}  # fmt: skip
BY_ALIAS = {plain(alias): field for field, aliases in ALIASES.items() for alias in aliases}


class CandidatesMapping(Entry):
    """What somebody decided by hand about the columns of their list, by name; kept, it serves the next list too."""

    sheet: str = ""
    columns: dict[Words, Field] = Default(default_factory=dict)

    def column(self, label: str) -> Field | None:
        """Return what a column was mapped to by hand."""
        return {plain(name): field for name, field in self.columns.items()}.get(plain(label))


BY_NAME = CandidatesMapping()


def read_candidates_mapping(data: bytes, name: str) -> CandidatesMapping:
    """Return a mapping from the JSON that it is kept as; FileError for anything else."""
    try:
        value = json.loads(data)
    except (ValueError, RecursionError):
        raise problem_at(Position(name), "not the JSON of a mapping of candidates") from None
    return validated(Document(name, value), CandidatesMapping)


def written_candidates_mapping(mapping: CandidatesMapping) -> bytes:
    """Return a mapping as the JSON that `read_candidates_mapping` reads."""
    return json.dumps(mapping.model_dump(), ensure_ascii=False, sort_keys=True).encode()


def is_somebody(header: Header) -> bool:
    """Return whether a mailbox or a number stands where names of columns should: then it is a person's row.

    Nothing is decided or kept by such names, and the person in them is not passed over.
    """
    return any(_reaches_somebody(label) for label in header.labels)


def fields_of(header: Header, mapping: CandidatesMapping = BY_NAME) -> dict[int, Field]:
    """Return what each column says, by hand before by name; two that have the same name say the same.

    A longer name counts by its beginning ("Телефон (моб.)") where no column has the very name; of several such columns
    the first does. What is said to be nothing is left out.
    """
    by_hand = _decided(header, mapping)
    if by_hand and is_somebody(header):
        by_hand = {}
    by_name = {place: BY_ALIAS[plain(label)] for place, label in enumerate(header.labels) if plain(label) in BY_ALIAS}
    found = by_name | by_hand
    for place, label in enumerate(header.labels):
        field = _beginning(label)
        if place not in found and field and field not in found.values():
            found[place] = field
    return {place: what for place, what in sorted(found.items()) if what is not Field.NOTHING}


def _decided(header: Header, mapping: CandidatesMapping) -> dict[int, Field]:
    return {place: said for place, label in enumerate(header.labels) if label and (said := mapping.column(label))}


def _reaches_somebody(label: str) -> bool:
    for reader in (mailbox, phone_number):
        try:
            reader(label)
        except ValueError:
            continue
        return True
    return False


def _beginning(label: str) -> Field | None:
    """Return what a name begins with; "Имя рекрутера" is not the name of a candidate, and so with its parts."""
    words = plain(label).split()
    beginnings = (BY_ALIAS.get(" ".join(words[:end])) for end in range(len(words) - 1, 0, -1))
    return next((field for field in beginnings if field and field not in NAMES), None)
