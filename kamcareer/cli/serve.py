"""`flask serve`: prepare the installation and start a production-grade server. `make run` calls it."""

import os
import socket
import sys

import click
import segno
from flask import Flask, current_app
from flask.cli import with_appcontext

from kamcareer.cli.command import Command
from kamcareer.cli.installation import prepare_installation
from kamcareer.config import EVERYWHERE, Settings
from kamcareer.store.database import db
from kamcareer.store.job_queue import has_queue
from kamcareer.web.assets import build_assets
from kamcareer.web.erasures import erase_what_came_back
from kamcareer.web.frameworks import current_framework
from kamcareer.worker.embedded import EmbeddedWorker


@click.command("serve", cls=Command)
@with_appcontext
def serve() -> None:
    """Make the secret, migrate the database, compress the static files and start the server.

    A socket that systemd hands over is used instead of host and port (deploy/systemd/kamcareer.socket).
    """
    app: Flask = current_app._get_current_object()  # type: ignore[attr-defined]  # noqa: SLF001 - Flask's own way
    settings: Settings = app.config["SETTINGS"]
    if app.debug:
        raise click.ClickException("FLASK_DEBUG shows the inside of the server to everybody. Unset it to serve people")
    if not settings.handed_socket:
        _refuse_busy_port(settings)
    prepare_installation()
    _erase_what_came_back()
    build_assets(app)
    current_framework()  # not only the first page finds that there is none
    db.session.remove()
    _tell(settings)
    _run_server(app, settings)


def _erase_what_came_back() -> None:
    """Erase what a restored backup brought back, before anybody can see it."""
    done = erase_what_came_back()
    if done:
        click.echo(f"a backup was restored; erased again: {sum(done.values())}")


def _refuse_busy_port(settings: Settings) -> None:
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((settings.host, settings.port))
        except OSError as error:
            click.echo(
                f"Port {settings.port} on {settings.host} cannot be used ({error.strerror}). "
                f"Choose another: make run PORT={settings.port + 1}",
                err=True,
            )
            raise SystemExit(1) from None


def _tell(settings: Settings) -> None:
    if settings.handed_socket:
        settings.address_file.unlink(missing_ok=True)
        click.echo("kamcareer answers on the socket that was handed over")
        sys.stdout.flush()
        return
    settings.address_file.write_text(f"{settings.own_address}\n")
    click.echo(f"kamcareer is at {settings.own_address}  (Ctrl+C stops it)")
    # In the log of a container nobody points a phone at it, and the address is one of its inside.
    if settings.host in EVERYWHERE and sys.stdout.isatty() and (address := _lan_address()):
        url = f"http://{address}:{settings.port}"
        click.echo(f"In this network, for example on a phone: {url}")
        segno.make(url, error="l").terminal(out=sys.stdout, compact=True)
    sys.stdout.flush()


def _lan_address() -> str | None:
    """Return the address by which other machines of the network reach this one; nothing is sent to find out."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("192.0.2.1", 9))
        except OSError:
            return None
        return str(probe.getsockname()[0])


def _run_server(app: Flask, settings: Settings) -> None:
    """Serve the application that is already loaded; returns when the server was told to stop."""
    bind = f"{settings.in_address}:{settings.port}"
    if os.name == "nt":
        from waitress import serve as serve_with_waitress  # noqa: PLC0415 - gunicorn does not run on Windows

        _work_in_background(app)
        serve_with_waitress(app, listen=bind)
        return
    from kamcareer.cli.gunicorn_server import GunicornServer  # noqa: PLC0415

    GunicornServer(app, bind, settings.workers, settings.threads, lambda: _work_in_background(app)).run()


def _work_in_background(app: Flask) -> None:
    """On SQLite do background work in this process too; on PostgreSQL workers of their own do it."""
    with app.app_context():
        apart = has_queue(db.session())
    if not apart:
        EmbeddedWorker(app).start()
