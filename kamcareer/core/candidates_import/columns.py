"""Which column of a list of candidates says what, by its name in Russian or English."""

from enum import StrEnum

from kamcareer.core.people_import.columns import ALIASES as PEOPLE_ALIASES
from kamcareer.core.people_import.columns import Field as PeopleField
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


NAMES = (Field.NAME, Field.SURNAME, Field.GIVEN_NAME, Field.PATRONYMIC)
ALIASES: dict[Field, tuple[str, ...]] = {
    Field.NAME: (
        *PEOPLE_ALIASES[PeopleField.NAME], "кандидат", "соискатель", "имя и фамилия", "имя фамилия", "фамилия имя",
        "фио кандидата", "фио соискателя", "имя кандидата", "candidate", "applicant", "candidate name",
    ),
    Field.SURNAME: PEOPLE_ALIASES[PeopleField.SURNAME],
    Field.GIVEN_NAME: PEOPLE_ALIASES[PeopleField.GIVEN_NAME],
    Field.PATRONYMIC: PEOPLE_ALIASES[PeopleField.PATRONYMIC],
    Field.EMAIL: (
        "e mail", "email", "mail", "почта", "электронная почта", "эл почта", "адрес электронной почты", "эл адрес",
        "электронный адрес", "имейл", "email address", "e mail address",
    ),
    Field.PHONE: (
        "телефон", "тел", "мобильный", "мобильный телефон", "сотовый", "сотовый телефон", "номер телефона",
        "контактный телефон", "phone", "mobile", "mobile phone", "cell phone", "phone number", "telephone",
    ),
    Field.LANGUAGE: ("язык", "язык письма", "язык приглашения", "language", "language of the letter"),
}  # fmt: skip
BY_ALIAS = {plain(alias): field for field, aliases in ALIASES.items() for alias in aliases}


def fields_of(header: Header) -> dict[int, Field]:
    """Return what each column says; two that have the same name say the same.

    A longer name counts by its beginning ("Телефон (моб.)") where no column has the very name; of several such columns
    the first does.
    """
    found = {place: BY_ALIAS[plain(label)] for place, label in enumerate(header.labels) if plain(label) in BY_ALIAS}
    for place, label in enumerate(header.labels):
        field = _beginning(label)
        if place not in found and field and field not in found.values():
            found[place] = field
    return dict(sorted(found.items()))


def _beginning(label: str) -> Field | None:
    """Return what a name begins with; "Имя рекрутера" is not the name of a candidate, and so with its parts."""
    words = plain(label).split()
    beginnings = (BY_ALIAS.get(" ".join(words[:end])) for end in range(len(words) - 1, 0, -1))
    return next((field for field in beginnings if field and field not in NAMES), None)
