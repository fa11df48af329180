"""A PostgreSQL of the test's own, and a wire to it that can be stalled, cut, or robbed of replies."""

import os
import shutil
import signal
import socket
import struct
import subprocess
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from threading import Event, Lock, Thread
from time import monotonic, sleep

from tests.conftest import lacking
from tests.ports import free_port

PATIENCE = 30


def _programs() -> Path:
    """Where initdb lies: Debian keeps it off the path."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    path = str(found[-1]) if found else shutil.which("initdb")
    if path is None:
        lacking("no PostgreSQL server: apt-get install postgresql")
    return Path(path).parent


@dataclass
class Cluster:
    """A server in a folder; as root it runs as somebody else, as PostgreSQL asks for."""

    folder: Path
    port: int = field(default_factory=free_port)
    process: "subprocess.Popen | None" = None

    @property
    def _log(self) -> Path:
        return self.folder / "log"

    def make(self) -> "Cluster":
        if os.geteuid() == 0:
            shutil.chown(self.folder, "postgres")
        how = ["--username=kam", "--auth=trust", "--encoding=UTF8", "--no-locale", "--no-sync"]
        self._run(["initdb", "-D", str(self.folder / "data"), *how]).wait(60)
        self.start()
        self._run(["createdb", "-h", "127.0.0.1", "-p", str(self.port), "-U", "kam", "kam"]).wait(30)
        return self

    def start(self) -> None:
        where = ["-p", str(self.port), "-k", str(self.folder), "-c", "listen_addresses=127.0.0.1"]
        self.process = self._run(["postgres", "-D", str(self.folder / "data"), *where])
        until = monotonic() + PATIENCE
        asked = ["pg_isready", "-q", "-h", "127.0.0.1", "-p", str(self.port)]
        while self._run(asked).wait() != 0:
            assert monotonic() < until, self._log.read_text()[-2000:]
            sleep(0.05)

    def stop(self, how: signal.Signals) -> None:
        """SIGINT: fast, connections are closed in order; SIGQUIT: immediate, as when the machine goes."""
        self.process.send_signal(how)
        self.process.wait(PATIENCE)

    def _run(self, command: list[str]) -> subprocess.Popen:
        whoever = {"user": "postgres", "group": "postgres"} if os.geteuid() == 0 else {}
        program = [str(_programs() / command[0]), *command[1:]]
        with self._log.open("ab") as log:
            return subprocess.Popen(program, stdout=log, stderr=log, cwd="/", **whoever)


class Wire:
    """Passes bytes between the application and PostgreSQL, and does what networks do."""

    def __init__(self, to: int) -> None:
        self.to, self.port = to, free_port()
        self.flows = Event()
        self.flows.set()
        self.replies_to_cut = 0
        self._lock = Lock()
        self._pairs: list[tuple[socket.socket, socket.socket]] = []
        self._door = socket.create_server(("127.0.0.1", self.port))
        Thread(target=self._open, daemon=True).start()

    def reset(self) -> None:
        """Break every connection at once, without a good-bye."""
        with self._lock:
            pairs, self._pairs = self._pairs, []
        for pair in pairs:
            _break(*pair)

    def close(self) -> None:
        self.flows.set()
        self._door.close()
        self.reset()

    def _open(self) -> None:
        with suppress(OSError):
            while True:
                here, _ = self._door.accept()
                try:
                    there = socket.create_connection(("127.0.0.1", self.to))
                except OSError:
                    here.close()
                    continue
                with self._lock:
                    self._pairs.append((here, there))
                committing = Event()
                Thread(target=self._ask, args=(here, there, committing), daemon=True).start()
                Thread(target=self._answer, args=(there, here, committing), daemon=True).start()

    def _ask(self, here: socket.socket, there: socket.socket, committing: Event) -> None:
        with suppress(OSError):
            while data := here.recv(65536):
                self.flows.wait()
                if b"COMMIT" in data:
                    committing.set()
                there.sendall(data)
        _break(here, there)

    def _answer(self, there: socket.socket, here: socket.socket, committing: Event) -> None:
        with suppress(OSError):
            while data := there.recv(65536):
                self.flows.wait()
                if committing.is_set():
                    committing.clear()
                    with self._lock:
                        cut = self.replies_to_cut > 0
                        self.replies_to_cut -= cut
                    if cut:
                        break  # it is committed, and nobody hears of it
                here.sendall(data)
        _break(here, there)


def _break(*ends: socket.socket) -> None:
    for end in ends:
        with suppress(OSError):
            end.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            end.shutdown(socket.SHUT_RDWR)
        with suppress(OSError):
            end.close()
