"""Asking others how they see one's work, and what they said beside one's own view."""

from uuid import UUID

from flask import abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import RadioField, StringField, ValidationError
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # the stubs are older than 3.3
from wtforms.validators import InputRequired, Length

from kamcareer.core.names import plain_name
from kamcareer.core.rating_requests import MAX_NAME, TOGETHER, Asked, RatingRequest, heard, peers_waiting, sent_by
from kamcareer.core.side_by_side import agenda, side_by_side
from kamcareer.services.asking_others import TooManyError, all_requests, ask_somebody, withdraw
from kamcareer.services.round_peers import said_together
from kamcareer.services.self_assessment import Sitting
from kamcareer.services.taking_part import agreed_about
from kamcareer.store.database import db
from kamcareer.web.clock import now
from kamcareer.web.links import Purpose, private_url
from kamcareer.web.sitting import current_sitting
from kamcareer.web.typed import one_line

WHO = {Asked.MANAGER: _l("My manager"), Asked.PEER: _l("A colleague")}
SHORT = Length(max=MAX_NAME, message=_l("At most 80 characters; please shorten it"))


class AskForm(FlaskForm):  # type: ignore[misc]  # the library has no types
    """Whom to ask, and how the person is named to them."""

    source = RadioField(
        choices=[SelectChoice(source, label) for source, label in WHO.items()],
        default=Asked.MANAGER,
        validators=[InputRequired(_l("Choose whom you ask"))],
    )
    name = StringField(
        filters=[one_line],
        validators=[InputRequired(_l("Write whom you ask, so that you know the links apart")), SHORT],
    )
    asker = StringField(
        filters=[one_line],
        validators=[InputRequired(_l("Write how they know you")), SHORT],
    )

    def validate_name(self, field: StringField) -> None:
        """Refuse the name of the one who asks."""
        if plain_name(field.data or "") == plain_name(self.asker.data or ""):
            raise ValidationError(_("This is your own name: write somebody else who knows your work"))


def show_others() -> str:
    """Show whom one has asked, what came back, and the form to ask somebody."""
    sitting = current_sitting()
    form = AskForm(formdata=None)
    earlier = all_requests(db.session(), sitting.assessment.id)
    if earlier:
        form.asker.data = earlier[-1].asker
        form.source.data = Asked.PEER
    return _page(sitting, form, earlier)


def ask_other() -> ResponseReturnValue:
    """Make a link by which somebody may rate."""
    sitting, form = current_sitting(), AskForm()
    if not form.validate_on_submit():
        return _page(sitting, form, all_requests(db.session(), sitting.assessment.id)), 422
    try:
        whom = Asked(form.source.data), form.name.data or "", form.asker.data or ""
        request = ask_somebody(db.session(), sitting.assessment.id, *whom, now())
    except TooManyError:
        form.source.errors = [_("One manager and up to twelve colleagues: withdraw a request before you ask anew")]
        return _page(sitting, form, all_requests(db.session(), sitting.assessment.id)), 422
    db.session.commit()
    flash(_("The link is ready. Send it to %(name)s yourself: nothing is sent for you.", name=request.name))
    return redirect(url_for("candidate.others", _anchor="asked"), 303)


def withdraw_request(id: UUID) -> ResponseReturnValue:
    """Let a request open nothing any more; what was sent stays."""
    assessment = current_sitting().assessment
    if str(id) not in {one.id for one in all_requests(db.session(), assessment.id)}:
        abort(404)
    done = withdraw(db.session(), assessment.id, str(id), now())
    db.session.commit()
    flash(_("The request is withdrawn.") if done else _("It was answered already, and what was sent stays."))
    return redirect(url_for("candidate.others", _anchor="asked"), 303)


def show_side_by_side() -> str:
    """Show oneself and the others side by side, and the three largest differences as the agenda of a talk."""
    sitting = current_sitting()
    assessment = sitting.assessment
    requests = heard(all_requests(db.session(), assessment.id), assessment.started, assessment.finished)
    role = sitting.framework.roles[sitting.assessment.target]
    in_round = said_together(db.session(), assessment)
    rows = side_by_side(role, assessment.answers().levels(), requests, in_round)
    managers = sent_by(Asked.MANAGER, requests)
    return render_template(
        "candidate/side_by_side.html",
        agreed=agreed_about(db.session(), sitting),
        framework=sitting.framework,
        rows=rows,
        agenda=agenda(role, rows),
        manager=managers[-1].name if managers else None,
        peers=len(sent_by(Asked.PEER, requests)) // TOGETHER * TOGETHER
        + max((one.count for one in in_round.values()), default=0),
        waiting=peers_waiting(requests),
        together=TOGETHER,
    )


def _page(sitting: Sitting, form: AskForm, requests: list[RatingRequest]) -> str:
    moment = now()
    return render_template(
        "candidate/others.html",
        assessment=sitting.assessment,
        form=form,
        who=WHO,
        now=moment,
        asked=[
            (one, private_url(Purpose.RATE, one.id) if one.open(moment) and not one.rater_id else None)
            for one in requests
        ],
        sent={source: len(sent_by(source, requests)) for source in Asked},
        waiting=peers_waiting(requests),
        together=TOGETHER,
    )
