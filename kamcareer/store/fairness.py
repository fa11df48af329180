"""Applicants who said something of sex and age, as far as they came; and what was counted of those before them."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import and_, func, select
from sqlalchemy.orm import Session, aliased

from kamcareer.core.decisions import Outcome
from kamcareer.core.fairness import Counted, Stage, Trait
from kamcareer.core.legal_basis import Purpose
from kamcareer.core.selection.screening import Act
from kamcareer.store.applications import consents
from kamcareer.store.tables import ApplicationRow, DecisionRow, FairnessCountRow, LegalBasisRow, ScreeningRow
from kamcareer.store.tables.instant import Instant


@dataclass(frozen=True)
class Willing:
    """Somebody who sent their answers and agreed to say something of themselves, by that consent; how far they came."""

    assessment_id: str
    consent_id: str
    vacancy_id: str
    sent: datetime
    read: datetime | None
    talk: datetime | None
    act: Act | None


def every_willing(session: Session) -> list[Willing]:
    """Return everybody who sent their answers and agrees to be counted, in one statement."""
    row, basis, decided, screened = ApplicationRow, aliased(LegalBasisRow), DecisionRow, ScreeningRow
    agrees = and_(basis.assessment_id == row.assessment_id, basis.purpose == Purpose.FAIRNESS, basis.until.is_(None))
    query = (
        select(
            row.assessment_id,
            basis.id,
            row.vacancy_id,
            row.finished_at,
            row.read_at,
            func.min(decided.at, type_=Instant),
            screened.act,
        )
        .join(basis, agrees)
        .outerjoin(screened, screened.application_id == row.id)
        .outerjoin(decided, and_(decided.application_id == row.id, decided.outcome == Outcome.TALK))
        .where(row.finished_at.is_not(None), consents())
        .group_by(row.id, basis.id, screened.act)
    )
    return [
        Willing(assessment, consent, vacancy, sent, read, talk, Act(act) if act else None)
        for assessment, consent, vacancy, sent, read, talk, act in session.execute(query)
        if assessment and sent
    ]


def add_counts(session: Session, counts: list[Counted]) -> None:
    """Store what was counted."""
    for one in counts:
        told = {stage.value: one.reached[stage] for stage in Stage}
        row = FairnessCountRow(
            quarter=one.quarter, stratum=one.stratum, trait=one.trait, said=one.group, sent=one.sent, **told
        )
        session.add(row)
    session.flush()


def all_counts(session: Session) -> list[Counted]:
    """Return everything that was ever counted, the earliest quarter first."""
    row = FairnessCountRow
    query = select(row).order_by(row.quarter, row.stratum, row.trait, row.said)
    return [
        Counted(
            one.quarter,
            one.stratum,
            Trait(one.trait),
            one.said,
            one.sent,
            {stage: getattr(one, stage.value) for stage in Stage},
        )
        for one in session.execute(query).scalars()
    ]


def counted_quarters(session: Session) -> set[date]:
    """Return the quarters of which anything was counted."""
    return set(session.execute(select(FairnessCountRow.quarter).distinct()).scalars())
