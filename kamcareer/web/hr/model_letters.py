"""Letters about a second look at the model: that one is asked for, and what came of it."""

from kamcareer.core.framework.review import Review
from kamcareer.core.notifications import Happening
from kamcareer.services.accounts import find
from kamcareer.services.framework_publishing import who_may_look
from kamcareer.store.database import db
from kamcareer.web.addresses import full_address
from kamcareer.web.mailing import tell


def tell_that_asked(review: Review) -> None:
    """Write to everybody who may give the look."""
    url = full_address("hr.model_review", id=review.draft_id)
    for account in who_may_look(db.session(), review):
        if account.email:
            tell(Happening.SECOND_LOOK_ASKED, account.email, url=url)


def tell_that_returned(review: Review, by: str) -> None:
    """Write to whoever asked that their draft came back; the reason stands on its page."""
    _tell_asker(review, by, Happening.SECOND_LOOK_RETURNED, full_address("hr.model_review", id=review.draft_id))


def tell_that_published(review: Review, by: str) -> None:
    """Write to whoever asked that their draft is in use."""
    _tell_asker(review, by, Happening.SECOND_LOOK_PUBLISHED, full_address("hr.model_reviews"))


def _tell_asker(review: Review, by: str, happening: Happening, url: str) -> None:
    asker = find(db.session(), review.asked_by) if review.asked_by and review.asked_by != by else None
    if asker and asker.email and asker.closed is None:
        tell(happening, asker.email, url=url)
