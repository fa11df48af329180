"""Questions about a decision: asked by the person, answered in writing by a named one, with a clock both see."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import uuid4
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from kamcareer.core.accounts import Account, Role
from kamcareer.core.applications import Application
from kamcareer.core.decisions import Decision
from kamcareer.core.inquiries import LEAST_WORDS, Inquiry, InquiryProblem, Kind, due_day
from kamcareer.core.somebody_else import LEAST_NAME, names_somebody, perhaps_named
from kamcareer.services.audit import Event, name_of, note_event
from kamcareer.services.screenings import Row
from kamcareer.services.vacancies import OpenVacancy
from kamcareer.store.accounts import find_accounts
from kamcareer.store.feedback import others_in
from kamcareer.store.inquiries import asked_of, inquiries_about, put_inquiry

EVENTS = {Kind.REASON: Event.REASON_ASKED, Kind.OBJECTION: Event.DECISION_CONTESTED}


class InquiryError(Exception):
    """Something that cannot be asked or answered as it is; `doubts` are the words that may name another person."""

    def __init__(self, problem: InquiryProblem, doubts: tuple[str, ...] = ()) -> None:
        super().__init__(problem)
        self.problem = problem
        self.doubts = doubts


class SettledError(Exception):
    """It was asked before, or is answered already."""


@dataclass(frozen=True)
class Waiting:
    """A question of somebody in a vacancy of whoever reads it."""

    inquiry: Inquiry
    application: Application
    title: str


def asked_about(session: Session, decisions: Iterable[Decision]) -> list[Inquiry]:
    """Return what was asked about some decisions, the oldest first."""
    return inquiries_about(session, [one.id for one in decisions])


def ask(  # noqa: PLR0913 - who is asked what, by when
    session: Session, secret: str, decision: Decision, kind: Kind, words: str, now: datetime, zone: ZoneInfo
) -> Inquiry:
    """Keep what the person asks about a decision, and note in the trail that it was asked.

    InquiryError where they object without words, SettledError where they have asked for it before.
    """
    if kind is Kind.OBJECTION and len(words.strip()) < LEAST_WORDS:
        raise InquiryError(InquiryProblem.NO_WORDS)
    if any(one.kind is kind for one in asked_about(session, [decision])):
        raise SettledError
    made = Inquiry(str(uuid4()), decision.id, kind, words.strip(), now, due_day(kind, now, zone))
    put_inquiry(session, made)
    note_event(session, secret, EVENTS[kind], "", decision.id, now)
    return made


def answer(  # noqa: PLR0913 - who answers whom, and what
    session: Session,
    secret: str,
    found: OpenVacancy,
    about: Row,
    inquiry: Inquiry,
    words: str,
    signed: str,
    by: Account,
    now: datetime,
    sure: Collection[str] = (),
) -> Inquiry:
    """Answer a question by name and in words, and note it in the trail. InquiryError, SettledError.

    `sure` are words of which whoever answers says that they name nobody else of the vacancy.
    """
    if inquiry.answered:
        raise SettledError
    if len(words.strip()) < LEAST_WORDS:
        raise InquiryError(InquiryProblem.NO_WORDS)
    if len(signed.strip()) < LEAST_NAME:
        raise InquiryError(InquiryProblem.NO_NAME)
    others = others_in(session, found.vacancy.id, about.application.id)
    if names_somebody(words, others):
        raise InquiryError(InquiryProblem.SOMEBODY_ELSE)
    doubts = perhaps_named(words, (about.application.name, signed), others)
    if not set(doubts) <= set(sure):
        raise InquiryError(InquiryProblem.PERHAPS_SOMEBODY, doubts)
    answered = replace(
        inquiry,
        answer=words.strip(),
        signed=signed.strip(),
        answerer=name_of(secret, by.id),
        account=by.id,
        answered=now,
    )
    put_inquiry(session, answered)
    note_event(session, secret, Event.INQUIRY_ANSWERED, by.id, f"{inquiry.kind} {inquiry.decision_id}", now)
    return answered


def open_objections(asked: Iterable[Inquiry]) -> list[Inquiry]:
    """Return what a person says against decisions about them, as far as nobody has answered it."""
    return [one for one in asked if one.kind is Kind.OBJECTION and one.answered is None]


def waiting_for(session: Session, account_id: str) -> list[Waiting]:
    """Return what was asked in the vacancies of an account: what is to be answered soonest first, the answered last."""
    return [Waiting(*one) for one in asked_of(session, account_id)]


def whom_to_tell(session: Session, found: OpenVacancy, decision: Decision) -> list[Account]:
    """Return whose task an answer is: whoever decided, and whoever made the vacancy; recruiters alone may answer."""
    ids = {one for one in (decision.account, found.vacancy.maker) if one}
    return [one for one in find_accounts(session, ids) if _may_answer(one) and one.email]


def _may_answer(account: Account) -> bool:
    return account.closed is None and Role.RECRUITER in account.granted
