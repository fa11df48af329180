"""The plan in the person's own calendar: the private address, made, renewed and taken back."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_wtf import FlaskForm

from kamcareer.core.erasures import Erased
from kamcareer.services.plan_feed import close_feed, feed_of, new_feed
from kamcareer.services.plan_reminders import reminder_of
from kamcareer.store.database import db
from kamcareer.web.addresses import full_address
from kamcareer.web.clock import now
from kamcareer.web.erasures import list_erased
from kamcareer.web.languages import language
from kamcareer.web.mailing import sends_mail
from kamcareer.web.sitting import current_sitting
from kamcareer.web.viewer import viewer


def show_calendar() -> str:
    """Show whether there is an address; what it is was said once, when it was made."""
    return _page(None)


def make_calendar() -> ResponseReturnValue:
    """Make the address, and show it this once; an earlier one opens nothing any more."""
    sitting = current_sitting()
    _close()
    secret = new_feed(db.session(), sitting, language(), now())
    db.session.commit()
    return _page(full_address("visitor.plan_feed", token=secret))


def close_calendar() -> ResponseReturnValue:
    """Take the address back."""
    _close()
    db.session.commit()
    flash(_("The address opens nothing any more."))
    return redirect(url_for("candidate.plan_calendar"), 303)


def _close() -> None:
    closed = close_feed(db.session(), current_sitting())
    if closed:
        list_erased((Erased.LINK, closed))


def _page(address: str | None) -> str:
    sitting, account = current_sitting(), viewer()
    mailbox = account.email if account and account.id == sitting.assessment.owner else None
    return render_template(
        "candidate/plan_calendar.html",
        feed=feed_of(db.session(), sitting),
        address=address,
        form=FlaskForm(),
        sends_mail=sends_mail(),
        mailbox=mailbox,
        letters=reminder_of(db.session(), sitting),
    )
