"""Handing letters over to a mail server that runs: by TLS with a certificate that is checked, or not at all."""

import ssl
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path
from smtplib import SMTPException, SMTPNotSupportedError
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, generate_private_key
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from kamcareer.core.mail import Message
from kamcareer.services.mail import OWN_MACHINE, hand_over
from tests.ports import free_port

# Another machine as far as the code knows, and yet this one.
ELSEWHERE = "127.0.0.2"
LETTER = Message("vera@example.ru", "Тема", "Текст")
NOW = datetime.now(UTC)


class Bag:
    """Keeps what the server was given, and whether it came by TLS."""

    def __init__(self) -> None:
        self.came: list[bool] = []

    async def handle_DATA(self, _server: Any, session: Any, _envelope: Any) -> str:  # noqa: N802 - the library's name
        self.came.append(session.ssl is not None)
        return "250 OK"


def certificate(folder: Path, address: str) -> tuple[Path, ssl.SSLContext]:
    """A certificate for an address, signed by itself; return its file and what a server needs of it."""
    key = generate_private_key(SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "mail")])
    made = x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key())
    made = made.serial_number(1).not_valid_before(NOW - timedelta(days=1)).not_valid_after(NOW + timedelta(days=1))
    made = made.add_extension(x509.SubjectAlternativeName([x509.IPAddress(ip_address(address))]), critical=False)
    file = folder / "certificate.pem"
    file.write_bytes(made.sign(key, SHA256()).public_bytes(Encoding.PEM))
    secret = folder / "key.pem"
    secret.write_bytes(key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(file, secret)
    return file, context


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Callable[..., tuple[Bag, str, Path]]]:
    """Start a mail server: return what it was given, its address, and the certificate to trust."""
    running: list[Controller] = []

    def start(*, tls: bool = True, named: str = ELSEWHERE) -> tuple[Bag, str, Path]:
        bag, (file, context) = Bag(), certificate(tmp_path, named)
        offered = {"tls_context": context} if tls else {}
        running.append(Controller(bag, hostname=ELSEWHERE, port=free_port(), **offered))
        running[-1].start()
        return bag, f"smtp://{ELSEWHERE}:{running[-1].port}", file

    yield start
    for one in running:
        one.stop()


def test_another_machine_gets_a_letter_by_tls(server: Callable, monkeypatch: pytest.MonkeyPatch):
    assert ELSEWHERE not in OWN_MACHINE
    bag, address, trusted = server()
    monkeypatch.setenv("SSL_CERT_FILE", str(trusted))
    hand_over(LETTER, address, "kam@example.ru", NOW)

    assert bag.came == [True]


def test_a_server_that_offers_no_tls_gets_nothing(server: Callable, monkeypatch: pytest.MonkeyPatch):
    bag, address, trusted = server(tls=False)
    monkeypatch.setenv("SSL_CERT_FILE", str(trusted))
    with pytest.raises(SMTPNotSupportedError):
        hand_over(LETTER, address, "kam@example.ru", NOW)

    assert issubclass(SMTPNotSupportedError, SMTPException), "so that the letter waits and is tried again"
    assert bag.came == []


@pytest.mark.parametrize(("named", "trusted"), [(ELSEWHERE, False), ("127.0.0.3", True)])
def test_a_server_with_a_foreign_certificate_or_for_another_name_gets_nothing(
    server: Callable, monkeypatch: pytest.MonkeyPatch, named: str, trusted: bool
):
    bag, address, file = server(named=named)
    monkeypatch.setenv("SSL_CERT_FILE", str(file) if trusted else "/dev/null")
    with pytest.raises(ssl.SSLCertVerificationError):
        hand_over(LETTER, address, "kam@example.ru", NOW)

    assert bag.came == []
