"""The second look at a draft before it becomes a version: who asked for it, who gave it, and what stands in the way."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from kamcareer.core.framework.draft import DraftHead


class Outcome(StrEnum):
    """What came of a review."""

    RETURNED = "returned"
    PUBLISHED = "published"


class Hindrance(StrEnum):
    """Why a draft cannot be published now, by whoever asks."""

    NOT_ASKED = "not_asked"
    CHANGED = "changed"
    MOVED_ON = "moved_on"
    OWN_WORK = "own_work"


@dataclass(frozen=True)
class Review:
    """Somebody asks another person to look at one state of a draft; `words` say what was changed and why.

    `asked_by` and `answered_by` are accounts, None once those are erased.
    """

    id: str
    draft_id: str
    revision: int
    version: str
    asked_by: str | None
    asked: datetime
    words: str
    outcome: Outcome | None = None
    answered_by: str | None = None
    answered: datetime | None = None
    reason: str = ""


def hindrance(
    head: DraftHead, review: Review | None, editors: Collection[str], who: str, in_use: str, *, alone: bool
) -> Hindrance | None:
    """Return what stands in the way of publishing a draft; None where nothing does.

    `editors` have saved something in it, `in_use` is the content address of what it would replace. `alone` is the word
    of whoever runs the installation that one's own work may be published.
    """
    if review is None or review.outcome is not None:
        return Hindrance.NOT_ASKED
    if review.revision != head.revision:
        return Hindrance.CHANGED
    if head.base_sha256 != in_use:
        return Hindrance.MOVED_ON
    if not alone and (who in editors or who == review.asked_by):
        return Hindrance.OWN_WORK
    return None


def proposed_version(in_use: str, in_draft: str) -> str:
    """Return what the next version may be called: as the draft says where that is later, else one step on."""
    if is_later(in_draft, in_use):
        return in_draft
    *firsts, last = _numbers(in_use)
    return ".".join(map(str, (*firsts, last + 1)))


def is_later(version: str, than: str) -> bool:
    """Return whether a version such as 1.10.0 comes after another one."""
    return _numbers(version) > _numbers(than)


def _numbers(version: str) -> tuple[int, ...]:
    return tuple(map(int, version.split(".")))
