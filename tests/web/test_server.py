"""`flask serve` as a person starts it."""

import signal
import socket
import stat
import subprocess
import sys
from collections.abc import Callable, Iterator
from http.client import HTTPConnection
from pathlib import Path
from time import monotonic

import pytest

from kamcareer.config import PROJECT_ROOT
from tests.ports import free_port

FLASK = Path(sys.executable).with_name("flask")


@pytest.fixture
def serve(tmp_path: Path) -> Iterator[Callable[..., subprocess.Popen]]:
    started = []

    def run(port: int, **more: str) -> subprocess.Popen:
        env = more | {
            "KAMCAREER_DATA": str(tmp_path / "data"),
            "KAMCAREER_PORT": str(port),
            "KAMCAREER_WORKERS": "1",
            "PATH": "/usr/bin:/bin",
        }
        pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "text": True}
        started.append(subprocess.Popen([FLASK, "serve"], cwd=PROJECT_ROOT, env=env, **pipes))
        return started[-1]

    yield run
    for process in started:
        if process.poll() is None:
            process.kill()
        process.communicate(timeout=20)


def status(port: int, path: str) -> int:
    """Ask again until the server has taken its port, at most half a minute."""
    until = monotonic() + 30
    while True:
        connection = HTTPConnection("127.0.0.1", port, timeout=10)
        try:
            connection.request("GET", path)
            return connection.getresponse().status
        except ConnectionError:
            assert monotonic() < until
        finally:
            connection.close()


# Where one request ends and the next begins must not be said in two ways.
SMUGGLED = (
    b"POST /start HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\nGET /demo",
    b"POST /start HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\nabcdef",
    b"POST /start HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: xchunked\r\n\r\n0\r\n\r\n",
    b"GET / HTTP/1.1\r\nHost: localhost\r\nContent-Length: -1\r\n\r\n",
)


def refused(port: int, request: bytes) -> bool:
    """Send bytes as they are; return whether one refusal came back, and nothing after it."""
    with socket.create_connection(("127.0.0.1", port), timeout=10) as connection:
        connection.sendall(request)
        connection.settimeout(10)
        said = b""
        while part := connection.recv(4096):
            said += part
    return said.startswith((b"HTTP/1.1 400", b"HTTP/1.1 501")) and said.count(b"HTTP/1.1 ") == 1


def server_name(port: int) -> str | None:
    connection = HTTPConnection("127.0.0.1", port, timeout=10)
    connection.request("GET", "/healthz")
    name = connection.getresponse().getheader("Server")
    connection.close()
    return name


def test_one_command_prepares_an_installation_and_serves_it(tmp_path: Path, serve: Callable):
    port = free_port()
    server = serve(port)
    assert f"http://127.0.0.1:{port}" in server.stdout.readline()

    assert [status(port, path) for path in ("/", "/readyz", "/start")] == [200, 200, 200]
    assert stat.S_IMODE((tmp_path / "data" / "secret_key").stat().st_mode) == 0o600
    second = serve(port)
    out, err = second.communicate(timeout=60)
    assert second.returncode == 1
    assert (out, err.count("\n")) == ("", 1)
    assert str(port) in err
    assert [refused(port, request) for request in SMUGGLED] == [True] * len(SMUGGLED)
    assert server_name(port) == "gunicorn"  # no version for whoever looks for an old one
    server.send_signal(signal.SIGTERM)
    assert server.wait(timeout=30) == 0


def test_a_server_that_shows_its_inside_does_not_start(serve: Callable):
    server = serve(free_port(), FLASK_DEBUG="1")
    out, err = server.communicate(timeout=60)

    assert server.returncode != 0
    assert out == ""
    assert "FLASK_DEBUG" in err


def test_a_port_that_is_no_port_gets_one_line(tmp_path: Path, serve: Callable):
    server = serve(99999)
    out, err = server.communicate(timeout=60)

    assert server.returncode != 0
    assert out == ""
    assert "KAMCAREER_PORT" in err
    assert "Traceback" not in err
