"""Somebody who applies for a vacancy: how they came, what they are asked but never scored for, how far they are."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta, tzinfo
from enum import StrEnum

from kamcareer.core.education import Education
from kamcareer.core.vacancies import KnockOut, Terms

LONGEST_CHAT = 300
LONGEST_NAME = 80
LONGEST_REGIONS = 200
LONGEST_JOBS = 2_000
MOST_SALARY, MOST_NOTICE_WEEKS = 100_000_000, 52
REMINDED_AFTER = timedelta(hours=48)
LATEST = timedelta(days=60)  # a link that nobody opened for so long opens nothing any more


class CameBy(StrEnum):
    """How somebody came to a vacancy."""

    INVITATION = "invitation"
    POSTING = "posting"
    POOL = "pool"


class Stage(StrEnum):
    """How far somebody is, as the recruiter sees it."""

    INVITED = "invited"
    OPENED = "opened"
    STARTED = "started"
    FINISHED = "finished"
    REVOKED = "revoked"
    EXPIRED = "expired"


class Travel(StrEnum):
    """How often somebody can be away."""

    NONE = "none"
    SOMETIMES = "sometimes"
    OFTEN = "often"


class Tool(StrEnum):
    """Programs that work with key accounts is done in."""

    EXCEL = "excel"
    ACCOUNTING = "1c"
    CRM = "crm"


TRAVELS_AT_LEAST = {
    Travel.SOMETIMES: frozenset({Travel.SOMETIMES, Travel.OFTEN}),
    Travel.OFTEN: frozenset({Travel.OFTEN}),
}


@dataclass(frozen=True)
class WantedFacts:
    """Whom to show by what was said once: only who said so, so whoever left it open is not among them.

    `words` stand in the regions or among the clients somebody worked with; numbers are at most.
    """

    salary: int | None = None
    notice_weeks: int | None = None
    travel: Travel | None = None
    licence: bool = False
    car: bool = False
    tools: frozenset[Tool] = frozenset()
    words: str = ""
    education: Education | None = None  # at least

    def __bool__(self) -> bool:
        return self != WantedFacts()


@dataclass(frozen=True)
class Facts:
    """What is asked once, may be left open and is never scored; None where nothing was said."""

    salary: int | None = None  # a month, in the currency of the country
    notice_weeks: int | None = None
    regions: str = ""
    licence: bool | None = None
    car: bool | None = None
    right_to_work: bool | None = None
    travel: Travel | None = None
    clients: str = ""
    tools: frozenset[Tool] = frozenset()
    jobs: str = ""  # one a line
    education: Education | None = None  # the highest; asked only where a vacancy asks for one
    education_field: str = ""

    def lacks(self, terms: Terms) -> tuple[KnockOut, ...]:
        """Return what the vacancy cannot do without and the person said they lack; what was left open does not lack."""
        asked = terms.education
        lacking = {
            KnockOut.LICENCE: self.licence is False,
            KnockOut.TRAVEL: self.travel is Travel.NONE,
            KnockOut.RIGHT_TO_WORK: self.right_to_work is False,
            KnockOut.EDUCATION: asked is not None and asked.is_missed_by(self.education),
        }
        return tuple(one for one in KnockOut if one in terms.impossible_without and lacking[one])

    def silent_on(self, terms: Terms) -> tuple[KnockOut, ...]:
        """Return what the vacancy cannot do without and the person left open: to be asked, nothing to conclude from."""
        said = {
            KnockOut.LICENCE: self.licence,
            KnockOut.TRAVEL: self.travel,
            KnockOut.RIGHT_TO_WORK: self.right_to_work,
            KnockOut.EDUCATION: self.education,
        }
        return tuple(one for one in KnockOut if one in terms.impossible_without and said[one] is None)


@dataclass(frozen=True)
class Invitee:
    """Somebody to invite: what they are called, how they can be reached, in which language letters are written."""

    name: str
    email: str | None = None
    phone: str | None = None
    language: str | None = None


@dataclass(frozen=True)
class Application:
    """One person in one vacancy. `code` stands for the name where names are hidden; `bound` once a browser began.

    `earlier` is the application from which the person was found again. Their own answers there may be taken over where
    the link was `mailed_only`: it went to their mailbox, and nobody else saw it.
    """

    id: str
    vacancy_id: str
    code: str
    came_by: CameBy
    name: str
    email: str | None
    made: datetime
    expires: datetime
    phone: str | None = None
    language: str | None = None  # in which letters are written; None where nobody said and nothing is begun
    mailed: datetime | None = None  # the link went to the mailbox
    opened: datetime | None = None
    started: datetime | None = None
    finished: datetime | None = None
    read: datetime | None = None
    revoked: datetime | None = None
    interviewed: datetime | None = None  # all marks about the person are in
    reminded: datetime | None = None
    talk_on: date | None = None  # where the installation is
    talk_at: time | None = None
    talk_place: str = ""  # or by which link, and whom to ask for
    bound: bool = False
    assessment_id: str | None = None
    earlier: str | None = None
    mailed_only: bool = False
    facts: Facts = field(default_factory=Facts)

    def stage(self, now: datetime) -> Stage:
        """Return how far the person is."""
        done = {
            Stage.FINISHED: self.finished is not None,
            Stage.REVOKED: self.revoked is not None,
            Stage.STARTED: self.started is not None,
            Stage.EXPIRED: now >= self.expires,
            Stage.OPENED: self.opened is not None,
        }
        return next((stage for stage, true in done.items() if true), Stage.INVITED)

    @property
    def invited_by_name(self) -> bool:
        """Whether a recruiter wrote the name down, and there are no answers yet from which it would be hidden."""
        return self.came_by is CameBy.INVITATION and self.finished is None

    def link_works(self, now: datetime) -> bool:
        """Return whether the person's own link opens anything: not taken back, in time, nothing sent yet."""
        return self.revoked is None and self.finished is None and now < self.expires

    def link_tells(self, now: datetime, *, takes_people: bool) -> bool:
        """Return whether the person's own link opens a page: it works, or nobody applies any more and it says so."""
        return self.link_works(now) or (self.revoked is None and not takes_people)


@dataclass(frozen=True)
class Known:
    """What a message to paste says besides its words: the name, the vacancy, the address, the last day in words."""

    name: str
    title: str
    url: str
    until: str


def end_of(day: date, zone: tzinfo | None) -> datetime:
    """Return the end of a day in a time zone."""
    return datetime.combine(day + timedelta(days=1), time(), zone)


def link_ends(deadline_ends: datetime, now: datetime) -> datetime:
    """Return until when a new link works: the end of the last day to apply, at most sixty days from now."""
    return min(deadline_ends, now + LATEST)


def chat_text(pattern: str, known: Known, longest: int = LONGEST_CHAT) -> str:
    """Return a message that fits into a chat; the title of the vacancy is cut where it would be too long.

    `pattern` has the places {name}, {title}, {url} and {until}. Where not even a cut title fits, the message says the
    address alone: without it nobody could come.
    """
    words: Mapping[str, str] = {"name": known.name, "url": known.url, "until": known.until}
    room = longest - len(pattern.format(title="", **words))
    if room < len("…"):
        return known.url
    title = known.title if len(known.title) <= room else f"{known.title[: room - 1].rstrip()}…"
    return pattern.format(title=title, **words)
