"""What the pages of the board share: words, and letters to whoever offers and whoever asks."""

from flask_babel import lazy_gettext as _l

from kamcareer.core.notifications import Happening
from kamcareer.core.offers import Kind, Offer, Standing, Status
from kamcareer.services.offers import account_by_id
from kamcareer.store.database import db
from kamcareer.web.addresses import full_address
from kamcareer.web.mailing import tell

KINDS = {
    Kind.PROJECT: _l("project"),
    Kind.COURSE: _l("course"),
    Kind.MENTORING: _l("mentor"),
}
STANDINGS = {
    Standing.OPEN: _l("there are places"),
    Standing.FULL: _l("all places are taken"),
    Standing.ENDED: _l("not offered any more"),
}
STATUSES = {
    Status.ASKED: _l("you asked, no answer yet"),
    Status.ACCEPTED: _l("you have a place"),
    Status.DECLINED: _l("not this time"),
    Status.TAKEN_BACK: _l("you took it back"),
}


def write_to_owner(one: Offer) -> None:
    """Write to whoever offers something that there is news about it."""
    _write(Happening.PLACE_ASKED, one.owner_id, full_address("board.own_offer", id=one.id))


def write_to_asker(one: Offer, account_id: str) -> None:
    """Write to somebody who asked for a place that there is news about it."""
    _write(Happening.PLACE_ANSWERED, account_id, full_address("board.offer", id=one.id))


def _write(happening: Happening, account_id: str, url: str) -> None:
    account = account_by_id(db.session(), account_id)
    if account and account.email and account.closed is None:
        tell(happening, account.email, url=url)
