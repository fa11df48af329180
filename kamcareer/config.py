"""Settings: everything that may differ between two installations, read once from KAMCAREER_* variables."""

import os
import secrets
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Self
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from kamcareer.core.accent_colour import Tones, tones_of
from kamcareer.core.installation_secret import new_secret
from kamcareer.core.legal_basis import POSSIBLE, Basis, Purpose
from kamcareer.core.operator import Law, Operator
from kamcareer.core.production_calendar import NO_COUNTRY, ProductionCalendar, calendar_of
from kamcareer.core.retention import Terms, parse_months
from kamcareer.environment import PREFIX, Environment
from kamcareer.servers import database_url, limits_url, mail_url, oidc_issuer

PROJECT_ROOT = Path(__file__).resolve().parent.parent
LEAST_SECRET = 32
LONGEST_COMPANY_NAME = 24  # what stands beside the menu on a phone
LARGEST_LOGO = 500_000
EVERYWHERE = {"0.0.0.0", "::"}  # noqa: S104 - compared with, not bound to
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
    unread: tuple[tuple[str, str | None], ...] = ()

    @classmethod
    def from_env(cls, given: Mapping[str, str] | None = None) -> Self:
        """Return the settings; SystemExit with the cure where a value cannot be used."""
        env = surroundings() if given is None else Environment(given)
        data = _data_folder(env)
        settings = cls(
            data_folder=data,
            frameworks=env.path("KAMCAREER_FRAMEWORKS", PROJECT_ROOT / "competencies"),
            framework_id=env.text("KAMCAREER_FRAMEWORK", "key_account"),
            additions=env.own_path("KAMCAREER_ADDITIONS"),
            database_url=database_url(env, data),
            secret_key=_secret(env, data),
            secret_given="KAMCAREER_SECRET_KEY" in env.given,
            host=env.text("KAMCAREER_HOST", "127.0.0.1"),
            port=env.number("KAMCAREER_PORT", 8000, 1, 65535),
            workers=env.number("KAMCAREER_WORKERS", 2, 1, 64),
            threads=env.number("KAMCAREER_THREADS", 12, 1, 64),
            public_url=_public_url(env),
            proxy_hops=env.number("KAMCAREER_PROXY_HOPS", 0, 0, 5),
            demo=env.switch("KAMCAREER_DEMO", default=True),
            limits_url=limits_url(env),
            mail_url=mail_url(env),
            mail_from=env.text("KAMCAREER_MAIL_FROM") or None,
            company_words=tuple(env.text("KAMCAREER_COMPANY_WORDS").replace(",", " ").split()),
            security_contact=_contact(env),
            metrics_token=_metrics_token(env),
            log_requests=env.switch("KAMCAREER_LOG_REQUESTS"),
            publish_alone=env.switch("KAMCAREER_PUBLISH_ALONE"),
            handed_socket=bool(env.text("LISTEN_FDS")),
            oidc_issuer=oidc_issuer(env),
            oidc_client_id=env.text("KAMCAREER_OIDC_CLIENT_ID") or None,
            oidc_client_secret=env.text("KAMCAREER_OIDC_CLIENT_SECRET") or None,
            oidc_name=env.text("KAMCAREER_OIDC_NAME", env.text("KAMCAREER_OIDC_ISSUER")) or None,
            oidc_max_hours=env.number("KAMCAREER_OIDC_MAX_HOURS", 24, 0, 720),
            legal=env.path("KAMCAREER_LEGAL", PROJECT_ROOT / "legal"),
            terms=_terms(env),
            erasure_list=_erasure_list(env, data),
            operator=_operator(env),
            calendar=_calendar(env),
            logo=_logo(env),
            company_name=_company_name(env),
            accent=_accent(env),
            documents=_documents(env),
        )
        return replace(settings, unread=tuple(env.unread()))

    @property
    def zone(self) -> ZoneInfo:
        """The time that people here live by."""
        return self.terms.zone

    @property
    def address(self) -> str:
        """Where the server answers on this machine: by the last start, which may have had a port of its own."""
        with suppress(OSError, UnicodeDecodeError):
            return self.address_file.read_text().strip() or self.own_address
        return self.own_address

    @property
    def own_address(self) -> str:
        """The address on this machine of a server with these settings."""
        return f"http://{'127.0.0.1' if self.host in EVERYWHERE else self.in_address}:{self.port}"

    @property
    def in_address(self) -> str:
        """The host as it stands before a port."""
        return f"[{self.host}]" if ":" in self.host else self.host

    @property
    def address_file(self) -> Path:
        """Where a start writes down its address, for commands that print links."""
        return self.data_folder / "address"

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
    return _kept_secret(settings.data_folder) or ""


