"""What screenings say to a recruiter: kept when they are sent, measured, listed, compared."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

import numpy as np
from sqlalchemy.orm import Session

from kamcareer.core.answers import Opinion
from kamcareer.core.applications import Application
from kamcareer.core.assessment import Assessment
from kamcareer.core.decisions import Decision
from kamcareer.core.interviews.scorecard import opinions_in
from kamcareer.core.legal_basis import NoBasisError, Purpose
from kamcareer.core.selection.bands import Standing, apart_from, standings_of
from kamcareer.core.selection.screening import Screening, screenings_of
from kamcareer.services.applications import OpenApplication, application_in, send
from kamcareer.services.legal_bases import require_for, those_allowed
from kamcareer.services.vacancies import OpenVacancy
from kamcareer.store.applications import set_first_read
from kamcareer.store.assessments import find_assessment, find_assessments
from kamcareer.store.decisions import decisions_about
from kamcareer.store.scorecards import scorecards_about
from kamcareer.store.screenings import (
    Counts,
    Filter,
    count_screenings,
    page_of_screenings,
    points_of,
    put_screenings,
)
from kamcareer.store.screenings import screenings_of as listed_screenings

__all__ = ["Filter"]

PAGE = 50
MOST_IN_BANDS = 100  # more people are one chain of neighbours anyway, and each is held against every other
SIDE_BY_SIDE = 5


@dataclass(frozen=True)
class Row:
    """One person in the list: what their screening says, where they stand, what was decided, newest first."""

    application: Application
    screening: Screening
    standing: Standing | None
    decisions: tuple[Decision, ...]


@dataclass(frozen=True)
class Page:
    """A page of the list; `counts` are of everybody who sent their answers, whatever the filter.

    `banded` says whether people are few enough to be held against each other.
    """

    rows: tuple[Row, ...]
    counts: Counts
    more: bool
    banded: bool


def send_screening(session: Session, opened: OpenApplication, now: datetime) -> None:
    """Send somebody's answers and keep what they say. NoBasisError."""
    send(session, opened.application, now)
    keep_screening(session, opened.found, opened.application, now)


def list_page(session: Session, found: OpenVacancy, wanted: Filter, number: int) -> Page:
    """Return a page of the people who sent their answers; the first page has number 1."""
    counts = count_screenings(session, found.vacancy.id, found.vacancy.profile)
    listed = page_of_screenings(session, found.vacancy.id, wanted, (number - 1) * PAGE, PAGE + 1)
    banded = counts.total <= MOST_IN_BANDS
    where = _standings(session, found) if banded else {}
    decided = decisions_about(session, [who.id for who, _ in listed])
    rows = tuple(
        Row(who, screening, where.get(who.id), tuple(decided.get(who.id, []))) for who, screening in listed[:PAGE]
    )
    return Page(rows, counts, len(listed) > PAGE, banded)


def side_by_side_of(session: Session, found: OpenVacancy, ids: Iterable[str]) -> tuple[Row, ...]:
    """Return up to five people of a vacancy to be read side by side, in the order of sending, all by its profile."""
    stored = listed_screenings(session, found.vacancy.id, list(dict.fromkeys(ids))[:SIDE_BY_SIDE])
    listed = _by_the_profile(session, found, stored)
    decided = decisions_about(session, [who.id for who, _ in listed])
    return tuple(Row(who, screening, None, tuple(decided.get(who.id, []))) for who, screening in listed)


def _by_the_profile(
    session: Session, found: OpenVacancy, stored: Sequence[tuple[Application, Screening]]
) -> Sequence[tuple[Application, Screening]]:
    """Return screenings, worked out anew where the profile was changed and the background is not there yet."""
    old = [who for who, screening in stored if screening.profile != found.vacancy.profile]
    sent = [who.finished.date() for who in old if who.finished]
    said = measured(session, found, old, max(sent)) if sent else {}
    return [(who, said.get(who.id, screening)) for who, screening in stored]


def one_of(session: Session, found: OpenVacancy, id: str, *, lock: bool = False) -> Row | None:
    """Return one person who sent their answers; None where there is none, or where they withdrew."""
    if lock and application_in(session, found.vacancy.id, id, lock=True) is None:
        return None
    return next(iter(side_by_side_of(session, found, [id])), None)


def answers_of(session: Session, application: Application, now: datetime) -> Assessment:
    """Return what somebody answered, and note for them that it was read. NoBasisError."""
    assessment = find_assessment(session, application.assessment_id or "")
    if assessment is None:
        raise LookupError("an application that was sent has an assessment")
    require_for(session, assessment)
    if application.read is None:
        set_first_read(session, [application.id], now)
    return assessment


def keep_screening(session: Session, found: OpenVacancy, application: Application, now: datetime) -> None:
    """Keep what somebody's answers say, and the marks of their interviewers once all are in. NoBasisError."""
    said = measured(session, found, [application], now.date())
    if not said:
        raise NoBasisError(Purpose.SELECTION)
    put_screenings(session, said, now)


def measured(
    session: Session, found: OpenVacancy, applications: Sequence[Application], today: date
) -> dict[str, Screening]:
    """Return what people's answers say by the profile of their vacancy, by application, in a few statements.

    Of whom nothing may be read there is nothing.
    """
    given = find_assessments(session, [one.assessment_id for one in applications if one.assessment_id])
    allowed = {one.id for one in those_allowed(session, list(given.values()))}
    there = [one for one in applications if one.assessment_id in allowed]
    heard = _heard(session, there)
    answers = [replace(given[one.assessment_id or ""].answers(), others=heard[one.id]) for one in there]
    said = screenings_of(found.framework, answers, found.vacancy.role, today)
    return {one.id: screening for one, screening in zip(there, said, strict=True)}


def _heard(session: Session, applications: Sequence[Application]) -> dict[str, tuple[Opinion, ...]]:
    """Return the independent marks; what was agreed upon afterwards says the same a second time and does not count."""
    cards = scorecards_about(session, [one.id for one in applications if one.interviewed])
    return {one.id: opinions_in(cards.get(one.id, [])) for one in applications}


def _standings(session: Session, found: OpenVacancy) -> dict[str, Standing]:
    stored = points_of(session, found.vacancy.id)
    points = {id: np.array(values) for id, (_, values) in stored.items()}
    expected = {id: expectation for id, (expectation, _) in stored.items()}
    return {one.person: one for one in standings_of(points, expected, apart_from(found.framework))}
