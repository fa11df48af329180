"""Sex and age group: given with a consent of its own, seen by oneself, told to others as counts alone."""

from datetime import date

from sqlalchemy.orm import Session

from kamcareer.core.demographics import AgeGroup, Demographics, Sex, pseudonym, purpose_of, told
from kamcareer.core.installation_secret import Kept, keys_of
from kamcareer.core.legal_basis import Holder, Purpose
from kamcareer.core.small_cells import Release
from kamcareer.services.legal_bases import history, require
from kamcareer.store.demographics import (
    all_demographics,
    delete_demographics,
    find_demographics,
    put_demographics,
    rename_demographics,
)
from kamcareer.store.legal_bases import consents_for


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
    """Return the names under which somebody's answers may rest, here or in an older backup.

    One for each consent they ever gave under each secret there was.
    """
    given = [record.id for record in history(session, holder) if record.purpose is purpose_of(holder)]
    return [name for id in given for name in _names(secret, holder, id)]


def rests_under(secret: str, holder: Holder, consent_id: str) -> str:
    """Return the name under which somebody's answers rest since one consent."""
    return _names(secret, holder, consent_id)[0]


def rename(session: Session, before: str, secret: str) -> None:
    """Let every answer rest under the name that a new secret gives it."""
    given = consents_for(session, [Purpose.DEMOGRAPHICS, Purpose.FAIRNESS])
    for holder, consent_id in given:
        rename_demographics(session, rests_under(before, holder, consent_id), rests_under(secret, holder, consent_id))


def _names(secret: str, holder: Holder, consent_id: str) -> list[str]:
    # Keys of their own: whoever can read the audit trail's pseudonyms cannot read these.
    held = holder.account_id or holder.assessment_id or ""
    return [pseudonym(key, held, consent_id) for key in keys_of(secret, Kept.DEMOGRAPHICS)]


def counts(session: Session, today: date) -> Release:
    """Return what may be told about everybody: groups of ten or more, rounded to five, of the quarters before this."""
    return told(all_demographics(session, Purpose.DEMOGRAPHICS), today)
