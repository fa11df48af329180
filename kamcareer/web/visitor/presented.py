"""One candidate as a client reads them: read-only, by a link that ends, with an answer to the agency."""

from http import HTTPStatus

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, RadioField, TextAreaField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # the stubs are older than 3.3
from wtforms.validators import InputRequired, Length

from kamcareer.core.client_question import about_the_person
from kamcareer.core.presentations import LONGEST_ANSWER, Reply
from kamcareer.services.audit import Event
from kamcareer.services.presentations import (
    Presented,
    ReplyError,
    answer_presentation,
    answers_by,
    known_link,
    note_presentation_opened,
    opened_presentation,
)
from kamcareer.services.vacancies import OpenVacancy
from kamcareer.store.database import db
from kamcareer.web.clock import now
from kamcareer.web.limits import APPLICATIONS, limited, limited_pdfs
from kamcareer.web.presentation_news import tell_recruiters
from kamcareer.web.presented_files import presented_context, presented_file
from kamcareer.web.presented_words import REPLIES, REPLY_PROBLEMS
from kamcareer.web.records import note
from kamcareer.web.robots import is_robot
from kamcareer.web.seen_form import SeenForm
from kamcareer.web.typed import plain_text
from kamcareer.web.viewer import viewer


class ReplyForm(SeenForm):
    """What the client says."""

    reply = RadioField(
        choices=[SelectChoice(one, label) for one, label in REPLIES.items()],
        validators=[InputRequired(_l("Choose what you answer"))],
    )
    words = TextAreaField(
        filters=[plain_text],
        validators=[Length(max=LONGEST_ANSWER, message=_l("At most 1,000 characters; please shorten it"))],
        render_kw={"rows": "4"},
    )
    sure = BooleanField()
    meanwhile = _l("Somebody answered by this link meanwhile: it stands above. Send yours again if it is to count.")

    def about_work(self) -> bool:
        """Return whether the words ask about the work, or the client says they do; say in the form what they ask."""
        found = about_the_person(self.words.data or "")
        if not found or self.sure.data:
            return True
        self.sure.errors = [
            _("“%(words)s” asks about the person and not about the work. Ask about the work, or tick that you do")
            % {"words": found[0].words}
        ]
        return False


@limited(APPLICATIONS)
def show_presented(token: str) -> ResponseReturnValue:
    """Show one candidate and take the client's answer."""
    presented = opened_presentation(db.session(), token, now(), lock=request.method == "POST")
    if presented is None:
        return _closed(token)
    # Messengers fetch a link to preview it; they get a page without anybody's data.
    if is_robot():
        return render_template("visitor/presented_preview.html")
    own, form = _own(presented.found), ReplyForm()
    answers = answers_by(db.session(), [presented.presentation])
    said = [one.id for one in answers]
    if request.method == "GET" and not own:
        _note_opened(presented)
    if own and request.method == "POST":
        abort(403)  # the agency answers for nobody
    if form.validate_on_submit() and form.still_seen(said) and form.about_work() and _answered(presented, form):
        flash(_("Your answer is with the agency. While the link works you can answer anew; what you said stays."))
        return redirect(url_for("visitor.presented", token=token), 303)
    if request.method != "POST":
        form.began_with(said)
    page = render_template(
        "visitor/presented.html",
        form=form,
        own=own,
        token=token,
        answers=answers,
        replies=REPLIES,
        **presented_context(presented),
    )
    return page, 422 if form.errors else 200


@limited_pdfs
def download_presented(token: str, style: str) -> ResponseReturnValue:
    """Return the page as a file."""
    presented = opened_presentation(db.session(), token, now())
    return presented_file(presented, style) if presented else _closed(token)


def _closed(token: str) -> ResponseReturnValue:
    status = HTTPStatus.GONE if known_link(db.session(), token) else HTTPStatus.NOT_FOUND
    unsent = ReplyForm().words.data if request.method == "POST" else ""
    return render_template("visitor/presented_closed.html", unsent=unsent), status


def _own(found: OpenVacancy) -> bool:
    reader = viewer()
    return bool(reader and found.vacancy.is_for(reader.id))


def _note_opened(presented: Presented) -> None:
    if note_presentation_opened(db.session(), presented.presentation, now()):
        note(Event.PRESENTATION_OPENED, "", presented.presentation.id)
        db.session.commit()


def _answered(presented: Presented, form: ReplyForm) -> bool:
    reply = Reply(form.reply.data)
    try:
        made = answer_presentation(db.session(), presented, reply, form.words.data or "", now())
    except ReplyError as error:
        form.words.errors = [str(REPLY_PROBLEMS[error.problem])]
        return False
    if made:
        note(Event.PRESENTATION_ANSWERED, "", f"{reply} {presented.presentation.id}")
        tell_recruiters(presented.found, presented.request)
        db.session.commit()
    return True
