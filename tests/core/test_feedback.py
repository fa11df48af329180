"""What a letter about a decision may say: drawn from one person alone, two steps that help, and nobody else named."""

from hypothesis import given, settings
from hypothesis import strategies as st

from kamcareer.config import PROJECT_ROOT
from kamcareer.core.answers import Answer, Answers
from kamcareer.core.decisions import Because, Ground
from kamcareer.core.feedback import (
    LEAST_PART,
    Facts,
    FeedbackProblem,
    Part,
    Wrote,
    facts_of,
    problem_of,
)
from kamcareer.core.selection.screening import screening_of
from kamcareer.core.somebody_else import Other
from kamcareer.services.framework_files import load_framework
from tests.core.people import TARGET

FRAMEWORK = load_framework(PROJECT_ROOT / "competencies" / "key_account")
ROLE = FRAMEWORK.roles[TARGET]
TOPICS = sorted(ROLE.requirements)
LEVELS = st.dictionaries(st.sampled_from(TOPICS), st.integers(0, 4), min_size=1)
GROUNDS = st.lists(
    st.builds(Because, st.sampled_from([Ground.HELD, Ground.NOT_SHOWN, Ground.TO_CHECK]), st.sampled_from(TOPICS)),
    max_size=4,
    unique_by=lambda one: one.about,
)
GOOD = {part: f"{part}: достаточно слов для письма" for part in Part}


def screened(levels: dict[str, int]):
    answers = Answers(None, {id: Answer(level=level) for id, level in levels.items()}, {}, {})
    return screening_of(FRAMEWORK, answers, TARGET)


@given(LEVELS, GROUNDS)
@settings(max_examples=60, deadline=None)
def test_both_steps_lift_their_topic_from_where_the_person_stands(levels: dict[str, int], because: list[Because]):
    facts = facts_of(FRAMEWORK, TARGET, screened(levels), because, {})

    assert len(facts.steps) == len({step.activity for step in facts.steps}) == 2
    for step in facts.steps:
        gain = FRAMEWORK.activities[step.activity].gains[step.competency]
        assert step.said == levels.get(step.competency)
        assert gain.cap > min(step.said if step.said is not None else 0, step.required - 1)


@given(LEVELS, GROUNDS)
@settings(max_examples=60, deadline=None)
def test_done_well_is_something_the_person_answered_and_nothing_the_decision_missed(
    levels: dict[str, int], because: list[Because]
):
    well = facts_of(FRAMEWORK, TARGET, screened(levels), because, {}).done_well
    missed = {one.about for one in because if one.ground is Ground.NOT_SHOWN}
    held = {one.about for one in because if one.ground is Ground.HELD} & set(levels)

    assert well is None if set(levels) <= missed else well.competency in set(levels) - missed
    assert not held or well.competency in held


def test_what_the_decision_missed_comes_first_among_the_steps():
    because = [Because(Ground.TO_CHECK, "resilience"), Because(Ground.NOT_SHOWN, "product")]
    facts = facts_of(FRAMEWORK, TARGET, screened(dict.fromkeys(TOPICS, 2)), because, {})

    assert [step.competency for step in facts.steps] == ["product", "resilience"]


def test_nothing_is_praised_where_nothing_is_known():
    assert facts_of(FRAMEWORK, TARGET, screened({}), (), {}).done_well is None


def quoted(facts: Facts) -> list[Wrote]:
    parts = [facts.wrote, facts.done_well.wrote if facts.done_well else None, *(step.wrote for step in facts.steps)]
    return [one for one in parts if one]


@given(LEVELS, GROUNDS, st.dictionaries(st.sampled_from(TOPICS), st.just("Пример"), max_size=4))
@settings(max_examples=60, deadline=None)
def test_an_example_is_quoted_at_most_once_and_at_its_own_topic_before_the_opening(
    levels: dict[str, int], because: list[Because], examples: dict[str, str]
):
    facts = facts_of(FRAMEWORK, TARGET, screened(levels), because, examples)
    own = ([facts.done_well] if facts.done_well else []) + [*facts.steps]

    assert len(quoted(facts)) == len(set(quoted(facts)))
    assert all(part.wrote is None or part.wrote.competency == part.competency for part in own)
    assert {part.competency for part in own} & set(examples) == {part.competency for part in own if part.wrote}
    assert (facts.wrote is None) == (set(examples) <= {part.competency for part in own})


@given(LEVELS, GROUNDS, st.sets(st.sampled_from(TOPICS)))
@settings(max_examples=60, deadline=None)
def test_somebody_is_told_what_they_are_sure_of_only_where_it_is_likely_held_and_not_said_elsewhere(
    levels: dict[str, int], because: list[Because], sure: set[str]
):
    screening = screened(levels)
    facts = facts_of(FRAMEWORK, TARGET, screening, because, {}, sure)
    elsewhere = {step.competency for step in facts.steps}
    if facts.done_well:
        elsewhere |= {facts.done_well.competency, *facts.done_well.besides}
    likely = {topic.competency for topic in screening.topics if topic.likely}
    missed = {one.about for one in because if one.ground is Ground.NOT_SHOWN}

    assert set(facts.sure) <= (sure & likely) - elsewhere - missed


def test_a_letter_needs_something_done_well_two_different_steps_and_a_name():
    other = [Other("Олег Ким", None, "K7F3")]
    short = GOOD | {Part.DONE_WELL: "x" * (LEAST_PART - 1)}
    same = GOOD | {Part.SECOND_STEP: GOOD[Part.FIRST_STEP].upper() + "  "}
    named = GOOD | {Part.ENDING: "В отличие от вас Олег  Ким справился"}

    assert problem_of(GOOD, "Рита", other) is None
    assert problem_of(GOOD | {Part.OPENING: "", Part.ENDING: ""}, "Рита", other) is None
    assert problem_of(short, "Рита", other) == (FeedbackProblem.TOO_SHORT, Part.DONE_WELL)
    assert problem_of(same, "Рита", other) == (FeedbackProblem.SAME_STEP, Part.SECOND_STEP)
    assert problem_of(named, "Рита", other) == (FeedbackProblem.SOMEBODY_ELSE, Part.ENDING)
    assert problem_of(GOOD, " Р ", other) == (FeedbackProblem.NO_NAME, Part.ENDING)
