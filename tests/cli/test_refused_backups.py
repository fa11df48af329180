"""Backups that are not good: each is refused before anything is written."""

import io
import json
import tarfile
from collections.abc import Callable
from pathlib import Path

import pytest
from flask_migrate import upgrade

from kamcareer.config import Settings
from kamcareer.core.framework.model import Framework
from kamcareer.factory import create_app
from kamcareer.store.database import db, may_write
from tests.cli.hosts import begin, run
from tests.conftest import settings_for


@pytest.fixture(autouse=True)
def _writing() -> None:
    may_write.set(True)


def rewritten(file: Path, folder: Path, change: Callable[[dict[str, bytes]], None]) -> Path:
    """The backup with other entries in it."""
    with tarfile.open(file) as archive:
        entries = {entry.name: archive.extractfile(entry).read() for entry in archive}
    change(entries)
    other = folder / "other.tar.gz"
    with tarfile.open(other, "w:gz") as archive:
        for name, content in entries.items():
            entry = tarfile.TarInfo(name)
            entry.size = len(content)
            archive.addfile(entry, io.BytesIO(content))
    return other


def damaged(entries: dict[str, bytes]) -> None:
    entries["database"] = entries["database"][:-1] + b"x"


def without_its_secret(entries: dict[str, bytes]) -> None:
    del entries["secret_key"]


def with_a_stranger(entries: dict[str, bytes]) -> None:
    entries["../../stranger"] = b"x"


def of_another_trade(entries: dict[str, bytes]) -> None:
    entries["manifest.json"] = b'{"format": 1}'


def of_the_future(entries: dict[str, bytes]) -> None:
    entries["manifest.json"] = json.dumps(json.loads(entries["manifest.json"]) | {"format": 99}).encode()


def of_an_unknown_schema(entries: dict[str, bytes]) -> None:
    entries["manifest.json"] = json.dumps(json.loads(entries["manifest.json"]) | {"schema_revision": "9999"}).encode()


def of_other_rows(entries: dict[str, bytes]) -> None:
    manifest = json.loads(entries["manifest.json"])
    manifest["tables"]["answer"]["rows"] += 1
    entries["manifest.json"] = json.dumps(manifest).encode()


@pytest.fixture(scope="module")
def good(framework: Framework, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A backup to be broken."""
    may_write.set(True)
    folder = tmp_path_factory.mktemp("good")
    app = create_app(settings_for(folder))
    with app.app_context():
        upgrade()
    begin(app, framework)
    file = Path(run(app, "backup", folder))
    with app.app_context():
        db.engine.dispose()
    return file


@pytest.mark.parametrize(
    ("change", "complaint"),
    [
        (damaged, "database is not as it was"),
        (without_its_secret, "secret_key is missing"),
        (with_a_stranger, "does not belong there"),
        (of_another_trade, "no backup of kamcareer"),
        (of_the_future, "Update kamcareer"),
        (of_an_unknown_schema, "Update kamcareer"),
        (of_other_rows, "answer: 1 rows instead of 2"),
    ],
)
def test_a_backup_that_is_not_good_is_refused_and_nothing_is_written(
    good: Path, tmp_path: Path, change: Callable, complaint: str
):
    broken = rewritten(good, tmp_path, change)
    host = create_app(Settings.from_env({"KAMCAREER_DATA": str(tmp_path / "other")}))

    assert complaint in run(host, "restore", broken, fails=True)
    assert complaint in run(host, "restore", "--check", broken, fails=True)
    assert not list((tmp_path / "other").iterdir())
    assert not (tmp_path / "stranger").exists()


@pytest.mark.parametrize("cut", [0, 40, 3000])
def test_half_a_backup_is_no_backup(good: Path, tmp_path: Path, cut: int):
    half = tmp_path / "half.tar.gz"
    half.write_bytes(good.read_bytes()[:cut])
    host = create_app(Settings.from_env({"KAMCAREER_DATA": str(tmp_path / "other")}))

    assert f"Error: {half} " in run(host, "restore", "--check", half, fails=True)
