from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from kamcareer.core.framework.model import Framework
from kamcareer.core.links import CONTINUE_LIFE, Extent, Link, LinkKind
from kamcareer.services.self_assessment import erase
from kamcareer.services.sharing import (
    all_links,
    continue_link,
    renew_continue_link,
    show_link,
    take_back,
    working_link,
)
from tests.conftest import NOW
from tests.services.people import begun

WEEK = timedelta(days=7)
MOMENT = timedelta(microseconds=1)
CONTINUE, SHOW = LinkKind.CONTINUE, LinkKind.SHOW


@pytest.fixture
def id(session: Session, framework: Framework) -> str:
    return begun(session, framework).id


@pytest.fixture
def shown(session: Session, id: str) -> Link:
    return show_link(session, id, Extent.REPORT, ["negotiation", "finance"], WEEK, NOW)


def test_an_assessment_has_one_link_to_continue(session: Session, id: str):
    first = continue_link(session, id, NOW)

    assert continue_link(session, id, NOW + WEEK) == first
    assert all_links(session, id) == [first]


@pytest.mark.parametrize("round", range(3))
def test_two_devices_that_ask_at_once_get_the_same_link_to_continue(
    session: Session, id: str, at_once: Callable, round: int
):
    links = at_once(*[lambda s: continue_link(s, id, NOW)] * 4)

    assert len(set(links)) == 1
    assert len(all_links(session, id)) == 1


def test_a_link_to_continue_that_ran_out_is_replaced(session: Session, id: str):
    first = continue_link(session, id, NOW)
    second = continue_link(session, id, NOW + CONTINUE_LIFE)

    assert first.id != second.id
    assert working_link(session, second.id, CONTINUE, NOW + CONTINUE_LIFE) == second


def test_a_renewed_link_closes_the_old_one_and_no_shown_report(session: Session, id: str, shown: Link):
    old = continue_link(session, id, NOW)
    new = renew_continue_link(session, id, NOW)

    assert working_link(session, old.id, CONTINUE, NOW) is None
    assert working_link(session, new.id, CONTINUE, NOW) == new
    assert working_link(session, shown.id, SHOW, NOW) == shown
    assert continue_link(session, id, NOW) == new


def test_a_link_shows_what_was_chosen_for_it(session: Session, id: str, shown: Link):
    found = working_link(session, shown.id, SHOW, NOW)

    assert found == shown
    assert (found.assessment_id, found.extent, found.examples) == (id, Extent.REPORT, ("negotiation", "finance"))


@pytest.mark.parametrize(("after", "works"), [(timedelta(0), True), (WEEK - MOMENT, True), (WEEK, False)])
def test_a_link_works_until_the_moment_it_expires(session: Session, shown: Link, after: timedelta, *, works: bool):
    assert (working_link(session, shown.id, SHOW, NOW + after) is not None) is works


def test_a_link_taken_back_opens_nothing_and_its_neighbour_still_does(session: Session, id: str, shown: Link):
    neighbour = show_link(session, id, Extent.REPORT, [], WEEK, NOW)
    take_back(session, id, shown.id, NOW)

    assert working_link(session, shown.id, SHOW, NOW) is None
    assert working_link(session, neighbour.id, SHOW, NOW) == neighbour


def test_nobody_takes_back_a_link_of_somebody_else(session: Session, framework: Framework, shown: Link):
    take_back(session, begun(session, framework).id, shown.id, NOW)

    assert working_link(session, shown.id, SHOW, NOW) == shown


def test_a_link_of_one_kind_does_not_work_as_the_other(session: Session, id: str, shown: Link):
    own = continue_link(session, id, NOW)

    assert working_link(session, own.id, SHOW, NOW) is None
    assert working_link(session, shown.id, CONTINUE, NOW) is None


def test_the_links_of_a_deleted_assessment_open_nothing(session: Session, id: str, shown: Link):
    own = continue_link(session, id, NOW)
    session.commit()
    erase(session, id)
    session.commit()

    assert working_link(session, own.id, CONTINUE, NOW) is None
    assert working_link(session, shown.id, SHOW, NOW) is None


def test_examples_never_go_with_the_first_page_alone(session: Session, id: str):
    assert show_link(session, id, Extent.SUMMARY, ["negotiation"], WEEK, NOW).examples == ()
