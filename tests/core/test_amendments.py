"""What is changed of an announced contest adds up: from the terms before and the amendments come the terms after."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from kamcareer.core.amendments import Amends, amendments
from kamcareer.core.vacancies import Reach, Terms
from tests.conftest import NOW

PANELS = st.frozensets(st.sampled_from("abcdef"))
DAYS = st.integers(0, 3).map(lambda days: date(2026, 11, 1) + timedelta(days=days))


@given(PANELS, PANELS, DAYS, DAYS)
def test_the_amendments_lead_from_the_terms_before_to_those_after(
    was: frozenset[str], panel: frozenset[str], day: date, later: date
):
    before, after = (Terms("КАМ", Reach.INTERNAL, last, panel=people) for last, people in ((day, was), (later, panel)))
    found = amendments(before, after, "rosa", NOW)
    people = {kind: {one.member for one in found if one.amends is kind} for kind in (Amends.JOINED, Amends.LEFT)}
    days = [(one.before, one.after) for one in found if one.amends is Amends.DEADLINE]

    assert (was | people[Amends.JOINED]) - people[Amends.LEFT] == panel
    assert days == ([(day, later)] if day != later else [])
    assert {(one.account, one.at) for one in found} <= {("rosa", NOW)}
