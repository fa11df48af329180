"""The register of data: for every table and column what it is, and what export and erasure do with it."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Literal

from kamcareer.core.framework.entries import Entry, Text
from kamcareer.core.framework.shape import validated
from kamcareer.core.framework.yaml_reader import read_yaml


class Kind(StrEnum):
    """How near to a person a column is."""

    PUBLIC = "public"
    INTERNAL = "internal"
    PERSONAL = "personal"
    SENSITIVE = "sensitive"
    DEMOGRAPHIC = "demographic"
    SECRET = "secret"  # noqa: S105 - a kind of column, no secret


EXPORTED = {Kind.PERSONAL, Kind.SENSITIVE, Kind.DEMOGRAPHIC}


class Belonging(Entry):
    """Whose a row is: the account or mailbox its column names, or that of the row of another table it names."""

    column: str
    to: str


class TableEntry(Entry):
    """One table; `keep` says for how long in words, `not_exported` gives a reason for each column left out."""

    holds: Text
    belongs: Belonging | None = None
    erase: Literal["deleted", "kept"]
    keep: Text
    columns: Mapping[str, Kind]
    not_exported: Mapping[str, Text] = {}

    def kinds(self) -> dict[Kind, list[str]]:
        """Return the columns of each kind that the table has."""
        return {kind: found for kind in Kind if (found := [name for name, one in self.columns.items() if one is kind])}

    def exported(self) -> tuple[str, ...]:
        """Return the columns that a person gets in the export of their data."""
        return tuple(name for name, kind in self.columns.items() if kind in EXPORTED and name not in self.not_exported)


class DataRegister(Entry):
    """Every table of the database; `words` are what people call a column, or "table.column" where tables differ."""

    tables: Mapping[str, TableEntry]
    words: Mapping[str, Text]

    def word(self, table: str, column: str) -> Text:
        """Return what people call an exported column. KeyError where nobody gave it a word."""
        return self.words.get(f"{table}.{column}") or self.words[column]


def parse_register(data: bytes, source: str) -> DataRegister:
    """Return the register written in a file; FileError naming the place where it is not one."""
    return validated(read_yaml(data, source), DataRegister)
