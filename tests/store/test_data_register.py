"""The register of data is whole: what it does not know nobody can export or erase."""

import pytest

from kamcareer.core.data_register import EXPORTED, parse_register
from kamcareer.core.framework.errors import FileError
from kamcareer.services.my_data import data_register
from kamcareer.store.database import Base
from kamcareer.store.person_data import REGISTER_FILE, column_types

TABLES = Base.metadata.tables
REGISTER = data_register().tables


def test_every_column_of_every_table_has_its_line_and_no_line_is_left_over():
    assert {name: set(entry.columns) for name, entry in REGISTER.items()} == {
        name: set(table.columns.keys()) for name, table in TABLES.items()
    }


def test_every_personal_column_is_in_the_export_or_left_out_for_a_reason():
    for name, entry in REGISTER.items():
        personal = {column for column, kind in entry.columns.items() if kind in EXPORTED}
        assert set(entry.exported()) | set(entry.not_exported) == personal, name


def test_every_column_that_people_get_has_a_word_and_no_word_is_left_over():
    columns = [(name, column) for name, entry in REGISTER.items() if entry.belongs for column in entry.exported()]
    words = data_register().words
    used = {f"{table}.{column}" if f"{table}.{column}" in words else column for table, column in columns}

    assert used == set(words)


def test_a_table_with_something_personal_says_whose_it_is_and_is_erased():
    for name, entry in REGISTER.items():
        if any(kind in EXPORTED for kind in entry.columns.values()):
            assert entry.belongs is not None, name
            assert entry.erase == "deleted", name
            assert entry.belongs.column in entry.columns, name
            assert entry.belongs.to in {"account", "mailbox", "pseudonym", *REGISTER}, name


def test_every_column_has_a_kind_of_value_that_the_schema_knows():
    found = {kind for columns in column_types().values() for kind in columns.values()}

    assert found <= {"string", "integer", "number", "boolean", "day", "instant", "list"}


def test_a_slip_in_the_register_is_named_with_its_place():
    broken = REGISTER_FILE.read_bytes().replace(b"email: personal", b"email: persnal", 1)
    with pytest.raises(FileError, match=r"register:\d+:\d+: .*email"):
        parse_register(broken, "register")
