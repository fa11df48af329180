"""Passkeys, and the questions their devices were asked."""

from datetime import datetime

from sqlalchemy import delete, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from kamcareer.core.passkeys import Challenge, Passkey, Purpose
from kamcareer.store.tables import ChallengeRow, PasskeyRow


def add_passkey(session: Session, passkey: Passkey) -> bool:
    """Store a new passkey; return False where its credential is known already."""
    row = PasskeyRow(id=passkey.id, account_id=passkey.account_id, credential_id=passkey.credential_id)
    row.public_key, row.sign_count, row.name = passkey.public_key, passkey.sign_count, passkey.name
    row.created_at, row.used_at = passkey.created, passkey.used
    try:
        with session.begin_nested():
            session.add(row)
    except IntegrityError:
        return False
    return True


def passkeys_of(session: Session, account_id: str) -> list[Passkey]:
    """Return the passkeys of an account, oldest first."""
    query = select(PasskeyRow).where(PasskeyRow.account_id == account_id).order_by(PasskeyRow.created_at, PasskeyRow.id)
    return [_passkey(row) for row in session.execute(query).scalars()]


def find_passkey(session: Session, credential_id: str) -> Passkey | None:
    """Return the passkey of a credential; None when nobody has it. Others wait until the commit."""
    query = select(PasskeyRow).where(PasskeyRow.credential_id == credential_id).with_for_update()
    row = session.execute(query.execution_options(populate_existing=True)).scalar_one_or_none()
    return _passkey(row) if row else None


def note_use(session: Session, id: str, sign_count: int, now: datetime) -> None:
    """Note that a passkey was used."""
    session.execute(update(PasskeyRow).where(PasskeyRow.id == id).values(sign_count=sign_count, used_at=now))


def delete_passkeys(session: Session, account_id: str, *, only: str | None = None) -> bool:
    """Delete the passkeys of an account, all or one; return whether there was any."""
    query = delete(PasskeyRow).where(PasskeyRow.account_id == account_id)
    query = query.where(PasskeyRow.id == only) if only else query
    return bool(session.execute(query.returning(PasskeyRow.id)).all())


def add_challenge(session: Session, challenge: Challenge, now: datetime) -> None:
    """Store a new challenge; those that nobody answered in time go."""
    session.execute(delete(ChallengeRow).where(ChallengeRow.expires_at <= now))
    row = ChallengeRow(challenge_sha256=challenge.challenge_sha256, purpose=challenge.purpose)
    row.sign_in_id, row.expires_at = challenge.sign_in_id, challenge.expires
    session.add(row)
    session.flush()


def take_challenge(session: Session, challenge_sha256: str) -> Challenge | None:
    """Delete and return a challenge that is being answered; None where somebody was faster or nobody asked."""
    query = delete(ChallengeRow).where(ChallengeRow.challenge_sha256 == challenge_sha256)
    columns = (ChallengeRow.purpose, ChallengeRow.sign_in_id, ChallengeRow.expires_at)
    found = session.execute(query.returning(*columns)).one_or_none()
    return Challenge(challenge_sha256, Purpose(found[0]), found[1], found[2]) if found else None


def _passkey(row: PasskeyRow) -> Passkey:
    return Passkey(
        id=row.id,
        account_id=row.account_id,
        credential_id=row.credential_id,
        public_key=row.public_key,
        sign_count=row.sign_count,
        name=row.name,
        created=row.created_at,
        used=row.used_at,
    )
