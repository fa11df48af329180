"""nginx and Caddy as in the samples of deploy/, on ports of the test and with a certificate of its own."""

import os
import shutil
import socket
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from time import monotonic, sleep

from kamcareer.config import PROJECT_ROOT
from tests.conftest import lacking
from tests.ports import free_port

HOST = "career.example.org"
DEPLOY = PROJECT_ROOT / "deploy"
PATIENCE = 20


@dataclass(frozen=True)
class Proxy:
    """A proxy that runs: its name, the port of TLS, the file of its log, and of the certificate it shows."""

    name: str
    port: int
    log: Path
    certificate: Path


@contextmanager
def nginx(upstream: int, folder: Path) -> Iterator[Proxy]:
    """Run the sample of nginx before a port of this machine."""
    made, key = Proxy("nginx", free_port(), folder / "access.log", folder / "cert.pem"), folder / "key.pem"
    _make_certificate(made.certificate, key)
    changes = {
        "listen [::]:443 ssl http2;": "",
        "listen [::]:80;": "",
        "listen 443 ": f"listen 127.0.0.1:{made.port} ",
        "listen 80;": f"listen 127.0.0.1:{free_port()};",
        "127.0.0.1:8000": f"127.0.0.1:{upstream}",
        "/etc/ssl/kamcareer/fullchain.pem": str(made.certificate),
        "/etc/ssl/kamcareer/privkey.pem": str(key),
        "/var/log/nginx/kamcareer.log": str(made.log),
    }
    whole = f"daemon off; pid {folder}/pid; error_log {folder}/error.log; events {{}}\nhttp {{\n"
    whole += f"client_body_temp_path {folder}/body; proxy_temp_path {folder}/proxy;\n"
    whole += f"{_sample(DEPLOY / 'nginx' / 'kamcareer.conf', changes)}}}\n"
    if os.geteuid() == 0:
        whole = f"user root;\n{whole}"
    (folder / "nginx.conf").write_text(whole)
    with _running(
        [_program("nginx", "nginx-light"), "-p", str(folder), "-c", str(folder / "nginx.conf")], folder, made
    ):
        yield made


@contextmanager
def caddy(upstream: int, folder: Path) -> Iterator[Proxy]:
    """Run the sample of Caddy before a port of this machine; the certificate is given, not fetched."""
    made, key = Proxy("caddy", free_port(), folder / "caddy.log", folder / "cert.pem"), folder / "key.pem"
    _make_certificate(made.certificate, key)
    changes = {
        f"{HOST} {{": f"https://{HOST}:{made.port} {{\n\tbind 127.0.0.1\n\ttls {made.certificate} {key}",
        "127.0.0.1:8000": f"127.0.0.1:{upstream}",
    }
    whole = "{\n\tadmin off\n\tauto_https disable_redirects\n}\n" + _sample(DEPLOY / "caddy" / "Caddyfile", changes)
    (folder / "Caddyfile").write_text(whole)
    command = [_program("caddy", "caddy"), "run", "--adapter", "caddyfile", "--config", str(folder / "Caddyfile")]
    with _running(command, folder, made):
        yield made


def _program(name: str, package: str) -> str:
    found = shutil.which(name, path=f"{os.defpath}:/usr/local/bin:/usr/sbin")
    return found or lacking(f"no {name}: apt-get install {package}")


def _sample(file: Path, changes: dict[str, str]) -> str:
    """The sample, with what differs from one server to another."""
    sample = file.read_text()
    for said, instead in changes.items():
        assert said in sample, said
        sample = sample.replace(said, instead)
    return sample


def _make_certificate(file: Path, key: Path) -> None:
    command = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "1", "-subj", f"/CN={HOST}"]
    command += ["-addext", f"subjectAltName=IP:127.0.0.1,DNS:{HOST}", "-keyout", key, "-out", file]
    subprocess.run(command, check=True, capture_output=True)


@contextmanager
def _running(command: list[str], folder: Path, proxy: Proxy) -> Iterator[None]:
    home = {"HOME": str(folder), "XDG_DATA_HOME": str(folder), "XDG_CONFIG_HOME": str(folder), "PATH": os.defpath}
    with (folder / f"{proxy.name}.said").open("wb") as said:
        process = subprocess.Popen(command, env=home, stdout=said, stderr=said)
    try:
        until = monotonic() + PATIENCE
        while not _listens(proxy.port):
            assert monotonic() < until
            assert process.poll() is None, (folder / f"{proxy.name}.said").read_text()[-2000:]
            sleep(0.05)
        yield
    finally:
        process.terminate()
        process.wait(PATIENCE)


def _listens(port: int) -> bool:
    try:
        socket.create_connection(("127.0.0.1", port)).close()
    except OSError:
        return False
    return True
