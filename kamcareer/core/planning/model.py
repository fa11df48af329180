"""The planning problem as OR-Tools' CP-SAT sees it: optional intervals on a calendar of weeks, and the worth of lifts.

Loading OR-Tools takes longer than most commands; import this module only where a plan is made.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from ortools.sat.python import cp_model

from kamcareer.core.planning.calendar import Placement
from kamcareer.core.planning.limits import FIRST_MONTH
from kamcareer.core.planning.problem import MINUTE_PRICE, Candidate, Problem
from kamcareer.core.planning.worth import KNOT

SHARE = 1000  # parts of the practice share
SEED = 20261123


@dataclass(frozen=True)
class Solution:
    """What the solver found: the plan, its objective, the proved bound of it, and the time it took."""

    placements: tuple[Placement, ...] | None
    value: int
    bound: int
    proved: bool
    seconds: float


class PlanModel:
    """Variables and rules of one problem. Weeks count from 0 here."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        self.model = cp_model.CpModel()
        self.chosen = {one.id: self.model.new_bool_var(one.id) for one in problem.candidates}
        self.paces = {one.id: self._pace_variables(one) for one in problem.candidates}
        self.start = {one.id: self._start_variable(one) for one in problem.candidates}
        self.end = {
            one.id: self.start[one.id]
            + sum(pace.weeks * here for pace, here in zip(one.paces, self.paces[one.id], strict=True))
            for one in problem.candidates
        }
        self._calendar()
        self._first_month()
        self._money_and_practice()
        for candidate in problem.candidates:
            self._before(candidate)
            self._closing(candidate)
        self._groups()
        self.lift = {id: lift for id in problem.targets if (lift := self._lift(id)) is not None}
        if problem.hold_must_haves:
            self._must_haves()

    def most_worth(self) -> None:
        """Ask for the most worth, less the price of the time."""
        worths = [self._worth(id) for id in self.lift]
        minutes = sum(one.minutes * self.chosen[one.id] for one in self.problem.candidates)
        self.model.maximize(sum(worths) - MINUTE_PRICE * minutes)

    def begin_with(self, placements: Iterable[Placement]) -> None:
        """Tell the solver a plan it may start from."""
        known = {placement.candidate.id: placement for placement in placements}
        for candidate in self.problem.candidates:
            placement = known.get(candidate.id)
            self.model.add_hint(self.chosen[candidate.id], placement is not None)
            if placement:
                self.model.add_hint(self.start[candidate.id], placement.start - 1)
            if len(candidate.paces) == 1:
                continue  # the variable of its only pace is the one hinted above
            for pace, variable in zip(candidate.paces, self.paces[candidate.id], strict=True):
                self.model.add_hint(variable, placement is not None and placement.pace == pace)

    def solve(self, effort: float) -> Solution:
        """Return the best plan found with an effort in the solver's deterministic seconds."""
        solver = cp_model.CpSolver()
        solver.parameters.num_workers = 1
        solver.parameters.random_seed = SEED
        solver.parameters.max_deterministic_time = effort
        status = solver.solve(self.model)
        found = status in {cp_model.OPTIMAL, cp_model.FEASIBLE}
        return Solution(
            self._placements(solver) if found else None,
            round(solver.objective_value) if found else 0,
            round(solver.best_objective_bound),
            status in {cp_model.OPTIMAL, cp_model.INFEASIBLE},
            solver.wall_time,
        )

    def _placements(self, solver: cp_model.CpSolver) -> tuple[Placement, ...]:
        return tuple(
            Placement(
                one,
                solver.value(self.start[one.id]) + 1,
                next(
                    pace for pace, here in zip(one.paces, self.paces[one.id], strict=True) if solver.boolean_value(here)
                ),
            )
            for one in self.problem.candidates
            if solver.boolean_value(self.chosen[one.id])
        )

    def _pace_variables(self, candidate: Candidate) -> list[cp_model.IntVar]:
        if len(candidate.paces) == 1:
            return [self.chosen[candidate.id]]
        variables = [self.model.new_bool_var(f"{candidate.id} in {pace.weeks}") for pace in candidate.paces]
        self.model.add(sum(variables) == self.chosen[candidate.id])
        return variables

    def _start_variable(self, candidate: Candidate) -> cp_model.IntVar:
        latest = self.problem.limits.weeks - min(pace.weeks for pace in candidate.paces)
        if candidate.start is not None:
            return self.model.new_int_var(candidate.start - 1, candidate.start - 1, f"start of {candidate.id}")
        return self.model.new_int_var(0, latest, f"start of {candidate.id}")

    def _calendar(self) -> None:
        limits = self.problem.limits
        intervals, minutes = [], []
        for one in self.problem.candidates:
            if one.pinned:
                self.model.add(self.chosen[one.id] == 1)
            for pace, here in zip(one.paces, self.paces[one.id], strict=True):
                name = f"{one.id} for {pace.weeks}"
                interval = self.model.new_optional_fixed_size_interval_var(self.start[one.id], pace.weeks, here, name)
                self.model.add(self.start[one.id] + pace.weeks <= limits.weeks).only_enforce_if(here)
                intervals.append(interval)
                minutes.append(pace.minutes)
        self.model.add_cumulative(intervals, minutes, limits.minutes_per_week)
        spent = [
            (pace, here)
            for one in self.problem.candidates
            for pace, here in zip(one.paces, self.paces[one.id], strict=True)
        ]
        self.model.add(sum(pace.weeks * pace.minutes * here for pace, here in spent) <= limits.planned_minutes)
        self.model.add(sum(pace.weeks * here for pace, here in spent) <= limits.planned_activity_weeks)
        self.model.add_cumulative(intervals, [1] * len(intervals), limits.parallel)

    def _first_month(self) -> None:
        early, own = [], []
        for one in self.problem.candidates:
            if one.begun:
                continue
            started = self.model.new_bool_var(f"{one.id} in the first month")
            late = [self.chosen[one.id], started.negated()]
            self.model.add(self.start[one.id] >= FIRST_MONTH).only_enforce_if(late)
            early.append(started)
            if one.own_time:
                own.append(started)
        self.model.add(sum(early) <= self.problem.limits.starts_in_first_month)
        self.model.add(sum(own) <= 1)

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
            self.model.add(self.end[id] <= self.start[candidate.id]).only_enforce_if(here)
        for competency, least in candidate.entries.items():
            self._entry(candidate, competency, least)

    def _entry(self, candidate: Candidate, competency: str, least: int) -> None:
        """Ask that what is finished before lifts the competency far enough."""
        level = self.problem.targets[competency].level
        finished = []
        for helper in self.problem.lifting[competency]:
            if helper.id == candidate.id:
                continue
            before = self.model.new_bool_var(f"{helper.id} before {candidate.id}")
            self.model.add_implication(before, self.chosen[helper.id])
            self.model.add(self.end[helper.id] <= self.start[candidate.id]).only_enforce_if(before)
            finished.append((helper.lifts[competency], before))
        here = self.chosen[candidate.id]
        for floor in sorted({level, *(lift.cap for lift, _ in finished if lift.cap < least)}):
            gains = sum(lift.levels * before for lift, before in finished if floor == level or lift.cap > floor)
            # A product instead of "only if": the same rule, and the bound can use it.
            self.model.add(gains >= (least - floor) * here)

    def _closing(self, candidate: Candidate) -> None:
        if not candidate.closers:
            return
        closed = []
        for id in candidate.closers:
            if id not in self.chosen:
                continue
            by = self.model.new_bool_var(f"{candidate.id} closed by {id}")
            self.model.add_implication(by, self.chosen[id])
            self.model.add(self.end[candidate.id] <= self.start[id]).only_enforce_if(by)
            closed.append(by)
        self.model.add_bool_or([*closed, self.chosen[candidate.id].negated()])

    def _groups(self) -> None:
        groups: dict[str, list[cp_model.IntVar]] = {}
        for one in self.problem.candidates:
            if one.group:
                groups.setdefault(one.group, []).append(self.chosen[one.id])
        for members in groups.values():
            self.model.add_at_most_one(members)

    def _lift(self, competency: str) -> cp_model.IntVar | None:
        """Return the lift of a competency, held below what gains and caps allow; None where nothing lifts it."""
        level = self.problem.targets[competency].level
        lifts = [(one.lifts[competency], self.chosen[one.id]) for one in self.problem.lifting[competency]]
        if not lifts:
            return None
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
