"""Inviting people to a vacancy: a link of their own each, shown once, with words to paste into a chat."""

from collections import Counter
from collections.abc import Sequence
from datetime import datetime
from hashlib import sha256
from uuid import UUID, uuid4

from flask import abort, current_app, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import force_locale
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import HiddenField, StringField
from wtforms.validators import DataRequired, Length

from kamcareer.core.applications import (
    LONGEST_NAME,
    LONGEST_REGIONS,
    Application,
    CameBy,
    Facts,
    Invitee,
    Known,
    chat_text,
    end_of,
)
from kamcareer.core.notifications import Happening
from kamcareer.services.applications import (
    already_there,
    application_in,
    everybody_in,
    invitation_id,
    invite,
    note_mailed,
    renew_link,
    revoke_link,
)
from kamcareer.services.audit import Event
from kamcareer.services.decisions import named_among, names_shown
from kamcareer.services.vacancies import OpenVacancy
from kamcareer.store.database import db
from kamcareer.web.addresses import full_address
from kamcareer.web.clock import now, today
from kamcareer.web.jobs_field import jobs_field
from kamcareer.web.languages import LANGUAGES, day
from kamcareer.web.limits import INVITATIONS, limited
from kamcareer.web.mailbox_field import optional_email_field
from kamcareer.web.mailing import sends_mail, tell
from kamcareer.web.phone_field import optional_phone_field
from kamcareer.web.records import note
from kamcareer.web.recruiting.own import vacancy_or_404
from kamcareer.web.typed import one_line
from kamcareer.web.vacancy_words import STAGES
from kamcareer.web.viewer import current_known


class InviteForm(FlaskForm):  # type: ignore[misc]  # the library has no types
    """Whom to invite."""

    name = StringField(
        filters=[one_line],
        validators=[
            DataRequired(_l("Write whom you invite, so that you know the links apart")),
            Length(max=LONGEST_NAME, message=_l("At most 80 characters; please shorten it")),
        ],
        render_kw={"autocomplete": "off"},
    )
    email = optional_email_field()
    phone = optional_phone_field(autocomplete="off")
    regions = StringField(filters=[one_line], validators=[Length(max=LONGEST_REGIONS)])
    jobs = jobs_field()
    key = HiddenField(default=lambda: str(uuid4()))  # of two taps on the button one invites
    known = HiddenField()  # who was named as already there when it was said to invite all the same

    def whom(self) -> Invitee:
        """Return who was written down."""
        return Invitee(self.name.data or "", self.email.data or None, self.phone.data or None)

    def facts(self) -> Facts:
        """Return what they will find in their form, from their résumé."""
        return Facts(regions=self.regions.data or "", jobs=self.jobs.data or "")


@limited(INVITATIONS, by_account=INVITATIONS)
def invite_here(id: UUID) -> ResponseReturnValue:
    """Make a link for one person and show it once; post it where there is mail.

    Where the mailbox or the number is in one of the recruiter's vacancies already, that is told first and nothing sent.
    """
    found, form = vacancy_or_404(id, lock=request.method == "POST"), InviteForm()
    if not found.vacancy.takes_people(today()) or not form.validate_on_submit():
        return show_invitations(found, form), 422 if form.errors else 200
    id_of_this = invitation_id(found, form.whom(), form.key.data or "")
    if again := application_in(db.session(), found.vacancy.id, id_of_this):
        return _invited_already(found, again)
    there = already_there(db.session(), form.whom(), current_known().account.id)
    if there and form.known.data != key_of(there):
        return show_invitations(found, form, there=there), 200
    made, secret = invite(db.session(), found, form.whom(), ends_of(found), now(), form.facts(), id_of_this)
    note(Event.CANDIDATE_INVITED, current_known().account.id, found.vacancy.id)
    return show_made(found, made, secret)


def _invited_already(found: OpenVacancy, whom: Application) -> ResponseReturnValue:
    """Answer a form that came twice: who sent it saw no link yet, and a letter with one is not to be made void."""
    if whom.mailed or whom.assessment_id:
        flash(_("%(name)s is invited already.", name=whom.name))
        return redirect(url_for("recruiting.invitations", id=found.vacancy.id), 303)
    return show_made(found, whom, renew_link(db.session(), whom, ends_of(found), now()))


