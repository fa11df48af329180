"""A version of a framework in charge, without the people who would have read it."""

from sqlalchemy.orm import Session

from kamcareer.core.framework.loading import Folder
from kamcareer.core.framework.model import Framework
from kamcareer.core.framework.review import Review
from kamcareer.store.framework_reviews import add_review
from kamcareer.store.frameworks import keep_framework
from kamcareer.store.publications import Publication, add_publication
from tests.conftest import NOW


def publish_unread(session: Session, framework: Framework) -> None:
    """Put a version in charge as a publication does; it says that the files were others then."""
    sha256 = keep_framework(session, framework, NOW)
    add_review(session, Review("look", "draft", 0, framework.version, None, NOW, ""))
    entry = Publication(framework.id, 1, sha256, "a" * 64, "b" * 64, "look", NOW)
    assert add_publication(session, entry, Folder({"framework.yaml": b""}, framework.id))
