"""Showing a candidate to a client: the question to them, their consent, the link, what it opens, the answer."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import uuid4

from sqlalchemy.orm import Session

from kamcareer.core.accounts import Account
from kamcareer.core.applications import Application
from kamcareer.core.assessment import Assessment
from kamcareer.core.legal_basis import NoBasisError, Purpose
from kamcareer.core.legal_texts import Agreement
from kamcareer.core.presentations import (
    ClientAnswer,
    Presentation,
    Profile,
    Reply,
    ReplyProblem,
    Request,
    ResponseProblem,
    Shown,
    State,
    profile_of,
    reply_problem,
    response_problem,
)
from kamcareer.services.applications import OpenApplication
from kamcareer.services.clients import client_of
from kamcareer.services.legal_bases import agree, holder_of, require_for
from kamcareer.services.screenings import Row, one_of
from kamcareer.services.secret import hash_of, new_secret
from kamcareer.services.vacancies import OpenVacancy, opened
from kamcareer.store.accounts import find_accounts
from kamcareer.store.applications import find_application
from kamcareer.store.assessments import find_assessment
from kamcareer.store.legal_bases import end_basis
from kamcareer.store.presentations import (
    add_client_answer,
    add_presentation,
    add_request,
    client_answers,
    find_request,
    presentation_of_secret,
    presentations_on,
    put_agreed,
    put_declined,
    put_response,
    request_about,
    set_presentation_opened,
    set_presentation_revoked,
)
from kamcareer.store.vacancies import find_vacancy


class AskedBeforeError(Exception):
    """The person was asked already, or the vacancy belongs to no client."""


class ReplyError(Exception):
    """An answer that cannot be taken."""

    def __init__(self, problem: ReplyProblem) -> None:
        super().__init__(problem)
        self.problem = problem


class ResponseError(Exception):
    """Something that cannot be said to a client."""

    def __init__(self, problem: ResponseProblem) -> None:
        super().__init__(problem)
        self.problem = problem


@dataclass(frozen=True)
class Presented:
    """What a link of a client opens: one person for one vacancy."""

    presentation: Presentation
    request: Request
    found: OpenVacancy
    profile: Profile


def ask_to_present(session: Session, found: OpenVacancy, whom: Application, by: Account, now: datetime) -> Request:
    """Ask somebody whether they may be shown to the client of the vacancy; once, and the answer is theirs.

    AskedBeforeError.
    """
    client = client_of(session, found.vacancy)
    if client is None or request_about(session, whom.id):
        raise AskedBeforeError
    made = Request(str(uuid4()), whom.id, client, by.id, now)
    add_request(session, made)
    return made


def question_about(session: Session, application: Application) -> Request | None:
    """Return the question whether somebody may be shown to a client; None where nobody asked."""
    return request_about(session, application.id)


def agree_to_present(
    session: Session, mine: OpenApplication, asked: Request, agreed: Agreement, shown: Shown, now: datetime
) -> None:
    """Let somebody be shown to the client that the words they agreed to name. NoBasisError."""
    assessment = _assessment(session, mine.application)
    if agreed.purpose is not Purpose.PRESENTATION:
        raise NoBasisError(Purpose.PRESENTATION)
    require_for(session, assessment)
    kept = Shown(shown.parts, tuple(id for id in shown.examples if assessment.draft(id).example))
    record = agree(session, holder_of(assessment), agreed, now)
    put_agreed(session, asked.id, record.id, kept)


def decline_to_present(session: Session, asked: Request, now: datetime) -> None:
    """Note that somebody would rather not be shown, where they have not agreed."""
    if asked.state is not State.AGREED:
        put_declined(session, asked.id, now)


def stop_presenting(session: Session, asked: Request, now: datetime) -> str | None:
    """Withdraw somebody's consent: every link made on it opens nothing from now on. Return the id of the consent."""
    if asked.basis is None or asked.state is not State.AGREED:
        return None
    end_basis(session, asked.basis.id, now)
    return asked.basis.id


def make_presentation(  # noqa: PLR0913 - what a link is made of
    session: Session, found: OpenVacancy, row: Row, by: Account, life: timedelta, now: datetime, *, anonymous: bool
) -> tuple[Presentation, str]:
    """Return a new link for the client and its secret, which is kept nowhere.

    NoBasisError where the person does not agree, or not to their name.
    """
    asked = request_about(session, row.application.id)
    named = found.vacancy.shows_names(decided=bool(row.decisions))
    if asked is None or asked.basis is None or not asked.may_be_shown(anonymous=anonymous, names_shown=named):
        raise NoBasisError(Purpose.PRESENTATION)
    require_for(session, _assessment(session, row.application))
    secret = new_secret()
    made = Presentation(str(uuid4()), asked.id, anonymous, now, now + life, by.id)
    add_presentation(session, made, asked.basis.id, hash_of(secret))
    return made, secret


