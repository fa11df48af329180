"""Looking whether a backup is good, and bringing it back onto an empty host."""

import os
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from secrets import token_hex

from alembic.config import Config
from alembic.script import ScriptDirectory
from alembic.util.exc import CommandError
from sqlalchemy import Connection
from sqlalchemy.orm import Session

from kamcareer.core.backups import BackupError, Manifest, differences, fingerprint
from kamcareer.services.audit import broken_at
from kamcareer.services.backup_archive import sync_folder, unpack
from kamcareer.services.backups import DATABASE, ERASED, SECRET, SETTINGS, Installation, workplace, write_private
from kamcareer.store.contents import broken, contents, opened, revision_of, tables_there
from kamcareer.store.copies import file_in_use, is_empty, load_dump, unpacked

NO_LIST = (
    "nobody knows here what was erased after the backup was made. If the old host's list can be had, add its lines"
)
NO_TRAIL = "the audit trail was not checked: the backup holds no secret"


@dataclass(frozen=True)
class Looked:
    """What was found in a good backup; `notes` say what could not be looked at, or what is left to do by hand.

    Its rows are not `compared` where the PostgreSQL account may not make a database to look into.
    """

    manifest: Manifest
    compared: bool
    notes: tuple[str, ...] = ()


def check(installation: Installation, source: Path) -> Looked:
    """Look whether everything in a backup is whole and fits this version; nothing of the installation is touched."""
    with workplace(None) as work:
        return _checked(installation, source, work)


def restore(installation: Installation, source: Path, now: datetime, *, replace: bool = False) -> Looked:
    """Bring a backup back onto an empty host; the database comes last and whole.

    With `replace` the present SQLite database is moved aside first, never deleted. BackupError before anything is
    written where the backup is damaged, of another secret, or would overwrite something.
    """
    _refuse_to_overwrite(installation, replace=replace)
    installation.data_folder.mkdir(0o700, parents=True, exist_ok=True)
    with workplace(installation.data_folder) as work:
        looked = _checked(installation, source, work)
        secret = _secret_to_write(installation, looked.manifest, work)
        if secret is not None:
            write_private(installation.secret_file, secret)
        notes = [*looked.notes, *_put_folders(installation, looked.manifest, work)]
        if not installation.erasure_list.exists():
            notes.append(f"{NO_LIST} to {installation.erasure_list} and run: flask retention replay")
        _join_erasures(work / ERASED, installation.erasure_list)
        if installation.kind == "sqlite":
            _move_aside(installation.database_file, now)
            (work / DATABASE).rename(installation.database_file)
            sync_folder(installation.database_file.parent)
        else:
            load_dump(installation.database_url, work / DATABASE)
            _compare(installation.database_url, looked.manifest)
    return Looked(looked.manifest, compared=True, notes=tuple(notes))


def _checked(installation: Installation, source: Path, work: Path) -> Looked:
    manifest = unpack(source, work)
    if not _known(manifest.schema_revision, installation.migrations):
        raise BackupError(
            f"the backup has schema {manifest.schema_revision}, which this version does not know. Update kamcareer"
        )
    if installation.kind != manifest.database:
        raise BackupError(
            f"the backup is of {manifest.database}, KAMCAREER_DATABASE_URL names {installation.kind}. "
            f"Restore to {manifest.database}, then move it with: flask db move"
        )
    written = work / SECRET
    secret = written.read_text() if written.exists() else installation.secret
    if secret and fingerprint(secret) != manifest.secret:
        raise BackupError(
            "the secret at hand is not the one of this backup. Set KAMCAREER_SECRET_KEY to the one it had"
        )
    with unpacked(manifest.database, work / DATABASE, installation.database_url) as url:
        if url is not None:
            _compare(url, manifest, secret)
    return Looked(manifest, compared=url is not None, notes=() if secret else (NO_TRAIL,))


