"""OR-Tools' CP-SAT for linear rows. Loading it takes longer than most commands; import this only where it is needed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import floor, inf

from ortools.sat.python import cp_model

from kamcareer.core.programme.rows import Rows

SEED = 20261128
ROUNDING = 1e-3  # the bound is a floating number that stands for a whole one
FOUND = (cp_model.OPTIMAL, cp_model.FEASIBLE)


@dataclass(frozen=True)
class Answer:
    """The values of the variables, None where none were found in time, and the bound of what they can be worth."""

    values: Sequence[int] | None
    bound: int


class Solver:
    """Rows that are solved once or more, each time for what the variables are worth then.

    Without `presolve` the few rows of one person are solved in three quarters of the time.
    """

    def __init__(self, rows: Rows, *, presolve: bool = True) -> None:
        self.rows, self.presolve = rows, presolve
        self.model = cp_model.CpModel()
        self.variables = [self.model.new_int_var(0, upper, "") for upper in rows.upper]
        for row in rows.rows:
            terms = [self.variables[variable] for variable, _ in row.terms]
            total = cp_model.LinearExpr.weighted_sum(terms, [coefficient for _, coefficient in row.terms])
            self.model.add(total <= row.most)

    def best(self, seconds: float, worth: Sequence[int] | None = None, hint: Mapping[int, int] | None = None) -> Answer:
        """Return the best values found in so many seconds; `hint` are values to begin with."""
        counted = self.rows.worth if worth is None else worth
        self.model.maximize(cp_model.LinearExpr.weighted_sum(self.variables, counted))
        self.model.clear_hints()  # type: ignore[no-untyped-call]
        for variable, value in (hint or {}).items():
            self.model.add_hint(self.variables[variable], value)
        solver = cp_model.CpSolver()
        solver.parameters.num_workers = 1
        solver.parameters.random_seed = SEED
        solver.parameters.linearization_level = 2  # without it a person takes twice as long
        solver.parameters.cp_model_presolve = self.presolve
        solver.parameters.max_time_in_seconds = max(0.01, seconds)
        status = solver.solve(self.model)
        values = [solver.value(one) for one in self.variables] if status in FOUND else None
        bound = solver.best_objective_bound if status in (*FOUND, cp_model.UNKNOWN) else inf
        most = sum(upper * max(0, one) for upper, one in zip(self.rows.upper, counted, strict=True))
        return Answer(values, floor(min(bound + ROUNDING, most)))
