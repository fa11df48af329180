"""Background work inside the server, on SQLite: a thread of one of its processes looks for jobs."""

import os
from pathlib import Path
from threading import Event, Thread
from time import monotonic

from flask import Flask

from kamcareer.services.background_jobs import jobs_to_take
from kamcareer.store.database import AWAY, db, may_write
from kamcareer.web.clock import now
from kamcareer.worker.chores import make_chores
from kamcareer.worker.running import run_job

PAUSE, BETWEEN_CHORES = 1, 60  # seconds


class EmbeddedWorker(Thread):
    """Looks for jobs until it is told to stop, or its process ends.

    Of the processes of a server one does so, another when that one has ended: each would need the memory for it.
    """

    def __init__(self, app: Flask) -> None:
        super().__init__(name="background", daemon=True)
        self.app = app
        self._turn = _Turn(app.config["SETTINGS"].data_folder / "background.lock")
        self._over = Event()
        self._chores_at = 0.0

    def run(self) -> None:
        """Look, and do what is there."""
        while not self._over.wait(PAUSE):
            if not self._turn.is_ours():
                continue
            try:
                self.look()
            except AWAY as error:
                self.app.logger.error("background: %s", type(error).__name__)  # noqa: TRY400 - no people's words

    def look(self) -> int:
        """Do every job that waits; return how many this process ended."""
        if monotonic() >= self._chores_at:
            self._chores_at = monotonic() + BETWEEN_CHORES
            make_chores(self.app)
        with self.app.app_context():
            may_write.set(False)
            ids = jobs_to_take(db.session(), now())
            db.session.rollback()
        return sum(run_job(self.app, id) for id in ids)

    def stop(self) -> None:
        """Begin no other job."""
        self._over.set()


class _Turn:
    """A file that one process at a time can hold; it is free again when that process ends, however it ends."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self._held: int | None = None

    def is_ours(self) -> bool:
        if self._held is not None or os.name == "nt":  # on Windows the server is one process
            return True
        import fcntl  # noqa: PLC0415 - not on Windows

        opened = os.open(self._file, os.O_RDWR | os.O_CREAT, 0o600)
        try:
            fcntl.flock(opened, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            os.close(opened)
            return False
        self._held = opened
        return True
