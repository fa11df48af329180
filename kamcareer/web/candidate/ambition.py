"""The ambition statement of the open assessment: edited by the person, and to take away."""

from collections.abc import Callable

from flask import abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import TextAreaField
from wtforms.validators import Length

from kamcareer.core.ambition import LONGEST_PART, Ambition
from kamcareer.exports.ambition_docx import Part, ambition_docx
from kamcareer.services.ambition import ambition_of, forget_ambition, keep_ambition
from kamcareer.services.gap_report import report_of
from kamcareer.services.self_assessment import Sitting
from kamcareer.store.database import db
from kamcareer.web.ambition_draft import drafted
from kamcareer.web.attachments import DOCX, attached
from kamcareer.web.clock import now, today
from kamcareer.web.languages import language, words
from kamcareer.web.limits import limited_pdfs
from kamcareer.web.own_plan import current_plan
from kamcareer.web.printed import printed
from kamcareer.web.sitting import current_sitting
from kamcareer.web.typed import plain_text

HEADINGS = {
    "aim": _l("What I want"),
    "reasons": _l("Why this role"),
    "results": _l("What speaks for it"),
    "next_steps": _l("What I do about it"),
    "wish": _l("What I ask for"),
}


def _part() -> TextAreaField:
    too_long = _l("At most 1,500 characters; please shorten it")
    return TextAreaField(filters=[plain_text], validators=[Length(max=LONGEST_PART, message=too_long)])


class AmbitionForm(FlaskForm):  # type: ignore[misc]  # the library has no types
    """The parts of the statement; each may stay empty."""

    aim = _part()
    reasons = _part()
    results = _part()
    next_steps = _part()
    wish = _part()

    @property
    def ambition(self) -> Ambition:
        """Return what was written."""
        return Ambition(**{part: self[part].data or "" for part in HEADINGS})


def show_ambition() -> ResponseReturnValue:
    """Show the statement to edit it: what was written, else a draft; on POST keep it."""
    sitting, form = current_sitting(), AmbitionForm()
    if form.validate_on_submit():
        keep_ambition(db.session(), sitting, form.ambition, now())
        db.session.commit()
        if form.ambition.fits_a_page:
            flash(_("Kept. Read it aloud once: it should sound like you."))
        else:
            flash(_("Kept. It is longer than a page: a manager reads one. Leave what you would say first."))
        return redirect(url_for("candidate.ambition"), 303)
    kept = ambition_of(db.session(), sitting)
    if not form.is_submitted():
        shown = kept or _draft(sitting)
        for part in HEADINGS:
            form[part].data = getattr(shown, part)
    page = render_template(
        "candidate/ambition.html",
        form=form,
        press=FlaskForm(),
        headings=HEADINGS,
        kept=kept is not None,
        target=sitting.framework.roles[sitting.assessment.target],
    )
    return page, 422 if form.errors else 200


def draft_ambition_anew() -> ResponseReturnValue:
    """Forget what was written and begin with a draft from today's report and plan."""
    forget_ambition(db.session(), current_sitting())
    db.session.commit()
    flash(_("Here is a new draft."))
    return redirect(url_for("candidate.ambition"), 303)


@limited_pdfs
def download_ambition(style: str) -> ResponseReturnValue:
    """Return the statement as a file."""
    if style not in STYLES:
        abort(404)
    make, mimetype = STYLES[style]
    sitting = current_sitting()
    role = words(sitting.framework.roles[sitting.assessment.target].short)
    statement = ambition_of(db.session(), sitting) or _draft(sitting)
    title = _("My next role: %(role)s", role=role)
    body = make(title, [(str(name), getattr(statement, part)) for part, name in HEADINGS.items()])
    return attached(body, mimetype, f"{title.replace(' ', '_').replace(':', '')}.{style}")


def _draft(sitting: Sitting) -> Ambition:
    stored = report_of(db.session(), sitting, today())
    own = current_plan(sitting, stored) if stored.report.answered else None
    return drafted(stored.report, own, stored.said.log, today())


def _docx(title: str, parts: list[Part]) -> bytes:
    return ambition_docx(title, parts, language())


def _pdf(title: str, parts: list[Part]) -> bytes:
    return printed("print/ambition.html", title=title, parts=parts)


STYLES: dict[str, tuple[Callable[[str, list[Part]], bytes], str]] = {
    "pdf": (_pdf, "application/pdf"),
    "docx": (_docx, DOCX),
}
