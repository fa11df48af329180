"""How good a programme for many people is, and how fast: `python bench/programme.py --people 200`.

Invented people on the way from real roles to the next one, with the real catalogue; hours and weeks as people have
them. Every training is bought in groups of ten at the price of five, mentors and projects have places for one person in
twenty or so, and there are 6,000 roubles a head. `--whole` gives the whole question to one solver instead, to compare.
"""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))  # Python looks for modules beside a script only

import argparse
import time

import numpy as np
from invented_people import World, invented

from kamcareer.config import PROJECT_ROOT
from kamcareer.core.careers import edges_from
from kamcareer.core.measurement import measure_all, prior_of_role
from kamcareer.core.planning.candidates import planning_problem
from kamcareer.core.planning.limits import Limits
from kamcareer.core.programme.greedy import greedy_programme
from kamcareer.core.programme.highs import whole
from kamcareer.core.programme.offer import Person
from kamcareer.core.programme.programme import Programme
from kamcareer.core.programme.question import Question
from kamcareer.core.programme.rows import Rows, rows_of
from kamcareer.core.programme.search import hint_of
from kamcareer.core.programme.solver import Answer, Solver
from kamcareer.core.programme.solving import SECONDS, best_programme
from kamcareer.core.programme.terms import Group, Terms
from kamcareer.core.programme.verifier import broken_rules
from kamcareer.services.framework_files import load_framework

SEED = 20261128
A_HEAD, SEATS, PRICE_OF = 6_000, 10, 5  # roubles; seats of a group, and for how many of them it is paid
PEOPLE_PER_PLACE = 40
FRAMEWORK = load_framework(PROJECT_ROOT / "competencies" / "key_account")
PARTS = 10_000_000


def question(count: int) -> Question:
    """Return the question of so many people."""
    activities, prices = FRAMEWORK.activities.values(), FRAMEWORK.prices
    if prices is None:
        raise SystemExit("the framework has no prices")
    groups = {one.id: Group(prices.of(one) * PRICE_OF, SEATS) for one in activities if one.kind == "training"}
    places = {one.id: one.capacity * max(1, count // PEOPLE_PER_PLACE) for one in activities if one.capacity}
    return Question(people(count), Terms(A_HEAD * count, groups, places))


def people(count: int) -> tuple[Person, ...]:
    """Return invented people with their problems."""
    draw, those = np.random.default_rng(SEED), invented(FRAMEWORK, World(), count, SEED)
    priors = np.array([prior_of_role(FRAMEWORK, role) for role in those.roles])
    found = []
    for number, profile in enumerate(measure_all(FRAMEWORK, those.ratings, priors)):
        ways = sorted({edge.to_role for edge in edges_from(FRAMEWORK, those.roles[number]) if edge.to_role})
        role = FRAMEWORK.roles[ways[draw.integers(len(ways))]]
        limits = Limits(float(draw.choice([2, 3, 4, 5, 6])), int(draw.choice([13, 26, 39])))
        problem = planning_problem(FRAMEWORK, role, profile, limits)
        found.append(Person(f"person {number:04}", problem, int(draw.integers(1, 4))))
    return tuple(found)


def told(name: str, programme: Programme, seconds: float, cpu: float) -> str:
    """Return one line about a programme; a value of 1 is one whole role for one person.

    Two threads that get much less than twice the seconds of the processor had to share it with something else.
    """
    value, bound = programme.value / PARTS, programme.bound / PARTS
    found = f"value {value:.2f}, bound {bound:.2f}, gap {programme.gap:.2%}"
    return f"{name}: {found}, {programme.cost} roubles, {seconds:.1f} s, CPU {cpu:.1f} s"


def whole_by_cp_sat(asked: Question, rows: Rows, seconds: float) -> str:
    """Return what CP-SAT finds for everything at once."""
    hint = hint_of(asked, rows, greedy_programme(asked).chosen)
    return _found("CP-SAT", asked, rows, Solver(rows).best(seconds, hint=hint))


def whole_by_highs(asked: Question, rows: Rows, seconds: float) -> str:
    """Return what HiGHS finds for everything at once."""
    return _found("HiGHS", asked, rows, whole(rows, seconds))


def _found(name: str, asked: Question, rows: Rows, answer: Answer) -> str:
    found = "nothing found" if answer.values is None else f"{asked.value(rows.chosen(answer.values)) / PARTS:.2f}"
    return f"{name}, whole: value {found}, bound {answer.bound / PARTS:.2f}"


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", type=int, default=200)
    parser.add_argument("--seconds", type=float, default=SECONDS)
    parser.add_argument("--whole", action="store_true")
    arguments = parser.parse_args()
    asked = question(arguments.people)
    candidates = sum(len(offer.candidates) for offer in asked.offers.values())
    print(f"{arguments.people} people, {candidates} candidates, {asked.terms.budget} roubles")
    best_programme(question(2), 1)  # loads the solvers
    for name, answer in (("greedy", greedy_programme), ("solved", lambda one: best_programme(one, arguments.seconds))):
        begin, busy = time.perf_counter(), time.process_time()
        programme = answer(asked)
        print(told(name, programme, time.perf_counter() - begin, time.process_time() - busy), flush=True)
        if broken := broken_rules(asked, programme):
            raise SystemExit(f"a programme breaks a rule: {broken[:5]}")
    if arguments.whole:
        for solver in (whole_by_highs, whole_by_cp_sat):
            print(solver(asked, rows_of(asked), arguments.seconds), flush=True)


if __name__ == "__main__":
    main()
