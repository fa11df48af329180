"""A self-assessment from start to deletion."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import uuid4

from sqlalchemy.orm import Session

from kamcareer.core.assessment import Assessment, Depth, Draft
from kamcareer.core.framework.model import Framework
from kamcareer.core.legal_basis import Holder, LegalBasis, NoBasisError, Purpose, live, must_be_allowed
from kamcareer.core.legal_texts import Agreement
from kamcareer.core.vacancies import framework_of
from kamcareer.services.erased_answers import erase_answers
from kamcareer.services.legal_bases import agree, holder_of, require_for
from kamcareer.services.saving import Conflict, Place, Saved, save
from kamcareer.store.accounts import is_closed
from kamcareer.store.applications import vacancy_of_assessment
from kamcareer.store.assessments import (
    add_assessment,
    find_assessment,
    find_assessments,
    put_draft,
    put_frequencies,
    put_situation,
    set_depth,
    set_finished,
    set_target,
    stored_draft,
)
from kamcareer.store.frameworks import keep_framework, stored_framework
from kamcareer.store.legal_bases import bases_of_all


@dataclass(frozen=True)
class Sitting:
    """An assessment together with the framework it was started on, whatever the files say today.

    `bases` are the consents and other bases of whoever it belongs to, ended ones too. Where it is for a vacancy, its
    role asks what the vacancy asks.
    """

    assessment: Assessment
    framework: Framework
    bases: tuple[LegalBasis, ...]
    vacancy_id: str | None = None

    def allowed(self) -> bool:
        """Return whether something allows processing the assessment for its purpose."""
        return bool(self.assessment.demo_name) or live(self.assessment.purpose, self.bases) is not None

    def must_be_allowed(self) -> None:
        """Refuse to process the assessment for its purpose where nothing allows it. NoBasisError."""
        if not self.assessment.demo_name:
            must_be_allowed(self.assessment.purpose, self.bases)


def start(  # noqa: PLR0913 - what an assessment begins with
    session: Session,
    framework: Framework,
    present: str | None,
    target: str,
    now: datetime,
    agreed: Agreement,
    seen: tuple[str, ...] = (),
) -> Assessment:
    """Begin an assessment on the framework as it is now. KeyError for an unknown role, NoBasisError without a basis.

    `seen` are the situations that the person met before: others are asked as long as there are any.
    """
    if agreed.purpose is not Purpose.DEVELOPMENT:
        raise NoBasisError(Purpose.DEVELOPMENT)
    for role in (present, target):
        if role is not None and role not in framework.roles:
            raise KeyError(role)
    sha256 = keep_framework(session, framework, now)
    assessment = Assessment(str(uuid4()), sha256, present, target, now, seen=seen)
    add_assessment(session, assessment)
    agree(session, Holder(assessment_id=assessment.id), agreed, now)
    return assessment


def open_sitting(session: Session, id: str) -> Sitting | None:
    """Return an assessment and its framework; None when it was deleted or never was."""
    return open_sittings(session, [id]).get(id)


def open_sittings(session: Session, ids: Collection[str]) -> dict[str, Sitting]:
    """Return assessments with their frameworks, by id; what was deleted is left out.

    In as many statements for hundreds as for one, but for those for a vacancy, of which each asks for its own.
    """
    found = find_assessments(session, ids)
    bases = bases_of_all(session, {holder_of(one) for one in found.values()}) if found else {}
    return {id: _sitting(session, one, bases.get(holder_of(one), ())) for id, one in found.items()}


def _sitting(session: Session, assessment: Assessment, bases: Iterable[LegalBasis]) -> Sitting:
    stored = stored_framework(session, assessment.framework_sha256)
    vacancy = vacancy_of_assessment(session, assessment.id) if assessment.applies else None
    if vacancy is None:
        return Sitting(assessment, stored, tuple(bases))
    return Sitting(assessment, framework_of(stored, vacancy), tuple(bases), vacancy.id)


def sitting_by_link(session: Session, id: str) -> Sitting | None:
    """Return an assessment for whoever holds a link to it; None too while the account it is in is switched off."""
    sitting = open_sitting(session, id)
    owner = sitting.assessment.owner if sitting else None
    return None if owner and is_closed(session, owner) else sitting


def own_sitting(session: Session, id: str, account_id: str | None) -> Sitting | None:
    """Return an assessment for whoever asks; None too when it was taken into an account that is not theirs."""
    sitting = open_sitting(session, id)
    return sitting if sitting and sitting.assessment.owner in {None, account_id} else None


def save_answer(
    session: Session, id: str, competency: str, offered: Draft, key: str, now: datetime
) -> Saved[Draft] | Conflict[Draft] | None:
    """Save one answer.

    `offered.revision` is the revision the client saw; `key` was made by the client for this very save, so that the same
    save sent twice is stored once. None when the assessment does not exist,
    NoBasisError when nothing allows it any more.
    """
    place = Place(
        competency,
        lambda session, id: stored_draft(session, id, competency),
        lambda session, id, draft: put_draft(session, id, competency, draft),
    )
    return save(session, id, place, offered, key, now)


def aim_at(session: Session, id: str, target: str) -> None:
    """Aim the same answers at another role; NoBasisError without a basis."""
    _allowed(session, id)
    set_target(session, id, target)


def ask(session: Session, id: str, depth: Depth) -> None:
    """Ask less or more; every answer stays and counts. NoBasisError without a basis."""
    _allowed(session, id)
    set_depth(session, id, depth)


def finish(session: Session, id: str, now: datetime) -> None:
    """Note that the person asked for the report; NoBasisError without a basis.

    What was not answered again in this round stands as it was said before, with its date.
    """
    _allowed(session, id)
    assessment = find_assessment(session, id, lock=True)
    if assessment and assessment.standing:
        _let_stand(session, assessment, assessment.standing)
    set_finished(session, id, now)


def erase(session: Session, id: str) -> bool:
    """Delete the answers and everything that hangs on them, at once; return whether there was anything."""
    return erase_answers(session, id)


def _let_stand(session: Session, assessment: Assessment, before: Assessment) -> None:
    for id, draft in before.drafts.items():
        if draft.answered and not assessment.draft(id).answered:
            put_draft(session, assessment.id, id, replace(draft, revision=assessment.draft(id).revision + 1))
    for id, often in before.frequencies.items():
        if often.answered and not assessment.frequency(id).answered:
            put_frequencies(session, assessment.id, id, replace(often, revision=assessment.frequency(id).revision + 1))
    # Old and new situations together would let the credit of a single private one be worked out.
    if not any(draft.answered for draft in assessment.situations.values()):
        for id, choice in before.situations.items():
            put_situation(session, assessment.id, id, replace(choice, revision=assessment.situation(id).revision + 1))


def _allowed(session: Session, id: str) -> None:
    assessment = find_assessment(session, id)
    if assessment is not None:
        require_for(session, assessment)
