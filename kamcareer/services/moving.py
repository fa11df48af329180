"""Moving an installation to another database."""

from collections.abc import Callable
from pathlib import Path

from sqlalchemy.engine import make_url
from sqlalchemy.exc import DBAPIError

from kamcareer.core.backups import BackupError
from kamcareer.store.contents import is_sqlite
from kamcareer.store.copies import file_in_use
from kamcareer.store.moving import move_rows, refuse_foreign_source, refuse_full_target


def move_everything(source: str, target: str, newest: str, migrate: Callable[[str], None]) -> int:
    """Copy all rows from one database into another that is empty; return how many there are.

    `migrate` makes the tables of the migration `newest` in a database. BackupError where it cannot be done.
    """
    if source == target:
        raise BackupError("source and target are the same database")
    try:
        if is_sqlite(source):
            _refuse_file_in_use(Path(make_url(source).database or ""))
        refuse_foreign_source(source, newest)
        if is_sqlite(target):
            Path(make_url(target).database or "").touch(0o600)
        refuse_full_target(target)
        migrate(target)
        return move_rows(source, target)
    except DBAPIError as error:
        raise BackupError(f"the database says: {str(error.orig).strip().splitlines()[0]}") from None


def _refuse_file_in_use(file: Path) -> None:
    if not file.is_file():
        raise BackupError(f"there is no database at {file}")
    if file_in_use(file):
        raise BackupError(f"{file} is in use. Stop the server first")
