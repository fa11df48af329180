"""Last night's columns of the candidate pool, read once by each worker and again when there are newer ones."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from threading import Lock

from flask import current_app

from kamcareer.config import Settings
from kamcareer.store.pool_columns import PoolColumns, UnreadableError, pool_file, read_columns

STALE = timedelta(days=3)  # older than that, those who agreed last are the better choice


@dataclass
class Held:
    """What this process holds: the columns of a file as it was, by its time and size."""

    mark: tuple[Path, int, int] | None = None
    columns: PoolColumns | None = None


_held, _lock = Held(), Lock()


def pool_columns(now: datetime) -> PoolColumns | None:
    """Return the columns of the pool; None where there are none that can be used."""
    settings: Settings = current_app.config["SETTINGS"]
    file = pool_file(settings.data_folder)
    with _lock:  # of several readers one reads, the others wait for it
        try:
            known = file.stat()
            mark = (file, known.st_mtime_ns, known.st_size)
            if mark != _held.mark:
                _held.columns, _held.mark = read_columns(file), mark
        except FileNotFoundError:
            _held.columns = _held.mark = None
        except UnreadableError as error:
            current_app.logger.warning("pool: %s", error)
            _held.columns, _held.mark = None, mark
        columns = _held.columns
    return columns if columns and now - columns.taken < STALE else None
