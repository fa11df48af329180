"""What a draft takes out of use: topics, roles, activities and single questions; nothing is deleted."""

from collections.abc import Iterable
from uuid import UUID

from flask import render_template, request
from flask.typing import ResponseReturnValue

from kamcareer.core.framework.parts import RETIRABLE
from kamcareer.core.framework.retirable import Retirable
from kamcareer.services.framework_drafts import files_with_retired, retirables_in_draft
from kamcareer.web.hr.models import SaveForm, draft_or_404, draft_saved, kept, outcome, page_status
from kamcareer.web.languages import language


def edit_retired(id: UUID) -> ResponseReturnValue:
    """Show what is in use and what is not, and keep what was ticked if the whole passes the check."""
    draft, form = draft_or_404(id), SaveForm()
    there = retirables_in_draft(draft)
    stored = {one.key for one in there if one.retired}
    ticked = set(request.form.getlist("retired")) if form.is_submitted() else stored
    saved, problems = kept(draft, form, lambda: files_with_retired(draft, ticked))
    if saved:
        return draft_saved(draft, "hr.model_retired")
    page = render_template(
        "hr/model_retired.html",
        draft=draft.head,
        form=form,
        elements={kind: _of_kind(there, kind) for kind in RETIRABLE},
        items=_items_by_topic(there),
        stored=stored,
        ticked=ticked,
        shown_in=language(),
        **outcome(draft, form, problems),
    )
    return page, page_status(form, problems)


def _of_kind(there: Iterable[Retirable], kind: str) -> list[Retirable]:
    return [one for one in there if one.kind == kind and not one.path]


def _items_by_topic(there: Iterable[Retirable]) -> dict[str, list[Retirable]]:
    items: dict[str, list[Retirable]] = {}
    for one in there:
        if one.path:
            items.setdefault(one.of, []).append(one)
    return items
