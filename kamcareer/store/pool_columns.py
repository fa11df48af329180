"""What is known of everybody in the candidate pool as columns in a Parquet file, written and read by DuckDB.

The file is a copy for reading that is made anew every night; who may be found is always for the database to say.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import chain
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

import numpy as np

from kamcareer.core.snapshot import LENGTH, Column, Snapshot

if TYPE_CHECKING:
    import duckdb

OWNER_ALONE = 0o600
GROUP = 122_880  # rows that lie together in the file
LEVEL, DEVIATION, ASSUMED = "level_", "deviation_", "assumed_"


def pool_file(data_folder: Path) -> Path:
    """Return where the columns of an installation lie."""
    return data_folder / "pool.parquet"


class UnreadableError(ValueError):
    """A file that holds no columns of the pool."""


@dataclass(frozen=True)
class PoolColumns:
    """Everybody who was in the pool at `taken`; their levels assume `prior` of each, shape (competencies,)."""

    taken: datetime
    prior: Column
    snapshot: Snapshot


def write_columns(file: Path, parts: Iterable[PoolColumns]) -> int:
    """Write people, a part at a time, in place of an earlier file, and return how many; nobody sees it half written.

    Of nobody there is no file: what an earlier one held is gone.
    """
    coming, count = iter(parts), 0
    first = next(coming, None)
    if first is None:
        file.unlink(missing_ok=True)
        return 0
    # A folder of its own is closed to others from the first byte on.
    with TemporaryDirectory(prefix=".pool-", dir=file.parent) as folder, _duckdb() as database:
        for part in chain((first,), coming):
            people = _table(part)  # noqa: F841 - DuckDB finds it by its name
            database.execute(
                "INSERT INTO pool SELECT * FROM people" if count else "CREATE TABLE pool AS SELECT * FROM people"
            )
            count += len(part.snapshot)
        fresh = Path(folder) / file.name
        database.table("pool").write_parquet(str(fresh), compression="zstd", row_group_size=GROUP)
        fresh.chmod(OWNER_ALONE)
        fresh.replace(file)
    return count


def read_columns(file: Path) -> PoolColumns:
    """Return what a file holds. UnreadableError where that is no pool; FileNotFoundError where there is none."""
    import duckdb  # noqa: PLC0415 - only who looks into a pool waits for it

    if not file.exists():
        raise FileNotFoundError(file)
    try:
        with _duckdb() as database:
            rows = database.read_parquet(str(file))
            ids = [name.removeprefix(LEVEL) for name in rows.columns if name.startswith(LEVEL)]
            first = rows.limit(1).fetchnumpy()
            names = [f"{what}{id}" for what in (LEVEL, DEVIATION) for id in ids]
            found = rows.select("person", *(f'"{name}"' for name in names)).fetchnumpy()
        prior = np.array([first[f"{ASSUMED}{id}"][0] for id in ids], np.float32)
        taken = first["taken"][0].astype("datetime64[us]").item().replace(tzinfo=UTC)
        people = found["person"].astype(f"S{LENGTH}")
        levels, deviations = (np.stack([found[f"{what}{id}"] for id in ids]) for what in (LEVEL, DEVIATION))
        return PoolColumns(taken, prior, Snapshot(tuple(ids), people, levels, deviations))
    except (duckdb.Error, KeyError, IndexError, ValueError) as error:
        raise UnreadableError(f"{file} holds no pool: {error}") from error


def _table(part: PoolColumns) -> dict[str, Any]:
    snapshot, count = part.snapshot, len(part.snapshot)
    taken = np.datetime64(part.taken.astimezone(UTC).replace(tzinfo=None), "us")
    table: dict[str, Any] = {
        "person": np.char.decode(snapshot.people, "ascii").astype(object),
        "taken": np.full(count, taken),
    }
    for row, id in enumerate(snapshot.competencies):
        table[f"{LEVEL}{id}"] = snapshot.mean[row]
        table[f"{DEVIATION}{id}"] = snapshot.deviation[row]
        # The same for all, so it takes no room; and the file says itself what its levels assume.
        table[f"{ASSUMED}{id}"] = np.full(count, part.prior[row], np.float32)
    return table


def _duckdb() -> "duckdb.DuckDBPyConnection":
    import duckdb  # noqa: PLC0415 - only who looks into a pool waits for it

    # Nothing is fetched from outside: what the file needs is built in.
    return duckdb.connect(config={"autoinstall_known_extensions": False, "autoload_known_extensions": False})
