"""What new assessments begin with: an entry for each version that was published, the newest in charge."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, bindparam, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from kamcareer.core.framework.loading import Folder
from kamcareer.store.framework_drafts import files_of, files_text
from kamcareer.store.tables import FrameworkPublicationRow, FrameworkRow

NEWEST = (
    select(FrameworkPublicationRow.sha256)
    .where(FrameworkPublicationRow.framework_id == bindparam("framework_id"))
    .order_by(FrameworkPublicationRow.number.desc())
    .limit(1)
)


@dataclass(frozen=True)
class Publication:
    """One entry without its files. Without `sha256` it put the files of the installation in charge again.

    `ground_sha256` is what those files made when it was published, `release_sha256` the files that are in the version;
    None where nobody kept them.
    """

    framework_id: str
    number: int
    sha256: str | None
    replaced_sha256: str
    ground_sha256: str
    review_id: str | None
    published: datetime
    release_sha256: str | None = None
    version: str | None = None


def add_publication(session: Session, publication: Publication, files: Folder | None) -> bool:
    """Store an entry; False where another one took its number at the same moment."""
    row = FrameworkPublicationRow(
        framework_id=publication.framework_id,
        number=publication.number,
        sha256=publication.sha256,
        replaced_sha256=publication.replaced_sha256,
        ground_sha256=publication.ground_sha256,
        files=files_text(files) if files else None,
        review_id=publication.review_id,
        published_at=publication.published,
        release_sha256=publication.release_sha256,
    )
    try:
        with session.begin_nested():
            session.add(row)
    except IntegrityError:
        return False
    return True


def all_publications(session: Session, framework_id: str) -> list[Publication]:
    """Return every entry of a framework, newest first."""
    return [Publication(*row) for row in session.execute(_newest_first(framework_id))]


def newest_publication(session: Session, framework_id: str) -> Publication | None:
    """Return the entry in charge; None where nothing was ever published."""
    row = session.execute(_newest_first(framework_id).limit(1)).first()
    return Publication(*row) if row else None


def version_in_charge(session: Session, framework_id: str) -> str | None:
    """Return the content address of the published version in charge; None where the files are. Every page asks."""
    return session.execute(NEWEST, {"framework_id": framework_id}).scalar_one_or_none()


def published_files(session: Session, framework_id: str, number: int) -> Folder | None:
    """Return the files of a published version; None where there are none."""
    row = session.get(FrameworkPublicationRow, (framework_id, number))
    return files_of(row.files, framework_id) if row and row.files else None


def _newest_first(framework_id: str) -> Select[*tuple[Any, ...]]:
    row = FrameworkPublicationRow
    columns = (
        row.framework_id,
        row.number,
        row.sha256,
        row.replaced_sha256,
        row.ground_sha256,
        row.review_id,
        row.published_at,
        row.release_sha256,
        FrameworkRow.version,
    )
    of_framework = select(*columns).outerjoin(FrameworkRow, FrameworkRow.sha256 == row.sha256)
    return of_framework.where(row.framework_id == framework_id).order_by(row.number.desc())
