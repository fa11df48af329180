"""What a résumé proposes; nothing of it counts before somebody has said that it is right."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Found:
    """One thing that was recognised, and the number of its line, from 1."""

    value: str
    line: int


@dataclass(frozen=True)
class Month:
    """A month of a year; `month` from 1 to 12, None where only the year is said."""

    year: int
    month: int | None = None


@dataclass(frozen=True)
class Job:
    """One place of work: for whom, as what, from when to when; `until` None while it lasts.

    Employer and post stand in a line word for word; the post is empty where none was recognised. `lines` are those of
    the time, the employer and the post.
    """

    employer: str
    post: str
    since: Month
    until: Month | None
    lines: tuple[int, ...]


@dataclass(frozen=True)
class Proposal:
    """What was recognised in a résumé, and its lines; lines about private matters are empty ones."""

    lines: tuple[str, ...]
    name: Found | None = None
    email: Found | None = None
    phone: Found | None = None
    salary: Found | None = None  # a whole number, a month
    places: tuple[Found, ...] = ()
    jobs: tuple[Job, ...] = ()

    @property
    def anything(self) -> bool:
        """Whether anything was recognised."""
        return any((self.name, self.email, self.phone, self.salary, self.places, self.jobs))
