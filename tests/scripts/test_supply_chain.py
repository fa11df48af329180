"""What is installed is what was locked, and the list of it is complete."""

import json
import re
import subprocess
import sys
from hashlib import sha256
from pathlib import Path
from zipfile import ZipFile

import pytest

from kamcareer.config import PROJECT_ROOT
from scripts.find_secrets import found

MAKEFILE = (PROJECT_ROOT / "Makefile").read_text()
LOCKS = ("requirements.txt", "requirements-dev.txt", "requirements-spark.txt")
PINNED = re.compile(r"^([A-Za-z0-9._-]+(?:\[[^\]]+\])?)==(\S+)", re.MULTILINE)


def locked(name: str) -> list[str]:
    """The entries of a lock, each with its hashes."""
    text = (PROJECT_ROOT / name).read_text()
    return [entry for entry in re.split(r"\n(?=[A-Za-z0-9])", text) if entry.strip() and not entry.startswith("#")]


@pytest.mark.parametrize("name", LOCKS)
def test_every_library_is_pinned_to_one_version_and_its_hashes(name: str):
    entries = locked(name)

    assert len(entries) > 50
    assert [entry for entry in entries if not PINNED.match(entry) or "--hash=sha256:" not in entry] == []


def test_nothing_is_installed_but_from_a_lock():
    lines = MAKEFILE.splitlines()

    assert [line for line in lines if re.search(r"pip install|\(PIP\)", line)] == [
        "INSTALL := $(PIP) install --require-hashes --only-binary :all:"
    ]
    assert [bool(re.search(r"-r .*requirements", line)) for line in lines if "$(INSTALL)" in line] == [True] * 3


@pytest.fixture
def wheel(tmp_path: Path) -> Path:
    """A library of one line."""
    file = tmp_path / "harmless-1.0-py3-none-any.whl"
    about = "harmless-1.0.dist-info"
    with ZipFile(file, "w") as archive:
        archive.writestr("harmless.py", "x = 1\n")
        archive.writestr(f"{about}/METADATA", "Metadata-Version: 2.1\nName: harmless\nVersion: 1.0\n")
        archive.writestr(
            f"{about}/WHEEL", "Wheel-Version: 1.0\nGenerator: hand\nRoot-Is-Purelib: true\nTag: py3-none-any\n"
        )
        archive.writestr(f"{about}/RECORD", "")
    return file


def install(wheel: Path, line: str) -> subprocess.CompletedProcess:
    flags = re.search(r"^INSTALL := \$\(PIP\) (install .*)$", MAKEFILE, re.MULTILINE)[1].split()
    asked = wheel.with_name("asked.txt")
    asked.write_text(line)
    where = ["--no-index", "--find-links", str(wheel.parent), "--target", str(wheel.parent / "into"), "-r", str(asked)]
    return subprocess.run([sys.executable, "-m", "pip", *flags, *where], capture_output=True, text=True, check=False)


def test_a_library_with_another_hash_or_none_is_not_installed(wheel: Path):
    right = sha256(wheel.read_bytes()).hexdigest()

    for line in (f"harmless==1.0 --hash=sha256:{'0' * 64}", "harmless==1.0", "harmless"):
        refused = install(wheel, line)
        assert (refused.returncode, wheel.with_name("into").exists()) == (1, False), line
        assert "hash" in refused.stderr.lower()
    assert install(wheel, f"harmless==1.0 --hash=sha256:{right}").returncode == 0
    assert (wheel.with_name("into") / "harmless.py").exists()


def test_the_bill_of_materials_names_every_library_with_version_and_hash(tmp_path: Path):
    recipe = re.search(r"^\t@\$\(BIN\)/(cyclonedx-py .*) -o \S+$", MAKEFILE, re.MULTILINE)[1].split()
    out = tmp_path / "sbom.json"
    subprocess.run([Path(sys.executable).with_name(recipe[0]), *recipe[1:], "-o", out], cwd=PROJECT_ROOT, check=True)
    components = json.loads(out.read_text())["components"]

    pinned = {match[1].partition("[")[0].lower() for match in map(PINNED.match, locked("requirements.txt")) if match}
    assert {one["name"].lower() for one in components} == pinned
    assert all(one["version"] and "hashes" in str(one) for one in components)


def test_one_list_of_libraries_serves_every_database():
    recipe = re.search(r"^\$\(VENV\)/installed: (.*) \|", MAKEFILE, re.MULTILINE)[1]
    there = {match[1].partition("[")[0].lower() for match in map(PINNED.match, locked(recipe)) if match}

    assert {"psycopg", "psycopg-binary", "procrastinate", "redis"} <= there


def test_a_secret_is_known_again_wherever_its_line_moves_to():
    def report(line: int, hash: str) -> str:
        one = {"type": "Secret Keyword", "hashed_secret": hash, "line_number": line}
        return json.dumps({"results": {"a.py": [one]}})

    assert found(report(3, "a")) == found(report(9, "a"))
    assert found(report(3, "b")) - found(report(3, "a"))
