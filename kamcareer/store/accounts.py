"""Accounts and their passphrases."""

from collections.abc import Iterable
from datetime import date, datetime

from sqlalchemy import Text, cast, func, or_, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from kamcareer.core.accounts import Account, Role
from kamcareer.core.notifications import Happening, Wishes
from kamcareer.store.tables import AccountRow, PersonRow

BY_NAME = func.lower(func.coalesce(AccountRow.email, AccountRow.personnel_number))


def add_account(session: Session, account: Account) -> bool:
    """Store a new account; return False where its mailbox or its personnel number already has one."""
    row = AccountRow(
        id=account.id,
        email=account.email,
        personnel_number=account.personnel_number,
        granted=_words(account.granted),
        created_at=account.created,
        closed_at=None,
        letters_off=[],
    )
    try:
        with session.begin_nested():
            session.add(row)
    except IntegrityError:
        return False
    return True


def find_account(session: Session, id: str) -> Account | None:
    """Return an account; None when there is none."""
    row = session.get(AccountRow, id)
    return account_of_row(row) if row else None


def find_accounts(session: Session, ids: Iterable[str]) -> list[Account]:
    """Return those of some accounts that there are."""
    query = select(AccountRow).where(AccountRow.id.in_(list(ids)))
    return [account_of_row(row) for row in session.execute(query).scalars()]


def account_of(session: Session, email: str) -> Account | None:
    """Return the account of a mailbox; None when it has none."""
    row = session.execute(select(AccountRow).where(AccountRow.email == email)).scalar_one_or_none()
    return account_of_row(row) if row else None


def accounts_of(session: Session, emails: Iterable[str]) -> dict[str, Account]:
    """Return the accounts of some mailboxes, by mailbox; closed ones too."""
    query = select(AccountRow).where(AccountRow.email.in_(list(emails)))
    return {row.email: account_of_row(row) for row in session.execute(query).scalars() if row.email}


def account_of_number(session: Session, number: str) -> Account | None:
    """Return the account of a personnel number; None when it has none."""
    row = session.execute(select(AccountRow).where(AccountRow.personnel_number == number)).scalar_one_or_none()
    return account_of_row(row) if row else None


def all_accounts(session: Session) -> list[Account]:
    """Return every account, by mailbox or number."""
    return [account_of_row(row) for row in session.execute(select(AccountRow).order_by(BY_NAME)).scalars()]


def accounts_by_mailbox(session: Session, part: str, skip: int, most: int) -> list[Account]:
    """Return accounts whose mailbox or number holds a text in small letters, in order, some at a time."""
    query = select(AccountRow).where(BY_NAME.contains(part, autoescape=True)).order_by(BY_NAME)
    return [account_of_row(row) for row in session.execute(query.offset(skip).limit(most)).scalars()]


def open_administrators(session: Session) -> list[str]:
    """Return the ids of the administrators whose account is open."""
    return [account.id for account in open_accounts_of(session, [Role.ADMINISTRATOR])]


def open_accounts_of(session: Session, granted: Iterable[Role]) -> list[Account]:
    """Return the open accounts to which one of these roles was granted, by mailbox or number."""
    words = cast(AccountRow.granted, Text)
    one_of = or_(*(words.contains(f'"{role}"') for role in granted))
    query = select(AccountRow).where(one_of, AccountRow.closed_at.is_(None)).order_by(BY_NAME)
    return [account_of_row(row) for row in session.execute(query).scalars()]


def passphrase_hash(session: Session, id: str) -> str | None:
    """Return the hash of an account's passphrase; None when it has none."""
    return session.execute(select(AccountRow.passphrase_hash).where(AccountRow.id == id)).scalar_one_or_none()


def set_passphrase_hash(session: Session, id: str, hash: str) -> None:
    """Store the hash of a passphrase."""
    session.execute(update(AccountRow).where(AccountRow.id == id).values(passphrase_hash=hash))


