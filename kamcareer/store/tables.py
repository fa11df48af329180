"""The tables. Private to the store."""

from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import (
    JSON,
    BigInteger,
    CheckConstraint,
    Date,
    DateTime,
    ForeignKey,
    String,
    Text,
    TypeDecorator,
    UniqueConstraint,
)
from sqlalchemy.orm import Mapped, mapped_column, relationship

from kamcareer.store.database import Base


class Instant(TypeDecorator[datetime]):
    """A moment in UTC: SQLite forgets the zone, so it is put back."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, _dialect: Any) -> datetime | None:
        """Return the moment as it is stored: in UTC."""
        return value.astimezone(UTC) if value else None

    def process_result_value(self, value: datetime | None, _dialect: Any) -> datetime | None:
        """Return the stored moment with its zone."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


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
    """A link that opens once and shows that a mailbox is somebody's. The database holds only the hash of its secret."""

    __tablename__ = "one_time_link"

    secret_sha256: Mapped[str] = mapped_column(String(64), primary_key=True)
    id: Mapped[str] = mapped_column(String(36), unique=True)
    invitation: Mapped[bool]
    email: Mapped[str] = mapped_column(String(254), index=True)
    granted: Mapped[list[str]] = mapped_column(JSON)
    created_at: Mapped[datetime] = mapped_column(Instant)
    expires_at: Mapped[datetime] = mapped_column(Instant)


class MailRow(Base):
    """A message that waits to be sent; the row goes when it has been handed over."""

    __tablename__ = "mail"

    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    recipient: Mapped[str] = mapped_column(String(254))
    subject: Mapped[str] = mapped_column(String(200))
    text: Mapped[str] = mapped_column(Text)
    created_at: Mapped[datetime] = mapped_column(Instant)
    tries: Mapped[int]
    next_try_at: Mapped[datetime] = mapped_column(Instant, index=True)


class AuditRow(Base):
    """An entry of the audit trail. The person is a pseudonym; the seal covers the entry and the one before."""

    __tablename__ = "audit"

    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    at: Mapped[datetime] = mapped_column(Instant)
    event: Mapped[str] = mapped_column(String(32))
    person: Mapped[str] = mapped_column(String(32))
    detail: Mapped[str] = mapped_column(String(200))
    seal: Mapped[str] = mapped_column(String(64))


class FrameworkRow(Base):
    """A framework exactly as it was in use, under the hash of its content."""

    __tablename__ = "framework"

    sha256: Mapped[str] = mapped_column(String(64), primary_key=True)
    framework_id: Mapped[str] = mapped_column(String(64))
    version: Mapped[str] = mapped_column(String(32))
    document: Mapped[str] = mapped_column(Text)
    stored_at: Mapped[datetime] = mapped_column(Instant)


class AssessmentRow(Base):
    """One sitting of self-assessment."""

    __tablename__ = "assessment"
    __table_args__ = (CheckConstraint("depth IN ('quick', 'full')", name="depth"),)

    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    framework_sha256: Mapped[str] = mapped_column(ForeignKey("framework.sha256"), index=True)
    present_role: Mapped[str | None] = mapped_column(String(64))
    target_role: Mapped[str] = mapped_column(String(64))
    started_at: Mapped[datetime] = mapped_column(Instant)
    finished_at: Mapped[datetime | None] = mapped_column(Instant)
    demo_name: Mapped[str | None] = mapped_column(String(80))
    account_id: Mapped[str | None] = mapped_column(ForeignKey("account.id", ondelete="CASCADE"), index=True)
    depth: Mapped[str] = mapped_column(String(8))
    seen_situations: Mapped[list[str]] = mapped_column(JSON)
    answers: Mapped[list["AnswerRow"]] = relationship(cascade="all, delete-orphan", passive_deletes=True)
    situations: Mapped[list["SituationAnswerRow"]] = relationship(cascade="all, delete-orphan", passive_deletes=True)
    frequencies: Mapped[list["FrequencyRow"]] = relationship(cascade="all, delete-orphan", passive_deletes=True)


class AnswerRow(Base):
    """The present state of one answer."""

    __tablename__ = "answer"
    __table_args__ = (
        CheckConstraint("level IS NULL OR level BETWEEN 0 AND 4", name="level_on_scale"),
        CheckConstraint("NOT (no_chance AND level IS NOT NULL)", name="no_chance_has_no_level"),
    )

    assessment_id: Mapped[str] = mapped_column(ForeignKey("assessment.id", ondelete="CASCADE"), primary_key=True)
    competency: Mapped[str] = mapped_column(String(64), primary_key=True)
    level: Mapped[int | None]
    no_chance: Mapped[bool]
    confidence: Mapped[str | None] = mapped_column(String(16))
    example: Mapped[str] = mapped_column(Text)
    revision: Mapped[int]
    first_saved_at: Mapped[datetime] = mapped_column(Instant)
    last_saved_at: Mapped[datetime] = mapped_column(Instant)


