"""Letters about decisions: drafted from what is known of one person, approved by a named one, read by the first."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from datetime import datetime

from sqlalchemy.orm import Session

from kamcareer.core.accounts import Account
from kamcareer.core.decisions import Decision
from kamcareer.core.feedback import Facts, Feedback, FeedbackProblem, Part, doubts_of, facts_of, problem_of
from kamcareer.services.audit import Event, name_of, note_event
from kamcareer.services.screenings import Row, answers_of
from kamcareer.services.vacancies import OpenVacancy
from kamcareer.store.feedback import (
    delete_draft,
    feedback_about,
    others_in,
    put_feedback,
    set_feedback_opened,
)


class FeedbackError(Exception):
    """A letter that cannot be approved as it is, and the part that is to be mended.

    `doubts` are the words that may name another person, by part.
    """

    def __init__(
        self, problem: FeedbackProblem, part: Part, doubts: Mapping[Part, tuple[str, ...]] | None = None
    ) -> None:
        super().__init__(problem)
        self.problem = problem
        self.part = part
        self.doubts = doubts or {}


class ApprovedError(Exception):
    """The letter is approved and stays as it is."""


def feedback_on(session: Session, decision: Decision) -> Feedback | None:
    """Return the letter about a decision, a draft too; None where there is none."""
    return feedback_about(session, [decision.id]).get(decision.id)


def facts_about(session: Session, found: OpenVacancy, about: Row, now: datetime) -> Facts:
    """Return what a letter about the newest decision may say; that the answers were read is noted. NoBasisError."""
    assessment = answers_of(session, about.application, now)
    examples = {id: draft.example for id, draft in assessment.drafts.items() if draft.example}
    because = about.decisions[0].because if about.decisions else ()
    sure = {id for id, draft in assessment.drafts.items() if draft.level is not None and draft.confidence == "sure"}
    return facts_of(found.framework, found.vacancy.role, about.screening, because, examples, sure)


def save_feedback(
    session: Session, decision: Decision, language: str, parts: Mapping[Part, str], signed: str, now: datetime
) -> Feedback:
    """Keep a draft; nobody but those of the vacancy sees it. ApprovedError."""
    _must_be_open(session, decision)
    letter = Feedback(decision.id, language, parts, signed.strip(), now)
    put_feedback(session, letter)
    return letter


def forget_draft(session: Session, decision: Decision) -> None:
    """Delete a draft, to begin anew. ApprovedError."""
    _must_be_open(session, decision)
    delete_draft(session, decision.id)


def approve_feedback(  # noqa: PLR0913 - who approves what about whom
    session: Session,
    secret: str,
    found: OpenVacancy,
    about: Row,
    letter: Feedback,
    by: Account,
    now: datetime,
    sure: Collection[str] = (),
) -> Feedback:
    """Let the person have a letter, by the name of whoever approves it, and note it in the trail.

    From now on it stays as it is. `sure` are words of which whoever approves it says that they name nobody else of the
    vacancy. FeedbackError, ApprovedError.
    """
    others = others_in(session, found.vacancy.id, about.application.id)
    problem = problem_of(letter.parts, letter.signed, others)
    if problem:
        raise FeedbackError(*problem)
    doubts = doubts_of(letter.parts, (about.application.name, letter.signed), others)
    if not {word for words in doubts.values() for word in words} <= set(sure):
        raise FeedbackError(FeedbackProblem.PERHAPS_SOMEBODY, next(iter(doubts)), doubts)
    _must_be_open(session, about.decisions[0])
    approved = replace(letter, approver=name_of(secret, by.id), account=by.id, approved=now)
    put_feedback(session, approved)
    note_event(session, secret, Event.FEEDBACK_APPROVED, by.id, letter.decision_id, now)
    return approved


def letters_for(session: Session, decisions: Iterable[Decision]) -> dict[str, Feedback]:
    """Return the letters as their person sees them, by decision: none that nobody has approved."""
    found = feedback_about(session, [one.id for one in decisions])
    return {id: letter for id, letter in found.items() if letter.approved}


def note_read(session: Session, letter: Feedback, now: datetime) -> None:
    """Note that the person has opened their letter."""
    set_feedback_opened(session, letter.decision_id, now)


def _must_be_open(session: Session, decision: Decision) -> None:
    letter = feedback_on(session, decision)
    if letter and letter.approved:
        raise ApprovedError
