"""The versions of the model: which there were, and what changed in words between two of them."""

from flask import abort, render_template, request
from flask_babel import get_locale

from kamcareer.core.framework.difference import difference
from kamcareer.core.framework.loading import sha256_of
from kamcareer.core.framework.model import Framework
from kamcareer.exports.framework_difference import difference_text
from kamcareer.services.framework_versions import framework_of_version, framework_versions
from kamcareer.store.database import db
from kamcareer.web.frameworks import current_framework


def show_versions() -> str:
    """List every version that an assessment was made with, newest first; compare the two that were chosen."""
    present = current_framework()
    in_use = sha256_of(present)
    kept = framework_versions(db.session())
    before, after = request.args.get("before", ""), request.args.get("after", in_use)
    changes, text = None, ""
    if before:
        old, new = (_version_or_404(sha256, present, in_use) for sha256 in (before, after))
        changes = difference(old, new)
        text = difference_text(old, new, changes, str(get_locale()))
    return render_template(
        "hr/model_versions.html",
        framework=present,
        in_use=in_use,
        kept=kept,
        met=in_use in {one.sha256 for one in kept},
        before=before,
        after=after,
        compared=changes is not None,
        count=len(changes or ()),
        text=text,
    )


def _version_or_404(sha256: str, present: Framework, in_use: str) -> Framework:
    if sha256 == in_use:
        return present
    try:
        return framework_of_version(db.session(), sha256)
    except LookupError:
        abort(404)
