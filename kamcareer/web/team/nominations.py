"""The people in the talent pool whose curator a line manager is."""

from flask import render_template

from kamcareer.core.nominations import LIVE
from kamcareer.services.nominations import all_nominations
from kamcareer.store.database import db
from kamcareer.web.clock import today
from kamcareer.web.frameworks import current_framework
from kamcareer.web.nominations import STANDINGS
from kamcareer.web.viewer import current_known


def show_nominations() -> str:
    """Show them, first those whose day comes near."""
    mine = all_nominations(db.session(), curator_id=current_known().account.id)
    return render_template(
        "team/nominations.html",
        found=[one for one in mine if one.standing(today()) in LIVE],
        framework=current_framework(),
        standings=STANDINGS,
        today=today(),
    )