def settings_given(env: Mapping[str, str] | None = None) -> str:
    """Return everything that is set, as lines of an .env file."""
    env = os.environ if env is None else env
    return "".join(f"{name}={env[name]}\n" for name in sorted(env) if name.startswith(PREFIX))


def _data_folder(env: Environment) -> Path:
    folder = env.path("KAMCAREER_DATA", PROJECT_ROOT / "instance")
    try:
        a_file = folder.exists() and not folder.is_dir()
    except OSError as error:
        raise SystemExit(f'KAMCAREER_DATA is "{folder}" and cannot be read: {error.strerror}') from None
    if a_file:
        raise SystemExit(
            f'KAMCAREER_DATA is "{folder}", which is a file; it must be a folder, made where it is missing'
        )
    return folder


def _secret(env: Environment, data: Path) -> str | None:
    # Set to nothing it is refused and not passed over: several machines would each make a secret of their own.
    given = env.text("KAMCAREER_SECRET_KEY") if "KAMCAREER_SECRET_KEY" in env.given else None
    return _kept_secret(data) if given is None else _long_enough(given, "KAMCAREER_SECRET_KEY")


def _kept_secret(data: Path) -> str | None:
    file = data / "secret_key"
    try:
        if not file.exists():
            return None
        if file.stat().st_mode & 0o077:
            raise SystemExit(f"{file} can be read by others. Run: chmod 600 {file}")
        return _long_enough(file.read_text().strip(), str(file))
    except UnicodeDecodeError:
        raise SystemExit(f"{file} is no text, so not the secret; bring it back from a backup") from None
    except OSError as error:
        raise SystemExit(f"{file} cannot be read ({error.strerror}); run this as the user whose file it is") from None


def _long_enough(secret: str, where: str) -> str:
    if len(secret) < LEAST_SECRET:
        raise SystemExit(f"The secret in {where} is shorter than 32 characters. Make one with: openssl rand -hex 32")
    return secret


def _public_url(env: Environment) -> str | None:
    url = env.address("KAMCAREER_PUBLIC_URL", {"https", "http"}, example := "https://career.example.org")
    if url and ("@" in url or "?" in url or "#" in url):
        raise SystemExit(f"KAMCAREER_PUBLIC_URL names more than a place; it must look like {example}")
    return url


def _erasure_list(env: Environment, data: Path) -> Path:
    file = env.path("KAMCAREER_ERASURE_LIST", data / "erased.list")
    try:
        folder = file.is_dir()
    except OSError as error:
        raise SystemExit(f'KAMCAREER_ERASURE_LIST is "{file}" and cannot be read: {error.strerror}') from None
    if folder:
        raise SystemExit(f'KAMCAREER_ERASURE_LIST is "{file}", which is a folder; name a file in it')
    return file


def _documents(env: Environment) -> Path | None:
    folder = env.own_path("KAMCAREER_DOCUMENTS")
    if folder and not (os.access(folder, os.R_OK | os.X_OK) and folder.is_dir()):
        raise SystemExit(f'KAMCAREER_DOCUMENTS is "{folder}"; it must be a folder with templates of documents')
    return folder


