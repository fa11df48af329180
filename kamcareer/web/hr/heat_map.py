"""People by topics beside a role, with everything HR may know; page by page, as a chart to explore and as XLSX."""

import numpy as np
from flask import render_template
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_wtf import FlaskForm

from kamcareer.charts.heat_chart import heat_chart
from kamcareer.core.framework.model import Framework
from kamcareer.exports.heat_map_xlsx import heat_map_table
from kamcareer.services.audit import Event
from kamcareer.services.heat_map import PAGE, Seen, all_levels, page_of_levels
from kamcareer.store.database import db
from kamcareer.web.clock import now, today
from kamcareer.web.frameworks import current_framework
from kamcareer.web.heat_map import Filters, basis, cells_of, chosen_filters, topics_of
from kamcareer.web.hr.people import sheet_answer
from kamcareer.web.languages import language
from kamcareer.web.page_number import page_number
from kamcareer.web.records import note, note_scores
from kamcareer.web.viewer import current_known


def show_levels() -> str:
    """Show a page of people beside a role."""
    framework, number, filters = current_framework(), page_number(), chosen_filters()
    seen = _page(framework, filters, number)
    return render_template(
        "hr/levels.html",
        framework=framework,
        filters=filters,
        seen=seen,
        topics=topics_of(framework, seen.heat),
        drawn=cells_of(framework, seen.heat, filters.levels(seen.heat), seen.heat.little),
        anything=bool((~np.isnan(seen.heat.said)).any()),
        number=number,
        here={**filters.asked, "page": number},
        first=(number - 1) * PAGE + 1,
        more=number * PAGE < seen.count,
        form=FlaskForm(),
    )


def explore_levels() -> str:
    """Show a page of people beside a role as a chart to point at and to zoom into."""
    framework, number, filters = current_framework(), page_number(), chosen_filters()
    seen = _page(framework, filters, number)
    heat, names = seen.heat, [person.name for person in seen.people]
    chart = heat_chart(heat, filters.levels(heat), names, topics_of(framework, heat), {"needed": _("needed")})
    here = {**filters.asked, "page": number}
    return render_template("hr/levels_chart.html", framework=framework, filters=filters, chart=chart, here=here)


def _page(framework: Framework, filters: Filters, number: int) -> Seen:
    """Return a page of people; each of whom there is something is told that HR saw it."""
    seen = page_of_levels(db.session(), framework, filters.target, filters.wanted, number, basis(), today())
    rows = zip(seen.people, seen.heat.said, strict=True)
    note_scores([person.number for person, said in rows if not np.isnan(said).all()])
    return seen


def download_levels() -> ResponseReturnValue:
    """Answer a form with all of the people wanted beside a role as XLSX; that somebody took it is noted."""
    framework, filters = current_framework(), chosen_filters()
    seen = all_levels(db.session(), framework, filters.target, filters.wanted, basis(), today())
    names = {
        "said": _("As given"),
        "level": _("Concluded"),
        "asked": _("The role"),
        "number": _("Personnel number"),
        "name": _("Full name"),
        "unit": _("Unit"),
        "post": _("Present post"),
        "topic": _("Topic"),
        "needed": _("needed"),
        "guide": _("Levels 0 to 4. Empty: nothing known. Hatched: little known; talk before you conclude."),
    }
    note(Event.LEVELS_EXPORTED, current_known().account.id, f"{len(seen.people)} people")
    content = heat_map_table(framework, seen.heat, seen.people, language(), names)
    title = _("levels")  # within a string made of parts no catalogue would find it
    answer = sheet_answer(content, f"{title}_{now():%Y-%m-%d}")
    db.session.commit()
    return answer
