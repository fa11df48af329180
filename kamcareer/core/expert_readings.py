"""Experts who read a model without its levels: each by a link of their own, heard once they have sent."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum

from kamcareer.core.expert_review import Words, situations_of
from kamcareer.core.framework.competency import Competency, Situation
from kamcareer.core.framework.model import Framework

LIFE = timedelta(days=30)
NAMED_FOR = timedelta(days=30)  # after the link's end
MOST_EXPERTS = 30
LONGEST_NAME, LONGEST_REMARK = 80, 1_000


class Asked(StrEnum):
    """What is asked: the level of a description, how good a way to act is, how often a situation happens."""

    LEVEL = "level"
    RATING = "rating"
    REALISM = "realism"


SCALES = {Asked.LEVEL: range(5), Asked.RATING: range(1, 5), Asked.REALISM: range(1, 5)}


@dataclass(frozen=True)
class ExpertReading:
    """What some experts read: a content by its address, and topics of it. `draft_id` where it was that of a draft."""

    id: str
    framework_id: str
    framework_sha256: str
    version: str
    topics: tuple[str, ...]
    draft_id: str | None
    account: str | None
    made: datetime


@dataclass(frozen=True)
class ExpertWords:
    """What an expert said: levels 0 to 4 and ratings 1 to 4 by letters, realism 1 to 4 by situation, remarks."""

    anchors: Words = field(default_factory=dict)
    options: Words = field(default_factory=dict)
    realism: Mapping[str, int] = field(default_factory=dict)
    remarks: Mapping[str, str] = field(default_factory=dict)

    def about(self, element: str) -> int:
        """Return how many answers there are about a topic or a situation."""
        letters = sum(id == element for said in (self.anchors, self.options) for id, _letter in said)
        return letters + (element in self.realism)

    def __bool__(self) -> bool:
        """Whether there is anything to send."""
        return bool(self.anchors or self.options or self.realism or self.remarks)


@dataclass(frozen=True)
class Expert:
    """Somebody who was invited; the name goes a month after the end of the link. `said` counts what they answered."""

    id: str
    reading_id: str
    name: str
    made: datetime
    expires: datetime
    revoked: datetime | None = None
    sent: datetime | None = None
    said: int = 0

    def open(self, now: datetime) -> bool:
        """Return whether the link still takes answers."""
        return self.revoked is None and self.sent is None and now < self.expires


def topics_of(framework: Framework, reading: ExpertReading) -> dict[str, Competency]:
    """Return the topics that are read, in the order of the model."""
    return {id: one for id, one in framework.competencies.items() if id in reading.topics}


def situations_read(framework: Framework, reading: ExpertReading) -> dict[str, Situation]:
    """Return the public situations of those topics: the key of a private one is for nobody else."""
    known = situations_of(framework)
    asked = (one.id for topic in topics_of(framework, reading).values() for one in topic.situations)
    return {id: known[id] for id in asked if id in known}


def heard(experts: Iterable[Expert]) -> list[Expert]:
    """Return those whose answers count: who has sent them. In the order of ids, which tells nothing of who they are."""
    return sorted((one for one in experts if one.sent), key=lambda one: one.id)
