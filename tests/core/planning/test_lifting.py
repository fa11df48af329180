from itertools import permutations

from hypothesis import given
from hypothesis import strategies as st

from kamcareer.core.planning.lifting import Lift, lifted

LIFTS = st.lists(st.builds(Lift, st.integers(1, 120), st.sampled_from([100, 200, 300, 400])), max_size=5)
LEVELS = st.integers(-50, 400)


@given(level=LEVELS, lifts=LIFTS)
def test_the_order_does_not_matter_and_the_formula_says_the_same(level, lifts):
    reached = {lifted(level, order) for order in permutations(lifts)}
    useful = [lift for lift in lifts if lift.cap > level]
    caps = [lift.cap for lift in useful]
    formula = min(
        [level + sum(lift.levels for lift in useful)]
        + [cap + sum(lift.levels for lift in useful if lift.cap > cap) for cap in caps]
    )

    assert reached == {formula}


@given(level=LEVELS, lifts=LIFTS, more=st.builds(Lift, st.integers(1, 120), st.sampled_from([100, 200, 300, 400])))
def test_one_more_never_lowers_and_adds_at_most_its_gain_up_to_its_cap(level, lifts, more):
    before, after = lifted(level, lifts), lifted(level, [*lifts, more])

    assert before <= after <= before + more.levels
    assert after <= max([level, more.cap, *(lift.cap for lift in lifts)])
