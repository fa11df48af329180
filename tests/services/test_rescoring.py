"""Measuring people anew after the profile of their vacancy changed, on both databases: few at once, many by a job."""

from collections.abc import Callable
from itertools import count

import pytest
from sqlalchemy.orm import Session

from kamcareer.core.background_jobs import State
from kamcareer.core.legal_basis import Holder, Purpose
from kamcareer.core.vacancies import Cell, Reason
from kamcareer.services import rescoring
from kamcareer.services.background_jobs import fail, jobs_to_take, take
from kamcareer.services.legal_bases import withdraw
from kamcareer.services.rescoring import (
    ask_for_rescoring,
    count_left,
    how_far,
    keep_part,
    next_part,
    rescore,
    rescore_or_ask,
    rescoring_of,
)
from kamcareer.services.screenings import keep_screening, one_of
from kamcareer.services.self_assessment import erase
from kamcareer.services.vacancies import OpenVacancy, change_profile, own_vacancy
from kamcareer.store.scorecards import set_interviewed
from kamcareer.store.screenings import screenings_of
from tests.services.test_applications import LATER
from tests.services.test_applications import found as found  # noqa: PLC0414 - the same vacancy
from tests.services.test_applications import screened as screened  # noqa: PLC0414 - the same people
from tests.services.test_screenings import sent as sent  # noqa: PLC0414 - the same people, who sent their answers
from tests.services.test_vacancies import account

MAILBOXES = (f"boss{number}@example.ru" for number in count())


def changed(session: Session, found: OpenVacancy, level: int) -> OpenVacancy:
    """Let a vacancy ask another level of one must-have."""
    cells = {**found.vacancy.cells, "negotiation": Cell(level, 3, must_have=True)}
    by = account(session, next(MAILBOXES))
    change_profile(session, found.vacancy, cells, frozenset({Reason.TOO_MUCH}), "", by, LATER)
    return own_vacancy(session, found.vacancy.id, found.vacancy.maker)


def needed(session: Session, found: OpenVacancy, id: str) -> int:
    ((_, stored),) = screenings_of(session, found.vacancy.id, [id])
    topics = stored.topics
    return next(topic.required for topic in topics if topic.competency == "negotiation")


def jobs(session: Session) -> list[str]:
    return list(jobs_to_take(session, LATER))


def test_few_are_measured_at_once_and_many_by_a_job_that_is_asked_for_once(
    session: Session, found: OpenVacancy, sent: Callable, monkeypatch: pytest.MonkeyPatch
):
    ids = [sent(name) for name in "АБВ"]
    few = changed(session, found, 1)
    assert not rescore_or_ask(session, few, LATER)
    assert (count_left(session, few), jobs(session)) == (0, [])

    monkeypatch.setattr(rescoring, "AT_ONCE", 2)
    many = changed(session, few, 4)
    assert rescore_or_ask(session, many, LATER)
    assert rescore_or_ask(session, many, LATER)
    assert (count_left(session, many), len(jobs(session))) == (3, 1)
    assert {needed(session, many, id) for id in ids} == {1}


def test_what_a_job_could_not_do_is_asked_for_again_and_who_asked_may_be_gone(
    session: Session, found: OpenVacancy, sent: Callable
):
    sent()
    now_asks = changed(session, found, 1)
    ask_for_rescoring(session, now_asks, LATER)
    job = take(session, rescoring_of(session, now_asks).id, LATER)
    ask_for_rescoring(session, now_asks, LATER)
    assert rescoring_of(session, now_asks).state is State.RUNNING

    fail(session, job, LATER)
    ask_for_rescoring(session, now_asks, LATER)
    waiting = rescoring_of(session, now_asks)
    assert (waiting.state, waiting.asked_by) == (State.WAITING, None)


def test_together_people_are_measured_exactly_as_each_alone(session: Session, found: OpenVacancy, sent: Callable):
    ids = [sent(str(level), level) for level in range(5)]
    now_asks = changed(session, found, 1)
    rescore(session, now_asks, LATER)
    together = [one_of(session, now_asks, id).screening for id in ids]
    for id in ids:
        keep_screening(session, now_asks, one_of(session, now_asks, id).application, LATER)

    assert [one_of(session, now_asks, id).screening for id in ids] == together
    assert {needed(session, now_asks, id) for id in ids} == {1}


def test_whoever_is_measured_already_is_not_met_again(
    session: Session, found: OpenVacancy, sent: Callable, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(rescoring, "PART", 2)
    ids = sorted(sent(str(number)) for number in range(5))
    now_asks = changed(session, found, 1)
    first = next_part(session, found.vacancy.id, "", LATER.date())
    assert (list(first.people), keep_part(session, first, LATER)) == (ids[:2], 2)
    assert how_far(session, found.vacancy.id) == (5, 2)

    assert list(next_part(session, found.vacancy.id, "", LATER.date()).people) == ids[2:4]
    rescore(session, now_asks, LATER)
    assert how_far(session, found.vacancy.id) == (5, 5)
    assert next_part(session, found.vacancy.id, "", LATER.date()) is None


def test_a_profile_that_changed_meanwhile_wins(session: Session, found: OpenVacancy, sent: Callable):
    id = sent()
    changed(session, found, 1)
    slow = next_part(session, found.vacancy.id, "", LATER.date())
    later = changed(session, own_vacancy(session, found.vacancy.id, found.vacancy.maker), 4)
    assert keep_part(session, slow, LATER) == 0

    rescore(session, later, LATER)
    assert keep_part(session, slow, LATER) == 0
    assert needed(session, later, id) == 4


def test_a_profile_that_is_changed_back_needs_no_work(session: Session, found: OpenVacancy, sent: Callable):
    sent()
    now_asks = changed(session, found, 1)
    assert count_left(session, now_asks) == 1
    by = account(session, next(MAILBOXES))
    change_profile(session, now_asks.vacancy, found.vacancy.cells, frozenset({Reason.TOO_MUCH}), "", by, LATER)
    assert count_left(session, own_vacancy(session, found.vacancy.id, found.vacancy.maker)) == 0


def test_whose_marks_came_in_meanwhile_keeps_them_and_is_measured_in_another_round(
    session: Session, found: OpenVacancy, sent: Callable
):
    heard, other = sent("Вера"), sent("Олег")
    now_asks = changed(session, found, 1)
    slow = next_part(session, found.vacancy.id, "", LATER.date())
    set_interviewed(session, heard, LATER)

    assert keep_part(session, slow, LATER) == 1
    assert needed(session, now_asks, other) == 1
    assert list(next_part(session, found.vacancy.id, "", LATER.date()).people) == [heard]


def test_of_whoever_withdrew_or_is_gone_nothing_is_worked_out_or_stored(
    session: Session, found: OpenVacancy, sent: Callable
):
    ids = [sent(name) for name in "АБВ"]
    rows = {id: one_of(session, found, id).application for id in ids}
    now_asks = changed(session, found, 1)
    slow = next_part(session, found.vacancy.id, "", LATER.date())
    withdraw(session, Holder(assessment_id=rows[ids[0]].assessment_id), Purpose.SELECTION, LATER)
    erase(session, rows[ids[1]].assessment_id)

    assert set(next_part(session, found.vacancy.id, "", LATER.date()).people) == {ids[2]}
    assert keep_part(session, slow, LATER) == 1
    assert how_far(session, found.vacancy.id) == (1, 1)
    assert count_left(session, now_asks) == 0
