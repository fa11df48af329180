"""The form of a manager who does not sign in: taken along as XLSX, brought back filled in, refused cell by cell."""

from uuid import UUID

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext
from wtforms import SelectField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # the stubs are older than 3.3

from kamcareer.core.framework.model import Framework
from kamcareer.core.round_form import RoundForm, word_of
from kamcareer.core.spreadsheets.refusal import RefusedFileError
from kamcareer.exports.round_form_xlsx import round_form
from kamcareer.services.audit import Event
from kamcareer.services.company_rounds import Progress, named
from kamcareer.services.round_forms import Waiting, form_in, lines_of, take_form, waiting_of
from kamcareer.store.database import db
from kamcareer.web.clock import now
from kamcareer.web.file_form import MOST_PROBLEMS, FileForm
from kamcareer.web.hr.people import sheet_answer
from kamcareer.web.hr.rounds import progress_or_404
from kamcareer.web.languages import language, words
from kamcareer.web.limits import UPLOADS, limited
from kamcareer.web.records import note
from kamcareer.web.sheet_words import form_problem, refusal_words
from kamcareer.web.viewer import current_known

CHECK, TAKE = "check", "take"


class BroughtForm(FileForm):
    """A filled form, and whose it is."""

    whose = SelectField()

    def offer(self, progress: Progress) -> "BroughtForm":
        """Offer the managers of those who take part."""
        managers = named(one for one, _standing in progress.people if one.assessment_id)
        self.whose.choices = [SelectChoice(number, f"{name}, {number}") for number, name in managers.items()]
        return self


def download_form(id: UUID) -> ResponseReturnValue:
    """Return the form of a manager, for those of theirs who take part and about whom nothing was begun."""
    progress, whose = progress_or_404(id), request.args.get("whose", "")
    waiting = waiting_of(db.session(), progress, whose, now())
    if not waiting:
        flash(_("Nobody waits for this manager’s form: their people take no part yet, or were rated elsewhere."))
        return redirect(url_for("hr.bring_form", id=id), 303)
    told = {
        "form": _("Form"),
        "levels": _("Levels in words"),
        "guide": _("How to fill it in"),
        "wrong": _("Please check"),
        "choose": _("Choose a level of the list, or leave the cell empty."),
        "guide_what": _(
            "Choose for each topic and person the highest description that you have seen to be true most of the time, "
            "over the last 12 months. The second sheet describes the levels."
        ),
        "guide_seen": _("“Have not seen it” is a good answer. An empty cell says nothing."),
        "guide_who": _(
            "Each person will see each of your answers with your name, beside their own; HR, who brings this form in, "
            "can read it too."
        ),
        "guide_final": _("Once it is brought in, it can be neither changed nor taken back."),
        "guide_back": _("Change no other cell, and send the file back to HR as XLSX."),
    }
    content = round_form(progress.framework, lines_of(progress, waiting), language(), told)
    return sheet_answer(content, f"{_('form')}_{whose}")


@limited(UPLOADS, by_account=UPLOADS)
def bring_form(id: UUID) -> ResponseReturnValue:
    """Check a filled form, or bring all of it in; nothing while a cell is to be mended."""
    progress = progress_or_404(id)
    form = BroughtForm().offer(progress)
    read = waiting = None
    if form.validate_on_submit():
        waiting = waiting_of(db.session(), progress, form.whose.data, now())
        read = _read(progress, waiting, form)
        if read and not read.problems and request.form.get("then") == TAKE:
            count = take_form(db.session(), waiting, read, now())
            note(Event.ROUND_FORM_BROUGHT, current_known().account.id, f"{progress.round.id} {count} people")
            db.session.commit()
            flash(
                ngettext(
                    "Brought in: answers about %(num)d person.", "Brought in: answers about %(num)d people.", count
                )
            )
            return redirect(url_for("hr.round", id=id), 303)
    framework, wrong = progress.framework, read.problems[:MOST_PROBLEMS] if read else ()
    page = render_template(
        "hr/round_form.html",
        round=progress.round,
        form=form,
        read=read,
        said=_in_words(read, framework) if read else {},
        names={number: one.person.name for number, one in (waiting or {}).items()},
        problems=[(one.cell, form_problem(one, framework, language())) for one in wrong],
        check=CHECK,
        take=TAKE,
    )
    return page, 422 if form.errors or (read and read.problems) else 200


def _in_words(read: RoundForm, framework: Framework) -> dict[str, list[tuple[str, str]]]:
    """Return what a form says as pairs of a topic and a level, by personnel number."""
    return {
        number: [
            (words(framework.competencies[id].name), word_of(one, framework, language())) for id, one in said.items()
        ]
        for number, said in read.said.items()
    }


def _read(progress: Progress, waiting: dict[str, Waiting], form: BroughtForm) -> RoundForm | None:
    try:
        return form_in(progress, waiting, form.table.data.read(), form.table.data.filename or "")
    except RefusedFileError as error:
        form.table.errors = [refusal_words(error)]
        return None
