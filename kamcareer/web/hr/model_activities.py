"""What the activities of a draft take and give: typed over, and a new one made after another."""

from collections.abc import Sequence
from dataclasses import replace
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

Pair = tuple[str, str]
NO_MORE: tuple[tuple[str, Pair], ...] = (("", ("", "")),) * 2  # rows for topics that it does not count for yet


def edit_activities(id: UUID) -> ResponseReturnValue:
    """Show what an activity takes and gives, and keep what was typed if the whole passes the check."""
    draft, form = draft_or_404(id), SaveForm()
    ids = activity_ids(draft.files)
    chosen = request.args.get("activity", ids[0])
    if chosen not in ids:
        abort(404)
    stored, more = facts_of(draft.files, chosen), _more()
    typed = _typed(stored) if form.is_submitted() else stored
    saved, problems = False, _wrong(more, typed)
    if not problems:
        whole = replace(typed, gains={**typed.gains, **{topic: said for topic, said in more if topic}})
        saved, problems = kept(draft, form, lambda: with_facts(draft.files, chosen, whole))
    if only_asked():
        return said_while_editing(problems, passes=saved)
    if saved:
        return draft_saved(draft, "hr.model_activities", activity=chosen)
    return _page(draft, form, chosen, typed=typed, more=more, problems=problems)


def copy_activity(id: UUID) -> ResponseReturnValue:
    """Make a new activity after another, to be changed then."""
    draft, form = draft_or_404(id), SaveForm()
    ids = activity_ids(draft.files)
    after, new = request.form.get("activity", ids[0]), request.form.get("new", "").strip()
    if after not in ids:
        abort(404)
    try:
        saved, problems = kept(draft, form, lambda: with_copy(draft.files, after, new))
    except ActivityIdError:
        saved, problems = False, [_refused(new)]
    if saved:
        return draft_saved(draft, "hr.model_texts", file=f"activities/{new}.yaml")
    return _page(draft, form, after, typed=facts_of(draft.files, after), problems=problems, new=new)


def _page(  # noqa: PLR0913 - what was typed, and what is wrong with it
    draft: DraftFramework,
    form: SaveForm,
    chosen: str,
    *,
    typed: ActivityFacts,
    problems: list[str],
    more: Sequence[tuple[str, Pair]] = NO_MORE,
    new: str = "",
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
        more=more,
        new=new,
        **outcome(draft, form, problems),
    )
    return page, page_status(form, problems)


def _typed(stored: ActivityFacts) -> ActivityFacts:
    """Return what was typed; a field that was not sent stays."""
    return ActivityFacts(
        single={name: _said(name, stored.single[name]) for name in SINGLE},
        levels=_pair("level", stored.levels),
        gains={topic: _pair(f"gain:{topic}", was) for topic, was in stored.gains.items()},
    )


def _more() -> list[tuple[str, Pair]]:
    """Return the topics that were chosen besides, each with what was typed; a row may be empty."""
    return [
        (request.form.get(f"topic:{place}", ""), _pair(f"more:{place}", none))
        for place, (_topic, none) in enumerate(NO_MORE)
    ]


def _wrong(more: Sequence[tuple[str, Pair]], typed: ActivityFacts) -> list[str]:
    """Return what would be lost of the further topics."""
    chosen = [topic for topic, _said in more if topic]
    if any(not topic and any(said) for topic, said in more):
        return [_("Choose the topic of the numbers under “Another topic”.")]
    if len(set(chosen)) < len(chosen) or set(chosen) & set(typed.gains):
        return [_("A topic stands there twice: choose each once.")]
    return []


def _pair(name: str, was: Pair) -> Pair:
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
