"""What gets onto a server: the product, made by the commands of docs/operations.md."""

import os
import subprocess
import sys
from pathlib import Path

from kamcareer.config import PROJECT_ROOT

LEFT_OUT = {
    ".ci",
    ".git",
    ".gitattributes",
    ".githooks",
    ".gitignore",
    ".secrets.baseline",
    "bench",
    "scripts",
    "tests",
}


def take(folder: Path) -> None:
    # What is about to be committed, where anything is: a commit made of it is found one commit too late.
    made = subprocess.run(["git", "stash", "create"], cwd=PROJECT_ROOT, check=True, capture_output=True, text=True)
    tree = made.stdout.strip() or "HEAD"
    archive = subprocess.run(["git", "archive", tree], cwd=PROJECT_ROOT, check=True, capture_output=True).stdout
    subprocess.run(["tar", "-xm", "--recursive-unlink", "-C", str(folder)], input=archive, check=True)


def test_what_is_installed_has_neither_history_nor_tests_and_starts(tmp_path: Path):
    place = tmp_path / "place"
    place.mkdir()
    take(place)
    there = {entry.name for entry in place.iterdir()}

    assert not there & LEFT_OUT
    assert {"app.py", "kamcareer", "migrations", "templates", "competencies", "legal", "Makefile"} <= there
    env = {"PATH": os.environ["PATH"], "KAMCAREER_DATA": str(tmp_path / "data"), "PYTHONDONTWRITEBYTECODE": "1"}
    command = [sys.executable, "-m", "flask", "--app", "app.py", "audit", "check"]
    done = subprocess.run(command, cwd=place, env=env, capture_output=True, text=True, check=False)
    assert done.stdout.strip() == "0 entries, the chain is whole", done.stderr


def test_an_upgrade_drops_what_the_version_dropped_and_leaves_the_libraries(tmp_path: Path):
    take(tmp_path)
    for stale in ("kamcareer/core/gone.py", ".venv/installed"):
        (tmp_path / stale).parent.mkdir(exist_ok=True)
        (tmp_path / stale).touch()
    take(tmp_path)

    assert not (tmp_path / "kamcareer" / "core" / "gone.py").exists()
    assert (tmp_path / ".venv" / "installed").exists()


def test_units_and_container_show_no_demonstration():
    deploy = PROJECT_ROOT / "deploy"
    said = [file.read_text() for file in [*deploy.glob("systemd/*.service"), deploy / "container" / "Dockerfile"]]

    assert all(" KAMCAREER_DEMO=0" in text for text in said if "KAMCAREER_DATA=" in text)
    assert len(said) > 5


def test_the_container_is_built_without_what_the_archive_leaves_out():
    assert set((PROJECT_ROOT / ".dockerignore").read_text().splitlines()) >= LEFT_OUT