class SituationAnswerRow(Base):
    """What was chosen in one situation; closed once the explanation may be read."""

    __tablename__ = "situation_answer"
    __table_args__ = (
        CheckConstraint("best IS NULL OR best IN ('A', 'B', 'C', 'D')", name="best_is_an_option"),
        CheckConstraint("worst IS NULL OR worst IN ('A', 'B', 'C', 'D')", name="worst_is_an_option"),
    )

    assessment_id: Mapped[str] = mapped_column(ForeignKey("assessment.id", ondelete="CASCADE"), primary_key=True)
    situation: Mapped[str] = mapped_column(String(64), primary_key=True)
    best: Mapped[str | None] = mapped_column(String(1))
    worst: Mapped[str | None] = mapped_column(String(1))
    revision: Mapped[int]
    first_saved_at: Mapped[datetime] = mapped_column(Instant)
    last_saved_at: Mapped[datetime] = mapped_column(Instant)
    closed_at: Mapped[datetime | None] = mapped_column(Instant)


class FrequencyRow(Base):
    """How often a person does what one indicator of a competency describes; the rows of a page share a revision."""

    __tablename__ = "frequency"
    __table_args__ = (CheckConstraint("frequency BETWEEN 0 AND 3", name="frequency_on_scale"),)

    assessment_id: Mapped[str] = mapped_column(ForeignKey("assessment.id", ondelete="CASCADE"), primary_key=True)
    competency: Mapped[str] = mapped_column(String(64), primary_key=True)
    indicator: Mapped[str] = mapped_column(String(64), primary_key=True)
    frequency: Mapped[int]
    revision: Mapped[int]
    first_saved_at: Mapped[datetime] = mapped_column(Instant)
    last_saved_at: Mapped[datetime] = mapped_column(Instant)


class PlanLimitsRow(Base):
    """What a person can give to the development plan of an assessment; weeks count from when they last said so."""

    __tablename__ = "plan_limits"
    __table_args__ = (CheckConstraint("objective IN ('gain', 'date')", name="objective"),)

    assessment_id: Mapped[str] = mapped_column(ForeignKey("assessment.id", ondelete="CASCADE"), primary_key=True)
    minutes_per_week: Mapped[int]
    weeks: Mapped[int]
    budget: Mapped[int | None]
    objective: Mapped[str] = mapped_column(String(8))
    saved_at: Mapped[datetime] = mapped_column(Instant)


class SaveRow(Base):
    """A save that was acknowledged, under the key its client made: the same save sent again changes nothing."""

    __tablename__ = "answer_save"

    assessment_id: Mapped[str] = mapped_column(ForeignKey("assessment.id", ondelete="CASCADE"), primary_key=True)
    key: Mapped[str] = mapped_column(String(36), primary_key=True)
    competency: Mapped[str] = mapped_column(String(64))
    revision: Mapped[int]


class LinkRow(Base):
    """A link that opens an assessment: to continue it, or to show its report. The secret is in the link alone."""

    __tablename__ = "link"
    __table_args__ = (CheckConstraint("kind IN ('continue', 'show')", name="kind"),)

    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    assessment_id: Mapped[str] = mapped_column(ForeignKey("assessment.id", ondelete="CASCADE"), index=True)
    kind: Mapped[str] = mapped_column(String(16))
    extent: Mapped[str] = mapped_column(String(16))
    examples: Mapped[list[str]] = mapped_column(JSON)
    created_at: Mapped[datetime] = mapped_column(Instant)
    expires_at: Mapped[datetime] = mapped_column(Instant)
    revoked_at: Mapped[datetime | None] = mapped_column(Instant)
    note: Mapped[str] = mapped_column(String(80))
    mailbox: Mapped[str | None] = mapped_column(String(254), index=True)


class RatingRequestRow(Base):
    """Somebody was asked to rate a person by a private link. The secret is in the link alone."""

    __tablename__ = "rating_request"
    __table_args__ = (CheckConstraint("source IN ('manager', 'peer')", name="source"),)

    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    assessment_id: Mapped[str] = mapped_column(ForeignKey("assessment.id", ondelete="CASCADE"), index=True)
    source: Mapped[str] = mapped_column(String(16))
    name: Mapped[str] = mapped_column(String(80))
    asker: Mapped[str] = mapped_column(String(80))
    created_at: Mapped[datetime] = mapped_column(Instant)
    expires_at: Mapped[datetime] = mapped_column(Instant)
    withdrawn_at: Mapped[datetime | None] = mapped_column(Instant)
    sent_at: Mapped[datetime | None] = mapped_column(Instant)
    browser: Mapped[str | None] = mapped_column(String(64))
    ratings: Mapped[list["GivenRatingRow"]] = relationship(cascade="all, delete-orphan", passive_deletes=True)


