"""JSON Resume (https://jsonresume.org/schema): name, mailbox, phone, city, jobs; nothing else is looked at."""

import json
from typing import Any

from kamcareer.core.accounts import mailbox
from kamcareer.core.phones import phone_number
from kamcareer.core.resumes.jobs import LONGEST, MOST_JOBS
from kamcareer.core.resumes.months import month
from kamcareer.core.resumes.private import without_private
from kamcareer.core.resumes.proposal import Found, Job, Proposal
from kamcareer.core.resumes.refusal import Refusal, RefusedResumeError

LONGEST_NAME, LONGEST_PLACE = 80, 60


def looks_like_json(text: str) -> bool:
    """Return whether a text is meant as JSON."""
    return text.lstrip("\ufeff \t\r\n").startswith("{")


def proposal_of_json(text: str) -> Proposal:
    """Return what a JSON Resume proposes; RefusedResumeError for JSON that is none.

    The lines are made here, one for each field that is looked at: `basics.email: …`.
    """
    try:
        read = json.loads(text.lstrip("\ufeff"))
    except (ValueError, RecursionError):
        raise RefusedResumeError(Refusal.NO_RESUME) from None
    basics, work = _mapping(read.get("basics")), read.get("work")
    if not basics and not isinstance(work, list):
        raise RefusedResumeError(Refusal.NO_RESUME)
    return _Lines().proposal(basics, [_mapping(one) for one in work[:MOST_JOBS]] if isinstance(work, list) else [])


class _Lines:
    """The lines that are made while fields are read; what is private in one is neither shown nor taken."""

    def __init__(self) -> None:
        self.all: list[str] = []

    def proposal(self, basics: dict[str, Any], work: list[dict[str, Any]]) -> Proposal:
        location = _mapping(basics.get("location"))
        name = self._found("basics.name", basics.get("name"), LONGEST_NAME)
        email = self._found("basics.email", basics.get("email"), 254)
        phone = self._found("basics.phone", basics.get("phone"), 40)
        city = self._found("basics.location.city", location.get("city"), LONGEST_PLACE)
        jobs = [self._job(f"work[{place}]", one) for place, one in enumerate(work)]
        return Proposal(
            tuple(self.all),
            name=name,
            email=_kept(email, mailbox),
            phone=_kept(phone, phone_number),
            places=(city,) if city else (),
            jobs=tuple(job for job in jobs if job),
        )

    def _job(self, path: str, one: dict[str, Any]) -> Job | None:
        # Until 2020 the schema called the employer "company".
        field = "name" if one.get("name") else "company"
        employer = self._found(f"{path}.{field}", one.get(field), LONGEST)
        post = self._found(f"{path}.position", one.get("position"), LONGEST)
        since = self._found(f"{path}.startDate", one.get("startDate"), 20)
        until = self._found(f"{path}.endDate", one.get("endDate"), 20)
        begins, ends = month(since.value) if since else None, month(until.value) if until else None
        if employer is None or begins is None or (until and ends is None):
            return None
        lines = tuple(found.line for found in (employer, post, since, until) if found)
        return Job(employer.value, post.value if post else "", begins, ends, lines)

    def _found(self, path: str, value: Any, longest: int) -> Found | None:
        words = " ".join(value.split()) if isinstance(value, str) else ""
        if not words or len(words) > longest or not words.isprintable():
            return None
        (line,) = without_private((f"{path}: {words}",))
        self.all.append(line)
        return Found(words, len(self.all)) if line else None


def _kept(found: Found | None, reader: Any) -> Found | None:
    try:
        return Found(reader(found.value), found.line) if found else None
    except ValueError:
        return None


def _mapping(value: Any) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}
