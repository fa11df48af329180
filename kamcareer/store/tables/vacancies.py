"""Vacancies, who sees them, and how they came to differ from their role."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, Date, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from kamcareer.store.database import Base
from kamcareer.store.tables.accounts import AccountRow
from kamcareer.store.tables.contests import ContestRow
from kamcareer.store.tables.instant import Instant


class VacancyRow(Base):
    """A vacancy with a profile of its own, made from a role of one stored framework."""

    __tablename__ = "vacancy"
    __table_args__ = (
        CheckConstraint("reach IN ('internal', 'public', 'invitation')", name="reach"),
        CheckConstraint("closed_at IS NULL OR opened_at IS NOT NULL", name="opened_before_closed"),
        CheckConstraint(
            "education IS NULL OR education IN ('vocational', 'bachelor', 'master', 'postgraduate')", name="education"
        ),
        CheckConstraint("education IS NULL OR length(trim(education_why)) >= 10", name="education_for_a_reason"),
    )

    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    framework_sha256: Mapped[str] = mapped_column(ForeignKey("framework.sha256"), index=True)
    role: Mapped[str] = mapped_column(String(64))
    title: Mapped[str] = mapped_column(String(120))
    place: Mapped[str] = mapped_column(String(120))
    reach: Mapped[str] = mapped_column(String(16))
    deadline: Mapped[date] = mapped_column(Date)
    blind: Mapped[bool]
    knock_outs: Mapped[list[str]] = mapped_column(JSON)
    expects: Mapped[list[str]] = mapped_column(JSON)
    education: Mapped[str | None] = mapped_column(String(16))
    education_field: Mapped[str] = mapped_column(String(200))
    education_why: Mapped[str] = mapped_column(Text)
    client_id: Mapped[str | None] = mapped_column(ForeignKey("client.id"), index=True)
    maker_id: Mapped[str | None] = mapped_column(ForeignKey("account.id", ondelete="SET NULL"), index=True)
    made_at: Mapped[datetime] = mapped_column(Instant)
    opened_at: Mapped[datetime | None] = mapped_column(Instant)
    closed_at: Mapped[datetime | None] = mapped_column(Instant)
    cells: Mapped[list["VacancyCellRow"]] = relationship(
        cascade="all, delete-orphan", passive_deletes=True, order_by="VacancyCellRow.place"
    )
    panel: Mapped[list["PanelRow"]] = relationship(cascade="all, delete-orphan", passive_deletes=True)
    contest: Mapped[ContestRow | None] = relationship(viewonly=True)


class VacancyCellRow(Base):
    """What a vacancy asks in one competency; `place` keeps the order of the profile."""

    __tablename__ = "vacancy_cell"
    __table_args__ = (
        CheckConstraint("level BETWEEN 0 AND 4", name="level_on_scale"),
        CheckConstraint("weight BETWEEN 1 AND 3", name="weight_known"),
        CheckConstraint("NOT must_have OR weight = 3", name="must_have_is_critical"),
    )

    vacancy_id: Mapped[str] = mapped_column(ForeignKey("vacancy.id", ondelete="CASCADE"), primary_key=True)
    competency: Mapped[str] = mapped_column(String(64), primary_key=True)
    place: Mapped[int]
    level: Mapped[int]
    weight: Mapped[int]
    must_have: Mapped[bool]


class PanelRow(Base):
    """Somebody who sees a vacancy with its maker."""

    __tablename__ = "vacancy_panel"

    vacancy_id: Mapped[str] = mapped_column(ForeignKey("vacancy.id", ondelete="CASCADE"), primary_key=True)
    account_id: Mapped[str] = mapped_column(ForeignKey("account.id", ondelete="CASCADE"), primary_key=True, index=True)
    account: Mapped[AccountRow] = relationship(viewonly=True)


class ApplicationRow(Base):
    """One person in one vacancy. Of their own link only the hash of its secret is kept.

    `account_id` is who was signed in when they began, or else sent: it opens nothing and keeps them from judging
    themselves.
    """

    __tablename__ = "application"
    __table_args__ = (
        CheckConstraint("came_by IN ('invitation', 'posting', 'pool')", name="came_by"),
        CheckConstraint("travel IS NULL OR travel IN ('none', 'sometimes', 'often')", name="travel"),
        CheckConstraint(
            "education IS NULL OR education IN ('school', 'vocational', 'bachelor', 'master', 'postgraduate')",
            name="education",
        ),
    )

    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    vacancy_id: Mapped[str] = mapped_column(ForeignKey("vacancy.id", ondelete="CASCADE"), index=True)
    assessment_id: Mapped[str | None] = mapped_column(ForeignKey("assessment.id", ondelete="CASCADE"), unique=True)
    account_id: Mapped[str | None] = mapped_column(ForeignKey("account.id", ondelete="SET NULL"), index=True)
    earlier_id: Mapped[str | None] = mapped_column(ForeignKey("application.id", ondelete="SET NULL"), index=True)
    mailed_only: Mapped[bool]
    code: Mapped[str] = mapped_column(String(8))
    came_by: Mapped[str] = mapped_column(String(16))
    name: Mapped[str] = mapped_column(String(80))
    email: Mapped[str | None] = mapped_column(String(254))
    phone: Mapped[str | None] = mapped_column(String(16))
    language: Mapped[str | None] = mapped_column(String(2))
    secret_sha256: Mapped[str | None] = mapped_column(String(64), unique=True)
    bound: Mapped[bool]
    made_at: Mapped[datetime] = mapped_column(Instant)
    mailed_at: Mapped[datetime | None] = mapped_column(Instant)
    expires_at: Mapped[datetime] = mapped_column(Instant)
    opened_at: Mapped[datetime | None] = mapped_column(Instant)
    started_at: Mapped[datetime | None] = mapped_column(Instant)
    finished_at: Mapped[datetime | None] = mapped_column(Instant)
    read_at: Mapped[datetime | None] = mapped_column(Instant)
    revoked_at: Mapped[datetime | None] = mapped_column(Instant)
    interviewed_at: Mapped[datetime | None] = mapped_column(Instant)
    reminded_at: Mapped[datetime | None] = mapped_column(Instant)
    talk_on: Mapped[date | None] = mapped_column(Date)
    talk_at: Mapped[str | None] = mapped_column(String(5))
    talk_place: Mapped[str] = mapped_column(String(300))
    marks_asked_at: Mapped[datetime | None] = mapped_column(Instant)
    salary: Mapped[int | None]
    notice_weeks: Mapped[int | None]
    regions: Mapped[str] = mapped_column(String(200))
    licence: Mapped[bool | None]
    car: Mapped[bool | None]
    right_to_work: Mapped[bool | None]
    travel: Mapped[str | None] = mapped_column(String(16))
    clients: Mapped[str] = mapped_column(String(300))
    tools: Mapped[list[str]] = mapped_column(JSON)
    jobs: Mapped[str] = mapped_column(String(2000))
    education: Mapped[str | None] = mapped_column(String(16))
    education_field: Mapped[str] = mapped_column(String(200))


class ScreeningRow(Base):
    """What a screening says to the recruiter, worked out when it was sent, by which profile."""

    __tablename__ = "screening"
    __table_args__ = (CheckConstraint("act IN ('invite', 'ask_more', 'too_early')", name="act"),)

    application_id: Mapped[str] = mapped_column(ForeignKey("application.id", ondelete="CASCADE"), primary_key=True)
    made_at: Mapped[datetime] = mapped_column(Instant)
    act: Mapped[str] = mapped_column(String(16))
    coverage: Mapped[float]
    expected: Mapped[float]
    chance: Mapped[float]
    hints: Mapped[list[str]] = mapped_column(JSON)
    self_only: Mapped[bool]
    points: Mapped[list[float]] = mapped_column(JSON)
    profile: Mapped[str] = mapped_column(String(16))


class ScreeningTopicRow(Base):
    """One competency of a screening."""

    __tablename__ = "screening_topic"

    application_id: Mapped[str] = mapped_column(
        ForeignKey("screening.application_id", ondelete="CASCADE"), primary_key=True
    )
    competency: Mapped[str] = mapped_column(String(64), primary_key=True)
    place: Mapped[int]
    required: Mapped[int]
    must_have: Mapped[bool]
    said: Mapped[int | None]
    mean: Mapped[float]
    low: Mapped[float]
    high: Mapped[float]
    met: Mapped[float]
    at_best: Mapped[float]
    known: Mapped[str] = mapped_column(String(16))
    sources: Mapped[list[str]] = mapped_column(JSON)
    against: Mapped[list[str]] = mapped_column(JSON)


class DecisionRow(Base):
    """A decision about somebody: by whom, for which reasons, in which words. Without any of them there is none."""

    __tablename__ = "decision"
    __table_args__ = (
        CheckConstraint("outcome IN ('talk', 'decline', 'offer')", name="outcome"),
        CheckConstraint("length(decider) = 32", name="somebody_decided"),
        CheckConstraint("length(reasons) >= 3", name="for_a_reason"),
        CheckConstraint("length(trim(words)) >= 10", name="in_words"),
    )

    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    application_id: Mapped[str] = mapped_column(ForeignKey("application.id", ondelete="CASCADE"), index=True)
    outcome: Mapped[str] = mapped_column(String(16))
    reasons: Mapped[str] = mapped_column(Text)
    words: Mapped[str] = mapped_column(Text)
    decider: Mapped[str] = mapped_column(String(32))
    account_id: Mapped[str | None] = mapped_column(ForeignKey("account.id", ondelete="SET NULL"), index=True)
    at: Mapped[datetime] = mapped_column(Instant)


class PostingRow(Base):
    """The text of a vacancy's posting in one language, where somebody wrote it."""

    __tablename__ = "posting"

    vacancy_id: Mapped[str] = mapped_column(ForeignKey("vacancy.id", ondelete="CASCADE"), primary_key=True)
    language: Mapped[str] = mapped_column(String(2), primary_key=True)
    words: Mapped[str] = mapped_column(Text)
    saved_at: Mapped[datetime] = mapped_column(Instant)


