"""OR-Tools shares its process with SciPy; libraries that carry the same HiGHS as OR-Tools cannot."""

import subprocess
import sys
from importlib.util import find_spec

import pytest

from kamcareer.config import PROJECT_ROOT


def python(code: str) -> subprocess.CompletedProcess:
    return subprocess.run(
        [sys.executable, "-c", code], cwd=PROJECT_ROOT, capture_output=True, text=True, check=False, timeout=120
    )


@pytest.mark.parametrize(
    "imports", ["ortools.sat.python.cp_model, scipy.optimize", "scipy.optimize, ortools.sat.python.cp_model"]
)
def test_ortools_and_the_solvers_of_scipy_load_together_in_either_order(imports):
    solve = "scipy.optimize.milp([1.0]); ortools.sat.python.cp_model.CpSolver().solve(ortools.sat.python.cp_model.CpModel())"
    done = python(f"import {imports}\n{solve}")

    assert (done.returncode, done.stdout) == (0, ""), done.stderr


@pytest.mark.parametrize("library", ["highspy", "cvxpy"])
def test_what_clashes_with_ortools_is_not_installed(library):
    assert find_spec(library) is None


def test_nothing_but_planning_loads_the_solvers():
    done = python(
        "import sys; from kamcareer.config import Settings; from kamcareer.factory import create_app\n"
        "create_app(Settings.from_env({'KAMCAREER_DATA': '/nonexistent'}))\n"
        "print(sorted({'ortools', 'scipy'} & {name.partition('.')[0] for name in sys.modules}))"
    )

    assert done.stdout.strip() == "[]", done.stderr
