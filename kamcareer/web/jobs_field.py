"""The field of where somebody worked."""

from flask_babel import lazy_gettext as _l
from wtforms import TextAreaField
from wtforms.validators import Length

from kamcareer.core.applications import LONGEST_JOBS
from kamcareer.web.typed import plain_text


def jobs_field() -> TextAreaField:
    """Return the field of one's jobs, one a line, which may stay empty."""
    return TextAreaField(
        filters=[plain_text],
        validators=[Length(max=LONGEST_JOBS, message=_l("At most 2,000 characters; please shorten it"))],
        render_kw={"rows": "4", "autocomplete": "off"},
    )
