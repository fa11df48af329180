"""Messages that wait to be sent."""

from collections.abc import Collection, Iterable
from datetime import datetime
from uuid import uuid4

from sqlalchemy import delete, exists, func, insert, select, update
from sqlalchemy.orm import Session

from kamcareer.core.mail import Message
from kamcareer.store.tables import AccountRow, ApplicationRow, MailRow


def add_message(session: Session, message: Message, now: datetime, leaves: datetime) -> None:
    """Store a message in the transaction that is the reason for it; it leaves at `leaves` or later."""
    row = MailRow(id=str(uuid4()), tries=0, created_at=now, next_try_at=leaves)
    row.recipient, row.subject, row.text = message.recipient, message.subject, message.text
    session.add(row)
    session.flush()


def add_messages(session: Session, messages: Iterable[tuple[Message, datetime]], now: datetime) -> None:
    """Store many messages at once, each with the moment before which it does not leave."""
    rows = [
        {"id": str(uuid4()), "tries": 0, "created_at": now, "next_try_at": leaves}
        | {"recipient": one.recipient, "subject": one.subject, "text": one.text}
        for one, leaves in messages
    ]
    if rows:
        session.execute(insert(MailRow), rows)


def next_message(session: Session, now: datetime) -> tuple[str, int, Message] | None:
    """Return the id, the earlier tries and the text of a message whose time has come; None when none waits."""
    query = select(MailRow).where(MailRow.next_try_at <= now).order_by(MailRow.next_try_at, MailRow.id).limit(1)
    row = session.execute(query).scalar_one_or_none()
    return (row.id, row.tries, Message(row.recipient, row.subject, row.text)) if row else None


def put_off(session: Session, id: str, tries: int, later: datetime) -> bool:
    """Note one more try and when the next may follow; return False where another worker took the message."""
    query = update(MailRow).where(MailRow.id == id, MailRow.tries == tries)
    done = session.execute(query.values(tries=tries + 1, next_try_at=later).returning(MailRow.id))
    return done.scalar_one_or_none() is not None


def count_messages(session: Session) -> tuple[int, int]:
    """Return how many messages wait that were never tried, and how many that the mail server did not take so far."""
    tried = select(func.count()).select_from(MailRow).where(MailRow.tries > 0).scalar_subquery()
    found, refused = session.execute(select(select(func.count()).select_from(MailRow).scalar_subquery(), tried)).one()
    return found - refused, refused


def delete_message(session: Session, id: str) -> None:
    """Delete a message that was handed over."""
    session.execute(delete(MailRow).where(MailRow.id == id))


def delete_messages_before(session: Session, moment: datetime) -> None:
    """Delete what has waited since before a moment."""
    session.execute(delete(MailRow).where(MailRow.created_at < moment))


def delete_messages_about(session: Session, recipients: Collection[str], words: str) -> set[str]:
    """Delete what waits for mailboxes and holds some words, and return for which of them anything waited."""
    about = delete(MailRow).where(MailRow.recipient.in_(recipients), MailRow.text.contains(words, autoescape=True))
    return set(session.execute(about.returning(MailRow.recipient)).scalars())


def delete_messages_to_strangers(session: Session, recipients: Collection[str]) -> None:
    """Delete what waits for those of some mailboxes that no account and no application names."""
    named = (
        exists().where(AccountRow.email == MailRow.recipient),
        exists().where(ApplicationRow.email == MailRow.recipient),
    )
    session.execute(delete(MailRow).where(MailRow.recipient.in_(recipients), *(~one for one in named)))


def delete_messages_to(session: Session, recipient: str) -> None:
    """Delete what still waits for a mailbox."""
    session.execute(delete(MailRow).where(MailRow.recipient == recipient))
