"""Sending what waits, after the person has got their answer."""

from smtplib import SMTPException

from flask import Flask, Response, current_app, g

from kamcareer.core.mail import Message
from kamcareer.services.mail import done, hand_over, queue, take
from kamcareer.store.database import db, may_write
from kamcareer.web.clock import now


def sends_mail() -> bool:
    """Return whether this installation can send mail."""
    return current_app.config["SETTINGS"].mail_url is not None


def post(message: Message) -> None:
    """Queue a message; it leaves when the work it belongs to is committed and answered."""
    queue(db.session(), message, now())
    g.mail_waits = True


def send_waiting() -> int:
    """Hand over every message whose time has come; return how many. One that is not taken waits for a later try."""
    settings, count = current_app.config["SETTINGS"], 0
    may_write.set(True)
    while settings.mail_url and (taken := take(db.session(), now())):
        db.session.commit()
        try:
            hand_over(taken.message, settings.mail_url, settings.mail_from, now())
        except (OSError, SMTPException) as error:
            current_app.logger.error("mail: %s", type(error).__name__)  # noqa: TRY400 - the text may hold a mailbox
            continue
        done(db.session(), taken)
        db.session.commit()
        count += 1
    db.session.rollback()
    return count


def send_after_answers(app: Flask) -> None:
    """Send what a request queued once its answer is on the way, so that nobody waits for the mail server."""

    @app.after_request
    def _send(response: Response) -> Response:
        if g.get("mail_waits") and sends_mail():
            response.call_on_close(lambda: _in_context(app))
        return response


def _in_context(app: Flask) -> None:
    with app.app_context():
        send_waiting()
