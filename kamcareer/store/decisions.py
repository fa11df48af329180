"""Decisions about people in vacancies."""

from collections.abc import Iterable

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from kamcareer.core.decisions import Because, Decision, Outcome
from kamcareer.store.tables import ApplicationRow, DecisionRow


def add_decision(session: Session, decision: Decision) -> None:
    """Store a decision. The database refuses one that nobody made, or that has no reason or no words."""
    session.add(
        DecisionRow(
            id=decision.id,
            application_id=decision.application_id,
            outcome=decision.outcome,
            reasons=" ".join(one.code for one in decision.because),
            words=decision.words,
            decider=decision.decider,
            account_id=decision.account,
            at=decision.at,
        )
    )
    session.flush()


def decisions_about(session: Session, application_ids: Iterable[str]) -> dict[str, list[Decision]]:
    """Return the decisions about some people, the newest first, by application."""
    query = select(DecisionRow).where(DecisionRow.application_id.in_(list(application_ids)))
    found: dict[str, list[Decision]] = {}
    for row in session.execute(query.order_by(DecisionRow.at.desc(), DecisionRow.id)).scalars():
        found.setdefault(row.application_id, []).append(_decision(row))
    return found


def undecided_in(session: Session, vacancy_id: str) -> int:
    """Return how many of a vacancy have sent their answers and were never decided about."""
    row = ApplicationRow
    decided = select(DecisionRow.id).where(DecisionRow.application_id == row.id).exists()
    query = select(func.count()).select_from(row).where(row.vacancy_id == vacancy_id, row.finished_at.is_not(None))
    return session.execute(query.where(~decided)).scalar_one()


def _decision(row: DecisionRow) -> Decision:
    because = tuple(Because.read(code) for code in row.reasons.split())
    return Decision(
        row.id, row.application_id, Outcome(row.outcome), because, row.words, row.decider, row.account_id, row.at
    )
