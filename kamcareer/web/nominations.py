"""What the pages of the talent pool share: words, and letters to the people in it and their curators."""

from flask_babel import lazy_gettext as _l

from kamcareer.core.accounts import Account, Role
from kamcareer.core.nominations import Nomination, Standing, Status, Who
from kamcareer.core.notifications import Happening
from kamcareer.web.addresses import full_address
from kamcareer.web.mailing import tell

STANDINGS = {
    Standing.PROPOSED: _l("proposed, not answered yet"),
    Standing.AGREED: _l("agreed"),
    Standing.PREPARING: _l("in preparation"),
    Standing.READY: _l("ready to be appointed"),
    Standing.APPOINTED: _l("appointed"),
    Standing.LEFT: _l("not in the pool any more"),
    Standing.WITHDRAWN: _l("took their consent back"),
    Standing.LAPSED: _l("its day is over"),
}
NEXT = {
    Status.PREPARING: _l("in preparation"),
    Status.READY: _l("ready to be appointed"),
    Status.APPOINTED: _l("appointed to the role"),
    Status.LEFT: _l("not in the pool any more"),
}
WHO = {Who.HR: _l("HR"), Who.PERSON: _l("the person themselves")}


def write_to_person(happening: Happening, person: Account | None, one: Nomination) -> None:
    """Write to somebody about their own nomination."""
    if person and person.email and person.closed is None:
        tell(happening, person.email, url=full_address("account.nomination", id=one.id))


def write_to_curator(happening: Happening, curator: Account | None, one: Nomination) -> None:
    """Write to a curator, with the page that they may open."""
    if curator and curator.email and curator.closed is None:
        hr = Role.HR in curator.granted
        url = full_address("hr.nomination", id=one.id) if hr else full_address("team.nominations")
        tell(happening, curator.email, url=url, day=one.until)
