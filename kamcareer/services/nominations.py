"""The talent pool: HR nominates, the person agrees or not and may leave, nothing goes on by itself."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import uuid4

from sqlalchemy.orm import Session

from kamcareer.core.accounts import Account, Role
from kamcareer.core.legal_basis import Holder, NoBasisError, Purpose
from kamcareer.core.legal_texts import Agreement
from kamcareer.core.nominations import (
    ASKED_BEFORE,
    ENDED,
    LIVE,
    LogEntry,
    Nomination,
    Standing,
    Status,
    Who,
    may_follow,
    may_hold_until,
)
from kamcareer.services.legal_bases import agree
from kamcareer.store.accounts import account_of, account_of_number, find_account, find_accounts
from kamcareer.store.legal_bases import end_basis
from kamcareer.store.nominations import (
    account_of_person,
    add_entry,
    add_nomination,
    all_nominations,
    basis_of,
    curators,
    ending_between,
    find_nomination,
    lock_person,
    log_of,
    nominations_of_account,
    nominations_of_person,
    number_of_account,
    set_agreed,
    set_reminded,
    set_status,
    set_until,
)
from kamcareer.store.people import join_accounts

__all__ = ["all_nominations", "curators", "find_nomination", "nominations_of_account"]

CURATING = frozenset({Role.HR, Role.MANAGER})


class UnknownPersonError(LookupError):
    """Nobody has this personnel number."""


class NotTheirAccountError(ValueError):
    """The person cannot be told: no account is theirs, or the one that was named is somebody else's."""


class NoCuratorError(ValueError):
    """The account is not there, may see nobody, or is that of the person."""


class NominatedAlreadyError(ValueError):
    """The person is nominated for this role, and it holds."""


class NotNowError(ValueError):
    """The nomination stands otherwise by now, or a day is too near or too far."""


@dataclass(frozen=True)
class Proposal:
    """Whom HR nominates: `account` and `curator` sign in by these names; `account` only where none is joined."""

    number: str
    role: str
    account: str
    curator: str
    until: date
    words: str


def propose(session: Session, proposal: Proposal, now: datetime, today: date) -> Nomination:
    """Nominate somebody for a role; it is a proposal that they are told of, and no more before they agree.

    UnknownPersonError, NotTheirAccountError, NoCuratorError, NominatedAlreadyError, NotNowError.
    """
    join_accounts(session)
    person = account_of_person(session, proposal.number)
    if person is None:
        raise UnknownPersonError
    name, joined = person
    own = find_account(session, joined) if joined else _account(session, proposal.account)
    if own is None or own.closed or (not joined and number_of_account(session, own.id)):
        raise NotTheirAccountError
    curator = _curator(session, proposal.curator, own.id)
    if not may_hold_until(proposal.until, today):
        raise NotNowError
    lock_person(session, proposal.number)
    there = nominations_of_person(session, proposal.number)
    if any(one.role == proposal.role and one.standing(today) in LIVE for one in there):
        raise NominatedAlreadyError
    made = Nomination(
        id=str(uuid4()),
        number=proposal.number,
        name=name,
        unit="",
        post=None,
        account_id=own.id,
        role=proposal.role,
        status=Status.PROPOSED,
        curator_id=curator.id,
        curator=curator.sign_in_name,
        until=proposal.until,
        proposed=now,
    )
    add_nomination(session, made, own.id)
    add_entry(session, made.id, LogEntry(now, Who.HR, proposal.words, Status.PROPOSED, proposal.until))
    return made


def change(session: Session, one: Nomination, status: Status, words: str, now: datetime, today: date) -> str | None:
    """Let HR give a nomination its next status, with the reason; return the consent that is over with it, if any.

    NotNowError; NoBasisError once the consent is withdrawn.
    """
    _must_be_allowed(one, today)
    if not may_follow(one.standing(today), status):
        raise NotNowError
    ends = status in {Status.APPOINTED, Status.LEFT}
    if not set_status(session, one, status, now if ends else None):
        raise NotNowError
    add_entry(session, one.id, LogEntry(now, Who.HR, words, status))
    return _end_consent(session, one, now) if ends else None


