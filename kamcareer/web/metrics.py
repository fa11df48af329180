"""What is counted for Prometheus: how often and how long, of which page, never of whom.

Every process counts into a file of its own; whoever answers /metrics adds the files up.
"""

import json
import os
import struct
from collections.abc import Iterator
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from time import time
from typing import Any

from flask import Flask, Response, current_app, request
from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest, values
from prometheus_client.mmap_dict import MmapedDict
from prometheus_client.multiprocess import MultiProcessCollector
from prometheus_client.registry import Collector

from kamcareer.web.log_lines import time_taken

# A method is the word of whoever asks; of an address that does not exist neither is kept.
NOWHERE, ANY = "nowhere", "any"
SECONDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)


class Job(StrEnum):
    """What timers start."""

    BACKUP = "backup"
    INTEGRITY = "integrity"
    MAIL = "mail"
    POOL = "pool"
    REMINDERS = "reminders"
    RETENTION = "retention"


class Place:
    """The number under which a process counts: the lowest that no living process has.

    Not the process id: workers come and go, and each would leave its files behind.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._owner = self._number = 0

    def number(self) -> int:
        """Return the number of this process, taken now if it was forked since the last time."""
        if self._owner != os.getpid():
            self._owner, self._number = os.getpid(), self._take()
        return self._number

    def _take(self) -> int:
        if os.name == "nt":
            return os.getpid()
        import fcntl  # noqa: PLC0415 - not on Windows

        number = 0
        while True:
            file = os.open(self.folder / f"{number}.lock", os.O_RDWR | os.O_CREAT, 0o600)
            try:
                # Held until the process ends, however it ends; a child does not inherit it.
                fcntl.lockf(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except OSError:
                os.close(file)
                number += 1
            else:
                return number


class Metrics:
    """What one installation counts."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        for one in (folder.parent, folder):
            one.mkdir(0o700, parents=True, exist_ok=True)
        drop_unreadable(folder)
        # The library asks for both when something is first counted.
        os.environ["PROMETHEUS_MULTIPROC_DIR"] = str(folder)  # noqa: TID251 - its only way to be told
        values.ValueClass = values.MultiProcessValue(Place(folder).number)  # type: ignore[no-untyped-call]
        bare: Any = {"registry": None}
        self.requests = Counter("kamcareer_requests", "Requests answered.", ["page", "method", "status"], **bare)
        self.seconds = Histogram(
            "kamcareer_request_seconds", "Time to an answer.", ["page", "method"], buckets=SECONDS, **bare
        )
        self.database_errors = Counter(
            "kamcareer_database_errors", "Requests that the database did not serve.", ["kind"], **bare
        )
        self.letters = Counter("kamcareer_letters", "Letters given to the mail server.", ["outcome"], **bare)
        self.refused = Counter("kamcareer_sign_ins_refused", "Who was not let in.", ["way"], **bare)
        self.breaches = Counter(
            "kamcareer_policy_breaches", "Reported breaches of the policy of content.", ["directive"], **bare
        )
        # Not "job": by that name Prometheus calls what it reads, and would rename ours.
        self.jobs = Counter("kamcareer_job_runs", "Runs of what timers start.", ["timer", "outcome"], **bare)
        self.job_done = Gauge(
            "kamcareer_job_done_seconds", "When it last went well.", ["timer"], multiprocess_mode="max", **bare
        )
        for job in Job:
            self.job_done.labels(job)  # 0 says "never"; a series that is not there would wake nobody

    def text(self, *now: Collector) -> bytes:
        """Return what all processes have counted, and what is to be measured at this moment."""
        registry = CollectorRegistry()
        MultiProcessCollector(registry, path=str(self.folder))  # type: ignore[no-untyped-call]
        for one in now:
            registry.register(one)
        return generate_latest(registry)


def drop_unreadable(folder: Path) -> None:
    """Delete files that a power cut left half written: one of them would spoil every answer."""
    for file in folder.glob("*.db"):
        try:
            if file.stat().st_size:
                for key, *_ in MmapedDict.read_all_values_from_file(str(file)):  # type: ignore[no-untyped-call]
                    json.loads(key)
        except (RuntimeError, ValueError, struct.error):
            file.unlink(missing_ok=True)


def register_metrics(app: Flask) -> None:
    """Count every request where somebody may read the figures; otherwise nothing is counted."""
    if not app.config["SETTINGS"].metrics_token:
        return
    metrics = app.extensions["metrics"] = Metrics(app.config["SETTINGS"].data_folder / "metrics")

    @app.after_request
    def _count(response: Response) -> Response:
        page, method = (request.endpoint, request.method) if request.endpoint else (NOWHERE, ANY)
        metrics.requests.labels(page, method, response.status_code).inc()
        metrics.seconds.labels(page, method).observe(time_taken())
        return response


def count_database_error(kind: str) -> None:
    """Count a request that the database did not serve."""
    if metrics := _metrics():
        metrics.database_errors.labels(kind).inc()


def count_letter(*, sent: bool) -> None:
    """Count a letter that the mail server took, or did not take."""
    if metrics := _metrics():
        metrics.letters.labels("sent" if sent else "failed").inc()


def count_refused_sign_in(way: str) -> None:
    """Count somebody who was not let in."""
    if metrics := _metrics():
        metrics.refused.labels(way).inc()


def count_policy_breach(directive: str) -> None:
    """Count what a browser reported that it stopped."""
    if metrics := _metrics():
        metrics.breaches.labels(directive).inc()


@contextmanager
def counted(job: Job) -> Iterator[None]:
    """Count a run of a job, and note when it last went well."""
    metrics, went_well = _metrics(), False
    try:
        yield
        went_well = True
    except SystemExit as end:
        went_well = not end.code
        raise
    finally:
        if metrics:
            metrics.jobs.labels(job, "done" if went_well else "failed").inc()
        if metrics and went_well:
            metrics.job_done.labels(job).set(time())


def _metrics() -> Metrics | None:
    found: Metrics | None = current_app.extensions.get("metrics")
    return found
