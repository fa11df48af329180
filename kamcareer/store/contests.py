"""Contests, and the plans that applicants let a panel see."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from kamcareer.core.contests import Contest, Timetable
from kamcareer.core.shown_plans import ShownPlan
from kamcareer.store.legal_bases import basis_of_row
from kamcareer.store.tables import ContestRow, LegalBasisRow, ShownPlanRow


def put_contest(session: Session, vacancy_id: str, contest: Contest) -> None:
    """Store a contest in place of what was stored of it."""
    session.merge(
        ContestRow(
            vacancy_id=vacancy_id,
            chair_id=contest.chair,
            first_stage_on=contest.days.first_stage,
            final_on=contest.days.final,
            result_on=contest.days.result,
            announced_at=contest.announced,
            revealed_at=contest.revealed,
            decided_at=contest.decided,
            words=contest.words,
            finished_at=contest.finished,
            called_off_at=contest.called_off,
        )
    )
    session.flush()


def contest_of_row(row: ContestRow) -> Contest:
    """Return the contest in a row."""
    return Contest(
        chair=row.chair_id,
        days=Timetable(row.first_stage_on, row.final_on, row.result_on),
        announced=row.announced_at,
        revealed=row.revealed_at,
        decided=row.decided_at,
        words=row.words,
        finished=row.finished_at,
        called_off=row.called_off_at,
    )


def put_shown_plan(session: Session, application_id: str, assessment_id: str, basis_id: str, now: datetime) -> None:
    """Store whose plan the panel may see, and on which consent."""
    session.merge(
        ShownPlanRow(application_id=application_id, assessment_id=assessment_id, basis_id=basis_id, shown_at=now)
    )
    session.flush()


def shown_plans(session: Session, application_ids: Iterable[str]) -> dict[str, ShownPlan]:
    """Return the plans that some applicants opened, by application, those that were taken back too."""
    query = select(ShownPlanRow, LegalBasisRow).join(LegalBasisRow, LegalBasisRow.id == ShownPlanRow.basis_id)
    query = query.where(ShownPlanRow.application_id.in_(list(application_ids)))
    rows = session.execute(query.execution_options(populate_existing=True))
    return {row.application_id: ShownPlan(row.assessment_id, basis_of_row(basis), row.shown_at) for row, basis in rows}
