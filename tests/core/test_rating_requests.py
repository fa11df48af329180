from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kamcareer.core.rating_requests import (
    LIFE,
    Asked,
    GivenRating,
    Peers,
    RatingRequest,
    heard,
    peers_waiting,
    sent_by,
    shown_peers,
)

BEGIN = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
SAID = st.dictionaries(st.sampled_from(["a", "b", "c"]), st.none() | st.integers(0, 4), max_size=3)


def request(
    number: int, said: dict[str, int | None], source: Asked = Asked.PEER, *, sent: bool = True
) -> RatingRequest:
    at = BEGIN + timedelta(minutes=number)
    ratings = {id: GivenRating(level, level is None) for id, level in said.items()}
    sent_at = at if sent else None
    return RatingRequest(
        f"r{number}", "a-1", source, "name", "asker", BEGIN, BEGIN + LIFE, sent=sent_at, ratings=ratings
    )


def everybody(said: list[dict[str, int | None]]) -> list[RatingRequest]:
    return [request(number, each) for number, each in enumerate(said)]


@given(st.lists(SAID, max_size=14))
def test_nothing_is_shown_of_fewer_than_three(said: list[dict[str, int | None]]):
    for id, peers in shown_peers(everybody(said)).items():
        levels = [each[id] for each in said if each.get(id) is not None]
        assert peers.count >= 3
        assert peers.count % 3 == 0
        assert len(levels) - 3 < peers.count <= len(levels)
        assert peers.total == sum(levels[: peers.count])


@given(st.lists(SAID, max_size=14))
def test_between_two_means_that_were_ever_shown_stand_at_least_three_answers(said: list[dict[str, int | None]]):
    seen = [shown_peers(everybody(said[:number])) for number in range(len(said) + 1)]
    for id in ("a", "b", "c"):
        steps = [peers[id].count if id in peers else 0 for peers in seen]
        assert all(later - earlier in {0, 3} for earlier, later in pairwise(steps))
        for earlier, later in pairwise(seen):
            if id in earlier and earlier[id].count == later[id].count:
                assert earlier[id] == later[id], "an answer that is not shown moved what is"


def test_a_fourth_answer_changes_nothing_and_a_sixth_brings_all_three():
    levels = [1, 2, 3, 4, 4, 4]
    shown = [shown_peers(everybody([{"a": level} for level in levels[:n]])).get("a") for n in range(7)]

    assert shown == [None, None, None, Peers(6, 3), Peers(6, 3), Peers(6, 3), Peers(18, 6)]
    assert [peers_waiting(everybody([{"a": 1}] * n)) for n in range(7)] == [0, 1, 2, 0, 1, 2, 0]


def test_what_was_not_sent_and_what_the_manager_said_is_not_among_the_peers():
    asked = [
        *everybody([{"a": 0}, {"a": 0}]),
        request(5, {"a": 4}, sent=False),
        request(6, {"a": 4}, Asked.MANAGER),
    ]

    assert shown_peers(asked) == {}
    assert [each.id for each in sent_by(Asked.MANAGER, asked)] == ["r6"]


@given(st.integers(1, 4).flatmap(lambda k: st.tuples(st.just(3 * k), st.integers(0, 4 * 3 * k))))
def test_peers_alike_have_the_same_total_and_are_nobodys_answers(pair: tuple[int, int]):
    count, total = pair
    alike = Peers(total, count).alike()

    assert (len(alike), sum(alike)) == (count, total)
    assert max(alike) - min(alike) <= 1
    assert all(0 <= level <= 4 for level in alike)


def test_the_same_mean_looks_the_same_whoever_said_what():
    one, other = ({"a": level} for level in (0, 0)), ({"a": level} for level in (1, 3))
    first, second = everybody([*one, {"a": 4}]), everybody([{"a": 0}, *other])

    assert shown_peers(first)["a"].alike() == shown_peers(second)["a"].alike() == (1, 1, 2)


@pytest.mark.parametrize(
    ("change", "works"),
    [({}, True), ({"sent": BEGIN}, False), ({"withdrawn": BEGIN}, False), ({"expires": BEGIN}, False)],
)
def test_a_request_is_open_until_it_is_sent_withdrawn_or_too_old(change: dict, works: bool):
    from dataclasses import replace

    assert replace(request(1, {}, sent=False), **change).open(BEGIN + timedelta(days=1)) is works


def test_no_chance_is_an_answer_without_a_level():
    asked = request(1, {"a": None, "b": 2})

    assert asked.rating("a").answered
    assert not asked.rating("c").answered
    assert asked.levels() == {"b": 2}


@given(st.lists(st.tuples(st.booleans(), st.integers(-9, 9)), max_size=6), st.booleans())
def test_what_is_said_in_an_account_is_not_known_before_ones_own_answers_are_in(
    asked: list[tuple[bool, int]], finished: bool
):
    requests = [
        replace(request(n, {"a": 1}), rater_id="r" if inside else None, created=BEGIN + timedelta(days=day))
        for n, (inside, day) in enumerate(asked)
    ]
    known = heard(requests, BEGIN, BEGIN if finished else None)

    assert known == [one for one in requests if finished or not one.rater_id or one.created < BEGIN]
    assert not finished or known == requests
