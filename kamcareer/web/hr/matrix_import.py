"""Last year's matrix: columns and scale in sight, cells to mend, whose scores may be kept; one word keeps them."""

from functools import partial
from hashlib import sha256

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import SelectField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # the stubs are older than 3.3

from kamcareer.core.legal_basis import Basis
from kamcareer.core.matrix_import.columns import MatrixMapping, Whose
from kamcareer.core.matrix_import.reading import MatrixFile
from kamcareer.core.matrix_import.scale import Scale
from kamcareer.core.people_import.reading import samples
from kamcareer.core.spreadsheets.header import plain
from kamcareer.core.waiting_files import LIFE, Holds, WaitingFile
from kamcareer.exports.people_xlsx import marked_sheet
from kamcareer.services.earlier_scores import agreed_so_far, may_be_kept
from kamcareer.services.imports import ask_for_import, is_large
from kamcareer.services.waiting_files import date_file, decide_mapping
from kamcareer.store.database import db
from kamcareer.web.clock import now
from kamcareer.web.file_form import (
    EXAMPLES,
    MOST_PROBLEMS,
    DecisionForm,
    decision_form,
    own_file,
    sheet_field,
    take_file,
)
from kamcareer.web.frameworks import current_framework
from kamcareer.web.fresh_proof import needs_fresh_proof
from kamcareer.web.hr.file_form import MatrixForm, back_to, drop_own_file
from kamcareer.web.hr.import_progress import being_imported, free_file, matrix_words, outcome_of, own_import
from kamcareer.web.hr.people import sheet_answer
from kamcareer.web.imports import matrix_basis, matrix_mapping, matrix_of, store_matrix
from kamcareer.web.languages import language, words
from kamcareer.web.limits import UPLOADS, limited
from kamcareer.web.sheet_words import comments, problem_words
from kamcareer.web.viewer import current_known

UNKNOWN, AS_RECOGNISED = "?", ""
LEFT_OUT = "left_out"
TOPIC = "topic:"
SAYS = {
    Whose.NUMBER: _l("Personnel number"),
    Whose.NAME: _l("Full name"),
    Whose.RATER: _l("Who gave the scores"),
    Whose.NOTHING: _l("not needed"),
}
SCALES = {
    Scale.OURS: _l("0 to 4"),
    Scale.FIVE: _l("1 to 5"),
    Scale.TEN: _l("1 to 10"),
    Scale.PERCENT: _l("percent"),
}


@limited(UPLOADS, by_account=UPLOADS)
def look_at_matrix() -> ResponseReturnValue:
    """Take a file, or show what the one that waits says."""
    form, waiting, last = MatrixForm(), own_file(Holds.MATRIX), own_import(Holds.MATRIX)
    if last and not last.over:
        return being_imported(last, "hr.matrix_import", "hr.drop_matrix_file"), 200
    if form.is_submitted():
        if _taken(form, waiting):
            return back_to(Holds.MATRIX)
        waiting = own_file(Holds.MATRIX)
    outcome = outcome_of(last)
    if waiting is None or waiting.scored_on is None or form.errors:
        basis = matrix_basis()
        so_far = agreed_so_far(db.session()) if basis is Basis.CONSENT else None
        kept_file = waiting.name if waiting and waiting.scored_on is None else None
        page = render_template(
            "hr/matrix_upload.html", form=form, outcome=outcome, so_far=so_far, basis=basis, kept_file=kept_file
        )
        return page, 422 if form.errors else 200
    mapping = matrix_mapping(waiting)
    framework, read = current_framework(), matrix_of(waiting)
    kept = may_be_kept(db.session(), read, matrix_basis()) if not read.problems else None
    page = render_template(
        "hr/matrix_import.html",
        file=waiting,
        outcome=outcome,
        framework=framework,
        read=read,
        kept=kept,
        until=waiting.uploaded + LIFE,
        problems=[(one.cell, problem_words(one, framework, language())) for one in read.problems][:MOST_PROBLEMS],
        form=_form(waiting, read, mapping),
        columns=_columns(read),
        scales=SCALES,
    )
    return page, 200


def _taken(form: MatrixForm, waiting: WaitingFile | None) -> bool:
    """Keep what was sent, a file also while its day is missing; return whether nothing is missing."""
    undated = waiting is not None and waiting.scored_on is None
    if undated and not form.table.data:
        form.table.validators = []  # the file is here already
    good = form.validate_on_submit()
    day = form.scored_on.data
    if good and day and not form.table.data:
        date_file(db.session(), current_known().account.id, Holds.MATRIX, day)
        db.session.commit()
        return True
    if good:
        return take_file(form, Holds.MATRIX, scored_on=day)
    if set(form.errors) == {"scored_on"} and form.table.data:
        take_file(form, Holds.MATRIX)
    return False


def decide_columns() -> ResponseReturnValue:
    """Take what somebody says about columns and scale, for this file; columns for the next one too."""
    waiting = free_file(Holds.MATRIX)
    if waiting is None:
        return back_to(Holds.MATRIX)
    mapping = matrix_mapping(waiting)
    read = matrix_of(waiting)
    form = _form(waiting, read, mapping)
    if form.validate_on_submit():
        decided = _decided(form, read, mapping)
        lasting = decided.model_copy(update={"sheet": "", "scale": None, "strangers_left_out": False})
        account = current_known().account.id
        decide_mapping(db.session(), account, Holds.MATRIX, _written(decided), _written(lasting), now())
        db.session.commit()
    return back_to(Holds.MATRIX)


