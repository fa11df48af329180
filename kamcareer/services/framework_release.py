"""Files of the installation that changed under a published version, and bringing them into it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from sqlalchemy.orm import Session

from kamcareer.core.framework.errors import FileError
from kamcareer.core.framework.loading import Folder
from kamcareer.core.framework.merge import Merge, merged
from kamcareer.core.framework.merge import Place as Spot
from kamcareer.core.framework.yaml_reader import Value
from kamcareer.services.framework_in_use import Place, files_moved_on, files_of_installation
from kamcareer.store.framework_releases import keep_release, kept_release, release_address
from kamcareer.store.publications import Publication, newest_publication, published_files


@dataclass(frozen=True)
class Waiting:
    """A release that waits beside the version in charge: what both began with, what we made of it, what it brings."""

    base: Folder
    ours: Folder
    release: Folder

    @property
    def mark(self) -> str:
        """Equal as long as all three are what they were."""
        addresses = map(release_address, (self.base, self.ours, self.release))
        return sha256("".join(addresses).encode()).hexdigest()

    @property
    def changed(self) -> list[str]:
        """The files that the release changes."""
        names = self.base.files.keys() | self.release.files.keys()
        return sorted(name for name in names if self.base.files.get(name) != self.release.files.get(name))

    def merge(self, decided: Mapping[Spot, Value] | None = None) -> Merge:
        """Return the three put together, as far as it was decided."""
        return merged(self.base, self.ours, self.release, decided)


def release_in_use(session: Session, place: Place, now: datetime) -> str | None:
    """Return the address of the files of the installation that are in what is in use; they are kept if need be.

    None where a version was published before they were kept, and they have changed since.
    """
    newest = newest_publication(session, place.framework_id)
    if newest and newest.sha256 and (newest.release_sha256 or files_moved_on(newest, place)):
        return newest.release_sha256
    return keep_release(session, files_of_installation(place), now)


def release_waits(newest: Publication | None, place: Place) -> bool:
    """Return whether the files of the installation are others than those in the version in charge.

    Not where files are in charge, nobody kept what the version began with, or the files cannot be read.
    """
    if newest is None or newest.sha256 is None or newest.release_sha256 is None:
        return False
    try:
        return release_address(files_of_installation(place)) != newest.release_sha256
    except (FileError, StopIteration):
        return False


def waiting_release(session: Session, place: Place) -> Waiting | None:
    """Return the release that waits; None where none does."""
    newest = newest_publication(session, place.framework_id)
    if newest is None or newest.release_sha256 is None or not release_waits(newest, place):
        return None
    ours = published_files(session, place.framework_id, newest.number)
    base = kept_release(session, newest.release_sha256)
    return Waiting(base, ours, files_of_installation(place)) if ours else None
