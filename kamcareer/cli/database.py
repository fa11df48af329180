"""Bring the database to what this version expects."""

from flask import current_app
from flask_migrate import upgrade

from kamcareer.config import Settings


def prepare_database() -> None:
    """Make the folder of the installation and migrate its database to the newest schema."""
    settings: Settings = current_app.config["SETTINGS"]
    settings.data_folder.mkdir(parents=True, exist_ok=True)
    upgrade()
