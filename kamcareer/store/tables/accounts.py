"""Who can sign in, and by what."""

from datetime import date, datetime

from sqlalchemy import JSON, BigInteger, CheckConstraint, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from kamcareer.store.database import Base
from kamcareer.store.tables.instant import Instant


class AccountRow(Base):
    """A person who can sign in."""

    __tablename__ = "account"
    __table_args__ = (CheckConstraint("email IS NOT NULL OR personnel_number IS NOT NULL", name="has_a_name"),)

    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    email: Mapped[str | None] = mapped_column(String(254), unique=True)
    personnel_number: Mapped[str | None] = mapped_column(String(32), unique=True)
    passphrase_hash: Mapped[str | None] = mapped_column(String(200))
    granted: Mapped[list[str]] = mapped_column(JSON)
    created_at: Mapped[datetime] = mapped_column(Instant)
    closed_at: Mapped[datetime | None] = mapped_column(Instant)
    seen_at: Mapped[datetime | None] = mapped_column(Instant)
    language: Mapped[str | None] = mapped_column(String(2))
    letters_off: Mapped[list[str]] = mapped_column(JSON)
    told_last_day: Mapped[date | None]


class SignInRow(Base):
    """A browser in which an account is open. Its cookie holds a secret, the database only the hash of it."""

    __tablename__ = "sign_in"

    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    secret_sha256: Mapped[str] = mapped_column(String(64), unique=True)
    account_id: Mapped[str] = mapped_column(ForeignKey("account.id", ondelete="CASCADE"), index=True)
    browser: Mapped[str] = mapped_column(String(120))
    created_at: Mapped[datetime] = mapped_column(Instant)
    seen_at: Mapped[datetime] = mapped_column(Instant)
    proved_at: Mapped[datetime] = mapped_column(Instant)
    second_factor_at: Mapped[datetime | None] = mapped_column(Instant)


class SecondFactorRow(Base):
    """The seed of an account's codes, sealed under a key that is not in the database."""

    __tablename__ = "second_factor"

    account_id: Mapped[str] = mapped_column(ForeignKey("account.id", ondelete="CASCADE"), primary_key=True)
    sealed_seed: Mapped[str] = mapped_column(String(200))
    set_up_at: Mapped[datetime] = mapped_column(Instant)
    last_step: Mapped[int]


class RecoveryCodeRow(Base):
    """A code that opens once in place of the phone; the database holds only its hash."""

    __tablename__ = "recovery_code"

    account_id: Mapped[str] = mapped_column(ForeignKey("account.id", ondelete="CASCADE"), primary_key=True)
    code_sha256: Mapped[str] = mapped_column(String(64), primary_key=True)


class PasskeyRow(Base):
    """The public half of a key that a device of the person keeps."""

    __tablename__ = "passkey"

    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    account_id: Mapped[str] = mapped_column(ForeignKey("account.id", ondelete="CASCADE"), index=True)
    credential_id: Mapped[str] = mapped_column(String(1364), unique=True)
    public_key: Mapped[str] = mapped_column(Text)
    sign_count: Mapped[int] = mapped_column(BigInteger)
    name: Mapped[str] = mapped_column(String(60))
    created_at: Mapped[datetime] = mapped_column(Instant)
    used_at: Mapped[datetime | None] = mapped_column(Instant)


class ChallengeRow(Base):
    """A question to a device that was not answered yet. It goes with the browser it was made for."""

    __tablename__ = "challenge"

    challenge_sha256: Mapped[str] = mapped_column(String(64), primary_key=True)
    purpose: Mapped[str] = mapped_column(String(16))
    sign_in_id: Mapped[str | None] = mapped_column(ForeignKey("sign_in.id", ondelete="CASCADE"), index=True)
    expires_at: Mapped[datetime] = mapped_column(Instant)


class IdentityRow(Base):
    """What an OpenID provider calls a person, linked to an account. Issuer and subject together, never a mailbox."""

    __tablename__ = "identity"
    __table_args__ = (UniqueConstraint("account_id", "issuer"),)

    issuer: Mapped[str] = mapped_column(String(255), primary_key=True)
    subject: Mapped[str] = mapped_column(String(255), primary_key=True)
    account_id: Mapped[str] = mapped_column(ForeignKey("account.id", ondelete="CASCADE"))
    linked_at: Mapped[datetime] = mapped_column(Instant)
    used_at: Mapped[datetime | None] = mapped_column(Instant)


class CardRow(Base):
    """A personnel number that somebody without work mail comes in by. Of the code only a keyed hash is kept."""

    __tablename__ = "card"

    number: Mapped[str] = mapped_column(String(32), primary_key=True)
    name: Mapped[str] = mapped_column(String(80))
    manager_id: Mapped[str | None] = mapped_column(ForeignKey("account.id", ondelete="SET NULL"), index=True)
    made_at: Mapped[datetime] = mapped_column(Instant)
    code_seal: Mapped[str | None] = mapped_column(String(64))
    expires_at: Mapped[datetime] = mapped_column(Instant)
    account_id: Mapped[str | None] = mapped_column(ForeignKey("account.id", ondelete="CASCADE"), unique=True)


class OneTimeLinkRow(Base):
    """A link that opens once and shows that a mailbox is somebody's. The database holds only the hash of its secret.

    `by_staff_list` marks an invitation that HR made by a work address of the staff list.
    """

    __tablename__ = "one_time_link"

    secret_sha256: Mapped[str] = mapped_column(String(64), primary_key=True)
    id: Mapped[str] = mapped_column(String(36), unique=True)
    invitation: Mapped[bool]
    email: Mapped[str] = mapped_column(String(254), index=True)
    granted: Mapped[list[str]] = mapped_column(JSON)
    created_at: Mapped[datetime] = mapped_column(Instant)
    expires_at: Mapped[datetime] = mapped_column(Instant)
    by_staff_list: Mapped[bool | None]
