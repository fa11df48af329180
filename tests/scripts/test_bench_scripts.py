"""Measurements start by their path, from anywhere, as documents and issues name them."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from kamcareer.config import PROJECT_ROOT

# Spark takes 450 MB: `make spark` gives it an environment of its own, in which that script alone runs.
ELSEWHERE = {"spark"}
STARTED = sorted(
    file
    for file in (PROJECT_ROOT / "bench").glob("*.py")
    if "__main__" in file.read_text() and file.stem not in ELSEWHERE
)
# What Python does with a script, without what the script measures: that takes minutes.
AS_SCRIPT = "import runpy, sys; sys.path[0] = sys.argv[1]; runpy.run_path(sys.argv[2], run_name='a script')"


@pytest.mark.parametrize("script", STARTED, ids=lambda file: file.stem)
def test_a_measurement_finds_what_it_needs_wherever_it_is_started(script: Path, tmp_path: Path):
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    command = [sys.executable, "-c", AS_SCRIPT, str(script.parent), str(script)]
    done = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False)

    assert done.stderr == ""
    assert done.returncode == 0
