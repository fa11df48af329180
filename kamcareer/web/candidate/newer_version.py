"""The report by a newer version of the model, beside the one that stays."""

from flask import redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from kamcareer.services.newer_version import is_newer, seen_by
from kamcareer.store.database import db
from kamcareer.web.clock import today
from kamcareer.web.frameworks import current_framework
from kamcareer.web.sitting import current_sitting


def show_newer_version() -> ResponseReturnValue:
    """Show what the current version of the model would say of the same answers."""
    sitting, current = current_sitting(), current_framework()
    if not is_newer(current, sitting.framework, sitting.assessment):
        return redirect(url_for("candidate.report"), 303)
    return render_template(
        "candidate/newer_version.html",
        framework=sitting.framework,
        current=current,
        effect=seen_by(db.session(), sitting, current, today()),
    )
