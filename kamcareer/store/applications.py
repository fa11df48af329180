"""People in vacancies."""

from datetime import datetime

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from kamcareer.core.applications import Application, CameBy, Facts, Tool, Travel
from kamcareer.core.vacancies import Vacancy
from kamcareer.store.tables import ApplicationRow
from kamcareer.store.vacancies import find_vacancy


def add_application(session: Session, application: Application, secret_sha256: str | None) -> None:
    """Store somebody new in a vacancy."""
    row = ApplicationRow(
        id=application.id,
        vacancy_id=application.vacancy_id,
        assessment_id=application.assessment_id,
        earlier_id=application.earlier,
        mailed_only=application.mailed_only,
        code=application.code,
        came_by=application.came_by,
        name=application.name,
        email=application.email,
        secret_sha256=secret_sha256,
        bound=application.bound,
        made_at=application.made,
        expires_at=application.expires,
        opened_at=application.opened,
        started_at=application.started,
        finished_at=application.finished,
        revoked_at=application.revoked,
    )
    _write(row, application.facts)
    session.add(row)
    session.flush()


def find_application(session: Session, id: str, *, lock: bool = False) -> Application | None:
    """Return somebody in a vacancy; None when there is none. `lock` keeps other writers out until the commit."""
    query = select(ApplicationRow).where(ApplicationRow.id == id)
    if lock:
        query = query.with_for_update()
    row = session.execute(query.execution_options(populate_existing=True)).scalar_one_or_none()
    return application_of_row(row) if row else None


def application_of_secret(session: Session, secret_sha256: str, *, lock: bool = False) -> Application | None:
    """Return whose own link it is; None when it is nobody's."""
    query = select(ApplicationRow.id).where(ApplicationRow.secret_sha256 == secret_sha256)
    id = session.execute(query).scalar_one_or_none()
    return find_application(session, id, lock=lock) if id else None


def application_of_assessment(session: Session, assessment_id: str) -> Application | None:
    """Return whose screening an assessment is; None for one that is for no vacancy."""
    query = select(ApplicationRow).where(ApplicationRow.assessment_id == assessment_id)
    row = session.execute(query.execution_options(populate_existing=True)).scalar_one_or_none()
    return application_of_row(row) if row else None


def vacancy_of_assessment(session: Session, assessment_id: str) -> Vacancy | None:
    """Return the vacancy that an assessment is for; None where it is for none."""
    query = select(ApplicationRow.vacancy_id).where(ApplicationRow.assessment_id == assessment_id)
    id = session.execute(query).scalar_one_or_none()
    return find_vacancy(session, id) if id else None


def applications_to(session: Session, vacancy_id: str) -> list[Application]:
    """Return everybody in a vacancy, newest first."""
    query = select(ApplicationRow).where(ApplicationRow.vacancy_id == vacancy_id)
    rows = session.execute(query.order_by(ApplicationRow.made_at.desc(), ApplicationRow.id)).scalars()
    return [application_of_row(row) for row in rows]


def set_secret(session: Session, id: str, secret_sha256: str, expires: datetime) -> None:
    """Give somebody a new link: the old one opens nothing any more, and another browser may go on.

    It is shown to whoever asked for it, so nothing of an earlier application may be taken over by it.
    """
    values = {"secret_sha256": secret_sha256, "expires_at": expires, "revoked_at": None, "bound": False}
    values["mailed_only"] = False
    session.execute(update(ApplicationRow).where(ApplicationRow.id == id).values(**values))


def set_revoked(session: Session, id: str, now: datetime) -> None:
    """Let somebody's link open nothing any more."""
    session.execute(update(ApplicationRow).where(ApplicationRow.id == id).values(revoked_at=now))


def set_first_opened(session: Session, id: str, now: datetime) -> None:
    """Note when somebody opened their link, the first time."""
    query = update(ApplicationRow).where(ApplicationRow.id == id, ApplicationRow.opened_at.is_(None))
    session.execute(query.values(opened_at=now))


def set_begun(session: Session, id: str, assessment_id: str, now: datetime) -> None:
    """Note that somebody began, with which assessment; from now on the link is bound to a browser."""
    values = {"assessment_id": assessment_id, "started_at": now, "bound": True}
    session.execute(update(ApplicationRow).where(ApplicationRow.id == id).values(**values))


def set_bound(session: Session, id: str) -> None:
    """Bind somebody's link to the browser that goes on."""
    session.execute(update(ApplicationRow).where(ApplicationRow.id == id).values(bound=True))


def set_sent(session: Session, id: str, now: datetime) -> None:
    """Note when somebody sent their answers, the first time."""
    query = update(ApplicationRow).where(ApplicationRow.id == id, ApplicationRow.finished_at.is_(None))
    session.execute(query.values(finished_at=now))


def set_first_read(session: Session, id: str, now: datetime) -> None:
    """Note when somebody of the vacancy opened the answers, the first time."""
    query = update(ApplicationRow).where(ApplicationRow.id == id, ApplicationRow.read_at.is_(None))
    session.execute(query.values(read_at=now))


def put_about(session: Session, id: str, name: str, email: str | None, facts: Facts) -> None:
    """Store what somebody said of themselves besides the answers."""
    row = session.get_one(ApplicationRow, id)
    row.name, row.email = name, email
    _write(row, facts)
    session.flush()


def delete_application(session: Session, id: str) -> None:
    """Forget somebody who never began."""
    session.execute(delete(ApplicationRow).where(ApplicationRow.id == id))


def delete_unused_applications(session: Session, moment: datetime) -> None:
    """Forget those who never began and whose link ended before a moment."""
    unused = (ApplicationRow.assessment_id.is_(None), ApplicationRow.expires_at < moment)
    session.execute(delete(ApplicationRow).where(*unused))


def _write(row: ApplicationRow, facts: Facts) -> None:
    row.salary, row.notice_weeks, row.regions = facts.salary, facts.notice_weeks, facts.regions
    row.licence, row.car, row.right_to_work = facts.licence, facts.car, facts.right_to_work
    row.travel, row.clients, row.tools = facts.travel, facts.clients, sorted(facts.tools)


def application_of_row(row: ApplicationRow) -> Application:
    """Return the application in a row."""
    return Application(
        id=row.id,
        vacancy_id=row.vacancy_id,
        code=row.code,
        came_by=CameBy(row.came_by),
        name=row.name,
        email=row.email,
        made=row.made_at,
        expires=row.expires_at,
        opened=row.opened_at,
        started=row.started_at,
        finished=row.finished_at,
        read=row.read_at,
        revoked=row.revoked_at,
        interviewed=row.interviewed_at,
        bound=row.bound,
        assessment_id=row.assessment_id,
        earlier=row.earlier_id,
        mailed_only=row.mailed_only,
        facts=Facts(
            salary=row.salary,
            notice_weeks=row.notice_weeks,
            regions=row.regions,
            licence=row.licence,
            car=row.car,
            right_to_work=row.right_to_work,
            travel=Travel(row.travel) if row.travel else None,
            clients=row.clients,
            tools=frozenset(map(Tool, row.tools)),
        ),
    )
