"""Work addresses of the staff list in a round: which accounts they propose, and who can be invited by them."""

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from kamcareer.core.company_rounds import Participant
from kamcareer.core.one_time_links import INVITATION_LIFE
from kamcareer.services.accounts import invite_by_staff_list
from kamcareer.services.company_rounds import Progress, SaidAccounts
from kamcareer.store.accounts import accounts_of
from kamcareer.store.one_time_links import invitations


@dataclass(frozen=True)
class ListedAddresses:
    """What the addresses of the staff list say of those who cannot be asked yet, by record.

    `proposed` have an account that HR may say is theirs; `invited` a link that still works, until when; `unknown` have
    neither, and can be invited.
    """

    proposed: Mapping[str, str]
    invited: Mapping[str, datetime]
    unknown: Mapping[str, str]


def listed_addresses(session: Session, progress: Progress, said: SaidAccounts, now: datetime) -> ListedAddresses:
    """Return what the staff list says of those without an account and without a proposal of an earlier round.

    Nothing of an address that several people of the round share, nor of an account that is closed or somebody's there.
    """
    waiting = _waiting(progress, said)
    accounts = accounts_of(session, waiting.values())
    links = {one.email: one.expires for one in reversed(invitations(session, now))}
    people = {one.record: one for one, _ in progress.people}
    taken = {*said.here.values(), *said.before.values()}
    proposed = {
        record: email
        for record, email in waiting.items()
        if (account := accounts.get(email)) and account.closed is None and email not in taken
        if account.id not in progress.asked | {people[record].rater_id}
    }
    without = {record: email for record, email in waiting.items() if email not in accounts}
    return ListedAddresses(
        proposed=proposed,
        invited={record: links[email] for record, email in without.items() if email in links},
        unknown={record: email for record, email in without.items() if email not in links},
    )


def _waiting(progress: Progress, said: SaidAccounts) -> dict[str, str]:
    shared = Counter(one.email for one, _ in progress.people)
    free = (one for one in progress.nameable if not one.account_id and one.record not in said.before)
    return {one.record: one.email for one in free if one.email and shared[one.email] == 1}


def invite_listed(session: Session, listed: ListedAddresses, now: datetime) -> dict[str, str]:
    """Invite everybody who has an address and neither account nor invitation; return the secrets by mailbox."""
    return {email: invite_by_staff_list(session, email, now, INVITATION_LIFE) for email in listed.unknown.values()}


def proposed_first(progress: Progress, proposed: Collection[str]) -> list[Participant]:
    """Return the people whose account HR may say: those for whom one is proposed, by record, before all others."""
    return sorted(progress.nameable, key=lambda one: (one.said, one.record not in proposed))
