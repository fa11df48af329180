"""One way to save an answer, whatever it answers: once per key, and never over something newer in silence."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Generic, Protocol, Self, TypeVar

from sqlalchemy.orm import Session

from kamcareer.services.legal_bases import require_for
from kamcareer.store.assessments import hold_assessment, remember_save, saved_revision


class Revised(Protocol):
    """An answer on the way; `revision` counts its saves."""

    @property
    def answered(self) -> bool:
        """Whether the question itself was answered."""

    @property
    def revision(self) -> int:
        """How often it was saved."""

    @property
    def first_saved(self) -> datetime | None:
        """When it was answered first."""

    def same_words(self, other: Self, /) -> bool:
        """Return whether two say the same."""


Kept = TypeVar("Kept", bound=Revised)


class SealedError(Exception):
    """The answers were sent for a vacancy: they stay as they are."""


@dataclass(frozen=True)
class Saved(Generic[Kept]):
    """The answer as it is stored now."""

    draft: Kept


@dataclass(frozen=True)
class Conflict(Generic[Kept]):
    """Another tab saved something newer: nothing was changed; both versions, so that the person can choose."""

    stored: Kept
    offered: Kept


@dataclass(frozen=True)
class Place(Generic[Kept]):
    """Where an answer rests: the competency it belongs to, how it is found by the assessment's id and how stored."""

    competency: str
    find: Callable[[Session, str], Kept]
    put: Callable[[Session, str, Kept], None]


def save(
    session: Session, id: str, place: Place[Kept], offered: Kept, key: str, now: datetime
) -> Saved[Kept] | Conflict[Kept] | None:
    """Save one answer.

    `offered.revision` is the revision the client saw; `key` was made by the client for this very save, so that the same
    save sent twice is stored once. None when the assessment does not exist, NoBasisError when nothing allows it,
    SealedError when the answers were sent for a vacancy.
    """
    assessment = hold_assessment(session, id)
    if assessment is None:
        return None
    require_for(session, assessment)
    if assessment.sealed:
        raise SealedError
    stored = place.find(session, id)
    if saved_revision(session, id, key) is not None:
        return Saved(stored)
    if offered.revision != stored.revision and not offered.same_words(stored):
        return Conflict(stored, offered)
    first = _first_answered(stored, offered, now)
    draft = replace(offered, revision=stored.revision + 1, first_saved=first, last_saved=now)  # type: ignore[type-var]
    place.put(session, id, draft)
    remember_save(session, id, key, place.competency, draft.revision)
    return Saved(draft)


def _first_answered(stored: Revised, offered: Revised, now: datetime) -> datetime:
    # The pace is measured between choices; an example typed first does not start the clock.
    if stored.answered and stored.first_saved:
        return stored.first_saved
    return now if offered.answered or stored.first_saved is None else stored.first_saved
