"""Calibration sessions: HR makes one about people of a round, and each of them is asked; what came of it for them.

Nobody is compared unasked: of whoever has not agreed nothing is in it. The meeting itself: calibration_meetings.py.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import uuid4

from sqlalchemy.orm import Session

from kamcareer.core.accounts import Account, Role
from kamcareer.core.calibration_sessions import (
    LEAST_MANAGERS,
    CalibrationSession,
    Compared,
    Line,
    Part,
    Seat,
    Word,
    lines,
)
from kamcareer.core.company_rounds import Participant
from kamcareer.core.framework.model import Framework
from kamcareer.services.calibration_meetings import SessionClosedError, levels_sent
from kamcareer.services.company_rounds import Progress, mailboxes_of
from kamcareer.services.self_assessment import open_sitting
from kamcareer.store.account_names import account_names
from kamcareer.store.accounts import account_of, account_of_number, find_accounts
from kamcareer.store.calibration_sessions import (
    add_calibration_session,
    compared_in,
    comparisons_of,
    forget_lines,
    lock_calibration_session,
    log_of,
    seats_of,
    seats_of_all,
    sessions_of_round,
    sessions_seating,
    set_word,
)
from kamcareer.store.company_rounds import find_company_rounds
from kamcareer.store.frameworks import stored_framework

__all__ = ["sessions_of_round", "sessions_seating"]
LEADING = frozenset({Role.HR, Role.MANAGER})
LEAST_PEOPLE = 2


class NoLeadError(ValueError):
    """Nobody of HR and no manager signs in by this, or they rate one of the people, or are one of them."""


class TooFewError(ValueError):
    """Fewer than two managers, or fewer than two people who take part: there is nothing to lay side by side."""


@dataclass(frozen=True)
class Wanted:
    """What a session is made of; `lead` is what whoever leads it signs in by."""

    title: str
    day: date
    unit: str
    role: str
    managers: Collection[str]
    lead: str


def managers_in(progress: Progress) -> dict[str, str]:
    """Return who rates somebody that takes part in a round, names by account."""
    rating = {one.rater_id: one.rater_name for one, _ in progress.people if one.assessment_id and one.rater_id}
    return dict(sorted(rating.items(), key=lambda one: (one[1], one[0])))


def make_session(
    session: Session, progress: Progress, wanted: Wanted, maker: Account, now: datetime
) -> CalibrationSession:
    """Make a session; everybody in it takes part in the round and is asked first. NoLeadError, TooFewError.

    Whoever sits in it is not compared in it.
    """
    lead = account_of(session, wanted.lead) or account_of_number(session, wanted.lead)
    if lead is None or lead.closed or not lead.granted & LEADING:
        raise NoLeadError
    names = managers_in(progress)
    managers = [id for id in wanted.managers if id in names and id != lead.id]
    sit = {lead.id, maker.id, *managers}
    people = [one for one in _in_scope(progress, wanted) if one.account_id not in sit]
    if lead.id in {one.rater_id for one in people}:
        raise NoLeadError
    if len(managers) < LEAST_MANAGERS or len(people) < LEAST_PEOPLE:
        raise TooFewError
    one = CalibrationSession(str(uuid4()), progress.round.id, wanted.title, wanted.day, wanted.unit, wanted.role, now)
    called = account_names(session, sit)
    seats = [Seat(id, names[id], Part.MANAGER) for id in managers]
    seats.append(Seat(lead.id, called[lead.id], Part.LEAD))
    if maker.id not in {seat.account_id for seat in seats}:
        seats.append(Seat(maker.id, called[maker.id], Part.HR))
    add_calibration_session(session, one, seats, [person.assessment_id or "" for person in people])
    return one


def accounts_asked(session: Session, one: CalibrationSession) -> list[tuple[Compared, Account]]:
    """Return those whose word is awaited, with the accounts to write to."""
    people = [person for person in compared_in(session, one.id) if person.word is Word.AWAITED and person.account_id]
    accounts = {account.id: account for account in find_accounts(session, {p.account_id or "" for p in people})}
    return [(person, accounts[person.account_id]) for person in people if person.account_id in accounts]


def mailboxes_of_seats(session: Session, one: CalibrationSession) -> list[str]:
    """Return the mailboxes of those who sit in a session."""
    return sorted(mailboxes_of(session, [seat.account_id for seat in seats_of(session, one.id)]).values())


@dataclass(frozen=True)
class OwnComparison:
    """A session as somebody sees it whose levels it is about; `lines` are there once it is closed and they finished."""

    session: CalibrationSession
    framework: Framework
    person: Compared
    seats: tuple[Seat, ...]
    lines: tuple[Line, ...]
    allowed: bool

    @property
    def may_answer(self) -> bool:
        """Whether they may say yes or no now, and take back what they said."""
        return self.session.closed is None and self.allowed


def own_comparisons(session: Session, account_id: str, round_id: str = "") -> list[OwnComparison]:
    """Return the sessions for which somebody was asked, in one round or in all, the newest first."""
    found = comparisons_of(session, account_id)
    return _own(session, [(one, person) for one, person in found if round_id in {"", one.round_id}])


def own_comparison(session: Session, id: str, account_id: str) -> OwnComparison | None:
    """Return one of them by its own id; None where it is not theirs."""
    found = comparisons_of(session, account_id)
    return next(iter(_own(session, [(one, person) for one, person in found if person.id == id])), None)


def answer(session: Session, own: OwnComparison, word: Word, now: datetime) -> None:
    """Say whether one's levels may be compared; a no takes everything said about one out again. SessionClosedError.

    NoBasisError where nothing allows the assessment that the levels hang on.
    """
    one = lock_calibration_session(session, own.session.id)
    if one is None or one.closed:
        raise SessionClosedError
    sitting = open_sitting(session, own.person.assessment_id)
    if word is Word.AGREED and sitting:
        sitting.must_be_allowed()
    if word is Word.DECLINED:
        forget_lines(session, own.person.id)
    set_word(session, own.person.id, word, now)


def _in_scope(progress: Progress, wanted: Wanted) -> Iterable[Participant]:
    return [
        one
        for one, _stand in progress.people
        if one.assessment_id and wanted.unit in {"", one.unit} and wanted.role in {"", one.role}
    ]


def _own(session: Session, found: Collection[tuple[CalibrationSession, Compared]]) -> list[OwnComparison]:
    if not found:
        return []
    rounds = find_company_rounds(session, {one.round_id for one, _ in found})
    sent, seats = levels_sent(session, [one for _, one in found]), seats_of_all(session, [one.id for one, _ in found])
    # Nobody reads what their manager said before their own answers are in.
    shown = {person.id for one, person in found if one.closed and person.finished and person.word is Word.AGREED}
    log = log_of(session, shown) if shown else []
    own = []
    for one, person in found:
        framework = stored_framework(session, rounds[one.round_id].framework_sha256)
        levels, of_one = sent[person.id][1] if person.id in sent else {}, [a for a in log if a.person == person.id]
        said = [lines([person], id, {person.id: levels}, of_one) for id in framework.order.competencies]
        settled = tuple(line for several in said for line in several if line.settled)
        own.append(OwnComparison(one, framework, person, tuple(seats.get(one.id, ())), settled, person.id in sent))
    return own
