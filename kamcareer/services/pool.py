"""The candidate pool: people who sent their answers to one vacancy and agreed to be looked at for later ones."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

import numpy as np
from sqlalchemy.orm import Session

from kamcareer.core.answers import Answers
from kamcareer.core.applications import Application
from kamcareer.core.assessment import Assessment
from kamcareer.core.carried_answers import carried, taken_over
from kamcareer.core.legal_basis import Holder, NoBasisError, Purpose, live
from kamcareer.core.legal_texts import Agreement
from kamcareer.core.measurement import all_ratings, measure_all, prior_of_vacancy
from kamcareer.core.readiness import asked
from kamcareer.core.selection.preselection import preselected
from kamcareer.core.selection.screening import Screening, screenings_of
from kamcareer.core.snapshot import snapshot_of
from kamcareer.services.applications import OpenApplication, find_again
from kamcareer.services.legal_bases import agree, history, require, require_for
from kamcareer.services.vacancies import OpenVacancy
from kamcareer.store.applications import find_application
from kamcareer.store.assessments import find_assessment, find_assessments, put_draft, put_frequencies, put_situation
from kamcareer.store.frameworks import stored_framework
from kamcareer.store.pool import Kept, count_kept_for, find_kept_for, kept_among, kept_for
from kamcareer.store.pool_columns import PoolColumns

LOOKED_AT, SHOWN = 300, 30
NET, CLOSER = 600, 60  # of the columns: whom the database is asked about, and who gets a closer look


@dataclass(frozen=True)
class PoolRow:
    """One person of the pool as a vacancy would see them."""

    kept: Kept
    screening: Screening


@dataclass(frozen=True)
class Pool:
    """The people of the pool for a vacancy: those worth a closer look, how many were looked at and there are in all.

    `taken` is when everybody was looked at; None where only those who agreed last were.
    """

    rows: tuple[PoolRow, ...]
    looked_at: int
    total: int
    taken: datetime | None = None


def keep_for_later(session: Session, opened: OpenApplication, agreed: Agreement, now: datetime) -> None:
    """Let somebody be looked at for later vacancies, once their answers are sent; a second tap changes nothing.

    NoBasisError.
    """
    application = find_application(session, opened.application.id, lock=True)
    if application is None:
        raise NoBasisError(Purpose.STORAGE)
    if agreed.purpose is not Purpose.STORAGE or application.finished is None or application.assessment_id is None:
        raise NoBasisError(Purpose.STORAGE)
    holder = Holder(assessment_id=application.assessment_id)
    if live(Purpose.STORAGE, history(session, holder)) is None:
        agree(session, holder, agreed, now)


def pool_for(session: Session, found: OpenVacancy, today: date, columns: PoolColumns | None = None) -> Pool:
    """Return the pool for a vacancy: those first of whom more musts are known to be likely, and nobody by a total.

    Everybody in the columns of last night is held against the vacancy, and whoever agreed since. Without columns, or
    where they do not hold what the vacancy asks, that is the LOOKED_AT people who agreed last. SHOWN of them are left.
    """
    vacancy, taken = found.vacancy.id, None
    if columns and set(asked(found.framework.roles[found.vacancy.role]).competencies) <= columns.snapshot.row.keys():
        taken = columns.taken
        kept = kept_for(session, vacancy, LOOKED_AT, taken)
        late = {one.application.id for one in kept}
        ids = [id for id in _caught(found, columns) if id not in late]
        kept += kept_among(session, vacancy, ids, CLOSER)
        looked_at = total = len(late) + len(columns.snapshot)
    else:
        kept = kept_for(session, vacancy, LOOKED_AT)
        looked_at, total = len(kept), count_kept_for(session, vacancy)
    answers = _answers(session, found, kept)
    net = _net(found, answers, today)
    screenings = screenings_of(found.framework, [answers[one] for one in net], found.vacancy.role, today)
    rows = [PoolRow(kept[one], screening) for one, screening in zip(net, screenings, strict=True)]
    rows.sort(key=lambda row: -len(row.screening.held_musts))
    return Pool(tuple(rows), looked_at, total, taken)


def one_for(session: Session, found: OpenVacancy, application_id: str) -> Application | None:
    """Return somebody of the pool for a vacancy; None where there is no such person, or they withdrew."""
    kept = find_kept_for(session, found.vacancy.id, application_id)
    return kept.application if kept else None


def call_back(
    session: Session, found: OpenVacancy, whom: Application, ends: datetime, now: datetime, *, by_letter: bool
) -> tuple[Application, str]:
    """Invite somebody of the pool to a vacancy; return the new application with the secret of its link.

    Only where the link goes `by_letter`, to the mailbox and to nobody's eyes, may the earlier answers be taken over
    with it: whoever has it could read them.
    """
    return find_again(session, found, whom, ends, now, mailed_only=by_letter)


def earlier_answers(session: Session, opened: OpenApplication) -> Assessment | None:
    """Return what somebody may take over from their earlier application; None where there is nothing.

    Nothing once they withdrew their consent to being kept, and nothing when something was answered here already.
    """
    mine = opened.application
    earlier = find_application(session, mine.earlier) if mine.earlier and mine.mailed_only else None
    here = find_assessment(session, opened.application.assessment_id or "")
    if earlier is None or here is None or here.anything or here.sealed:
        return None
    try:
        require(session, Holder(assessment_id=earlier.assessment_id), Purpose.STORAGE)
    except NoBasisError:
        return None
    answered = find_assessment(session, earlier.assessment_id or "")
    return _carried(session, answered, opened.found) if answered else None


def take_over(session: Session, opened: OpenApplication, now: datetime) -> bool:
    """Take somebody's earlier answers over into their new application, to be read and changed before they are sent.

    Return whether there were any. NoBasisError without a basis for selection.
    """
    here = find_assessment(session, opened.application.assessment_id or "", lock=True)
    earlier = earlier_answers(session, opened) if here else None
    if here is None or earlier is None:
        return False
    require_for(session, here)
    anew = taken_over(earlier, now)
    for id, draft in anew.drafts.items():
        put_draft(session, here.id, id, draft)
    for id, chosen in anew.situations.items():
        put_situation(session, here.id, id, chosen)
    for id, said in anew.frequencies.items():
        put_frequencies(session, here.id, id, said)
    return True


def _answers(session: Session, found: OpenVacancy, kept: Sequence[Kept]) -> list[Answers]:
    given = find_assessments(session, [one.application.assessment_id or "" for one in kept])
    return [_carried(session, given[one.application.assessment_id or ""], found).answers() for one in kept]


def _net(found: OpenVacancy, answers: Sequence[Answers], today: date) -> list[int]:
    framework, role = found.framework, found.vacancy.role
    if not answers:
        return []
    prior = np.tile(prior_of_vacancy(framework, role), (len(answers), 1))
    profiles = measure_all(framework, [all_ratings(framework, one, today) for one in answers], prior)
    columns = snapshot_of(tuple(framework.competencies), [str(number) for number in range(len(answers))], profiles)
    margin = framework.measurement.margin.value
    return list(map(int, preselected(columns, framework.roles[role], margin, SHOWN).columns))


def _caught(found: OpenVacancy, columns: PoolColumns) -> list[str]:
    """Return the applications that the net leaves of last night's columns, the most promising first."""
    framework, role, margin = found.framework, found.vacancy.role, found.framework.measurement.margin.value
    prior = dict(zip(framework.competencies, prior_of_vacancy(framework, role), strict=True))
    names = columns.snapshot.competencies
    shift = np.array([prior.get(id, assumed) for id, assumed in zip(names, columns.prior, strict=True)], np.float32)
    net = preselected(columns.snapshot, framework.roles[role], margin, NET, shift - columns.prior)
    return [id.decode() for id in columns.snapshot.people[net.columns]]


def _carried(session: Session, assessment: Assessment, found: OpenVacancy) -> Assessment:
    return carried(assessment, stored_framework(session, assessment.framework_sha256), found.stored)
