from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from kamcareer.core.assessment import Assessment
from kamcareer.core.framework.model import Framework
from kamcareer.core.links import Extent, Link, LinkKind
from kamcareer.store.assessments import add_assessment, delete_assessment
from kamcareer.store.frameworks import keep_framework
from kamcareer.store.links import add_link, find_link, links_of, revoke
from tests.conftest import NOW

SHOW = Link("s", "a", LinkKind.SHOW, Extent.REPORT, ("negotiation", "logistics"), NOW, NOW + timedelta(days=7))
LATER = NOW + timedelta(hours=1)


@pytest.fixture(autouse=True)
def _assessments(session: Session, framework: Framework) -> None:
    sha256 = keep_framework(session, framework, NOW)
    for id in ("a", "b"):
        add_assessment(session, Assessment(id, sha256, None, "supervisor", NOW))


def test_a_link_comes_back_as_it_was_stored(session: Session):
    add_link(session, SHOW)
    session.commit()

    assert find_link(session, "s") == SHOW
    assert find_link(session, "t") is None


def test_links_of_an_assessment_are_its_own_and_newest_first(session: Session):
    for link in (SHOW, replace(SHOW, id="t", created=LATER), replace(SHOW, id="u", assessment_id="b")):
        add_link(session, link)

    assert [link.id for link in links_of(session, "a")] == ["t", "s"]


def test_revoking_one_link_leaves_the_others_and_keeps_the_first_moment(session: Session):
    add_link(session, SHOW)
    add_link(session, replace(SHOW, id="t"))
    revoke(session, "a", NOW, id="s")
    revoke(session, "a", LATER, id="s")

    assert {link.id: link.revoked for link in links_of(session, "a")} == {"s": NOW, "t": None}


def test_nobody_revokes_a_link_of_another_assessment(session: Session):
    add_link(session, SHOW)
    revoke(session, "b", NOW, id="s")

    assert [link.revoked for link in links_of(session, "a")] == [None]


def test_revoking_without_an_id_closes_the_links_to_continue_alone(session: Session):
    add_link(session, SHOW)
    add_link(session, replace(SHOW, id="c", kind=LinkKind.CONTINUE))
    revoke(session, "a", NOW)

    assert {link.id: link.revoked for link in links_of(session, "a")} == {"s": None, "c": NOW}


def test_a_deleted_assessment_has_no_links(session: Session):
    add_link(session, SHOW)
    delete_assessment(session, "a")

    assert find_link(session, "s") is None
