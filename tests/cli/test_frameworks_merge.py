"""A release brought into a company's own files at the console."""

from pathlib import Path
from shutil import copytree

import pytest

from kamcareer.services.framework_files import read_folder
from tests.core.framework.tiny import REAL

NAME = "en: Negotiation and objections"
FILE = "competencies/negotiation.yaml"


@pytest.fixture
def sides(tmp_path: Path) -> tuple[Path, Path]:
    """Our own files and a release, made from the real ones."""
    ours, theirs = (Path(copytree(REAL, tmp_path / name / "key_account")) for name in ("ours", "theirs"))
    change(ours, "roles/supervisor.yaml", "purpose:", "# our own\npurpose:")
    change(theirs, "framework.yaml", "version: 1.0.0", "version: 1.1.0")
    return ours, theirs


def change(folder: Path, file: str, old: str, new: str) -> None:
    text = (folder / file).read_text()
    assert old in text
    (folder / file).write_text(text.replace(old, new, 1))


def test_what_each_side_alone_changed_is_in_the_new_folder(runner, sides: tuple[Path, Path], tmp_path: Path):
    ours, theirs = sides
    done = runner.invoke(args=["frameworks", "merge", str(REAL), str(ours), str(theirs), "-o", str(tmp_path / "new")])
    found, mine, release = (read_folder(folder).files for folder in (tmp_path / "new", ours, theirs))

    assert (done.exit_code, done.stdout) == (0, "")
    assert found == {**mine, "framework.yaml": release["framework.yaml"]}


def test_what_both_changed_is_told_with_its_place_and_decided_by_a_word(
    runner, sides: tuple[Path, Path], tmp_path: Path
):
    ours, theirs = sides
    change(ours, FILE, NAME, "en: Bargaining")
    change(theirs, FILE, NAME, "en: Deals")
    new = tmp_path / "new"
    call = ["frameworks", "merge", str(REAL), str(ours), str(theirs), "-o", str(new)]
    undecided = runner.invoke(args=call)
    line = next(at for at, text in enumerate((ours / FILE).read_text().splitlines(), 1) if "en: Bargaining" in text)

    assert (undecided.exit_code, new.exists()) == (1, False)
    assert f"{FILE}:{line}:7: название (по-английски): изменено с обеих сторон" in undecided.stdout
    assert all(word in undecided.stdout for word in ("Negotiation", "у нас: Bargaining", "в выпуске: Deals"))
    assert "Нужно решить: 1" in undecided.stderr
    english = runner.invoke(args=[*call, "--lang", "en"]).stdout
    assert all(word in english for word in (":7: name (en) was changed on both sides", "ours: Bargaining"))

    assert runner.invoke(args=[*call, "--theirs"]).exit_code == 0
    assert "en: Deals" in (new / FILE).read_text()
    assert runner.invoke(args=[*call, "--ours"]).exit_code == 2, "the folder is there already"