class VacancyChangeRow(Base):
    """Changes of a vacancy made together, for one reason: of its profile, or of terms that touch applicants."""

    __tablename__ = "vacancy_change"
    __table_args__ = (CheckConstraint("reasons <> '' OR words <> ''", name="says_why"),)

    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    vacancy_id: Mapped[str] = mapped_column(ForeignKey("vacancy.id", ondelete="CASCADE"), index=True)
    at: Mapped[datetime] = mapped_column(Instant)
    account_id: Mapped[str | None] = mapped_column(ForeignKey("account.id", ondelete="SET NULL"), index=True)
    reasons: Mapped[str] = mapped_column(String(200))
    words: Mapped[str] = mapped_column(Text)
    cells: Mapped[list[dict[str, Any]]] = mapped_column(JSON)
    terms: Mapped[list[dict[str, Any]]] = mapped_column(JSON)


class InterviewKitRow(Base):
    """The questions that everybody who applies for a vacancy is asked: competency:question, in order."""

    __tablename__ = "interview_kit"

    vacancy_id: Mapped[str] = mapped_column(ForeignKey("vacancy.id", ondelete="CASCADE"), primary_key=True)
    minutes: Mapped[int]
    questions: Mapped[list[str]] = mapped_column(JSON)
    chosen_at: Mapped[datetime] = mapped_column(Instant)


