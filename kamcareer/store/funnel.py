"""The moments of everybody in a vacancy."""

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from kamcareer.core.applications import CameBy
from kamcareer.core.decisions import Outcome
from kamcareer.core.funnel import Passage, Step
from kamcareer.store.applications import consents
from kamcareer.store.tables import ApplicationRow, DecisionRow
from kamcareer.store.tables.instant import Instant


def passages_in(session: Session, vacancy_id: str) -> list[Passage]:
    """Return the ways of everybody in a vacancy, in one statement; whoever withdrew their consent is left out."""
    row, decided = ApplicationRow, DecisionRow
    first = func.min(decided.at, type_=Instant)
    query = (
        select(
            row.came_by,
            row.made_at,
            row.started_at,
            row.finished_at,
            row.read_at,
            first,
            first.filter(decided.outcome == Outcome.TALK),
            first.filter(decided.outcome == Outcome.OFFER),
        )
        .outerjoin(decided, decided.application_id == row.id)
        .where(row.vacancy_id == vacancy_id, or_(row.assessment_id.is_(None), consents()))
        .group_by(row.id)
    )
    return [
        Passage(CameBy(way), {step: at for step, at in zip(Step, moments, strict=True) if at})
        for way, *moments in session.execute(query)
    ]
