"""People who left: what goes with their record, whom an order keeps, and forgetting them for good."""

from collections.abc import Collection, Iterable
from datetime import date, datetime

from sqlalchemy.orm import Session

from kamcareer.core.leavers import Leaver, Missing, Recorded, Traces, missing_from_newest
from kamcareer.core.legal_basis import Holder
from kamcareer.core.retention import Hold
from kamcareer.services.retention import hold_on
from kamcareer.store.leavers import agreed_nominations, all_recorded, recorded, traces_of
from kamcareer.store.legal_bases import end_basis
from kamcareer.store.people import delete_person


def leavers(session: Session, records: Collection[str], today: date) -> list[Leaver]:
    """Return the people of some records by name, each with the order that keeps them; none for one that is gone."""
    return [Leaver(one, _hold(session, one, today)) for one in recorded(session, records)]


def goes_with(session: Session, people: Iterable[Leaver], today: date) -> Traces:
    """Return how much is deleted with the records of people, those left out whom an order keeps."""
    return traces_of(session, [one.known for one in people if one.hold is None], today)


def forget_leavers(session: Session, people: Iterable[Leaver], now: datetime) -> list[str]:
    """Delete the records of people who left, and return the consents to the talent pool that end with them.

    One whom an order keeps stays.
    """
    ended: list[str] = []
    for one in people:
        if one.hold is None:
            ended += agreed_nominations(session, one.known)
            delete_person(session, one.known.record)
    for basis in ended:
        end_basis(session, basis, now)
    return ended


def missing(session: Session) -> Missing | None:
    """Return who is not in the newest staff list; None where nobody is known."""
    return missing_from_newest(all_recorded(session))


def _hold(session: Session, one: Recorded, today: date) -> Hold | None:
    return hold_on(session, Holder(account_id=one.account_id), today) if one.account_id else None
