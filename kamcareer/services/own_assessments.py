"""Assessments of an account."""

from datetime import datetime

from sqlalchemy.orm import Session

from kamcareer.core.legal_basis import Holder
from kamcareer.services.legal_bases import history
from kamcareer.services.self_assessment import Sitting
from kamcareer.store.assessments import assessments_of, set_owner
from kamcareer.store.frameworks import stored_framework
from kamcareer.store.legal_bases import move_bases
from kamcareer.store.legal_holds import move_holds
from kamcareer.store.links import revoke


def own_assessments(session: Session, account_id: str) -> list[Sitting]:
    """Return every assessment of an account, newest first."""
    found = assessments_of(session, account_id)
    bases = tuple(history(session, Holder(account_id=account_id)))
    return [Sitting(one, stored_framework(session, one.framework_sha256), bases) for one in found]


def claim(session: Session, assessment_id: str, account_id: str, now: datetime) -> bool:
    """Take an assessment that is nobody's into an account; return whether it was nobody's.

    From now on only the account opens it: the private link and the browsers that remembered it open nothing any more.
    What was agreed to for the assessment holds for the account, and so does an order to keep it.
    """
    taken = set_owner(session, assessment_id, account_id)
    if taken:
        move_bases(session, assessment_id, account_id)
        move_holds(session, assessment_id, account_id)
        revoke(session, assessment_id, now)
    return taken
