"""The planning problem with its calendar, for OR-Tools' CP-SAT: optional intervals on weeks, besides what is chosen.

Loading OR-Tools takes longer than most commands; import this module only where a plan is made.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from ortools.sat.python import cp_model

from kamcareer.core.planning.calendar import Placement
from kamcareer.core.planning.limits import FIRST_MONTH
from kamcareer.core.planning.problem import Candidate, Problem
from kamcareer.core.planning.selection import FOUND, Selection, solver_with


@dataclass(frozen=True)
class Solution:
    """The plan that was found, and whether nothing better is possible; without a plan: whether there is none."""

    placements: tuple[Placement, ...] | None
    proved: bool


class PlanModel(Selection):
    """A selection with the weeks of everything in it. Weeks count from 0 here."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem)
        self._first_month()

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

    def soonest(self, ids: Iterable[str]) -> None:
        """Ask that these begin as soon as they can, and of equal beginnings end as soon."""
        those = list(ids)
        more = len(those) * self.problem.limits.weeks + 1  # than all their ends together
        self.model.minimize(sum(more * self.start[id] + self.end[id] for id in those))

    def solve(self, effort: float) -> Solution:
        """Return the best plan found with an effort in the solver's deterministic seconds."""
        solver = solver_with(effort)
        status = solver.solve(self.model)
        placements = self._placements(solver) if status in FOUND else None
        return Solution(placements, status in {cp_model.OPTIMAL, cp_model.INFEASIBLE})

    def conflict(self, effort: float) -> frozenset[str] | None:
        """Return activities of which not all can be done together; None where that was not shown of any."""
        solver = solver_with(effort)
        wanted = {here.index: id for id, here in self.chosen.items()}
        self.model.add_assumptions(self.chosen.values())
        if solver.solve(self.model) != cp_model.INFEASIBLE:
            return None
        return frozenset(wanted[index] for index in solver.sufficient_assumptions_for_infeasibility()) or frozenset(
            self.chosen
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

    def _time(self) -> None:
        """Put everything that is chosen on the calendar, at one of its paces."""
        problem, limits = self.problem, self.problem.limits
        self.paces = {one.id: self._pace_variables(one) for one in problem.candidates}
        self.start = {one.id: self._start_variable(one) for one in problem.candidates}
        spread = [
            (one.id, pace, here)
            for one in problem.candidates
            for pace, here in zip(one.paces, self.paces[one.id], strict=True)
        ]
        self.end = {
            one.id: self.start[one.id]
            + sum(pace.weeks * here for pace, here in zip(one.paces, self.paces[one.id], strict=True))
            for one in problem.candidates
        }
        intervals = []
        for id, pace, here in spread:
            name = f"{id} for {pace.weeks}"
            intervals.append(self.model.new_optional_fixed_size_interval_var(self.start[id], pace.weeks, here, name))
            self.model.add(self.start[id] + pace.weeks <= limits.weeks).only_enforce_if(here)
        self.model.add_cumulative(intervals, [pace.minutes for _, pace, _ in spread], limits.minutes_per_week)
        self.model.add_cumulative(intervals, [1] * len(intervals), limits.parallel)
        self.model.add(sum(pace.weeks * pace.minutes * here for _, pace, here in spread) <= limits.planned_minutes)
        self.model.add(sum(pace.weeks * here for _, pace, here in spread) <= limits.planned_activity_weeks)

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

    def _before(self, candidate: Candidate) -> None:
        super()._before(candidate)
        for id in candidate.after:
            self.model.add(self.end[id] <= self.start[candidate.id]).only_enforce_if(self.chosen[candidate.id])

    def _entry(self, candidate: Candidate, competency: str, least: int, helping: dict[str, cp_model.IntVar]) -> None:
        """Ask that what is finished before lifts the competency far enough."""
        finished = {id: self._finished(id, candidate.id) for id in helping}
        super()._entry(candidate, competency, least, finished)

    def _closing(self, candidate: Candidate) -> None:
        if candidate.closers:
            closed = [self._finished(candidate.id, id) for id in candidate.closers if id in self.chosen]
            self.model.add_bool_or([*closed, self.chosen[candidate.id].negated()])

    def _finished(self, id: str, later: str) -> cp_model.IntVar:
        """Return whether an activity ends before a later one begins; both are chosen then."""
        before = self.model.new_bool_var(f"{id} before {later}")
        self.model.add_implication(before, self.chosen[id])
        self.model.add_implication(before, self.chosen[later])
        self.model.add(self.end[id] <= self.start[later]).only_enforce_if(before)
        return before
