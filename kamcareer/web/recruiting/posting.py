"""The posting of a vacancy: read, checked for what it should not ask, written in one's own words."""

from uuid import UUID

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import HiddenField, TextAreaField
from wtforms.validators import DataRequired, Length

from kamcareer.core.posting import LONGEST, Posting
from kamcareer.core.posting_lint import findings
from kamcareer.core.vacancies import Reach
from kamcareer.services.postings import forget_posting, is_out_of_step, write_posting, written_posting
from kamcareer.services.vacancies import OpenVacancy
from kamcareer.store.database import db
from kamcareer.web.addresses import full_address
from kamcareer.web.clock import now, today
from kamcareer.web.languages import LANGUAGES, language
from kamcareer.web.postings import made_words
from kamcareer.web.recruiting.own import vacancy_or_404
from kamcareer.web.typed import plain_text
from kamcareer.web.vacancy_words import ASKED


class PostingForm(FlaskForm):  # type: ignore[misc]  # the library has no types
    """The text of a posting."""

    words = TextAreaField(
        filters=[plain_text],
        validators=[
            DataRequired(_l("Write something, or let the text be made from the profile")),
            Length(max=LONGEST, message=_l("At most 8,000 characters; please shorten it")),
        ],
        render_kw={"rows": "24"},
    )
    seen = HiddenField()  # when the text was saved that this form began with

    def began_with(self, written: Posting | None) -> None:
        """Carry which text was seen."""
        self.seen.data = _saved(written)


def edit_posting(id: UUID) -> ResponseReturnValue:
    """Show the text with what it should not ask, and take another one."""
    found, written_in, form = vacancy_or_404(id, lock=request.method == "POST"), _language(), PostingForm()
    written = written_posting(db.session(), found.vacancy, written_in)
    if form.validate_on_submit() and _still_seen(form, written):
        write_posting(db.session(), found.vacancy, written_in, form.words.data or "", now())
        db.session.commit()
        flash(_("The text is saved."))
        return redirect(url_for("recruiting.posting", id=id, language=written_in), 303)
    if request.method != "POST":
        form.words.data = written.words if written else made_words(found, written_in)
    return _page(found, form, written_in, written)


def make_anew(id: UUID) -> ResponseReturnValue:
    """Let the text be made from the profile again."""
    found, written_in = vacancy_or_404(id), _language()
    forget_posting(db.session(), found.vacancy, written_in)
    db.session.commit()
    flash(_("The text is made from the profile again."))
    return redirect(url_for("recruiting.posting", id=id, language=written_in), 303)


def _still_seen(form: PostingForm, written: Posting | None) -> bool:
    """Return whether nobody saved another text since the form was opened; say in the form that somebody did."""
    if form.seen.data == _saved(written) or (written and written.words == form.words.data):
        return True
    form.words.errors = [_("Somebody saved another text meanwhile; it stands below. Save again if yours is to stay.")]
    return False


def _saved(written: Posting | None) -> str:
    return written.saved.isoformat() if written else ""


def _language() -> str:
    asked = request.args.get("language", language())
    return asked if asked in LANGUAGES else abort(404)


def _page(found: OpenVacancy, form: PostingForm, written_in: str, written: Posting | None) -> ResponseReturnValue:
    other = written.words if written and form.errors and form.seen.data != _saved(written) else None
    form.began_with(written)
    link = (
        full_address("visitor.vacancy", id=found.vacancy.id)
        if found.vacancy.terms.reach is not Reach.INVITATION
        else None
    )
    page = render_template(
        "recruiting/posting.html",
        form=form,
        found=found,
        vacancy=found.vacancy,
        written_in=written_in,
        written=written,
        other=other,
        out_of_step=written and is_out_of_step(db.session(), found.vacancy, written),
        findings=findings(form.words.data or ""),
        asked=ASKED,
        link=link,
        link_works=found.vacancy.takes_people(today()),
    )
    return page, 422 if form.errors else 200
