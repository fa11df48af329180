"""D2, D3: the power goes at any instant, the disk is full. A recorder between SQLite and the system says what was synced."""

import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from random import Random
from uuid import uuid4

import pytest
from flask import Flask

from kamcareer.config import PROJECT_ROOT
from kamcareer.core.assessment import questions
from kamcareer.core.framework.model import Framework
from kamcareer.store.database import db
from tests.conftest import MEMORY, in_memory, lacking
from tests.durability.conftest import TARGET, many
from tests.durability.power_cut import Disk, read_log
from tests.durability.served import Person, Served
from tests.rows import every_row

CUTS, SAVES = many("CUTS", 25), many("CUT_SAVES", 150)
FULL = 20  # saves before, during and after


@pytest.fixture(scope="session")
def recorder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    if not shutil.which("gcc") or sys.platform != "linux":
        lacking("the recorder needs gcc and Linux")
    made = tmp_path_factory.mktemp("recorder") / "recorder.so"
    source = Path(__file__).with_name("recorder.c")
    subprocess.run(["gcc", "-shared", "-fPIC", "-O1", "-o", made, source, "-ldl", "-lpthread"], check=True)
    return made


def test_what_these_tests_keep_lies_on_a_disk(app: Flask):
    """Elsewhere tests keep their databases in memory, where nothing that was written is ever lost."""
    assert not in_memory(app.config["SETTINGS"].data_folder)
    if MEMORY.is_dir():
        assert in_memory(MEMORY)


def test_a_full_disk_is_told_plainly_loses_nothing_and_needs_no_restart(
    app: Flask,
    framework: Framework,
    recorder: Path,
    begin: Callable[[], str],
    tmp_path: Path,
    tell: Callable[[str], None],
):
    flag = tmp_path / "full"
    env = {"LD_PRELOAD": str(recorder), "RECORDER_FOLDER": str(tmp_path), "RECORDER_FULL": str(flag)}
    served = Served(tmp_path, env | {"KAMCAREER_WORKERS": "1"}).start()
    topics = tuple(questions(framework, TARGET))[:FULL]
    person = Person(served.port, app, begin(), topics)
    keys = {(topic, revision): str(uuid4()) for topic in topics for revision in (0, 1)}

    def save(topic: str, revision: int) -> int:
        status, said = person.save(topic, f"{revision}", revision, keys[topic, revision])
        assert status != 507 or said["error"] == "На сервере кончилось место"
        return status

    try:
        acknowledged = {(topic, 0) for topic in topics if save(topic, 0) == 200}
        flag.touch()
        refused = [save(topic, 1) for topic in topics]
        assert [served.get("/healthz"), served.get("/readyz")] == [200, 503]
        flag.unlink()
        assert stored(app) == {keys[one] for one in acknowledged}
        acknowledged |= {(topic, 1) for topic in topics if save(topic, 1) == 200}
        assert served.get("/readyz") == 200
    finally:
        person.close()
        served.stop()
    tell(f"{len(acknowledged)} acknowledged, {len(refused)} refused, {len(acknowledged) - len(stored(app))} lost")
    assert refused == [507] * FULL
    assert acknowledged == set(keys)
    assert stored(app) == set(keys.values())


def stored(app: Flask) -> set[str]:
    """The keys of the saves that are there."""
    with app.app_context():
        found = {row["key"] for row in every_row(db.session())["answer_save"]}
        db.session.remove()
    return found


@pytest.fixture
def cut(app: Flask, begin: Callable[[], str], recorder: Path, tmp_path: Path) -> Callable[[str], tuple[int, int, int]]:
    """Cut the power of somebody who saves; return how many images lost acknowledged saves, the most lost, corrupt ones."""
    id = begin()
    with app.app_context():
        db.engine.dispose()
    before = {file.name: file.read_bytes() for file in tmp_path.iterdir() if file.is_file()}

    def run(synchronous: str) -> tuple[int, int, int]:
        folder, log = tmp_path / synchronous, tmp_path / f"{synchronous}.log"
        folder.mkdir()
        for name, content in before.items():
            (folder / name).write_bytes(content)
        (folder / "secret_key").chmod(0o600)
        env = {"LD_PRELOAD": str(recorder), "RECORDER_FOLDER": str(folder), "RECORDER_LOG": str(log)}
        command = [sys.executable, "-m", "tests.durability.saving_person", folder, id, str(SAVES), synchronous]
        subprocess.run(command, cwd=PROJECT_ROOT, env=env, check=True)
        return _images(Disk(before), log, tmp_path / f"{synchronous}.image")

    return run


def _images(disk: Disk, log: Path, folder: Path) -> tuple[int, int, int]:
    steps, chance = read_log(log), Random(2)
    # From the first save on; before it there is nothing to lose.
    first = next(number for number, step in enumerate(steps) if step.file == "acknowledged")
    instants = sorted(chance.sample(range(first, len(steps)), CUTS))
    acknowledged, losing, worst, corrupt = b"", 0, 0, 0
    for number, step in enumerate(steps):
        if step.file == "acknowledged":
            acknowledged += step.data
        else:
            disk.take(step)
        if number in instants:
            said = set(acknowledged.decode().split())
            for kept in (None, chance):
                keys = _keys_in(disk.without_power(kept), folder)
                corrupt += keys is None
                lost = len(said - (keys or set()))
                losing, worst = losing + bool(lost), max(worst, lost)
    return losing, worst, corrupt


def _keys_in(files: dict[str, bytes], folder: Path) -> set[str] | None:
    """The saves that are found when the machine is back; None where the database is corrupt."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    for name, content in files.items():
        if not name.endswith("-shm"):  # shared memory does not survive
            (folder / name).write_bytes(content)
    found = sqlite3.connect(folder / "kamcareer.db")
    try:
        if found.execute("PRAGMA integrity_check").fetchone() != ("ok",):
            return None
        return {key for (key,) in found.execute("SELECT key FROM answer_save")}
    except sqlite3.DatabaseError:
        return None
    finally:
        found.close()


def test_a_power_cut_loses_no_acknowledged_save_and_this_test_would_notice(
    cut: Callable[[str], tuple[int, int, int]], tell: Callable[[str], None]
):
    """The canary: with synchronous=NORMAL, which is what most installations of SQLite run, saves are lost."""
    full, normal = cut("FULL"), cut("NORMAL")
    tell(f"{2 * CUTS} images each (images that lost saves, most lost, corrupt): FULL {full}, NORMAL {normal}")

    assert full == (0, 0, 0)
    assert normal[0] > CUTS
