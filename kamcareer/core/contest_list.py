"""Ready for a contest: what a panel will ask about, and what of it is there.

Neither figures nor the wish shows who fits (F119, F120), so a must-have counts as shown by two different people only;
the preparation begins long before the vacancy (F87, F88).
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from kamcareer.core.evidence_log import EvidenceEntry
from kamcareer.core.gaps import GapReport
from kamcareer.core.rating_requests import TOGETHER, Asked, RatingRequest, sent_by

FRESH = timedelta(days=730)
EXAMPLES_WANTED = 3


class Point(StrEnum):
    """What the list asks for."""

    ANSWERED = "answered"
    SITUATIONS = "situations"
    MANAGER = "manager"
    PEERS = "peers"
    EVIDENCE = "evidence"
    CONFIRMED = "confirmed"
    TWO_SOURCES = "two_sources"


@dataclass(frozen=True)
class Line:
    """One line of the list: how much of it is there, and the first competency in which it is not."""

    point: Point
    there: int
    wanted: int
    missing: str | None = None

    @property
    def done(self) -> bool:
        """Whether nothing is missing."""
        return self.there >= self.wanted


def contest_list(
    report: GapReport, requests: Sequence[RatingRequest], log: Sequence[EvidenceEntry], today: date
) -> tuple[Line, ...]:
    """Return what is there for a contest for the target role, line by line."""
    musts = [gap.competency for gap in report.must_haves]
    by_id = {gap.competency: gap for gap in report.gaps}
    fresh = {entry.competency for entry in log if today - entry.day <= FRESH}
    confirmed = [entry for entry in log if entry.confirmed and today - entry.day <= FRESH]
    return (
        _by_topic(Point.ANSWERED, musts, {id for id in musts if by_id[id].said is not None}),
        _by_topic(Point.SITUATIONS, musts, {id for id in musts if "situations" in by_id[id].sources}),
        Line(Point.MANAGER, len(sent_by(Asked.MANAGER, requests)), 1),
        Line(Point.PEERS, len(sent_by(Asked.PEER, requests)), TOGETHER),
        _by_topic(Point.EVIDENCE, musts, fresh),
        Line(Point.CONFIRMED, len(confirmed), EXAMPLES_WANTED),
        _by_topic(Point.TWO_SOURCES, musts, {id for id in musts if by_id[id].people > 1}),
    )


def _by_topic(point: Point, musts: Sequence[str], there: Collection[str]) -> Line:
    missing = [id for id in musts if id not in there]
    return Line(point, len(musts) - len(missing), len(musts), missing[0] if missing else None)
