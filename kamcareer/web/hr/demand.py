"""What people lack beside a role and what would serve them: topic by topic and by unit, on a page and as XLSX."""

from flask import render_template
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_wtf import FlaskForm

from kamcareer.exports.demand_xlsx import demand_table
from kamcareer.services.audit import Event
from kamcareer.services.demand import Lacked, lacked_by
from kamcareer.services.offers import capacity
from kamcareer.store.database import db
from kamcareer.web.clock import now, today
from kamcareer.web.frameworks import current_framework
from kamcareer.web.heat_map import Filters, basis, chosen_filters
from kamcareer.web.hr.people import sheet_answer
from kamcareer.web.languages import language
from kamcareer.web.records import note
from kamcareer.web.viewer import current_known

SHOWN = 3  # units and activities that are named at once


def show_demand() -> str:
    """Show every topic of a role: how many lack it, where, and what serves the most of them."""
    filters = chosen_filters()
    return render_template(
        "hr/demand.html",
        framework=current_framework(),
        filters=filters,
        lacked=_lacked(filters),
        mentors=capacity(db.session(), filters.target, today()),
        shown=SHOWN,
        form=FlaskForm(),
    )


def download_demand() -> ResponseReturnValue:
    """Answer a form with every topic, unit and activity as XLSX; that somebody took it is noted."""
    filters = chosen_filters()
    lacked = _lacked(filters)
    names = {
        "lacked": _("What is lacked"),
        "served": _("What serves"),
        "topic": _("Topic"),
        "unit": _("Unit"),
        "must": _("A must"),
        "yes": _("yes"),
        "needed": _("needed"),
        "known": _("People of whom something is known"),
        "unknown": _("People of whom nothing is known"),
        "about": _("About so many lack it"),
        "low": _("In nine cases of ten from"),
        "high": _("to"),
        "mentors": _("Mentors"),
        "holders": _("of these hold the role"),
        "free": _("Free places with mentors"),
        "everybody": _("all together"),
        "activity": _("Activity"),
        "kind": _("Kind"),
        "suits": _("How many it suits"),
        "hours": _("Hours"),
        "weeks": _("Weeks"),
        "price": _("Price for one"),
        "guide": _("An estimate for planning, and no decision about anybody."),
    }
    kinds = {
        "training": _("course"),
        "project": _("practice task"),
        "mentoring": _("learning from people"),
        "reading": _("reading"),
        "rotation": _("work in another place"),
    }
    mentors = capacity(db.session(), filters.target, today())
    content = demand_table(current_framework(), lacked.demands, mentors, language(), names, kinds)
    note(Event.DEMAND_EXPORTED, current_known().account.id, f"{len(lacked.seen.people)} people")
    title = _("training demand")
    answer = sheet_answer(content, f"{title}_{now():%Y-%m-%d}")
    db.session.commit()
    return answer


def _lacked(filters: Filters) -> Lacked:
    others = _("without a unit")
    return lacked_by(db.session(), current_framework(), filters.target, filters.wanted, others, basis(), today())
