"""On what a person's data is processed: for each purpose a consent, or another basis with a name."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Purpose(StrEnum):
    """What data is processed for. A consent is for one purpose and for nothing else."""

    DEVELOPMENT = "development"
    SELECTION = "selection"
    STORAGE = "storage"
    DEMOGRAPHICS = "demographics"
    FAIRNESS = "fairness"
    PRESENTATION = "presentation"
    CONTEST = "contest"
    SUCCESSION = "succession"


class Basis(StrEnum):
    """What allows the processing."""

    CONSENT = "consent"
    CONTRACT = "contract"
    LABOUR_LAW = "labour_law"


class Way(StrEnum):
    """How a person gave a consent, or was told about another basis."""

    PAGE = "page"
    PAPER = "paper"


# Being kept for later vacancies, asked for sex or age, shown to a client, opening a plan to a panel, put into the
# talent pool: the person allows it, whatever the operator prefers.
POSSIBLE: dict[Purpose, frozenset[Basis]] = {
    Purpose.DEVELOPMENT: frozenset(Basis),
    Purpose.SELECTION: frozenset(Basis),
    Purpose.STORAGE: frozenset({Basis.CONSENT}),
    Purpose.DEMOGRAPHICS: frozenset({Basis.CONSENT}),
    Purpose.FAIRNESS: frozenset({Basis.CONSENT}),
    Purpose.PRESENTATION: frozenset({Basis.CONSENT}),
    Purpose.CONTEST: frozenset({Basis.CONSENT}),
    Purpose.SUCCESSION: frozenset({Basis.CONSENT}),
}
# Whoever takes back the selection for one vacancy is not kept for later ones, nor counted in its rates, nor shown to a
# client, either.
RESTING: dict[Purpose, tuple[Purpose, ...]] = {
    purpose: (Purpose.STORAGE, Purpose.FAIRNESS, Purpose.PRESENTATION) if purpose is Purpose.SELECTION else ()
    for purpose in Purpose
}


@dataclass(frozen=True)
class Holder:
    """Whose basis it is: an account, or an assessment that is in no account; exactly one of the two."""

    account_id: str | None = None
    assessment_id: str | None = None

    def __post_init__(self) -> None:
        """Refuse both and neither. ValueError."""
        if (self.account_id is None) == (self.assessment_id is None):
            raise ValueError("a basis belongs to an account or to an assessment")


@dataclass(frozen=True)
class LegalBasis:
    """One record: which exact text was shown, in which language, from when on; `until` is when it ended."""

    id: str
    purpose: Purpose
    basis: Basis
    text_sha256: str
    language: str
    way: Way
    since: datetime
    until: datetime | None = None


class NoBasisError(Exception):
    """Nothing allows the processing for a purpose."""

    def __init__(self, purpose: Purpose) -> None:
        super().__init__(f"no consent and no other basis for {purpose}")
        self.purpose = purpose


def live(purpose: Purpose, records: Iterable[LegalBasis]) -> LegalBasis | None:
    """Return the newest record that allows the processing for a purpose; None when nothing does."""
    allowing = [
        one for one in records if one.purpose is purpose and one.until is None and one.basis in POSSIBLE[purpose]
    ]
    return max(allowing, key=lambda one: one.since, default=None)


def must_be_allowed(purpose: Purpose, records: Iterable[LegalBasis]) -> LegalBasis:
    """Return what allows the processing for a purpose; NoBasisError when nothing does.

    The one place where this is decided. It reads records alone: a basis is fixed when the data is collected, so that a
    setting changed later turns no withdrawn consent into something else.
    """
    found = live(purpose, records)
    if found is None:
        raise NoBasisError(purpose)
    return found


def may_be_looked_at(purpose: Purpose, operators: Basis, records: Iterable[LegalBasis]) -> bool:
    """Return whether staff records of somebody may be looked at for a purpose.

    What somebody agreed to or was told decides, an ended consent too; where nobody ever asked them, as of people
    without an account, the basis that the operator states, unless that is a consent.
    """
    own = [record for record in records if record.purpose is purpose]
    return live(purpose, own) is not None if own else operators is not Basis.CONSENT
