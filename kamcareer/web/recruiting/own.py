"""Which vacancy an address names: one of whoever asks, or none at all."""

from uuid import UUID

from flask import abort

from kamcareer.services.vacancies import OpenVacancy, own_vacancy
from kamcareer.store.database import db
from kamcareer.web.viewer import current_known


def vacancy_or_404(id: UUID, *, lock: bool = False) -> OpenVacancy:
    """Return the vacancy; for whoever neither made it nor sits on its panel there is none."""
    return own_vacancy(db.session(), str(id), current_known().account.id, lock=lock) or abort(404)
