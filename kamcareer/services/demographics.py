"""Sex and age group: given with a consent of its own, seen by oneself, told to others as counts alone."""

from datetime import date
from hashlib import sha256

from sqlalchemy.orm import Session

from kamcareer.core.demographics import AgeGroup, Demographics, Sex, pseudonym, told
from kamcareer.core.legal_basis import Holder, Purpose
from kamcareer.core.small_cells import Release
from kamcareer.services.legal_bases import history, require
from kamcareer.store.demographics import all_demographics, delete_demographics, find_demographics, put_demographics


def give(session: Session, secret: str, account_id: str, sex: Sex, age_group: AgeGroup, today: date) -> None:
    """Store what somebody said of themselves; NoBasisError without a consent for exactly this."""
    consent = require(session, Holder(account_id=account_id), Purpose.DEMOGRAPHICS)
    put_demographics(session, Demographics(pseudonym(_key(secret), account_id, consent.id), sex, age_group, today))


def own(session: Session, secret: str, account_id: str) -> Demographics | None:
    """Return what somebody said of themselves; None when nothing."""
    found = [find_demographics(session, name) for name in pseudonyms(session, secret, account_id)]
    return next((entry for entry in found if entry), None)


def forget(session: Session, secret: str, account_id: str) -> None:
    """Delete what somebody said of themselves, whatever consents they have given and withdrawn."""
    for name in pseudonyms(session, secret, account_id):
        delete_demographics(session, name)


def pseudonyms(session: Session, secret: str, account_id: str) -> list[str]:
    """Return the names under which somebody's answers may rest: one for each consent they ever gave."""
    records = history(session, Holder(account_id=account_id))
    given = [record.id for record in records if record.purpose is Purpose.DEMOGRAPHICS]
    return [pseudonym(_key(secret), account_id, id) for id in given]


def counts(session: Session, today: date) -> Release:
    """Return what may be told about everybody: groups of ten or more, rounded to five, of the quarters before this."""
    return told(all_demographics(session), today)


def _key(secret: str) -> bytes:
    # A key of its own: whoever can read the audit trail's pseudonyms cannot read these.
    return sha256(f"demographics:{secret}".encode()).digest()
