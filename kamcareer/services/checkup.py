"""What is wrong with an installation or could be better, each with what to do about it."""

import shutil
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from ipaddress import ip_address
from pathlib import Path

from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from kamcareer.core.connections import in_the_open, unchecked
from kamcareer.core.framework.errors import FileError
from kamcareer.core.retention import Terms
from kamcareer.services.audit import broken_at
from kamcareer.services.backups import Installation, last_backup
from kamcareer.services.framework_files import load_all
from kamcareer.services.framework_in_use import Place, files_moved_on
from kamcareer.services.framework_release import release_waits
from kamcareer.services.health import schema_is_current
from kamcareer.services.retention import due
from kamcareer.services.secret_replacement import replaced_by
from kamcareer.store.condition import (
    damage,
    holds_people,
    job_waits_since,
    newest_event,
    unsafe_settings,
    waiting_since,
)
from kamcareer.store.pool_columns import pool_file
from kamcareer.store.publications import newest_publication

LEAST_SPACE, LEAST_SHARE = 500 * 1024 * 1024, 0.05
OLD_BACKUP, OLD_LETTER, OVERDUE = timedelta(hours=50), timedelta(hours=1), timedelta(hours=24)
OLD_POOL = timedelta(days=3)
OLD_JOB = timedelta(minutes=15)
CLOCK_MAY_DIFFER = timedelta(minutes=1)
# Where SQLite's log, which is shared memory, does not work.
OVER_NETWORK = {"nfs", "nfs4", "cifs", "smb3", "9p", "fuse.sshfs", "fuse.glusterfs", "ceph", "lustre"}


@dataclass(frozen=True)
class Finding:
    """One thing found. `wrong`: data, secrets or the service are at risk; otherwise it is advice."""

    about: str
    says: str
    remedy: str
    wrong: bool = True


@dataclass(frozen=True)
class Circumstances:
    """What an installation is set to, as far as a checkup looks at it."""

    installation: Installation
    frameworks: Path
    additions: Path | None
    framework_id: str
    terms: Terms
    host: str
    public_url: str | None
    proxy_hops: int
    workers: int
    limits_url: str
    sends_mail: bool
    operator_missing: tuple[str, ...]
    mounts: str = ""
    libpq: Mapping[str, str] = field(default_factory=dict)


def findings(session: Session, its: Circumstances, now: datetime) -> list[Finding]:
    """Return everything found, what is wrong first."""
    found = [*_files(its), *_settings(its), *_ways(its), *_database(session, its, now)]
    return sorted(found, key=lambda one: not one.wrong)


def file_system_of(path: Path, mounts: str) -> str:
    """Return the kind of file system a path lies on, by the lines of /proc/mounts; empty where they do not say."""
    best, kind = "", ""
    for line in mounts.splitlines():
        words = line.split()
        point = words[1].replace("\\040", " ") if len(words) > 2 else ""  # noqa: PLR2004 - device, place, kind
        if point and path.is_relative_to(point) and len(point) >= len(best):
            best, kind = point, words[2]
    return kind


def _files(its: Circumstances) -> Iterator[Finding]:
    data = its.installation.data_folder
    if not data.is_dir():
        yield Finding("data folder", f"{data} is not there", "start once: flask serve")
        return
    if data.stat().st_mode & 0o077:
        yield Finding("data folder", f"others can look into {data}", f"chmod 700 {data}")
    if not its.installation.secret:
        yield Finding("secret", "there is none yet", "start once: flask serve")
    space = shutil.disk_usage(data)
    if space.free < LEAST_SPACE or space.free < LEAST_SHARE * space.total:
        yield Finding("disk", f"{space.free // 2**20} MiB are free under {data}", "make room, or move KAMCAREER_DATA")
    sqlite = its.installation.kind == "sqlite"
    if sqlite and (kind := file_system_of(its.installation.database_file, its.mounts)) in OVER_NETWORK:
        remedy = "move KAMCAREER_DATA to a local disk, or use PostgreSQL: flask db move"
        yield Finding("database", f"SQLite lies on {kind}, where its log does not work", remedy)
    if not sqlite and shutil.which("pg_dump") is None:
        yield Finding("backup", "pg_dump is not installed", "on Debian: apt-get install postgresql-client")
    if _same_disk(its.installation.erasure_list, data):
        remedy = "set KAMCAREER_ERASURE_LIST to a file on another disk"
        yield Finding("erasures", "the list of what was erased is on the disk of the database", remedy, wrong=False)


def _settings(its: Circumstances) -> Iterator[Finding]:
    secure = (its.public_url or "").startswith("https://")
    if not secure and not _loopback(its.host):
        remedy = "put a proxy with TLS in front (docs/operations.md) and set KAMCAREER_PUBLIC_URL=https://…"
        yield Finding("https", "passphrases and answers cross the network in the open", remedy)
    if secure and not its.proxy_hops:
        remedy = "set KAMCAREER_PROXY_HOPS to the number of proxies in front, usually 1"
        yield Finding("proxy", "everybody counts as one address, the proxy's", remedy, wrong=False)
    if its.workers > 1 and its.limits_url.startswith("memory:"):
        says = f"each of {its.workers} worker processes counts attempts for itself"
        yield Finding("limits", says, "set KAMCAREER_LIMITS_URL=redis://…", wrong=False)
    if not its.sends_mail:
        yield Finding("mail", "no letters are sent", "set KAMCAREER_MAIL_URL and KAMCAREER_MAIL_FROM", wrong=False)
    if its.operator_missing:
        says = f"the notices do not say who runs this: {', '.join(its.operator_missing)}"
        yield Finding("operator", says, "set the KAMCAREER_OPERATOR_… lines of .env.example", wrong=False)
    try:
        load_all(its.frameworks, its.additions)
    except FileError as error:
        yield Finding("frameworks", str(error.problems[0]), "flask frameworks check says all of it")


