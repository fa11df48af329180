"""People who ask a server for the same thing again and again, and what that took."""

import json
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPResponse, RemoteDisconnected
from itertools import cycle
from statistics import quantiles
from threading import Barrier, Thread

from bench.server import Server

# Come again later: no connection to the database was free, or one address took too many PDFs in five minutes.
SENT_AWAY = {429, 503}
ANSWERED = {200, 409} | SENT_AWAY


@dataclass(frozen=True)
class Asked:
    """One request: how it is made anew each time, and the name of the row in the table."""

    name: str
    path: str
    headers: dict[str, str] = field(default_factory=dict)
    method: str = "GET"
    body: Callable[[], dict[str, object]] | None = None
    goal: float | None = None  # milliseconds of CPU


@dataclass(frozen=True)
class Figure:
    """What one kind of request took: CPU ms of the server's processes each, and the wall times seen by who asked."""

    cpu: float
    each: list[float]
    seconds: float
    busy: int  # answered "come again later"

    @property
    def told(self) -> str:
        """Return the requests a second, and how many were sent away."""
        away = f", {self.busy / len(self.each):.1%} sent away" if self.busy else ""
        return f"{self.rate:,.0f}{away}"

    @property
    def rate(self) -> float:
        """Requests a second."""
        return len(self.each) / self.seconds

    def part(self, share: float) -> float:
        """Return the milliseconds within which a share of the requests was answered."""
        return quantiles(self.each, n=1000, method="inclusive")[min(998, round(1000 * share) - 1)]


class Visitor(Thread):
    """Somebody who asks for something again and again on a connection of their own, and notes how long it took.

    Of several things they ask for one after the other.
    """

    def __init__(self, server: Server, asked: Sequence[Asked], seconds: float, pause: float, begin: Barrier) -> None:
        super().__init__(daemon=True)
        self.asked, self.seconds, self.pause, self.begin = cycle(asked), seconds, pause, begin
        self.connection = HTTPConnection("127.0.0.1", server.port, timeout=60)
        self.times: list[float] = []
        self.revision = 0
        self.failed = ""
        self.busy = 0
        self.renewed = 0  # connections that a worker closed while it made room for a new one

    def run(self) -> None:
        """Ask until the time is over."""
        self.begin.wait()
        time.sleep(self.pause * (id(self) % 997) / 997)  # people do not come in step
        until = time.perf_counter() + self.seconds
        while time.perf_counter() < until and not self.failed:
            self._ask()
            time.sleep(self.pause)
        self.connection.close()

    def _ask(self) -> None:
        one = next(self.asked)
        body = json.dumps(one.body() | {"revision": self.revision}) if one.body else None
        start = time.perf_counter()
        try:
            response = self._answer(one, body)
            said = response.read()
        except OSError as error:
            self.failed = f"{one.path} was not answered: {error!r}"
            return
        self.times.append(1000 * (time.perf_counter() - start))
        if response.status not in ANSWERED:
            self.failed = f"{one.path} answered {response.status}: {said[:200]!r}"
        elif response.status in SENT_AWAY:
            self.busy += 1
        elif one.body:
            # Where somebody else saved the same answer, go on from theirs.
            answer = json.loads(said)
            self.revision = answer.get("stored", answer)["revision"]

    def _answer(self, one: Asked, body: str | None) -> HTTPResponse:
        """Ask once more where a connection that was used before is closed: as browsers and proxies do, RFC 9112 9.3.1.

        What is saved may be sent twice, for a save is known by its key.
        """
        used = self.connection.sock is not None
        try:
            self.connection.request(one.method, one.path, body, one.headers)
            return self.connection.getresponse()
        except (RemoteDisconnected, ConnectionResetError, BrokenPipeError):
            self.connection.close()
            if not used:
                raise
        self.renewed += 1
        self.connection.request(one.method, one.path, body, one.headers)
        return self.connection.getresponse()


def ask(server: Server, one: Asked, seconds: float, together: int = 1, pause: float = 0.0) -> Figure:
    """Ask again and again for some seconds, by so many at once."""
    begin = Barrier(together + 1)
    people = [Visitor(server, [one], seconds, pause, begin) for _ in range(together)]
    for visitor in people:
        visitor.start()
    before, start = server.cpu_seconds(), time.perf_counter()
    begin.wait()
    for visitor in people:
        visitor.join()
    spent, wall = server.cpu_seconds() - before, time.perf_counter() - start
    if failed := [visitor.failed for visitor in people if visitor.failed]:
        raise SystemExit(failed[0])
    times = [each for visitor in people for each in visitor.times]
    return Figure(1000 * spent / len(times), times, wall, sum(visitor.busy for visitor in people))
