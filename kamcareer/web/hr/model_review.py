"""The second look at a draft of the model: asked for by whoever made it, given by somebody else, who may publish it."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from flask import current_app, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import IntegerField, StringField, TextAreaField
from wtforms.validators import DataRequired, InputRequired, Length, Regexp

from kamcareer.core.accounts import Role
from kamcareer.core.framework.difference import difference
from kamcareer.core.framework.draft import DraftFramework
from kamcareer.core.framework.errors import FileError
from kamcareer.core.framework.loading import sha256_of
from kamcareer.core.framework.review import Hindrance, Review, proposed_version
from kamcareer.core.framework_effect import framework_effects
from kamcareer.exports.framework_difference import difference_text
from kamcareer.services.accounts import find_those
from kamcareer.services.audit import Event
from kamcareer.services.framework_drafts import all_drafts, framework_in_draft
from kamcareer.services.framework_publishing import (
    HinderedError,
    VersionError,
    all_publications,
    ask_for_review,
    last_review,
    open_reviews,
    publish,
    reviews_by_id,
    reviews_of,
    send_back,
    what_hinders,
)
from kamcareer.store.database import db
from kamcareer.web.clock import now, today
from kamcareer.web.frameworks import current_framework, framework_place
from kamcareer.web.fresh_proof import needs_fresh_proof
from kamcareer.web.hr.model_letters import tell_that_asked, tell_that_published, tell_that_returned
from kamcareer.web.hr.models import draft_or_404
from kamcareer.web.languages import language
from kamcareer.web.problem_words import problem_lines
from kamcareer.web.records import note
from kamcareer.web.stored_effect import shown_effect
from kamcareer.web.typed import one_line, plain_text
from kamcareer.web.viewer import current_known, roles

LONGEST = 2_000
LONGEST_VERSION = 32


def words_field(missing: Any) -> TextAreaField:
    """Return a field for some sentences that must not be empty."""
    too_long = _l("At most 2,000 characters; please shorten it")
    validators = [DataRequired(missing), Length(max=LONGEST, message=too_long)]
    return TextAreaField(filters=[plain_text], validators=validators, render_kw={"rows": 4})


class AskForm(FlaskForm):  # type: ignore[misc]  # the library has no types
    """As which version, and what was changed and why."""

    version = StringField(
        filters=[one_line],
        validators=[
            DataRequired(_l("Write the number of the version")),
            Length(max=LONGEST_VERSION),
            Regexp(r"^[0-9]+\.[0-9]+\.[0-9]+$", message=_l("Write three numbers with dots, such as 1.4.0")),
        ],
        render_kw={"autocomplete": "off", "inputmode": "decimal"},
    )
    words = words_field(_l("Write what you changed and why, in a sentence"))


class ReadForm(FlaskForm):  # type: ignore[misc]  # the library has no types
    """The state of the draft that was read."""

    revision = IntegerField(validators=[InputRequired()])


class ReturnForm(ReadForm):
    """Why the draft goes back."""

    reason = words_field(_l("Write what should be otherwise, in a sentence"))


def show_reviews() -> str:
    """Show which drafts wait for a second look, and every version that was published, by whom and why."""
    published = all_publications(db.session(), current_app.config["SETTINGS"].framework_id)
    looks = reviews_by_id(db.session(), [one.review_id for one in published if one.review_id])
    waiting = open_reviews(db.session())
    return render_template(
        "hr/model_reviews.html",
        waiting=waiting,
        revisions={one.id: one.revision for one in all_drafts(db.session())},
        published=published,
        looks=looks,
        who=_names([*waiting, *looks.values()]),
        framework=current_framework(),
        may_edit=_may_edit(),
        alone=_alone(),
    )


def show_review(id: UUID) -> ResponseReturnValue:
    """Show where the second look at a draft stands, what changes, and whom it reaches."""
    return _page(draft_or_404(id))


def ask_here(id: UUID) -> ResponseReturnValue:
    """Ask for a second look at a draft as it is now."""
    draft, form = draft_or_404(id), AskForm()
    if not form.validate_on_submit():
        return _page(draft, ask=form), 422
    by = current_known().account.id
    said = (form.version.data or "", form.words.data or "")
    try:
        review = ask_for_review(db.session(), draft, *said, framework_place(), by, now())
    except VersionError:
        form.version.errors = [_("The version in use is %(version)s; write a later one", version=_version_in_use())]
        return _page(draft, ask=form), 422
    except FileError:  # the page names every problem
        return _page(draft, ask=form), 422
    if review is None:
        return _page(draft_or_404(id), ask=form), 409
    note(Event.MODEL_REVIEW_ASKED, by, f"{draft.head.id} {review.revision} {review.version}")
    tell_that_asked(review)
    db.session.commit()
    flash(_("Asked. Another person of HR or an administrator finds it under “Second looks at the model”."))
    return redirect(url_for("hr.model_review", id=draft.head.id), 303)


def return_here(id: UUID) -> ResponseReturnValue:
    """Send a draft back to whoever asked, with a reason."""
    draft, form = draft_or_404(id), ReturnForm(prefix="return")
    if not form.validate_on_submit():
        return _page(draft, back=form), 422
    review, by = _open_review(draft), current_known().account.id
    read = review is not None and form.revision.data == review.revision
    if review is None or not read or not send_back(db.session(), review, by, form.reason.data or "", now()):
        return _page(draft, stale=True), 409
    note(Event.MODEL_REVIEW_RETURNED, by, f"{draft.head.id} {review.revision}")
    tell_that_returned(review, by)
    db.session.commit()
    flash(_("Sent back, with your reason."))
    return redirect(url_for("hr.model_review", id=draft.head.id), 303)


@needs_fresh_proof
def publish_here(id: UUID) -> ResponseReturnValue:
    """Make a draft that was read the version that new assessments begin with."""
    draft, form = draft_or_404(id), ReadForm(prefix="publish")
    if not form.validate_on_submit():
        return _page(draft), 422
    by, read = current_known().account.id, form.revision.data or 0
    review = _open_review(draft)
    try:
        made = publish(db.session(), draft, read, framework_place(), by, now(), alone=_alone())
    except (HinderedError, FileError):  # the page says which, and what to do
        db.session.rollback()
        return _page(draft_or_404(id), stale=True), 409
    note(Event.MODEL_PUBLISHED, by, f"{made.number} {made.version} {(made.sha256 or '')[:8]} {draft.head.id}")
    if review:
        tell_that_published(review, by)
    db.session.commit()
    flash(_("Version %(version)s is in use now. What was begun before stays with its version.", version=made.version))
    return redirect(url_for("hr.model_reviews"), 303)


def _page(
    draft: DraftFramework, ask: AskForm | None = None, back: ReturnForm | None = None, *, stale: bool = False
) -> str:
    present, place, session = current_framework(), framework_place(), db.session()
    looks = reviews_of(session, draft.head.id)
    review = next(iter(looks), None)
    shown: dict[str, Any] = {"problems": [], "count": 0, "text": "", "effects": []}
    version = present.version
    try:
        other = framework_in_draft(draft, place)
    except FileError as error:
        shown["problems"] = problem_lines(error.problems)
    else:
        version = proposed_version(present.version, other.version)
        if changes := difference(present, other):
            shown["text"] = difference_text(present, other, changes, language())
            shown["effects"] = framework_effects(present, other, today())
        shown["count"] = len(changes)
    who = current_known().account.id
    hinders = what_hinders(session, draft, review, sha256_of(present), who, alone=_alone())
    return render_template(
        "hr/model_review.html",
        draft=draft.head,
        review=review,
        looks=looks,
        who=_names(looks),
        hinders=hinders,
        asked=review is not None and hinders is not Hindrance.NOT_ASKED,
        may_edit=_may_edit(),
        by_oneself=review is not None and review.asked_by == who,
        stale=stale,
        moved_on=draft.head.base_sha256 != sha256_of(present),
        stored=shown_effect(draft),
        framework=present,
        ask=ask or AskForm(formdata=None, version=version),
        returning=back or ReturnForm(formdata=None, prefix="return", revision=draft.head.revision),
        ready=ReadForm(formdata=None, prefix="publish", revision=draft.head.revision),
        form=back or ask or FlaskForm(formdata=None),
        **shown,
    )


def _open_review(draft: DraftFramework) -> Review | None:
    review = last_review(db.session(), draft.head.id)
    return review if review and review.outcome is None else None


def _names(looks: Iterable[Review]) -> dict[str | None, str]:
    """Return by what those who asked and answered sign in; who is gone has no name."""
    ids = {id for one in looks for id in (one.asked_by, one.answered_by) if id}
    names: dict[str | None, str] = {one.id: one.sign_in_name for one in find_those(db.session(), ids)}
    return names | {None: _("an account that is no longer there")}


def _version_in_use() -> str:
    return current_framework().version


def _may_edit() -> bool:
    return Role.HR in roles()


def _alone() -> bool:
    alone: bool = current_app.config["SETTINGS"].publish_alone
    return alone
