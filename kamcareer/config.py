"""Settings: everything that may differ between two installations, read once from KAMCAREER_* variables."""

import os
import secrets
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Self
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from kamcareer.core.accent_colour import Tones, tones_of
from kamcareer.core.connections import in_the_open
from kamcareer.core.installation_secret import new_secret
from kamcareer.core.legal_basis import POSSIBLE, Basis, Purpose
from kamcareer.core.operator import Law, Operator
from kamcareer.core.production_calendar import NO_COUNTRY, ProductionCalendar, calendar_of
from kamcareer.core.retention import Terms, parse_months

PROJECT_ROOT = Path(__file__).resolve().parent.parent
LEAST_SECRET = 32
LONGEST_COMPANY_NAME = 24  # what stands beside the menu on a phone
LARGEST_LOGO = 500_000
NOBODY_ELSE = "Where nobody else can listen, as between containers of one machine, set KAMCAREER_PRIVATE_NETWORK=1"
PICTURES = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff")  # how PNG and JPEG begin


@dataclass(frozen=True)
class Settings:
    """Everything that may differ between two installations."""

    data_folder: Path
    frameworks: Path
    framework_id: str
    additions: Path | None
    database_url: str
    secret_key: str | None
    host: str
    port: int
    workers: int
    threads: int
    public_url: str | None
    proxy_hops: int
    demo: bool
    limits_url: str
    mail_url: str | None
    mail_from: str | None
    legal: Path
    terms: Terms
    erasure_list: Path
    operator: Operator
    company_words: tuple[str, ...]
    calendar: ProductionCalendar
    security_contact: str | None
    secret_given: bool = False
    metrics_token: str | None = None
    log_requests: bool = False
    publish_alone: bool = False
    handed_socket: bool = False
    oidc_issuer: str | None = None
    oidc_client_id: str | None = None
    oidc_client_secret: str | None = None
    oidc_name: str | None = None
    oidc_max_hours: int = 24
    logo: Path | None = None
    documents: Path | None = None
    company_name: str | None = None
    accent: Tones | None = None

    @classmethod
    def from_env(cls, env: Mapping[str, str] | None = None) -> Self:
        """Return the settings; SystemExit with the cure where a value cannot be used."""
        env = os.environ if env is None else env
        data = Path(env.get("KAMCAREER_DATA", PROJECT_ROOT / "instance")).expanduser().absolute()
        return cls(
            data_folder=data,
            frameworks=Path(env.get("KAMCAREER_FRAMEWORKS", PROJECT_ROOT / "competencies")),
            framework_id=env.get("KAMCAREER_FRAMEWORK", "key_account"),
            additions=Path(env["KAMCAREER_ADDITIONS"]) if env.get("KAMCAREER_ADDITIONS") else None,
            database_url=_database(env, data),
            secret_key=_secret(env.get("KAMCAREER_SECRET_KEY"), data),
            secret_given="KAMCAREER_SECRET_KEY" in env,
            host=env.get("KAMCAREER_HOST", "127.0.0.1"),
            port=_number(env, "KAMCAREER_PORT", 8000, 1, 65535),
            workers=_number(env, "KAMCAREER_WORKERS", 2, 1, 64),
            threads=_number(env, "KAMCAREER_THREADS", 12, 1, 64),
            public_url=env.get("KAMCAREER_PUBLIC_URL") or None,
            proxy_hops=_number(env, "KAMCAREER_PROXY_HOPS", 0, 0, 5),
            demo=env.get("KAMCAREER_DEMO", "1") == "1",
            limits_url=_limits(env),
            mail_url=_mail_url(env),
            mail_from=env.get("KAMCAREER_MAIL_FROM") or None,
            company_words=tuple(env.get("KAMCAREER_COMPANY_WORDS", "").replace(",", " ").split()),
            security_contact=_contact(env.get("KAMCAREER_SECURITY_CONTACT")),
            metrics_token=_metrics_token(env.get("KAMCAREER_METRICS_TOKEN")),
            log_requests=env.get("KAMCAREER_LOG_REQUESTS") == "1",
            publish_alone=env.get("KAMCAREER_PUBLISH_ALONE") == "1",
            handed_socket=bool(env.get("LISTEN_FDS")),
            oidc_issuer=_oidc_issuer(env),
            oidc_client_id=env.get("KAMCAREER_OIDC_CLIENT_ID") or None,
            oidc_client_secret=env.get("KAMCAREER_OIDC_CLIENT_SECRET") or None,
            oidc_name=env.get("KAMCAREER_OIDC_NAME") or env.get("KAMCAREER_OIDC_ISSUER") or None,
            oidc_max_hours=_number(env, "KAMCAREER_OIDC_MAX_HOURS", 24, 0, 720),
            legal=Path(env.get("KAMCAREER_LEGAL", PROJECT_ROOT / "legal")),
            terms=_terms(env),
            erasure_list=Path(env.get("KAMCAREER_ERASURE_LIST") or data / "erased.list").expanduser().absolute(),
            operator=_operator(env),
            calendar=_calendar(env.get("KAMCAREER_CALENDAR") or "RU"),
            logo=_logo(env.get("KAMCAREER_LOGO")),
            company_name=_company_name(env.get("KAMCAREER_COMPANY_NAME")),
            accent=_accent(env.get("KAMCAREER_ACCENT_COLOR")),
            documents=_documents(env.get("KAMCAREER_DOCUMENTS")),
        )

    @property
    def zone(self) -> ZoneInfo:
        """The time that people here live by."""
        return self.terms.zone

    @property
    def secret_file(self) -> Path:
        """Where the secret of this installation is kept."""
        return self.data_folder / "secret_key"


