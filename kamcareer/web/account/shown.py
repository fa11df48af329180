"""What is shown to whom: everything the person gives, everything that was given to them, and who read what."""

from uuid import UUID

from flask import abort, current_app, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_wtf import FlaskForm

from kamcareer.core.erasures import Erased
from kamcareer.core.links import LinkKind
from kamcareer.services.calibration_sessions import own_comparisons
from kamcareer.services.own_assessments import own_assessments
from kamcareer.services.readings import readings_of_account
from kamcareer.services.sharing import all_links, all_openings, shown_to, take_back
from kamcareer.services.taking_part import shown_in_rounds
from kamcareer.store.database import db
from kamcareer.web.calibration_sessions import WORDS
from kamcareer.web.clock import local_day, now
from kamcareer.web.erasures import list_erased
from kamcareer.web.links import link_url
from kamcareer.web.reading_words import READING_WORDS
from kamcareer.web.shown import EXTENTS, READERS
from kamcareer.web.viewer import current_known


def show_shown() -> str:
    """Show every link of every assessment of the account in one list, and each reading by somebody else."""
    account = current_known().account
    sittings = {one.assessment.id: one for one in own_assessments(db.session(), account.id)}
    given = [
        (link, sittings[link.assessment_id], link.works(now()))
        for link in all_links(db.session(), *sittings)
        if link.kind is LinkKind.SHOW
    ]
    in_rounds = shown_in_rounds(db.session(), account.id)
    readings = readings_of_account(
        db.session(),
        current_app.config["SECRET_KEY"],
        account.id,
        list(sittings),
        local_day,
    )
    return render_template(
        "account/shown.html",
        given=given,
        openings=all_openings(db.session(), *sittings),
        to_me=[(link, link_url(link)) for link in shown_to(db.session(), account, now())],
        in_rounds=in_rounds,
        readings=readings,
        **READING_WORDS,
        compared=own_comparisons(db.session(), account.id),
        said=WORDS,
        extents=EXTENTS,
        readers=READERS,
        form=FlaskForm(),
    )


def take_back_here(id: UUID) -> ResponseReturnValue:
    """Take back a link of one of the account's assessments."""
    account = current_known().account
    for one in own_assessments(db.session(), account.id):
        if take_back(db.session(), one.assessment.id, str(id), now()):
            list_erased((Erased.LINK, str(id)))
            db.session.commit()
            flash(_("The link opens nothing any more."))
            return redirect(url_for("account.shown"), 303)
    return abort(404)
