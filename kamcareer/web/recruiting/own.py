"""Which vacancy an address names: one of whoever asks, or none at all."""

from uuid import UUID

from flask import abort

from kamcareer.core.accounts import Role
from kamcareer.services.own_cases import own_cases
from kamcareer.services.scorecards import panel_vacancy, somebody_to_talk_with
from kamcareer.services.screenings import Row, one_of
from kamcareer.services.vacancies import OpenVacancy, own_vacancy
from kamcareer.store.database import db
from kamcareer.web.viewer import current_known, roles


def vacancy_or_404(id: UUID, *, lock: bool = False) -> OpenVacancy:
    """Return the vacancy for whoever made it or sits on its panel; nobody else learns that it exists."""
    return own_vacancy(db.session(), str(id), current_known().account.id, lock=lock) or abort(404)


def talk_or_404(id: UUID, application: UUID, *, lock: bool = False) -> tuple[OpenVacancy, Row]:
    """Return the vacancy and the person to talk with; for whoever does not talk with them there is neither."""
    found = panel_or_404(id)
    _must_be_somebody_else(found, application)
    return found, somebody_to_talk_with(db.session(), found, str(application), lock=lock) or abort(404)


def somebody_or_404(found: OpenVacancy, application: UUID, *, lock: bool = False) -> Row:
    """Return a person who sent their answers; for whoever asks about themselves there is nobody."""
    _must_be_somebody_else(found, application)
    return one_of(db.session(), found, str(application), lock=lock) or abort(404)


def panel_or_404(id: UUID) -> OpenVacancy:
    """Return the vacancy for an interviewer on its panel."""
    return panel_vacancy(db.session(), str(id), current_known().account) or abort(404)


def marked_or_404(id: UUID, application: UUID, *, lock: bool = False) -> tuple[OpenVacancy, Row]:
    """Return the vacancy and the person for a recruiter of the vacancy, or for whoever talks with the person."""
    found = own_vacancy(db.session(), str(id), current_known().account.id) if Role.RECRUITER in roles() else None
    if found is None:
        return talk_or_404(id, application, lock=lock)
    return found, somebody_or_404(found, application, lock=lock)


def _must_be_somebody_else(found: OpenVacancy, application: UUID) -> None:
    if str(application) in own_cases(db.session(), found.vacancy.id, current_known().account):
        abort(404)
