"""What a vacancy asks, topic by topic: as its role does, until somebody changes it and says why."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from wtforms import SelectField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # the stubs are older than 3.3

from kamcareer.core.framework.entries import MAX_LEVEL
from kamcareer.core.framework.model import Framework
from kamcareer.core.vacancies import Cell, Cells, NoReasonError, changes
from kamcareer.services.audit import Event
from kamcareer.services.rescoring import rescore_or_ask
from kamcareer.services.vacancies import OpenVacancy, ProfileError, change_profile, who_began
from kamcareer.store.database import db
from kamcareer.web.clock import now
from kamcareer.web.languages import words
from kamcareer.web.records import note
from kamcareer.web.recruiting.own import vacancy_or_404
from kamcareer.web.recruiting.why import ReasonForm
from kamcareer.web.vacancy_words import PROFILE_PROBLEMS, REASONS, WEIGHTS
from kamcareer.web.viewer import current_known

NOT_ASKED, IMPORTANT, MUST = "", "2", "must"
CRITICAL = 3
USUAL_LEVEL = 2


def change_here(id: UUID) -> ResponseReturnValue:
    """Show the profile, and take a changed one with its reason."""
    found = vacancy_or_404(id, lock=request.method == "POST")
    form = _form(found.stored)
    named = [one for one in request.args.getlist("named") if one in found.stored.competencies]
    if request.method != "POST":
        _fill(form, found.vacancy.cells)
        _add(form, found.vacancy.cells, named)
        form.began_with(sorted(found.vacancy.cells.items()))
    elif form.validate() and form.still_seen(sorted(found.vacancy.cells.items())) and (there := _take(found, form)):
        return redirect(url_for(there, id=id), 303)
    page = render_template(
        "recruiting/profile.html",
        affected=who_began(db.session(), found.vacancy),
        named=named,
        named_topics=[words(found.stored.competencies[one].name) for one in named],
        form=form,
        found=found,
        groups=_groups(found.stored),
        level=level_name,
        weight=weight_name,
        before=_as_fields(found.vacancy.cells),
        reasons=REASONS,
        targets={name: name for name in form.data} | {"seen": "saved-meanwhile"},
    )
    return page, 422 if form.errors else 200


def level_name(id: str) -> str:
    """Return the name of the field that asks for the level of a competency."""
    return f"level_{id}"


def weight_name(id: str) -> str:
    """Return the name of the field that asks for the weight of a competency."""
    return f"weight_{id}"


def _form(framework: Framework) -> ReasonForm:
    levels = [SelectChoice(str(n), words(framework.scale[n].name)) for n in range(MAX_LEVEL + 1)]
    weights = [SelectChoice(word, label) for word, label in WEIGHTS.items()]
    fields: dict[str, SelectField] = {}
    for id in framework.competencies:
        fields[level_name(id)] = SelectField(choices=levels, default=str(USUAL_LEVEL))
        fields[weight_name(id)] = SelectField(choices=weights, default=NOT_ASKED)
    form: ReasonForm = type("ProfileForm", (ReasonForm,), fields)()
    return form


def _add(form: ReasonForm, cells: Cells, named: Sequence[str]) -> None:
    """Ask for what a posting names and the role does not, as something important; nothing is kept."""
    for id in named:
        if id not in cells:
            form[weight_name(id)].data = IMPORTANT


def _fill(form: ReasonForm, cells: Cells) -> None:
    for name, value in _as_fields(cells).items():
        form[name].data = value


def _as_fields(cells: Cells) -> Mapping[str, str]:
    levels = {level_name(id): str(cell.level) for id, cell in cells.items()}
    return levels | {weight_name(id): MUST if cell.must_have else str(cell.weight) for id, cell in cells.items()}


def _cells(form: ReasonForm, framework: Framework, before: Cells) -> dict[str, Cell]:
    """Return what the form asks; what was asked before keeps its place."""
    found = {}
    for id in dict.fromkeys([*before, *framework.order.competencies]):
        weight = form[weight_name(id)].data
        if weight != NOT_ASKED:
            level = int(form[level_name(id)].data)
            found[id] = Cell(level, CRITICAL, must_have=True) if weight == MUST else Cell(level, int(weight))
    return found


def _take(found: OpenVacancy, form: ReasonForm) -> str | None:
    """Store the profile and return the page to go on with; None with the reason in the form where it cannot be."""
    by, cells = current_known().account, _cells(form, found.stored, found.vacancy.cells)
    if changes(found.vacancy.cells, cells) and not form.is_confirmed(found.vacancy):
        return None
    try:
        made = change_profile(db.session(), found.vacancy, cells, form.chips, form.words.data or "", by, now())
    except ProfileError as error:
        form[weight_name(_first_changed(cells, found.vacancy.cells))].errors = [str(PROFILE_PROBLEMS[error.problem])]
        return None
    except NoReasonError:
        form.ask_why()
        return None
    many = False
    if made:
        changed = vacancy_or_404(UUID(found.vacancy.id))
        many = rescore_or_ask(db.session(), changed, now())
        note(Event.VACANCY_CHANGED, by.id, found.vacancy.id)
        db.session.commit()
        flash(_("The profile is changed, and the reason is kept with it."))
    return "recruiting.rescoring" if many else "recruiting.vacancy"


def _first_changed(after: Cells, before: Cells) -> str:
    return next(one.competency for one in changes(before, after))


def _groups(framework: Framework) -> list[tuple[str, list[str]]]:
    order = framework.order.competencies
    return [(code, [id for id in order if framework.competencies[id].cluster == code]) for code in framework.clusters]
