"""Client companies, who may be shown to them, and what they answered."""

from datetime import datetime

from sqlalchemy import JSON, CheckConstraint, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from kamcareer.store.database import Base
from kamcareer.store.tables.instant import Instant


class ClientRow(Base):
    """A client company."""

    __tablename__ = "client"

    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    name: Mapped[str] = mapped_column(String(160), unique=True)
    made_at: Mapped[datetime] = mapped_column(Instant)


class PresentationRequestRow(Base):
    """The question whether somebody may be shown to a client, what they agreed to, and below which words."""

    __tablename__ = "presentation_request"
    __table_args__ = (
        UniqueConstraint("application_id", name="uq_presentation_request_one_each"),
        CheckConstraint("declined_at IS NULL OR basis_id IS NULL", name="one_answer"),
    )

    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    application_id: Mapped[str] = mapped_column(ForeignKey("application.id", ondelete="CASCADE"))
    client_id: Mapped[str] = mapped_column(ForeignKey("client.id"), index=True)
    account_id: Mapped[str | None] = mapped_column(ForeignKey("account.id", ondelete="SET NULL"), index=True)
    basis_id: Mapped[str | None] = mapped_column(ForeignKey("legal_basis.id", ondelete="CASCADE"), index=True)
    asked_at: Mapped[datetime] = mapped_column(Instant)
    declined_at: Mapped[datetime | None] = mapped_column(Instant)
    parts: Mapped[list[str]] = mapped_column(JSON)
    examples: Mapped[list[str]] = mapped_column(JSON)


class PresentationRow(Base):
    """A link that shows one person to a client, made on a consent; only the hash of its secret is kept."""

    __tablename__ = "presentation"
    __table_args__ = (CheckConstraint("expires_at > made_at", name="ends"),)

    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    request_id: Mapped[str] = mapped_column(ForeignKey("presentation_request.id", ondelete="CASCADE"), index=True)
    basis_id: Mapped[str] = mapped_column(ForeignKey("legal_basis.id", ondelete="CASCADE"), index=True)
    account_id: Mapped[str | None] = mapped_column(ForeignKey("account.id", ondelete="SET NULL"), index=True)
    secret_sha256: Mapped[str] = mapped_column(String(64), unique=True)
    anonymous: Mapped[bool]
    made_at: Mapped[datetime] = mapped_column(Instant)
    expires_at: Mapped[datetime] = mapped_column(Instant)
    revoked_at: Mapped[datetime | None] = mapped_column(Instant)
    opened_at: Mapped[datetime | None] = mapped_column(Instant)


class ClientAnswerRow(Base):
    """What a client answered, and what the agency said to that. A question and a no come with words."""

    __tablename__ = "client_answer"
    __table_args__ = (
        CheckConstraint("reply IN ('interview', 'question', 'no')", name="reply"),
        CheckConstraint("reply = 'interview' OR length(trim(words)) >= 10", name="says_why"),
    )

    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    presentation_id: Mapped[str] = mapped_column(ForeignKey("presentation.id", ondelete="CASCADE"), index=True)
    reply: Mapped[str] = mapped_column(String(16))
    words: Mapped[str] = mapped_column(Text)
    at: Mapped[datetime] = mapped_column(Instant)
    response: Mapped[str | None] = mapped_column(Text)
    responded_at: Mapped[datetime | None] = mapped_column(Instant)
