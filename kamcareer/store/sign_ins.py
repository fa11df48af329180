"""Browsers in which an account is open."""

from datetime import datetime

from sqlalchemy import bindparam, delete, select, update
from sqlalchemy.orm import Session

from kamcareer.core.accounts import Account
from kamcareer.core.sign_ins import SignIn
from kamcareer.store.accounts import account_of_row
from kamcareer.store.tables import AccountRow, SignInRow

OF_SECRET = (
    select(SignInRow, AccountRow)
    .join(AccountRow, AccountRow.id == SignInRow.account_id)
    .where(SignInRow.secret_sha256 == bindparam("secret_sha256"))
)


def add_sign_in(session: Session, sign_in: SignIn, secret_sha256: str) -> None:
    """Store a new sign-in under the hash of its secret."""
    session.add(
        SignInRow(
            id=sign_in.id,
            secret_sha256=secret_sha256,
            account_id=sign_in.account_id,
            browser=sign_in.browser,
            created_at=sign_in.created,
            seen_at=sign_in.seen,
            proved_at=sign_in.proved,
            second_factor_at=sign_in.second_factor,
        )
    )
    session.flush()


def find_sign_in(session: Session, secret_sha256: str) -> tuple[SignIn, Account] | None:
    """Return the sign-in of a secret with its account; None when it was ended or never was.

    Every page of somebody signed in asks, so both come in one statement.
    """
    found = session.execute(OF_SECRET, {"secret_sha256": secret_sha256}).one_or_none()
    return (_sign_in(found[0]), account_of_row(found[1])) if found else None


def sign_ins_of(session: Session, account_id: str) -> list[SignIn]:
    """Return every sign-in of an account, the one seen last first."""
    query = select(SignInRow).where(SignInRow.account_id == account_id)
    rows = session.execute(query.order_by(SignInRow.seen_at.desc(), SignInRow.id)).scalars()
    return [_sign_in(row) for row in rows]


def note_seen(session: Session, id: str, now: datetime) -> None:
    """Note that a browser was seen."""
    session.execute(update(SignInRow).where(SignInRow.id == id).values(seen_at=now))


def note_proof(session: Session, id: str, now: datetime, *, second_factor: bool) -> None:
    """Note that the person showed in a browser who they are, with a second factor or without."""
    values = {"proved_at": now} | ({"second_factor_at": now} if second_factor else {})
    session.execute(update(SignInRow).where(SignInRow.id == id).values(values))


def set_secret(session: Session, id: str, secret_sha256: str) -> None:
    """Store the hash of another secret for a sign-in; the one before is of none."""
    session.execute(update(SignInRow).where(SignInRow.id == id).values(secret_sha256=secret_sha256))


def delete_expired(session: Session, created: datetime, seen: datetime) -> None:
    """Delete sign-ins that began, or were seen last, before these moments."""
    session.execute(delete(SignInRow).where((SignInRow.created_at <= created) | (SignInRow.seen_at <= seen)))


def delete_sign_ins(session: Session, account_id: str, *, only: str | None = None, keep: str | None = None) -> None:
    """End sign-ins of an account: all, only one of them, or all but one."""
    query = delete(SignInRow).where(SignInRow.account_id == account_id)
    query = query.where(SignInRow.id == only) if only else query
    session.execute(query.where(SignInRow.id != keep) if keep else query)


def _sign_in(row: SignInRow) -> SignIn:
    return SignIn(row.id, row.account_id, row.browser, row.created_at, row.seen_at, row.proved_at, row.second_factor_at)
