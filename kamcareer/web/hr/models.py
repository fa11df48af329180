"""The model as HR edits it beside the one in use: grid, texts, what differs, whom it reaches, files to hand over."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any, NoReturn
from uuid import UUID

from flask import Response, abort, flash, jsonify, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext
from flask_wtf import FlaskForm
from wtforms import BooleanField, IntegerField
from wtforms.validators import InputRequired

from kamcareer.core.framework.difference import difference
from kamcareer.core.framework.draft import DraftFramework
from kamcareer.core.framework.errors import FileError
from kamcareer.core.framework.falls import Fall, without_reason
from kamcareer.core.framework.loading import Folder, sha256_of
from kamcareer.core.framework.matrix import Matrix
from kamcareer.core.framework.matrix_cells import Asked, CellError, cells_of, reasons_needed, with_cells
from kamcareer.core.framework.review import Outcome
from kamcareer.core.framework_effect import framework_effects
from kamcareer.exports.framework_difference import difference_text
from kamcareer.exports.framework_names import Names
from kamcareer.exports.framework_wording import LEVELS, Wording
from kamcareer.exports.framework_zip import framework_zip
from kamcareer.services.audit import Event
from kamcareer.services.framework_drafts import (
    all_drafts,
    begin_draft,
    drop_draft,
    editors_of,
    files_with_cells,
    files_with_texts,
    find_draft,
    framework_in_draft,
    framework_with,
    matrix_in_draft,
    save_files,
)
from kamcareer.services.framework_in_use import files_moved_on
from kamcareer.services.framework_publishing import newest_publication, open_reviews, reviews_of
from kamcareer.services.framework_release import release_waits
from kamcareer.store.database import db
from kamcareer.web.clock import now, today
from kamcareer.web.frameworks import current_framework, framework_place
from kamcareer.web.fresh_proof import needs_fresh_proof
from kamcareer.web.languages import language
from kamcareer.web.problem_words import problem_lines
from kamcareer.web.records import note
from kamcareer.web.stored_effect import shown_effect
from kamcareer.web.viewer import current_known

FIRST_FILES = "competencies/"
MOST_SAID = 20  # problems that are said while somebody edits


class BeginForm(FlaskForm):  # type: ignore[misc]  # the library has no types
    """What a draft begins with: the version in use, or the files of the installation."""

    of_files = BooleanField()


class SaveForm(FlaskForm):  # type: ignore[misc]  # the library has no types
    """What was typed belongs to this state of the draft."""

    revision = IntegerField(validators=[InputRequired()])


KINDS_OF_FILES = {
    "competencies": _l("topic"),
    "situations": _l("situations"),
    "roles": _l("role"),
    "activities": _l("activity"),
    "guides": _l("help"),
    "framework": _l("model"),
    "facts": _l("facts"),
    "measurement": _l("measurement"),
}


def show_models() -> ResponseReturnValue:
    """Show the model in use and its drafts; begin another draft."""
    form, place = BeginForm(), framework_place()
    if form.validate_on_submit():
        head = begin_draft(db.session(), place, now(), of_files=form.of_files.data)
        note(Event.MODEL_DRAFT_BEGUN, current_known().account.id, head.id)
        db.session.commit()
        return redirect(url_for("hr.model_draft", id=head.id), 303)
    framework = current_framework()
    newest = newest_publication(db.session(), place.framework_id)
    page = render_template(
        "hr/models.html",
        framework=framework,
        sha256=sha256_of(framework),
        published=newest if newest and newest.sha256 else None,
        moved_on=files_moved_on(newest, place),
        release=release_waits(newest, place),
        drafts=all_drafts(db.session()),
        waiting={one.draft_id for one in open_reviews(db.session())},
        form=form,
    )
    return page, 422 if form.errors else 200


def edit_grid(id: UUID) -> ResponseReturnValue:
    """Show what roles ask as a grid to type into, and keep what was typed if the whole passes the check."""
    draft, form = draft_or_404(id), SaveForm()
    matrix = matrix_in_draft(draft)
    stored = cells_of(matrix)
    typed = {cell: request.form.get(_name(cell), text) for cell, text in stored.items()}
    reasons = {cell: _reason(cell) for cell in stored}
    why_lower = _why_lower()
    asked: list[Asked] = []
    falls: tuple[Fall, ...] = ()
    problems: list[str] = []
    wrong: set[Asked] = set()
    saved = False
    if form.validate_on_submit():
        try:
            files = files_with_cells(draft, typed, reasons, why_lower)
            saved = _is_current(draft, form) and _passes(draft, files)
        except CellError as error:
            wrong = set(error.cells)
            problems = [_unreadable(matrix, cell, text) for cell, text in error.cells.items()]
        except FileError as error:
            problems = problem_lines(error.problems)
            wanted = with_cells(matrix, typed)
            asked, falls = list(reasons_needed(wanted)), without_reason(wanted)
    if only_asked():
        return said_while_editing(problems, passes=saved)
    if saved:
        return draft_saved(draft, "hr.model_draft")
    page = render_template(
        "hr/model_draft.html",
        draft=draft.head,
        form=form,
        matrix=matrix,
        shown_in=language(),
        stored=stored,
        typed=typed,
        wrong=wrong,
        reasons={cell: reasons[cell] for cell in asked},
        falls={fall: why_lower.get(fall.place[1], ("", "")) for fall in falls},
        **outcome(draft, form, problems),
    )
    return page, page_status(form, problems)


def edit_texts(id: UUID) -> ResponseReturnValue:
    """Show the texts of one file in both languages side by side, and keep what was written as above."""
    draft, form = draft_or_404(id), SaveForm()
    matrix = matrix_in_draft(draft)
    files = sorted({file for file, _path in matrix.texts}, key=lambda file: (not file.startswith(FIRST_FILES), file))
    file = request.args.get("file", files[0])
    if file not in files:
        abort(404)
    stored = {path: text for (of, path), text in matrix.texts.items() if of == file}
    written = {path: _written(path, text) for path, text in stored.items()}
    saved, problems = kept(draft, form, lambda: files_with_texts(draft, file, written))
    if only_asked():
        return said_while_editing(problems, passes=saved)
    if saved:
        return draft_saved(draft, "hr.model_texts", file=file)
    page = render_template(
        "hr/model_texts.html",
        draft=draft.head,
        form=form,
        files=_called(files, matrix),
        file=file,
        places=_places(file, stored),
        stored=stored,
        written=written,
        **outcome(draft, form, problems),
    )
    return page, page_status(form, problems)


def show_changes(id: UUID) -> ResponseReturnValue:
    """Say in words what a draft changes against the model in use, and whom it reaches, invented and stored."""
    draft, present = draft_or_404(id), current_framework()
    try:
        other = framework_in_draft(draft, framework_place())
    except FileError as error:
        problems = problem_lines(error.problems)
        return render_template("hr/model_changes.html", draft=draft.head, problems=problems, form=FlaskForm())
    changes = difference(present, other)
    return render_template(
        "hr/model_changes.html",
        draft=draft.head,
        problems=[],
        form=FlaskForm(),
        text=difference_text(present, other, changes, language()) if changes else "",
        count=len(changes),
        effects=framework_effects(present, other, today()) if changes else [],
        stored=shown_effect(draft),
        framework=present,
        moved_on=draft.head.base_sha256 != sha256_of(present),
    )


@needs_fresh_proof
def download_files(id: UUID) -> ResponseReturnValue:
    """Give the files of a draft, to be put in the place of those in use."""
    draft = draft_or_404(id)
    note(Event.MODEL_DRAFT_TAKEN, current_known().account.id, f"{draft.head.id} {draft.head.revision}")
    db.session.commit()
    name = f"{draft.head.framework_id}-{draft.head.revision}.zip"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(framework_zip(draft.files), mimetype="application/zip", headers=headers)


def drop_here(id: UUID) -> ResponseReturnValue:
    """Say what is lost with a draft, and ask; then delete it, unless it was saved since that was read."""
    draft, form = draft_or_404(id), SaveForm()
    if form.validate_on_submit() and _is_current(draft, form):
        drop_draft(db.session(), draft.head.id)
        note(Event.MODEL_DRAFT_DROPPED, current_known().account.id, draft.head.id)
        db.session.commit()
        flash(_("The draft is deleted. The model in use is as it was."))
        return redirect(url_for("hr.models"), 303)
    page = render_template(
        "hr/model_drop.html",
        draft=draft.head,
        changes=_changes(draft),
        editors=len(editors_of(db.session(), draft.head.id)),
        asked=any(one.draft_id == draft.head.id for one in open_reviews(db.session())),
        form=form,
        **outcome(draft, form, []),
    )
    return page, page_status(form, [])


def _changes(draft: DraftFramework) -> int | None:
    """Return how many changes a draft makes to the model in use; None where its files make no model."""
    try:
        return len(difference(current_framework(), framework_in_draft(draft, framework_place())))
    except FileError:
        return None


def draft_or_404(id: UUID) -> DraftFramework:
    """Return a draft with its files; 404 when there is none, or the way to the version that was published of it."""
    return find_draft(db.session(), str(id)) or _published_or_404(id)


def _published_or_404(id: UUID) -> NoReturn:
    look = next((one for one in reviews_of(db.session(), str(id)) if one.outcome is Outcome.PUBLISHED), None)
    if look is None:
        abort(404)
    flash(_("This draft was published as version %(version)s; here it stands with who and why.", version=look.version))
    abort(redirect(url_for("hr.model_reviews"), 303))


def kept(draft: DraftFramework, form: SaveForm, make: Callable[[], Folder]) -> tuple[bool, list[str]]:
    """Save other files if what was sent belongs to this state of the draft; return whether that was done, and problems.

    Where the page only asks, say whether they could be saved.
    """
    if not (form.validate_on_submit() and _is_current(draft, form)):
        return False, []
    try:
        return _passes(draft, make()), []
    except FileError as error:
        return False, problem_lines(error.problems)


def _passes(draft: DraftFramework, files: Folder) -> bool:
    place = framework_place()
    if only_asked():
        db.session.rollback()  # two hundred files are read: no writer waits for whoever only asks
        framework_with(files, place)
        return True
    return save_files(db.session(), draft, files, place, current_known().account.id, now())


def only_asked() -> bool:
    """Return whether a page asks while somebody edits, to keep nothing."""
    return request.method == "POST" and "check" in request.form


def said_while_editing(problems: list[str], *, passes: bool) -> ResponseReturnValue:
    """Say what would have to be mended, as JSON."""
    if problems:
        heading = ngettext("%(num)d thing to mend so far", "%(num)d things to mend so far", len(problems))
    elif passes:
        heading = _("As it is, it can be saved.")
    else:
        heading = _("Somebody saved this draft meanwhile, or this page is old: save, and you see both.")
    return jsonify(heading=heading, problems=problems[:MOST_SAID])


def draft_saved(draft: DraftFramework, page: str, **asked: Any) -> ResponseReturnValue:
    """Note that a draft was saved, keep it, and lead to a page."""
    note(Event.MODEL_DRAFT_CHANGED, current_known().account.id, f"{draft.head.id} {draft.head.revision + 1}")
    db.session.commit()
    flash(_("Saved in the draft."))
    return redirect(url_for(page, id=draft.head.id, **asked), 303)


def _is_current(draft: DraftFramework, form: SaveForm) -> bool:
    return form.revision.data == draft.head.revision


def outcome(draft: DraftFramework, form: SaveForm, problems: list[str]) -> dict[str, Any]:
    """Return what became of what was sent; whoever sees the other state may save over it."""
    stale = form.is_submitted() and not problems
    form.revision.data = draft.head.revision
    form.revision.raw_data = None
    return {"stale": stale, "problems": problems}


def page_status(form: SaveForm, problems: list[str]) -> int:
    """Return 422 for what cannot be saved as it is, 409 for what belongs to another state of the draft."""
    if not form.is_submitted():
        return 200
    return 422 if problems or form.errors else 409


def _reason(cell: Asked) -> tuple[str, str]:
    russian, english = (request.form.get(f"reason:{_name(cell)}:{code}", "").strip() for code in ("ru", "en"))
    return russian, english


def _why_lower() -> dict[str, tuple[str, str]]:
    """Return by place why a level falls along a promotion, as it was typed."""
    places = {name.split(":")[1] for name in request.form if name.startswith("fall:") and name.count(":") == 2}  # noqa: PLR2004 - fall, place, language
    typed = {at: tuple(request.form.get(f"fall:{at}:{code}", "").strip() for code in ("ru", "en")) for at in places}
    return {at: (russian, english) for at, (russian, english) in typed.items()}


def _name(cell: Asked) -> str:
    return ":".join(cell)


def _unreadable(matrix: Matrix, cell: Asked, text: str) -> str:
    role, competency = cell
    said: str = _(
        "%(role)s, %(topic)s: “%(text)s” cannot be read; write level 0–4, a stroke and weight 1–3, as in 3/2, "
        "with * for a must-have",
        role=matrix.name("roles", role, language()),
        topic=matrix.name("competencies", competency, language()),
        text=text,
    )
    return said


def _written(path: str, text: tuple[str, str]) -> tuple[str, str]:
    russian, english = (
        request.form.get(f"{path}:{code}", said).replace("\r\n", "\n").strip()
        for code, said in zip(("ru", "en"), text, strict=True)
    )
    return russian, english


def _called(files: Iterable[str], matrix: Matrix) -> Mapping[str, str]:
    """Return what the element of each file is called, and what kind of element it is."""
    at = ("ru", "en").index(language())
    named = {file: matrix.texts.get((file.replace("situations/", "competencies/"), "name")) for file in files}
    kinds = {file: KINDS_OF_FILES.get(file.removesuffix(".yaml").partition("/")[0]) for file in files}
    return {
        file: " · ".join(str(one) for one in (name[at] if name else None, kinds[file]) if one) or file
        for file, name in named.items()
    }


def _places(file: str, paths: Iterable[str]) -> dict[str, str]:
    """Return where in an element each text stands, in words; entries of lists are counted from 1, levels from 0."""
    wording = Wording(language(), Names((current_framework(),), language()))
    element = file.rpartition("/")[2].removesuffix(".yaml")
    found = {}
    for path in paths:
        steps = path.split(".")
        counted = [
            str(int(step) + 1) if step.isdecimal() and steps[at - 1] not in LEVELS else step
            for at, step in enumerate(steps)
        ]
        said = wording.place(counted, element)
        found[path] = said[:1].upper() + said[1:]
    return found
