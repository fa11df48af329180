"""Rounds of the company as HR sees them: made, who is in them, how far everybody is; nothing of what was answered."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from uuid import uuid4

from sqlalchemy.orm import Session

from kamcareer.core.accounts import Account, Role
from kamcareer.core.clock import by_clock_of
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
from kamcareer.store.accounts import account_of, accounts_of, find_accounts
from kamcareer.store.company_rounds import (
    accounts_of_chosen,
    add_company_round,
    add_people,
    all_company_rounds,
    find_company_round,
    numbers_in,
    participants,
    raters_before,
    rounds_ending,
    said_before,
    set_account,
    set_rater,
    set_rater_reminded,
    set_reminded,
    take_out,
    waiting_for,
)
from kamcareer.store.frameworks import keep_framework, stored_framework
from kamcareer.store.people import emails_of, join_accounts
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
    def asked(self) -> set[str]:
        """The accounts of the people in it."""
        return {one.account_id for one, _ in self.people if one.account_id}

    @property
    def raters(self) -> set[str]:
        """The accounts of the managers who rate in it."""
        return {one.rater_id for one, _ in self.people if one.rater_id}

    @property
    def without_account(self) -> list[Participant]:
        """The people who cannot be asked yet."""
        return [one for one, stand in self.people if stand.own is Stage.NO_ACCOUNT]

    @property
    def nameable(self) -> list[Participant]:
        """The people of whom HR says whose account it is, until they take part: first those of whom nobody did."""
        free = (one for one, _ in self.people if not one.assessment_id and (one.said or not one.account_id))
        return sorted(free, key=lambda one: one.said)

    @property
    def unknown(self) -> dict[str, str]:
        """The managers who have no account that rates: names by personnel number."""
        return named(one for one, _ in self.people if not one.rater_id)


class NoRaterError(Exception):
    """The mailbox is no line manager's, or the account is that of somebody who would be rated by it."""


class NotTheirsError(Exception):
    """A mailbox has no account, or it is somebody else's in this round, or the manager's; `records` are the people."""

    def __init__(self, records: Collection[str]) -> None:
        super().__init__(records)
        self.records = frozenset(records)


@dataclass(frozen=True)
class Chosen:
    """Who would be in a round: how many people, the mailboxes of those who are asked and of managers who rate."""

    people: int
    asked: frozenset[str]
    raters: frozenset[str]


def chosen_for(
    session: Session, units: Collection[str], numbers: Collection[str], there: Progress | None = None
) -> Chosen:
    """Return who would be in a round, or come to one that runs, and whom it would write to."""
    chosen = numbers_in(session, units, numbers) - _numbers(there)
    join_accounts(session)
    accounts = accounts_of_chosen(session, chosen, there.round.id if there else None)
    asked = mailboxes_of(session, {own for own, _ in accounts if own})
    raters = mailboxes_of(session, {manager for _, manager in accounts if manager} - _raters(there))
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


def put_into(
    session: Session, there: Progress, units: Collection[str], numbers: Collection[str], now: datetime
) -> tuple[list[Participant], set[str]]:
    """Put more people into a round that runs; return those who came, and the accounts of managers new in it."""
    join_accounts(session)
    add_people(session, there.round.id, numbers_in(session, units, numbers) - _numbers(there))
    known = _numbers(there)
    came = [one for one, _ in participants(session, there.round.id) if one.number not in known]
    raters = {one.rater_id for one in came if one.rater_id} - _raters(there)
    if not _reminds(there.round, now):
        _remind_no_more(session, [one for one in came if one.account_id], now)
        _remind_raters_no_more(session, [one for one in came if one.rater_id in raters], now)
    return came, raters


def _reminds(one: CompanyRound, now: datetime) -> bool:
    return one.reminds_after(now.date())


def _remind_no_more(session: Session, people: Iterable[Participant], now: datetime) -> None:
    """Who is asked when the day to remind has come already has one letter, and not a second the next hour."""
    for one in people:
        set_reminded(session, one, now)


def _remind_raters_no_more(session: Session, people: Iterable[Participant], now: datetime) -> None:
    for one in people:
        set_rater_reminded(session, one, now)


def _numbers(there: Progress | None) -> set[str]:
    return {one.number for one, _ in there.people} if there else set()


def _raters(there: Progress | None) -> set[str]:
    return there.raters if there else set()


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


def name_rater(session: Session, progress: Progress, rater_number: str, mailbox: str, now: datetime) -> str:
    """Let the account of a mailbox rate the people of a manager, and return its id. NoRaterError."""
    account = account_of(session, mailbox)
    if account is None or rater_number not in progress.unknown or not _may_rate(progress, rater_number, account):
        raise NoRaterError
    set_rater(session, progress.round.id, rater_number, account.id)
    if account.id not in progress.raters and not _reminds(progress.round, now):
        theirs = [one for one, _ in progress.people if one.rater_number == rater_number]
        _remind_raters_no_more(session, theirs, now)
    return account.id


@dataclass(frozen=True)
class ProposedRaters:
    """Mailboxes that may be those of managers without an account here, by their number.

    `before` rated for them in an earlier round; of whom none did, `listed` is their address in the staff list.
    """

    before: Mapping[str, str]
    listed: Mapping[str, str]


