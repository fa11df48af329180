"""The words for what is shown, and as whom it is read."""

from flask_babel import lazy_gettext as _l

from kamcareer.core.links import Extent, Reader

EXTENTS = {
    Extent.SUMMARY: _l("The first page: strengths and what to begin with"),
    Extent.REPORT: _l("The whole report"),
    Extent.PLAN: _l("The development plan: what and when; your notes and reasons stay with you"),
}
READERS = {Reader.WITH_LINK: _l("somebody with the link"), Reader.NAMED: _l("the person you named")}
