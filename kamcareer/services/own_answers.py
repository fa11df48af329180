"""Own answers with which an application may begin: a copy of what is asked there too, and only on the person's word."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from kamcareer.core.assessment import Assessment, Depth, Draft
from kamcareer.core.blocks import topics
from kamcareer.core.carried_answers import for_application
from kamcareer.core.legal_basis import NoBasisError
from kamcareer.services.legal_bases import require_for
from kamcareer.services.vacancies import OpenVacancy
from kamcareer.store.assessments import assessments_of, find_assessment, put_draft
from kamcareer.store.frameworks import stored_framework


@dataclass(frozen=True)
class OwnAnswers:
    """What an application could begin with: from which assessment, finished when; answers by topic; topics asked."""

    source: str
    finished: datetime
    drafts: Mapping[str, Draft]
    asked: int


def own_answers(
    session: Session, found: OpenVacancy, account_id: str | None, open_here: Assessment | None, now: datetime
) -> OwnAnswers | None:
    """Return what somebody may carry into an application, of the assessment finished last; None where there is nothing.

    Theirs are the assessments of their account and the one that their browser has open, while something allows it.
    """
    mine = [*(assessments_of(session, account_id) if account_id else []), *([open_here] if open_here else [])]
    offers = (_offer(session, found, one, now) for one in mine)
    return max((one for one in offers if one), key=lambda one: one.finished, default=None)


def carry_over(session: Session, begun: Assessment, own: OwnAnswers) -> None:
    """Put a copy of own answers into an application that has just begun. NoBasisError without a basis for selection."""
    require_for(session, begun)
    here = find_assessment(session, begun.id, lock=True)
    if here and not here.anything:
        _put(session, here.id, own.drafts.items())


def _offer(session: Session, found: OpenVacancy, one: Assessment, now: datetime) -> OwnAnswers | None:
    said = one.counted
    if said.finished is None or one.demo_name:
        return None
    try:
        require_for(session, one)
    except NoBasisError:
        return None
    asked = topics(found.framework, found.vacancy.role, Depth.QUICK)
    copy = for_application(said, stored_framework(session, said.framework_sha256), found.stored, asked, now)
    return OwnAnswers(one.id, said.finished, copy.drafts, len(asked)) if copy.drafts else None


def _put(session: Session, id: str, drafts: Iterable[tuple[str, Draft]]) -> None:
    for competency, draft in drafts:
        put_draft(session, id, competency, draft)
