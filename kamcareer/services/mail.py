"""Mail: what waits in the queue is handed over to a mail server."""

import smtplib
import ssl
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from email.message import EmailMessage
from email.utils import format_datetime, make_msgid
from urllib.parse import SplitResult, unquote, urlsplit

from sqlalchemy.orm import Session

from kamcareer.core.mail import Message, wait_after
from kamcareer.store.mail import count_messages, delete_message, delete_messages_about, next_message, put_off

SECONDS = 10
OWN_MACHINE = {"localhost", "127.0.0.1", "::1"}


@dataclass(frozen=True)
class Taken:
    """A message that this worker may send now."""

    id: str
    message: Message


def take(session: Session, now: datetime) -> Taken | None:
    """Return a message to be sent now; None when none waits. Commit before sending: then nobody else sends it too."""
    waiting = next_message(session, now)
    if waiting is None:
        return None
    id, tries, message = waiting
    return Taken(id, message) if put_off(session, id, tries, now + wait_after(tries)) else None


def done(session: Session, taken: Taken) -> None:
    """Forget a message that was handed over."""
    delete_message(session, taken.id)


def withdraw(session: Session, mailboxes: Collection[str], page: str) -> set[str]:
    """Take back what waits for mailboxes and leads to a page; return for which of them anything had not left yet."""
    return delete_messages_about(session, mailboxes, page)


def waiting(session: Session) -> tuple[int, int]:
    """Return how many messages wait that were never tried, and how many that the mail server did not take so far."""
    return count_messages(session)


def hand_over(message: Message, server: str, sender: str, now: datetime) -> None:
    """Give a message to the mail server; OSError or smtplib.SMTPException when it does not take it.

    `server` is smtp://user:password@host:port or smtps://…. Without smtps the connection is turned to TLS before
    anything is said, unless the server is on this machine.
    """
    letter = EmailMessage()
    letter["From"], letter["To"], letter["Subject"] = sender, message.recipient, message.subject
    letter["Date"], letter["Message-ID"] = (
        format_datetime(now),
        make_msgid(domain=sender.rpartition("@")[2].rstrip(">")),
    )
    letter["Auto-Submitted"] = "auto-generated"
    letter.set_content(message.text)
    with _signed_in(server) as connection:
        connection.send_message(letter)


def greet(server: str) -> None:
    """Sign in at the mail server and leave; OSError or smtplib.SMTPException when it does not let us in."""
    with _signed_in(server) as connection:
        connection.noop()


@contextmanager
def _signed_in(server: str) -> Iterator[smtplib.SMTP]:
    address, safe = urlsplit(server), ssl.create_default_context()
    with _connection(address, safe) as connection:
        if address.scheme != "smtps" and address.hostname not in OWN_MACHINE:
            connection.starttls(context=safe)
        if address.username:
            connection.login(unquote(address.username), unquote(address.password or ""))
        yield connection


def _connection(address: SplitResult, safe: ssl.SSLContext) -> smtplib.SMTP:
    host = address.hostname or ""
    if address.scheme == "smtps":
        return smtplib.SMTP_SSL(host, address.port or 465, timeout=SECONDS, context=safe)
    return smtplib.SMTP(host, address.port or 587, timeout=SECONDS)
