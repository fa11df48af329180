"""Showing a candidate to a client: the question to the candidate, the link, what stands on the page, the answer.

Nothing is shown that the candidate did not agree to, to nobody but the client their consent names.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from kamcareer.core.applications import Application
from kamcareer.core.clients import Client
from kamcareer.core.framework.entries import MAX_LEVEL
from kamcareer.core.legal_basis import LegalBasis
from kamcareer.core.names import plain_name
from kamcareer.core.selection.screening import Screening, Topic

LONGEST_ANSWER, LEAST_ANSWER = 1000, 10
MOST_TOPICS = 8  # as many as a profile may have must-haves: the page stays one page
LIVES = (timedelta(days=7), timedelta(days=14), timedelta(days=30))
DIGITS_OF_A_PHONE = 7


class Part(StrEnum):
    """What of somebody goes to the client besides the topics, each only where they ticked it."""

    NAME = "name"
    SALARY = "salary"
    NOTICE = "notice"
    REGIONS = "regions"


class State(StrEnum):
    """Where the question to the candidate stands."""

    ASKED = "asked"
    DECLINED = "declined"
    AGREED = "agreed"
    WITHDRAWN = "withdrawn"


class Reply(StrEnum):
    """What a client says about somebody it was shown."""

    INTERVIEW = "interview"
    QUESTION = "question"
    NO = "no"


class ReplyProblem(StrEnum):
    """Why an answer cannot be taken."""

    NO_WORDS = "no_words"


@dataclass(frozen=True)
class Shown:
    """What somebody agreed to show: parts, and the topics whose example in their own words goes along."""

    parts: frozenset[Part] = frozenset()
    examples: tuple[str, ...] = ()


@dataclass(frozen=True)
class Request:
    """The question whether somebody may be shown to one client; `basis` is their newest consent, ended ones too."""

    id: str
    application_id: str
    client: Client
    account: str | None
    asked: datetime
    declined: datetime | None = None
    basis: LegalBasis | None = None
    shown: Shown = Shown()

    @property
    def state(self) -> State:
        """Where the question stands."""
        if self.basis is not None:
            return State.AGREED if self.basis.until is None else State.WITHDRAWN
        return State.DECLINED if self.declined else State.ASKED

    def may_be_shown(self, *, anonymous: bool, names_shown: bool) -> bool:
        """Return whether a link may be made: on a live consent; by name only where that was ticked and no name hidden.

        `names_shown` says whether the recruiter reads the name already: what is hidden from them is passed to nobody.
        """
        named = Part.NAME in self.shown.parts and names_shown
        return self.state is State.AGREED and (anonymous or named)


@dataclass(frozen=True)
class Presentation:
    """One link for a client. `allowed` while the consent it was made on lives; the secret itself is kept nowhere."""

    id: str
    request_id: str
    anonymous: bool
    made: datetime
    expires: datetime
    account: str | None = None
    allowed: bool = True
    revoked: datetime | None = None
    opened: datetime | None = None

    def works(self, now: datetime) -> bool:
        """Return whether the link still opens anything."""
        return self.allowed and self.revoked is None and now < self.expires


class ResponseProblem(StrEnum):
    """Why the agency cannot say something to a client."""

    NO_WORDS = "no_words"
    GIVES_AWAY = "gives_away"


@dataclass(frozen=True)
class ClientAnswer:
    """What a client answered by one link, and when; `response` is what the agency said to it, None so far."""

    id: str
    presentation_id: str
    reply: Reply
    words: str
    at: datetime
    response: str | None = None
    responded: datetime | None = None


@dataclass(frozen=True)
class ShownTopic:
    """One topic as a client reads it: levels 0 to 4, the likeliest between the ends of nine cases of ten."""

    competency: str
    required: int
    must_have: bool
    likeliest: int
    low: int
    high: int
    sources: tuple[str, ...]


@dataclass(frozen=True)
class Profile:
    """What a client reads of one person; `name` is empty where it is hidden, and None what was not agreed to."""

    code: str
    name: str
    topics: tuple[ShownTopic, ...]
    examples: Mapping[str, str]
    self_only: bool
    salary: int | None = None
    notice_weeks: int | None = None
    regions: str = ""

    @property
    def known(self) -> tuple[ShownTopic, ...]:
        """The topics of which anything is known."""
        return tuple(topic for topic in self.topics if topic.sources)

    @property
    def unknown(self) -> tuple[ShownTopic, ...]:
        """The topics of which nothing is known yet; no guess about them is shown."""
        return tuple(topic for topic in self.topics if not topic.sources)


def reply_problem(reply: Reply, words: str) -> ReplyProblem | None:
    """Return why an answer cannot be taken: a question and a no need words, an invitation none."""
    if reply is not Reply.INTERVIEW and len(words.strip()) < LEAST_ANSWER:
        return ReplyProblem.NO_WORDS
    return None


def response_problem(words: str, application: Application, *, anonymous: bool) -> ResponseProblem | None:
    """Return why the agency cannot say this to a client: too little, or it tells who stands there as a code."""
    if len(words.strip()) < LEAST_ANSWER:
        return ResponseProblem.NO_WORDS
    return ResponseProblem.GIVES_AWAY if anonymous and gives_away(words, application) else None


def profile_of(
    application: Application, screening: Screening, examples: Mapping[str, str], shown: Shown, *, anonymous: bool
) -> Profile:
    """Return what a client may read of somebody: the musts, and of the rest what the person agreed to.

    Never contacts, sex, age or a picture. Without the name go no examples either: somebody's own words may name them or
    where they worked, and regions only where nothing of the name, a mailbox or a phone number stands in them.
    """
    named = not anonymous and Part.NAME in shown.parts
    facts, parts = application.facts, shown.parts
    regions = facts.regions if Part.REGIONS in parts else ""
    return Profile(
        code=application.code,
        name=application.name if named else "",
        topics=tuple(map(_shown, _musts(screening))),
        examples={id: examples[id] for id in shown.examples if named and examples.get(id)},
        self_only=screening.self_only,
        salary=facts.salary if Part.SALARY in parts else None,
        notice_weeks=facts.notice_weeks if Part.NOTICE in parts else None,
        regions=regions if named or not gives_away(regions, application) else "",
    )


def gives_away(text: str, application: Application) -> bool:
    """Return whether a text holds a word of somebody's name, a mailbox, or as many digits as a phone number has."""
    plain = plain_name(text)
    words = [word for word in plain_name(application.name).split() if word]
    return any(word in plain for word in words) or "@" in text or sum(map(str.isdigit, text)) >= DIGITS_OF_A_PHONE


def _musts(screening: Screening) -> Iterable[Topic]:
    return screening.must_haves or screening.topics[:MOST_TOPICS]


def _shown(topic: Topic) -> ShownTopic:
    likeliest, low, high = (min(MAX_LEVEL, max(0, round(one))) for one in (topic.mean, topic.low, topic.high))
    return ShownTopic(topic.competency, topic.required, topic.must_have, likeliest, low, high, topic.sources)
