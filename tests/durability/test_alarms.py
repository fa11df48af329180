"""The samples for Prometheus wake somebody: read from a real server by a real Prometheus, with the rules of deploy/."""

import os
import shutil
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from time import monotonic, sleep

import pytest
import requests
from flask import Flask

from kamcareer.config import PROJECT_ROOT
from tests.conftest import lacking
from tests.durability.served import FLASK, Served
from tests.ports import free_port

TOKEN = "of-this-test-alone-0123456789-abcdef"
SAMPLES = PROJECT_ROOT / "deploy" / "prometheus"
PATIENCE = 30
Alarms = Callable[[], set[str] | None]


@pytest.fixture
def served(app: Flask, tmp_path: Path) -> Iterator[Served]:
    here = Served(tmp_path, {"KAMCAREER_METRICS_TOKEN": TOKEN}).start()
    yield here
    here.stop()


@pytest.fixture
def alarms(served: Served, tmp_path: Path) -> Iterator[Alarms]:
    """The names of the alarms that are raised or about to be; None before the figures were read."""
    program = shutil.which("prometheus") or lacking("no prometheus: apt-get install prometheus")
    (folder := tmp_path / "prometheus").mkdir()
    port = free_port()
    (folder / "token").write_text(TOKEN)
    shutil.copy(SAMPLES / "rules.yml", folder)
    sample = (SAMPLES / "kamcareer.yml").read_text()
    for said, instead in {
        "30s": "200ms",
        "/etc/prometheus/kamcareer.token": str(folder / "token"),
        "127.0.0.1:8000": f"127.0.0.1:{served.port}",
    }.items():
        assert said in sample, said
        sample = sample.replace(said, instead)
    head = f"global: {{ evaluation_interval: 200ms, scrape_timeout: 200ms }}\nrule_files: [{folder}/rules.yml]\n"
    (folder / "prometheus.yml").write_text(head + sample)
    command = [program, f"--config.file={folder}/prometheus.yml", f"--storage.tsdb.path={folder}/data"]
    with (folder / "said").open("wb") as said:
        process = subprocess.Popen(
            [*command, f"--web.listen-address=127.0.0.1:{port}"], env={"PATH": os.defpath}, stdout=said, stderr=said
        )
    yield lambda: _raised(port, process, folder / "said")
    process.terminate()
    process.wait(PATIENCE)


def _raised(port: int, process: subprocess.Popen, said: Path) -> set[str] | None:
    assert process.poll() is None, said.read_text()[-2000:]
    try:
        asked = requests.get(
            f"http://127.0.0.1:{port}/api/v1/query", {"query": 'up{job="kamcareer"}'}, timeout=5
        ).json()["data"]["result"]
        rules = requests.get(f"http://127.0.0.1:{port}/api/v1/rules", timeout=5).json()["data"]["groups"]
    except (requests.ConnectionError, ValueError, KeyError):
        return None
    known = [rule for group in rules for rule in group["rules"]]
    assert [rule["lastError"] for rule in known if rule.get("lastError")] == []
    if not asked or not known or any(rule["health"] != "ok" for rule in known):
        return None
    return {rule["name"] for rule in known if rule["alerts"]}


def wait_for(alarms: Alarms, expected: set[str]) -> set[str] | None:
    """What is raised once it is what is expected, or after a while."""
    until = monotonic() + PATIENCE
    while (found := alarms()) != expected and monotonic() < until:
        sleep(0.1)
    return found


def test_a_backup_that_was_never_made_wakes_somebody_until_there_is_one(served: Served, alarms: Alarms):
    # Whoever begins to serve keeps the clock of retention at once, so that alarm is silent.
    assert wait_for(alarms, {"NoBackup"}) == {"NoBackup"}

    run(served, "backup", str(served.folder / "backup.tar.gz"))
    assert wait_for(alarms, set()) == set()

    served.stop()
    assert wait_for(alarms, {"NoFigures"}) == {"NoFigures"}


def run(served: Served, *arguments: str) -> None:
    """A command in a process of its own, as timers start it."""
    env = {"KAMCAREER_DATA": str(served.folder), "KAMCAREER_METRICS_TOKEN": TOKEN, "PATH": os.defpath}
    subprocess.run([FLASK, *arguments], cwd=PROJECT_ROOT, env=env, check=True, capture_output=True)
