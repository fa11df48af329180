"""Editing a framework beside the one in use: begin, change cells and texts, see what differs and whom it reaches."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from functools import lru_cache
from uuid import uuid4

from sqlalchemy.orm import Session

from kamcareer.core.framework.draft import DraftFramework, DraftHead
from kamcareer.core.framework.loading import Folder, parse_framework, sha256_of
from kamcareer.core.framework.matrix import Matrix, matrix_of, with_matrix
from kamcareer.core.framework.matrix_cells import Asked, reasons_needed, with_cells
from kamcareer.core.framework.model import Framework
from kamcareer.services.framework_files import read_additions
from kamcareer.services.framework_in_use import Place, files_in_use, files_of_installation, framework_in_use
from kamcareer.store.framework_drafts import (
    add_draft,
    add_editor,
    all_drafts,
    find_draft,
    put_files,
    remove_draft,
)
from kamcareer.store.framework_reviews import drop_unpublished

__all__ = ["Place", "all_drafts", "find_draft"]

MOST_READ = 4

Content = tuple[tuple[str, bytes], ...]


def begin_draft(session: Session, place: Place, now: datetime, *, of_files: bool = False) -> DraftHead:
    """Begin a draft of the framework in use as it is, or of what the files of the installation say now."""
    base = sha256_of(framework_in_use(session, place))
    files = files_of_installation(place) if of_files else files_in_use(session, place)
    head = DraftHead(str(uuid4()), place.framework_id, base, 0, now, now)
    add_draft(session, DraftFramework(head, files))
    return head


def drop_draft(session: Session, id: str) -> None:
    """Delete a draft with what was asked about it and never published."""
    drop_unpublished(session, id)
    remove_draft(session, id)


def matrix_in_draft(draft: DraftFramework) -> Matrix:
    """Return cells and texts of a draft."""
    return _matrix(_as_key(draft.files), draft.files.name)


def framework_in_draft(draft: DraftFramework, place: Place) -> Framework:
    """Return the framework that a draft makes; FileError where what the installation adds no longer fits."""
    return _checked(draft.files, place)


def save_cells(  # noqa: PLR0913 - what was typed, why, by whom and when
    session: Session,
    draft: DraftFramework,
    typed: Mapping[Asked, str],
    reasons: Mapping[Asked, tuple[str, str]],
    place: Place,
    by: str,
    now: datetime,
) -> bool:
    """Put what was typed into the draft, with reasons where one is needed. False where somebody has saved it meanwhile.

    CellError with every cell that nobody can read, FileError with every problem that the whole would have.
    """
    wanted = with_cells(matrix_in_draft(draft), typed)
    given = {at: reasons[cell] for cell, at in reasons_needed(wanted).items() if any(reasons.get(cell, ()))}
    return _save(session, draft, replace(wanted, texts={**wanted.texts, **given}), place, by, now)


def save_texts(  # noqa: PLR0913 - what was written where, by whom and when
    session: Session,
    draft: DraftFramework,
    file: str,
    texts: Mapping[str, tuple[str, str]],
    place: Place,
    by: str,
    now: datetime,
) -> bool:
    """Put texts of one file into the draft, by their places. False and FileError as above."""
    matrix = matrix_in_draft(draft)
    ours = {(file, path): text for path, text in texts.items() if (file, path) in matrix.texts}
    return _save(session, draft, replace(matrix, texts={**matrix.texts, **ours}), place, by, now)


def save_files(session: Session, draft: DraftFramework, files: Folder, place: Place, by: str, now: datetime) -> bool:
    """Store other files of a draft, of which the whole passes the check. False and FileError as above."""
    _checked(files, place)
    if not put_files(session, draft.head, files, now):
        return False
    add_editor(session, draft.head.id, by)
    return True


def _save(session: Session, draft: DraftFramework, wanted: Matrix, place: Place, by: str, now: datetime) -> bool:
    return save_files(session, draft, with_matrix(draft.files, wanted), place, by, now)


def _checked(files: Folder, place: Place) -> Framework:
    additions = read_additions(place.additions, place.folder.name)
    return _framework(_as_key(files), files.name, _as_key(additions), additions.name)


def _as_key(folder: Folder) -> Content:
    return tuple(sorted(folder.files.items()))


# Reading some two hundred files takes longer than all else on a page; the content is the key, so nothing goes stale.
@lru_cache(maxsize=MOST_READ)
def _matrix(files: Content, name: str) -> Matrix:
    return matrix_of(Folder(dict(files), name))


@lru_cache(maxsize=MOST_READ)
def _framework(files: Content, name: str, additions: Content, of_additions: str) -> Framework:
    return parse_framework(Folder(dict(files), name), Folder(dict(additions), of_additions))
