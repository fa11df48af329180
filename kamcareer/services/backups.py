"""Backing an installation up while it works: the database and whatever else a restore needs."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy.engine import make_url

from kamcareer.core.backups import FORMAT, BackupError, Manifest, fingerprint
from kamcareer.services.backup_archive import hash_of_file, write_archive
from kamcareer.store.contents import is_sqlite
from kamcareer.store.copies import copy_of

DATABASE, SECRET, ERASED, SETTINGS = "database", "secret_key", "erased.list", "settings.env"
NAME, PATTERN = "kamcareer-%Y%m%d-%H%M%S.tar.gz", "kamcareer-[0-9]*.tar.gz"
LAST = "last_backup"


@dataclass(frozen=True)
class Installation:
    """What belongs to an installation: `settings` as lines of an .env file, `folders` of its own by name.

    `secret_given` where the settings name the secret and the file of it is not looked at.
    """

    database_url: str
    data_folder: Path
    secret: str | None
    secret_file: Path
    erasure_list: Path
    migrations: str
    settings: str = ""
    folders: dict[str, Path] = field(default_factory=dict)
    secret_given: bool = False

    @property
    def kind(self) -> str:
        """The kind of its database: "sqlite" or "postgresql"."""
        return "sqlite" if is_sqlite(self.database_url) else "postgresql"

    @property
    def next_secret_file(self) -> Path:
        """Where a secret waits that is to follow the present one."""
        return self.secret_file.with_name("secret_key.next")

    @property
    def database_file(self) -> Path:
        """Where SQLite keeps the database."""
        return Path(make_url(self.database_url).database or "")


def back_up(installation: Installation, place: Path, now: datetime, *, secret: bool = True) -> Path:
    """Write a backup into a folder under a name of its own, or into the file named; return the file.

    Without `secret` it holds neither the secret nor the settings, which name passwords: keep them elsewhere.
    """
    target = place / now.astimezone(UTC).strftime(NAME) if place.is_dir() else place
    if target.exists():
        raise BackupError(f"{target} is there already; choose another name")
    if not target.parent.is_dir():
        raise BackupError(f"there is no folder {target.parent}; make it first")
    if not installation.secret:
        raise BackupError("the installation has no secret yet; start it once, then there is something to back up")
    with workplace(target.parent) as work:
        entries = {DATABASE: work / DATABASE}
        revision, tables = copy_of(installation.database_url, entries[DATABASE])
        if secret:
            entries[SECRET] = work / SECRET
            write_private(entries[SECRET], installation.secret)
            entries[SETTINGS] = work / SETTINGS
            write_private(entries[SETTINGS], installation.settings)
        # After the database: whatever was erased in between is on the list.
        if installation.erasure_list.exists():
            entries[ERASED] = Path(shutil.copyfile(installation.erasure_list, work / ERASED))
        for name, folder in installation.folders.items():
            entries |= {f"{name}/{one.relative_to(folder).as_posix()}": one for one in _files(folder)}
        manifest = Manifest(
            format=FORMAT,
            made_at=now,
            database=installation.kind,
            schema_revision=revision,
            tables=dict(tables),
            files={name: hash_of_file(file) for name, file in entries.items()},
            secret=fingerprint(installation.secret),
        )
        write_archive(target, manifest, entries)
    (installation.data_folder / LAST).write_text(now.astimezone(UTC).isoformat())
    return target


def drop_old(folder: Path, keep: int) -> int:
    """Delete the oldest backups of a folder beyond a number; return how many."""
    old = sorted(folder.glob(PATTERN))[:-keep]
    for file in old:
        file.unlink()
    return len(old)


def last_backup(data_folder: Path) -> datetime | None:
    """Return when the last backup was finished; None before the first."""
    file = data_folder / LAST
    try:
        return datetime.fromisoformat(file.read_text())
    except (OSError, ValueError):
        return None


def _files(folder: Path) -> list[Path]:
    return [entry for entry in sorted(folder.rglob("*")) if entry.is_file() and not entry.is_symlink()]


def write_private(file: Path, words: str) -> None:
    """Write a new file that its owner alone can read."""
    with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as opened_file:
        opened_file.write(words)
        opened_file.flush()
        os.fsync(opened_file.fileno())


@contextmanager
def workplace(beside: Path | None) -> Iterator[Path]:
    """Give a folder nobody else can look into, gone afterwards; on the disk of `beside`, so that files can be moved."""
    with tempfile.TemporaryDirectory(prefix=".kamcareer-", dir=beside) as folder:
        yield Path(folder)
