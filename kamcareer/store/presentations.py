"""Who may be shown to a client, by which links, and what the client answered."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import Select, select, update
from sqlalchemy.orm import Session

from kamcareer.core.presentations import ClientAnswer, Part, Presentation, Reply, Request, Shown
from kamcareer.store.clients import client_of_row
from kamcareer.store.legal_bases import basis_of_row
from kamcareer.store.tables import (
    ApplicationRow,
    ClientAnswerRow,
    ClientRow,
    LegalBasisRow,
    PresentationRequestRow,
    PresentationRow,
)


def add_request(session: Session, request: Request) -> None:
    """Store the question whether somebody may be shown. The database refuses a second one about them."""
    row = PresentationRequestRow(id=request.id, application_id=request.application_id, client_id=request.client.id)
    row.account_id, row.asked_at, row.parts, row.examples = request.account, request.asked, [], []
    session.add(row)
    session.flush()


def request_about(session: Session, application_id: str) -> Request | None:
    """Return the question whether somebody may be shown to a client; None where nobody asked."""
    found = _requests(session, select(PresentationRequestRow.id).filter_by(application_id=application_id))
    return found[0] if found else None


def find_request(session: Session, id: str) -> Request | None:
    """Return a question; None when there is none."""
    found = _requests(session, select(PresentationRequestRow.id).filter_by(id=id))
    return found[0] if found else None


def anybody_asked(session: Session, vacancy_id: str) -> bool:
    """Return whether somebody of a vacancy was asked."""
    query = select(PresentationRequestRow.id).join(ApplicationRow).where(ApplicationRow.vacancy_id == vacancy_id)
    return session.execute(query.limit(1)).first() is not None


def put_agreed(session: Session, id: str, basis_id: str, shown: Shown) -> None:
    """Note what somebody agreed to, and on which consent."""
    values = {"basis_id": basis_id, "declined_at": None, "parts": sorted(shown.parts), "examples": list(shown.examples)}
    session.execute(update(PresentationRequestRow).where(PresentationRequestRow.id == id).values(**values))


def put_declined(session: Session, id: str, now: datetime) -> None:
    """Note that somebody would rather not be shown."""
    values: dict[str, object] = {"basis_id": None, "declined_at": now, "parts": [], "examples": []}
    session.execute(update(PresentationRequestRow).where(PresentationRequestRow.id == id).values(**values))


def add_presentation(session: Session, presentation: Presentation, basis_id: str, secret_sha256: str) -> None:
    """Store a new link with the consent it is made on."""
    row = PresentationRow(id=presentation.id, request_id=presentation.request_id, basis_id=basis_id)
    row.account_id, row.secret_sha256, row.anonymous = presentation.account, secret_sha256, presentation.anonymous
    row.made_at, row.expires_at = presentation.made, presentation.expires
    session.add(row)
    session.flush()


def presentations_on(session: Session, request_id: str) -> list[Presentation]:
    """Return every link that was made on one question, newest first."""
    query = _with_basis().where(PresentationRow.request_id == request_id)
    query = query.order_by(PresentationRow.made_at.desc(), PresentationRow.id)
    return [_presentation(row, until) for row, until in session.execute(query)]


def presentation_of_secret(session: Session, secret_sha256: str, *, lock: bool = False) -> Presentation | None:
    """Return the link of a secret; None when it is nobody's. `lock` keeps other writers out until the commit."""
    query = _with_basis().where(PresentationRow.secret_sha256 == secret_sha256)
    if lock:
        query = query.with_for_update(of=PresentationRow)
    found = session.execute(query.execution_options(populate_existing=True)).first()
    return _presentation(*found) if found else None


def set_presentation_opened(session: Session, id: str, now: datetime) -> bool:
    """Note when a link was opened first; return whether this was the first time."""
    query = update(PresentationRow).where(PresentationRow.id == id, PresentationRow.opened_at.is_(None))
    return session.execute(query.values(opened_at=now).returning(PresentationRow.id)).first() is not None


def set_presentation_revoked(session: Session, id: str, now: datetime) -> None:
    """Let a link open nothing any more."""
    query = update(PresentationRow).where(PresentationRow.id == id, PresentationRow.revoked_at.is_(None))
    session.execute(query.values(revoked_at=now))


def working_presentation_ids(session: Session, now: datetime) -> list[str]:
    """Return the id of every link that nobody took back and that has not ended."""
    query = select(PresentationRow.id).where(PresentationRow.revoked_at.is_(None), PresentationRow.expires_at > now)
    return list(session.execute(query).scalars())


def add_client_answer(session: Session, answer: ClientAnswer) -> None:
    """Store what a client answered. The database refuses a question or a no without words."""
    row = ClientAnswerRow(id=answer.id, presentation_id=answer.presentation_id)
    row.reply, row.words, row.at = answer.reply, answer.words, answer.at
    session.add(row)
    session.flush()


def client_answers(session: Session, presentation_ids: Iterable[str]) -> list[ClientAnswer]:
    """Return what was answered by some links, newest first."""
    query = select(ClientAnswerRow).where(ClientAnswerRow.presentation_id.in_(list(presentation_ids)))
    ordered = query.order_by(ClientAnswerRow.at.desc(), ClientAnswerRow.id)
    rows = session.execute(ordered.execution_options(populate_existing=True)).scalars()
    return [
        ClientAnswer(row.id, row.presentation_id, Reply(row.reply), row.words, row.at, row.response, row.responded_at)
        for row in rows
    ]


def put_response(session: Session, answer_id: str, words: str, now: datetime) -> None:
    """Store what the agency said to an answer, in place of what it said before."""
    query = update(ClientAnswerRow).where(ClientAnswerRow.id == answer_id)
    session.execute(query.values(response=words, responded_at=now))


def _requests(session: Session, ids: Select[str]) -> list[Request]:
    query = (
        select(PresentationRequestRow, ClientRow, LegalBasisRow)
        .join(ClientRow, ClientRow.id == PresentationRequestRow.client_id)
        .outerjoin(LegalBasisRow, LegalBasisRow.id == PresentationRequestRow.basis_id)
        .where(PresentationRequestRow.id.in_(ids))
    )
    return [_request(*found) for found in session.execute(query.execution_options(populate_existing=True))]


def _request(row: PresentationRequestRow, client: ClientRow, basis: LegalBasisRow | None) -> Request:
    return Request(
        id=row.id,
        application_id=row.application_id,
        client=client_of_row(client),
        account=row.account_id,
        asked=row.asked_at,
        declined=row.declined_at,
        basis=basis_of_row(basis) if basis else None,
        shown=Shown(frozenset(map(Part, row.parts)), tuple(row.examples)),
    )


def _with_basis() -> Select[PresentationRow, datetime | None]:
    query = select(PresentationRow, LegalBasisRow.until)
    return query.join(LegalBasisRow, LegalBasisRow.id == PresentationRow.basis_id)


def _presentation(row: PresentationRow, until: datetime | None) -> Presentation:
    return Presentation(
        id=row.id,
        request_id=row.request_id,
        anonymous=row.anonymous,
        made=row.made_at,
        expires=row.expires_at,
        account=row.account_id,
        allowed=until is None,
        revoked=row.revoked_at,
        opened=row.opened_at,
    )
