"""Links of one's own: continue elsewhere, show the report, take it back."""

from datetime import timedelta
from uuid import UUID

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import RadioField, SelectMultipleField, StringField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # the stubs are older than 3.3
from wtforms.validators import InputRequired, Length

from kamcareer.core.assessment import Assessment
from kamcareer.core.erasures import Erased
from kamcareer.core.links import LONGEST_NOTE, Audience, Extent, Link, LinkKind
from kamcareer.core.notifications import Happening
from kamcareer.services.self_assessment import Sitting
from kamcareer.services.sharing import (
    all_links,
    all_openings,
    continue_link,
    renew_continue_link,
    show_link,
    take_back,
    working_continue_link,
)
from kamcareer.store.database import db
from kamcareer.web.clock import local_day, now
from kamcareer.web.drawing import picture_code
from kamcareer.web.erasures import list_erased
from kamcareer.web.languages import words
from kamcareer.web.limits import limited_letters
from kamcareer.web.links import link_url
from kamcareer.web.mailbox_field import optional_email_field
from kamcareer.web.mailing import sends_mail, tell
from kamcareer.web.shown import EXTENTS, READERS
from kamcareer.web.sitting import current_sitting

LIVES = {"7": _l("a week"), "30": _l("a month"), "90": _l("three months")}


class ShareForm(FlaskForm):  # type: ignore[misc]  # the library has no types
    """What a new link shows, and for how long."""

    extent = RadioField(
        choices=[SelectChoice(extent, label) for extent, label in EXTENTS.items()],
        default=Extent.SUMMARY,
        validators=[InputRequired()],
    )
    life = RadioField(
        choices=[SelectChoice(days, label) for days, label in LIVES.items()], default="30", validators=[InputRequired()]
    )
    examples = SelectMultipleField()
    note = StringField(validators=[Length(max=LONGEST_NOTE)], render_kw={"autocomplete": "off"})
    mailbox = optional_email_field()

    def offer(self, sitting: Sitting) -> None:
        """Offer the examples the person wrote; none is chosen for them."""
        written = {id: draft for id, draft in sitting.assessment.counted.drafts.items() if draft.example}
        self.examples.choices = [SelectChoice(id, words(sitting.framework.competencies[id].name)) for id in written]


def show_links() -> str:
    """Show the private link with its code, the links given to others, and the form for a new one."""
    return _page(current_sitting(), None)


def renew() -> ResponseReturnValue:
    """Make a new private link; the old one opens nothing any more."""
    assessment = current_sitting().assessment
    if assessment.owner:
        abort(404)
    renew_continue_link(db.session(), assessment.id, now())
    db.session.commit()
    flash(_("Here is a new private link. The old one opens nothing any more."))
    return redirect(url_for("candidate.links"), 303)


@limited_letters
def share() -> ResponseReturnValue:
    """Make a link that shows the report."""
    sitting, form = current_sitting(), ShareForm()
    form.offer(sitting)
    if not form.validate_on_submit():
        return _page(sitting, form), 422
    life = timedelta(days=int(form.life.data))
    audience = Audience((form.note.data or "").strip(), form.mailbox.data or None)
    examples = form.examples.data or []
    link = show_link(db.session(), sitting.assessment.id, Extent(form.extent.data), examples, life, now(), audience)
    if audience.mailbox:
        tell(Happening.REPORT_SHOWN, audience.mailbox, url=link_url(link), day=local_day(link.expires))
    db.session.commit()
    flash(_ready(audience))
    return redirect(url_for("candidate.links", _anchor="given"), 303)


def _ready(audience: Audience) -> str:
    if audience.mailbox and sends_mail():
        said = _(
            "The link is ready. A letter with it goes to %(mailbox)s between 9:00 and 21:00, unless they want none.",
            mailbox=audience.mailbox,
        )
        return str(said)
    return str(_("The link is ready. Whoever has it sees what you chose, until you take it back."))


def revoke(id: UUID) -> ResponseReturnValue:
    """Take a link back."""
    if not take_back(db.session(), current_sitting().assessment.id, str(id), now()):
        abort(404)
    list_erased((Erased.LINK, str(id)))
    db.session.commit()
    flash(_("The link opens nothing any more."))
    return redirect(url_for("candidate.links"), 303)


def _page(sitting: Sitting, form: ShareForm | None) -> str:
    links = all_links(db.session(), sitting.assessment.id)
    own = _own_link(sitting.assessment, links)
    if form is None:
        form = ShareForm()
        form.offer(sitting)
    given = [link for link in links if link.kind is LinkKind.SHOW]
    return render_template(
        "candidate/links.html",
        framework=sitting.framework,
        assessment=sitting.assessment,
        own=own,
        code=picture_code(own) if own else None,
        given=[(link, link_url(link), link.works(now())) for link in given],
        openings=all_openings(db.session(), sitting.assessment.id),
        readers=READERS,
        extents=EXTENTS,
        form=form,
        host=request.host,
    )


def _own_link(assessment: Assessment, links: list[Link]) -> str | None:
    if assessment.owner:
        return None  # its account opens it on every device
    own = working_continue_link(links, now())
    if own is None:
        # The first look at the page makes the link, so that nothing secret exists before somebody wants it.
        own = continue_link(db.session(), assessment.id, now())
        db.session.commit()
    return link_url(own)
