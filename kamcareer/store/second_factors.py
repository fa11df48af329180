"""Second factors: the sealed seed of an account, and the hashes of its recovery codes."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, exists, func, or_, select, update
from sqlalchemy.orm import Session

from kamcareer.store.tables import PasskeyRow, RecoveryCodeRow, SecondFactorRow


@dataclass(frozen=True)
class SecondFactor:
    """What is kept of a second factor; `last_step` is the last code that was taken."""

    sealed_seed: str
    set_up: datetime
    last_step: int


def asks_for_second_factor(session: Session, account_id: str) -> bool:
    """Return whether an account has a second factor: codes from an application, a passkey, or both."""
    of_account = [exists().where(row.account_id == account_id) for row in (SecondFactorRow, PasskeyRow)]
    return bool(session.execute(select(or_(*of_account))).scalar_one())


def find_second_factor(session: Session, account_id: str, *, lock: bool = False) -> SecondFactor | None:
    """Return the second factor of an account; None when it has none. `lock` keeps others out until the commit."""
    query = select(SecondFactorRow).where(SecondFactorRow.account_id == account_id)
    query = query.with_for_update() if lock else query
    row = session.execute(query.execution_options(populate_existing=True)).scalar_one_or_none()
    return SecondFactor(row.sealed_seed, row.set_up_at, row.last_step) if row else None


def every_second_factor(session: Session) -> list[tuple[str, SecondFactor]]:
    """Return account and second factor of everybody who has one, held until the end of the work."""
    rows = session.execute(select(SecondFactorRow).order_by(SecondFactorRow.account_id).with_for_update()).scalars()
    return [(row.account_id, SecondFactor(row.sealed_seed, row.set_up_at, row.last_step)) for row in rows]


def put_second_factor(session: Session, account_id: str, factor: SecondFactor) -> None:
    """Store the second factor of an account."""
    session.merge(
        SecondFactorRow(
            account_id=account_id,
            sealed_seed=factor.sealed_seed,
            set_up_at=factor.set_up,
            last_step=factor.last_step,
        )
    )
    session.flush()


def delete_second_factor(session: Session, account_id: str) -> None:
    """Delete the codes from an application of an account."""
    session.execute(delete(SecondFactorRow).where(SecondFactorRow.account_id == account_id))


def put_recovery_codes(session: Session, account_id: str, hashes: list[str]) -> None:
    """Store the hashes of new recovery codes; the old ones go."""
    session.execute(delete(RecoveryCodeRow).where(RecoveryCodeRow.account_id == account_id))
    session.add_all(RecoveryCodeRow(account_id=account_id, code_sha256=hash) for hash in hashes)
    session.flush()


def delete_recovery_codes(session: Session, account_id: str) -> None:
    """Delete the recovery codes of an account."""
    session.execute(delete(RecoveryCodeRow).where(RecoveryCodeRow.account_id == account_id))


def use_up_recovery_code(session: Session, account_id: str, hash: str) -> bool:
    """Delete a recovery code that is being used; return False where there is none."""
    own = RecoveryCodeRow.account_id == account_id
    query = delete(RecoveryCodeRow).where(own, RecoveryCodeRow.code_sha256 == hash)
    return session.execute(query.returning(RecoveryCodeRow.account_id)).scalar_one_or_none() is not None


def recovery_codes_left(session: Session, account_id: str) -> int:
    """Return how many recovery codes an account still has."""
    query = select(func.count()).select_from(RecoveryCodeRow).where(RecoveryCodeRow.account_id == account_id)
    return session.execute(query).scalar_one()


def note_step(session: Session, account_id: str, step: int) -> None:
    """Note the last code that was taken."""
    session.execute(update(SecondFactorRow).where(SecondFactorRow.account_id == account_id).values(last_step=step))
