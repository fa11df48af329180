"""A vacancy run as a contest: who chairs and when, who stands where, moving it on, its file and its order."""

from collections.abc import Callable
from typing import TYPE_CHECKING
from uuid import UUID

from flask import abort, current_app, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import DateField, SelectField, TextAreaField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # the stubs are older than 3.3
from wtforms.validators import InputRequired, Length

from kamcareer.core.accounts import Role
from kamcareer.core.contests import LONGEST_WORDS, DayProblem, Move, Obstacle, Timetable
from kamcareer.core.vacancies import Reach
from kamcareer.exports.pdf import PRINT_FONTS, pdf_from_html
from kamcareer.services.audit import Event
from kamcareer.services.contests import (
    AnnouncedBeforeError,
    Applicant,
    DayError,
    MoveError,
    applicants,
    chairs,
    contest_file,
    contest_vacancy,
    may_move,
    move_on,
    names_in_contest,
    next_move,
    obstacles_to,
    panel_of_contest,
    prepare,
)
from kamcareer.services.own_cases import own_cases
from kamcareer.services.shown_plans import who_shows
from kamcareer.services.vacancies import OpenVacancy
from kamcareer.store.database import db, written_apart
from kamcareer.web.attachments import DOCX, attached
from kamcareer.web.clock import now, today
from kamcareer.web.contest_order import order_values
from kamcareer.web.contest_words import DAY_PROBLEMS, MEANINGS, MOVED, MOVES, OBSTACLES, STAGES, STEPS
from kamcareer.web.documents import CONTEST_ORDER, document
from kamcareer.web.limits import limited_pdfs
from kamcareer.web.records import note
from kamcareer.web.recruiting.candidates import shown_name
from kamcareer.web.recruiting.contest_news import tell_of_move
from kamcareer.web.recruiting.own import vacancy_or_404
from kamcareer.web.typed import plain_text
from kamcareer.web.vacancy_words import (
    ACTS,
    EDUCATIONS_ASKED,
    EXPECTATIONS,
    GROUNDS,
    INQUIRIES,
    KNOCK_OUTS,
    OUTCOMES,
    REASONS,
    WEIGHTS,
)
from kamcareer.web.viewer import current_known, roles

if TYPE_CHECKING:
    from wtforms import Field

STYLES = {"pdf", "docx"}


class TimetableForm(FlaskForm):  # type: ignore[misc]  # the library has no types
    """Who chairs, and the days that will be announced."""

    chair = SelectField(validators=[InputRequired(_l("Choose who chairs"))])
    first_stage = DateField(validators=[InputRequired(_l("Choose the day by which the finalists are named"))])
    final = DateField(validators=[InputRequired(_l("Choose the day of the final"))])
    result = DateField(validators=[InputRequired(_l("Choose the day by which the result is told"))])

    def offer(self, found: OpenVacancy) -> None:
        """Offer the interviewers of the panel as chair."""
        panel = panel_of_contest(found, names_in_contest(db.session(), found))
        members = [SelectChoice(one.account.id, one.name) for one in panel if one.talks]
        self.chair.choices = [SelectChoice("", _("Choose a member of the panel")), *members]

    def days(self) -> Timetable:
        """Return the days that were chosen."""
        first_stage, final, result = (field.data or today() for field in (self.first_stage, self.final, self.result))
        return Timetable(first_stage, final, result)


class MoveForm(FlaskForm):  # type: ignore[misc]  # the library has no types
    """The words of the result; other moves need none."""

    words = TextAreaField(
        filters=[plain_text],
        validators=[Length(max=LONGEST_WORDS, message=_l("At most 2,000 characters; please shorten it"))],
        render_kw={"rows": "4"},
    )


def show_contest(id: UUID) -> ResponseReturnValue:
    """Show how far a contest is, who stands where, and what comes next."""
    found = vacancy_or_404(id)
    if found.vacancy.contest is None:
        return redirect(url_for("recruiting.set_contest", id=id), 303) if _recruits() else abort(404)
    return _page(found, MoveForm(formdata=None), None)


def set_contest(id: UUID) -> ResponseReturnValue:
    """Set who chairs and the days, until they are announced."""
    found = vacancy_or_404(id, lock=request.method == "POST")
    if found.vacancy.announced:
        return redirect(url_for("recruiting.contest", id=id), 303)
    if found.vacancy.terms.reach is not Reach.INTERNAL:
        abort(404)
    form = TimetableForm()
    form.offer(found)
    if form.validate_on_submit() and _prepared(found, form):
        db.session.commit()
        return redirect(url_for("recruiting.contest", id=id), 303)
    if request.method != "POST" and found.vacancy.contest:
        contest = found.vacancy.contest
        form.chair.data = contest.chair or ""
        form.first_stage.data, form.final.data = contest.days.first_stage, contest.days.final
        form.result.data = contest.days.result
    page = render_template("recruiting/contest_terms.html", vacancy=found.vacancy, form=form)
    return page, 422 if form.errors else 200


