"""Rounds of the company: who is in them, and what a person and their manager agreed on in the talk."""

from datetime import date, datetime

from sqlalchemy import (
    CheckConstraint,
    Date,
    ForeignKey,
    ForeignKeyConstraint,
    String,
    Text,
    UniqueConstraint,
)
from sqlalchemy.orm import Mapped, mapped_column

from kamcareer.store.database import Base
from kamcareer.store.tables.instant import Instant


class CompanyRoundRow(Base):
    """A round that HR made."""

    __tablename__ = "company_round"
    __table_args__ = (
        CheckConstraint("aim IN ('present', 'next', 'role')", name="aim"),
        CheckConstraint("(aim = 'role') = (role IS NOT NULL)", name="one_role_for_one_aim"),
    )

    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    title: Mapped[str] = mapped_column(String(120))
    framework_sha256: Mapped[str] = mapped_column(ForeignKey("framework.sha256"), index=True)
    aim: Mapped[str] = mapped_column(String(8))
    role: Mapped[str | None] = mapped_column(String(64))
    deadline: Mapped[date] = mapped_column(Date)
    made_at: Mapped[datetime] = mapped_column(Instant)


class CompanyRoundPersonRow(Base):
    """Somebody in a round. `assessment_id` is there once they take part, `rater_id` is the account of their manager.

    `account_id` is their account as HR named it for this round; without it that of the person, if one is joined.
    """

    __tablename__ = "company_round_person"

    round_id: Mapped[str] = mapped_column(ForeignKey("company_round.id", ondelete="CASCADE"), primary_key=True)
    person_number: Mapped[str] = mapped_column(
        ForeignKey("person.number", ondelete="CASCADE"), primary_key=True, index=True
    )
    account_id: Mapped[str | None] = mapped_column(ForeignKey("account.id", ondelete="CASCADE"), index=True)
    rater_number: Mapped[str | None] = mapped_column(ForeignKey("person.number", ondelete="SET NULL"), index=True)
    rater_name: Mapped[str] = mapped_column(String(80))
    rater_id: Mapped[str | None] = mapped_column(ForeignKey("account.id", ondelete="SET NULL"), index=True)
    assessment_id: Mapped[str | None] = mapped_column(ForeignKey("assessment.id", ondelete="SET NULL"), index=True)
    joined_at: Mapped[datetime | None] = mapped_column(Instant)
    reminded_at: Mapped[datetime | None] = mapped_column(Instant)
    rater_reminded_at: Mapped[datetime | None] = mapped_column(Instant)


class AgreedLevelRow(Base):
    """What a person and their manager agreed on of one competency."""

    __tablename__ = "agreed_level"
    __table_args__ = (CheckConstraint("level BETWEEN 0 AND 4", name="level_on_scale"),)

    round_id: Mapped[str] = mapped_column(ForeignKey("company_round.id", ondelete="CASCADE"), primary_key=True)
    assessment_id: Mapped[str] = mapped_column(
        ForeignKey("assessment.id", ondelete="CASCADE"), primary_key=True, index=True
    )
    competency: Mapped[str] = mapped_column(String(64), primary_key=True)
    level: Mapped[int]
    note: Mapped[str] = mapped_column(Text)
    agreed_by: Mapped[str] = mapped_column(String(80))
    agreed_at: Mapped[datetime] = mapped_column(Instant)


class RoundPeerRow(Base):
    """A colleague chosen by somebody in a round. No row and no column says when, nor what they said."""

    __tablename__ = "round_peer"
    __table_args__ = (
        ForeignKeyConstraint(
            ["round_id", "peer_number"],
            ["company_round_person.round_id", "company_round_person.person_number"],
            name="fk_round_peer_peer",
            ondelete="CASCADE",
        ),
        UniqueConstraint("round_id", "assessment_id", "peer_number", name="uq_round_peer_once"),
        CheckConstraint("asked OR NOT handed_in", name="handed_in_by_the_asked"),
    )

    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    round_id: Mapped[str] = mapped_column(String(36))
    assessment_id: Mapped[str] = mapped_column(ForeignKey("assessment.id", ondelete="CASCADE"), index=True)
    peer_number: Mapped[str] = mapped_column(String(32), index=True)
    asked: Mapped[bool]
    handed_in: Mapped[bool]
    reminded: Mapped[bool]


class SealedPeersRow(Base):
    """The sums of what colleagues said so far, sealed with a key that is not in the database; of one length always."""

    __tablename__ = "sealed_peers"

    round_id: Mapped[str] = mapped_column(ForeignKey("company_round.id", ondelete="CASCADE"), primary_key=True)
    assessment_id: Mapped[str] = mapped_column(
        ForeignKey("assessment.id", ondelete="CASCADE"), primary_key=True, index=True
    )
    sealed: Mapped[str] = mapped_column(Text)


class PeerMeanRow(Base):
    """What three or more colleagues said of one competency together, written once, after the last of them."""

    __tablename__ = "peer_mean"
    __table_args__ = (
        CheckConstraint("count >= 3", name="three_at_least"),
        CheckConstraint("total BETWEEN 0 AND 4 * count", name="total_on_scale"),
    )

    round_id: Mapped[str] = mapped_column(ForeignKey("company_round.id", ondelete="CASCADE"), primary_key=True)
    assessment_id: Mapped[str] = mapped_column(
        ForeignKey("assessment.id", ondelete="CASCADE"), primary_key=True, index=True
    )
    competency: Mapped[str] = mapped_column(String(64), primary_key=True)
    total: Mapped[int]
    count: Mapped[int]
