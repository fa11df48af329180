"""Addresses of servers that kamcareer talks to: whether what is said to them can be read on the way."""

from collections.abc import Iterator, Mapping
from ipaddress import ip_address
from urllib.parse import SplitResult, parse_qs, unquote, urlsplit

ENCRYPTED = {"require", "verify-ca", "verify-full"}  # what libpq calls the ways that never fall back to plain text
CHECKED = {"verify-ca", "verify-full"}


def in_the_open(url: str, libpq: Mapping[str, str] | None = None) -> bool:
    """Return whether words to a database or to Redis may cross a network that others can listen to.

    `libpq` holds what PostgreSQL's library reads where the address is silent (PGHOST, PGSSLMODE). What stays on this
    machine, by loopback or a socket in a folder, is never in the open.
    """
    parts, silent = urlsplit(url), libpq or {}
    if not any(_remote(host) for host in _hosts(parts, silent)):
        return False
    return _sslmode(parts, silent) not in ENCRYPTED if _is_postgres(parts) else parts.scheme != "rediss"


def unchecked(url: str, libpq: Mapping[str, str] | None = None) -> bool:
    """Return whether a PostgreSQL elsewhere is spoken to without a look at who it is."""
    parts, silent = urlsplit(url), libpq or {}
    away = _is_postgres(parts) and any(_remote(host) for host in _hosts(parts, silent))
    return away and _sslmode(parts, silent) not in CHECKED


def _is_postgres(parts: SplitResult) -> bool:
    return parts.scheme.partition("+")[0] in {"postgres", "postgresql"}


def _hosts(parts: SplitResult, libpq: Mapping[str, str]) -> Iterator[str]:
    if not _is_postgres(parts):
        named = [parts.netloc.rpartition("@")[2]]
    else:
        asked = parse_qs(parts.query)
        named = [parts.netloc.rpartition("@")[2], *asked.get("host", []), *asked.get("hostaddr", [])]
        named = named if any(named) else [libpq.get("PGHOST", ""), libpq.get("PGHOSTADDR", "")]
    yield from unquote(",".join(named)).split(",")


def _sslmode(parts: SplitResult, libpq: Mapping[str, str]) -> str:
    # Of several in an address the library takes one; all of them have to be safe.
    named = parse_qs(parts.query).get("sslmode") or [libpq.get("PGSSLMODE", "")]
    return named[0] if len(set(named)) == 1 else ""


def _remote(host: str) -> bool:
    if not host or host.startswith(("/", "@")):
        return False
    bare = urlsplit(f"//{host}").hostname or host if host.count(":") <= 1 or host.startswith("[") else host
    try:
        return not ip_address(bare).is_loopback
    except ValueError:
        return bare != "localhost"
