"""`flask serve`: prepare the installation and start a production-grade server. `make run` calls it."""

import os
import socket
import sys
from pathlib import Path

import click
import segno
from flask import current_app

from kamcareer.cli.database import prepare_database
from kamcareer.config import PROJECT_ROOT, Settings, make_secret
from kamcareer.web.assets import build_assets

EVERYWHERE = {"0.0.0.0", "::"}  # noqa: S104 - compared with, not bound to


@click.command("serve")
def serve() -> None:
    """Make the secret, migrate the database, compress the static files and start the server."""
    settings: Settings = current_app.config["SETTINGS"]
    _refuse_busy_port(settings)
    if settings.secret_key is None:
        make_secret(settings)
    prepare_database()
    build_assets(current_app._get_current_object())  # type: ignore[attr-defined]  # noqa: SLF001 - Flask's own way to the app
    _tell(settings)
    _become_server(settings)


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
    host = settings.host if settings.host not in EVERYWHERE else "127.0.0.1"
    click.echo(f"kamcareer is at http://{host}:{settings.port}  (Ctrl+C stops it)")
    if settings.host in EVERYWHERE and (address := _lan_address()):
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


def _become_server(settings: Settings) -> None:
    scripts = Path(sys.executable).parent
    bind = f"{settings.host}:{settings.port}"
    os.chdir(PROJECT_ROOT)
    if os.name == "nt":
        os.execv(sys.executable, [sys.executable, "-m", "waitress", f"--listen={bind}", "app:app"])  # noqa: S606
    command = [
        str(scripts / "gunicorn"), "app:app", "--bind", bind, "--worker-class", "gthread",
        "--workers", str(settings.workers), "--threads", str(settings.threads), "--timeout", "30",
        "--graceful-timeout", "30", "--keep-alive", "75", "--preload", "--no-control-socket",
        "--log-level", "warning", "--max-requests", "5000", "--max-requests-jitter", "500",
    ]  # fmt: skip
    os.execv(command[0], command)  # noqa: S606 - the path of our own environment
