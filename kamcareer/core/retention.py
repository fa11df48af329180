"""How long data is kept: a clock for each purpose and outcome, counted in whole months of the local calendar."""

from calendar import monthrange
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from kamcareer.core.assessment import Assessment
from kamcareer.core.legal_basis import Basis, LegalBasis, Purpose, live


class Outcome(StrEnum):
    """What became of the data: purpose and outcome, each with a clock of its own."""

    UNFINISHED = "development.unfinished"
    FINISHED = "development.finished"
    WITHDRAWN = "development.withdrawn"
    APPLYING = "selection.unfinished"
    APPLIED = "selection.finished"
    NO_LONGER_APPLYING = "selection.withdrawn"
    KEPT_FOR_LATER = "storage.given"
    IDLE_ACCOUNT = "account.idle"
    DEMOGRAPHICS = "demographics.given"
    STAFF = "staff.last_named"


# Months after the last change, the withdrawal, the last visit, the giving, the last staff list with the name.
MONTHS: dict[Outcome, int] = {
    Outcome.UNFINISHED: 6,
    Outcome.FINISHED: 12,
    Outcome.WITHDRAWN: 1,
    Outcome.APPLYING: 2,
    Outcome.APPLIED: 6,
    Outcome.NO_LONGER_APPLYING: 1,
    Outcome.KEPT_FOR_LATER: 12,
    Outcome.IDLE_ACCOUNT: 24,
    Outcome.DEMOGRAPHICS: 24,
    Outcome.STAFF: 12,
}
# Unfinished, finished, withdrawn.
OUTCOMES: dict[Purpose, tuple[Outcome, Outcome, Outcome]] = {
    Purpose.DEVELOPMENT: (Outcome.UNFINISHED, Outcome.FINISHED, Outcome.WITHDRAWN),
    Purpose.SELECTION: (Outcome.APPLYING, Outcome.APPLIED, Outcome.NO_LONGER_APPLYING),
}
LONGEST = 600  # fifty years: a personnel file


@dataclass(frozen=True)
class Terms:
    """The terms of an installation: months for each outcome, and the time zone whose midnight counts."""

    zone: ZoneInfo
    months: Mapping[Outcome, int]

    def last_day(self, outcome: Outcome, since: datetime) -> date:
        """Return the last local day on which the data is kept; the 31st of a shorter month is its last day."""
        return _months_later(since.astimezone(self.zone).date(), self.months[outcome])

    def is_over(self, last_day: date, now: datetime) -> bool:
        """Return whether the last day has passed where the installation is."""
        return now.astimezone(self.zone).date() > last_day


@dataclass(frozen=True)
class Kept:
    """How long something is kept and by which clock; `last_day` is the last local day on which it is there."""

    outcome: Outcome
    last_day: date


@dataclass(frozen=True)
class Hold:
    """An order to keep somebody's data beyond its clock, with its reason; over after the day `until`."""

    id: str
    reason: str
    placed: datetime
    until: date


def parse_months(text: str) -> dict[Outcome, int]:
    """Return the months of "development.finished=12, account.idle=24", the rest as usual; ValueError with the cure."""
    months = dict(MONTHS)
    for part in filter(None, (piece.strip() for piece in text.split(","))):
        name, _, number = (word.strip() for word in part.partition("="))
        if name not in set(Outcome):
            raise ValueError(f'"{name}" is no outcome; known are {", ".join(Outcome)}')
        if not (number.isascii() and number.isdigit()) or not 1 <= int(number) <= LONGEST:
            raise ValueError(f'"{part}": write whole months from 1 to {LONGEST}, for example {name}=12')
        months[Outcome(name)] = int(number)
    return months


def kept_assessment(terms: Terms, assessment: Assessment, bases: Iterable[LegalBasis], seen: datetime | None) -> Kept:
    """Return how long an assessment is kept.

    `seen` is when its account was last used; an assessment in no account has none. While an account is in use nothing
    in it is deleted, unless the consent was withdrawn. What may be kept for later vacancies has two clocks, and the
    later one counts.
    """
    bases = tuple(bases)
    records = [one for one in bases if one.purpose is assessment.purpose]
    unfinished, finished, no_longer = OUTCOMES[assessment.purpose]
    withdrawn = [one.until for one in records if one.basis is Basis.CONSENT and one.until]
    if withdrawn and live(assessment.purpose, records) is None:
        return _kept(terms, no_longer, max(withdrawn))
    changed = max(assessment.last_saved(), assessment.finished or assessment.started)
    if assessment.owner:
        return _kept(terms, Outcome.IDLE_ACCOUNT, max(changed, seen or assessment.started))
    usual = _kept(terms, finished if assessment.counted.finished else unfinished, changed)
    later = live(Purpose.STORAGE, bases) if assessment.sealed else None
    if later is None:
        return usual
    return max(usual, _kept(terms, Outcome.KEPT_FOR_LATER, later.since), key=lambda kept: kept.last_day)


def kept_account(terms: Terms, created: datetime, seen: datetime | None) -> Kept:
    """Return how long an account is kept that nobody uses any more."""
    return _kept(terms, Outcome.IDLE_ACCOUNT, max(created, seen or created))


def holding(holds: Iterable[Hold], today: date) -> Hold | None:
    """Return the hold that keeps data longest today; None when nothing is held."""
    return max((hold for hold in holds if today <= hold.until), key=lambda hold: hold.until, default=None)


def due_before(terms: Terms, now: datetime) -> datetime:
    """Return a moment after which nothing can be due yet, whatever its clock: a coarse sieve for the database."""
    return now - timedelta(days=27 * min(terms.months.values()))


def _months_later(day: date, months: int) -> date:
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def _kept(terms: Terms, outcome: Outcome, since: datetime) -> Kept:
    return Kept(outcome, terms.last_day(outcome, since))
