"""Situations of an assessment: choosing the best and the worst way, finishing, reading the explanation."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial

from sqlalchemy.orm import Session

from kamcareer.core.assessment import Assessment
from kamcareer.core.framework.competency import Option, Situation
from kamcareer.core.framework.model import Framework
from kamcareer.core.measurement.situations import credit, situation_level
from kamcareer.core.situation_answers import SituationDraft, option_order, situation_of
from kamcareer.services.legal_bases import require_for
from kamcareer.services.saving import Conflict, Place, Saved, save
from kamcareer.services.self_assessment import Sitting
from kamcareer.store.assessments import assessments_of, find_assessment, put_situation, stored_situation


class ClosedError(Exception):
    """The explanation of this situation may have been read: the choice stays as it is."""


@dataclass(frozen=True)
class Explained:
    """A situation that was finished: what was chosen, and the situation itself unless its key is private."""

    competency: str
    situation: Situation
    draft: SituationDraft
    order: tuple[Option, ...]

    @property
    def credit(self) -> float | None:
        """The part of a full score, 0 to 1; None where the key is private."""
        choice = self.draft.choice
        return credit(self.situation, choice) if choice and not self.situation.private else None

    @property
    def level(self) -> float | None:
        """The level that the choice stands for, 0 to 4; None where the key is private."""
        choice = self.draft.choice
        return situation_level(self.situation, choice) if choice and not self.situation.private else None


def save_choice(
    session: Session, sitting: Sitting, situation: str, offered: SituationDraft, key: str, now: datetime
) -> Saved[SituationDraft] | Conflict[SituationDraft] | None:
    """Save what was chosen in a situation; ClosedError once its explanation may have been read."""
    found = situation_of(sitting.framework, situation)
    if found is None:
        raise KeyError(situation)
    place = Place(found[0], partial(_open_draft, situation), _put(situation))
    return save(session, sitting.assessment.id, place, offered, key, now)


def close_situations(session: Session, assessment_id: str, now: datetime) -> None:
    """Finish the situations answered so far: from now on they are explained, and their answers stay.

    NoBasisError when nothing allows it any more.
    """
    assessment = find_assessment(session, assessment_id, lock=True)
    if assessment is not None:
        require_for(session, assessment)
    for id, draft in assessment.situations.items() if assessment else ():
        if draft.answered and draft.closed is None:
            put_situation(session, assessment_id, id, replace(draft, closed=now))


def explained_situations(framework: Framework, assessment: Assessment) -> list[Explained]:
    """Return the finished situations in the order of answering."""
    closed = [(draft.first_saved, id, draft) for id, draft in assessment.situations.items() if draft.closed]
    found = [(situation_of(framework, id), draft) for _, id, draft in sorted(closed, key=lambda part: part[:2])]
    return [
        Explained(*there, draft, option_order(there[1], assessment.id)) for there, draft in found if there is not None
    ]


def seen_situations(session: Session, account_id: str | None, open_here: Assessment | None) -> tuple[str, ...]:
    """Return the situations a person met in their account's assessments and in the one this browser has open."""
    earlier = assessments_of(session, account_id) if account_id else []
    known = {id for one in [*earlier, *([open_here] if open_here else [])] for id in (*one.situations, *one.seen)}
    return tuple(sorted(known))


def _open_draft(situation: str, session: Session, id: str) -> SituationDraft:
    draft = stored_situation(session, id, situation)
    if draft.closed:
        raise ClosedError
    return draft


def _put(situation: str) -> Callable[[Session, str, SituationDraft], None]:
    return lambda session, id, draft: put_situation(session, id, situation, draft)
