"""Which letters one gets: the table of notifications in words, and what of it may be switched off."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_wtf import FlaskForm
from wtforms import SelectMultipleField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # the stubs are older than 3.3

from kamcareer.core.notifications import Happening, Leaves
from kamcareer.services.notifications import notification_table, switch_off, wishes
from kamcareer.store.database import db
from kamcareer.web.mailing import sends_mail
from kamcareer.web.viewer import current_known


class LettersForm(FlaskForm):  # type: ignore[misc]  # the library has no types
    """The letters that one goes on getting, of those that may be switched off."""

    wanted = SelectMultipleField()

    def offer(self) -> None:
        """Offer what may be switched off."""
        self.wanted.choices = [SelectChoice(one.value, one.value) for one in notification_table().optional()]


def show_notifications() -> ResponseReturnValue:
    """Show which letters come when; keep which of them are wanted."""
    account, form, table = current_known().account, LettersForm(), notification_table()
    form.offer()
    if form.validate_on_submit():
        wanted = set(map(Happening, form.wanted.data or []))
        switch_off(db.session(), account, frozenset(set(table.optional()) - wanted))
        db.session.commit()
        flash(_("Saved. Letters about security come in any case."))
        return redirect(url_for("account.notifications"), 303)
    page = render_template(
        "account/notifications.html",
        form=form,
        account=account,
        off=wishes(db.session(), account.email).off if account.email else (),
        optional=[(one, table.rows[one]) for one in table.optional()],
        always=[row for row in table.rows.values() if not row.may_be_off],
        at_once=Leaves.AT_ONCE,
        sends_mail=sends_mail(),
    )
    return page, 422 if form.errors else 200
