"""The demonstration: invented people whose assessments one may enter."""

from flask import abort, current_app, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from kamcareer.services.demo import demo_people, demo_sitting
from kamcareer.store.database import db
from kamcareer.web.links import link_url
from kamcareer.web.sitting import remember_sitting


def show_demo() -> str:
    """Show the invented people, and the three ways to look at them."""
    _only_where_allowed()
    return render_template("visitor/demo.html", people=demo_people(db.session()), link_url=link_url)


def enter_demo(id: str) -> ResponseReturnValue:
    """Continue the assessment of an invented person as if it were one's own."""
    _only_where_allowed()
    if demo_sitting(db.session(), id) is None:
        abort(404)
    remember_sitting(id)
    return redirect(url_for("candidate.report"), 303)


def _only_where_allowed() -> None:
    if not current_app.config["SETTINGS"].demo:
        abort(404)
