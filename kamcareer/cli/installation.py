"""Bring the installation to what this version expects."""

from flask import current_app
from flask_migrate import upgrade

from kamcareer.config import Settings, make_secret


def prepare_installation() -> None:
    """Make the folder and the secret of the installation and migrate its database to the newest schema."""
    settings: Settings = current_app.config["SETTINGS"]
    current_app.config["SECRET_KEY"] = settings.secret_key or make_secret(settings)
    upgrade()
