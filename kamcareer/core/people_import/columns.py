"""Which column says what: by its name in Russian or English, or mapped by hand and kept for the next file."""

import json
from collections.abc import Iterable, Mapping
from enum import StrEnum

from pydantic import Field as Default

from kamcareer.core.framework.entries import Entry, Words
from kamcareer.core.framework.errors import Position, problem_at
from kamcareer.core.framework.shape import validated
from kamcareer.core.framework.yaml_reader import Document
from kamcareer.core.spreadsheets.header import Header, plain


class Field(StrEnum):
    """What a column can say of a person."""

    NUMBER = "number"
    NAME = "name"
    SURNAME = "surname"
    GIVEN_NAME = "given_name"
    PATRONYMIC = "patronymic"
    UNIT = "unit"
    MANAGER = "manager"
    ROLE = "role"
    SINCE = "since"
    EMAIL = "email"
    NOTHING = "nothing"


NAMES = (Field.NAME, Field.SURNAME, Field.GIVEN_NAME, Field.PATRONYMIC)
ALIASES: dict[Field, tuple[str, ...]] = {
    Field.NUMBER: (
        "табельный номер", "табельный", "таб номер", "таб №", "таб ном", "таб", "табельный №", "тн", "табномер",
        "номер сотрудника", "код сотрудника", "personnel number", "employee number", "employee id", "staff number",
        "staff id", "number",
    ),
    Field.NAME: (
        "фио", "ф и о", "фамилия имя отчество", "фамилия и имя", "фамилия имя", "фамилия и о", "фио сотрудника",
        "имя сотрудника", "сотрудник", "работник", "name", "full name", "employee", "employee name",
    ),
    Field.SURNAME: ("фамилия", "surname", "last name", "family name"),
    Field.GIVEN_NAME: ("имя", "first name", "given name"),
    Field.PATRONYMIC: ("отчество", "patronymic", "middle name"),
    Field.UNIT: (
        "подразделение", "структурное подразделение", "отдел", "департамент", "филиал", "территория", "unit",
        "department", "division", "territory",
    ),
    Field.MANAGER: (
        "руководитель", "непосредственный руководитель", "табельный номер руководителя", "таб номер руководителя",
        "таб № руководителя", "номер руководителя", "табельный руководителя", "фио руководителя", "начальник",
        "manager", "manager number", "manager id", "line manager", "reports to", "supervisor",
    ),
    Field.ROLE: (
        "должность", "роль", "нынешняя должность", "текущая должность", "штатная должность", "position", "job title",
        "role", "present role", "present post", "post", "title",
    ),
    Field.SINCE: (
        "в должности с", "дата назначения", "дата назначения на должность", "в должности", "с какого числа",
        "дата перевода", "работает с", "дата приема", "since", "in role since", "start date", "in position since",
        "in this post since",
    ),
    Field.EMAIL: (
        "почта", "рабочая почта", "корпоративная почта", "служебная почта", "электронная почта", "эл почта",
        "рабочая электронная почта", "корпоративная электронная почта", "адрес электронной почты", "эл адрес",
        "адрес почты", "электронный адрес", "имейл", "рабочий e mail", "рабочий email", "корпоративный e mail",
        "корпоративный email", "e mail", "email", "mail", "e mail address", "email address", "work e mail",
        "work email", "work mail", "corporate e mail", "corporate email", "business e mail", "business email",
    ),
}  # fmt: skip
PRIVATE = ("личн", "домашн", "private", "personal", "home")
MAYBE_GIVEN = "имя сотрудника"  # beside a surname the first name alone
# Since when somebody is with the company says since when they hold their post only where no other column does.
HIRED = ("дата приема", "работает с", "start date")
BY_ALIAS = {plain(alias): field for field, aliases in ALIASES.items() for alias in aliases}


