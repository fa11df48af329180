"""What people can give to their development plans."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from kamcareer.core.planning.limits import Limits, Objective
from kamcareer.store.tables import PlanLimitsRow


@dataclass(frozen=True)
class KeptLimits:
    """The limits of a plan and when the person set them."""

    limits: Limits
    since: datetime


def find_limits(session: Session, assessment_id: str) -> KeptLimits | None:
    """Return the limits kept with an assessment; None while there are none."""
    row = session.get(PlanLimitsRow, assessment_id, populate_existing=True)
    if row is None:
        return None
    limits = Limits(row.minutes_per_week / 60, row.weeks, row.budget, Objective(row.objective))
    return KeptLimits(limits, row.saved_at)


def put_limits(session: Session, assessment_id: str, kept: KeptLimits) -> None:
    """Keep the limits with an assessment, in place of earlier ones."""
    limits = kept.limits
    session.merge(
        PlanLimitsRow(
            assessment_id=assessment_id,
            minutes_per_week=limits.minutes_per_week,
            weeks=limits.weeks,
            budget=limits.budget,
            objective=limits.objective.value,
            saved_at=kept.since,
        )
    )
    session.flush()
