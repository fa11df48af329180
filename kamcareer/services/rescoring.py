"""Measuring the people of a vacancy anew after its profile changed: few at once, many by a job, some at a time.

Each screening carries the mark of the profile by which it was measured, so whoever is left is found again, however
often the profile changes meanwhile and whoever dies over it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import NAMESPACE_OID, uuid5

from sqlalchemy.orm import Session

from kamcareer.core.applications import Application
from kamcareer.core.background_jobs import BackgroundJob, Kind
from kamcareer.core.selection.screening import Screening
from kamcareer.core.vacancies import Vacancy
from kamcareer.services.background_jobs import ask_once, forget
from kamcareer.services.screenings import measured
from kamcareer.services.vacancies import OpenVacancy, opened
from kamcareer.store.applications import hold_applications
from kamcareer.store.background_jobs import find_job
from kamcareer.store.screenings import count_screenings, put_screenings, some_old
from kamcareer.store.vacancies import changes_of, find_vacancy

AT_ONCE = 100  # people who are measured while one waits: under a second of processor time
PART = 25  # people who are measured together: others wait for less than a tenth of a second while they are stored


@dataclass(frozen=True)
class Part:
    """What some people's answers say by a profile; `people` are they as they were when it was worked out."""

    vacancy_id: str
    profile: str
    people: Mapping[str, Application]
    said: Mapping[str, Screening]

    @property
    def last(self) -> str:
        """The last of these people, by id."""
        return max(self.people)


def count_left(session: Session, found: OpenVacancy) -> int:
    """Return how many people are still measured by an earlier profile of a vacancy."""
    return count_screenings(session, found.vacancy.id, found.vacancy.profile).old


def rescore_or_ask(session: Session, found: OpenVacancy, now: datetime) -> bool:
    """Measure everybody by the profile of a vacancy as it is now; return whether a job does it, of many."""
    if count_left(session, found) > AT_ONCE:
        ask_for_rescoring(session, found, now)
        return True
    rescore(session, found, now)
    return False


def rescore(session: Session, found: OpenVacancy, now: datetime) -> None:
    """Measure by its present profile whoever of a vacancy is not; who withdrew is left alone."""
    after = ""
    while part := next_part(session, found.vacancy.id, after, now.date()):
        keep_part(session, part, now)
        after = part.last


def next_part(session: Session, vacancy_id: str, after: str, today: date) -> Part | None:
    """Measure the next few people who are not measured by the present profile; None after the last. Reads only."""
    vacancy = find_vacancy(session, vacancy_id)
    if vacancy is None:
        return None
    people = some_old(session, vacancy_id, vacancy.profile, after, PART)
    said = measured(session, opened(session, vacancy), people, today)
    return Part(vacancy_id, vacancy.profile, {one.id: one for one in people}, said) if people else None


def keep_part(session: Session, part: Part, now: datetime) -> int:
    """Store what was worked out, unless the profile or the person changed since; return of how many it was stored.

    Whose marks came in meanwhile, who withdrew or is gone is left as it is.
    """
    held = hold_applications(session, part.said)
    vacancy = find_vacancy(session, part.vacancy_id)
    if vacancy is None or vacancy.profile != part.profile:
        return 0
    same = [id for id, one in held.items() if one.interviewed == part.people[id].interviewed]
    put_screenings(session, {id: part.said[id] for id in same}, now)
    return len(same)


def how_far(session: Session, vacancy_id: str) -> tuple[int, int]:
    """Return how many people of a vacancy sent their answers, and how many of them are measured by its profile."""
    vacancy = find_vacancy(session, vacancy_id)
    return measured_of(session, vacancy) if vacancy else (0, 0)


def measured_of(session: Session, vacancy: Vacancy) -> tuple[int, int]:
    """Return the same of a vacancy that was read."""
    counts = count_screenings(session, vacancy.id, vacancy.profile)
    return counts.total, counts.total - counts.old


def ask_for_rescoring(session: Session, found: OpenVacancy, now: datetime) -> None:
    """Ask for everybody of a vacancy to be measured anew; once for each change of its profile, again after a failure.

    Nobody's own job: whoever asked may be gone before it is done.
    """
    before = rescoring_of(session, found)
    if before and before.over:
        forget(session, before)
    ask_once(session, _id(session, found), Kind.SCREENINGS, {"vacancy": found.vacancy.id}, None, now)


def rescoring_of(session: Session, found: OpenVacancy) -> BackgroundJob | None:
    """Return the job that measures everybody by the profile as it is now; None where none was asked for."""
    return find_job(session, _id(session, found))


def _id(session: Session, found: OpenVacancy) -> str:
    changed = next((one.id for one in changes_of(session, found.vacancy.id) if one.cells), "")
    return str(uuid5(NAMESPACE_OID, f"rescoring {found.vacancy.id} {changed}"))
