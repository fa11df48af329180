"""Must-haves of the bench first: what somebody one or two steps away lacks weighs more than any other gain.

A weight and no order of two searches: the bound and the gap then speak of one value, and a course that serves both the
bench and others is not bought twice.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from kamcareer.core.answers import Answers
from kamcareer.core.bench import Band, benches, essentials, staff_of
from kamcareer.core.framework.model import Framework
from kamcareer.core.framework.role import Role
from kamcareer.core.planning.problem import Problem

FIRST = 10  # times what the same gain is worth to anybody else
STEPS_AWAY = (Band.ONE_STEP, Band.TWO_STEPS)


def steps_away(framework: Framework, role: str, people: Sequence[Answers], today: date) -> frozenset[int]:
    """Return the places of those who are on the bench of a role, one or two steps away; who is ready lacks nothing."""
    if not people:
        return frozenset()
    bench = benches(framework, staff_of(framework, people, today), (role,))[role]
    found: list[int] = bench.candidates[bench.people_in(*STEPS_AWAY)].tolist()
    return frozenset(found)


def must_haves_first(problem: Problem, role: Role) -> Problem:
    """Return somebody's problem in which what the role cannot do without is worth FIRST times as much."""
    first = frozenset(essentials(role))
    targets = {
        id: replace(target, worth=target.worth.times(FIRST)) if id in first else target
        for id, target in problem.targets.items()
    }
    return replace(problem, targets=targets)
