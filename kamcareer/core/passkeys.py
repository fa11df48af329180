"""Passkeys: keys that never leave a device and open an account by its screen lock (WebAuthn level 3)."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from ipaddress import ip_address
from urllib.parse import urlsplit

CHALLENGE_LIFE = timedelta(minutes=5)
LONGEST_NAME = 60
# More than anybody has devices; a cap, so that one account cannot fill the table.
MOST = 20
USUAL_PORTS = {"https": 443, "http": 80}


class Purpose(StrEnum):
    """What a challenge was made for: the answer to one is none to another."""

    REGISTER = "register"
    ENTER = "enter"
    PROVE = "prove"


@dataclass(frozen=True)
class Challenge:
    """A question that one device answers once; `sign_in_id` is the browser it was made for, where one is signed in."""

    challenge_sha256: str
    purpose: Purpose
    sign_in_id: str | None
    expires: datetime

    def fits(self, purpose: Purpose, sign_in_id: str | None, now: datetime) -> bool:
        """Return whether an answer given now, for this purpose and in this browser, may be taken."""
        return (self.purpose, self.sign_in_id) == (purpose, sign_in_id) and now < self.expires


@dataclass(frozen=True)
class Passkey:
    """What is kept of a passkey: the public half of the key. `sign_count` is how often its device says it was used."""

    id: str
    account_id: str
    credential_id: str
    public_key: str
    sign_count: int
    name: str
    created: datetime
    used: datetime | None = None


@dataclass(frozen=True)
class RelyingParty:
    """The site that a passkey is bound to: a host name, and the origin that answers must come from."""

    id: str
    origin: str


def relying_party(address: str) -> RelyingParty | None:
    """Return the site of an address; None where browsers let nobody have passkeys.

    They ask for a name, not a number, and for https unless the site is this very machine.
    """
    try:
        parts = urlsplit(address)
        host, port = parts.hostname or "", parts.port
    except ValueError:
        return None
    own_machine = host == "localhost" or host.endswith(".localhost")
    if not host or _is_number(host) or (parts.scheme != "https" and not (own_machine and parts.scheme == "http")):
        return None
    shown = "" if port in {None, USUAL_PORTS[parts.scheme]} else f":{port}"
    return RelyingParty(host, f"{parts.scheme}://{host}{shown}")


def _is_number(host: str) -> bool:
    try:
        ip_address(host)
    except ValueError:
        return False
    return True
