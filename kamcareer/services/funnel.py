"""The funnel of a vacancy."""

from sqlalchemy.orm import Session

from kamcareer.core.funnel import Line, funnel
from kamcareer.services.vacancies import OpenVacancy
from kamcareer.store.funnel import passages_in


def funnel_of(session: Session, found: OpenVacancy) -> tuple[Line, ...]:
    """Return how far the people of a vacancy came and how long it took them."""
    return funnel(passages_in(session, found.vacancy.id))
