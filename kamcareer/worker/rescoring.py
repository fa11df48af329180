"""Measuring everybody of a vacancy anew: read and worked out without holding up anybody, stored a few at a time."""

from collections.abc import Callable

from kamcareer.services.rescoring import Part, how_far, keep_part, next_part
from kamcareer.store.database import db, may_write
from kamcareer.web.clock import now, today


def rescore_vacancy(vacancy_id: str, told: Callable[[int, int], object]) -> None:
    """Measure everybody by the profile as it is by then; what was stored before is not worked out again.

    `told` hears of every few people: how many there are, and how many are done.
    """
    # Who changed while they were measured is met again in another round; so is everybody once the profile changed.
    while _round(vacancy_id, told):
        pass


def _round(vacancy_id: str, told: Callable[[int, int], object]) -> bool:
    """Go through everybody once; return whether somebody is left who may be measured in another round."""
    after, stored, left = "", 0, 0
    while part := _worked_out(vacancy_id, after):
        after = part.last
        kept = _stored(part)
        stored, left = stored + kept, left + len(part.said) - kept
        told(*how_far(db.session(), vacancy_id))
        _end()
    return left > 0 or stored > 0


def _worked_out(vacancy_id: str, after: str) -> Part | None:
    may_write.set(False)
    part = next_part(db.session(), vacancy_id, after, today())
    _end()
    return part


def _stored(part: Part) -> int:
    may_write.set(True)
    kept = keep_part(db.session(), part, now())
    db.session.commit()
    may_write.set(False)
    return kept


def _end() -> None:
    db.session.rollback()
    db.session.expunge_all()
