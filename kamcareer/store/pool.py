"""People who agreed to be looked at for later vacancies."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Select, func, select
from sqlalchemy.orm import Session

from kamcareer.core.applications import Application
from kamcareer.core.legal_basis import Purpose
from kamcareer.store.applications import application_of_row
from kamcareer.store.tables import ApplicationRow, LegalBasisRow, VacancyRow


@dataclass(frozen=True)
class Kept:
    """One person of the pool: what they sent, for which vacancy it was, and since when they agree."""

    application: Application
    vacancy: str
    agreed: datetime


def kept_for(session: Session, vacancy_id: str, most: int, since: datetime | None = None) -> list[Kept]:
    """Return the people of the pool whom a vacancy does not know yet, who agreed last first, and only after `since`."""
    query = _kept(vacancy_id).order_by(LegalBasisRow.since.desc(), ApplicationRow.id).limit(most)
    return _found(session, query if since is None else query.where(LegalBasisRow.since > since))


def kept_among(session: Session, vacancy_id: str, ids: Sequence[str], most: int) -> list[Kept]:
    """Return the first of some people, by the ids of their applications in their order, who are still in the pool."""
    query = _kept(vacancy_id).where(ApplicationRow.id.in_(ids))
    there = set(session.execute(query.with_only_columns(ApplicationRow.id)).scalars())
    first = [id for id in ids if id in there][:most]
    found = {one.application.id: one for one in _found(session, _kept(vacancy_id).where(ApplicationRow.id.in_(first)))}
    return [found[id] for id in first if id in found]


def every_kept(session: Session, size: int) -> Iterator[dict[str, str]]:
    """Yield everybody in the pool, so many at a time: the id of the application with that of its assessment."""
    query = select(ApplicationRow.id, ApplicationRow.assessment_id).join(LegalBasisRow, _agrees())
    query = query.where(ApplicationRow.finished_at.is_not(None)).order_by(ApplicationRow.id).limit(size)
    last = ""
    while page := session.execute(query.where(ApplicationRow.id > last)).all():
        yield {id: assessment for id, assessment in page if assessment}
        last = page[-1][0]


def count_every_kept(session: Session) -> int:
    """Return how many people are in the pool."""
    query = select(func.count()).select_from(ApplicationRow).join(LegalBasisRow, _agrees())
    return session.execute(query.where(ApplicationRow.finished_at.is_not(None))).scalar_one()


def count_kept_for(session: Session, vacancy_id: str) -> int:
    """Return how many people of the pool a vacancy does not know yet."""
    return session.execute(select(func.count()).select_from(_kept(vacancy_id).subquery())).scalar_one()


def find_kept_for(session: Session, vacancy_id: str, application_id: str) -> Kept | None:
    """Return one of them; None where there is no such person, or they withdrew."""
    row = session.execute(_kept(vacancy_id).where(ApplicationRow.id == application_id)).one_or_none()
    return Kept(application_of_row(row[0]), row[1], row[2]) if row else None


def _found(session: Session, query: Select[ApplicationRow, str, datetime]) -> list[Kept]:
    return [Kept(application_of_row(who), title, since) for who, title, since in session.execute(query)]


def _kept(vacancy_id: str) -> Select[ApplicationRow, str, datetime]:
    """Whoever sent their answers elsewhere and agreed; not twice, and not whom the vacancy knows already."""
    inside = select(ApplicationRow.email).where(ApplicationRow.vacancy_id == vacancy_id)
    inside = inside.where(ApplicationRow.email.is_not(None))
    found = select(ApplicationRow.earlier_id).where(ApplicationRow.vacancy_id == vacancy_id)
    found = found.where(ApplicationRow.earlier_id.is_not(None))
    return (
        select(ApplicationRow, VacancyRow.title, LegalBasisRow.since)
        .join(VacancyRow, VacancyRow.id == ApplicationRow.vacancy_id)
        .join(LegalBasisRow, _agrees())
        .where(ApplicationRow.vacancy_id != vacancy_id, ApplicationRow.finished_at.is_not(None))
        .where(ApplicationRow.email.is_(None) | ApplicationRow.email.not_in(inside), ApplicationRow.id.not_in(found))
    )


def _agrees() -> ColumnElement[bool]:
    return (
        (LegalBasisRow.assessment_id == ApplicationRow.assessment_id)
        & (LegalBasisRow.purpose == Purpose.STORAGE)
        & LegalBasisRow.until.is_(None)
    )
