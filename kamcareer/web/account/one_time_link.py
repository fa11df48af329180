"""One-time links: the way in without a passphrase, to a new account, and back after forgetting it."""

from flask import render_template
from flask.typing import ResponseReturnValue
from flask_wtf import FlaskForm
from wtforms import PasswordField

from kamcareer.core.notifications import Happening
from kamcareer.services.accounts import (
    find_by_mailbox,
    new_one_time_link,
    open_one_time_link,
    working_one_time_link,
)
from kamcareer.services.audit import Event
from kamcareer.store.database import db
from kamcareer.web.account.fields import problem_with
from kamcareer.web.account.sign_in import enter
from kamcareer.web.clock import now
from kamcareer.web.doors import one_time_url
from kamcareer.web.limits import LINKS, TRIES, limited
from kamcareer.web.mailbox_field import email_field
from kamcareer.web.mailing import sends_mail, tell
from kamcareer.web.records import note


class MailboxForm(FlaskForm):  # type: ignore[misc]  # the library has no types
    """Where the link goes."""

    email = email_field()


class EnterForm(FlaskForm):  # type: ignore[misc]  # the library has no types
    """A new passphrase, for those who want one."""

    passphrase = PasswordField(render_kw={"autocomplete": "new-password"})


@limited(TRIES, by_name=LINKS)
def ask_for_link() -> ResponseReturnValue:
    """Send a link to a mailbox. The answer is the same whether it has an account or not."""
    form = MailboxForm()
    if not sends_mail():
        return render_template("account/no_mail.html")
    if not form.validate_on_submit():
        return render_template("account/ask_for_link.html", form=form), 422 if form.errors else 200
    email = str(form.email.data)
    secret = new_one_time_link(db.session(), email, now())
    tell(Happening.SIGN_IN_LINK, email, url=one_time_url(secret))
    db.session.commit()
    return render_template("account/link_sent.html", email=email)


def open_link(token: str) -> ResponseReturnValue:
    """Show a button, and open the account when it is pressed: mail scanners follow links, they press nothing."""
    link, form = working_one_time_link(db.session(), token, now()), EnterForm()
    if link is None:
        return render_template("account/link_closed.html"), 404
    exists = find_by_mailbox(db.session(), link.email) is not None
    if form.validate_on_submit():
        chosen = form.passphrase.data or ""
        problem = problem_with(chosen, link.email) if chosen else None
        if problem is None:
            account = open_one_time_link(db.session(), token, chosen or None, now())
            if account is None:
                return render_template("account/link_closed.html"), 404
            if chosen:
                note(Event.PASSPHRASE_SET, account.id)
            return enter(account, "link")
        form.passphrase.errors = [problem]
    page = render_template(
        "account/enter.html", form=form, email=link.email, exists=exists, invited=link.invitation, token=token
    )
    return page, 422 if form.errors else 200
