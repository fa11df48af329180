"""What a posting proposes; nothing of it counts before a recruiter has said that it is right."""

from dataclasses import dataclass
from enum import StrEnum

from kamcareer.core.posting_lint import Finding


class Fact(StrEnum):
    """What a posting says besides: a place has a field of the vacancy, all else may stand in its own posting."""

    PLACE = "place"
    PAY = "pay"
    LANGUAGE = "language"
    CONDITIONS = "conditions"


@dataclass(frozen=True)
class Found:
    """One thing that was recognised: an id or words, and the numbers of its lines, from 1."""

    value: str
    lines: tuple[int, ...]


@dataclass(frozen=True)
class FoundFact:
    """A fact, in words that can stand in a posting."""

    kind: Fact
    words: str
    line: int


@dataclass(frozen=True)
class Pay:
    """What is paid a month; `before_tax` is None where nobody said."""

    low: int | None
    high: int | None
    currency: str
    before_tax: bool | None
    line: int


@dataclass(frozen=True)
class Proposal:
    """What was recognised in a posting, and its lines.

    `roles` are the likeliest of the framework, nearest first: several where the text fits each of them. `words` is the
    text alone, as it may stand as the posting; `findings` are the places that ask about a person.
    """

    lines: tuple[str, ...]
    words: str
    language: str
    title: Found | None = None
    roles: tuple[Found, ...] = ()
    knock_outs: tuple[Found, ...] = ()
    education: Found | None = None
    expects: tuple[Found, ...] = ()
    topics: tuple[Found, ...] = ()
    pay: Pay | None = None
    facts: tuple[FoundFact, ...] = ()
    findings: tuple[Finding, ...] = ()
    archived: bool = False

    @property
    def anything(self) -> bool:
        """Whether anything was recognised that a vacancy may begin with."""
        asked = (self.knock_outs, self.education, self.expects, self.topics)
        return any((self.title, self.roles, *asked, self.pay, self.facts))
