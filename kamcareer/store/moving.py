"""Every row of one database into another, of whichever kind, and both compared afterwards."""

from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy import Connection, RowMapping, Select, Table, bindparam, func, insert, select, update

from kamcareer.core.backups import BackupError, differences
from kamcareer.store.contents import AT_ONCE, contents, opened, revision_of, tables_of_the_code, tables_there


def refuse_foreign_source(url: str, newest: str) -> None:
    """Raise BackupError where a database does not stand at the newest migration."""
    with opened(url) as source:
        revision = revision_of(source)
    if revision != newest:
        raise BackupError(f"the source has schema {revision or 'none'}, this version has {newest}. Start it once first")


def refuse_full_target(url: str) -> None:
    """Raise BackupError where a database holds a row, or a table that is not of kamcareer."""
    with opened(url) as target:
        tables = tables_there(target)
        foreign = {table.name for table in tables} - {table.name for table in tables_of_the_code()}
        full = [table.name for table in tables if target.execute(select(func.count()).select_from(table)).scalar()]
    if foreign:
        raise BackupError(f"the target holds tables of something else: {', '.join(sorted(foreign))}")
    if full:
        raise BackupError(f"the target is not empty: there are rows in {', '.join(full)}. Make a new database for it")


def move_rows(source_url: str, target_url: str) -> int:
    """Copy all rows in one unit of work, a thousand at a time; return how many. Nothing stays where they differ.

    The source is locked against writers meanwhile, as far as SQLite goes; PostgreSQL is read as it was at one moment.
    """
    with opened(source_url, writes=True) as source, opened(target_url, writes=True) as target:
        for table in tables_of_the_code():
            _copy(source, target, table)
        expected = contents(source, tables_of_the_code())
        if lines := differences(expected, contents(target, tables_of_the_code())):
            raise BackupError(
                "the target does not hold what the source holds, so nothing was kept: " + "; ".join(lines)
            )
        target.commit()
    return sum(table.rows for table in expected.values())


def _copy(source: Connection, target: Connection, table: Table) -> None:
    later = _references_to_itself(table)
    for part in _parts(source, select(table)):
        target.execute(insert(table), [dict(row) | dict.fromkeys(later) for row in part])
    keys = [column.name for column in table.primary_key]
    for name in later:
        column = table.c[name]
        fill = update(table).where(*(table.c[key] == bindparam(f"of_{key}") for key in keys))
        for part in _parts(source, select(*table.primary_key, column).where(column.is_not(None))):
            rows = [{f"of_{key}": row[key] for key in keys} | {"told": row[name]} for row in part]
            target.execute(fill.values({name: bindparam("told")}), rows)


def _parts(source: Connection, query: Select[Any]) -> Iterator[Sequence[RowMapping]]:
    return source.execute(query, execution_options={"yield_per": AT_ONCE}).mappings().partitions(AT_ONCE)


def _references_to_itself(table: Table) -> list[str]:
    """Return the columns that name another row of the same table, which may come after it, as a manager may."""
    return [
        column.name
        for key in table.foreign_key_constraints
        if key.referred_table is table and not key.deferrable
        for column in key.columns
    ]
