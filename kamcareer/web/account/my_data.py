"""Everything about me: what is held, why, for how long, and a copy to take along."""

from io import BytesIO

from flask import abort, jsonify, render_template, send_file
from flask.typing import ResponseReturnValue

from kamcareer.exports.person_data import person_json, person_schema, person_zip
from kamcareer.services.audit import Event
from kamcareer.services.my_data import column_types, data_register, everything_about
from kamcareer.store.database import db
from kamcareer.web.clock import now
from kamcareer.web.languages import language
from kamcareer.web.records import note
from kamcareer.web.viewer import current_known

STYLES = {"json": "application/json", "zip": "application/zip"}


def show_my_data() -> str:
    """Show what the account holds, table by table, before anybody downloads it."""
    rows = everything_about(db.session(), current_known().account)
    return render_template("account/my_data.html", rows=rows, register=data_register())


def download_my_data(style: str) -> ResponseReturnValue:
    """Give the person a copy."""
    account = current_known().account
    if style not in STYLES:
        abort(404)
    rows = everything_about(db.session(), account)
    body = person_json(rows, now()) if style == "json" else person_zip(rows, data_register(), language())
    note(Event.DATA_EXPORTED, account.id, style)
    db.session.commit()
    return send_file(BytesIO(body), STYLES[style], as_attachment=True, download_name=f"kamcareer-my-data.{style}")


def show_schema() -> ResponseReturnValue:
    """Show the schema of the export, for programs that read it."""
    return jsonify(person_schema(data_register(), column_types()))
