"""What may be told of people, plans and vacancies that another version of a framework would move."""

from collections import Counter
from dataclasses import replace
from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from kamcareer.config import PROJECT_ROOT
from kamcareer.core.answers import Answer, Answers
from kamcareer.core.framework_effect import framework_effects
from kamcareer.core.settings_effect import Sample, sample_people
from kamcareer.core.small_cells import LEAST, STEP
from kamcareer.core.stored_effect import (
    Fate,
    Move,
    Standing,
    StoredEffect,
    count_moves,
    fates,
    plan_fate,
    plan_groups,
    role_moves,
    standings,
    vacancy_move,
)
from kamcareer.core.vacancies import Cell, Reach, Terms, Vacancy, cells_of
from kamcareer.services.framework_files import load_framework
from tests.conftest import NOW
from tests.core.people import TARGET

FRAMEWORK = load_framework(PROJECT_ROOT / "competencies" / "key_account")
TODAY = NOW.date()
ROLE = FRAMEWORK.roles[TARGET]
TERMS = Terms("КАМ", Reach.PUBLIC, date(2027, 1, 31))
FIRST, *OTHERS = ROLE.requirements

moves = st.builds(Move, st.sampled_from(list(Standing)[:4]), st.sampled_from(Standing))
profiles = st.dictionaries(
    st.sampled_from(list(FRAMEWORK.competencies)), st.builds(Cell, st.integers(0, 4), st.integers(1, 2)), min_size=1
)


@given(st.dictionaries(moves, st.integers(1, 40)))
def test_no_group_is_smaller_than_ten_and_everybody_is_in_one_of_them(counts: dict[Move, int]):
    found, people = role_moves(TARGET, counts), sum(counts.values())

    assert (found is None) == (people < LEAST)
    for group in found.groups if found else ():
        behind = sum(counts[move] for move in group.moves)
        assert behind >= LEAST
        assert abs(group.people - behind) <= STEP // 2
        assert group.people % STEP == 0
    if found:
        assert Counter(counts.keys()) == Counter(move for group in found.groups for move in group.moves)
    assert role_moves(TARGET, dict(reversed(counts.items()))) == found


@given(st.dictionaries(moves, st.integers(1, 40)))
def test_at_least_so_many_move_as_surely_do_and_at_most_as_perhaps_do(counts: dict[Move, int]):
    found = role_moves(TARGET, counts)
    told = StoredEffect(TODAY, (found,) if found else (), 0, (), ())
    least, most = told.moved

    assert 0 <= least <= most <= told.people
    if found:
        truly = sum(count for move, count in counts.items() if move.differs)
        slack = STEP // 2 * len(found.groups)
        assert least - slack <= truly <= most + slack


def test_standings_are_the_verdicts_of_the_reports():
    samples = [sample for sample in sample_people(FRAMEWORK) if sample.target == TARGET]
    samples += [
        Sample("nobody", Answers(None, {}), TARGET),
        Sample("low", Answers(None, {FIRST: Answer(level=0)}), TARGET),
    ]
    people = [sample.answers for sample in samples]
    found = standings(FRAMEWORK, people, TARGET, TODAY)
    said = framework_effects(FRAMEWORK, FRAMEWORK, TODAY, samples)

    assert [one.value for one in found if one is not Standing.UNKNOWN] == [
        one.before.verdict.value for one in said if one.before.verdict
    ]
    assert found[-2:] == [Standing.UNKNOWN, standings(FRAMEWORK, people[-1:], TARGET, TODAY)[0]]
    without = FRAMEWORK.model_copy(update={"roles": {id: r for id, r in FRAMEWORK.roles.items() if id != TARGET}})
    gone = count_moves(FRAMEWORK, without, TARGET, people, TODAY)
    assert {move.after for move in gone} == {Standing.GONE}
    assert sum(gone.values()) == len(people)


def vacancy(cells: dict[str, Cell]) -> Vacancy:
    return Vacancy("1", "", TARGET, TERMS, cells, None, NOW)


@given(profiles)
@settings(max_examples=25)
def test_a_vacancy_that_moves_to_the_same_version_asks_the_same(cells: dict[str, Cell]):
    assert vacancy_move(FRAMEWORK, FRAMEWORK, vacancy(cells)).changes == ()


@given(profiles, st.integers(0, 4))
@settings(max_examples=25)
def test_what_was_changed_by_hand_stays_and_all_else_follows_the_role(cells: dict[str, Cell], level: int):
    there = cells_of(ROLE)
    needs = {id: need.model_copy(update={"level": level}) for id, need in ROLE.requirements.items()}
    other = FRAMEWORK.model_copy(
        update={"roles": {**FRAMEWORK.roles, TARGET: ROLE.model_copy(update={"requirements": needs})}}
    )
    found = vacancy_move(FRAMEWORK, other, vacancy({**there, **cells})).changes

    assert found is not None
    for change in found:
        assert there[change.competency] == cells.get(change.competency, there[change.competency])
        assert change.after == replace(there[change.competency], level=level)
    assert vacancy_move(FRAMEWORK, other.model_copy(update={"roles": {}}), vacancy(there)).changes is None


def test_a_topic_that_is_gone_leaves_a_vacancy_also_where_it_was_changed_by_hand():
    topics = {id: one for id, one in FRAMEWORK.competencies.items() if id != FIRST}
    needs = {id: need for id, need in ROLE.requirements.items() if id != FIRST}
    roles = {**FRAMEWORK.roles, TARGET: ROLE.model_copy(update={"requirements": needs})}
    other = FRAMEWORK.model_copy(update={"competencies": topics, "roles": roles})
    [change] = vacancy_move(FRAMEWORK, other, vacancy({**cells_of(ROLE), FIRST: Cell(1, 1)})).changes or ()

    assert (change.competency, change.before, change.after) == (FIRST, Cell(1, 1), None)


def test_a_plan_is_touched_by_its_activities_and_by_what_they_work_on():
    id, activity = next(iter(FRAMEWORK.activities.items()))
    topic = next(iter(activity.gains))
    renamed = FRAMEWORK.competencies[topic].model_copy(update={"question": FRAMEWORK.competencies[topic].definition})
    reworded = FRAMEWORK.model_copy(update={"competencies": {**FRAMEWORK.competencies, topic: renamed}})
    tried = activity.model_copy(update={"status": "reviewed"})
    same = FRAMEWORK.model_copy(update={"activities": {**FRAMEWORK.activities, id: tried}})
    less = FRAMEWORK.model_copy(update={"activities": {k: v for k, v in FRAMEWORK.activities.items() if k != id}})

    assert set(fates(FRAMEWORK, same).values()) == {Fate.SAME}
    assert fates(FRAMEWORK, reworded)[id] is Fate.CHANGED
    assert fates(FRAMEWORK, less)[id] is Fate.GONE
    assert plan_fate([id, "long_gone"], fates(FRAMEWORK, less)) is Fate.GONE
    assert plan_fate(["long_gone"], fates(FRAMEWORK, less)) is Fate.SAME
    assert plan_groups({Fate.GONE: 9}) == ()
    [group] = plan_groups({Fate.GONE: 4, Fate.SAME: 20})
    assert (group.fates, group.plans) == ((Fate.GONE, Fate.SAME), 25)