class ColumnMapping(Entry):
    """What somebody decided by hand about the columns and posts of their file; kept, it serves the next file too.

    `columns` by name of the column, `roles` by the words of the file (empty where the model has no such role).
    """

    sheet: str = ""
    columns: dict[Words, Field] = Default(default_factory=dict)
    roles: dict[Words, str] = Default(default_factory=dict)

    def column(self, label: str) -> Field | None:
        """Return what a column was mapped to by hand."""
        return {plain(name): field for name, field in self.columns.items()}.get(plain(label))

    def role(self, words: str) -> str | None:
        """Return the role that words were mapped to by hand; empty for none, None where nobody decided."""
        return {plain(name): role for name, role in self.roles.items()}.get(plain(words))


def read_mapping(data: bytes, name: str, roles: Iterable[str]) -> ColumnMapping:
    """Return a mapping from the JSON that it is kept as; FileError for anything else, unknown roles too."""
    try:
        value = json.loads(data)
    except (ValueError, RecursionError):
        raise problem_at(Position(name), "not the JSON of a column mapping") from None
    mapping = validated(Document(name, value), ColumnMapping)
    unknown = sorted(set(mapping.roles.values()) - set(roles) - {""})
    if unknown:
        raise problem_at(Position(name), f'the model has no role "{unknown[0]}"; leave it empty where there is none')
    return mapping


def written_mapping(mapping: ColumnMapping) -> bytes:
    """Return a mapping as the JSON that `read_mapping` reads."""
    return (json.dumps(mapping.model_dump(), ensure_ascii=False, indent=2, sort_keys=True) + "\n").encode()


def recognised(label: str, group: str = "") -> Field | None:
    """Return what the name of a column says, by its longest beginning that is known; one that the group alone is not.

    “Назначения” below “Дата” says something, “Город” below “Сотрудник” does not.
    """
    words = plain(f"{group} {label}").split()
    for end in range(len(words), len(plain(group).split()), -1):
        field = BY_ALIAS.get(" ".join(words[:end]))
        if field is Field.EMAIL and not _of_work(words[end:]):
            return None
        # "Табельный номер руководителя" is not a number of the person; "ФИО руководителя" not their name.
        if field and not (field is not Field.MANAGER and _of_manager(words[end:])):
            return field
    return Field.MANAGER if _of_manager(words) else None


def _of_manager(words: list[str]) -> bool:
    return any(word.startswith(("руководител", "начальник", "manager", "supervisor")) for word in words)


def _of_work(words: list[str]) -> bool:
    """Return whether an address is the person's own at work, by what the name of its column says besides."""
    return not _of_manager(words) and not any(word.startswith(PRIVATE) for word in words)


def fields_of(header: Header, mapping: ColumnMapping) -> dict[int, Field]:
    """Return what each column says, by hand before by name; two columns may say they are the same."""
    found = {}
    for place, label in enumerate(header.labels):
        decided = mapping.column(header.above(place)) or mapping.column(label)
        field = decided or recognised(label) or recognised(label, header.groups[place]) if label else None
        if field:
            found[place] = field
    if Field.SURNAME in found.values():
        found |= {place: Field.GIVEN_NAME for place in found if _maybe_given(header.labels[place], mapping)}
    since = [place for place, field in found.items() if field is Field.SINCE]
    hired = [place for place in since if _of_hiring(header, place, mapping)]
    return {place: field for place, field in found.items() if place not in hired or hired == since}


def _maybe_given(label: str, mapping: ColumnMapping) -> bool:
    return mapping.column(label) is None and plain(label) == MAYBE_GIVEN


def _of_hiring(header: Header, place: int, mapping: ColumnMapping) -> bool:
    names = (header.labels[place], header.above(place))
    return all(mapping.column(name) is None for name in names) and any(plain(name).startswith(HIRED) for name in names)


def lacking(fields: Mapping[int, Field]) -> tuple[Field, ...]:
    """Return what no column says and a person cannot be without."""
    there = set(fields.values())
    named = Field.NAME in there or {Field.SURNAME, Field.GIVEN_NAME} <= there
    return tuple(field for field, known in ((Field.NUMBER, Field.NUMBER in there), (Field.NAME, named)) if not known)
