"""The demonstration: invented people whose assessments one may enter."""

from uuid import UUID

from flask import abort, current_app, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from kamcareer.services.demo import demo_people, demo_sitting
from kamcareer.store.database import db
from kamcareer.web.clock import now
from kamcareer.web.links import link_url
from kamcareer.web.sitting import remember_sitting


def show_demo() -> str:
    """Show the invented people, and the three ways to look at them."""
    _only_where_allowed()
    return render_template("visitor/demo.html", people=demo_people(db.session(), now()), link_url=link_url)


def enter_demo(id: UUID) -> ResponseReturnValue:
    """Continue the assessment of an invented person as if it were one's own."""
    _only_where_allowed()
    if demo_sitting(db.session(), str(id)) is None:
        abort(404)
    remember_sitting(str(id))
    return redirect(url_for("candidate.report"), 303)


def _only_where_allowed() -> None:
    if not current_app.config["SETTINGS"].demo:
        abort(404)
