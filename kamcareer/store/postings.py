"""The texts of postings that somebody wrote."""

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from kamcareer.core.posting import Posting
from kamcareer.store.tables import PostingRow


def find_posting(session: Session, vacancy_id: str, language: str) -> Posting | None:
    """Return what was written in a language; None where the text is still the one made from the profile."""
    row = session.get(PostingRow, (vacancy_id, language))
    return Posting(row.language, row.words, row.saved_at) if row else None


def postings_of(session: Session, vacancy_id: str) -> dict[str, Posting]:
    """Return what was written of a vacancy, by language."""
    rows = session.execute(select(PostingRow).where(PostingRow.vacancy_id == vacancy_id)).scalars()
    return {row.language: Posting(row.language, row.words, row.saved_at) for row in rows}


def put_posting(session: Session, vacancy_id: str, posting: Posting) -> None:
    """Store a text."""
    session.merge(
        PostingRow(vacancy_id=vacancy_id, language=posting.language, words=posting.words, saved_at=posting.saved)
    )
    session.flush()


def delete_posting(session: Session, vacancy_id: str, language: str) -> None:
    """Forget a text."""
    session.execute(delete(PostingRow).where(PostingRow.vacancy_id == vacancy_id, PostingRow.language == language))
