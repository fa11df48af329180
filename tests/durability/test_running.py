"""Running it for real: restarted while people save, checked by systemd's own tools."""

import shutil
import signal
import socket
import subprocess
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from time import monotonic

import pytest
from flask import Flask

from kamcareer.config import PROJECT_ROOT
from kamcareer.core.assessment import questions
from kamcareer.core.framework.model import Framework
from kamcareer.store.database import db
from tests.conftest import lacking
from tests.durability.conftest import TARGET, many
from tests.durability.served import FLASK, Person
from tests.durability.test_database_away import go_on, stopped
from tests.ports import free_port
from tests.rows import every_row

RESTARTS = many("RESTARTS", 2)
UNITS = PROJECT_ROOT / "deploy" / "systemd"
MOST_EXPOSED = 2.0


@dataclass
class Unit:
    """What systemd does with kamcareer.socket and kamcareer.service: it holds the port, the service comes and goes."""

    folder: Path
    more: dict[str, str]

    def __post_init__(self) -> None:
        self.door = socket.create_server(("127.0.0.1", free_port()), backlog=2048)
        self.port = self.door.getsockname()[1]

    def start(self) -> None:
        env = {"KAMCAREER_DATA": str(self.folder), "LISTEN_FDS": "1", "PATH": "/usr/bin:/bin"} | self.more
        handed = self.door.fileno()
        # systemd hands the socket over as number three, and says to which process.
        script = f'exec env LISTEN_PID=$$ "$@" 3<&{handed}' if handed != 3 else 'exec env LISTEN_PID=$$ "$@"'
        with (self.folder / "log").open("ab") as log:
            self.process = subprocess.Popen(
                ["/bin/bash", "-c", script, "unit", str(FLASK), "serve"],
                cwd=PROJECT_ROOT,
                env=env,
                pass_fds=[handed],
                stderr=log,
                stdout=log,
            )

    def restart(self) -> float:
        begun = monotonic()
        self.process.send_signal(signal.SIGTERM)
        self.process.wait(60)
        self.start()
        return monotonic() - begun


@pytest.fixture
def unit(app: Flask, tmp_path: Path) -> Iterator[Unit]:
    made = Unit(tmp_path, {"KAMCAREER_PUBLIC_URL": "https://career.example.org", "KAMCAREER_PROXY_HOPS": "1"})
    made.start()
    yield made
    made.process.terminate()
    made.process.wait(60)
    made.door.close()


def test_restarted_while_people_save_nobody_is_refused(
    app: Flask, unit: Unit, begin: Callable[[], str], framework: Framework, tell: Callable[[str], None]
):
    """One connection for each request, as nginx makes them; what comes while nobody listens waits in the port."""
    topics = tuple(questions(framework, TARGET))
    people = [Patient(unit.port, app, begin(), topics) for _ in range(4)]
    for person in people:
        person.start()
    go_on(people)
    for _ in range(RESTARTS):
        unit.restart()
        go_on(people)
    acknowledged = stopped(people)
    with app.app_context():
        rows = every_row(db.session())["answer_save"]
    broken = sum(person.broken for person in people)
    slowest = max(person.slowest for person in people)
    tell(f"{RESTARTS} restarts, {len(acknowledged)} saves, {broken} broken, longest wait {slowest:.1f} s")

    assert "answers on the socket that was handed over" in (unit.folder / "log").read_text()
    assert (broken, [person.refused for person in people]) == (0, [[]] * len(people))
    assert {(row["assessment_id"], row["key"]): row["revision"] for row in rows} == acknowledged


class Patient(Person):
    """Somebody behind a proxy: a connection of its own for each request."""

    cookie_name = "__Host-sitting"
    connects_anew = True


def test_the_units_are_units_and_expose_little():
    if not shutil.which("systemd-analyze"):
        lacking("no systemd-analyze")
    units = sorted(UNITS.glob("*.*"))
    checked = subprocess.run(
        ["systemd-analyze", "verify", "--man=no", *units], capture_output=True, text=True, check=False
    ).stderr.splitlines()
    # The checkout lies elsewhere here.
    assert [line for line in checked if "/srv/kamcareer/.venv/bin/flask is not executable" not in line] == []
    for unit in UNITS.glob("*.service"):
        said = subprocess.run(
            ["systemd-analyze", "security", "--offline=true", "--no-pager", unit],
            capture_output=True,
            text=True,
            check=False,
        ).stdout
        assert float(said.rpartition("service: ")[2].split()[0]) <= MOST_EXPOSED, unit.name
