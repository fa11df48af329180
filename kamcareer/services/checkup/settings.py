"""What is wrong with the settings of an installation, by themselves."""

from collections.abc import Iterator
from ipaddress import ip_address

from kamcareer.core.connections import in_the_open, unchecked
from kamcareer.core.framework.errors import FileError
from kamcareer.core.legal_basis import Purpose
from kamcareer.services.checkup.finding import Circumstances, Finding
from kamcareer.services.framework_files import load_all
from kamcareer.services.legal_texts import document_for


def of_settings(its: Circumstances) -> Iterator[Finding]:
    """Look at what is set, and at the frameworks and texts that it names."""
    secure = (its.public_url or "").startswith("https://")
    if not secure and not _loopback(its.host):
        remedy = "put a proxy with TLS in front (docs/operations.md) and set KAMCAREER_PUBLIC_URL=https://…"
        yield Finding("https", "passphrases and answers cross the network in the open", remedy)
    if secure and not its.proxy_hops:
        remedy = "set KAMCAREER_PROXY_HOPS to the number of proxies in front, usually 1"
        yield Finding("proxy", "everybody counts as one address, the proxy's", remedy, wrong=False)
    if its.workers > 1 and its.limits_url.startswith("memory:"):
        says = f"each of {its.workers} worker processes counts attempts for itself"
        yield Finding("limits", says, "set KAMCAREER_LIMITS_URL=redis://…", wrong=False)
    if not its.mail_url:
        yield Finding("mail", "no letters are sent", "set KAMCAREER_MAIL_URL, _MAIL_FROM and _PUBLIC_URL", wrong=False)
    if its.operator.missing:
        says = f"the notices do not say who runs this: {', '.join(its.operator.missing)}"
        yield Finding("operator", says, "set the KAMCAREER_OPERATOR_… lines of .env.example", wrong=False)
    try:
        load_all(its.frameworks, its.additions)
    except FileError as error:
        yield Finding("frameworks", str(error.problems[0]), "flask frameworks check says all of it")
    try:
        for purpose in Purpose:
            document_for(its.legal, its.operator, purpose)
    except FileError as error:
        remedy = "bring a file of that name, or unset KAMCAREER_LEGAL: the shipped drafts are shown then"
        yield Finding("legal texts", str(error.problems[0]), remedy)
    for name, nearest in its.unread:
        remedy = f"did you mean {nearest}?" if nearest else "take it out; .env.example names them all"
        yield Finding("settings", f"{name} is set, and there is no such setting", remedy, wrong=False)


def of_ways(its: Circumstances) -> Iterator[Finding]:
    """Look at the ways to database and Redis: who can listen, and whether anybody asks who answers."""
    url = its.installation.database_url
    if in_the_open(url, its.libpq):
        says = "what is said to the database crosses a network in plain text; KAMCAREER_PRIVATE_NETWORK=1 allows it"
        yield Finding("database", says, "add ?sslmode=verify-full&sslrootcert=… to its address", wrong=False)
    elif unchecked(url, its.libpq):
        says = "nobody looks whether the machine that answers is the right one"
        yield Finding("database", says, "set sslmode=verify-full and sslrootcert in its address", wrong=False)
    if in_the_open(its.limits_url):
        says = "what is said to Redis crosses a network in plain text; KAMCAREER_PRIVATE_NETWORK=1 allows it"
        yield Finding("limits", says, "set KAMCAREER_LIMITS_URL=rediss://…", wrong=False)


def _loopback(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
