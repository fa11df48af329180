"""HiGHS, as SciPy brings it, for linear rows: the relaxation with its prices, and all at once for middling questions.

SciPy takes longer to load than most commands take to run; it is imported where it is needed.
"""

from math import floor
from typing import Any

import numpy as np
from numpy.typing import NDArray

from kamcareer.core.programme.rows import Rows
from kamcareer.core.programme.solver import Answer

TOLERANCE = 1e-5  # relative; what HiGHS proves, it proves within its tolerances of 1e-6


def duals_of(rows: Rows, seconds: float) -> NDArray[np.float64]:
    """Return what one more of each row would add, activities done in part; all 0 where that was not found in time."""
    from scipy.optimize import linprog  # noqa: PLC0415

    scale, upper = _scale(rows), np.array(rows.upper, float)
    bounds = np.column_stack([np.zeros_like(upper), upper])
    options = {"time_limit": max(0.1, seconds)}
    most = [row.most for row in rows.rows]
    # The type stubs know no sparse matrices.
    solved = linprog(-np.array(rows.worth) / scale, matrix_of(rows), most, bounds=bounds, options=options)  # type: ignore[call-overload]
    if solved.status != 0:
        return np.zeros(len(most))
    return np.maximum(0.0, -np.asarray(solved.ineqlin.marginals, float) * scale)


def whole(rows: Rows, seconds: float) -> Answer:
    """Return the best values found in so many seconds."""
    from scipy.optimize import Bounds, LinearConstraint, milp  # noqa: PLC0415

    scale = _scale(rows)
    integral = np.zeros(len(rows.upper), int)
    integral[[*rows.given.values(), *rows.groups.values()]] = 1
    solved = milp(
        -np.array(rows.worth) / scale,
        integrality=integral,
        bounds=Bounds(0, np.array(rows.upper, float)),
        constraints=LinearConstraint(matrix_of(rows), -np.inf, np.array([row.most for row in rows.rows], float)),
        options={"time_limit": max(0.1, seconds), "mip_rel_gap": 0.0},
    )
    trivial = sum(upper * max(0, worth) for upper, worth in zip(rows.upper, rows.worth, strict=True))
    proved = solved.mip_dual_bound
    bound = trivial if proved is None or not np.isfinite(proved) else -proved * scale * (1 + TOLERANCE) + 1
    return Answer(None if solved.x is None else [round(value) for value in solved.x], floor(min(trivial, bound)))


def matrix_of(rows: Rows) -> Any:
    """Return the coefficients of the rows as a sparse matrix."""
    from scipy.sparse import csr_array  # noqa: PLC0415

    terms = np.array([term for row in rows.rows for term in row.terms], float).reshape(-1, 2)
    starts = np.cumsum([0, *(len(row.terms) for row in rows.rows)])
    shape = (len(rows.rows), len(rows.upper))
    return csr_array((terms[:, 1], terms[:, 0].astype(int), starts), shape=shape)


def _scale(rows: Rows) -> float:
    return float(max((abs(worth) for worth in rows.worth), default=1) or 1)