def proposed_raters(session: Session, progress: Progress) -> ProposedRaters:
    """Return which mailboxes may be those of managers without an account here."""
    if not progress.unknown:
        return ProposedRaters({}, {})
    earlier = raters_before(session, progress.round.id)
    accounts = {one.id: one for one in find_accounts(session, {earlier[n] for n in progress.unknown if n in earlier})}
    before = {n: accounts[earlier[n]] for n in progress.unknown if earlier.get(n) in accounts}
    listed = {n: one for n, one in _listed_raters(session, progress).items() if n not in before}
    return ProposedRaters(_who_may_rate(progress, before), _who_may_rate(progress, listed))


def _who_may_rate(progress: Progress, found: Mapping[str, Account]) -> dict[str, str]:
    return {n: one.email for n, one in found.items() if one.email and _may_rate(progress, n, one)}


def _listed_raters(session: Session, progress: Progress) -> dict[str, Account]:
    emails = emails_of(session, progress.unknown)
    shared = Counter(emails.values())
    accounts = accounts_of(session, shared)
    return {n: accounts[email] for n, email in emails.items() if email in accounts and shared[email] == 1}


def keep_raters(session: Session, progress: Progress, held: Mapping[str, str], now: datetime) -> set[str]:
    """Let those rate of whom HR says so, mailboxes by number; return their ids. What was not proposed is left."""
    found = proposed_raters(session, progress)
    proposed = {**found.listed, **found.before}
    return {
        name_rater(session, progress, number, mailbox, now)
        for number, mailbox in held.items()
        if proposed.get(number) == mailbox
    }


def _may_rate(progress: Progress, rater_number: str, account: Account) -> bool:
    rated = {one.account_id for one, _ in progress.people if one.rater_number == rater_number}
    return not account.closed and Role.MANAGER in account.granted and account.id not in rated


@dataclass(frozen=True)
class SaidAccounts:
    """Mailboxes by record of a person: as HR said for this round, and as it said for the latest one before."""

    here: Mapping[str, str]
    before: Mapping[str, str]


def said_accounts(session: Session, progress: Progress) -> SaidAccounts:
    """Return what HR said of those whose account it may still say; nobody twice, and nothing of a closed account."""
    free = progress.nameable
    earlier = said_before(session, progress.round.id)
    taken = progress.asked
    mailboxes = mailboxes_of(session, taken | set(earlier.values()))
    here = {one.record: mailboxes.get(one.account_id or "", "") for one in free if one.said}
    waiting = {one.record: earlier[one.number] for one in free if not one.said and one.number in earlier}
    before = {record: mailboxes[id] for record, id in waiting.items() if id in mailboxes and id not in taken}
    return SaidAccounts(here, before)


def name_accounts(
    session: Session, progress: Progress, mailboxes: Mapping[str, str], now: datetime
) -> list[Participant]:
    """Say whose accounts are people's, by record, for this round alone: a mailbox joins no account to a person.

    An empty mailbox takes back what was said. All or nothing: NotTheirsError names the people whose mailbox is wrong.
    Returns those who have an account now that they had not before.
    """
    free = {one.record: one for one in progress.nameable}
    accounts = {record: account_of(session, mailbox) for record, mailbox in mailboxes.items() if mailbox}
    said = {record: accounts[record] if mailbox else None for record, mailbox in mailboxes.items()}
    ids = {record: one.id if one and not one.closed else None for record, one in said.items()}
    held = Counter(({one.record: one.account_id for one, _ in progress.people} | ids).values())
    wrong = {record for record in mailboxes if record not in free}
    for record in accounts.keys() - wrong:
        id = ids[record]
        if id is None or held[id] > 1 or id == free[record].rater_id:
            wrong.add(record)
    if wrong:
        raise NotTheirsError(wrong)
    changed = [free[record] for record, id in ids.items() if free[record].account_id != id]
    for person in changed:
        set_account(session, person, ids[person.record])
    named = [replace(one, account_id=ids[one.record]) for one in changed if ids[one.record]]
    if not _reminds(progress.round, now):
        _remind_no_more(session, named, now)
    return named


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
    """Return the reminders that are due, one to each person and manager, and note that they are written.

    A round that was made when its day to remind had passed already promised no reminder, and sends none.
    """
    persons, managers = {}, {}
    for one, person, traces in waiting_for(session, today, today + REMINDED_BEFORE):
        if not _promised(one, now):
            continue
        known = not (traces.finished and person.assessment_id)
        if known and person.account_id and set_reminded(session, person, now):
            persons[person.account_id, one.id] = one
        waits = person.assessment_id and not traces.rated and person.rater_id
        if waits and person.rater_id and set_rater_reminded(session, person, now):
            managers[person.rater_id, one.id] = one
    peers = _due_peers(session, today, now)
    mailboxes = mailboxes_of(session, {id for id, _ in (*persons, *managers, *peers)})
    return [
        DueReminder(mailboxes[id], one, to)
        for several, to in ((persons, None), (managers, Asked.MANAGER), (peers, Asked.PEER))
        for (id, _), one in several.items()
        if id in mailboxes
    ]


def _promised(one: CompanyRound, now: datetime) -> bool:
    return one.reminds_after(by_clock_of(now, one.made).date())


def _due_peers(session: Session, today: date, now: datetime) -> dict[tuple[str, str], CompanyRound]:
    ending = {one.id: one for one in rounds_ending(session, today, today + REMINDED_BEFORE) if _promised(one, now)}
    due = [peer for peer in awaited(session, ending) if peer.account_id and note_reminded(session, peer.id)]
    return {(peer.account_id or "", peer.round_id): ending[peer.round_id] for peer in due}
