"""The kit of a vacancy's interviews and the personal sheet of a candidate."""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy.orm import Session

from kamcareer.core.answers import Answers
from kamcareer.core.gaps import gap_report
from kamcareer.core.interviews.kit import Kit, kit_of
from kamcareer.core.interviews.sheet import Sheet, sheet_of
from kamcareer.services.screenings import Row, answers_of
from kamcareer.services.vacancies import OpenVacancy
from kamcareer.store.screenings import mean_widths


def kit_for(session: Session, found: OpenVacancy, minutes: int) -> Kit:
    """Return the kit of a vacancy for so many minutes, by what its candidates leave open so far."""
    return kit_of(found.framework, found.framework.roles[found.vacancy.role], _widths(session, found), minutes)


def sheet_for(session: Session, found: OpenVacancy, kit: Kit, about: Row, now: datetime) -> Sheet:
    """Return the personal sheet of somebody who sent their answers, and note for them that these were read.

    NoBasisError.
    """
    assessment = answers_of(session, about.application, now)
    examples = {id: draft.example for id, draft in assessment.drafts.items()}
    return sheet_of(found.framework, kit, assessment.answers(), examples, about.screening)


def _widths(session: Session, found: OpenVacancy) -> Mapping[str, float]:
    """Return how wide intervals are on average; before anybody has sent answers, how wide they are to begin with."""
    widths = mean_widths(session, found.vacancy.id)
    if widths:
        return widths
    nobody = gap_report(found.framework, Answers(None), found.vacancy.role, applicant=True)
    return {gap.competency: gap.high - gap.low for gap in nobody.gaps}