class GivenRatingRow(Base):
    """What somebody who was asked said of one competency."""

    __tablename__ = "given_rating"
    __table_args__ = (
        CheckConstraint("level IS NULL OR level BETWEEN 0 AND 4", name="level_on_scale"),
        CheckConstraint("NOT (no_chance AND level IS NOT NULL)", name="no_chance_has_no_level"),
    )

    request_id: Mapped[str] = mapped_column(ForeignKey("rating_request.id", ondelete="CASCADE"), primary_key=True)
    competency: Mapped[str] = mapped_column(String(64), primary_key=True)
    level: Mapped[int | None]
    no_chance: Mapped[bool]


class EvidenceRow(Base):
    """Something done that shows a level of one competency; a second person may confirm it by a private link."""

    __tablename__ = "evidence"
    __table_args__ = (CheckConstraint("level BETWEEN 0 AND 4", name="level_on_scale"),)

    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    assessment_id: Mapped[str] = mapped_column(ForeignKey("assessment.id", ondelete="CASCADE"), index=True)
    competency: Mapped[str] = mapped_column(String(64))
    kind: Mapped[str] = mapped_column(String(64))
    level: Mapped[int]
    day: Mapped[date] = mapped_column(Date)
    note: Mapped[str] = mapped_column(Text)
    hidden: Mapped[bool]
    created_at: Mapped[datetime] = mapped_column(Instant)
    confirmer: Mapped[str] = mapped_column(String(80))
    asker: Mapped[str] = mapped_column(String(80))
    link_id: Mapped[str | None] = mapped_column(String(36), unique=True)
    link_expires_at: Mapped[datetime | None] = mapped_column(Instant)
    confirmed_at: Mapped[datetime | None] = mapped_column(Instant)
    declined_at: Mapped[datetime | None] = mapped_column(Instant)


class LegalTextRow(Base):
    """A document exactly as people read it, under the hash of its words."""

    __tablename__ = "legal_text"

    sha256: Mapped[str] = mapped_column(String(64), primary_key=True)
    name: Mapped[str] = mapped_column(String(32))
    law: Mapped[str] = mapped_column(String(16))
    version: Mapped[str] = mapped_column(String(32))
    language: Mapped[str] = mapped_column(String(2))
    status: Mapped[str] = mapped_column(String(16))
    title: Mapped[str] = mapped_column(Text)
    body: Mapped[str] = mapped_column(Text)
    stored_at: Mapped[datetime] = mapped_column(Instant)


class LegalBasisRow(Base):
    """What allows the processing of somebody's data for one purpose: a consent, or another basis they were told of."""

    __tablename__ = "legal_basis"
    __table_args__ = (CheckConstraint("(account_id IS NULL) <> (assessment_id IS NULL)", name="one_holder"),)

    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    account_id: Mapped[str | None] = mapped_column(ForeignKey("account.id", ondelete="CASCADE"), index=True)
    assessment_id: Mapped[str | None] = mapped_column(ForeignKey("assessment.id", ondelete="CASCADE"), index=True)
    purpose: Mapped[str] = mapped_column(String(16))
    basis: Mapped[str] = mapped_column(String(16))
    text_sha256: Mapped[str] = mapped_column(ForeignKey("legal_text.sha256"), index=True)
    language: Mapped[str] = mapped_column(String(2))
    way: Mapped[str] = mapped_column(String(16))
    since: Mapped[datetime] = mapped_column(Instant)
    until: Mapped[datetime | None] = mapped_column(Instant)


class LegalHoldRow(Base):
    """An order to keep somebody's data beyond its clock."""

    __tablename__ = "legal_hold"
    __table_args__ = (CheckConstraint("(account_id IS NULL) <> (assessment_id IS NULL)", name="one_holder"),)

    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    account_id: Mapped[str | None] = mapped_column(ForeignKey("account.id", ondelete="CASCADE"), index=True)
    assessment_id: Mapped[str | None] = mapped_column(ForeignKey("assessment.id", ondelete="CASCADE"), index=True)
    reason: Mapped[str] = mapped_column(String(300))
    placed_at: Mapped[datetime] = mapped_column(Instant)
    until: Mapped[date] = mapped_column(Date)


class DemographicsRow(Base):
    """What somebody said of sex and age, under a pseudonym that no other table knows."""

    __tablename__ = "demographics"

    pseudonym: Mapped[str] = mapped_column(String(64), primary_key=True)
    sex: Mapped[str] = mapped_column(String(16))
    age_group: Mapped[str] = mapped_column(String(16))
    given_on: Mapped[date] = mapped_column(Date)


class OpeningRow(Base):
    """One reading of a shown report: as whom, and by which account where it was shown to a named one."""

    __tablename__ = "opening"

    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    link_id: Mapped[str] = mapped_column(ForeignKey("link.id", ondelete="CASCADE"), index=True)
    opened_at: Mapped[datetime] = mapped_column(Instant)
    reader: Mapped[str] = mapped_column(String(16))
    extent: Mapped[str] = mapped_column(String(16))
    account_id: Mapped[str | None] = mapped_column(ForeignKey("account.id", ondelete="SET NULL"), index=True)
