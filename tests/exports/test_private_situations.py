"""From no figure of a report can the key of a private situation be worked back: such situations count together only."""

from datetime import timedelta
from itertools import permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kamcareer.core.answers import Answers, Choice
from kamcareer.core.gaps import gap_report
from kamcareer.core.measurement.situations import credit
from kamcareer.core.situation_answers import SituationDraft, counted_choices
from kamcareer.exports.gap_json import gap_json
from tests.conftest import NOW
from tests.exports.reports import FRAMEWORK, TARGET

PRIVATE = FRAMEWORK.model_copy(
    update={
        "competencies": {
            id: one.model_copy(
                update={"situations": tuple(item.model_copy(update={"private": True}) for item in one.situations)}
            )
            for id, one in FRAMEWORK.competencies.items()
        }
    }
)
BANK = [item for id in list(PRIVATE.roles[TARGET].must_haves)[:6] for item in PRIVATE.competencies[id].situations[:1]]
CHOICES = [Choice(best=best, worst=worst) for best, worst in permutations("ABCD", 2)]


def figures(framework, chosen: dict[str, Choice]) -> dict:
    return gap_json(gap_report(framework, Answers("sales_representative", situations=chosen), TARGET), "same")


@settings(max_examples=25, deadline=None)
@given(chosen=st.lists(st.sampled_from(CHOICES), min_size=len(BANK), max_size=len(BANK)), draw=st.randoms())
def test_the_data_are_the_same_whoever_of_the_private_situations_had_which_credit(chosen, draw):
    """Two people who differ in every credit and not in their sum cannot be told apart by any figure."""
    credits = [credit(item, choice) for item, choice in zip(BANK, chosen, strict=True)]
    others = draw.sample(credits, len(credits))
    shuffled = [
        next(choice for choice in CHOICES if credit(item, choice) == pytest.approx(wanted))
        for item, wanted in zip(BANK, others, strict=True)
        if any(credit(item, choice) == pytest.approx(wanted) for choice in CHOICES)
    ]
    if len(shuffled) < len(BANK):
        return  # not every item can give every credit
    first, second = (
        figures(PRIVATE, {item.id: choice for item, choice in zip(BANK, part, strict=True)})
        for part in (chosen, shuffled)
    )

    assert first == second


def test_public_situations_still_count_one_by_one():
    right, wrong = (
        {BANK[0].id: Choice(best=b, worst=w)} for b, w in ((BANK[0].best, BANK[0].worst), (BANK[0].worst, BANK[0].best))
    )
    second = {BANK[1].id: Choice(best=BANK[1].best, worst=BANK[1].worst)}
    third = {BANK[1].id: Choice(best=BANK[1].worst, worst=BANK[1].best)}

    assert figures(FRAMEWORK, right | third) != figures(FRAMEWORK, wrong | second)
    assert figures(PRIVATE, right | third) == figures(PRIVATE, wrong | second)


def test_private_situations_count_by_threes_in_the_order_in_which_they_were_finished():
    drafts = {
        item.id: SituationDraft("A", "B", closed=NOW + timedelta(minutes=len(BANK) - number))
        for number, item in enumerate(BANK)
    }
    order = [item.id for item in reversed(BANK)]

    for count in range(len(BANK) + 1):
        finished = {id: draft for id, draft in drafts.items() if id in order[:count]}
        assert set(counted_choices(PRIVATE, finished)) == set(order[: count // 3 * 3])
        assert set(counted_choices(FRAMEWORK, finished)) == set(finished)
    assert counted_choices(PRIVATE, {BANK[0].id: SituationDraft("A", "B")}) == {}
