"""Bring the installation to what this version expects, and say what belongs to it."""

from pathlib import Path

from click import ClickException
from flask import current_app
from flask_migrate import upgrade

from kamcareer.config import PROJECT_ROOT, Settings, make_secret, settings_given
from kamcareer.services.backups import Installation
from kamcareer.services.secret_replacement import SecretError, settle
from kamcareer.store.database import db
from kamcareer.store.job_queue import make_queue


def prepare_installation() -> None:
    """Make the folder and the secret of the installation and migrate its database to the newest schema."""
    settings: Settings = current_app.config["SETTINGS"]
    current_app.config["SECRET_KEY"] = settings.secret_key or make_secret(settings)
    upgrade()
    make_queue(db.engine)
    settle_secret()


def settle_secret() -> None:
    """Take the secret that holds where a replacement was interrupted; stop where it was replaced and is not at hand."""
    try:
        current_app.config["SECRET_KEY"] = settle(own_installation())
    except SecretError as error:
        raise ClickException(str(error)) from None


def own_installation() -> Installation:
    """Return what belongs to this installation; folders inside the checkout come with the checkout."""
    settings: Settings = current_app.config["SETTINGS"]
    named = {"additions": settings.additions, "frameworks": settings.frameworks, "legal": settings.legal}
    return Installation(
        database_url=settings.database_url,
        data_folder=settings.data_folder,
        secret=current_app.config["SECRET_KEY"],
        secret_file=settings.secret_file,
        erasure_list=settings.erasure_list,
        migrations=current_app.extensions["migrate"].directory,
        settings=settings_given(),
        secret_given=settings.secret_given,
        folders={name: folder for name, folder in named.items() if folder and not _in_checkout(folder)},
    )


def _in_checkout(folder: Path) -> bool:
    return folder.absolute().is_relative_to(PROJECT_ROOT)
