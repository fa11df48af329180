"""Writing down for the talk with the manager what one wants."""

from datetime import datetime

from sqlalchemy.orm import Session

from kamcareer.core.ambition import Ambition
from kamcareer.services.self_assessment import Sitting
from kamcareer.store.ambition import delete_ambition, find_ambition, put_ambition


def ambition_of(session: Session, sitting: Sitting) -> Ambition | None:
    """Return what the person wrote; None while they wrote nothing."""
    return find_ambition(session, sitting.assessment.id)


def keep_ambition(session: Session, sitting: Sitting, ambition: Ambition, now: datetime) -> None:
    """Keep what the person wrote. NoBasisError."""
    sitting.must_be_allowed()
    put_ambition(session, sitting.assessment.id, ambition, now)


def forget_ambition(session: Session, sitting: Sitting) -> None:
    """Delete what the person wrote."""
    delete_ambition(session, sitting.assessment.id)