class ScorecardRow(Base):
    """The card of one interviewer about one person: by whom, how often saved, locked or released from it."""

    __tablename__ = "scorecard"
    __table_args__ = (
        UniqueConstraint("application_id", "rater", name="uq_scorecard_one_each"),
        CheckConstraint("length(rater) = 32", name="somebody_rated"),
        CheckConstraint("locked_at IS NULL OR released_at IS NULL", name="locked_or_released"),
        CheckConstraint("released_at IS NULL OR length(trim(reason)) >= 10", name="released_for_a_reason"),
    )

    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    application_id: Mapped[str] = mapped_column(ForeignKey("application.id", ondelete="CASCADE"), index=True)
    rater: Mapped[str] = mapped_column(String(32))
    account_id: Mapped[str | None] = mapped_column(ForeignKey("account.id", ondelete="SET NULL"), index=True)
    revision: Mapped[int]
    locked_at: Mapped[datetime | None] = mapped_column(Instant)
    released_at: Mapped[datetime | None] = mapped_column(Instant)
    reason: Mapped[str | None] = mapped_column(Text)
    marks: Mapped[list["InterviewMarkRow"]] = relationship(cascade="all, delete-orphan", passive_deletes=True)


class InterviewMarkRow(Base):
    """What one interviewer heard in one competency."""

    __tablename__ = "interview_mark"
    __table_args__ = (
        CheckConstraint("level BETWEEN 0 AND 4", name="level_on_scale"),
        CheckConstraint("NOT no_chance OR level IS NULL", name="no_chance_has_no_level"),
    )

    scorecard_id: Mapped[str] = mapped_column(ForeignKey("scorecard.id", ondelete="CASCADE"), primary_key=True)
    competency: Mapped[str] = mapped_column(String(64), primary_key=True)
    level: Mapped[int | None]
    no_chance: Mapped[bool]
    heard: Mapped[str] = mapped_column(Text)
    note: Mapped[str] = mapped_column(Text)


class AgreedMarkRow(Base):
    """What the interviewers agreed upon in one competency; the marks themselves stay as they are."""

    __tablename__ = "agreed_mark"
    __table_args__ = (
        CheckConstraint("level BETWEEN 0 AND 4", name="level_on_scale"),
        CheckConstraint("length(decider) = 32", name="somebody_kept_it"),
        CheckConstraint("length(trim(note)) >= 10", name="in_words"),
    )

    application_id: Mapped[str] = mapped_column(ForeignKey("application.id", ondelete="CASCADE"), primary_key=True)
    competency: Mapped[str] = mapped_column(String(64), primary_key=True)
    level: Mapped[int]
    note: Mapped[str] = mapped_column(Text)
    decider: Mapped[str] = mapped_column(String(32))
    account_id: Mapped[str | None] = mapped_column(ForeignKey("account.id", ondelete="SET NULL"), index=True)
    at: Mapped[datetime] = mapped_column(Instant)