def set_granted(session: Session, id: str, granted: frozenset[Role]) -> None:
    """Store the granted roles."""
    session.execute(update(AccountRow).where(AccountRow.id == id).values(granted=_words(granted)))


def is_closed(session: Session, account_id: str) -> bool:
    """Return whether an account is switched off."""
    query = select(AccountRow.closed_at).where(AccountRow.id == account_id)
    return session.execute(query).scalar_one_or_none() is not None


def seen_at(session: Session, id: str) -> datetime | None:
    """Return when an account was used last; None when it never was, or when there is none."""
    return session.execute(select(AccountRow.seen_at).where(AccountRow.id == id)).scalar_one_or_none()


def note_account_seen(session: Session, id: str, now: datetime) -> None:
    """Note that an account is in use."""
    session.execute(update(AccountRow).where(AccountRow.id == id).values(seen_at=now))


def accounts_unseen_since(session: Session, moment: datetime) -> list[Account]:
    """Return the accounts that nobody has made or used after a moment, by mailbox."""
    query = select(AccountRow).where(AccountRow.created_at <= moment)
    query = query.where(or_(AccountRow.seen_at.is_(None), AccountRow.seen_at <= moment))
    return [account_of_row(row) for row in session.execute(query.order_by(BY_NAME)).scalars()]


def wishes_of(session: Session, email: str) -> Wishes:
    """Return what the owner of a mailbox wants of letters; nothing is known where it has no account."""
    # One query for both: the time it takes must not tell whether there is an account.
    query = select(AccountRow.language, AccountRow.letters_off).where(AccountRow.email == email)
    found = session.execute(query).one_or_none()
    return Wishes(found.language, frozenset(map(Happening, found.letters_off))) if found else Wishes()


def wishes_of_staff(session: Session) -> dict[str, Wishes]:
    """Return what everybody who works here and has an open account with a mailbox wants of letters, by mailbox."""
    here = select(PersonRow.account_id).where(PersonRow.account_id.is_not(None))
    query = select(AccountRow.email, AccountRow.language, AccountRow.letters_off)
    query = query.where(AccountRow.id.in_(here), AccountRow.email.is_not(None), AccountRow.closed_at.is_(None))
    found = session.execute(query.order_by(AccountRow.email))
    return {email: Wishes(reads, frozenset(map(Happening, off))) for email, reads, off in found if email}


def set_language(session: Session, id: str, language: str) -> None:
    """Store in which language an account reads its letters."""
    session.execute(update(AccountRow).where(AccountRow.id == id).values(language=language))


def set_letters_off(session: Session, id: str, off: frozenset[Happening]) -> None:
    """Store which letters an account does not want."""
    session.execute(update(AccountRow).where(AccountRow.id == id).values(letters_off=sorted(off)))


def note_told(session: Session, id: str, last_day: date) -> bool:
    """Note the last day that an account was told of; return whether it is another one than before."""
    query = update(AccountRow).where(AccountRow.id == id, AccountRow.told_last_day.is_distinct_from(last_day))
    done = session.execute(query.values(told_last_day=last_day).returning(AccountRow.id))
    return done.scalar_one_or_none() is not None


def set_closed(session: Session, id: str, closed: datetime | None) -> None:
    """Switch an account off, or on again with None."""
    session.execute(update(AccountRow).where(AccountRow.id == id).values(closed_at=closed))


def delete_account(session: Session, id: str) -> None:
    """Delete an account with its sign-ins and everything it owns."""
    row = session.get(AccountRow, id)
    if row is not None:
        session.delete(row)
        session.flush()


def _words(granted: frozenset[Role]) -> list[str]:
    return sorted(granted)


def account_of_row(row: AccountRow) -> Account:
    """Return the account in a row."""
    return Account(
        id=row.id,
        email=row.email,
        granted=frozenset(Role(word) for word in row.granted),
        created=row.created_at,
        has_passphrase=row.passphrase_hash is not None,
        closed=row.closed_at,
        personnel_number=row.personnel_number,
    )
