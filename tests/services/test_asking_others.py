"""Asking others, on both databases: links that end, ratings that count once sent, peers that are never singled out."""

from collections.abc import Mapping
from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from kamcareer.core.framework.model import Framework
from kamcareer.core.rating_requests import LIFE, MOST_PEERS, Asked, GivenRating
from kamcareer.services.all_known import all_known
from kamcareer.services.asking_others import (
    TooManyError,
    all_requests,
    ask_somebody,
    give_rating,
    opened_request,
    send_ratings,
    withdraw,
)
from kamcareer.services.gap_report import report_of
from kamcareer.services.self_assessment import erase, open_sitting
from kamcareer.store.rating_requests import put_rating
from tests.conftest import NOW
from tests.rows import count
from tests.services.people import TARGET, answered, begun

LATER = NOW + timedelta(minutes=5)
BROWSER = "what the browser of the rater holds"


def rated(session: Session, assessment_id: str, source: Asked, levels: Mapping[str, int], name: str = "Олег") -> str:
    request = ask_somebody(session, assessment_id, source, name, "Вера", NOW)
    for competency, level in levels.items():
        assert give_rating(session, request.id, competency, GivenRating(level), NOW, BROWSER)
    assert send_ratings(session, request.id, LATER, BROWSER)
    session.commit()
    return request.id


def test_a_rating_counts_once_it_was_sent(session: Session, framework: Framework):
    id = answered(session, framework).id
    request = ask_somebody(session, id, Asked.MANAGER, "Олег Петров", "Вера", NOW)
    give_rating(session, request.id, "negotiation", GivenRating(4), NOW, BROWSER)
    give_rating(session, request.id, "market", GivenRating(no_chance=True), NOW, BROWSER)
    session.commit()
    sitting = open_sitting(session, id)
    before = report_of(session, sitting, NOW.date()).report
    send_ratings(session, request.id, LATER, BROWSER)
    session.commit()
    after = report_of(session, sitting, NOW.date()).report

    assert before.self_only
    assert not after.self_only
    assert after.profile["negotiation"].mean > before.profile["negotiation"].mean
    assert [o.rater for o in all_known(session, sitting.framework, sitting.assessment).others] == ["Олег Петров"]
    assert all_requests(session, id)[0].sent == LATER


def test_what_was_sent_stays_and_opens_no_more(session: Session, framework: Framework):
    id = begun(session, framework).id
    sent = rated(session, id, Asked.PEER, {"market": 2})

    assert not give_rating(session, sent, "market", GivenRating(4), LATER, BROWSER)
    assert not send_ratings(session, sent, LATER, BROWSER)
    assert not withdraw(session, id, sent, LATER)
    assert all_requests(session, id)[0].levels() == {"market": 2}


def test_another_browser_neither_adds_nor_sends(session: Session, framework: Framework):
    id = begun(session, framework).id
    request = ask_somebody(session, id, Asked.PEER, "Олег", "Вера", NOW).id
    assert give_rating(session, request, "market", GivenRating(2), NOW, BROWSER)

    assert not give_rating(session, request, "market", GivenRating(4), NOW, "another")
    assert not send_ratings(session, request, NOW, "another")
    assert not send_ratings(session, request, NOW, None)
    assert all_requests(session, id)[0].levels() == {"market": 2}
    assert send_ratings(session, request, NOW, BROWSER)


def test_answers_begun_before_browsers_were_told_apart_are_nobodys(session: Session, framework: Framework):
    request = ask_somebody(session, begun(session, framework).id, Asked.PEER, "Олег", "Вера", NOW).id
    put_rating(session, request, "market", GivenRating(2))

    assert not give_rating(session, request, "market", GivenRating(4), NOW, BROWSER)
    assert not send_ratings(session, request, NOW, BROWSER)


def test_a_withdrawn_or_expired_request_takes_nothing(session: Session, framework: Framework):
    id, other = begun(session, framework).id, begun(session, framework).id
    one, two = (ask_somebody(session, id, Asked.PEER, "Олег", "Вера", NOW) for _ in range(2))
    session.commit()

    assert not withdraw(session, other, one.id, NOW), "a request of somebody else"
    assert withdraw(session, id, one.id, NOW)
    assert not give_rating(session, one.id, "market", GivenRating(2), NOW, BROWSER)
    assert not give_rating(session, two.id, "market", GivenRating(2), NOW + LIFE, BROWSER)
    assert not send_ratings(session, two.id, NOW, BROWSER), "nothing was said"
    assert not give_rating(session, "nobody", "market", GivenRating(2), NOW, BROWSER)
    assert opened_request(session, "nobody") is None


def test_one_manager_and_a_dozen_peers_are_asked_at_most(session: Session, framework: Framework):
    id = begun(session, framework).id
    first = ask_somebody(session, id, Asked.MANAGER, "Олег", "Вера", NOW)
    with pytest.raises(TooManyError):
        ask_somebody(session, id, Asked.MANAGER, "Анна", "Вера", NOW)
    withdraw(session, id, first.id, NOW)
    ask_somebody(session, id, Asked.MANAGER, "Анна", "Вера", NOW)
    for number in range(MOST_PEERS):
        ask_somebody(session, id, Asked.PEER, f"Коллега {number}", "Вера", NOW)
    with pytest.raises(TooManyError):
        ask_somebody(session, id, Asked.PEER, "ещё", "Вера", NOW)
    assert len(all_requests(session, id)) == MOST_PEERS + 2


def test_the_must_haves_are_asked_first(session: Session, framework: Framework):
    id = begun(session, framework).id
    opened = opened_request(session, ask_somebody(session, id, Asked.PEER, "Олег", "Вера", NOW).id)
    role = framework.roles[TARGET]

    assert set(opened.asked[: opened.first]) == set(role.must_haves)
    assert sorted(opened.asked) == sorted(role.requirements)
    assert opened.answered == 0


def test_no_number_of_the_report_moves_with_a_fourth_peer_nor_tells_who_said_what(
    session: Session, framework: Framework
):
    """Whoever knows the report before and after must not be able to work out one answer."""

    def numbers(*peers: dict[str, int]) -> list[tuple[float, float]]:
        id = answered(session, framework).id
        for number, said in enumerate(peers):
            rated(session, id, Asked.PEER, said, f"Коллега {number}")
        report = report_of(session, open_sitting(session, id), NOW.date()).report
        return [(gap.estimate.mean, gap.estimate.deviation) for gap in report.gaps]

    three = [{"negotiation": 0, "market": 1}, {"negotiation": 2, "market": 1}, {"negotiation": 4, "market": 4}]
    swapped = [{"negotiation": 4, "market": 1}, {"negotiation": 0, "market": 4}, {"negotiation": 2, "market": 1}]

    assert numbers(*three[:2]) == numbers()
    assert numbers(*three) != numbers()
    assert numbers(*three, {"negotiation": 4, "market": 0}) == numbers(*three)
    assert numbers(*swapped) == numbers(*three)


def test_erasing_an_assessment_erases_what_others_said(session: Session, framework: Framework):
    id = begun(session, framework).id
    rated(session, id, Asked.MANAGER, {"market": 2})
    erase(session, id)
    session.commit()

    assert set(count(session)) == {"framework", "legal_text"}
