"""Files that people send: larger than a form, at a few addresses and from those alone who may open them."""

from collections.abc import Mapping
from typing import Any

from flask import Flask, request

from kamcareer.core.spreadsheets.refusal import MAX_BYTES
from kamcareer.web.access import POLICY
from kamcareer.web.access_rules import Whose
from kamcareer.web.headers import SAFE_METHODS
from kamcareer.web.sitting import sitting_or_none
from kamcareer.web.viewer import roles

TAKES_FILES = {
    "hr.people_import",
    "hr.bring_form",
    "hr.matrix_import",
    "hr.model_table",
    "recruiting.candidates_import",
    "recruiting.read_posting",
    "recruiting.read_resume",
    "candidate.read_resume",
}
# A little more than the largest file that is read, so that one slightly larger is refused in words.
LARGEST_REQUEST = MAX_BYTES + 500_000


def let_files_in(app: Flask) -> None:
    """Raise the limit of a request before anything reads its form, the forgery guard included."""

    @app.url_value_preprocessor
    def _raise(endpoint: str | None, _values: Mapping[str, Any] | None) -> None:
        if endpoint in TAKES_FILES and request.method not in SAFE_METHODS and _may_open(endpoint):
            request.max_content_length = LARGEST_REQUEST


def _may_open(endpoint: str) -> bool:
    rule = POLICY[endpoint]
    if rule.whose is Whose.OPEN_ASSESSMENT:
        sitting = sitting_or_none()
        return sitting is not None and sitting.assessment.applies
    return bool(rule.roles & roles())
