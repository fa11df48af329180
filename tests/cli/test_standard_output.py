import subprocess
import sys

from kamcareer.config import PROJECT_ROOT

PROGRAM = """
import ctypes, os, sys
from kamcareer.cli.standard_output import kept_for_the_document

print("before")
with kept_for_the_document():
    ctypes.CDLL(None).printf(b"buffered by a library\\n")
    os.write(1, b"written by a library\\n")
print("the document")
"""
USES = """
import os
from ortools.sat.python import cp_model
from kamcareer.factory import create_app

solve = cp_model.CpSolver.solve
def chatty(*args, **options):
    os.write(1, b"a line of the solver\\n")
    return solve(*args, **options)
cp_model.CpSolver.solve = chatty
create_app().cli.main()
"""
EXAMPLE = "examples/sales_representative.yaml"


def process(program: str, *args: str) -> subprocess.CompletedProcess:
    command = [sys.executable, "-c", program, *args]
    clean = {"PATH": "/usr/bin:/bin", "HOME": "/nonexistent", "LANG": "C.UTF-8"}
    return subprocess.run(command, cwd=PROJECT_ROOT, env=clean, capture_output=True, text=True, check=True, timeout=300)


def test_what_libraries_print_never_mixes_with_the_document():
    done = process(PROGRAM)

    assert done.stdout == "before\nthe document\n"
    assert sorted(done.stderr.splitlines()) == ["buffered by a library", "written by a library"]


def test_no_line_of_a_solver_stands_in_a_plan_or_in_routes():
    limits = ("--hours-per-week", "4", "--format")
    for args in (
        ("plan", EXAMPLE, "--to", "supervisor", "--weeks", "8", *limits, "ics"),
        ("paths", "merchandiser", "supervisor", *limits, "json"),
    ):
        done = process(USES, *args)

        assert done.stdout.startswith(("BEGIN:VCALENDAR", "{"))
        assert "a line of the solver" not in done.stdout
        assert "a line of the solver" in done.stderr
