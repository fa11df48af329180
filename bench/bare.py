"""The smallest application there is, behind the same gunicorn: what `bench/pages.py` holds our pages against.

`python bench/bare.py PORT FILE`: one word, and one indexed row of an SQLite file rendered with Jinja.
"""

import sqlite3
import sys
import threading

from flask import Flask
from gunicorn.app.base import BaseApplication

PAGE = "<!doctype html><title>{{ row[1] }}</title><p>{{ row[0] }}</p><p>{{ row[1] }}</p>"
ROW = "SELECT number, name FROM person WHERE number = ?"


def bare_app(file: str) -> Flask:
    """Return the application."""
    app, own = Flask("bare"), threading.local()
    page = app.jinja_env.from_string(PAGE)  # once: a page of a template folder is not compiled for each request either

    def row() -> str:
        if not hasattr(own, "base"):
            own.base = sqlite3.connect(file)
        return page.render(row=own.base.execute(ROW, ("00500",)).fetchone())

    app.add_url_rule("/hello", "hello", lambda: "hello")
    app.add_url_rule("/row", "row", row)
    return app


class BareServer(BaseApplication):
    """Gunicorn with as many workers and threads as ours."""

    def __init__(self, port: int, file: str) -> None:
        self.port, self.file = port, file
        super().__init__()

    def load_config(self) -> None:
        """Take the options of ours."""
        options = {"worker_class": "gthread", "workers": 2, "threads": 12, "keepalive": 75, "preload_app": True}
        options |= {"bind": f"127.0.0.1:{self.port}", "control_socket_disable": True, "loglevel": "warning"}
        for name, value in options.items():
            self.cfg.set(name, value)

    def load(self) -> Flask:
        """Return the application."""
        return bare_app(self.file)


if __name__ == "__main__":
    BareServer(int(sys.argv[1]), sys.argv[2]).run()