@limited(INVITATIONS, by_account=INVITATIONS)
def renew_here(id: UUID, application: UUID) -> ResponseReturnValue:
    """Make a new link for somebody whose old one is lost; the page of it says the name, so not where that is hidden."""
    found = vacancy_or_404(id)
    whom = application_in(db.session(), str(id), str(application), lock=True) or abort(404)
    renewable = whom.came_by is CameBy.INVITATION and whom.finished is None and found.vacancy.takes_people(today())
    if not renewable or not names_shown(db.session(), found, [whom]):
        abort(409)
    if whom.assessment_id:
        return _renewed_unseen(found, whom)
    secret = renew_link(db.session(), whom, ends_of(found), now())
    return show_made(found, whom, secret)


def _renewed_unseen(found: OpenVacancy, whom: Application) -> ResponseReturnValue:
    """Post a new link to somebody who has begun, and show it to nobody: it opens what they have not sent."""
    if whom.email and sends_mail():
        url = full_address("visitor.apply", token=renew_link(db.session(), whom, ends_of(found), now()))
        tell(Happening.INVITED_TO_APPLY, whom.email, whom.language, url=url, day=found.vacancy.terms.deadline)
        note_mailed(db.session(), whom, now())
        db.session.commit()
        flash(
            _(
                "A new link is on its way to %(email)s. It is not shown here: it opens what they wrote.",
                email=whom.email,
            )
        )
    else:
        flash(
            _(
                "%(name)s has begun already, and a new link would open what they wrote to whoever sees it. They go on "
                "in the browser they began in, or by their own link to continue. Where both are lost, take the "
                "invitation back and invite them anew.",
                name=whom.name,
            )
        )
    return redirect(url_for("recruiting.invitations", id=found.vacancy.id), 303)


def revoke_here(id: UUID, application: UUID) -> ResponseReturnValue:
    """Let somebody's link open nothing any more."""
    vacancy_or_404(id)
    whom = application_in(db.session(), str(id), str(application), lock=True) or abort(404)
    revoke_link(db.session(), whom, now())
    db.session.commit()
    flash(_("The link opens nothing any more."))
    return redirect(url_for("recruiting.invitations", id=id), 303)


def show_made(found: OpenVacancy, whom: Application, secret: str) -> str:
    """Post a new link where there is mail and a mailbox, and show it this once."""
    url = full_address("visitor.apply", token=secret)
    if whom.email:
        tell(Happening.INVITED_TO_APPLY, whom.email, whom.language, url=url, day=found.vacancy.terms.deadline)
        if sends_mail():
            note_mailed(db.session(), whom, now())
    db.session.commit()
    return show_invitations(found, InviteForm(formdata=None), whom, url)


def key_of(there: Sequence[tuple[Application, str]]) -> str:
    """Return what says that exactly these people were named; no id, which is in the address of a hidden person too."""
    return sha256(" ".join(one.id for one, _title in there).encode()).hexdigest() if there else ""


def show_invitations(
    found: OpenVacancy,
    form: InviteForm,
    whom: Application | None = None,
    url: str = "",
    there: Sequence[tuple[Application, str]] = (),
) -> str:
    """Show the form, who was invited or came, and a new link where there is one.

    Whose name is hidden is only counted: a code here would stand where the name stood, or be found out by who is left.
    """
    everybody = everybody_in(db.session(), found.vacancy.id)
    named = names_shown(db.session(), found, everybody)
    return render_template(
        "recruiting/invitations.html",
        found=found,
        vacancy=found.vacancy,
        form=form,
        plain=FlaskForm(formdata=None),
        whom=whom,
        url=url,
        texts={code: chat(found, whom, url, code) for code in LANGUAGES} if whom else {},
        sent=bool(whom and whom.email and sends_mail()),
        sends_mail=sends_mail(),
        everybody=[one for one in everybody if one.id in named],
        hidden=Counter(one.stage(now()) for one in everybody if one.id not in named),
        there=there,
        there_named=named_among(db.session(), [one for one, _title in there]),
        key=key_of(there),
        stages=STAGES,
        now=now(),
        takes_people=found.vacancy.takes_people(today()),
    )


def chat(found: OpenVacancy, whom: Application, url: str, code: str) -> str:
    """Return the words to paste into a chat, in one of the languages."""
    with force_locale(code):
        pattern = _(
            "Hello, {name}! We invite you to apply: {title}. Up to 15 minutes of questions about work, on a phone too. "
            "The link is yours alone, until {until}; you keep your report: {url}"
        )
        terms = found.vacancy.terms
        return chat_text(pattern, Known(whom.name, terms.title, url, day(terms.deadline)))


def ends_of(found: OpenVacancy) -> datetime:
    """Return the end of the last day to apply, where the installation is."""
    return end_of(found.vacancy.terms.deadline, current_app.config["SETTINGS"].zone)
