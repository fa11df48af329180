"""Rounds of the company as HR sees them: made, who is in them, how far everybody is; nothing of what was answered."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import uuid4

from sqlalchemy.orm import Session

from kamcareer.core.accounts import Role
from kamcareer.core.company_rounds import (
    REMINDED_BEFORE,
    Aim,
    CompanyRound,
    Participant,
    Stage,
    Standing,
    UnitProgress,
    by_unit,
    standing,
    target_of,
)
from kamcareer.core.framework.model import Framework
from kamcareer.core.rating_requests import Asked
from kamcareer.store.accounts import account_of, find_accounts
from kamcareer.store.company_rounds import (
    accounts_of_chosen,
    add_company_round,
    add_people,
    all_company_rounds,
    find_company_round,
    numbers_in,
    participants,
    rounds_ending,
    set_account,
    set_rater,
    set_rater_reminded,
    set_reminded,
    take_out,
    waiting_for,
)
from kamcareer.store.frameworks import keep_framework, stored_framework
from kamcareer.store.people import join_accounts
from kamcareer.store.round_peers import awaited, note_reminded

__all__ = ["all_company_rounds"]


@dataclass(frozen=True)
class Planned:
    """What a round is made of."""

    title: str
    aim: Aim
    role: str | None
    deadline: date


def named(people: Iterable[Participant]) -> dict[str, str]:
    """Return the managers of people, names by personnel number in the order of names: two may be called the same."""
    found = {one.rater_number: one.rater_name for one in people if one.rater_number}
    return dict(sorted(found.items(), key=lambda one: (one[1], one[0])))


@dataclass(frozen=True)
class Progress:
    """A round with everybody in it by name and how far they are; `unknown` are managers without an account here."""

    round: CompanyRound
    framework: Framework
    people: Sequence[tuple[Participant, Standing]]

    @property
    def units(self) -> list[UnitProgress]:
        """How far each unit is."""
        return by_unit(self.people)

    @property
    def without_account(self) -> list[Participant]:
        """The people who cannot be asked yet."""
        return [one for one, stand in self.people if stand.own is Stage.NO_ACCOUNT]

    @property
    def unknown(self) -> dict[str, str]:
        """The managers who have no account that rates: names by personnel number."""
        return named(one for one, _ in self.people if not one.rater_id)


class NoRaterError(Exception):
    """The mailbox is no line manager's, or the account is that of somebody who would be rated by it."""


class NotTheirsError(Exception):
    """The mailbox has no account, or it is somebody else's in this round, or the manager's."""


@dataclass(frozen=True)
class Chosen:
    """Who would be in a round: how many people, the mailboxes of those who are asked and of managers who rate."""

    people: int
    asked: frozenset[str]
    raters: frozenset[str]


def chosen_for(session: Session, units: Collection[str], numbers: Collection[str]) -> Chosen:
    """Return who would be in a round for everybody in the units and named, and whom making it would write to."""
    chosen = numbers_in(session, units, numbers)
    join_accounts(session)
    accounts = accounts_of_chosen(session, chosen)
    asked = mailboxes_of(session, {own for own, _ in accounts if own})
    raters = mailboxes_of(session, {manager for _, manager in accounts if manager})
    return Chosen(len(chosen), frozenset(asked.values()), frozenset(raters.values()))


def make_round(
    session: Session,
    framework: Framework,
    planned: Planned,
    units: Collection[str],
    numbers: Collection[str],
    now: datetime,
) -> CompanyRound | None:
    """Return a new round of the framework as it is now, for everybody in the units and named; None for nobody."""
    chosen = numbers_in(session, units, numbers)
    if not chosen:
        return None
    sha256 = keep_framework(session, framework, now)
    made = CompanyRound(str(uuid4()), planned.title, sha256, planned.aim, planned.role, planned.deadline, now)
    add_company_round(session, made)
    join_accounts(session)
    add_people(session, made.id, chosen)
    return made


def progress_of(session: Session, id: str) -> Progress | None:
    """Return a round with how far everybody is; None when there is none."""
    one = find_company_round(session, id)
    if one is None:
        return None
    framework = stored_framework(session, one.framework_sha256)
    people = [
        (person, standing(person, target_of(framework, one.aim, one.role, person.role), traces))
        for person, traces in participants(session, id)
    ]
    return Progress(one, framework, people)


def name_rater(session: Session, progress: Progress, rater_number: str, mailbox: str) -> None:
    """Let the account of a mailbox rate the people of a manager. NoRaterError."""
    account, theirs = account_of(session, mailbox), [p for p, _ in progress.people if p.rater_number == rater_number]
    if account is None or account.closed or Role.MANAGER not in account.granted:
        raise NoRaterError
    if rater_number not in progress.unknown or account.id in {one.account_id for one in theirs}:
        raise NoRaterError
    set_rater(session, progress.round.id, rater_number, account.id)


def name_account(session: Session, progress: Progress, record: str, mailbox: str) -> None:
    """Say whose account is somebody's, for this round alone: a mailbox joins no account to a person. NotTheirsError."""
    account = account_of(session, mailbox)
    person = next((one for one, stand in progress.people if one.record == record and not one.account_id), None)
    taken = {one.account_id for one, _ in progress.people} | ({person.rater_id} if person else set())
    if person is None or account is None or account.closed or account.id in taken:
        raise NotTheirsError
    set_account(session, person, account.id)


def remove_person(session: Session, progress: Progress, record: str) -> bool:
    """Take somebody out who does not take part yet; False where they do, or are not in it."""
    for person, stand in progress.people:
        if person.record == record and stand.own not in {Stage.BEGUN, Stage.FINISHED}:
            take_out(session, person)
            return True
    return False


@dataclass(frozen=True)
class DueReminder:
    """A letter that is to be written now: to which mailbox, about which round, as whom they are asked in it."""

    mailbox: str
    round: CompanyRound
    to: Asked | None


def mailboxes_of(session: Session, ids: Collection[str]) -> dict[str, str]:
    """Return the mailboxes of those accounts that are open and have one."""
    return {one.id: one.email for one in find_accounts(session, ids) if one.email and one.closed is None}


def due_reminders(session: Session, today: date, now: datetime) -> list[DueReminder]:
    """Return the reminders that are due, one to each person and manager, and note that they are written."""
    persons, managers = {}, {}
    for one, person, traces in waiting_for(session, today, today + REMINDED_BEFORE):
        known = not (traces.finished and person.assessment_id)
        if known and person.account_id and set_reminded(session, person, now):
            persons[person.account_id, one.id] = one
        waits = person.assessment_id and not traces.rated and person.rater_id
        if waits and person.rater_id and set_rater_reminded(session, person, now):
            managers[person.rater_id, one.id] = one
    peers = _due_peers(session, today)
    mailboxes = mailboxes_of(session, {id for id, _ in (*persons, *managers, *peers)})
    return [
        DueReminder(mailboxes[id], one, to)
        for several, to in ((persons, None), (managers, Asked.MANAGER), (peers, Asked.PEER))
        for (id, _), one in several.items()
        if id in mailboxes
    ]


def _due_peers(session: Session, today: date) -> dict[tuple[str, str], CompanyRound]:
    ending = {one.id: one for one in rounds_ending(session, today, today + REMINDED_BEFORE)}
    due = [peer for peer in awaited(session, ending) if peer.account_id and note_reminded(session, peer.id)]
    return {(peer.account_id or "", peer.round_id): ending[peer.round_id] for peer in due}
