"""What is wrong with a database, and with what is due in it."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from kamcareer.core.framework.errors import FileError
from kamcareer.services.audit import broken_at, is_of_another
from kamcareer.services.backups import last_backup
from kamcareer.services.checkup.finding import Circumstances, Finding
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
from kamcareer.store.publications import newest_publication, version_in_charge

OLD_BACKUP, OLD_LETTER, OVERDUE = timedelta(hours=50), timedelta(hours=1), timedelta(hours=24)
OLD_POOL = timedelta(days=3)
OLD_JOB = timedelta(minutes=15)
CLOCK_MAY_DIFFER = timedelta(minutes=1)


def of_database(session: Session, its: Circumstances, now: datetime) -> Iterator[Finding]:
    """Look at the database; where it does not answer, or is of another version, only that is said."""
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
    if its.mail_url and waits and now - waits > OLD_LETTER:
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
    if not version_in_charge(session, its.framework_id) and _has_no_framework(its):
        says = f'there is no framework "{its.framework_id}" in {its.frameworks}'
        yield Finding("model", says, "set KAMCAREER_FRAMEWORK to the id of a framework in KAMCAREER_FRAMEWORKS")
    if newest and newest.sha256 and (release_waits(newest, place) or files_moved_on(newest, place)):
        says = f"files or additions were changed since version {newest.version} was published, which stays in use"
        remedy = "bring the release in at /hr/models, or begin a draft of the files; or flask frameworks use-files"
        yield Finding("model", says, remedy, wrong=False)


def _has_no_framework(its: Circumstances) -> bool:
    try:
        return its.framework_id not in load_all(its.frameworks, its.additions)
    except FileError:  # told with the settings
        return False


def _trail(session: Session, its: Circumstances, now: datetime) -> Iterator[Finding]:
    secret = its.installation.secret or ""
    ended = replaced_by(session, secret)
    if ended:
        says, remedy = f"it was replaced at {ended.at:%Y-%m-%d %H:%M} UTC", "start once, which says more: flask serve"
        yield Finding("secret", says, remedy)
    strange = not ended and is_of_another(session, secret)
    if strange:
        says = "the database was sealed with another one"
        remedy = "do KAMCAREER_DATA, KAMCAREER_SECRET_KEY and KAMCAREER_DATABASE_URL name one installation?"
        yield Finding("secret", says, remedy)
    number = None if ended or strange else broken_at(session, secret)
    if number is not None:
        remedy = "docs/breach.md; compare with the trail of a backup: flask restore --check"
        yield Finding("audit trail", f"entry {number} was changed, or one before it is missing", remedy)
    newest = newest_event(session)
    if newest and newest - now > CLOCK_MAY_DIFFER:
        says = f"the trail already knows {newest:%Y-%m-%d %H:%M} UTC"
        yield Finding("clock", says, "the clock was set back; let it be set by NTP: timedatectl set-ntp true")