def _compare(url: str, manifest: Manifest, secret: str | None = None) -> None:
    with opened(url) as connection:
        fault = broken(connection)
        if fault is not None:
            raise BackupError(f"the database in the backup is damaged: {fault}")
        there = tables_there(connection)
        lines = differences(manifest.tables, contents(connection, there))
        if revision_of(connection) != manifest.schema_revision:
            lines.append("the schema is not the one that was backed up")
        if lines:
            raise BackupError("the database in the backup is not what was backed up: " + "; ".join(lines))
        if secret and "audit" in {table.name for table in there}:
            _refuse_broken_trail(connection, secret)


def _refuse_broken_trail(connection: Connection, secret: str) -> None:
    number = broken_at(Session(bind=connection), secret)
    if number is not None:
        raise BackupError(
            f"the audit trail in the backup is broken at entry {number}; use an older backup, and ask why"
        )


def _known(revision: str, migrations: str) -> bool:
    config = Config()
    config.set_main_option("script_location", migrations)
    try:
        return not revision or ScriptDirectory.from_config(config).get_revision(revision) is not None
    except CommandError:
        return False


def _refuse_to_overwrite(installation: Installation, *, replace: bool) -> None:
    if installation.kind == "postgresql":
        if not is_empty(installation.database_url):
            raise BackupError(
                "the database is not empty. Make a new one (createdb) and name it in KAMCAREER_DATABASE_URL"
            )
        return
    file = installation.database_file
    if not file.exists():
        return
    if not replace:
        raise BackupError(f"there is a database at {file} already. With --replace it is moved aside, not deleted")
    if file_in_use(file):
        raise BackupError(f"{file} is in use. Stop the server first")


def _move_aside(file: Path, now: datetime) -> None:
    if file.exists():
        # The chance part: a second restore in the same second must not write over what the first has moved aside.
        file.rename(file.with_name(f"{file.name}.replaced-{now.astimezone(UTC):%Y%m%d-%H%M%S}-{token_hex(3)}"))


def _secret_to_write(installation: Installation, manifest: Manifest, work: Path) -> str | None:
    """Return the secret to write on this host; None where it has it. BackupError where another one would be lost."""
    present = installation.secret
    if present and fingerprint(present) == manifest.secret:
        return None
    if present:
        raise BackupError(
            f"this host has another secret than the backup. Move {installation.secret_file} away, or set "
            "KAMCAREER_SECRET_KEY to the one of the backup"
        )
    written = work / SECRET
    if not written.exists():
        raise BackupError("the backup holds no secret. Set KAMCAREER_SECRET_KEY to the one the installation had")
    return written.read_text()


def _join_erasures(backed_up: Path, present: Path) -> None:
    """Add to the list of this host what only the backup lists: neither may forget."""
    if not backed_up.exists():
        return
    known = present.read_text() if present.exists() else ""
    missing = [line for line in backed_up.read_text().splitlines() if line not in known.splitlines()]
    present.parent.mkdir(parents=True, exist_ok=True)
    with os.fdopen(os.open(present, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600), "w") as file:
        file.write("\n" if known and not known.endswith("\n") else "")
        file.writelines(f"{line}\n" for line in missing)
        file.flush()
        os.fsync(file.fileno())


def _put_folders(installation: Installation, manifest: Manifest, work: Path) -> Iterator[str]:
    """Put the installation's own folders back where its settings name them; say what is left to do."""
    if (work / SETTINGS).exists() and (work / SETTINGS).read_text() != installation.settings:
        kept = installation.data_folder / "settings.restored.env"
        kept.unlink(missing_ok=True)
        write_private(kept, (work / SETTINGS).read_text())
        yield f"what was set where the backup was made is in {kept}; compare it with the settings here"
    for name in sorted({entry.partition("/")[0] for entry in manifest.files if "/" in entry}):
        set_to = installation.folders.get(name)
        target = set_to or installation.data_folder / name
        if target.exists() and any(target.iterdir()):
            yield f"{target} is there already and was left as it is; the backup has a {name} folder too"
            continue
        shutil.copytree(work / name, target, dirs_exist_ok=True)
        if set_to is None:
            yield f"the backup's own {name} folder is in {target}; set KAMCAREER_{name.upper()}={target}"
