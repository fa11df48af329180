"""Drafts of frameworks: their files, before they are put in the place of the installation's own."""

from datetime import datetime

from sqlalchemy import Integer, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from kamcareer.store.database import Base
from kamcareer.store.tables.instant import Instant


class FrameworkDraftRow(Base):
    """The files of a framework as somebody edits them: JSON of their texts by path. `revision` counts what was saved.

    `base_sha256` is the content address of what the installation had when the draft was begun.
    """

    __tablename__ = "framework_draft"

    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    framework_id: Mapped[str] = mapped_column(String(64))
    base_sha256: Mapped[str] = mapped_column(String(64))
    files: Mapped[str] = mapped_column(Text)
    revision: Mapped[int] = mapped_column(Integer)
    made_at: Mapped[datetime] = mapped_column(Instant)
    changed_at: Mapped[datetime] = mapped_column(Instant)
