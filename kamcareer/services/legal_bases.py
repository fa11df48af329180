"""Agreeing, withdrawing, and the gate before all processing for a purpose."""

from collections.abc import Collection, Iterator
from datetime import datetime
from uuid import uuid4

from sqlalchemy.orm import Session

from kamcareer.core.assessment import Assessment
from kamcareer.core.legal_basis import RESTING, Basis, Holder, LegalBasis, Purpose, live, must_be_allowed
from kamcareer.core.legal_texts import Agreement
from kamcareer.store.applications import delete_called_back
from kamcareer.store.legal_bases import add_basis, bases_of, bases_of_all, end_bases
from kamcareer.store.legal_texts import keep_text


def holder_of(assessment: Assessment) -> Holder:
    """Return who holds the bases of an assessment: the account it is in, else the assessment itself."""
    return Holder(account_id=assessment.owner) if assessment.owner else Holder(assessment_id=assessment.id)


def agree(session: Session, holder: Holder, agreed: Agreement, now: datetime) -> LegalBasis:
    """Note that somebody agreed, or was told of another basis; the words they read are kept for ever."""
    sha256 = keep_text(session, agreed.text, now)
    record = LegalBasis(str(uuid4()), agreed.purpose, agreed.basis, sha256, agreed.text.language, agreed.way, now)
    add_basis(session, holder, record)
    return record


def withdraw(session: Session, holder: Holder, purpose: Purpose, now: datetime) -> list[str]:
    """End every consent of a holder for a purpose, and for what rests on it; return the ids of those that were live.

    Another basis stays. Whoever is not kept for later vacancies any more is forgotten where they were called back to
    one and never began.
    """
    purposes = (purpose, *RESTING[purpose])
    ended = [end_bases(session, holder, one, Basis.CONSENT, now) for one in purposes]
    if Purpose.STORAGE in purposes and holder.assessment_id:  # answers to a vacancy are in no account
        delete_called_back(session, holder.assessment_id)
    return [id for ids in ended for id in ids]


def history(session: Session, holder: Holder) -> list[LegalBasis]:
    """Return everything a holder agreed to or was told, newest first, withdrawn consents too."""
    return bases_of(session, holder)


def require(session: Session, holder: Holder, purpose: Purpose) -> LegalBasis:
    """Return what allows processing somebody's data for a purpose; NoBasisError when nothing does."""
    return must_be_allowed(purpose, bases_of(session, holder))


def require_for_all(session: Session, assessments: Collection[Assessment]) -> None:
    """Refuse to process assessments for their purposes where nothing allows it for one of them; in one statement.

    NoBasisError.
    """
    for one, bases in _bases_of_each(session, assessments):
        must_be_allowed(one.purpose, bases)


def those_allowed(session: Session, assessments: Collection[Assessment]) -> list[Assessment]:
    """Return the assessments that something allows to process for their purposes, of real people; in one statement."""
    return [one for one, bases in _bases_of_each(session, assessments) if live(one.purpose, bases)]


def _bases_of_each(
    session: Session, assessments: Collection[Assessment]
) -> Iterator[tuple[Assessment, list[LegalBasis]]]:
    real = [one for one in assessments if not one.demo_name]
    bases = bases_of_all(session, [holder_of(one) for one in real])
    return ((one, bases.get(holder_of(one), [])) for one in real)


def require_for(session: Session, assessment: Assessment) -> None:
    """Refuse to process an assessment for its purpose where nothing allows it; invented people need no basis.

    NoBasisError.
    """
    require_for_all(session, [assessment])
