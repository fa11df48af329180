"""Everything about me: what is held, why, for how long, and a copy to take along."""

from datetime import date, datetime

from flask import abort, current_app, jsonify, render_template
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from kamcareer.core.accounts import Account
from kamcareer.exports.person_data import person_json, person_schema, person_zip
from kamcareer.services.audit import Event
from kamcareer.services.my_data import PersonData, column_types, data_register, everything_about
from kamcareer.store.database import db
from kamcareer.web.attachments import attached
from kamcareer.web.clock import now
from kamcareer.web.languages import day, language, moment
from kamcareer.web.limits import limited_pdfs
from kamcareer.web.printed import printed
from kamcareer.web.records import note
from kamcareer.web.viewer import current_known

STYLES = {"json": "application/json", "zip": "application/zip", "pdf": "application/pdf"}


def show_my_data() -> str:
    """Show what the account holds, table by table, before anybody downloads it."""
    rows = everything_about(db.session(), current_app.config["SECRET_KEY"], current_known().account)
    return render_template("account/my_data.html", rows=rows, register=data_register())


@limited_pdfs
def download_my_data(style: str) -> ResponseReturnValue:
    """Give the person a copy."""
    account = current_known().account
    if style not in STYLES:
        abort(404)
    rows = everything_about(db.session(), current_app.config["SECRET_KEY"], account)
    body = _copy(style, account, rows)
    note(Event.DATA_EXPORTED, account.id, style)
    db.session.commit()
    return attached(body, STYLES[style], f"kamcareer-my-data.{style}")


def _copy(style: str, account: Account, rows: PersonData) -> bytes:
    if style == "json":
        return person_json(rows, now())
    if style == "zip":
        return person_zip(rows, data_register(), language())
    register = data_register()
    return printed("print/my_data.html", account=account, rows=rows, register=register, today=now(), shown=_shown)


def _shown(value: object) -> str:
    if isinstance(value, bool):
        return str(_("yes") if value else _("no"))
    if isinstance(value, datetime):
        return moment(value)
    if isinstance(value, date):
        return day(value)
    return ", ".join(value) if isinstance(value, list) else str(value)


def show_schema() -> ResponseReturnValue:
    """Show the schema of the export, for programs that read it."""
    return jsonify(person_schema(data_register(), column_types()))
