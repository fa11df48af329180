"""Assessing oneself again, and what moved since."""

from collections.abc import Callable
from datetime import date
from functools import wraps
from typing import ParamSpec

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import format_date, format_decimal
from flask_babel import gettext as _
from flask_wtf import FlaskForm

from kamcareer.services.reassessment import begin_again, drop_round, history_of
from kamcareer.services.self_assessment import Sitting
from kamcareer.services.taking_part import agreed_about
from kamcareer.store.database import db
from kamcareer.web.clock import now
from kamcareer.web.flow import blocks_of, first_open_address
from kamcareer.web.history_chart import history_chart
from kamcareer.web.sitting import current_sitting, forget_sitting_of_request, sitting_or_none

Given = ParamSpec("Given")


def hidden_while_again(view: Callable[Given, ResponseReturnValue]) -> Callable[Given, ResponseReturnValue]:
    """Show a page with earlier answers only when nobody is answering anew: what was said would colour what is said."""

    @wraps(view)
    def hides(*args: Given.args, **kwargs: Given.kwargs) -> ResponseReturnValue:
        sitting = sitting_or_none()
        if sitting and sitting.assessment.again:
            return redirect(url_for("candidate.reassess"), 303)
        return view(*args, **kwargs)

    return hides


def show_reassessment() -> ResponseReturnValue:
    """Show how to assess oneself again, or how far one is; begin on POST."""
    sitting, form = _own(), FlaskForm()
    assessment = sitting.assessment
    if form.validate_on_submit():
        if begin_again(db.session(), assessment.id, now()):
            db.session.commit()
            forget_sitting_of_request()
        return redirect(first_open_address(current_sitting()), 303)
    counted = assessment.counted
    if counted.finished is None:
        return redirect(url_for("candidate.tasks"), 303)
    found = blocks_of(sitting)
    return render_template(
        "candidate/reassess.html",
        framework=sitting.framework,
        assessment=assessment,
        last=counted.finished,
        due=assessment.again_from,
        today=now(),
        done=sum(block.done for block in found.values()),
        total=sum(len(block.items) for block in found.values()),
        onward=first_open_address(sitting),
        form=form,
    )


def drop_reassessment() -> ResponseReturnValue:
    """Forget the answers of the round under way, and go back to what was said before."""
    if drop_round(db.session(), _own().assessment.id):
        db.session.commit()
        flash(_("The new answers are deleted. Everything stands as before."))
    return redirect(url_for("candidate.report"), 303)


def show_history() -> ResponseReturnValue:
    """Show what moved between two rounds, with intervals, and after which activities."""
    sitting = _own()
    found = history_of(db.session(), sitting, now(), request.args.get("since", type=int))
    return render_template(
        "candidate/history.html",
        framework=sitting.framework,
        rounds=found.rounds,
        moved=found.moved,
        chart=history_chart(found.rounds),
        agreed=agreed_about(db.session(), sitting),
        since=found.rounds.index(found.moved.then) + 1 if found.moved else None,
        points=_points,
        day_short=_day_short,
    )


def _points(share: float) -> str:
    whole = round(100 * share)
    return str(format_decimal(whole, "+0;\u22120")) if whole else "0"


def _day_short(moment: date) -> str:
    return str(format_date(moment, "d MMM yy")).replace(".", "")


def _own() -> Sitting:
    """Return the open assessment; what is for a vacancy is answered once."""
    sitting = current_sitting()
    if sitting.assessment.applies:
        abort(404)
    return sitting
