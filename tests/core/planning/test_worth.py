from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from kamcareer.core.framework.role import Requirement
from kamcareer.core.measurement import Estimate
from kamcareer.core.planning.worth import KNOT, worth

ESTIMATES = st.builds(Estimate, st.floats(-0.5, 4.5), st.floats(0.1, 0.9))
NEEDS = st.builds(Requirement, level=st.integers(0, 4), weight=st.integers(1, 3), must_have=st.booleans())


@given(estimate=ESTIMATES, need=NEEDS, most=st.integers(0, 400))
def test_more_is_worth_more_and_each_step_less_than_the_one_before(estimate, need, most):
    curve = worth(estimate, need, 50, 0.5, most)
    values = [curve.of(lift) for lift in range(0, 420, KNOT)]
    steps = [later - sooner for sooner, later in pairwise(values)]

    assert values[0] == 0
    assert min(steps) >= 0
    assert steps == sorted(steps, reverse=True)


@given(estimate=ESTIMATES, level=st.integers(1, 4), weight=st.integers(1, 3))
def test_a_must_have_is_worth_at_least_as_much_as_the_same_without(estimate, level, weight):
    must, other = (
        worth(estimate, Requirement(level=level, weight=weight, must_have=flag), 50, 0.5, 200) for flag in (True, False)
    )

    assert must.of(200) >= other.of(200) - KNOT
