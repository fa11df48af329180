"""The link in a letter about a plan by which the letters stop: without signing in, and never by being opened alone."""

from flask import redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_wtf import FlaskForm

from kamcareer.services.plan_reminders import stop_letters, wanted_letters
from kamcareer.store.database import db
from kamcareer.web.links import Purpose, private_id


def stop_plan_letters(token: str) -> ResponseReturnValue:
    """Ask whether the letters are to stop; stop them on POST."""
    id, form = private_id(token, Purpose.STOP_LETTERS), FlaskForm()
    if id is None:
        return render_template("visitor/shared_closed.html"), 404
    if form.validate_on_submit():
        stop_letters(db.session(), id)
        db.session.commit()
        return redirect(url_for("visitor.stop_plan_letters", token=token), 303)
    return render_template("visitor/plan_letters.html", form=form, wanted=wanted_letters(db.session(), id))
