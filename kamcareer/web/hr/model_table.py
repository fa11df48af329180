"""The matrix of a draft as a spreadsheet: taken along, brought back, shown in words before any of it is saved."""

from hashlib import sha256
from typing import Any
from uuid import UUID

from flask import render_template
from flask.typing import ResponseReturnValue
from flask_wtf import FlaskForm
from wtforms import StringField

from kamcareer.core.framework.difference import difference
from kamcareer.core.framework.draft import DraftFramework
from kamcareer.core.framework.errors import FileError
from kamcareer.core.framework.loading import Folder
from kamcareer.core.framework_table import TableError
from kamcareer.core.spreadsheets.refusal import RefusedFileError
from kamcareer.exports.framework_difference import difference_text
from kamcareer.exports.framework_xlsx import framework_xlsx
from kamcareer.services.audit import Event
from kamcareer.services.framework_drafts import (
    framework_in_draft,
    framework_with,
    matrix_in_draft,
    save_files,
    with_table,
)
from kamcareer.store.database import db
from kamcareer.web.clock import now
from kamcareer.web.file_form import MOST_PROBLEMS, FileForm
from kamcareer.web.frameworks import framework_place
from kamcareer.web.fresh_proof import needs_fresh_proof
from kamcareer.web.hr.models import SaveForm, draft_or_404, draft_saved
from kamcareer.web.hr.people import sheet_answer
from kamcareer.web.languages import language
from kamcareer.web.limits import UPLOADS, limited
from kamcareer.web.problem_words import message_lines, problem_lines
from kamcareer.web.records import note
from kamcareer.web.sheet_words import refusal_words
from kamcareer.web.viewer import current_known


class TableForm(FileForm, SaveForm):
    """A filled table, and which file was shown before; only what was shown is saved."""

    shown = StringField()


@needs_fresh_proof
def download_table(id: UUID) -> ResponseReturnValue:
    """Return cells and texts of a draft as XLSX."""
    draft = draft_or_404(id)
    note(Event.MODEL_DRAFT_TAKEN, current_known().account.id, f"{draft.head.id} {draft.head.revision} xlsx")
    db.session.commit()
    name = f"{draft.head.framework_id}_{draft.head.revision}"
    return sheet_answer(framework_xlsx(matrix_in_draft(draft), language()), name)


@limited(UPLOADS, by_account=UPLOADS)
def bring_table(id: UUID) -> ResponseReturnValue:
    """Say in words what a table would change in a draft; save it when the same file comes again."""
    draft, form = draft_or_404(id), TableForm()
    page: dict[str, Any] = {"problems": [], "read": False, "text": "", "count": 0, "digest": "", "stale": False}
    if form.validate_on_submit():
        data = form.table.data.read()
        digest = sha256(data).hexdigest()
        try:
            files = with_table(draft, data, form.table.data.filename or "")
            page |= _changes(draft, files) | {"digest": digest, "read": True}
        except RefusedFileError as error:
            form.table.errors = [refusal_words(error)]
        except TableError as error:
            page["problems"] = message_lines(error.problems)
        except FileError as error:
            page["problems"] = problem_lines(error.problems)
        else:
            seen = form.shown.data == digest and page["count"]
            page["stale"] = bool(seen and not _save(draft, files, form))
            if seen and not page["stale"]:
                return draft_saved(draft, "hr.model_changes")
            draft = draft_or_404(id)
    shown = render_template(
        "hr/model_table.html", draft=draft.head, form=form, bare=FlaskForm(formdata=None), most=MOST_PROBLEMS, **page
    )
    return shown, 409 if page["stale"] else 422 if form.errors or page["problems"] else 200


def _save(draft: DraftFramework, files: Folder, form: TableForm) -> bool:
    current = form.revision.data == draft.head.revision
    return current and save_files(db.session(), draft, files, framework_place(), current_known().account.id, now())


def _changes(draft: DraftFramework, files: Folder) -> dict[str, Any]:
    place = framework_place()
    before, after = framework_in_draft(draft, place), framework_with(files, place)
    changes = difference(before, after)
    return {"text": difference_text(before, after, changes, language()), "count": len(changes)}
