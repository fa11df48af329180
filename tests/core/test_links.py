from datetime import UTC, datetime, timedelta

from kamcareer.core.links import Extent, Link, LinkKind

NOW = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
LINK = Link("id", "sitting", LinkKind.SHOW, Extent.REPORT, (), NOW, NOW + timedelta(days=7))


def test_a_link_works_until_it_expires_and_not_a_moment_longer():
    assert LINK.works(LINK.expires - timedelta(microseconds=1))
    assert not LINK.works(LINK.expires)


def test_a_revoked_link_never_works_again():
    revoked = Link(**{**vars(LINK), "revoked": NOW})

    assert not revoked.works(NOW)
    assert not revoked.works(NOW - timedelta(days=1))
