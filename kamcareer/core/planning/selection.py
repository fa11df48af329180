"""Which activities, leaving aside when: the planning problem without its calendar, for HiGHS by way of scipy.

Every plan keeps these rules, so the best selection bounds the best plan. Where a selection cannot be put on the
calendar it is cut off, and the next best is asked for.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import Bounds, LinearConstraint, milp

from kamcareer.core.planning.problem import MINUTE_PRICE, Aim, Problem
from kamcareer.core.planning.worth import KNOT

Matrix = NDArray[np.float64]

# In parts of worth HiGHS would reach its tolerances and says so on standard output.
PART = 1e-5
NODES = 2000
SECONDS = 10.0


@dataclass(frozen=True)
class Selected:
    """The activities chosen, what they reach, and the bound that no selection passes; None where there is none."""

    ids: frozenset[str] | None
    bound: float


class Selection:
    """The rows and columns of one problem."""

    def __init__(self, problem: Problem, aim: Aim = Aim.WORTH) -> None:
        self.problem = problem
        self.column = {one.id: number for number, one in enumerate(problem.candidates)}
        self.upper = [1.0] * len(self.column)
        self.lower = [float(one.pinned) for one in problem.candidates]
        self.rows: list[tuple[dict[int, float], float, float]] = []
        self.cost = self._costs(aim)
        self._totals()
        self._order()
        for id in problem.targets:
            self._lift(id, counted=aim is Aim.WORTH)

    def cut(self, together: Iterable[str], unless: Iterable[str] = ()) -> None:
        """Rule out that all of these are chosen together, unless one of the others is chosen too."""
        members = list(together)
        row = {self.column[id]: 1.0 for id in members} | {self.column[id]: -1.0 for id in unless}
        self._row(row, most=len(members) - 1)

    def best(self) -> Selected:
        """Return the best selection that is not cut off."""
        if not self.cost:
            return Selected(frozenset(), 0.0)
        matrix, least, most = self._matrix()
        integer = np.array([number < len(self.column) for number in range(len(self.cost))], dtype=int)
        found = milp(
            np.array(self.cost),
            integrality=integer,
            bounds=Bounds(np.array(self.lower), np.array(self.upper)),
            constraints=LinearConstraint(matrix, least, most),
            options={"mip_rel_gap": 0.0, "node_limit": NODES, "time_limit": SECONDS},
        )
        if found.x is None:
            return Selected(None, 0.0 if found.status == 2 else np.inf)  # noqa: PLR2004 - 2 is "infeasible"
        ids = frozenset(id for id, number in self.column.items() if found.x[number] > 0.5)  # noqa: PLR2004
        bound = found.mip_dual_bound if found.mip_dual_bound is not None else found.fun
        return Selected(ids, -float(bound) / PART)

    def _costs(self, aim: Aim) -> list[float]:
        if aim is Aim.MONEY:
            return [float(one.cost) for one in self.problem.candidates]
        price = MINUTE_PRICE * PART if aim is Aim.WORTH else 1.0
        return [one.minutes * price for one in self.problem.candidates]

    def _totals(self) -> None:
        candidates, limits = self.problem.candidates, self.problem.limits
        columns = [self.column[one.id] for one in candidates]
        fastest = [min(one.paces, key=lambda pace: pace.weeks) for one in candidates]
        leanest = [min(pace.weeks * pace.minutes for pace in one.paces) for one in candidates]
        self._row(dict(zip(columns, leanest, strict=True)), most=limits.planned_minutes)
        weeks = [pace.weeks for pace in fastest]
        self._row(dict(zip(columns, weeks, strict=True)), most=limits.planned_activity_weeks)
        if limits.budget is not None:
            self._row({self.column[one.id]: one.cost for one in candidates}, most=limits.budget)
        share = round(limits.practice_share * 1000)
        self._row({self.column[one.id]: one.minutes * (1000 * one.practice - share) for one in candidates}, least=0)
        groups: dict[str, list[int]] = {}
        for one in candidates:
            if one.group:
                groups.setdefault(one.group, []).append(self.column[one.id])
        for members in groups.values():
            self._row(dict.fromkeys(members, 1), most=1)

    def _order(self) -> None:
        for one in self.problem.candidates:
            here = self.column[one.id]
            for id in one.after:
                self._row({self.column[id]: 1, here: -1}, least=0)
            if one.closers:
                closers = {self.column[id]: 1.0 for id in one.closers if id in self.column}
                self._row({**closers, here: -1}, least=0)
            for competency, level in one.entries.items():
                self._entry(here, competency, level)

    def _entry(self, here: int, competency: str, least: int) -> None:
        level = self.problem.targets[competency].level
        lifts = {
            self.column[one.id]: one.lifts[competency]
            for one in self.problem.lifting[competency]
            if self.column[one.id] != here
        }
        for floor in sorted({level, *(lift.cap for lift in lifts.values() if lift.cap < least)}):
            gains = {column: lift.levels for column, lift in lifts.items() if floor == level or lift.cap > floor}
            self._row({**gains, here: -(least - floor)}, least=0)

    def _lift(self, competency: str, *, counted: bool) -> None:
        target = self.problem.targets[competency]
        lifts = {self.column[one.id]: one.lifts[competency] for one in self.problem.lifting[competency]}
        needed = target.least - target.level if self.problem.hold_must_haves and target.least is not None else 0
        if not lifts:
            if needed > 0:
                self._row({}, least=1)
            return
        most = self.problem.level_with(competency, self.problem.lifting[competency]) - target.level
        lift = self._variable(max(0, needed), max(most, needed))
        for cap in (None, *sorted({one.cap for one in lifts.values()})):
            gains = {column: one.levels for column, one in lifts.items() if cap is None or one.cap > cap}
            self._row({**gains, lift: -1}, least=0 if cap is None else target.level - cap)
        if counted and target.worth.slopes:
            self._worth(lift, target.worth.slopes)

    def _worth(self, lift: int, slopes: tuple[int, ...]) -> None:
        worth = self._variable(0, sum(slopes) * KNOT * PART, cost=-1)
        at = 0
        for knot, slope in enumerate(slopes):
            if not knot or slope != slopes[knot - 1]:
                self._row({worth: 1, lift: -slope * PART}, most=(at - slope * knot * KNOT) * PART)
            at += slope * KNOT

    def _variable(self, least: float, most: float, cost: float = 0) -> int:
        self.lower.append(least)
        self.upper.append(most)
        self.cost.append(cost)
        return len(self.cost) - 1

    def _row(self, row: Mapping[int, float], least: float = -np.inf, most: float = np.inf) -> None:
        self.rows.append((dict(row), least, most))

    def _matrix(self) -> tuple[Matrix, Matrix, Matrix]:
        matrix = np.zeros((len(self.rows), len(self.cost)))
        for number, (row, _, _) in enumerate(self.rows):
            for column, value in row.items():
                matrix[number, column] = value
        return matrix, np.array([row[1] for row in self.rows]), np.array([row[2] for row in self.rows])
