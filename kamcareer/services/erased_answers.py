"""Deleting answers, and with them what others hold or are about to be sent because of them."""

from collections.abc import Collection

from sqlalchemy.orm import Session

from kamcareer.store.applications import delete_called_back, mailboxes_of_answers
from kamcareer.store.assessments import delete_assessment
from kamcareer.store.mail import delete_messages_to_strangers


def erase_answers(session: Session, ids: Collection[str]) -> int:
    """Delete assessments with everything that hangs on them, at once; return how many there were.

    Whoever was called back because of them and never began is forgotten too: name and mailbox were copied there. So are
    letters that wait for somebody whom nothing else here knows.
    """
    mailboxes = mailboxes_of_answers(session, ids) | delete_called_back(session, ids)
    done = sum(delete_assessment(session, id) for id in ids)
    delete_messages_to_strangers(session, mailboxes)
    return done
