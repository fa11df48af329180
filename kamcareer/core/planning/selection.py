"""Which activities, leaving aside when: the planning problem without its calendar, for OR-Tools' CP-SAT.

Every plan keeps these rules, so the best selection bounds the best plan. Where a selection cannot be put on the
calendar it is cut off, and the next best is asked for. Loading OR-Tools takes longer than most commands; import this
module only where a plan is made.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from math import inf

from ortools.sat.python import cp_model

from kamcareer.core.planning.problem import MINUTE_PRICE, Aim, Candidate, Problem
from kamcareer.core.planning.worth import KNOT

SHARE = 1000  # parts of the practice share
SEED = 20261123
FOUND = (cp_model.OPTIMAL, cp_model.FEASIBLE)


@dataclass(frozen=True)
class Selected:
    """The activities chosen, None where none were found, and the bound that no selection passes."""

    ids: frozenset[str] | None
    bound: float


class Selection:
    """The activities and rules of one problem, as far as they do not depend on weeks."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        self.model = cp_model.CpModel()
        self.chosen = {one.id: self.model.new_bool_var(one.id) for one in problem.candidates}
        for one in problem.candidates:
            if one.pinned:
                self.model.add(self.chosen[one.id] == 1)
        self._time()
        self._money_and_practice()
        for one in problem.candidates:
            self._before(one)
            self._closing(one)
        self._groups()
        self.lift = {id: self._lift(id) for id, those in problem.lifting.items() if those}
        if problem.hold_must_haves:
            self._must_haves()

    def aim(self, aim: Aim) -> None:
        """Ask for the most worth less the price of the time, or for the least minutes or money."""
        minutes = sum(one.minutes * self.chosen[one.id] for one in self.problem.candidates)
        if aim is Aim.WORTH:
            self.objective = sum(self._worth(id) for id in self.lift) - MINUTE_PRICE * minutes
        elif aim is Aim.TIME:
            self.objective = -minutes
        else:
            self.objective = -sum(one.cost * self.chosen[one.id] for one in self.problem.candidates)
        self.model.maximize(self.objective)

    def above(self, value: int) -> None:
        """Ask for more than a value."""
        self.model.add(self.objective > value)

    def cut(self, together: Iterable[str], unless: Iterable[str] = ()) -> None:
        """Rule out that all of these are chosen together, unless one of the others is chosen too."""
        self.model.add_bool_or([*(self.chosen[id].negated() for id in together), *(self.chosen[id] for id in unless)])

    def best(self, effort: float) -> Selected:
        """Return the best selection that is not cut off, found with an effort in the solver's deterministic seconds."""
        solver = solver_with(effort)
        status = solver.solve(self.model)
        if status == cp_model.INFEASIBLE:
            return Selected(None, -inf)
        bound = solver.best_objective_bound
        if status not in FOUND:
            return Selected(None, bound)
        return Selected(frozenset(id for id, here in self.chosen.items() if solver.boolean_value(here)), bound)

    def _time(self) -> None:
        """Keep what is chosen within the minutes and weeks there are, each at its leanest pace."""
        limits, candidates = self.problem.limits, self.problem.candidates
        leanest = {one.id: min(pace.weeks * pace.minutes for pace in one.paces) for one in candidates}
        fastest = {one.id: min(pace.weeks for pace in one.paces) for one in candidates}
        self.model.add(sum(leanest[id] * here for id, here in self.chosen.items()) <= limits.planned_minutes)
        self.model.add(sum(fastest[id] * here for id, here in self.chosen.items()) <= limits.planned_activity_weeks)

    def _money_and_practice(self) -> None:
        candidates, limits = self.problem.candidates, self.problem.limits
        if limits.budget is not None:
            self.model.add(sum(one.cost * self.chosen[one.id] for one in candidates) <= limits.budget)
        share = round(limits.practice_share * SHARE)
        if share:
            parts = [one.minutes * ((SHARE if one.practice else 0) - share) for one in candidates]
            self.model.add(sum(part * self.chosen[one.id] for part, one in zip(parts, candidates, strict=True)) >= 0)

    def _before(self, candidate: Candidate) -> None:
        here = self.chosen[candidate.id]
        for id in candidate.after:
            self.model.add_implication(here, self.chosen[id])
        for competency, least in candidate.entries.items():
            helpers = [one for one in self.problem.lifting[competency] if one.id != candidate.id]
            self._entry(candidate, competency, least, {one.id: self.chosen[one.id] for one in helpers})

    def _entry(self, candidate: Candidate, competency: str, least: int, helping: dict[str, cp_model.IntVar]) -> None:
        """Ask that what helps lifts the competency far enough."""
        level, here = self.problem.targets[competency].level, self.chosen[candidate.id]
        lifts = [(self.problem.by_id[id].lifts[competency], there) for id, there in helping.items()]
        for floor in sorted({level, *(lift.cap for lift, _ in lifts if lift.cap < least)}):
            gains = sum(lift.levels * there for lift, there in lifts if floor == level or lift.cap > floor)
            # A product instead of "only if": the same rule, and the bound can use it.
            self.model.add(gains >= (least - floor) * here)

    def _closing(self, candidate: Candidate) -> None:
        if candidate.closers:
            closers = [self.chosen[id] for id in candidate.closers if id in self.chosen]
            self.model.add_bool_or([*closers, self.chosen[candidate.id].negated()])

    def _groups(self) -> None:
        groups: dict[str, list[cp_model.IntVar]] = {}
        for one in self.problem.candidates:
            if one.group:
                groups.setdefault(one.group, []).append(self.chosen[one.id])
        for members in groups.values():
            self.model.add_at_most_one(members)

    def _lift(self, competency: str) -> cp_model.IntVar:
        """Return the lift of a competency, held below what gains and caps allow."""
        level = self.problem.targets[competency].level
        lifts = [(one.lifts[competency], self.chosen[one.id]) for one in self.problem.lifting[competency]]
        most = self.problem.level_with(competency, self.problem.lifting[competency]) - level
        lift = self.model.new_int_var(0, most, f"lift of {competency}")
        self.model.add(lift <= sum(gain.levels * here for gain, here in lifts))
        for cap in sorted({gain.cap for gain, _ in lifts}):
            self.model.add(lift <= cap - level + sum(gain.levels * here for gain, here in lifts if gain.cap > cap))
        return lift

    def _worth(self, competency: str) -> cp_model.IntVar:
        curve = self.problem.targets[competency].worth
        worth = self.model.new_int_var(0, sum(curve.slopes) * KNOT, f"worth of {competency}")
        for knot, slope in enumerate(curve.slopes):
            if knot and slope == curve.slopes[knot - 1]:
                continue
            at = curve.of(knot * KNOT)
            self.model.add(worth <= at + slope * (self.lift[competency] - knot * KNOT))
        return worth

    def _must_haves(self) -> None:
        for id, target in self.problem.targets.items():
            if target.least is None or target.level >= target.least:
                continue
            if id in self.lift:
                self.model.add(self.lift[id] >= target.least - target.level)
            else:
                self.model.add_bool_or([])


def solver_with(effort: float) -> cp_model.CpSolver:
    """Return a solver that gives the same answer every time."""
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    solver.parameters.random_seed = SEED
    solver.parameters.max_deterministic_time = effort
    return solver
