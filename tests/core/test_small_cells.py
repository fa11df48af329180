"""Counts that give nobody away, whatever is asked and how often."""

from itertools import product
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from kamcareer.core.small_cells import LEAST, STEP, Cell, release

SEXES, AGES = ("female", "male"), ("under_25", "25_34", "35_44", "45_54", "from_55")
CELLS: list[Cell] = list(product(SEXES, AGES))
counts = st.fixed_dictionaries({cell: st.integers(0, 40) for cell in CELLS})
QUERIES = 200


@given(counts)
def test_every_number_told_stands_for_ten_or_more_and_is_rounded_to_five(found: dict[Cell, int]):
    told = release(found).groups

    for group, number in told.items():
        true = sum(found[cell] for cell in group)
        assert true >= LEAST
        assert number % STEP == 0
        assert abs(number - true) <= STEP // 2
    assert len({cell for group in told for cell in group}) == sum(len(group) for group in told)


@given(counts)
def test_everybody_is_counted_once_there_are_enough_people(found: dict[Cell, int]):
    told = release(found).groups

    assert {cell for group in told for cell in group} == (set(CELLS) if sum(found.values()) >= LEAST else set())


@given(counts, st.integers(0, 2**32))
def test_two_hundred_overlapping_questions_never_reveal_a_cell_under_ten(found: dict[Cell, int], seed: int):
    """For every small cell there is another table with the same two hundred answers in which that cell is not small, and
    one in which it is empty: whoever has all the answers cannot tell which is true."""
    told, draw = release(found), Random(seed)
    questions = [draw.sample(CELLS, draw.randint(1, len(CELLS))) for _ in range(QUERIES)]
    questions += [[cell for cell in CELLS if value in cell] for value in (*SEXES, *AGES)]
    answers = [told.answer(question) for question in questions]

    for cell in (cell for cell in CELLS if found[cell] < LEAST):
        group = next((group for group in told.groups if cell in group), None)
        assert told.answer([cell]) is None
        if group is None:
            continue
        total = sum(found[one] for one in group)
        for inside in (total, 0):
            other = next(one for one in group if one != cell)
            changed = found | dict.fromkeys(group, 0) | {cell: inside, other: total - inside}
            assert changed[cell] in {0, total}
            assert answers_on(told.groups.keys(), changed, questions) == answers


def answers_on(groups, table: dict[Cell, int], questions: list[list[Cell]]) -> list[int | None]:
    """The answers that the same groups would give on another table."""
    from kamcareer.core.small_cells import Release, _rounded

    again = Release({group: _rounded(sum(table[cell] for cell in group)) for group in groups})
    return [again.answer(question) for question in questions]


def test_a_question_is_answered_by_whole_groups_or_not_at_all():
    told = release({("female", "25_34"): 30, ("male", "25_34"): 4, ("female", "35_44"): 21, ("male", "35_44"): 17})

    assert told.answer([("female", "25_34"), ("male", "25_34")]) is not None or told.answer(
        [("male", "25_34"), ("male", "35_44")]
    )
    assert told.answer([("male", "25_34")]) is None
    assert told.answer([("female", "35_44")]) == 20
    assert told.answer([]) is None
    assert release({("female",): 9}).groups == {}
