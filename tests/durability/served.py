"""`flask serve` as systemd would run it, to be killed at any moment, and people who save answers over real HTTP."""

import json
import os
import signal
import subprocess
import sys
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from threading import Event, Thread
from time import monotonic, sleep
from uuid import uuid4

from flask import Flask, session
from flask_wtf.csrf import generate_csrf

from kamcareer.config import PROJECT_ROOT
from tests.ports import free_port

FLASK = Path(sys.executable).with_name("flask")
PATIENCE = 60


@dataclass
class Served:
    """One installation behind one port."""

    folder: Path
    env: dict[str, str] = field(default_factory=dict)
    port: int = field(default_factory=free_port)
    process: "subprocess.Popen | None" = None

    @property
    def log(self) -> Path:
        """What it said on its way, of every start."""
        return self.folder / "served.log"

    def start(self) -> "Served":
        named = {"KAMCAREER_DATA": str(self.folder), "KAMCAREER_PORT": str(self.port), "PATH": "/usr/bin:/bin"}
        self.folder.mkdir(exist_ok=True)
        with self.log.open("ab") as said:
            self.process = subprocess.Popen(
                [FLASK, "serve"],
                cwd=PROJECT_ROOT,
                env=named | {"KAMCAREER_WORKERS": "2"} | self.env,
                stdout=subprocess.DEVNULL,
                stderr=said,
                start_new_session=True,
            )
        until = monotonic() + PATIENCE
        while not self.answers("/readyz"):
            assert monotonic() < until, "the server does not start"
            assert self.process.poll() is None, f"the server ended: {self.log.read_text()[-2000:]}"
            sleep(0.02)
        return self

    def answers(self, path: str) -> bool:
        try:
            return self.get(path) == 200
        except (OSError, HTTPException):
            return False

    def get(self, path: str) -> int:
        connection = HTTPConnection("127.0.0.1", self.port, timeout=10)
        try:
            connection.request("GET", path)
            return connection.getresponse().status
        finally:
            connection.close()

    def workers(self) -> list[int]:
        children = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children").read_text()
        return [int(child) for child in children.split()]

    def kill_all(self) -> None:
        """kill -9 of master and workers at once, as the kernel does when memory runs out."""
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait(PATIENCE)

    def kill_worker(self) -> None:
        for worker in self.workers()[:1]:
            os.kill(worker, signal.SIGKILL)

    def stop(self) -> None:
        if self.process and self.process.poll() is None:
            self.process.terminate()
            self.process.wait(PATIENCE)


@dataclass(frozen=True)
class Acknowledged:
    """A save the server has said yes to."""

    key: str
    topic: str
    example: str
    revision: int


class Person(Thread):
    """Somebody who answers without a pause, and sends again what was not acknowledged, as the page does."""

    cookie_name = "sitting"
    connects_anew = False  # for each request, as a proxy does
    broken = 0  # requests that got no answer

    def __init__(self, port: int, app: Flask, assessment: str, topics: tuple[str, ...]) -> None:
        super().__init__(daemon=True)
        self.port, self.assessment, self.topics = port, assessment, topics
        self.cookie, self.csrf = seat(app, assessment)
        self.acknowledged: list[Acknowledged] = []
        self.refused: list[int] = []
        self.slowest = 0.0
        self.enough = Event()
        self.failure: str | None = None
        self._connection: HTTPConnection | None = None

    def run(self) -> None:
        revisions = dict.fromkeys(self.topics, 0)
        while not self.enough.is_set() and not self.failure:
            topic = self.topics[len(self.acknowledged) % len(self.topics)]
            key, example = str(uuid4()), f"слово {len(self.acknowledged)}"
            while not self.failure:
                status, answer = self.save(topic, example, revisions[topic], key)
                if status == 200:
                    revisions[topic] = answer["revision"]
                    self.acknowledged.append(Acknowledged(key, topic, example, answer["revision"]))
                    break
                if status not in {0, 503}:
                    self.failure = f"{topic}: {status} {answer}"
                sleep(0.02)

    def close(self) -> None:
        if self._connection:
            self._connection.close()
        self._connection = None

    def save(self, topic: str, example: str, revision: int, key: str) -> tuple[int, dict]:
        """Send one save; status 0 where the connection broke."""
        body = {"assessment": self.assessment[:8], "level": "2", "confidence": "sure"}
        body |= {"example": example, "revision": revision, "key": key}
        sent = {"Content-Type": "application/json", "Accept": "application/json"}
        sent |= {"Cookie": f"{self.cookie_name}={self.cookie}", "X-CSRFToken": self.csrf}
        begun = monotonic()
        try:
            self._connection = self._connection or HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
            self._connection.request("PUT", f"/assessment/answers/{topic}", json.dumps(body), sent)
            response = self._connection.getresponse()
            answer = json.loads(response.read())
        except (OSError, HTTPException, ValueError):
            self.broken += 1
            self.close()
            return 0, {}
        if self.connects_anew:
            self.close()
        self.slowest = max(self.slowest, monotonic() - begun)
        if response.status != 200:
            self.refused.append(response.status)
        return response.status, answer


def seat(app: Flask, assessment: str | None) -> tuple[str, str]:
    """The cookie of a browser in which an assessment is open, or none yet, and the token of its forms."""
    with app.test_request_context():
        if assessment:
            session["assessment"] = assessment
        token = generate_csrf()
        serializer = app.session_interface.get_signing_serializer(app)
        return serializer.dumps(dict(session)), token
