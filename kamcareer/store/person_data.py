"""Everything the database holds about one person, found by the register of data."""

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from sqlalchemy import ColumnElement, Table, select
from sqlalchemy.orm import Session

from kamcareer.core.accounts import Account
from kamcareer.core.data_register import Belonging, DataRegister
from kamcareer.store.database import Base

REGISTER_FILE = Path(__file__).with_name("data_register.yaml")

PersonData = dict[str, list[dict[str, Any]]]


def rows_of_person(session: Session, register: DataRegister, account: Account, pseudonyms: Sequence[str]) -> PersonData:
    """Return the exported columns of every row that belongs to an account, by table."""
    found: PersonData = {}
    for name, entry in register.tables.items():
        if entry.belongs is None:
            continue
        table = Base.metadata.tables[name]
        columns = [table.c[column] for column in entry.exported()]
        own = belongs_to(register, table, entry.belongs, account, pseudonyms)
        query = select(*columns).where(own).order_by(*table.primary_key.columns)
        found[name] = [dict(row) for row in session.execute(query).mappings()]
    return found


def column_types() -> Mapping[str, Mapping[str, str]]:
    """Return the kind of value in every column: string, integer, number, boolean, day, instant or list."""
    words = {str: "string", int: "integer", float: "number", bool: "boolean", date: "day"}
    return {
        name: {c.name: _special(c.type) or words[c.type.python_type] for c in table.columns}
        for name, table in Base.metadata.tables.items()
    }


def _special(kind: object) -> str | None:
    return {"Instant": "instant", "JSON": "list"}.get(type(kind).__name__)


def belongs_to(
    register: DataRegister, table: Table, belongs: Belonging, account: Account, pseudonyms: Sequence[str]
) -> ColumnElement[bool]:
    """Return the condition under which a row of a table is that of an account. LookupError where nobody is named."""
    column = table.c[belongs.column]
    if belongs.to == "pseudonym":
        return column.in_(pseudonyms)
    own = {"account": account.id, "mailbox": account.email}
    if belongs.to in own:
        return column == own[belongs.to]
    parent, above = Base.metadata.tables[belongs.to], register.tables[belongs.to].belongs
    if above is None:
        raise LookupError(f"the register of data says {table.name} belongs to {belongs.to}, which belongs to nobody")
    rows = belongs_to(register, parent, above, account, pseudonyms)
    return column.in_(select(*parent.primary_key.columns).where(rows))
