"""The kit of a vacancy's interviews and the personal sheet of a candidate."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from sqlalchemy.orm import Session

from kamcareer.core.answers import Answers
from kamcareer.core.gaps import gap_report
from kamcareer.core.interviews.kit import USUAL_MINUTES, Asked, Kit, divided, kept_kit, kit_of
from kamcareer.core.interviews.sheet import Sheet, sheet_of
from kamcareer.services.screenings import Row, answers_of
from kamcareer.services.vacancies import OpenVacancy
from kamcareer.store.account_names import account_names
from kamcareer.store.interview_kits import find_kit, put_kit
from kamcareer.store.screenings import mean_widths

TOGETHER = 2  # interviewers who can divide the questions of one talk


class MustsLeftOutError(Exception):
    """A kit leaves must-haves out, and nobody said that this is meant."""


def kit_for(session: Session, found: OpenVacancy) -> Kit:
    """Return what everybody is asked: the kit that was chosen, else the proposal for the usual time."""
    return chosen_kit(session, found) or proposed_kit(session, found, USUAL_MINUTES)


def chosen_kit(session: Session, found: OpenVacancy) -> Kit | None:
    """Return the kit that was chosen; None while there is only a proposal."""
    kept = find_kit(session, found.vacancy.id)
    if kept is None:
        return None
    minutes, codes, chosen = kept
    return kept_kit(found.framework, found.framework.roles[found.vacancy.role], minutes, codes, chosen)


def proposed_kit(session: Session, found: OpenVacancy, minutes: int) -> Kit:
    """Return a kit for so many minutes, by what the candidates of a vacancy leave open so far."""
    return kit_of(found.framework, found.framework.roles[found.vacancy.role], _widths(session, found), minutes)


def read_kit(found: OpenVacancy, minutes: int, codes: Iterable[str]) -> Kit:
    """Return the very questions that somebody read, not what is proposed by now."""
    return kept_kit(found.framework, found.framework.roles[found.vacancy.role], minutes, codes)


def choose_kit(session: Session, found: OpenVacancy, kit: Kit, now: datetime, *, sure: bool = False) -> None:
    """Choose what everybody is asked from now on; ValueError where the questions make no kit.

    MustsLeftOutError where it leaves musts out, unless whoever chooses it is `sure`: of them no talk would ever tell.
    """
    if not kit.fits:
        raise ValueError("these questions make no kit")
    if kit.left_out and not sure:
        raise MustsLeftOutError
    put_kit(session, found.vacancy.id, kit.minutes, kit.codes, now)


def shares_of(session: Session, found: OpenVacancy, kit: Kit) -> dict[str, tuple[Asked, ...]]:
    """Return what each of the two interviewers of a vacancy asks when they talk together, by name.

    Nothing where there are more or fewer: nobody knows then which two it will be.
    """
    both = found.vacancy.interviewers
    if len(both) != TOGETHER:
        return {}
    names = account_names(session, [one.id for one in both])
    called = [names[one.id] for one in both]
    return dict(zip(called, divided(kit, TOGETHER), strict=True)) if len({*called}) == TOGETHER else {}


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
