"""Letters: written with the work that is their reason, sent after the person has got their answer."""

from collections.abc import Mapping
from datetime import date, datetime
from smtplib import SMTPException

from flask import Flask, Response, current_app, g
from flask_babel import LazyString, force_locale

from kamcareer.core.notifications import Happening
from kamcareer.services.mail import done, hand_over, take
from kamcareer.services.notifications import notify, notify_many, staff_to_tell, wishes
from kamcareer.store.database import db, may_write
from kamcareer.web.addresses import full_address
from kamcareer.web.clock import now
from kamcareer.web.languages import day, language, moment
from kamcareer.web.metrics import count_letter


def sends_mail() -> bool:
    """Return whether this installation can send mail."""
    return current_app.config["SETTINGS"].mail_url is not None


def tell(happening: Happening, mailbox: str, reads: str | None = None, **blanks: str | LazyString | date) -> None:
    """Queue the letter of a happening in the recipient's language; without a mail server nobody is told.

    `reads` is the language of somebody without an account; where nobody said one, it is that of the page.

    It leaves when the work it belongs to is committed and answered, and not before its hour.
    """
    if not sends_mail():
        return
    wanted = wishes(db.session(), mailbox).language or reads or language()
    said = _blanks(wanted, blanks)
    notify(db.session(), happening, mailbox, wanted, said, now(), current_app.config["SETTINGS"].zone)
    g.mail_waits = True


def tell_staff(happening: Happening, but: str | None = None, **blanks: str | date) -> None:
    """Queue the letter of a happening to everybody who works here, wants it and is not the one mailbox `but`.

    There may be thousands: they are left to the worker, a batch a minute.
    """
    if not sends_mail():
        return
    found = staff_to_tell(db.session(), happening)
    readers = {mailbox: reads or language() for mailbox, reads in found.items() if mailbox != but}
    said = {one: _blanks(one, blanks) for one in set(readers.values())}
    notify_many(db.session(), happening, readers, said, now(), current_app.config["SETTINGS"].zone)


def wanting(happening: Happening) -> frozenset[str]:
    """Return the mailboxes of everybody who works here and gets letters of a kind; of nobody without a mail server."""
    return frozenset(staff_to_tell(db.session(), happening)) if sends_mail() else frozenset()


def gets(happening: Happening, mailbox: str) -> bool:
    """Return whether letters of a kind go to a mailbox."""
    return sends_mail() and happening not in wishes(db.session(), mailbox).off


def _blanks(wanted: str, blanks: Mapping[str, str | LazyString | date]) -> dict[str, str]:
    with force_locale(wanted):
        said = {name: _said(value) for name, value in blanks.items()}
    return said | {"table": full_address("account.notifications")}


def _said(value: str | LazyString | date) -> str:
    if isinstance(value, datetime):
        return moment(value)
    return day(value) if isinstance(value, date) else str(value)


def send_waiting() -> int:
    """Hand over every message whose time has come; return how many. One that is not taken waits for a later try."""
    settings, count = current_app.config["SETTINGS"], 0
    may_write.set(True)
    while settings.mail_url and (taken := take(db.session(), now())):
        db.session.commit()
        try:
            hand_over(taken.message, settings.mail_url, settings.mail_from, now())
        except (OSError, SMTPException, ValueError) as error:  # the last of a name that is not written in ASCII
            current_app.logger.error("mail: %s", type(error).__name__)  # noqa: TRY400 - the text may hold a mailbox
            count_letter(sent=False)
            continue
        done(db.session(), taken)
        db.session.commit()
        count_letter(sent=True)
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
