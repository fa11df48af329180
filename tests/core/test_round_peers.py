"""What colleagues say in a round: sums of three or more that do not know the order, nor who was in them."""

from hypothesis import given
from hypothesis import strategies as st

from kamcareer.core.rating_requests import Peers
from kamcareer.core.round_peers import LEAST, added, nothing_said, opened, packed, together, unpacked

TOPICS = ("negotiation", "market", "product")
SAID = st.lists(st.dictionaries(st.sampled_from((*TOPICS, "another")), st.integers(0, 4)), max_size=12)


def summed(said: list[dict[str, int]]) -> dict[str, Peers]:
    sums = nothing_said(TOPICS)
    for levels in said:
        sums = added(sums, levels)
    return sums


@given(SAID, st.randoms())
def test_sums_know_what_was_said_and_not_in_which_order(said: list[dict[str, int]], random):
    mixed = random.sample(said, len(said))
    assert summed(mixed) == summed(said)
    for id, one in opened(summed(said)).items():
        assert one.count >= LEAST
        assert one == Peers(sum(levels.get(id, 0) for levels in said), sum(id in levels for levels in said))


@given(SAID)
def test_sums_take_the_same_room_whoever_said_whatever(said: list[dict[str, int]]):
    assert len(packed(summed(said))) == len(packed(nothing_said(TOPICS)))
    assert unpacked(packed(summed(said)), TOPICS) == summed(said)


def test_two_groups_of_peers_are_one_where_both_may_be_known():
    assert together({"market": Peers(6, 3)}, {"market": Peers(9, 3), "product": Peers(4, 4)}) == {
        "market": Peers(15, 6),
        "product": Peers(4, 4),
    }
