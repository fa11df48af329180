"""Editing a framework beside the one in use: begin, change cells and texts, see what differs and whom it reaches."""

from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from dataclasses import replace
from datetime import datetime
from functools import lru_cache
from uuid import uuid4

from sqlalchemy.orm import Session

from kamcareer.core.framework.draft import DraftFramework, DraftHead
from kamcareer.core.framework.falls import reasons_left_over, without_reason
from kamcareer.core.framework.loading import Folder, parse_framework, sha256_of
from kamcareer.core.framework.matrix import Matrix, matrix_of, with_matrix
from kamcareer.core.framework.matrix_cells import Asked, reasons_needed, with_cells
from kamcareer.core.framework.model import Framework
from kamcareer.core.framework.retirable import Retirable, retirables, with_retired
from kamcareer.core.framework_table import matrix_in
from kamcareer.core.spreadsheets.reading import read_sheets
from kamcareer.services.framework_files import read_additions
from kamcareer.services.framework_in_use import Place, files_in_use, files_of_installation, framework_in_use
from kamcareer.services.framework_release import release_in_use
from kamcareer.store.framework_drafts import (
    add_draft,
    add_editor,
    all_drafts,
    editors_of,
    find_draft,
    put_files,
    remove_draft,
)
from kamcareer.store.framework_releases import keep_release
from kamcareer.store.framework_reviews import drop_unpublished

__all__ = ["Place", "all_drafts", "editors_of", "find_draft"]

MOST_READ = 4

Content = tuple[tuple[str, bytes], ...]


def begin_draft(session: Session, place: Place, now: datetime, *, of_files: bool = False) -> DraftHead:
    """Begin a draft of the framework in use as it is, or of what the files of the installation say now."""
    if of_files:
        files = files_of_installation(place)
        return _begin(session, place, files, keep_release(session, files, now), now)
    return _begin(session, place, files_in_use(session, place), release_in_use(session, place, now), now)


def begin_with_release(session: Session, place: Place, files: Folder, by: str, now: datetime) -> DraftHead:
    """Begin a draft of files into which somebody brought those of the installation.

    FileError with every problem that the whole would have.
    """
    framework_with(files, place)
    head = _begin(session, place, files, keep_release(session, files_of_installation(place), now), now)
    add_editor(session, head.id, by)
    return head


def _begin(session: Session, place: Place, files: Folder, release: str | None, now: datetime) -> DraftHead:
    base = sha256_of(framework_in_use(session, place))
    head = DraftHead(str(uuid4()), place.framework_id, base, 0, now, now, release)
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
    return framework_with(draft.files, place)


def files_with_cells(
    draft: DraftFramework,
    typed: Mapping[Asked, str],
    reasons: Mapping[Asked, tuple[str, str]],
    why_lower: Mapping[str, tuple[str, str]],
) -> Folder:
    """Return the files of a draft with what was typed, and with reasons where one is needed.

    `why_lower` says by place why a level falls along a promotion; such a reason goes with the last level that fell.
    CellError with every cell that nobody can read.
    """
    wanted = with_cells(matrix_in_draft(draft), typed)
    given = {at: reasons[cell] for cell, at in reasons_needed(wanted).items() if any(reasons.get(cell, ()))}
    given |= {
        one.place: why_lower[one.place[1]] for one in without_reason(wanted) if any(why_lower.get(one.place[1], ()))
    }
    given |= dict.fromkeys(reasons_left_over(wanted), ("", ""))
    return with_matrix(draft.files, replace(wanted, texts={**wanted.texts, **given}))


def files_with_texts(draft: DraftFramework, file: str, texts: Mapping[str, tuple[str, str]]) -> Folder:
    """Return the files of a draft with texts of one of them, by their places."""
    matrix = matrix_in_draft(draft)
    ours = {(file, path): text for path, text in texts.items() if (file, path) in matrix.texts}
    return with_matrix(draft.files, replace(matrix, texts={**matrix.texts, **ours}))


def files_with_retired(draft: DraftFramework, keys: AbstractSet[str]) -> Folder:
    """Return the files of a draft in which just what has one of these keys is retired."""
    return with_retired(draft.files, retirables_in_draft(draft), keys)


def retirables_in_draft(draft: DraftFramework) -> tuple[Retirable, ...]:
    """Return all that can be retired in a draft."""
    return _retirables(_as_key(draft.files), draft.files.name)


def with_table(draft: DraftFramework, data: bytes, name: str) -> Folder:
    """Return the files of a draft with what a table of theirs says. RefusedFileError, TableError with every cell."""
    matrix = matrix_in_draft(draft)
    return with_matrix(draft.files, matrix_in(read_sheets(data, name), matrix))


def save_files(session: Session, draft: DraftFramework, files: Folder, place: Place, by: str, now: datetime) -> bool:
    """Store other files of a draft, of which the whole passes the check; False where somebody saved it meanwhile.

    FileError with every problem that the whole would have.
    """
    framework_with(files, place)
    if not put_files(session, draft.head, files, now):
        return False
    add_editor(session, draft.head.id, by)
    return True


def framework_with(files: Folder, place: Place) -> Framework:
    """Return the framework that files make, with what the installation adds; FileError with every problem."""
    additions = read_additions(place.additions, place.folder.name)
    return _framework(_as_key(files), files.name, _as_key(additions), additions.name)


def _as_key(folder: Folder) -> Content:
    return tuple(sorted(folder.files.items()))


# Reading some two hundred files takes longer than all else on a page; the content is the key, so nothing goes stale.
@lru_cache(maxsize=MOST_READ)
def _matrix(files: Content, name: str) -> Matrix:
    return matrix_of(Folder(dict(files), name))


@lru_cache(maxsize=MOST_READ)
def _retirables(files: Content, name: str) -> tuple[Retirable, ...]:
    return retirables(Folder(dict(files), name))


@lru_cache(maxsize=MOST_READ)
def _framework(files: Content, name: str, additions: Content, of_additions: str) -> Framework:
    return parse_framework(Folder(dict(files), name), Folder(dict(additions), of_additions))