def prolong(  # noqa: PLR0913 - until when, who looks after it, and why
    session: Session, one: Nomination, until: date, curator: str, words: str, now: datetime, today: date
) -> None:
    """Let HR set another day, and another curator if one is named. NotNowError, NoCuratorError, NoBasisError."""
    _must_be_allowed(one, today)
    if one.standing(today) not in LIVE or not may_hold_until(until, today):
        raise NotNowError
    named = _curator(session, curator, one.account_id).id if curator else one.curator_id
    if not set_until(session, one, until, named):
        raise NotNowError
    add_entry(session, one.id, LogEntry(now, Who.HR, words, until=until))


def own_nomination(session: Session, id: str, account_id: str) -> Nomination | None:
    """Return a nomination of somebody's own; None where it is not theirs."""
    one = find_nomination(session, id)
    return one if one and one.account_id == account_id else None


def accept(session: Session, one: Nomination, agreed: Agreement, now: datetime, today: date) -> None:
    """Let a person agree to be in the talent pool for this role. NotNowError, NoBasisError."""
    if agreed.purpose is not Purpose.SUCCESSION:
        raise NoBasisError(Purpose.SUCCESSION)
    if one.standing(today) is not Standing.PROPOSED:
        raise NotNowError
    record = agree(session, Holder(account_id=one.account_id), agreed, now)
    if not set_agreed(session, one.id, record.id, now):
        raise NotNowError
    add_entry(session, one.id, LogEntry(now, Who.PERSON, "", Status.AGREED))


def leave(session: Session, one: Nomination, words: str, now: datetime, today: date) -> str | None:
    """Let a person say no, or leave, with or without a word; return the consent that ended. NotNowError."""
    if one.standing(today) not in LIVE or not set_status(session, one, Status.LEFT, now):
        raise NotNowError
    add_entry(session, one.id, LogEntry(now, Who.PERSON, words, Status.LEFT))
    return _end_consent(session, one, now)


def shown_log(session: Session, one: Nomination, today: date) -> list[LogEntry]:
    """Return the log of a nomination, the newest first; nothing of it once its person has withdrawn the consent."""
    return [] if one.standing(today) is Standing.WITHDRAWN else log_of(session, one.id)


def own_log(session: Session, one: Nomination) -> list[LogEntry]:
    """Return to a person all that was written about their nomination."""
    return log_of(session, one.id)


@dataclass(frozen=True)
class DueReminder:
    """A letter to a curator: a nomination of theirs holds for a month or less."""

    curator: Account
    nomination: Nomination


def due_reminders(session: Session, today: date, now: datetime) -> list[DueReminder]:
    """Return the letters about days that come near, one a nomination, and note that they are written."""
    soon = [one for one in ending_between(session, today, today + ASKED_BEFORE) if one.standing(today) in LIVE]
    found = {one.id: one for one in find_accounts(session, {one.curator_id for one in soon if one.curator_id})}
    return [
        DueReminder(curator, one)
        for one in soon
        if (curator := found.get(one.curator_id or "")) and set_reminded(session, one.id, now)
    ]


def account_by_id(session: Session, id: str | None) -> Account | None:
    """Return the account of a person or a curator, to write to it; None where there is none any more."""
    return find_account(session, id) if id else None


def _must_be_allowed(one: Nomination, today: date) -> None:
    if one.standing(today) is Standing.WITHDRAWN:
        raise NoBasisError(Purpose.SUCCESSION)
    if one.standing(today) in ENDED:
        raise NotNowError


def _end_consent(session: Session, one: Nomination, now: datetime) -> str | None:
    basis = basis_of(session, one.id)
    if basis:
        end_basis(session, basis, now)
    return basis


def _account(session: Session, name: str) -> Account | None:
    if not name:
        return None
    return account_of(session, name) if "@" in name else account_of_number(session, name)


def _curator(session: Session, name: str, persons: str | None) -> Account:
    found = _account(session, name)
    if found is None or found.closed or not found.granted & CURATING or found.id == persons:
        raise NoCuratorError
    return found
