"""Sex and age: a pseudonym that says nothing, a cohort that one person's answer does not move."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from kamcareer.core.demographics import AgeGroup, Demographics, Sex, cohort_until, pseudonym, told

days = st.dates(date(2026, 1, 1), date(2030, 12, 31))
entries = st.lists(
    st.builds(
        Demographics,
        pseudonym=st.uuids().map(str),
        sex=st.sampled_from(Sex),
        age_group=st.sampled_from(AgeGroup),
        given=st.dates(date(2026, 1, 1), date(2026, 3, 31)),
    ),
    max_size=60,
)


@given(days)
def test_the_cohort_ends_with_the_quarter_before(today: date):
    until = cohort_until(today)

    assert until <= today < until + timedelta(days=93)
    assert (until.day, until.month % 3) == (1, 1)


@given(entries, st.builds(Demographics, st.just("new"), st.sampled_from(Sex), st.sampled_from(AgeGroup),
                          st.dates(date(2026, 4, 1), date(2026, 6, 30))))  # fmt: skip
def test_whoever_looks_before_and_after_somebody_answered_sees_no_difference(found: list, late: Demographics):
    today = date(2026, 6, 30)

    assert told([*found, late], today) == told(found, today)


@given(st.uuids().map(str), st.uuids().map(str))
def test_a_pseudonym_is_another_with_each_consent_each_person_and_each_key(one: str, other: str):
    name = pseudonym(b"k" * 32, one, other)

    assert name == pseudonym(b"k" * 32, one, other)
    assert one not in name
    assert len({name, pseudonym(b"o" * 32, one, other), pseudonym(b"k" * 32, one, other + "x"),
                pseudonym(b"k" * 32, one + "x", other)}) == 4  # fmt: skip
