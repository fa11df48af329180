"""What people ask about decisions, and who waits for an answer."""

from collections.abc import Iterable

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from kamcareer.core.applications import Application
from kamcareer.core.inquiries import Inquiry, Kind
from kamcareer.store.applications import application_of_row, consents
from kamcareer.store.tables import ApplicationRow, DecisionRow, InquiryRow, PanelRow, VacancyRow

Asked = tuple[Inquiry, Application, str]


def put_inquiry(session: Session, inquiry: Inquiry) -> None:
    """Store what somebody asks, or its answer. The database refuses an answer of nobody, and a second of a kind."""
    session.merge(
        InquiryRow(
            id=inquiry.id,
            decision_id=inquiry.decision_id,
            kind=inquiry.kind,
            words=inquiry.words,
            asked_at=inquiry.asked,
            due_on=inquiry.due,
            answer=inquiry.answer,
            signed=inquiry.signed,
            answerer=inquiry.answerer,
            account_id=inquiry.account,
            answered_at=inquiry.answered,
        )
    )
    session.flush()


def inquiries_about(session: Session, decision_ids: Iterable[str]) -> list[Inquiry]:
    """Return what was asked about some decisions, the oldest first."""
    query = select(InquiryRow).where(InquiryRow.decision_id.in_(list(decision_ids)))
    query = query.order_by(InquiryRow.asked_at, InquiryRow.id).execution_options(populate_existing=True)
    return [_inquiry(row) for row in session.execute(query).scalars()]


def asked_of(session: Session, account_id: str) -> list[Asked]:
    """Return what was asked in the vacancies of an account, with the person and the title; the soonest due first.

    What is answered comes last. Whoever withdrew their consent is left out.
    """
    on_panel = select(PanelRow.vacancy_id).where(PanelRow.account_id == account_id)
    query = (
        select(InquiryRow, ApplicationRow, VacancyRow.title)
        .join(DecisionRow, DecisionRow.id == InquiryRow.decision_id)
        .join(ApplicationRow, ApplicationRow.id == DecisionRow.application_id)
        .join(VacancyRow, VacancyRow.id == ApplicationRow.vacancy_id)
        .where(or_(VacancyRow.maker_id == account_id, VacancyRow.id.in_(on_panel)), consents())
        .order_by(InquiryRow.answered_at.is_not(None), InquiryRow.due_on, InquiryRow.id)
    )
    return [(_inquiry(row), application_of_row(who), title) for row, who, title in session.execute(query)]


def unanswered_in(session: Session, vacancy_id: str) -> int:
    """Return how many of a vacancy asked about a decision and wait for the answer; who withdrew is left out."""
    query = (
        select(func.count(func.distinct(ApplicationRow.id)))
        .select_from(InquiryRow)
        .join(DecisionRow, DecisionRow.id == InquiryRow.decision_id)
        .join(ApplicationRow, ApplicationRow.id == DecisionRow.application_id)
        .where(ApplicationRow.vacancy_id == vacancy_id, InquiryRow.answered_at.is_(None), consents())
    )
    return session.execute(query).scalar_one()


def _inquiry(row: InquiryRow) -> Inquiry:
    return Inquiry(
        row.id,
        row.decision_id,
        Kind(row.kind),
        row.words,
        row.asked_at,
        row.due_on,
        row.answer,
        row.signed,
        row.answerer,
        row.account_id,
        row.answered_at,
    )
