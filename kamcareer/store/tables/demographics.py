"""What was said of sex and age, apart from everything else."""

from datetime import date

from sqlalchemy import Date, String
from sqlalchemy.orm import Mapped, mapped_column

from kamcareer.store.database import Base


class DemographicsRow(Base):
    """What somebody said of sex and age, under a pseudonym that no other table knows."""

    __tablename__ = "demographics"

    pseudonym: Mapped[str] = mapped_column(String(64), primary_key=True)
    sex: Mapped[str] = mapped_column(String(16))
    age_group: Mapped[str] = mapped_column(String(16))
    given_on: Mapped[date] = mapped_column(Date)
    purpose: Mapped[str] = mapped_column(String(16))
