"""From the text of a résumé to what it proposes."""

from unicodedata import category

from kamcareer.core.resumes.contacts import email_in, name_in, phone_in, places_in, salary_in
from kamcareer.core.resumes.jobs import jobs_in
from kamcareer.core.resumes.json_resume import looks_like_json, proposal_of_json
from kamcareer.core.resumes.private import without_private
from kamcareer.core.resumes.proposal import Proposal
from kamcareer.core.resumes.refusal import MAX_LINE, MAX_LINES, MAX_TEXT, Refusal, RefusedResumeError
from kamcareer.core.resumes.sections import Section, sections


def proposal_of(text: str) -> Proposal:
    """Return what a résumé proposes, as text or as JSON Resume; RefusedResumeError where it is too long or empty."""
    if len(text) > MAX_TEXT:
        raise RefusedResumeError(Refusal.TOO_LONG)
    if not text.strip():
        raise RefusedResumeError(Refusal.EMPTY)
    return proposal_of_json(text) if looks_like_json(text) else _of_lines(_lines(text))


def _lines(text: str) -> tuple[str, ...]:
    shown = ("".join(sign for sign in line if category(sign)[0] != "C" or sign == "\t") for line in text.splitlines())
    return tuple(" ".join(line[:MAX_LINE].split()) for line in shown)[:MAX_LINES]


def _of_lines(said: tuple[str, ...]) -> Proposal:
    parts, lines = sections(said), without_private(said)
    numbered = list(enumerate(lines, 1))

    def of(*wanted: Section) -> list[tuple[int, str]]:
        return [one for one, part in zip(numbered, parts, strict=True) if part in wanted]

    head = of(Section.HEAD)
    # Mailboxes of former employers and of those who recommend are not the person's own.
    own = head + of(Section.OTHER)
    worked = of(Section.EXPERIENCE) if Section.EXPERIENCE in parts else head
    return Proposal(
        lines,
        name=name_in(head),
        email=email_in(own),
        phone=phone_in(own),
        salary=salary_in(of(Section.WISH), head),
        places=places_in(head + of(Section.WISH)),
        jobs=jobs_in(worked),
    )
