"""What the activities of a draft take and give: typed over, and a new one made after another."""

from typing import Any
from uuid import UUID

from flask import abort, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from kamcareer.core.framework.activity_facts import (
    SINGLE,
    ActivityFacts,
    ActivityIdError,
    activity_ids,
    facts_of,
    with_copy,
    with_facts,
)
from kamcareer.core.framework.draft import DraftFramework
from kamcareer.core.framework.loading import Folder
from kamcareer.core.framework.matrix import Matrix
from kamcareer.services.framework_drafts import matrix_in_draft
from kamcareer.web.hr.models import (
    SaveForm,
    draft_or_404,
    draft_saved,
    kept,
    only_asked,
    outcome,
    page_status,
    said_while_editing,
)
from kamcareer.web.languages import language

MORE_GAINS = 2  # rows for topics that an activity does not count for yet


def edit_activities(id: UUID) -> ResponseReturnValue:
    """Show what an activity takes and gives, and keep what was typed if the whole passes the check."""
    draft, form = draft_or_404(id), SaveForm()
    ids = activity_ids(draft.files)
    chosen = request.args.get("activity", ids[0])
    if chosen not in ids:
        abort(404)
    stored = facts_of(draft.files, chosen)
    typed = _typed(stored) if form.is_submitted() else stored
    saved, problems = kept(draft, form, lambda: with_facts(draft.files, chosen, typed))
    if only_asked():
        return said_while_editing(problems, passes=saved)
    if saved:
        return draft_saved(draft, "hr.model_activities", activity=chosen)
    return _page(draft, form, chosen, typed=typed, problems=problems)


def copy_activity(id: UUID) -> ResponseReturnValue:
    """Make a new activity after another, to be changed then."""
    draft, form = draft_or_404(id), SaveForm()
    after, new = request.form.get("activity", ""), request.form.get("new", "").strip()
    if after not in activity_ids(draft.files):
        abort(404)
    try:
        saved, problems = kept(draft, form, lambda: with_copy(draft.files, after, new))
    except ActivityIdError:
        saved, problems = False, [_refused(new)]
    if saved:
        return draft_saved(draft, "hr.model_texts", file=f"activities/{new}.yaml")
    return _page(draft, form, after, typed=facts_of(draft.files, after), problems=problems, new=new)


def _page(
    draft: DraftFramework, form: SaveForm, chosen: str, *, typed: ActivityFacts, problems: list[str], new: str = ""
) -> ResponseReturnValue:
    matrix = matrix_in_draft(draft)
    page = render_template(
        "hr/model_activities.html",
        draft=draft.head,
        form=form,
        called=_called(draft.files, matrix),
        topics={topic: matrix.name("competencies", topic, language()) for topic in matrix.competencies},
        chosen=chosen,
        stored=facts_of(draft.files, chosen),
        typed=typed,
        more=range(MORE_GAINS),
        new=new,
        **outcome(draft, form, problems),
    )
    return page, page_status(form, problems)


def _typed(stored: ActivityFacts) -> ActivityFacts:
    """Return what was typed; a field that was not sent stays, and a topic that was chosen comes to the others."""
    gains = {topic: _pair(f"gain:{topic}", was) for topic, was in stored.gains.items()}
    for place in range(MORE_GAINS):
        topic = request.form.get(f"topic:{place}", "")
        if topic and topic not in gains:
            gains[topic] = _pair(f"more:{place}", ("", ""))
    return ActivityFacts(
        single={name: _said(name, stored.single[name]) for name in SINGLE},
        levels=_pair("level", stored.levels),
        gains=gains,
    )


def _pair(name: str, was: tuple[str, str]) -> tuple[str, str]:
    return _said(f"{name}:0", was[0]), _said(f"{name}:1", was[1])


def _said(name: str, was: str) -> str:
    # A comma is what people write before the part of an hour.
    return request.form.get(name, was).strip().replace(",", ".")


def _called(files: Folder, matrix: Matrix) -> dict[str, str]:
    names: dict[str, Any] = {one: matrix.name("activities", one, language()) for one in activity_ids(files)}
    return dict(sorted(names.items(), key=lambda pair: pair[1].casefold()))


def _refused(new: str) -> str:
    said: str = _(
        "“%(id)s” cannot be the id of a new activity: small Latin letters, digits and _, a letter first, "
        "and none that is there already",
        id=new,
    )
    return said
