"""Client companies: which there are, and a new one.

Until the first is made nothing speaks of them but the list of rarer work on the account's page.
"""

from flask import current_app, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import StringField
from wtforms.validators import DataRequired, Length

from kamcareer.core.clients import LEAST_CLIENT, LONGEST_CLIENT
from kamcareer.services.clients import SameClientError, all_clients, make_client
from kamcareer.store.database import db
from kamcareer.web.clock import now
from kamcareer.web.limits import INVITATIONS, limited
from kamcareer.web.typed import one_line
from kamcareer.web.viewer import current_known


class ClientForm(FlaskForm):  # type: ignore[misc]  # the library has no types
    """A new client."""

    name = StringField(
        filters=[one_line],
        validators=[
            DataRequired(_l("Write what the company is called")),
            Length(LEAST_CLIENT, LONGEST_CLIENT, message=_l("From 2 to 160 characters, please")),
        ],
        render_kw={"autocomplete": "off"},
    )


@limited(INVITATIONS, by_account=INVITATIONS)
def list_clients() -> ResponseReturnValue:
    """Show the clients; on POST make one."""
    form = ClientForm()
    if form.validate_on_submit() and _made(form):
        flash(_("The client is kept. A vacancy can belong to it now."))
        return redirect(url_for("recruiting.clients"), 303)
    page = render_template("recruiting/clients.html", form=form, clients=all_clients(db.session()))
    return page, 422 if form.errors else 200


def _made(form: ClientForm) -> bool:
    secret, by = current_app.config["SECRET_KEY"], current_known().account.id
    try:
        make_client(db.session(), secret, form.name.data or "", by, now())
    except SameClientError:
        form.name.errors = [_("There is a client of this name already")]
        return False
    db.session.commit()
    return True
