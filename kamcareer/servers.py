"""The servers that an installation talks to, as its variables name them: database, Redis, mail server, sign-in."""

from email.utils import getaddresses
from pathlib import Path
from urllib.parse import quote, urlsplit

from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError

from kamcareer.core.connections import in_the_open
from kamcareer.environment import Environment

NOBODY_ELSE = "Where nobody else can listen, as between containers of one machine, set KAMCAREER_PRIVATE_NETWORK=1"
DATABASES = {
    "sqlite": "sqlite:////var/lib/kamcareer/kamcareer.db",
    "postgresql": "postgresql://user:password@host/kamcareer",
}
NOWHERE, IN_NO_FILE = "sqlite://", {None, "", ":memory:"}  # each thread would have an empty database of its own
IN_MEMORY = "memory://"
REDIS = {"redis", "rediss", "redis+unix", "redis+sentinel", "redis+cluster"}


def usable_database(given: str, env: Environment, said: str = "the address of the database") -> str:
    """Return the URL of a database as SQLAlchemy knows it; SystemExit with the cure where it is none to be used.

    Refused is also what would carry people's words over a network in plain text. `said` is what the URL is called.
    """
    private = _private_network(env)
    # Hosting providers write postgres://, which SQLAlchemy does not know.
    url = given.replace("postgres://", "postgresql://", 1) if given.startswith("postgres://") else given
    try:
        parts = make_url(url)
        parts.get_dialect().import_dbapi()
    except (ArgumentError, ValueError, ImportError):
        parts = make_url(NOWHERE)
    kind = parts.get_backend_name()
    if kind not in DATABASES or (kind == "sqlite" and parts.database in IN_NO_FILE):
        raise SystemExit(f"{said} cannot be used; it must look like {' or '.join(DATABASES.values())}")
    if parts.password and quote(parts.password, safe="") not in url:
        # Typed as it is, it may hold what ends the name of the host for whoever reads the address after SQLAlchemy.
        url = parts.render_as_string(hide_password=False)
    if kind == "postgresql" and in_the_open(url, env.given) and not private:
        raise SystemExit(
            "the database is on another machine and its address asks for no encryption: whatever people write could be "
            f"read on the way. Add ?sslmode=verify-full&sslrootcert=… to the address. {NOBODY_ELSE}"
        )
    return url


def database_url(env: Environment, data: Path) -> str:
    """Return where the database is: SQLite in the data folder unless another is set."""
    name = "KAMCAREER_DATABASE_URL"
    return usable_database(env.text(name, f"sqlite:///{data / 'kamcareer.db'}"), env, name)


def limits_url(env: Environment) -> str:
    """Return where attempts are counted: in memory unless a Redis is set."""
    if env.text("KAMCAREER_LIMITS_URL", IN_MEMORY) == IN_MEMORY:
        return IN_MEMORY
    url = env.address("KAMCAREER_LIMITS_URL", REDIS, "redis://127.0.0.1:6379/0") or ""
    if in_the_open(url) and not _private_network(env):
        raise SystemExit(
            "KAMCAREER_LIMITS_URL names a server on another machine without encryption. Write rediss:// in place of "
            f"redis://. {NOBODY_ELSE}"
        )
    return url


def _private_network(env: Environment) -> bool:
    return env.switch("KAMCAREER_PRIVATE_NETWORK")


def mail_url(env: Environment) -> str | None:
    """Return the mail server; None where none is set. Sender and public address have to be set too."""
    url = env.address("KAMCAREER_MAIL_URL", {"smtp", "smtps"}, "smtp://user:password@mail.example:587")
    if url and not _is_mailbox(env.text("KAMCAREER_MAIL_FROM")):
        raise SystemExit(
            "KAMCAREER_MAIL_URL is set; KAMCAREER_MAIL_FROM must be the one address that letters come from, such as "
            'kamcareer@example.org or "Example, Ltd" <kamcareer@example.org>'
        )
    if url and not env.text("KAMCAREER_PUBLIC_URL"):
        # Else a link to sign in would lead to whatever host name was written into the request for it.
        raise SystemExit(
            "KAMCAREER_MAIL_URL is set; set KAMCAREER_PUBLIC_URL too, the address that links in letters lead to"
        )
    return url


def _is_mailbox(text: str) -> bool:
    """Return whether a text is one mailbox, with or without a name before it."""
    found = getaddresses([text])
    before, at, after = found[0][1].partition("@") if len(found) == 1 else ("", "", "")
    return bool(before and at and after) and text.isprintable()


def oidc_issuer(env: Environment) -> str | None:
    """Return who lets people in by the accounts of their company; None where nobody is set."""
    issuer = env.address("KAMCAREER_OIDC_ISSUER", {"https", "http"}, "https://id.example.org")
    if issuer and issuer.startswith("http:") and urlsplit(issuer).hostname not in {"localhost", "127.0.0.1"}:
        raise SystemExit("KAMCAREER_OIDC_ISSUER must begin with https://")
    if issuer and not (env.text("KAMCAREER_OIDC_CLIENT_ID") and env.text("KAMCAREER_OIDC_CLIENT_SECRET")):
        raise SystemExit(
            "KAMCAREER_OIDC_ISSUER is set; set KAMCAREER_OIDC_CLIENT_ID and KAMCAREER_OIDC_CLIENT_SECRET too"
        )
    return issuer
