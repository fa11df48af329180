"""Background work inside the server, on SQLite: a thread in each of its processes that looks for jobs."""

from threading import Event, Thread
from time import monotonic

from flask import Flask

from kamcareer.services.background_jobs import ask_for_chores, forget_old, jobs_to_take
from kamcareer.store.database import AWAY, db, may_write
from kamcareer.web.clock import now
from kamcareer.worker.running import run_job

PAUSE, BETWEEN_CHORES = 1, 60  # seconds


class EmbeddedWorker(Thread):
    """Looks for jobs until it is told to stop, or its process ends. Several share the jobs between them."""

    def __init__(self, app: Flask) -> None:
        super().__init__(name="background", daemon=True)
        self.app = app
        self._over = Event()
        self._chores_at = 0.0

    def run(self) -> None:
        """Look, and do what is there."""
        while not self._over.wait(PAUSE):
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


def make_chores(app: Flask) -> None:
    """Make jobs of the chores that are due, and forget jobs that were kept long enough."""
    with app.app_context():
        may_write.set(True)
        ask_for_chores(db.session(), now().astimezone(app.config["SETTINGS"].zone))
        forget_old(db.session(), now())
        db.session.commit()