def _calendar(env: Environment) -> ProductionCalendar:
    given = env.text("KAMCAREER_CALENDAR", "RU")
    try:
        return calendar_of(given)
    except ValueError:
        raise SystemExit(
            f'KAMCAREER_CALENDAR is "{given}"; it must be a code of a country such as RU or KZ, or {NO_COUNTRY}'
        ) from None


def _logo(env: Environment) -> Path | None:
    file = env.own_path("KAMCAREER_LOGO")
    if file is None:
        return None
    data = file.read_bytes() if os.access(file, os.R_OK) and file.is_file() else b""
    if not data.startswith(PICTURES) or len(data) > LARGEST_LOGO:
        raise SystemExit(f'KAMCAREER_LOGO is "{file}"; it must be a PNG or JPEG file of at most 500 KB')
    return file


def _company_name(env: Environment) -> str | None:
    name = env.text("KAMCAREER_COMPANY_NAME").strip()
    if len(name) > LONGEST_COMPANY_NAME or not name.isprintable():
        raise SystemExit(f"KAMCAREER_COMPANY_NAME must be one line of at most {LONGEST_COMPANY_NAME} characters")
    return name or None


def _accent(env: Environment) -> Tones | None:
    given = env.text("KAMCAREER_ACCENT_COLOR")
    if not given:
        return None
    try:
        return tones_of(given)
    except ValueError as error:
        raise SystemExit(f'KAMCAREER_ACCENT_COLOR is "{given}": {error}') from None


def _metrics_token(env: Environment) -> str | None:
    given = env.text("KAMCAREER_METRICS_TOKEN")
    if given and len(given) < LEAST_SECRET:
        raise SystemExit("KAMCAREER_METRICS_TOKEN is shorter than 32 characters. Make one with: openssl rand -hex 32")
    return given or None


def surroundings() -> Environment:
    """Return the variables of this process."""
    return Environment(os.environ)


def libpq_variables(env: Mapping[str, str] | None = None) -> dict[str, str]:
    """Return what PostgreSQL's library reads where an address is silent."""
    env = os.environ if env is None else env
    return {name: env[name] for name in ("PGHOST", "PGHOSTADDR", "PGSSLMODE") if name in env}


def terminal_locale() -> str:
    """Return the language that a terminal is in, as ru_RU.UTF-8; empty where it says none."""
    return next(filter(None, map(os.environ.get, ("LC_ALL", "LC_MESSAGES", "LANG"))), "")


def _operator(env: Environment) -> Operator:
    def said(part: str) -> str:
        return env.text(f"KAMCAREER_OPERATOR_{part}").strip()

    bases: dict[Purpose, Basis] = {}
    for purpose, possible in POSSIBLE.items():
        bases[purpose] = Basis(env.one_of(f"KAMCAREER_BASIS_{purpose.upper()}", Basis.CONSENT, possible))
    return Operator(
        name=said("NAME"),
        inn=said("INN"),
        address=said("ADDRESS"),
        contact=said("CONTACT"),
        data_contact=said("DATA_CONTACT"),
        law=Law(env.one_of("KAMCAREER_LAW", Law.RUSSIAN, Law)),
        bases=bases,
    )


def _terms(env: Environment) -> Terms:
    name = env.text("KAMCAREER_TIMEZONE", "Europe/Moscow")
    try:
        zone = ZoneInfo(name)
    except (ZoneInfoNotFoundError, OSError, ValueError):
        raise SystemExit(f'KAMCAREER_TIMEZONE is "{name}"; it must be a name such as Europe/Moscow') from None
    try:
        return Terms(zone, parse_months(env.text("KAMCAREER_KEEP_MONTHS")))
    except ValueError as error:
        raise SystemExit(f"KAMCAREER_KEEP_MONTHS: {error}") from None


def _contact(env: Environment) -> str | None:
    given = env.text("KAMCAREER_SECURITY_CONTACT")
    if given and not given.startswith(("https://", "mailto:")):
        raise SystemExit("KAMCAREER_SECURITY_CONTACT must begin with https:// or mailto:")
    return given or None
