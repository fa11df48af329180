"""The frameworks that a command may be given: folders, ids of this installation, versions it keeps."""

import re
from pathlib import Path

import click
from flask import current_app

from kamcareer.cli.command import refuse
from kamcareer.cli.installation import prepare_installation
from kamcareer.core.framework.errors import FileError
from kamcareer.core.framework.loading import Folder, parse_framework
from kamcareer.core.framework.model import Framework
from kamcareer.services.framework_files import (
    framework_folders,
    load_all,
    load_framework,
    read_additions,
    read_folder,
)
from kamcareer.services.framework_versions import version_named
from kamcareer.store.database import db
from kamcareer.web.frameworks import current_framework

CURRENT = "current"
ADDRESS = re.compile("[0-9a-f]{6,64}")


def framework_at(name: str) -> Framework:
    """Return the framework of a folder, of an id, in use, or of the beginning of an address; else end the command."""
    if Path(name).is_dir():
        try:
            return parse_framework(read_folder(Path(name)), read_additions(own_additions(), Path(name).resolve().name))
        except FileError as error:
            refuse(str(error))
    if name not in _own_ids() and (name == CURRENT or ADDRESS.fullmatch(name)):
        prepare_installation()
        try:
            return current_framework() if name == CURRENT else version_named(db.session(), name)
        except LookupError as error:
            refuse(f"{error.args[0]}; see: flask frameworks versions")
        finally:
            db.session.remove()  # on SQLite the next one to prepare the installation would wait for this to end
    return named_framework(name)


def usable(files: Folder) -> Framework:
    """Return the framework of a folder that passes the check; else end the command."""
    try:
        return parse_framework(files)
    except FileError as error:
        refuse(str(error))


def folder_of(framework: Framework) -> Path:
    """Return the folder of a framework of this installation."""
    folders = framework_folders(own_frameworks())
    return next(folder for folder in folders if load_framework(folder, own_additions()).id == framework.id)


def _own_ids() -> set[str]:
    """Return the names of the installation's own framework folders."""
    return {folder.name for folder in framework_folders(own_frameworks())}


def named_framework(framework_id: str | None) -> Framework:
    """Return a framework by its id, or the installation's own."""
    found = load_all(own_frameworks(), own_additions())
    framework_id = framework_id or current_app.config["SETTINGS"].framework_id
    if framework_id not in found:
        raise click.UsageError(f'no framework "{framework_id}"; known: {", ".join(found)}')
    return found[framework_id]


def own_frameworks() -> Path:
    """Return the folder of frameworks of this installation."""
    folder: Path = current_app.config["SETTINGS"].frameworks
    return folder


def own_additions() -> Path | None:
    """Return the folder of what this installation adds to its frameworks, if it adds anything."""
    folder: Path | None = current_app.config["SETTINGS"].additions
    return folder
