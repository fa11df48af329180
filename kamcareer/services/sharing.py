"""Links: continue on another device, show the report to somebody, take it back."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from uuid import uuid4

from sqlalchemy.orm import Session

from kamcareer.core.accounts import Account
from kamcareer.core.links import ANYBODY, CONTINUE_LIFE, Audience, Extent, Link, LinkKind, Opening, Reader
from kamcareer.services.legal_bases import require_for
from kamcareer.store.assessments import find_assessment, hold_assessment
from kamcareer.store.links import add_link, find_link, links_of, links_of_all, links_to, revoke
from kamcareer.store.openings import add_opening, openings_of


def continue_link(session: Session, assessment_id: str, now: datetime) -> Link:
    """Return the one link that continues an assessment, made now if there is none that works."""
    # Of two devices that ask at once the second waits here and then finds the link of the first.
    hold_assessment(session, assessment_id)
    if there := working_continue_link(links_of(session, assessment_id), now):
        return there
    link = Link(str(uuid4()), assessment_id, LinkKind.CONTINUE, Extent.REPORT, (), now, now + CONTINUE_LIFE)
    add_link(session, link)
    return link


def working_continue_link(links: Iterable[Link], now: datetime) -> Link | None:
    """Return the one of some links that continues their assessment; None where none works."""
    return next((one for one in links if one.kind is LinkKind.CONTINUE and one.works(now)), None)


def renew_continue_link(session: Session, assessment_id: str, now: datetime) -> Link:
    """Let the old link to continue open nothing and return a new one."""
    revoke(session, assessment_id, now)
    return continue_link(session, assessment_id, now)


def show_link(  # noqa: PLR0913 - what a link is made of
    session: Session,
    assessment_id: str,
    extent: Extent,
    examples: Iterable[str],
    life: timedelta,
    now: datetime,
    audience: Audience = ANYBODY,
) -> Link:
    """Return a new link that shows the report to its audience, read-only, until it expires.

    Examples go only with the whole report. NoBasisError when nothing allows the report any more.
    """
    assessment = find_assessment(session, assessment_id)
    if assessment is not None:
        require_for(session, assessment)
    shown = tuple(examples) if extent is Extent.REPORT else ()
    link = Link(str(uuid4()), assessment_id, LinkKind.SHOW, extent, shown, now, now + life, None, audience)
    add_link(session, link)
    return link


def all_links(session: Session, *assessment_ids: str) -> list[Link]:
    """Return every link of some assessments, one after the other, of each newest first."""
    found = links_of_all(session, assessment_ids) if assessment_ids else {}
    return [link for id in assessment_ids for link in found.get(id, ())]


def note_opening(session: Session, link: Link, reader: Account | None, now: datetime) -> bool:
    """Note one reading of what a link shows; by which account only where it was shown to that very one.

    Return whether it is the first by this link.
    """
    first = all(before.link_id != link.id for before in openings_of(session, link.assessment_id))
    named = reader if reader and link.audience.mailbox == reader.email else None
    opening = Opening(now, link.id, Reader.NAMED if named else Reader.WITH_LINK, link.extent)
    add_opening(session, opening, named.id if named else None)
    return first


def all_openings(session: Session, *assessment_ids: str) -> list[Opening]:
    """Return every reading of some assessments by somebody else, newest first."""
    return openings_of(session, *assessment_ids) if assessment_ids else []


def shown_to(session: Session, account: Account, now: datetime) -> list[Link]:
    """Return the links that were given to an account and still open something, newest first."""
    return [link for link in links_to(session, account.email) if link.works(now)] if account.email else []


def take_back(session: Session, assessment_id: str, link_id: str, now: datetime) -> bool:
    """Let one link open nothing any more; return whether it is a link of this assessment at all."""
    link = find_link(session, link_id)
    if link is None or link.assessment_id != assessment_id:
        return False
    revoke(session, assessment_id, now, id=link_id)
    return True


def working_link(session: Session, id: str, kind: LinkKind, now: datetime) -> Link | None:
    """Return a link of a kind that still opens something; None otherwise."""
    link = find_link(session, id)
    return link if link and link.kind is kind and link.works(now) else None
