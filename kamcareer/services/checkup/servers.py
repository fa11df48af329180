"""Whether the servers that an installation needs answer: its mail server and Redis."""

from collections.abc import Iterator
from smtplib import SMTPException

from limits.storage import storage_from_string

from kamcareer.services.checkup.finding import Circumstances, Finding
from kamcareer.services.mail import greet

SECONDS = 5


def of_servers(its: Circumstances) -> Iterator[Finding]:
    """Ask each once, without sending or counting anything."""
    if its.mail_url:
        try:
            greet(its.mail_url)
        except (OSError, SMTPException, ValueError) as error:  # the last of a name that is not written in ASCII
            # Of a refused sign-in the answer may name the account.
            says = f"the mail server does not take us in ({type(error).__name__})"
            yield Finding("mail", says, "is it running, is KAMCAREER_MAIL_URL right, may this account in?")
    if its.limits_url.startswith("redis") and not _answers(its.limits_url):
        says = "Redis does not answer; each worker process counts attempts for itself"
        yield Finding("limits", says, "is it running, is KAMCAREER_LIMITS_URL right?")


def _answers(url: str) -> bool:
    try:
        storage = storage_from_string(url, socket_connect_timeout=SECONDS, socket_timeout=SECONDS)
        return bool(storage.check())
    except Exception:  # noqa: BLE001 - each kind of Redis raises its own while it looks for its servers
        return False
