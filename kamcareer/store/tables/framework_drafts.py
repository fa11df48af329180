"""Drafts of frameworks, the second look at them, and what was published of them."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Integer, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from kamcareer.store.database import Base
from kamcareer.store.tables.instant import Instant


class FrameworkReleaseRow(Base):
    """The files of an installation as a draft or a version began with them: JSON of their texts by path."""

    __tablename__ = "framework_release"

    sha256: Mapped[str] = mapped_column(String(64), primary_key=True)
    framework_id: Mapped[str] = mapped_column(String(64))
    files: Mapped[str] = mapped_column(Text)
    kept_at: Mapped[datetime] = mapped_column(Instant)


class FrameworkDraftRow(Base):
    """The files of a framework as somebody edits them: JSON of their texts by path. `revision` counts what was saved.

    `base_sha256` is the content address of what the installation had when the draft was begun, `release_sha256` that of
    the files of the installation that are in it; None where nobody kept them.
    """

    __tablename__ = "framework_draft"

    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    framework_id: Mapped[str] = mapped_column(String(64))
    base_sha256: Mapped[str] = mapped_column(String(64))
    files: Mapped[str] = mapped_column(Text)
    revision: Mapped[int] = mapped_column(Integer)
    made_at: Mapped[datetime] = mapped_column(Instant)
    changed_at: Mapped[datetime] = mapped_column(Instant)
    release_sha256: Mapped[str | None] = mapped_column(ForeignKey("framework_release.sha256"), index=True)


class DraftEditorRow(Base):
    """An account that saved something in a draft, and so cannot give the second look at it."""

    __tablename__ = "framework_draft_editor"

    draft_id: Mapped[str] = mapped_column(ForeignKey("framework_draft.id", ondelete="CASCADE"), primary_key=True)
    account_id: Mapped[str] = mapped_column(ForeignKey("account.id", ondelete="CASCADE"), primary_key=True, index=True)


class FrameworkReviewRow(Base):
    """Who asked for a second look at which state of a draft, and what came of it. It outlives a published draft."""

    __tablename__ = "framework_review"
    __table_args__ = (
        CheckConstraint("outcome IS NULL OR outcome IN ('returned', 'published')", name="outcome"),
        CheckConstraint("(outcome IS NULL) = (answered_at IS NULL)", name="answered_once"),
    )

    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    draft_id: Mapped[str] = mapped_column(String(36), index=True)
    revision: Mapped[int] = mapped_column(Integer)
    version: Mapped[str] = mapped_column(String(32))
    asked_by: Mapped[str | None] = mapped_column(ForeignKey("account.id", ondelete="SET NULL"), index=True)
    asked_at: Mapped[datetime] = mapped_column(Instant)
    words: Mapped[str] = mapped_column(Text)
    outcome: Mapped[str | None] = mapped_column(String(16))
    answered_by: Mapped[str | None] = mapped_column(ForeignKey("account.id", ondelete="SET NULL"), index=True)
    answered_at: Mapped[datetime | None] = mapped_column(Instant)
    reason: Mapped[str] = mapped_column(Text)


class FrameworkPublicationRow(Base):
    """One entry of what new assessments begin with; the one with the highest number counts. Entries are only added.

    Without a version and files it says that the files of the installation are in charge again. `ground_sha256` is what
    those files made at that moment, `release_sha256` the files that are in the version. The key lets one of two who
    publish at the same moment through.
    """

    __tablename__ = "framework_publication"
    __table_args__ = (
        CheckConstraint("(sha256 IS NULL) = (files IS NULL)", name="version_with_files"),
        CheckConstraint("(sha256 IS NULL) = (review_id IS NULL)", name="never_unseen"),
    )

    framework_id: Mapped[str] = mapped_column(String(64), primary_key=True)
    number: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    sha256: Mapped[str | None] = mapped_column(ForeignKey("framework.sha256"), index=True)
    replaced_sha256: Mapped[str] = mapped_column(String(64))
    ground_sha256: Mapped[str] = mapped_column(String(64))
    files: Mapped[str | None] = mapped_column(Text)
    review_id: Mapped[str | None] = mapped_column(ForeignKey("framework_review.id"), index=True)
    published_at: Mapped[datetime] = mapped_column(Instant)
    release_sha256: Mapped[str | None] = mapped_column(ForeignKey("framework_release.sha256"), index=True)
