"""The own links of people in vacancies: the one way in for whoever applies without an account."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import delete, or_, select, update
from sqlalchemy.orm import Session

from kamcareer.core.applications import Application, CameBy
from kamcareer.store.applications import application_of_row, consents, find_application, one_application
from kamcareer.store.tables import ApplicationRow, VacancyRow


def application_of_secret(session: Session, secret_sha256: str, *, lock: bool = False) -> Application | None:
    """Return whose own link it is; None when it is nobody's. `lock` keeps other writers out until the commit."""
    return one_application(session, ApplicationRow.secret_sha256 == secret_sha256, lock=lock)


def applications_of_secrets(session: Session, vacancy_id: str, hashes: Iterable[str]) -> dict[str, Application]:
    """Return whose own links of a vacancy these are, by the hash of the secret."""
    row = ApplicationRow
    query = select(row).where(row.vacancy_id == vacancy_id, row.secret_sha256.in_(list(hashes)))
    return {one.secret_sha256: application_of_row(one) for one in session.execute(query).scalars() if one.secret_sha256}


def set_secret(session: Session, id: str, secret_sha256: str, expires: datetime) -> None:
    """Give somebody a new link: the old one opens nothing any more, and another browser may go on.

    It is shown to whoever asked for it, so nothing of an earlier application may be taken over by it.
    """
    values = {"secret_sha256": secret_sha256, "expires_at": expires, "revoked_at": None, "bound": False}
    values["mailed_only"] = False
    session.execute(update(ApplicationRow).where(ApplicationRow.id == id).values(**values))


def move_link_ends(session: Session, vacancy_id: str, expires: datetime) -> None:
    """Let the links of a vacancy work until another moment."""
    links = (ApplicationRow.vacancy_id == vacancy_id, ApplicationRow.secret_sha256.is_not(None))
    session.execute(update(ApplicationRow).where(*links).values(expires_at=expires))


def set_mailed(session: Session, id: str, now: datetime) -> None:
    """Note that somebody's present link went out as a letter."""
    session.execute(update(ApplicationRow).where(ApplicationRow.id == id).values(mailed_at=now))


def set_revoked(session: Session, id: str, now: datetime) -> None:
    """Let somebody's link open nothing any more."""
    session.execute(update(ApplicationRow).where(ApplicationRow.id == id).values(revoked_at=now))


def set_first_opened(session: Session, id: str, now: datetime) -> None:
    """Note when somebody opened their link, the first time."""
    query = update(ApplicationRow).where(ApplicationRow.id == id, ApplicationRow.opened_at.is_(None))
    session.execute(query.values(opened_at=now))


def set_bound(session: Session, id: str) -> None:
    """Bind somebody's link to the browser that goes on."""
    session.execute(update(ApplicationRow).where(ApplicationRow.id == id).values(bound=True))


def unanswered(session: Session, mailed_before: datetime, now: datetime) -> list[tuple[Application, str]]:
    """Return who was written to before a moment, may still answer, sent nothing and was never reminded.

    With each comes the hash of their link. Whoever withdrew their consent is left alone, as is a closed vacancy.
    """
    row = ApplicationRow
    query = select(row, row.secret_sha256).join(VacancyRow, VacancyRow.id == row.vacancy_id)
    query = query.where(
        row.came_by == CameBy.INVITATION,
        row.email.is_not(None),
        row.secret_sha256.is_not(None),
        row.reminded_at.is_(None),
        row.finished_at.is_(None),
        row.revoked_at.is_(None),
        row.mailed_at < mailed_before,
        row.expires_at > now,
        VacancyRow.opened_at.is_not(None),
        VacancyRow.closed_at.is_(None),
        or_(row.assessment_id.is_(None), consents()),
    )
    found = session.execute(query.order_by(row.made_at, row.id))
    return [(application_of_row(one), hash) for one, hash in found if hash]


def application_of_hash_part(session: Session, id: str, part: str, *, lock: bool = False) -> Application | None:
    """Return somebody whose present link has a hash that begins so; None where the link was replaced since."""
    query = select(ApplicationRow.secret_sha256).where(ApplicationRow.id == id)
    hash = session.execute(query).scalar_one_or_none()
    return find_application(session, id, lock=lock) if hash and hash.startswith(part) else None


def set_reminded(session: Session, id: str, now: datetime) -> bool:
    """Note that somebody is reminded; False where that happened already."""
    query = update(ApplicationRow).where(ApplicationRow.id == id, ApplicationRow.reminded_at.is_(None))
    return session.execute(query.values(reminded_at=now).returning(ApplicationRow.id)).scalar_one_or_none() is not None


def delete_unused_applications(session: Session, moment: datetime) -> None:
    """Forget those who never began and whose link ended before a moment."""
    unused = (ApplicationRow.assessment_id.is_(None), ApplicationRow.expires_at < moment)
    session.execute(delete(ApplicationRow).where(*unused))
