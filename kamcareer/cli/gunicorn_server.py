"""Gunicorn around an application that is already loaded: a start reads everything once."""

import gc
from collections.abc import Callable

from flask import Flask
from gunicorn.app.base import BaseApplication

from kamcareer.services.framework_files import share_framework
from kamcareer.store.database import db
from kamcareer.web.frameworks import current_framework


class GunicornServer(BaseApplication):  # type: ignore[misc]  # the library has no types
    """A server with threads; workers are forked from this process."""

    def __init__(self, app: Flask, bind: str, workers: int, threads: int, begun: Callable[[], None]) -> None:
        """`begun` is called in every worker once it is there."""
        self.app = app
        self.options = {
            "bind": bind,
            "worker_class": "gthread",
            "workers": workers,
            "threads": threads,
            "timeout": 30,
            "graceful_timeout": 30,
            "keepalive": 75,  # people think longer than gunicorn's two seconds
            "preload_app": True,
            "control_socket_disable": True,  # otherwise instances of one user share a socket in the home folder
            "loglevel": "warning",
            "post_worker_init": lambda _worker: begun(),
            "max_requests": 5000,
            "max_requests_jitter": 500,
        }
        super().__init__()

    def load_config(self) -> None:
        """Take the options, nothing from the command line."""
        for name, value in self.options.items():
            self.cfg.set(name, value)

    def load(self) -> Flask:
        """Return the application; connections made so far stay in this process, what was read is for all workers."""
        with self.app.app_context():
            share_framework(current_framework())
            db.engine.dispose()
        gc.collect()
        gc.freeze()  # a collection in a worker would touch every object, and so copy what it shares with the others
        return self.app
