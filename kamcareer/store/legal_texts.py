"""Documents exactly as people read them, under the hash of their words."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from kamcareer.core.legal_texts import ExactText
from kamcareer.core.operator import Law
from kamcareer.store.tables import LegalTextRow


def keep_text(session: Session, text: ExactText, now: datetime) -> str:
    """Store a document under the hash of its words, once, and return the hash."""
    if session.get(LegalTextRow, text.sha256) is None:
        row = LegalTextRow(sha256=text.sha256, name=text.name, law=text.law, version=text.version, stored_at=now)
        row.language, row.status, row.title, row.body = text.language, text.status, text.title, text.body
        row.counts, row.counts_models = text.counts, text.counts_models
        try:
            with session.begin_nested():
                session.add(row)
        except IntegrityError:
            # Another worker stored the same words at the same moment.
            session.expire_all()
    return text.sha256


def stored_text(session: Session, sha256: str) -> ExactText | None:
    """Return the document of a hash, word for word; None when nobody was ever shown it."""
    row = session.get(LegalTextRow, sha256)
    if row is None:
        return None
    words = (row.language, row.status, row.title, row.body)
    return ExactText(row.name, Law(row.law), row.version, *words, row.counts, row.counts_models)


def model_counting_texts(session: Session) -> frozenset[str]:
    """Return the hashes of the documents that say that it is counted what another version of the model would change."""
    return frozenset(session.execute(select(LegalTextRow.sha256).where(LegalTextRow.counts_models)).scalars())
