"""Every row of one database into another, of whichever kind, and both compared afterwards."""

from sqlalchemy import Connection, Table, func, insert, select

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
    found = source.execute(select(table), execution_options={"yield_per": AT_ONCE})
    for part in found.mappings().partitions(AT_ONCE):
        target.execute(insert(table), [dict(row) for row in part])
