"""People from a file: what was recognised, what is to be mended, what would change; then one word imports all of it."""

from collections.abc import Callable
from functools import partial
from hashlib import sha256

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from wtforms import SelectField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # the stubs are older than 3.3

from kamcareer.core.people_import.columns import ColumnMapping, Field, written_mapping
from kamcareer.core.people_import.reading import PeopleFile, samples, words_to_decide
from kamcareer.core.spreadsheets.header import plain, with_decision
from kamcareer.core.spreadsheets.problem import CellProblem
from kamcareer.core.waiting_files import LIFE, Holds, WaitingFile
from kamcareer.exports.people_xlsx import marked_sheet
from kamcareer.services.imports import ask_for_import, is_large
from kamcareer.services.people import change_by
from kamcareer.services.waiting_files import decide_mapping
from kamcareer.store.database import db
from kamcareer.web.clock import now
from kamcareer.web.file_form import (
    EXAMPLES,
    MOST_PROBLEMS,
    DecisionForm,
    FileForm,
    decision_form,
    own_file,
    sheet_field,
    take_file,
)
from kamcareer.web.frameworks import current_framework
from kamcareer.web.fresh_proof import needs_fresh_proof
from kamcareer.web.hr.file_form import back_to, drop_own_file
from kamcareer.web.hr.import_progress import being_imported, free_file, outcome_of, own_import, people_words
from kamcareer.web.hr.people import sheet_answer
from kamcareer.web.imports import people_mapping, people_of, store_people
from kamcareer.web.languages import language, words
from kamcareer.web.limits import UPLOADS, limited
from kamcareer.web.sheet_words import FIELDS, comments, problem_words
from kamcareer.web.viewer import current_known

UNKNOWN = "?"


@limited(UPLOADS, by_account=UPLOADS)
def look_at_people() -> ResponseReturnValue:
    """Take a file, or show what the one that waits says."""
    form, waiting, last = FileForm(), own_file(Holds.PEOPLE), own_import(Holds.PEOPLE)
    if last and not last.over:
        return being_imported(last, "hr.people_import", "hr.drop_people_file"), 200
    if form.validate_on_submit() and take_file(form, Holds.PEOPLE):
        return back_to(Holds.PEOPLE)
    outcome = outcome_of(last)
    if waiting is None or form.errors:
        page = render_template("hr/people_upload.html", form=form, outcome=outcome)
        return page, 422 if form.errors else 200
    mapping = people_mapping(waiting)
    read = people_of(waiting)
    change = change_by(db.session(), read) if not read.problems else None
    names = {person.number: person.name for person in read.people}
    page = render_template(
        "hr/people_import.html",
        file=waiting,
        outcome=outcome,
        read=read,
        change=change,
        names=names,
        until=waiting.uploaded + LIFE,
        problems=[(one.cell, _words()(one)) for one in read.problems][:MOST_PROBLEMS],
        form=_form(waiting, read, mapping),
        columns=_columns(read),
        posts=_posts(read, mapping),
    )
    return page, 200


def decide_columns() -> ResponseReturnValue:
    """Take what somebody says about columns and words, for this file and the next."""
    waiting = free_file(Holds.PEOPLE)
    if waiting is None:
        return back_to(Holds.PEOPLE)
    mapping = people_mapping(waiting)
    read = people_of(waiting)
    form = _form(waiting, read, mapping)
    if form.validate_on_submit():
        decided = _decided(form, read, mapping)
        lasting = written_mapping(decided.model_copy(update={"sheet": ""}))
        account = current_known().account.id
        decide_mapping(db.session(), account, Holds.PEOPLE, written_mapping(decided), lasting, now())
        db.session.commit()
    return back_to(Holds.PEOPLE)


def download_marked() -> ResponseReturnValue:
    """Return the table as it came, with what is wrong as comments in the cells."""
    waiting = free_file(Holds.PEOPLE)
    if waiting is None:
        return back_to(Holds.PEOPLE)
    read = people_of(waiting)
    said = comments(read.problems, _words())
    return sheet_answer(marked_sheet(read.sheet, read.header.row, said), _("to_mend"))


@needs_fresh_proof
def import_here() -> ResponseReturnValue:
    """Import everybody in the file; nobody while a cell is to be mended."""
    waiting = own_file(Holds.PEOPLE)
    if waiting is None:
        flash(_("The file is not here any more: it waits for two hours. Please send it again."))
        return back_to(Holds.PEOPLE)
    account = current_known().account.id
    if is_large(waiting):
        ask_for_import(db.session(), account, Holds.PEOPLE, now())
        db.session.commit()
        return back_to(Holds.PEOPLE)
    read = people_of(waiting)
    if read.problems:
        return back_to(Holds.PEOPLE)
    counts = store_people(account, read)
    db.session.commit()
    flash(people_words(counts))
    return redirect(url_for("hr.people"), 303)


def drop_here() -> ResponseReturnValue:
    """Delete the file that waits."""
    return drop_own_file(Holds.PEOPLE)


def _words() -> Callable[[CellProblem], str]:
    return partial(problem_words, framework=current_framework(), language=language())


def _columns(read: PeopleFile) -> list[tuple[str, str, tuple[str, ...]]]:
    """Return field, name and examples of each column that has a name."""
    examples = samples(read.sheet, read.header, EXAMPLES)
    return [
        (f"column_{place}", read.header.above(place), examples[place])
        for place, label in enumerate(read.header.labels)
        if label.strip()
    ]


def _posts(read: PeopleFile, mapping: ColumnMapping) -> list[tuple[str, str]]:
    """Return field and words of each post to decide about."""
    return [(_post_field(said), said) for said in words_to_decide(read, mapping)]


def _post_field(said: str) -> str:
    return f"post_{sha256(plain(said).encode()).hexdigest()[:12]}"


def _form(waiting: WaitingFile, read: PeopleFile, mapping: ColumnMapping) -> DecisionForm:
    roles = [SelectChoice(id, words(role.name)) for id, role in current_framework().roles.items()]
    posts = [SelectChoice(UNKNOWN, _("not decided yet")), SelectChoice("", _("none of the model")), *roles]
    fields = {
        name: SelectField(
            label, choices=[SelectChoice(one, text) for one, text in FIELDS.items()], default=_said_of(read, name)
        )
        for name, label, _examples in _columns(read)
    }
    for said in words_to_decide(read, mapping):
        decided = mapping.role(said)
        fields[_post_field(said)] = SelectField(
            said, choices=posts, default=UNKNOWN if decided is None else decided, validate_choice=True
        )
    return decision_form(fields | sheet_field(waiting, read.sheet))


def _said_of(read: PeopleFile, name: str) -> Field:
    return read.fields.get(int(name.removeprefix("column_")), Field.NOTHING)


def _decided(form: DecisionForm, read: PeopleFile, mapping: ColumnMapping) -> ColumnMapping:
    """Return the mapping with what the form says other than what is recognised by itself, or decided before."""
    if "sheet" in form and form["sheet"].data != read.sheet.name:
        return mapping.model_copy(update={"sheet": form["sheet"].data})  # its columns come first to be seen
    columns, roles = dict(mapping.columns), dict(mapping.roles)
    for name, label, _examples in _columns(read):
        if form[name].data != _said_of(read, name):
            columns = with_decision(columns, label, Field(form[name].data))
    for name, said in _posts(read, mapping):
        if form[name].data != UNKNOWN:
            roles = with_decision(roles, said, form[name].data)
    sheet = read.sheet.name if "sheet" in form else ""
    return ColumnMapping(sheet=sheet, columns=columns, roles=roles)
