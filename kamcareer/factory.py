"""The one place where the parts meet: settings, database, languages, pages, commands."""

from datetime import timedelta
from urllib.parse import urlsplit

from flask import Flask
from flask_babel import Babel
from flask_compress import Compress
from flask_migrate import Migrate
from flask_wtf import CSRFProtect
from jinja2 import StrictUndefined
from werkzeug.middleware.proxy_fix import ProxyFix

from kamcareer.cli import register_commands
from kamcareer.config import PROJECT_ROOT, Settings
from kamcareer.store import tables  # noqa: F401 - the tables join the metadata when they are read
from kamcareer.store.database import db, engine_options
from kamcareer.web import register_pages
from kamcareer.web.admission import excuse_from_token
from kamcareer.web.catalogues import install_catalogues
from kamcareer.web.cookies import SignedCookie
from kamcareer.web.languages import chosen_language
from kamcareer.web.requests import OwnRequest

KIB = 1024
# Threads that never wait for a connection: they answer /healthz while the database is away.
SPARE_THREADS = 4
OWN_HOSTS = ("localhost", "127.0.0.1")  # health checks from the machine itself


def create_app(settings: Settings | None = None) -> Flask:
    """Return the application of one installation."""
    settings = settings or Settings.from_env()
    app = Flask("kamcareer", template_folder=str(PROJECT_ROOT / "templates"), static_folder=None)
    app.config.from_mapping(_configuration(settings))
    app.jinja_env.undefined = StrictUndefined
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.json.ensure_ascii = False  # type: ignore[attr-defined]
    app.session_interface = SignedCookie()
    db.init_app(app)
    Migrate(app, db, directory=str(PROJECT_ROOT / "migrations"), render_as_batch=True)
    app.request_class = OwnRequest
    install_catalogues(app, Babel(app, locale_selector=chosen_language))
    guard = CSRFProtect(app)
    Compress(app)
    if settings.proxy_hops:
        hops = settings.proxy_hops
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=hops, x_proto=hops, x_host=hops)  # type: ignore[method-assign]
    register_pages(app)
    excuse_from_token(app, guard)
    register_commands(app)
    return app


def _configuration(settings: Settings) -> dict[str, object]:
    secure = (settings.public_url or "").startswith("https://")
    return {
        "SETTINGS": settings,
        "SECRET_KEY": settings.secret_key,
        "SQLALCHEMY_DATABASE_URI": settings.database_url,
        "SQLALCHEMY_ENGINE_OPTIONS": engine_options(settings.database_url, max(1, settings.threads - SPARE_THREADS)),
        "SESSION_COOKIE_NAME": "__Host-sitting" if secure else "sitting",
        "SESSION_COOKIE_SECURE": secure,
        "SESSION_COOKIE_SAMESITE": "Lax",
        "PERMANENT_SESSION_LIFETIME": timedelta(days=180),
        "MAX_CONTENT_LENGTH": 256 * KIB,
        "TRUSTED_HOSTS": [urlsplit(settings.public_url).hostname, *OWN_HOSTS] if settings.public_url else None,
        "WTF_CSRF_TIME_LIMIT": None,  # a form may stay open over lunch; the token lives as long as the session
        "WTF_CSRF_SSL_STRICT": False,  # pages send no referrer
        "BABEL_TRANSLATION_DIRECTORIES": str(PROJECT_ROOT / "translations"),
        "BABEL_DEFAULT_LOCALE": "ru",
        "BABEL_DEFAULT_TIMEZONE": settings.zone.key,
        "COMPRESS_ALGORITHM": ["br", "gzip"],
        "COMPRESS_BR_LEVEL": 5,
        "COMPRESS_MIN_SIZE": 500,
        "COMPRESS_MIMETYPES": ["text/html", "application/json", "text/plain", "text/csv"],
    }