def make_secret(settings: Settings) -> str:
    """Return the secret of the installation, made now if there is none; readable by the owner alone."""
    settings.data_folder.mkdir(0o700, parents=True, exist_ok=True)
    if not settings.secret_file.exists():
        whole = settings.secret_file.with_name(f"secret_key.{secrets.token_hex(8)}")
        with os.fdopen(os.open(whole, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            file.write(new_secret())
        # Of processes that start together one sets its secret in place, and nobody reads it half written.
        with suppress(FileExistsError):
            os.link(whole, settings.secret_file)
        whole.unlink()
    return _secret(None, settings.data_folder) or ""


def settings_given(env: Mapping[str, str] | None = None) -> str:
    """Return everything that is set, as lines of an .env file."""
    env = os.environ if env is None else env
    return "".join(f"{name}={env[name]}\n" for name in sorted(env) if name.startswith("KAMCAREER_"))


def _secret(given: str | None, data: Path) -> str | None:
    file = data / "secret_key"
    if given is None and file.exists():
        if file.stat().st_mode & 0o077:
            raise SystemExit(f"{file} can be read by others. Run: chmod 600 {file}")
        given = file.read_text().strip()
    if given is not None and len(given) < LEAST_SECRET:
        raise SystemExit("The secret is shorter than 32 characters. Make one with: openssl rand -hex 32")
    return given


def _calendar(given: str) -> ProductionCalendar:
    try:
        return calendar_of(given)
    except ValueError:
        raise SystemExit(
            f'KAMCAREER_CALENDAR is "{given}"; it must be a code of a country such as RU or KZ, or {NO_COUNTRY}'
        ) from None


def _logo(given: str | None) -> Path | None:
    if not given:
        return None
    file = Path(given).expanduser().absolute()
    data = file.read_bytes() if file.is_file() else b""
    if not data.startswith(PICTURES) or len(data) > LARGEST_LOGO:
        raise SystemExit(f'KAMCAREER_LOGO is "{given}"; it must be a PNG or JPEG file of at most 500 KB')
    return file


def _company_name(given: str | None) -> str | None:
    name = (given or "").strip()
    if len(name) > LONGEST_COMPANY_NAME or not name.isprintable():
        raise SystemExit(f"KAMCAREER_COMPANY_NAME must be one line of at most {LONGEST_COMPANY_NAME} characters")
    return name or None


def _accent(given: str | None) -> Tones | None:
    if not given:
        return None
    try:
        return tones_of(given)
    except ValueError as error:
        raise SystemExit(f'KAMCAREER_ACCENT_COLOR is "{given}": {error}') from None


def _documents(given: str | None) -> Path | None:
    if not given:
        return None
    folder = Path(given).expanduser().absolute()
    if not folder.is_dir():
        raise SystemExit(f'KAMCAREER_DOCUMENTS is "{given}"; it must be a folder with templates of documents')
    return folder


def _metrics_token(given: str | None) -> str | None:
    if given and len(given) < LEAST_SECRET:
        raise SystemExit("KAMCAREER_METRICS_TOKEN is shorter than 32 characters. Make one with: openssl rand -hex 32")
    return given or None


def database_url(given: str) -> str:
    """Return the URL of a database as SQLAlchemy knows it."""
    # Hosting providers write postgres://, which SQLAlchemy does not know.
    return given.replace("postgres://", "postgresql://", 1) if given.startswith("postgres://") else given


def libpq_variables(env: Mapping[str, str] | None = None) -> dict[str, str]:
    """Return what PostgreSQL's library reads where an address is silent."""
    env = os.environ if env is None else env
    return {name: env[name] for name in ("PGHOST", "PGHOSTADDR", "PGSSLMODE") if name in env}


def refuse_open_database(url: str, env: Mapping[str, str] | None = None) -> None:
    """Stop with the cure where people's words would go to a database over a network in plain text; SystemExit."""
    env = os.environ if env is None else env
    if url.startswith("postgresql") and in_the_open(url, env) and not _private_network(env):
        raise SystemExit(
            "the database is on another machine and its address asks for no encryption: whatever people write could be "
            f"read on the way. Add ?sslmode=verify-full&sslrootcert=… to the address. {NOBODY_ELSE}"
        )


def _database(env: Mapping[str, str], data: Path) -> str:
    url = database_url(env.get("KAMCAREER_DATABASE_URL") or f"sqlite:///{data / 'kamcareer.db'}")
    refuse_open_database(url, env)
    return url


def _limits(env: Mapping[str, str]) -> str:
    url = env.get("KAMCAREER_LIMITS_URL") or "memory://"
    if in_the_open(url) and not _private_network(env):
        raise SystemExit(
            "KAMCAREER_LIMITS_URL names a server on another machine without encryption. Write rediss:// in place of "
            f"redis://. {NOBODY_ELSE}"
        )
    return url


def _private_network(env: Mapping[str, str]) -> bool:
    return env.get("KAMCAREER_PRIVATE_NETWORK") == "1"


def terminal_locale() -> str:
    """Return the language that a terminal is in, as ru_RU.UTF-8; empty where it says none."""
    return next(filter(None, map(os.environ.get, ("LC_ALL", "LC_MESSAGES", "LANG"))), "")


def _mail_url(env: Mapping[str, str]) -> str | None:
    given = env.get("KAMCAREER_MAIL_URL") or None
    if given and not given.startswith(("smtp://", "smtps://")):
        raise SystemExit("KAMCAREER_MAIL_URL must look like smtp://user:password@mail.example:587")
    if given and "@" not in env.get("KAMCAREER_MAIL_FROM", ""):
        raise SystemExit("KAMCAREER_MAIL_URL is set; set KAMCAREER_MAIL_FROM too, the address that letters come from")
    if given and not env.get("KAMCAREER_PUBLIC_URL"):
        # Else a link to sign in would lead to whatever host name was written into the request for it.
        raise SystemExit(
            "KAMCAREER_MAIL_URL is set; set KAMCAREER_PUBLIC_URL too, the address that links in letters lead to"
        )
    return given


def _oidc_issuer(env: Mapping[str, str]) -> str | None:
    given = env.get("KAMCAREER_OIDC_ISSUER") or None
    if given and not given.startswith("https://") and urlsplit(given).hostname not in {"localhost", "127.0.0.1"}:
        raise SystemExit(f'KAMCAREER_OIDC_ISSUER is "{given}"; it must begin with https://')
    if given and not (env.get("KAMCAREER_OIDC_CLIENT_ID") and env.get("KAMCAREER_OIDC_CLIENT_SECRET")):
        raise SystemExit(
            "KAMCAREER_OIDC_ISSUER is set; set KAMCAREER_OIDC_CLIENT_ID and KAMCAREER_OIDC_CLIENT_SECRET too"
        )
    return given


def _operator(env: Mapping[str, str]) -> Operator:
    def said(part: str) -> str:
        return env.get(f"KAMCAREER_OPERATOR_{part}", "").strip()

    bases: dict[Purpose, Basis] = {}
    for purpose, possible in POSSIBLE.items():
        bases[purpose] = Basis(_one_of(env, f"KAMCAREER_BASIS_{purpose.upper()}", Basis.CONSENT, possible))
    return Operator(
        name=said("NAME"),
        inn=said("INN"),
        address=said("ADDRESS"),
        contact=said("CONTACT"),
        data_contact=said("DATA_CONTACT"),
        law=Law(_one_of(env, "KAMCAREER_LAW", Law.RUSSIAN, Law)),
        bases=bases,
    )


def _terms(env: Mapping[str, str]) -> Terms:
    name = env.get("KAMCAREER_TIMEZONE") or "Europe/Moscow"
    try:
        return Terms(ZoneInfo(name), parse_months(env.get("KAMCAREER_KEEP_MONTHS", "")))
    except (ZoneInfoNotFoundError, IsADirectoryError):
        raise SystemExit(f'KAMCAREER_TIMEZONE is "{name}"; it must be a name such as Europe/Moscow') from None
    except ValueError as error:
        raise SystemExit(f"KAMCAREER_KEEP_MONTHS: {error}") from None


def _one_of(env: Mapping[str, str], name: str, default: str, allowed: Iterable[str]) -> str:
    given = env.get(name) or default
    if given not in set(allowed):
        raise SystemExit(f'{name} is "{given}"; it must be one of: {", ".join(sorted(allowed))}')
    return given


def _contact(given: str | None) -> str | None:
    if given and not given.startswith(("https://", "mailto:")):
        raise SystemExit("KAMCAREER_SECURITY_CONTACT must begin with https:// or mailto:")
    return given or None


def _number(env: Mapping[str, str], name: str, default: int, least: int, most: int) -> int:
    text = env.get(name) or str(default)
    if not (text.isascii() and text.isdigit()) or not least <= int(text) <= most:
        raise SystemExit(f'{name} is "{text}"; it must be a whole number from {least} to {most}')
    return int(text)
