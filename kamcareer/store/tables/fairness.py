"""How many applicants of each group came how far, counted once for each quarter."""

from datetime import date

from sqlalchemy import CheckConstraint, Date, String
from sqlalchemy.orm import Mapped, mapped_column

from kamcareer.store.database import Base


class FairnessCountRow(Base):
    """One group in one vacancy and one quarter; nothing leads to the vacancy or to anybody."""

    __tablename__ = "fairness_count"
    __table_args__ = (
        CheckConstraint("trait IN ('sex', 'age')", name="trait"),
        CheckConstraint(
            "sent > 0 AND read BETWEEN 0 AND sent AND proposed BETWEEN 0 AND sent AND talk BETWEEN 0 AND sent",
            name="of_those_who_sent",
        ),
    )

    quarter: Mapped[date] = mapped_column(Date, primary_key=True)
    stratum: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    trait: Mapped[str] = mapped_column(String(8), primary_key=True)
    said: Mapped[str] = mapped_column(String(16), primary_key=True)
    sent: Mapped[int]
    read: Mapped[int]
    proposed: Mapped[int]
    talk: Mapped[int]
