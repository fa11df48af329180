from hypothesis import given
from hypothesis import strategies as st

from kamcareer.config import PROJECT_ROOT
from kamcareer.core.rating_requests import Asked
from kamcareer.core.side_by_side import agenda, side_by_side
from kamcareer.services.framework_files import load_framework
from tests.core.test_rating_requests import request

FRAMEWORK = load_framework(PROJECT_ROOT / "competencies" / "key_account")
ROLE = FRAMEWORK.roles["key_account_manager_retail"]
LEVELS = st.dictionaries(st.sampled_from(sorted(ROLE.requirements)), st.integers(0, 4))


@given(LEVELS, LEVELS, st.lists(LEVELS, max_size=7))
def test_the_agenda_is_the_three_largest_differences_of_a_level_or_more(own: dict, manager: dict, peers: list[dict]):
    asked = [request(0, manager, Asked.MANAGER), *(request(n + 1, said) for n, said in enumerate(peers))]
    rows = side_by_side(ROLE, own, asked, {})
    chosen = agenda(ROLE, rows)

    assert len(chosen) == min(3, sum(row.largest >= 1 for row in rows))
    assert all(row.largest >= 1 for row in chosen)
    left_out = [row.largest for row in rows if row not in chosen]
    assert min((row.largest for row in chosen), default=5) >= max(left_out, default=0) or not chosen
    assert all(row.manager is not None or row.peers for row in rows)


def test_self_and_others_stand_side_by_side():
    asked = [request(0, {"negotiation": 1}, Asked.MANAGER), *(request(n, {"negotiation": n}) for n in (1, 2, 3))]
    (row,) = side_by_side(ROLE, {"negotiation": 3, "market": 2}, asked, {})

    assert (row.own, row.manager, row.peers.mean) == (3, 1, 2)
    assert row.differences == {Asked.MANAGER: 2, Asked.PEER: 1}
    assert row.largest == 2


def test_of_two_managers_in_turn_the_later_one_counts():
    asked = [request(0, {"market": 1, "finance": 2}, Asked.MANAGER), request(1, {"market": 3}, Asked.MANAGER)]
    rows = side_by_side(ROLE, {}, asked, {})

    assert {row.competency: row.manager for row in rows} == {"market": 3, "finance": 2}
    assert agenda(ROLE, rows) == ()