def move_here(id: UUID, move: str) -> ResponseReturnValue:
    """Move a contest on, by the name of whoever does it."""
    if move not in set(Move):
        abort(404)
    found, wanted, form = vacancy_or_404(id, lock=True), Move(move), MoveForm()
    if not form.validate():
        return _page(found, form, wanted), 422
    secret, by = current_app.config["SECRET_KEY"], current_known().account
    try:
        move_on(db.session(), secret, found, wanted, by, now(), today(), form.words.data or "")
    except PermissionError:
        abort(404)
    except MoveError as error:
        if not error.obstacles:
            flash(_("The contest is at another stage by now."))
            return redirect(url_for("recruiting.contest", id=id), 303)
        if Obstacle.NO_WORDS in error.obstacles:
            form.words.errors = [str(OBSTACLES[Obstacle.NO_WORDS])]
        return _page(found, form, wanted), 422
    tell_of_move(found, wanted)
    db.session.commit()
    flash(str(MOVED[wanted]))
    return redirect(url_for("recruiting.contest", id=id), 303)


@limited_pdfs
def download_contest(id: UUID, style: str) -> ResponseReturnValue:
    """Return the whole file of a contest as PDF, or its order as a Word file; that the file was read is noted."""
    if style not in STYLES:
        abort(404)
    found = contest_vacancy(db.session(), str(id), current_known().account) or abort(404)
    if style == "docx":
        values = order_values(found, panel_of_contest(found, names_in_contest(db.session(), found)))
        called = _("contest-order")
        return attached(document(CONTEST_ORDER, values), DOCX, f"{called}_{now():%Y-%m-%d}.docx")
    # Noted first: whoever reads the file is in it. And apart: nobody waits for the trail while the file is drawn.
    with written_apart():
        note(Event.CONTEST_READ, current_known().account.id, found.vacancy.id)
    file = contest_file(db.session(), current_app.config["SECRET_KEY"], found, now(), today())
    html = render_template("print/contest.html", file=file, now=now(), name_of=_name_in(found), **_words())
    return attached(pdf_from_html(html, PRINT_FONTS), "application/pdf", f"{_('contest')}_{now():%Y-%m-%d}.pdf")


def _page(found: OpenVacancy, form: MoveForm, sent: Move | None) -> str:
    people = applicants(db.session(), found) if found.vacancy.announced else ()
    own = own_cases(db.session(), found.vacancy.id, current_known().account)
    move = next_move(found, today())
    moves = may_move(found, current_known().account, own)
    names = names_in_contest(db.session(), found, people)
    waits = obstacles_to(db.session(), found, move, people, today(), "x" * 10) if move and moves else ()
    return render_template(
        "recruiting/contest.html",
        found=found,
        vacancy=found.vacancy,
        contest=found.vacancy.contest,
        stage=found.vacancy.contest_stage(today()),
        panel=panel_of_contest(found, names),
        people=[one for one in people if one.row.application.id not in own],
        own=own,
        names=names,
        plans=who_shows(db.session(), found, [one.row.application for one in people]),
        name_of=_name_in(found),
        move=move,
        moves=moves,
        waits=waits,
        form=form,
        sent=sent,
        recruits=_recruits(),
        chairs=chairs(found, current_known().account),
        reads_file=bool(roles() & {Role.RECRUITER, Role.HR}) and not own,
        talks=current_known().account.id in {one.id for one in found.vacancy.interviewers},
        **_words(),
    )


def _words() -> dict[str, object]:
    return {
        "stages": STAGES,
        "move_words": MOVES,
        "meanings": MEANINGS,
        "obstacles": OBSTACLES,
        "steps": STEPS,
        "acts": ACTS,
        "outcomes": OUTCOMES,
        "grounds": GROUNDS,
        "knock_outs": KNOCK_OUTS,
        "expectations": EXPECTATIONS,
        "educations": EDUCATIONS_ASKED,
        "reasons": REASONS,
        "weights": WEIGHTS,
        "inquiries": INQUIRIES,
    }


def _name_in(found: OpenVacancy) -> Callable[[Applicant], str]:
    return lambda one: shown_name(found, one.row)


def _prepared(found: OpenVacancy, form: TimetableForm) -> bool:
    secret, by = current_app.config["SECRET_KEY"], current_known().account
    try:
        prepare(db.session(), secret, found, form.chair.data, form.days(), by, now())
    except AnnouncedBeforeError:
        abort(409)
    except DayError as error:
        problem: DayProblem = error.args[0]
        where: Field = form[problem.value]
        where.errors = [str(DAY_PROBLEMS[problem])]
        return False
    return True


def _recruits() -> bool:
    return Role.RECRUITER in roles()
