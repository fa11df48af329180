"""Running it for real: behind the nginx of the samples, restarted while people save, checked by systemd's own tools."""

import os
import shutil
import signal
import socket
import subprocess
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from time import monotonic, sleep

import pytest
import requests
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


@pytest.fixture
def nginx(unit: Unit, tmp_path: Path) -> Iterator[int]:
    """The sample, with another port, another certificate and another log; return the port of TLS."""
    program = shutil.which("nginx") or "/usr/sbin/nginx"
    if not Path(program).exists():
        lacking("no nginx: apt-get install nginx")
    key = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "1", "-subj", "/CN=career.example.org"]
    key += ["-addext", "subjectAltName=IP:127.0.0.1,DNS:career.example.org"]
    key += ["-keyout", tmp_path / "key.pem", "-out", tmp_path / "cert.pem"]
    subprocess.run(key, check=True, capture_output=True)
    tls, plain = free_port(), free_port()
    sample = (PROJECT_ROOT / "deploy" / "nginx" / "kamcareer.conf").read_text()
    for said, instead in {
        "listen [::]:443 ssl http2;": "",
        "listen [::]:80;": "",
        "listen 443 ": f"listen 127.0.0.1:{tls} ",
        "listen 80;": f"listen 127.0.0.1:{plain};",
        "127.0.0.1:8000": f"127.0.0.1:{unit.port}",
        "/etc/ssl/kamcareer/fullchain.pem": str(tmp_path / "cert.pem"),
        "/etc/ssl/kamcareer/privkey.pem": str(tmp_path / "key.pem"),
        "/var/log/nginx/kamcareer.log": str(tmp_path / "access.log"),
    }.items():
        assert said in sample, said
        sample = sample.replace(said, instead)
    whole = f"daemon off; pid {tmp_path}/pid; error_log {tmp_path}/error.log; events {{}}\nhttp {{\n"
    whole += f"client_body_temp_path {tmp_path}/body; proxy_temp_path {tmp_path}/proxy;\n{sample}}}\n"
    if os.geteuid() == 0:
        whole = f"user root;\n{whole}"
    (tmp_path / "nginx.conf").write_text(whole)
    process = subprocess.Popen([program, "-p", str(tmp_path), "-c", str(tmp_path / "nginx.conf")])
    until = monotonic() + 10
    while True:
        try:
            socket.create_connection(("127.0.0.1", tls)).close()
            break
        except OSError:
            assert monotonic() < until
            assert process.poll() is None
            sleep(0.05)
    yield tls
    process.terminate()
    process.wait(10)


def test_behind_the_nginx_of_the_sample_everything_is_as_promised(unit: Unit, nginx: int, tmp_path: Path):
    address, own = f"https://127.0.0.1:{nginx}", {"Host": "career.example.org"}
    with requests.Session() as browser:
        browser.trust_env = False
        browser.verify, browser.headers = str(tmp_path / "cert.pem"), own
        home = browser.get(f"{address}/")
        assert (home.status_code, "max-age=31536000" in home.headers["Strict-Transport-Security"]) == (200, True)
        assert home.headers["Server"] == "nginx"
        assert all(cookie.secure for cookie in home.cookies)
        assert browser.get(f"{address}/", headers={"Host": "evil.example"}).status_code == 400
        assert browser.get(f"{address}/readyz").status_code == 200  # from the machine itself
        browser.get(f"{address}/continue/a-secret-in-the-path?and=words")
        assert browser.post(f"{address}/start", b"x" * 600_000).status_code == 413
    log = (tmp_path / "access.log").read_text()
    assert "secret" not in log
    assert "words" not in log
    assert "GET /continue/- 404" in log


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
