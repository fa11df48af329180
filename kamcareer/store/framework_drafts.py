"""Drafts of frameworks, each with its files."""

import json
from datetime import datetime

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from kamcareer.core.framework.draft import DraftFramework, DraftHead
from kamcareer.core.framework.loading import Folder
from kamcareer.store.tables import DraftEditorRow, FrameworkDraftRow

HEAD = (
    FrameworkDraftRow.id,
    FrameworkDraftRow.framework_id,
    FrameworkDraftRow.base_sha256,
    FrameworkDraftRow.revision,
    FrameworkDraftRow.made_at,
    FrameworkDraftRow.changed_at,
    FrameworkDraftRow.release_sha256,
)


def add_draft(session: Session, draft: DraftFramework) -> None:
    """Store a new draft."""
    head = draft.head
    session.add(
        FrameworkDraftRow(
            id=head.id,
            framework_id=head.framework_id,
            base_sha256=head.base_sha256,
            files=files_text(draft.files),
            revision=head.revision,
            made_at=head.made,
            changed_at=head.changed,
            release_sha256=head.release_sha256,
        )
    )
    session.flush()


def find_draft(session: Session, id: str) -> DraftFramework | None:
    """Return a draft with its files; None when there is none."""
    row = session.get(FrameworkDraftRow, id)
    if row is None:
        return None
    return DraftFramework(_head(row), files_of(row.files, row.framework_id))


def all_drafts(session: Session) -> list[DraftHead]:
    """Return every draft without its files, the one changed last first."""
    newest_first = select(*HEAD).order_by(FrameworkDraftRow.changed_at.desc(), FrameworkDraftRow.id)
    return [DraftHead(*row) for row in session.execute(newest_first)]


def put_files(session: Session, head: DraftHead, files: Folder, now: datetime) -> bool:
    """Store other files of a draft; False where somebody has saved it since the revision of `head`."""
    same = (FrameworkDraftRow.id == head.id, FrameworkDraftRow.revision == head.revision)
    saved = update(FrameworkDraftRow).where(*same).returning(FrameworkDraftRow.id)
    values = {"files": files_text(files), "revision": head.revision + 1, "changed_at": now}
    return session.execute(saved.values(values)).scalar_one_or_none() is not None


def remove_draft(session: Session, id: str) -> None:
    """Delete a draft."""
    session.execute(delete(FrameworkDraftRow).where(FrameworkDraftRow.id == id))


def add_editor(session: Session, id: str, account_id: str) -> None:
    """Remember that an account saved something in a draft."""
    session.merge(DraftEditorRow(draft_id=id, account_id=account_id))
    session.flush()


def editors_of(session: Session, id: str) -> frozenset[str]:
    """Return the accounts that saved something in a draft."""
    return frozenset(session.scalars(select(DraftEditorRow.account_id).where(DraftEditorRow.draft_id == id)))


def _head(row: FrameworkDraftRow) -> DraftHead:
    begun = row.made_at, row.changed_at, row.release_sha256
    return DraftHead(row.id, row.framework_id, row.base_sha256, row.revision, *begun)


def files_text(files: Folder) -> str:
    """Return files as they are stored: JSON of their texts by path."""
    return json.dumps({path: data.decode() for path, data in files.files.items()}, ensure_ascii=False)


def files_of(text: str, name: str) -> Folder:
    """Return files that were stored so, in a folder of this name."""
    return Folder({path: said.encode() for path, said in json.loads(text).items()}, name)
