"""What a letter about a decision may say: drawn from one person alone, two steps that help, and nobody else named."""

from hypothesis import example, given, settings
from hypothesis import strategies as st

from kamcareer.config import PROJECT_ROOT
from kamcareer.core.answers import Answer, Answers
from kamcareer.core.decisions import Because, Ground
from kamcareer.core.feedback import (
    LEAST_PART,
    FeedbackProblem,
    Other,
    Part,
    facts_of,
    names_somebody,
    problem_of,
)
from kamcareer.core.selection.screening import screening_of
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
LETTERS = "абвгдеёжзиклмнопрстуфхцчшщыэюя"
NAMES = st.builds("{} {}".format, *(st.text(LETTERS, min_size=3, max_size=9).map(str.capitalize) for _ in range(2)))
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


@given(NAMES, st.sampled_from(["{}", "вместо {} мы", "«{}»", "({}),"]), st.booleans())
@example(name="Семён Орлов", around="как {} до вас", loud=True)
def test_the_whole_name_of_another_is_found_however_it_is_spaced_and_written(name: str, around: str, loud: bool):
    text = around.format(name.replace(" ", "\n ").replace("ё", "е"))

    assert names_somebody(text.upper() if loud else text, [Other(name, None, "K7F3")])


@given(st.text(max_size=60), NAMES)
def test_a_text_without_the_words_of_a_name_names_nobody(text: str, name: str):
    plain = " ".join(text.lower().replace("ё", "е").split())
    written = [" ".join(name.lower().replace("ё", "е").split()), "who@example.ru", "q9q9q9"]

    assert not names_somebody(text, [Other(name, "who@example.ru", "Q9Q9Q9")]) or any(one in plain for one in written)


def test_a_mailbox_a_code_and_a_single_name_give_somebody_away_and_a_word_does_not():
    others = [Other("Вера", "oleg@example.ru", "K7F3")]

    assert names_somebody("пишите OLEG@example.ru", others)
    assert names_somebody("лучше, чем k7f3", others)
    assert names_somebody("Вера ответила иначе", others)
    assert not names_somebody("ваша вера в команду; уверенность", others)


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