def presentations_of(session: Session, asked: Request) -> list[Presentation]:
    """Return every link that was made on a question, newest first."""
    return presentations_on(session, asked.id)


def one_presentation(session: Session, asked: Request, id: str) -> Presentation | None:
    """Return one link of a question; None for any other."""
    return next((one for one in presentations_on(session, asked.id) if one.id == id), None)


def end_presentation(session: Session, presentation: Presentation, now: datetime) -> None:
    """Let a link open nothing any more."""
    set_presentation_revoked(session, presentation.id, now)


def shown_profile(session: Session, row: Row, asked: Request, presentation: Presentation) -> Profile | None:
    """Return what a link shows of its person; None once they withdrew or agreed to something else. NoBasisError."""
    if not presentation.allowed:
        return None
    assessment = _assessment(session, row.application)
    require_for(session, assessment)
    examples = {id: draft.example for id, draft in assessment.drafts.items() if draft.example}
    return profile_of(row.application, row.screening, examples, asked.shown, anonymous=presentation.anonymous)


def known_link(session: Session, secret: str) -> bool:
    """Return whether there ever was such a link, whatever became of it."""
    return presentation_of_secret(session, hash_of(secret)) is not None


def opened_presentation(session: Session, secret: str, now: datetime, *, lock: bool = False) -> Presented | None:
    """Return what a client's link opens; None where it opens nothing."""
    presentation = presentation_of_secret(session, hash_of(secret), lock=lock)
    if presentation is None or not presentation.works(now):
        return None
    asked = find_request(session, presentation.request_id)
    application = find_application(session, asked.application_id) if asked else None
    vacancy = find_vacancy(session, application.vacancy_id) if application else None
    if asked is None or vacancy is None:
        return None
    found = opened(session, vacancy)
    row = one_of(session, found, asked.application_id)
    try:
        profile = shown_profile(session, row, asked, presentation) if row else None
    except NoBasisError:
        return None
    return Presented(presentation, asked, found, profile) if profile else None


def note_presentation_opened(session: Session, presentation: Presentation, now: datetime) -> bool:
    """Note that a client opened a link; return whether it was the first time."""
    return set_presentation_opened(session, presentation.id, now)


def answer_presentation(
    session: Session, presented: Presented, reply: Reply, words: str, now: datetime
) -> ClientAnswer | None:
    """Keep what a client answers; None where they said the very same last. ReplyError."""
    problem = reply_problem(reply, words)
    if problem:
        raise ReplyError(problem)
    made = ClientAnswer(str(uuid4()), presented.presentation.id, reply, words.strip(), now)
    last = next(iter(answers_by(session, [presented.presentation])), None)
    if last and (last.reply, last.words) == (made.reply, made.words):
        return None
    add_client_answer(session, made)
    return made


def respond(session: Session, row: Row, link: Presentation, answer_id: str, words: str, now: datetime) -> None:
    """Keep what the agency says to an answer; the client reads it by the same link. ResponseError.

    LookupError where nothing of the kind was answered by the link, or it is closed: nobody would read it.
    """
    if not link.works(now) or answer_id not in {one.id for one in answers_by(session, [link])}:
        raise LookupError(answer_id)
    problem = response_problem(words, row.application, anonymous=link.anonymous)
    if problem:
        raise ResponseError(problem)
    put_response(session, answer_id, words.strip(), now)


def answers_by(session: Session, presentations: Iterable[Presentation]) -> list[ClientAnswer]:
    """Return what was answered by some links, newest first."""
    return client_answers(session, [one.id for one in presentations])


def whose_news(session: Session, found: OpenVacancy, asked: Request) -> list[Account]:
    """Return who is told of an answer: whoever asked, and whoever made the vacancy."""
    ids = {one for one in (asked.account, found.vacancy.maker) if one}
    return [one for one in find_accounts(session, ids) if one.closed is None and one.email]


def _assessment(session: Session, application: Application) -> Assessment:
    assessment = find_assessment(session, application.assessment_id or "")
    if assessment is None:
        raise LookupError("whoever is shown to a client has sent answers")
    return assessment
