"""A self-assessment from start to deletion."""

from dataclasses import dataclass
from datetime import datetime
from uuid import uuid4

from sqlalchemy.orm import Session

from kamcareer.core.assessment import Assessment, Depth, Draft
from kamcareer.core.framework.model import Framework
from kamcareer.services.saving import Conflict, Place, Saved, save
from kamcareer.store.assessments import (
    add_assessment,
    delete_assessment,
    find_assessment,
    put_draft,
    set_depth,
    set_finished,
    set_target,
)
from kamcareer.store.frameworks import keep_framework, stored_framework


@dataclass(frozen=True)
class Sitting:
    """An assessment together with the framework it was started on, whatever the files say today."""

    assessment: Assessment
    framework: Framework


def start(
    session: Session, framework: Framework, present: str | None, target: str, now: datetime, seen: tuple[str, ...] = ()
) -> Assessment:
    """Begin an assessment on the framework as it is now. KeyError for an unknown role.

    `seen` are the situations that the person met before: others are asked as long as there are any.
    """
    for role in (present, target):
        if role is not None and role not in framework.roles:
            raise KeyError(role)
    sha256 = keep_framework(session, framework, now)
    assessment = Assessment(str(uuid4()), sha256, present, target, now, seen=seen)
    add_assessment(session, assessment)
    return assessment


def open_sitting(session: Session, id: str) -> Sitting | None:
    """Return an assessment and its framework; None when it was deleted or never was."""
    assessment = find_assessment(session, id)
    if assessment is None:
        return None
    return Sitting(assessment, stored_framework(session, assessment.framework_sha256))


def own_sitting(session: Session, id: str, account_id: str | None) -> Sitting | None:
    """Return an assessment for whoever asks; None too when it was taken into an account that is not theirs."""
    sitting = open_sitting(session, id)
    return sitting if sitting and sitting.assessment.owner in {None, account_id} else None


def save_answer(
    session: Session, id: str, competency: str, offered: Draft, key: str, now: datetime
) -> Saved[Draft] | Conflict[Draft] | None:
    """Save one answer.

    `offered.revision` is the revision the client saw; `key` was made by the client for this very save, so that the same
    save sent twice is stored once. None when the assessment does not exist.
    """
    place = Place(
        competency,
        lambda assessment: assessment.draft(competency),
        lambda session, id, draft: put_draft(session, id, competency, draft),
    )
    return save(session, id, place, offered, key, now)


def aim_at(session: Session, id: str, target: str) -> None:
    """Aim the same answers at another role."""
    set_target(session, id, target)


def ask(session: Session, id: str, depth: Depth) -> None:
    """Ask less or more; every answer stays and counts."""
    set_depth(session, id, depth)


def finish(session: Session, id: str, now: datetime) -> None:
    """Note that the person asked for the report."""
    set_finished(session, id, now)


def erase(session: Session, id: str) -> bool:
    """Delete the answers and everything that hangs on them, at once; return whether there was anything."""
    return delete_assessment(session, id)
