"""Sex and age group: given with a consent of its own, seen by oneself, told to others as counts alone."""

from datetime import date
from hashlib import sha256

from sqlalchemy.orm import Session

from kamcareer.core.demographics import AgeGroup, Demographics, Sex, pseudonym, purpose_of, told
from kamcareer.core.legal_basis import Holder, Purpose
from kamcareer.core.small_cells import Release
from kamcareer.services.legal_bases import history, require
from kamcareer.store.demographics import all_demographics, delete_demographics, find_demographics, put_demographics


def give(session: Session, secret: str, holder: Holder, sex: Sex, age_group: AgeGroup, today: date) -> None:
    """Store what somebody said of themselves; NoBasisError without a consent for exactly this."""
    purpose = purpose_of(holder)
    name = rests_under(secret, holder, require(session, holder, purpose).id)
    put_demographics(session, Demographics(name, sex, age_group, today, purpose))


def own(session: Session, secret: str, holder: Holder) -> Demographics | None:
    """Return what somebody said of themselves; None when nothing."""
    found = [find_demographics(session, name) for name in pseudonyms(session, secret, holder)]
    return next((entry for entry in found if entry), None)


def forget(session: Session, secret: str, holder: Holder) -> None:
    """Delete what somebody said of themselves, whatever consents they have given and withdrawn."""
    for name in pseudonyms(session, secret, holder):
        delete_demographics(session, name)


def pseudonyms(session: Session, secret: str, holder: Holder) -> list[str]:
    """Return the names under which somebody's answers may rest: one for each consent they ever gave."""
    given = [record.id for record in history(session, holder) if record.purpose is purpose_of(holder)]
    return [rests_under(secret, holder, id) for id in given]


def rests_under(secret: str, holder: Holder, consent_id: str) -> str:
    """Return the name under which somebody's answers rest since one consent."""
    # A key of its own: whoever can read the audit trail's pseudonyms cannot read these.
    key = sha256(f"demographics:{secret}".encode()).digest()
    return pseudonym(key, holder.account_id or holder.assessment_id or "", consent_id)


def counts(session: Session, today: date) -> Release:
    """Return what may be told about everybody: groups of ten or more, rounded to five, of the quarters before this."""
    return told(all_demographics(session, Purpose.DEMOGRAPHICS), today)
