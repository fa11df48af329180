"""Contests on both databases: who moves one on and when, who reads what of whom, the plan that is shown, the file."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from kamcareer.core.accounts import Account, Role
from kamcareer.core.answers import Evidence
from kamcareer.core.contests import ContestStage, DayProblem, Move, Obstacle, Timetable
from kamcareer.core.decisions import Because, Decision, Ground, Outcome
from kamcareer.core.feedback import Part
from kamcareer.core.framework.model import Framework
from kamcareer.core.inquiries import Kind
from kamcareer.core.legal_basis import Holder, NoBasisError, Purpose
from kamcareer.core.planning.decisions import Decision as PlanDecision
from kamcareer.core.planning.decisions import Said
from kamcareer.core.vacancies import Breach, Reach
from kamcareer.services.applications import own_application
from kamcareer.services.audit import Event, name_of, note_event, trail
from kamcareer.services.contests import (
    AnnouncedBeforeError,
    ContestFile,
    DayError,
    MoveError,
    announced_contests,
    applicants,
    call_off,
    chairs,
    contest_file,
    contest_vacancy,
    move_on,
    obstacles_to,
    prepare,
)
from kamcareer.services.decisions import WrongStageError, decide, decisions_on, possible, told_to
from kamcareer.services.development_plan import decide as decide_plan
from kamcareer.services.evidence_log import (
    answer_confirmation,
    ask_to_confirm,
    evidence_log,
    keep_evidence,
    show_or_hide,
)
from kamcareer.services.feedback import approve_feedback, save_feedback
from kamcareer.services.inquiries import answer, ask
from kamcareer.services.interview_kits import choose_kit, proposed_kit
from kamcareer.services.legal_bases import withdraw
from kamcareer.services.own_assessments import claim
from kamcareer.services.scorecards import own_talks, somebody_to_talk_with
from kamcareer.services.screenings import one_of
from kamcareer.services.self_assessment import open_sitting, start
from kamcareer.services.shown_plans import (
    ResultToldError,
    own_progress,
    progress_for,
    show_plan,
    shown_plan_of,
    stop_showing,
)
from kamcareer.services.vacancies import (
    AnnouncedError,
    OpenVacancy,
    UnderWayError,
    close_vacancy,
    make_vacancy,
    open_vacancy,
    own_vacancy,
    set_terms,
)
from kamcareer.store.decisions import add_decision
from tests.agreements import agreed
from tests.services.test_applications import LATER, NOW
from tests.services.test_applications import screened as screened  # noqa: PLC0414 - the same people
from tests.services.test_scorecards import interviewer, marked
from tests.services.test_screenings import SEALED_BY
from tests.services.test_screenings import sent as sent  # noqa: PLC0414 - the same people
from tests.services.test_vacancies import TERMS, account

DAY = timedelta(days=1)
DAYS = Timetable(TERMS.deadline + 7 * DAY, TERMS.deadline + 14 * DAY, TERMS.deadline + 15 * DAY)
CLOSED = TERMS.deadline + DAY
WORDS = "Трое участвовали, должность предлагаем одному человеку"
WHY = (Because(Ground.HELD, "negotiation"),)
PARTS = {part: f"{part}: здесь достаточно слов для письма" for part in Part}


class Running:
    """A contest with its people; each thing happens an hour after the one before."""

    def __init__(self, session: Session, id: str, maker: str, anna: Account, boris: Account) -> None:
        self.session, self.id, self.maker, self.anna, self.boris, self.hours = session, id, maker, anna, boris, 1

    @property
    def found(self) -> OpenVacancy:
        opened = own_vacancy(self.session, self.id, self.maker)
        assert opened
        return opened

    def tick(self) -> datetime:
        self.hours += 1
        return LATER + timedelta(hours=self.hours)

    def move(self, move: Move, words: str = "", today=CLOSED, by: Account | None = None) -> None:
        move_on(self.session, SEALED_BY, self.found, move, by or self.anna, self.tick(), today, words)

    def row(self, id: str):
        row = one_of(self.session, self.found, id)
        assert row
        return row

    def decide(self, id: str, outcome: Outcome, today=CLOSED, by: Account | None = None):
        row, at, who = self.row(id), self.tick(), by or self.anna
        return decide(
            self.session, SEALED_BY, self.found, row, outcome, WHY, "Так решила комиссия", who, at, today=today
        )

    def file(self) -> ContestFile:
        return contest_file(self.session, SEALED_BY, self.found, self.tick(), CLOSED)

    def told(self, id: str) -> list[Outcome]:
        return [one.outcome for one in told_to(self.found, decisions_on(self.session, id))]


@pytest.fixture
def anna(session: Session) -> Account:
    return interviewer(session, "anna@example.ru")


@pytest.fixture
def boris(session: Session) -> Account:
    return interviewer(session, "boris@example.ru", Role.MANAGER)


@pytest.fixture
def found(session: Session, framework: Framework, anna: Account, boris: Account) -> OpenVacancy:
    """An internal vacancy with two interviewers, one to chair, whose questions are chosen."""
    rosa = interviewer(session, "rosa@example.ru", Role.RECRUITER)
    terms = replace(TERMS, reach=Reach.INTERNAL, panel=frozenset({anna.id, boris.id}))
    vacancy = make_vacancy(session, framework, "account_manager", terms, rosa, NOW)
    open_vacancy(session, vacancy, NOW)
    opened = own_vacancy(session, vacancy.id, rosa.id)
    assert opened
    choose_kit(session, opened, proposed_kit(session, opened, 30), NOW, sure=True)
    return opened


@pytest.fixture
def contest(session: Session, found: OpenVacancy, anna: Account, boris: Account) -> Running:
    """A contest that is announced."""
    prepare(session, SEALED_BY, found, anna.id, DAYS, anna, NOW)
    running = Running(session, found.vacancy.id, found.vacancy.maker, anna, boris)
    running.move(Move.ANNOUNCE, today=NOW.date())
    return running


@pytest.fixture
def plan_of_vera(session: Session, framework: Framework) -> tuple[Account, str]:
    """Somebody with an account and a plan of which one thing is done, and one deed is confirmed."""
    vera = account(session, "vera@example.ru")
    mine = start(session, framework, None, "account_manager", NOW, agreed())
    claim(session, mine.id, vera.id, NOW)
    sitting = open_sitting(session, mine.id)
    decide_plan(session, sitting, PlanDecision("open_new_territory", Said.DONE, LATER))
    deed = keep_evidence(
        session, mine.id, Evidence(competency="negotiation", level=2, kind="story", date=NOW.date(), note="Секрет"), NOW
    )
    ask_to_confirm(session, deed, "Олег", "Вера", NOW)
    answer_confirmation(session, deed.id, NOW, yes=True)
    show_or_hide(session, evidence_log(session, open_sitting(session, mine.id).assessment)[0])
    return vera, mine.id


def test_a_contest_runs_from_its_announcement_to_the_letters_and_nobody_learns_anything_too_early(
    session: Session, contest: Running, sent: Callable
):
    vera, oleg, ira = sent("Вера Кац", 3), sent("Олег Ом", 2), sent("Ирина Ли", 1)
    with pytest.raises(WrongStageError):
        contest.decide(vera, Outcome.TALK, today=NOW.date())  # applications are still taken
    for id, outcome in ((vera, Outcome.TALK), (oleg, Outcome.TALK)):
        contest.decide(id, outcome)
    with pytest.raises(MoveError) as missing:
        contest.move(Move.NAME_FINALISTS)
    assert missing.value.obstacles == (Obstacle.UNDECIDED,)
    contest.decide(ira, Outcome.DECLINE)
    assert not contest.found.vacancy.shows_names(decided=True)
    assert somebody_to_talk_with(session, contest.found, vera) is None
    assert [one.people for one in own_talks(session, SEALED_BY, contest.boris)] == [()]
    assert [contest.told(id) for id in (vera, ira)] == [[], []]

    contest.move(Move.NAME_FINALISTS)
    assert contest.found.vacancy.shows_names(decided=False)
    assert [len(one.people) for one in own_talks(session, SEALED_BY, contest.boris)] == [2]
    assert [contest.told(id) for id in (vera, ira)] == [[Outcome.TALK], [Outcome.DECLINE]]
    with pytest.raises(WrongStageError):
        contest.decide(ira, Outcome.OFFER)  # no finalist
    with pytest.raises(WrongStageError):
        contest.decide(vera, Outcome.OFFER)  # nobody has marked yet
    with pytest.raises(MoveError) as missing:
        contest.move(Move.TELL_RESULT)
    assert set(missing.value.obstacles) == {
        Obstacle.MARKS_AWAITED, Obstacle.FINALIST_UNDECIDED, Obstacle.NO_WORDS,
    }  # fmt: skip
    for id in (vera, oleg):
        for who in (contest.anna, contest.boris):
            marked(session, contest.found, contest.row(id), who)
    contest.decide(vera, Outcome.OFFER)
    assert contest.told(vera) == [Outcome.TALK]
    contest.decide(oleg, Outcome.DECLINE)
    contest.move(Move.TELL_RESULT, WORDS)
    assert contest.told(vera) == [Outcome.OFFER, Outcome.TALK]
    assert {id for id in (vera, oleg, ira) if somebody_to_talk_with(session, contest.found, id)} == {vera}
    assert [len(one.people) for one in own_talks(session, SEALED_BY, contest.anna)] == [1]
    assert contest.found.vacancy.contest.words == WORDS
    with pytest.raises(WrongStageError):
        contest.decide(oleg, Outcome.DECLINE)
    for id in (vera, oleg, ira):
        with pytest.raises(MoveError):
            contest.move(Move.FINISH)
        row = contest.row(id)
        letter = save_feedback(session, row.decisions[0], "ru", PARTS, "Анна", contest.tick())
        approve_feedback(session, SEALED_BY, contest.found, row, letter, contest.anna, contest.tick())
    contest.move(Move.FINISH)

    assert contest.found.vacancy.contest_stage(CLOSED) is ContestStage.FINISHED
    file = contest_file(session, SEALED_BY, contest.found, contest.tick(), CLOSED)
    assert set(file.maps) == {vera, oleg}
    assert [[letter.signed for letter in one.letters] for one in file.told] == [["Анна"]] * 3
    assert [one.letters[0].decision_id for one in file.told] == [
        one.standing.decisions[0].id for one in file.applicants
    ]
    assert [(one.before, one.superseded, one.inquiries) for one in file.told] == [((), (), ())] * 3
    assert {one.row.application.name for one in file.applicants} == {"Вера Кац", "Олег Ом", "Ирина Ли"}
    assert [step.by for step in file.steps] == ["anna@example.ru"] * 5
    moves = [one for one in trail(session) if one.event in {step.entry.event for step in file.steps}]
    assert {one.person for one in moves} == {name_of(SEALED_BY, contest.anna.id)}


def test_a_contest_may_end_without_anybody_who_is_offered_the_post(session: Session, contest: Running, sent: Callable):
    contest.decide(sent("Вера Кац", 1), Outcome.DECLINE)
    contest.move(Move.NAME_FINALISTS)
    contest.move(Move.TELL_RESULT, "Никто пока не готов, объявим снова весной")

    assert contest.found.vacancy.contest_stage(CLOSED) is ContestStage.RESULT


def test_only_chair_and_recruiter_move_it_on_and_only_hr_and_recruiter_read_the_file(
    session: Session, contest: Running, found: OpenVacancy
):
    hr, foreign = account(session, "hr@example.ru", Role.HR), account(session, "r2@example.ru", Role.RECRUITER)
    for nobody in (contest.boris, hr, foreign):
        with pytest.raises(PermissionError):
            contest.move(Move.NAME_FINALISTS, by=nobody)
    readers = [one for one in (contest.anna, contest.boris, hr, foreign) if contest_vacancy(session, contest.id, one)]

    assert readers == [hr]
    assert [one.vacancy.id for one in announced_contests(session)] == [found.vacancy.id]


def test_a_contest_is_not_left_without_an_end_and_whoever_took_part_reads_why_there_is_none(
    session: Session, contest: Running, sent: Callable
):
    vera = sent("Вера Кац", 3)
    contest.decide(vera, Outcome.DECLINE)
    with pytest.raises(UnderWayError):
        close_vacancy(session, contest.found.vacancy, contest.tick())
    with pytest.raises(PermissionError):
        call_off(session, SEALED_BY, contest.found, contest.boris, contest.tick(), WORDS)
    with pytest.raises(MoveError) as missing:
        call_off(session, SEALED_BY, contest.found, contest.anna, contest.tick(), "нет")
    assert missing.value.obstacles == (Obstacle.NO_WORDS,)
    call_off(session, SEALED_BY, contest.found, contest.anna, contest.tick(), "Должность больше не нужна")

    vacancy = contest.found.vacancy
    assert (vacancy.contest_stage(CLOSED), vacancy.closed is None) == (ContestStage.CALLED_OFF, False)
    assert vacancy.contest.words == "Должность больше не нужна"
    assert not vacancy.shows_names(decided=True)
    assert contest.told(vera) == []
    with pytest.raises(WrongStageError):
        contest.decide(vera, Outcome.TALK)
    with pytest.raises(MoveError):
        contest.move(Move.NAME_FINALISTS)
    with pytest.raises(MoveError):
        call_off(session, SEALED_BY, contest.found, contest.anna, contest.tick(), WORDS)
    assert trail(session)[-1].event is Event.CONTEST_CALLED_OFF


def test_whoever_decides_waits_with_a_finalist_until_all_marks_are_in(
    session: Session, contest: Running, sent: Callable
):
    vera = sent("Вера Кац", 3)
    assert [chairs(contest.found, who) for who in (contest.anna, contest.boris)] == [True, False]
    assert set(possible(contest.found, contest.row(vera), (), CLOSED)) == {Outcome.TALK, Outcome.DECLINE}
    contest.decide(vera, Outcome.TALK)
    contest.move(Move.NAME_FINALISTS)
    for who in (contest.anna, contest.boris):
        assert possible(contest.found, contest.row(vera), (), CLOSED) == ()
        marked(session, contest.found, contest.row(vera), who)
    assert set(possible(contest.found, contest.row(vera), (), CLOSED)) == {Outcome.OFFER, Outcome.DECLINE}


def test_what_is_missing_for_an_announcement_is_named_and_what_was_announced_stays(
    session: Session, found: OpenVacancy, anna: Account
):
    late = replace(DAYS, first_stage=TERMS.deadline)
    with pytest.raises(DayError) as early:
        prepare(session, SEALED_BY, found, anna.id, late, anna, NOW)
    assert early.value.args == (DayProblem.FIRST_STAGE,)
    prepare(session, SEALED_BY, found, anna.id, DAYS, anna, NOW)
    terms = replace(found.vacancy.terms, panel=frozenset(), reach=Reach.PUBLIC)
    set_terms(session, found.vacancy, terms)
    bare = own_vacancy(session, found.vacancy.id, found.vacancy.maker)
    assert set(obstacles_to(session, bare, Move.ANNOUNCE, (), CLOSED)) == {
        Obstacle.NOT_INTERNAL, Obstacle.NOT_OPEN, Obstacle.SMALL_PANEL, Obstacle.NO_CHAIR,
    }  # fmt: skip
    set_terms(session, bare.vacancy, found.vacancy.terms)
    running = Running(session, found.vacancy.id, found.vacancy.maker, anna, anna)
    running.move(Move.ANNOUNCE, today=NOW.date())

    with pytest.raises(AnnouncedBeforeError):
        prepare(session, SEALED_BY, running.found, anna.id, DAYS, anna, NOW)
    with pytest.raises(AnnouncedError):
        set_terms(session, running.found.vacancy, replace(found.vacancy.terms, reach=Reach.PUBLIC))
    announced, later = running.found.vacancy, replace(found.vacancy.terms, deadline=TERMS.deadline + DAY)
    with pytest.raises(AnnouncedError) as late:
        set_terms(session, announced, later, CLOSED)
    assert late.value.breaches == (Breach.DAY_PASSED,)
    with pytest.raises(AnnouncedError) as alone:
        set_terms(session, announced, replace(later, panel=frozenset({anna.id})))
    assert alone.value.breaches == (Breach.SMALL_PANEL,)
    set_terms(session, announced, later)


def test_a_plan_is_read_in_the_final_by_its_owners_wish_and_not_after_it_is_taken_back(
    session: Session, contest: Running, sent: Callable, plan_of_vera: tuple[Account, str]
):
    (vera, plan), id, foreign = plan_of_vera, sent("Вера Кац", 3), account(session, "oleg@example.ru")
    mine = own_application(session, contest.row(id).application.assessment_id)
    consent = agreed(Purpose.CONTEST)
    with pytest.raises(LookupError):
        show_plan(session, mine, foreign.id, plan, consent, NOW)
    with pytest.raises(NoBasisError):
        show_plan(session, mine, vera.id, plan, agreed(Purpose.STORAGE), NOW)
    before = contest.row(id).screening
    show_plan(session, mine, vera.id, plan, consent, NOW)

    def read():
        return progress_for(session, contest.found, [mine.application], LATER)

    assert read() == {}  # a plan says who somebody is
    contest.decide(id, Outcome.TALK)
    contest.move(Move.NAME_FINALISTS)
    (shown,) = read().values()
    assert [activity for activity, _ in shown.done] == ["open_new_territory"]
    assert [one.competency for one in shown.confirmed] == ["negotiation"]
    assert shown == own_progress(session, vera.id, LATER)[plan]
    assert contest.row(id).screening == before
    stop_showing(session, shown_plan_of(session, mine.application), LATER)
    assert read() == {}
    show_plan(session, own_application(session, mine.application.assessment_id), vera.id, plan, consent, LATER)
    assert read()
    withdraw(session, Holder(account_id=vera.id), Purpose.DEVELOPMENT, LATER)

    assert read() == {}
    for who in (contest.anna, contest.boris):
        marked(session, contest.found, contest.row(id), who)
    contest.decide(id, Outcome.DECLINE)
    contest.move(Move.TELL_RESULT, WORDS)
    with pytest.raises(ResultToldError):
        show_plan(session, own_application(session, mine.application.assessment_id), vera.id, plan, consent, LATER)


@pytest.mark.parametrize(
    "changed",
    [
        "decided_at = announced_at",
        "revealed_at = announced_at, decided_at = announced_at, words = '   '",
        "finished_at = announced_at",
        "called_off_at = announced_at, words = 'нет'",
        "called_off_at = announced_at, announced_at = NULL, words = 'Должность не нужна'",
        "final_on = first_stage_on",
        "announced_at = NULL, revealed_at = announced_at",
    ],
)
def test_the_database_itself_refuses_a_contest_out_of_order(session: Session, contest: Running, changed: str):
    with pytest.raises(DBAPIError):
        session.execute(text(f"UPDATE contest SET {changed}"))


def test_readers_of_the_file_stand_in_it(session: Session, contest: Running, anna: Account):
    note_event(session, SEALED_BY, Event.CONTEST_READ, anna.id, contest.id, contest.tick())
    file = contest_file(session, SEALED_BY, contest.found, contest.tick(), NOW.date())

    assert [step.entry.event for step in file.steps][-1] is Event.CONTEST_READ
    assert [applicants(session, contest.found), file.maps, file.progress] == [(), {}, {}]


def test_a_finalist_stays_to_be_marked_whatever_was_decided_since(session: Session, contest: Running, sent: Callable):
    vera, ira = sent("Вера Кац", 3), sent("Ирина Ли", 1)
    contest.decide(vera, Outcome.TALK)
    contest.decide(ira, Outcome.DECLINE)
    contest.move(Move.NAME_FINALISTS)
    row, at = contest.row(vera), contest.tick()
    decider, anna = name_of(SEALED_BY, contest.anna.id), contest.anna.id
    add_decision(session, Decision(str(uuid4()), vera, Outcome.DECLINE, WHY, "До оценок комиссии", decider, anna, at))
    assert somebody_to_talk_with(session, contest.found, vera)
    assert somebody_to_talk_with(session, contest.found, ira) is None
    assert [len(one.people) for one in own_talks(session, SEALED_BY, contest.boris)] == [1]
    for who in (contest.anna, contest.boris):
        marked(session, contest.found, row, who)
    assert contest.row(vera).application.interviewed


def test_of_each_stage_the_person_is_told_only_the_decision_that_held(
    session: Session, contest: Running, sent: Callable
):
    vera = sent("Вера Кац", 3)
    for outcome in (Outcome.DECLINE, Outcome.TALK):
        contest.decide(vera, outcome)
    contest.move(Move.NAME_FINALISTS)
    assert contest.told(vera) == [Outcome.TALK]
    for who in (contest.anna, contest.boris):
        marked(session, contest.found, contest.row(vera), who)
    for outcome in (Outcome.DECLINE, Outcome.OFFER):
        contest.decide(vera, outcome)
    contest.move(Move.TELL_RESULT, WORDS)
    assert contest.told(vera) == [Outcome.OFFER, Outcome.TALK]
    (told,) = contest.file().told
    assert [one.outcome for one in told.superseded] == [Outcome.DECLINE, Outcome.DECLINE]


def test_an_upheld_objection_makes_somebody_a_finalist_and_no_result_is_told_before_its_answer(
    session: Session, contest: Running, sent: Callable
):
    vera, oleg = sent("Вера Кац", 3), sent("Олег Ом", 2)
    for id in (vera, oleg):
        contest.decide(id, Outcome.DECLINE)
    contest.move(Move.NAME_FINALISTS)
    assert possible(contest.found, contest.row(vera), (), CLOSED) == ()
    (declined,) = contest.row(vera).decisions
    words = "Пример про вторую полку не прочитан"
    asked = ask(session, SEALED_BY, declined, Kind.OBJECTION, words, contest.tick(), ZoneInfo("UTC"))
    with pytest.raises(MoveError) as waits:
        contest.move(Move.TELL_RESULT, WORDS)
    assert waits.value.obstacles == (Obstacle.OBJECTION_OPEN,)
    contest.decide(vera, Outcome.TALK)
    assert contest.told(vera) == [Outcome.TALK, Outcome.DECLINE]
    assert [len(one.people) for one in own_talks(session, SEALED_BY, contest.boris)] == [1]
    row, at = contest.row(vera), contest.tick()
    answer(session, SEALED_BY, contest.found, row, asked, "Вы правы, ждём вас в финале", "Анна", contest.anna, at)
    for who in (contest.anna, contest.boris):
        marked(session, contest.found, contest.row(vera), who)
    contest.decide(vera, Outcome.OFFER)
    contest.move(Move.TELL_RESULT, WORDS)
    assert contest.told(vera) == [Outcome.OFFER, Outcome.TALK, Outcome.DECLINE]
    assert possible(contest.found, contest.row(oleg), (), CLOSED) == ()
    told = {one.applicant.row.application.id: one for one in contest.file().told}
    assert [one.outcome for one in told[vera].before] == [Outcome.DECLINE]
    assert [one.answer for one in told[vera].inquiries] == ["Вы правы, ждём вас в финале"]
    assert (told[oleg].before, told[oleg].inquiries, told[oleg].letters) == ((), (), ())
