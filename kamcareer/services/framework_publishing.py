"""From a draft to the version in use: somebody asks for a second look, somebody else sends it back or publishes it."""

from datetime import datetime
from uuid import uuid4

from sqlalchemy.orm import Session

from kamcareer.core.accounts import Account, Role
from kamcareer.core.framework.draft import DraftFramework
from kamcareer.core.framework.loading import Folder, sha256_of
from kamcareer.core.framework.review import Hindrance, Outcome, Review, hindrance, is_later
from kamcareer.core.framework.yaml_editor import edited
from kamcareer.services.framework_drafts import Place, framework_in_draft, save_files
from kamcareer.services.framework_in_use import framework_in_use, framework_of_files
from kamcareer.store.accounts import open_accounts_of
from kamcareer.store.framework_drafts import editors_of, remove_draft
from kamcareer.store.framework_reviews import (
    add_review,
    answer_review,
    drop_open,
    open_reviews,
    reviews_by_id,
    reviews_of,
)
from kamcareer.store.frameworks import keep_framework
from kamcareer.store.publications import Publication, add_publication, all_publications, newest_publication

__all__ = ["all_publications", "newest_publication", "open_reviews", "reviews_by_id", "reviews_of"]

HEAD = "framework.yaml"


class HinderedError(Exception):
    """A draft that cannot be published now, and why."""

    def __init__(self, why: Hindrance) -> None:
        super().__init__(why)
        self.why = why


class VersionError(Exception):
    """A version that does not come after the one in use."""


def ask_for_review(  # noqa: PLR0913 - of what, as which version, with which words, by whom and when
    session: Session, draft: DraftFramework, version: str, words: str, place: Place, by: str, now: datetime
) -> Review | None:
    """Ask for a second look at a draft as it is now, under the version it will be; None where it was saved meanwhile.

    The version is written into the draft. VersionError where it is not later than the one in use, FileError where the
    draft does not pass the check.
    """
    if not is_later(version, framework_in_use(session, place).version):
        raise VersionError(version)
    files = Folder(
        {**draft.files.files, HEAD: edited(draft.files.files[HEAD], HEAD, {("version",): version})}, draft.files.name
    )
    if not save_files(session, draft, files, place, by, now):
        return None
    drop_open(session, draft.head.id)
    review = Review(str(uuid4()), draft.head.id, draft.head.revision + 1, version, by, now, words)
    add_review(session, review)
    return review


def last_review(session: Session, draft_id: str) -> Review | None:
    """Return the review of a draft that was asked for last."""
    return next(iter(reviews_of(session, draft_id)), None)


def who_may_look(session: Session, review: Review) -> list[Account]:
    """Return the accounts whose second look counts: of HR and administrators, who typed nothing and did not ask."""
    left_out = {*editors_of(session, review.draft_id), review.asked_by}
    return [one for one in open_accounts_of(session, [Role.HR, Role.ADMINISTRATOR]) if one.id not in left_out]


def what_hinders(
    session: Session, draft: DraftFramework, review: Review | None, in_use: str, who: str, *, alone: bool
) -> Hindrance | None:
    """Return why somebody cannot publish a draft now; None where they can. `in_use` is the address of the version."""
    return hindrance(draft.head, review, editors_of(session, draft.head.id), who, in_use, alone=alone)


def send_back(session: Session, review: Review, by: str, reason: str, now: datetime) -> bool:
    """Send a draft back with a reason; False where somebody has answered already."""
    return answer_review(session, review.id, Outcome.RETURNED, by, reason, now)


def publish(  # noqa: PLR0913 - what, as it was read, by whom and when, and whether alone
    session: Session, draft: DraftFramework, read: int, place: Place, by: str, now: datetime, *, alone: bool
) -> Publication:
    """Make a draft the version that new assessments begin with; it ceases to be a draft.

    `read` is the revision that was looked at. HinderedError with what stands in the way, FileError where it does not
    pass the check any more. What was begun stays with its version.
    """
    # Before all else: whoever publishes after this takes the same number, and one of the two is refused.
    before = newest_publication(session, place.framework_id)
    review, in_use = last_review(session, draft.head.id), sha256_of(framework_in_use(session, place))
    if why := what_hinders(session, draft, review, in_use, by, alone=alone):
        raise HinderedError(why)
    if (
        review is None
        or read != review.revision
        or not answer_review(session, review.id, Outcome.PUBLISHED, by, "", now)
    ):
        raise HinderedError(Hindrance.CHANGED)
    sha256 = keep_framework(session, framework_in_draft(draft, place), now)
    entry = Publication(
        framework_id=place.framework_id,
        number=before.number + 1 if before else 1,
        sha256=sha256,
        replaced_sha256=draft.head.base_sha256,
        ground_sha256=sha256_of(framework_of_files(place)),
        review_id=review.id,
        published=now,
        release_sha256=draft.head.release_sha256,
        version=review.version,
    )
    if not add_publication(session, entry, draft.files):
        raise HinderedError(Hindrance.MOVED_ON)
    remove_draft(session, draft.head.id)
    return entry
