import os
import shutil
from pathlib import Path

import pytest

from kamcareer.config import PROJECT_ROOT
from kamcareer.core.framework.errors import FileError
from kamcareer.services.framework_files import framework_folders, load_all, load_framework, read_folder

SOURCE = PROJECT_ROOT / "competencies" / "key_account"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    copied = tmp_path / "frameworks" / "key_account"
    shutil.copytree(SOURCE, copied)
    return copied


def rename_role(folder: Path, name: str) -> None:
    file = folder / "roles" / "supervisor.yaml"
    old = load_framework(SOURCE).roles["supervisor"].name.en
    before = file.stat()
    file.write_text(file.read_text().replace(f"en: {old}", f"en: {name}"))
    os.utime(file, ns=(before.st_atime_ns, before.st_mtime_ns + 1))


def test_a_framework_is_read_from_its_folder(folder: Path):
    assert load_framework(folder) == load_framework(SOURCE)


def test_files_that_stay_the_same_are_read_once(folder: Path):
    assert load_framework(folder) is load_framework(folder)


def test_a_changed_file_is_seen_at_once(folder: Path):
    load_framework(folder)
    rename_role(folder, "Floor lead")

    assert load_framework(folder).roles["supervisor"].name.en == "Floor lead"


def test_a_folder_of_frameworks_gives_each_by_its_id(folder: Path):
    (folder.parent / "notes").mkdir()

    assert framework_folders(folder.parent) == [folder]
    assert set(load_all(folder.parent)) == {"key_account"}
    assert framework_folders(folder) == [folder]


def test_every_yaml_file_belongs_to_the_framework_and_nothing_else_does(folder: Path):
    (folder / "notes.txt").write_text("not YAML")
    (folder / "more").mkdir()
    (folder / "more" / "extra.yml").write_text("x: 1")
    files = read_folder(folder)

    assert "notes.txt" not in files
    assert files["more/extra.yml"] == b"x: 1"


def test_a_folder_that_is_not_there_is_named(tmp_path: Path):
    with pytest.raises(FileError, match="nowhere"):
        load_framework(tmp_path / "nowhere")


def test_problems_of_all_frameworks_are_told_together(folder: Path):
    second = folder.parent / "second"
    shutil.copytree(folder, second)
    for broken in (folder, second):
        (broken / "roles" / "supervisor.yaml").write_text("")
    with pytest.raises(FileError) as caught:
        load_all(folder.parent)

    assert "key_account" in str(caught.value)
    assert "second" in str(caught.value)