def download_marked() -> ResponseReturnValue:
    """Return the table as it came, with what is wrong as comments in the cells."""
    waiting = free_file(Holds.MATRIX)
    if waiting is None:
        return back_to(Holds.MATRIX)
    read = matrix_of(waiting)
    said = comments(read.problems, partial(problem_words, framework=current_framework(), language=language()))
    return sheet_answer(marked_sheet(read.sheet, read.header.row, said), _("to_mend"))


@needs_fresh_proof
def keep_here() -> ResponseReturnValue:
    """Keep the scores of those of whom they may be kept; none while a cell is to be mended."""
    waiting = own_file(Holds.MATRIX)
    if waiting is None:
        flash(_("The file is not here any more: it waits for two hours. Please send it again."))
        return back_to(Holds.MATRIX)
    if waiting.scored_on is None:
        return back_to(Holds.MATRIX)
    account = current_known().account.id
    if is_large(waiting):
        ask_for_import(db.session(), account, Holds.MATRIX, now())
        db.session.commit()
        return back_to(Holds.MATRIX)
    read = matrix_of(waiting)
    if read.problems:
        return back_to(Holds.MATRIX)
    counts = store_matrix(account, read, waiting)
    db.session.commit()
    flash(matrix_words(counts))
    return redirect(url_for("hr.levels"), 303)


def drop_here() -> ResponseReturnValue:
    """Delete the file that waits."""
    return drop_own_file(Holds.MATRIX)


def _written(mapping: MatrixMapping) -> bytes:
    return mapping.model_dump_json().encode()


def _columns(read: MatrixFile) -> dict[str, tuple[str, tuple[str, ...]]]:
    """Return name and examples of each column by its field; one that is there several times is decided once.

    Where what stands above a column is the topic, that is what is decided about.
    """
    examples = samples(read.sheet, read.header, EXAMPLES)
    found: dict[str, tuple[str, tuple[str, ...]]] = {}
    for place, label in enumerate(read.header.labels):
        column = read.columns.get(place)
        by_group = column is not None and column.rater == label and read.header.groups[place]
        said = (read.header.groups[place] if by_group else read.subject(place)).strip()
        if said:
            found.setdefault(_field(said), (said, examples[place]))
    return found


def _field(said: str) -> str:
    return f"column_{sha256(plain(said).encode()).hexdigest()[:12]}"


def _form(waiting: WaitingFile, read: MatrixFile, mapping: MatrixMapping) -> DecisionForm:
    framework = current_framework()
    topics = [SelectChoice(TOPIC + id, words(one.name)) for id, one in framework.competencies.items()]
    choices = [SelectChoice(UNKNOWN, _("not decided yet")), *[SelectChoice(one, text) for one, text in SAYS.items()]]
    said = _said(read)
    fields = {
        name: SelectField(label, choices=[*choices, *topics], default=said.get(name, UNKNOWN))
        for name, (label, _examples) in _columns(read).items()
    }
    scales = [
        SelectChoice(AS_RECOGNISED, _recognised(read, mapping)),
        *[SelectChoice(one, text) for one, text in SCALES.items()],
    ]
    rows = [SelectChoice("", _("to be mended")), SelectChoice(LEFT_OUT, _("left out: they are not here any more"))]
    fields["strangers"] = SelectField(choices=rows, default=LEFT_OUT if mapping.strangers_left_out else "")
    fields["scale"] = SelectField(choices=scales, default=mapping.scale or AS_RECOGNISED)
    return decision_form(fields | sheet_field(waiting, read.sheet))


def _recognised(read: MatrixFile, mapping: MatrixMapping) -> str:
    if mapping.scale:
        return str(_("recognise it"))
    if read.scale is None:
        return str(_("the scale is not known yet"))
    return str(_("as recognised: %(scale)s", scale=SCALES[read.scale]))


def _said(read: MatrixFile) -> dict[str, str]:
    """Return what each column is known to say, by its field."""
    found: dict[str, str] = {}
    for place, label in enumerate(read.header.labels):
        column = read.columns.get(place)
        if place in read.people:
            found[_field(label)] = read.people[place]
        elif column:
            above = column.rater == label and read.header.groups[place]
            found[_field(read.header.groups[place] if above else label)] = (
                TOPIC + column.competency if column.competency else Whose.NOTHING
            )
    return found


def _decided(form: DecisionForm, read: MatrixFile, mapping: MatrixMapping) -> MatrixMapping:
    """Return the mapping with what the form says other than what was known before."""
    scale = Scale(form["scale"].data) if form["scale"].data else None
    strangers = form["strangers"].data == LEFT_OUT
    if "sheet" in form and form["sheet"].data != read.sheet.name:
        return mapping.model_copy(update={"sheet": form["sheet"].data, "scale": scale})  # its columns are seen first
    columns, topics, known = dict(mapping.columns), dict(mapping.competencies), _said(read)
    for name, (label, _examples) in _columns(read).items():
        says = form[name].data
        if says in {UNKNOWN, known.get(name)}:
            continue
        columns = {one: what for one, what in columns.items() if plain(one) != plain(label)}
        topics = {one: id for one, id in topics.items() if plain(one) != plain(label)}
        if says.startswith(TOPIC):
            topics[label] = says.removeprefix(TOPIC)
        elif says == Whose.NOTHING:
            topics[label] = ""
        else:
            columns[label] = Whose(says)
    sheet = read.sheet.name if "sheet" in form else ""
    return MatrixMapping(sheet=sheet, columns=columns, competencies=topics, scale=scale, strangers_left_out=strangers)
