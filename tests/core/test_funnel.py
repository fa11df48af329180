"""How far people came: what is reached never grows from step to step, and nobody's own time is told."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from kamcareer.core.applications import CameBy
from kamcareer.core.funnel import LEAST_TIMES, Passage, Step, funnel

MONDAY = datetime(2026, 11, 23, 9, tzinfo=UTC)
PASSAGES = st.lists(
    st.builds(
        Passage,
        st.sampled_from(CameBy),
        st.dictionaries(st.sampled_from(Step), st.integers(0, 10_000).map(lambda n: MONDAY + timedelta(hours=n))),
    ),
    max_size=12,
)


def way(days: float, *, until: Step = Step.DECIDED, talk: bool = False, offer: float | None = None) -> Passage:
    """Somebody for whom each step took as many days, and how far they came."""
    steps = tuple(Step)[: tuple(Step).index(until) + 1]
    moments = {step: MONDAY + timedelta(days=days * number) for number, step in enumerate(steps)}
    later = {Step.TALK: moments[until]} if talk else {}
    later |= {Step.OFFER: moments[until] + timedelta(days=offer)} if offer is not None else {}
    return Passage(CameBy.POSTING, moments | later)


@given(PASSAGES)
def test_no_step_has_more_people_than_the_one_before_and_the_ways_add_up(passages: list[Passage]):
    lines = funnel(passages)

    assert [line.step for line in lines] == list(Step)
    for before, line in pairwise(lines):
        assert line.reached <= before.reached
    for line in lines:
        assert sum(line.by_source.values()) == line.reached <= len(passages)


@given(PASSAGES)
def test_a_time_is_told_only_where_enough_people_took_the_step(passages: list[Passage]):
    for line in funnel(passages):
        took = sum(line.step in one.moments for one in passages)
        assert (line.usual_days is None) == (line.most_days is None)
        assert line.usual_days is None or (took >= LEAST_TIMES and 0 <= line.usual_days <= line.most_days)


@given(PASSAGES)
def test_the_order_of_people_changes_nothing(passages: list[Passage]):
    assert funnel(passages[::-1]) == funnel(passages)


def test_half_and_nine_of_ten_are_days_that_somebody_took():
    lines = {line.step: line for line in funnel([way(days) for days in range(1, 11)])}

    assert (lines[Step.SENT].usual_days, lines[Step.SENT].most_days) == (5, 9)
    assert lines[Step.CAME].usual_days is None


def test_a_decision_for_a_talk_is_counted_from_reading():
    lines = funnel([way(2, talk=True) for _ in range(LEAST_TIMES)] + [way(2, until=Step.SENT)])

    assert [line.reached for line in lines] == [6, 6, 6, 5, 5, 5, 0]
    assert lines[-2].usual_days == 2


def test_an_offer_is_counted_from_the_invitation_to_a_talk():
    lines = funnel([way(2, talk=True, offer=9) for _ in range(LEAST_TIMES)] + [way(2, talk=True), way(2)])

    assert [line.reached for line in lines[-3:]] == [7, 6, 5]
    assert lines[-1].usual_days == 9
