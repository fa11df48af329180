"""Deleting answers, and with them what others hold or are about to be sent because of them."""

from sqlalchemy.orm import Session

from kamcareer.store.applications import delete_called_back, mailboxes_of_answers
from kamcareer.store.assessments import delete_assessment
from kamcareer.store.mail import delete_messages_to_strangers


def erase_answers(session: Session, id: str) -> bool:
    """Delete an assessment with everything that hangs on it, at once; return whether it was there.

    Whoever was called back because of it and never began is forgotten too: name and mailbox were copied there. So are
    letters that wait for somebody whom nothing else here knows.
    """
    mailboxes = mailboxes_of_answers(session, id) | delete_called_back(session, id)
    done = delete_assessment(session, id)
    delete_messages_to_strangers(session, mailboxes)
    return done
