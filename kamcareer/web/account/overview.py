"""The account's first page: own assessments, open browsers, ways to change and to leave."""

from flask import render_template
from flask.typing import ResponseReturnValue
from flask_wtf import FlaskForm

from kamcareer.services.nominations import nominations_of_account
from kamcareer.services.own_assessments import own_assessments
from kamcareer.services.round_peers import asked_of
from kamcareer.services.self_assessment import Sitting
from kamcareer.services.sign_ins import open_browsers
from kamcareer.services.taking_part import rounds_with
from kamcareer.store.database import db
from kamcareer.web.browser_names import browser_name
from kamcareer.web.clock import now, today
from kamcareer.web.frameworks import current_framework
from kamcareer.web.nominations import STANDINGS
from kamcareer.web.passkeys import site
from kamcareer.web.retention import account_kept_until
from kamcareer.web.sitting import sitting_or_none
from kamcareer.web.viewer import current_known
from kamcareer.web.workplaces import work_places


def _is_free(sitting: Sitting) -> bool:
    """Return whether the assessment may be taken into an account: real, nobody's yet, and for no vacancy."""
    return not (sitting.assessment.owner or sitting.assessment.demo_name or sitting.assessment.applies)


def show_overview() -> ResponseReturnValue:
    """Show what belongs to the account and where it is open."""
    known = current_known()
    sitting = sitting_or_none()
    free = sitting if sitting and _is_free(sitting) else None
    work, beside = work_places()
    return render_template(
        "account/overview.html",
        known=known,
        work=work,
        beside=beside,
        kept=account_kept_until(known.account),
        form=FlaskForm(),
        free=free,
        waiting=not known.account.granted <= known.roles,
        offer_passkey=bool(known.account.granted and site()) and known.sign_in.second_factor is None,
        about=asked_of(db.session(), known.account.id, today()),
        nominations=nominations_of_account(db.session(), known.account.id),
        framework=current_framework(),
        standings=STANDINGS,
        today=today(),
        rounds=rounds_with(db.session(), known.account.id),
        assessments=own_assessments(db.session(), known.account.id),
        sign_ins=[(one, browser_name(one.browser)) for one in open_browsers(db.session(), known.account.id, now())],
    )
