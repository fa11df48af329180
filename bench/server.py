"""Servers that run while they are measured: ours as `flask serve` starts it, and a bare Flask."""

import os
import re
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path

from kamcareer.config import PROJECT_ROOT
from tests.durability.served import Served
from tests.ports import free_port

TICK = os.sysconf("SC_CLK_TCK")
ROWS = 1000


@dataclass(frozen=True)
class Server:
    """A running server; the CPU of PostgreSQL counts as its own where that is its database."""

    port: int
    pid: int
    on_postgres: bool = False

    def cpu_seconds(self) -> float:
        """Return the CPU it has used so far, with its workers and its database."""
        return sum(map(_used, [*_tree(self.pid), *(_postgres() if self.on_postgres else [])]))

    def memory_mb(self) -> float:
        """Return the memory of all its processes, what they share counted once (PSS)."""
        texts = (Path(f"/proc/{one}/smaps_rollup").read_text(encoding="ascii") for one in _tree(self.pid))
        found = (re.search(r"^Pss:\s+(\d+)", text, re.MULTILINE) for text in texts)
        return sum(int(one[1]) for one in found if one) / 1024

    def descriptors(self) -> int:
        """Return how many files, sockets and pipes all its processes hold open."""
        return sum(len(list(Path(f"/proc/{one}/fd").iterdir())) for one in _tree(self.pid))


@contextmanager
def served(env: dict[str, str]) -> Iterator[Server]:
    """Yield our server for an installation that is set up by these settings."""
    running = Served(Path(env["KAMCAREER_DATA"]), env)
    try:
        running.start()
        if running.process is None:
            raise LookupError("a server that answers runs")
        yield Server(running.port, running.process.pid, "KAMCAREER_DATABASE_URL" in env)
    finally:
        running.stop()


@contextmanager
def bare(folder: Path) -> Iterator[Server]:
    """Yield a bare Flask behind the same gunicorn, with a table of people of its own."""
    file, port = folder / "bare.db", free_port()
    with sqlite3.connect(file) as base:
        base.execute("CREATE TABLE person (number TEXT PRIMARY KEY, name TEXT)")
        base.executemany("INSERT INTO person VALUES (?, ?)", [(f"{n:05}", f"Человек {n}") for n in range(ROWS)])
    process = subprocess.Popen([sys.executable, str(PROJECT_ROOT / "bench" / "bare.py"), str(port), str(file)])
    try:
        for _ in range(200):
            try:
                HTTPConnection("127.0.0.1", port).request("GET", "/hello")
                break
            except OSError:
                time.sleep(0.05)
        yield Server(port, process.pid)
    finally:
        process.terminate()
        process.wait()


def _tree(pid: int) -> list[int]:
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii").split()
    return [pid, *(one for child in children for one in _tree(int(child)))]


def _postgres() -> list[int]:
    found = subprocess.run(["pgrep", "-x", "postgres"], capture_output=True, text=True, check=False).stdout
    return [int(pid) for pid in found.split()]


def _used(pid: int) -> float:
    try:
        parts = Path(f"/proc/{pid}/stat").read_text(encoding="utf8").rpartition(")")[2].split()
    except OSError:
        return 0.0
    return (int(parts[11]) + int(parts[12])) / TICK