def _ways(its: Circumstances) -> Iterator[Finding]:
    url = its.installation.database_url
    if in_the_open(url, its.libpq):
        says = "what is said to the database crosses a network in plain text; KAMCAREER_PRIVATE_NETWORK=1 allows it"
        yield Finding("database", says, "add ?sslmode=verify-full&sslrootcert=… to its address", wrong=False)
    elif unchecked(url, its.libpq):
        says = "nobody looks whether the machine that answers is the right one"
        yield Finding("database", says, "set sslmode=verify-full and sslrootcert in its address", wrong=False)
    if in_the_open(its.limits_url):
        says = "what is said to Redis crosses a network in plain text; KAMCAREER_PRIVATE_NETWORK=1 allows it"
        yield Finding("limits", says, "set KAMCAREER_LIMITS_URL=rediss://…", wrong=False)


def _database(session: Session, its: Circumstances, now: datetime) -> Iterator[Finding]:
    if its.installation.kind == "sqlite" and not its.installation.database_file.exists():
        yield Finding("database", f"there is none at {its.installation.database_file}", "start once: flask serve")
        return
    try:
        if not schema_is_current(session, its.installation.migrations):
            yield Finding(
                "schema", "the tables are not the ones of this version", "flask backup, then: flask db upgrade"
            )
            return
        for look in (_storage, _people, _model, _trail):
            yield from look(session, its, now)
    except SQLAlchemyError as error:
        remedy = "is it running, is KAMCAREER_DATABASE_URL right, may this user in?"
        yield Finding("database", f"it does not answer ({type(error).__name__})", remedy)


def _storage(session: Session, its: Circumstances, _now: datetime) -> Iterator[Finding]:
    if unsafe := unsafe_settings(session):
        says = f"acknowledged answers can get lost: {', '.join(unsafe)}"
        yield Finding("database", says, "take the setting back where the database is set up, and restart it")
    if fault := damage(session):
        remedy = "stop the server, keep the file, then: flask restore --replace BACKUP"
        yield Finding("database", f"it is damaged: {fault}", remedy)
    file, folder = its.installation.database_file, its.installation.data_folder
    if its.installation.kind == "sqlite" and file.parent != folder and file.stat().st_mode & 0o077:
        yield Finding("database", f"others can read {file}", f"chmod 600 {file}")


def _people(session: Session, its: Circumstances, now: datetime) -> Iterator[Finding]:
    since = last_backup(its.installation.data_folder)
    if holds_people(session) and (since is None or now - since > OLD_BACKUP):
        says = f"the last one is of {since:%Y-%m-%d %H:%M} UTC" if since else "there was none so far"
        yield Finding("backup", says, "flask backup FOLDER, by a timer every night (docs/operations.md)")
    waits = waiting_since(session)
    if its.sends_mail and waits and now - waits > OLD_LETTER:
        yield Finding("mail", f"letters wait since {waits:%Y-%m-%d %H:%M} UTC", "flask mail send says why, by a timer")
    columns = pool_file(its.installation.data_folder)
    if columns.exists() and now.timestamp() - columns.stat().st_mtime > OLD_POOL.total_seconds():
        remedy = f"flask pool refresh, by a timer every night (docs/operations.md); or delete {columns}"
        yield Finding("pool", "its columns are old and hold people who may have withdrawn since", remedy)
    asked = job_waits_since(session)
    if asked and now - asked > OLD_JOB:
        helps = "start the server" if its.installation.kind == "sqlite" else "start a worker: flask worker"
        yield Finding("background", f"a job waits since {asked:%Y-%m-%d %H:%M} UTC, and nobody does it", helps)
    late = due(session, its.terms, now - OVERDUE)
    if late.assessments or late.accounts:
        remedy = "flask retention run, by a timer every hour (docs/operations.md)"
        yield Finding("retention", "data is kept longer than promised", remedy)


def _model(session: Session, its: Circumstances, _now: datetime) -> Iterator[Finding]:
    place = Place(its.frameworks, its.additions, its.framework_id)
    newest = newest_publication(session, its.framework_id)
    if newest and newest.sha256 and (release_waits(newest, place) or files_moved_on(newest, place)):
        says = f"files or additions were changed since version {newest.version} was published, which stays in use"
        remedy = "bring the release in at /hr/models, or begin a draft of the files; or flask frameworks use-files"
        yield Finding("model", says, remedy, wrong=False)


def _trail(session: Session, its: Circumstances, now: datetime) -> Iterator[Finding]:
    secret = its.installation.secret or ""
    ended = replaced_by(session, secret)
    if ended:
        says, remedy = f"it was replaced at {ended.at:%Y-%m-%d %H:%M} UTC", "start once, which says more: flask serve"
        yield Finding("secret", says, remedy)
    number = None if ended else broken_at(session, secret)
    if number is not None:
        remedy = "docs/breach.md; compare with the trail of a backup: flask restore --check"
        yield Finding("audit trail", f"entry {number} was changed, or one before it is missing", remedy)
    newest = newest_event(session)
    if newest and newest - now > CLOCK_MAY_DIFFER:
        says = f"the trail already knows {newest:%Y-%m-%d %H:%M} UTC"
        yield Finding("clock", says, "the clock was set back; let it be set by NTP: timedatectl set-ntp true")


def _same_disk(list_file: Path, data: Path) -> bool:
    return list_file.parent.exists() and list_file.parent.stat().st_dev == data.stat().st_dev


def _loopback(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
