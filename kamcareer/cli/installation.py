"""Bring the installation to what this version expects, and say what belongs to it."""

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from click import ClickException
from flask import current_app
from flask_migrate import upgrade

from kamcareer.config import PROJECT_ROOT, Settings, make_secret, settings_given
from kamcareer.services.backups import Installation
from kamcareer.services.secret_replacement import SecretError, refuse_foreign, settle
from kamcareer.store.database import db
from kamcareer.store.job_queue import make_queue

Found = TypeVar("Found")


def prepare_installation() -> None:
    """Make the folder and the secret of the installation and migrate its database to the newest schema.

    Nothing is made or migrated where the database is another installation's.
    """
    _told(lambda: refuse_foreign(own_installation()))
    make_ready()
    settle_secret()


def make_ready() -> None:
    """Make what `prepare_installation` makes, whosever database it is."""
    settings: Settings = current_app.config["SETTINGS"]
    current_app.config["SECRET_KEY"] = settings.secret_key or make_secret(settings)
    upgrade()
    make_queue(db.engine)


def settle_secret() -> None:
    """Take the secret that holds where a replacement was interrupted; stop where it was replaced and is not at hand."""
    current_app.config["SECRET_KEY"] = _told(lambda: settle(own_installation()))


def _told(call: Callable[[], Found]) -> Found:
    try:
        return call()
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
