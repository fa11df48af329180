"""The framework that new assessments begin with: the version published last, else the files of the installation."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from time import monotonic

from sqlalchemy.orm import Session

from kamcareer.core.framework.errors import FileError, Position, problem_at, unknown
from kamcareer.core.framework.loading import Folder, sha256_of
from kamcareer.core.framework.message import Message
from kamcareer.core.framework.model import Framework
from kamcareer.services.framework_files import framework_folders, load_all, load_framework, read_folder
from kamcareer.store.frameworks import stored_framework
from kamcareer.store.publications import (
    Publication,
    add_publication,
    newest_publication,
    published_files,
    version_in_charge,
)

# Seconds. Nearly every page asks, and looking at two hundred files was a tenth of its time.
LOOKED_AGAIN_AFTER = 1.0


@dataclass(frozen=True)
class Place:
    """Where the installation's framework lies, and what is added to it."""

    frameworks: Path
    additions: Path | None
    framework_id: str

    @property
    def folder(self) -> Path:
        """The folder of the framework's files."""
        folders = framework_folders(self.frameworks)
        return next(one for one in folders if load_framework(one, self.additions).id == self.framework_id)


_last_looked: dict[Place, tuple[float, Framework]] = {}


def framework_in_use(session: Session, place: Place) -> Framework:
    """Return what new assessments begin with.

    A published version is what its reviewer read, with the additions of that day. Every call asks the database, so
    that all processes change over at the same moment; the content is in memory by its address. What is changed in the
    files is there a second later at most.
    """
    if sha256 := version_in_charge(session, place.framework_id):
        return stored_framework(session, sha256)
    return _framework_of_files_lately(place)


def _framework_of_files_lately(place: Place) -> Framework:
    looked, framework = _last_looked.get(place, (0.0, None))
    if framework is None or monotonic() - looked >= LOOKED_AGAIN_AFTER:
        framework = framework_of_files(place)
        _last_looked[place] = monotonic(), framework
    return framework


def framework_of_files(place: Place) -> Framework:
    """Return what the files of the installation say now, with its additions; FileError where they cannot be used."""
    if not place.frameworks.is_dir():
        raise problem_at(Position(str(place.frameworks)), Message("no such folder; see KAMCAREER_FRAMEWORKS"))
    found = load_all(place.frameworks, place.additions)
    if place.framework_id not in found:
        raise problem_at(Position(str(place.frameworks)), unknown("framework", place.framework_id, found))
    return found[place.framework_id]


def files_in_use(session: Session, place: Place) -> Folder:
    """Return the files of what new assessments begin with."""
    newest = newest_publication(session, place.framework_id)
    published = published_files(session, place.framework_id, newest.number) if newest else None
    return published or files_of_installation(place)


def files_of_installation(place: Place) -> Folder:
    """Return the files of the installation's framework."""
    return Folder(read_folder(place.folder).files, place.framework_id)


def files_moved_on(newest: Publication | None, place: Place) -> bool:
    """Return whether files or additions say something else than when the version in charge, the newest, was published.

    Where they cannot be read any more, they do.
    """
    if newest is None or newest.sha256 is None:
        return False
    try:
        return sha256_of(framework_of_files(place)) != newest.ground_sha256
    except FileError:
        return True


def put_files_in_charge(session: Session, place: Place, now: datetime) -> Publication | None:
    """Let new assessments begin with the files again; None where they do already.

    For whoever runs the installation: a published version stays what it is, and can be drafted from again.
    """
    newest = newest_publication(session, place.framework_id)
    if newest is None or newest.sha256 is None:
        return None
    ground = sha256_of(framework_of_files(place))
    entry = Publication(place.framework_id, newest.number + 1, None, newest.sha256, ground, None, now)
    return entry if add_publication(session, entry, None) else None
