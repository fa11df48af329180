"""What holds of every contest: its order, who is named when, what each move waits for, and what of a plan is shown."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from kamcareer.config import PROJECT_ROOT
from kamcareer.core.contests import (
    FROM,
    Contest,
    ContestStage,
    Move,
    Obstacle,
    Ready,
    Standing,
    Timetable,
    announcing,
    called_off,
    calling_off,
    day_problem,
    moved,
    moving,
    outcomes,
)
from kamcareer.core.decisions import Because, Decision, Ground, Outcome
from kamcareer.core.evidence_log import EvidenceEntry
from kamcareer.core.inquiries import Kind
from kamcareer.core.planning.decisions import CheckIn, Decided, Said, Went
from kamcareer.core.planning.decisions import Decision as PlanDecision
from kamcareer.core.planning.follow_up import Course
from kamcareer.core.planning.limits import Limits
from kamcareer.core.shown_plans import plan_progress
from kamcareer.core.vacancies import Reach, Terms, Vacancy, breaches, shrinks_too_far
from kamcareer.services.framework_files import load_framework

FRAMEWORK = load_framework(PROJECT_ROOT / "competencies" / "key_account")
NOW = datetime(2026, 11, 1, 9, tzinfo=UTC)
DAY = timedelta(days=1)
DAYS = Timetable(NOW.date() + 20 * DAY, NOW.date() + 30 * DAY, NOW.date() + 31 * DAY)
WORDS = "Выбран один человек из трёх"
CONTEST = Contest("chair", DAYS)
DATES = st.dates(date(2026, 1, 1), date(2026, 1, 9))


def decided(days: int, outcome: Outcome) -> Decision:
    because = (Because(Ground.HELD, "negotiation"),)
    return Decision(f"{days}", "a", outcome, because, "Хотим поговорить", "p", None, NOW + days * DAY)


# Newest first, as they are read.
DECISIONS = st.lists(st.builds(decided, st.integers(0, 40), st.sampled_from(Outcome)), max_size=4).map(
    lambda several: tuple(sorted(several, key=lambda one: one.at, reverse=True))
)
ASKED = st.frozensets(st.sampled_from(Kind))
STANDINGS = st.builds(Standing, DECISIONS, st.booleans(), st.booleans(), ASKED)


def at(stage: ContestStage) -> Contest:
    contest = CONTEST
    for number, move in enumerate(Move):
        if list(ContestStage).index(stage) > list(ContestStage).index(FROM[move]):
            contest = moved(contest, move, NOW + 10 * number * DAY, WORDS)
    return contest


@given(st.booleans())
def test_a_contest_goes_through_its_stages_in_order_and_alone_closes_applications(takes_people: bool):
    contest, seen = CONTEST, [CONTEST.stage(takes_people=takes_people)]
    for number, move in enumerate(Move):
        contest = moved(contest, move, NOW + number * DAY, WORDS)
        seen.append(contest.stage(takes_people=takes_people))

    open_now = ContestStage.APPLICATIONS if takes_people else ContestStage.FIRST_STAGE
    assert seen == [ContestStage.PREPARED, open_now, ContestStage.FINAL, ContestStage.RESULT, ContestStage.FINISHED]
    assert ContestStage.APPLICATIONS not in FROM.values()


@given(DATES, st.builds(Timetable, DATES, DATES, DATES))
def test_days_that_pass_follow_one_another(deadline: date, days: Timetable):
    right = deadline < days.first_stage < days.final <= days.result

    assert (day_problem(deadline, days) is None) is right


@given(st.booleans(), st.booleans(), st.sets(st.sampled_from(["chair", "b", "c"])), st.booleans(), st.booleans())
def test_a_contest_is_announced_once_vacancy_panel_chair_and_kit_are_there(
    internal: bool, takes_people: bool, panel: set[str], kit: bool, before: bool
):
    waits = announcing(CONTEST, Ready(internal, takes_people, panel, kit, before))

    assert (not waits) is (internal and takes_people and len(panel) > 1 and "chair" in panel and kit and not before)


@given(st.lists(STANDINGS, max_size=4))
def test_nobody_is_left_without_a_decision_and_no_final_ends_before_all_marks_are_in(people: list[Standing]):
    first, final, result = (at(stage) for stage in (ContestStage.FIRST_STAGE, ContestStage.FINAL, ContestStage.RESULT))

    assert (not moving(first, Move.NAME_FINALISTS, people)) is all(one.decisions for one in people)
    finalists = [one for one in people if one.in_final(final)]
    waits = moving(final, Move.TELL_RESULT, people, WORDS)
    assert (Obstacle.MARKS_AWAITED in waits) is any(not one.marked for one in finalists)
    assert (Obstacle.FINALIST_UNDECIDED in waits) is any(one.last(final) is None for one in finalists)
    assert moving(final, Move.TELL_RESULT, people, "   ") != ()
    assert (not moving(result, Move.FINISH, people)) is all(one.letter and not one.asked for one in people)
    assert (Obstacle.OBJECTION_OPEN in waits) is any(one.objects for one in people)


@given(STANDINGS, st.sampled_from([stage for stage in ContestStage if stage is not ContestStage.CALLED_OFF]))
def test_a_contest_under_way_may_be_called_off_and_what_nobody_was_told_is_told_to_nobody(
    standing: Standing, stage: ContestStage
):
    contest = at(stage)
    under_way = stage in {ContestStage.APPLICATIONS, ContestStage.FIRST_STAGE, ContestStage.FINAL}
    assert (not calling_off(contest, WORDS)) is under_way is contest.under_way
    assert Obstacle.NO_WORDS in calling_off(contest, "   кратко   ")

    ended, told = called_off(contest, NOW + 40 * DAY, WORDS), standing.told(contest)
    if under_way:
        assert {ended.stage(takes_people=True), ended.stage(takes_people=False)} == {ContestStage.CALLED_OFF}
        assert standing.told(ended) == told
        assert outcomes(ended, ContestStage.CALLED_OFF, standing) == ()
        assert (ended.revealed, ended.over, ended.under_way) == (contest.revealed, True, False)


@given(STANDINGS, st.sampled_from(ContestStage))
def test_people_are_told_together_and_the_post_is_offered_to_finalists_alone(standing: Standing, stage: ContestStage):
    contest = at(stage)
    told = standing.told(contest)
    if contest.revealed:
        assert len([one for one in told if one.at <= contest.revealed]) == any(
            one.at <= contest.revealed for one in standing.decisions
        )
        assert standing.first(contest) in {*told, None}
        held = {*told, standing.last(contest)} - {None}
        assert {*standing.superseded(contest)} == {*standing.decisions} - held
        assert (standing.last(contest) in told) is (contest.decided is not None and standing.last(contest) is not None)
    else:
        assert told == standing.superseded(contest) == ()
    possible = outcomes(contest, stage, standing)
    assert (Outcome.OFFER in possible) is (
        stage is ContestStage.FINAL and standing.in_final(contest) and standing.marked
    )
    if contest.revealed:
        late = stage is ContestStage.FINAL and not standing.in_final(contest) and standing.objects
        assert (Outcome.TALK in possible) is late
    if stage in {ContestStage.APPLICATIONS, ContestStage.RESULT, ContestStage.FINISHED}:
        assert possible == ()


@given(STANDINGS)
def test_outside_a_contest_the_post_is_offered_to_whoever_was_ever_invited_to_a_talk(standing: Standing):
    possible = outcomes(None, None, standing)
    assert {Outcome.TALK, Outcome.DECLINE} <= set(possible)
    assert (Outcome.OFFER in possible) is (Outcome.TALK in {one.outcome for one in standing.decisions})


@given(st.sampled_from(ContestStage), st.booleans(), st.booleans())
def test_names_are_shown_from_the_naming_of_finalists_on_whatever_was_decided_or_set(
    stage: ContestStage, blind: bool, one_decided: bool
):
    terms = Terms("КАМ", Reach.INTERNAL, NOW.date() + DAY, blind=blind)
    vacancy = Vacancy("v", "f", "supervisor", terms, {}, "maker", NOW, contest=at(stage))
    shown = vacancy.shows_names(decided=one_decided)

    if stage is ContestStage.PREPARED:
        assert shown is (one_decided or not blind)
    else:
        assert shown is (stage not in {ContestStage.APPLICATIONS, ContestStage.FIRST_STAGE})


@given(st.sampled_from(ContestStage), st.integers(-5, 30), st.sampled_from(Reach), st.booleans(), st.booleans())
def test_what_was_announced_stays_but_applications_may_be_taken_a_little_longer_before_they_end(
    stage: ContestStage, longer: int, reach: Reach, chairs: bool, over: bool
):
    contest = at(stage)
    terms = Terms("КАМ", Reach.INTERNAL, NOW.date() + 10 * DAY, panel=frozenset({"chair", "b"}))
    vacancy = Vacancy("v", "f", "supervisor", terms, {}, "maker", NOW, contest=contest)
    panel = frozenset({"chair"} if chairs else {"b"})
    other = replace(terms, reach=reach, deadline=terms.deadline + longer * DAY, panel=panel)

    late = longer > 0 and contest.revealed is None and not over and other.deadline < DAYS.first_stage
    allowed = reach is Reach.INTERNAL and chairs and (longer == 0 or late)
    today = terms.deadline + DAY if over else terms.deadline
    assert bool(breaches(vacancy, other, today)) is (contest.announced is not None and not allowed)


@given(st.integers(0, 5), st.integers(0, 5))
def test_a_panel_shrinks_to_two_interviewers_and_one_that_is_smaller_loses_none(before: int, after: int):
    assert shrinks_too_far(before, after) is (after < before and after < 2)


ACTIVITIES = st.sampled_from(sorted(FRAMEWORK.activities)[:6])
TOLD = st.builds(
    lambda id, week, went: CheckIn(id, NOW.date() - NOW.weekday() * DAY + 7 * week * DAY, went, 120, NOW + week * DAY),
    ACTIVITIES,
    st.integers(0, 5),
    st.sampled_from(Went),
)
SAID = st.builds(
    lambda id, said, day: PlanDecision(id, said, NOW + day * DAY), ACTIVITIES, st.sampled_from(Said), st.integers(0, 40)
)
ENTRIES = st.builds(
    lambda id, hidden, confirmed: EvidenceEntry(
        f"{id}{hidden}{confirmed}", "a", id, "story", 3, NOW.date(), "секрет", NOW, hidden=hidden,
        confirmed=NOW if confirmed else None,
    ),
    st.sampled_from(sorted(FRAMEWORK.competencies)[:4]), st.booleans(), st.booleans(),
)  # fmt: skip


@given(
    st.lists(TOLD, max_size=5, unique_by=lambda one: (one.activity, one.monday)),
    st.lists(SAID, max_size=3, unique_by=lambda one: one.activity),
    st.lists(ENTRIES, max_size=4),
)
def test_of_a_plan_is_shown_what_was_done_and_confirmed_and_no_level_and_no_word(
    told: list[CheckIn], said: list[PlanDecision], log: list[EvidenceEntry]
):
    course = Course(FRAMEWORK, Limits(4, 26), NOW, Decided(tuple(said), tuple(told)), NOW)
    shown = plan_progress("supervisor", course, log)

    assert {id for id, _ in shown.done} == course.done
    assert not {id for id, _ in shown.done} & set(shown.under_way)
    assert set(shown.under_way) <= {one.activity for one in told if one.went is Went.DONE} | course.finished
    assert len(shown.confirmed) == sum(one.confirmed is not None and not one.hidden for one in log)
    assert all(shown.since <= on for _, on in shown.done)
    assert "секрет" not in repr(shown)
    assert not {"level", "minutes", "note"} & set(vars(shown))
