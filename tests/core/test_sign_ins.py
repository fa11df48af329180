from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from kamcareer.core.one_time_links import LIFE as LINK_LIFE
from kamcareer.core.one_time_links import OneTimeLink
from kamcareer.core.sign_ins import FRESH, IDLE, LIFE, SignIn
from tests.conftest import NOW

AGES = st.timedeltas(timedelta(), timedelta(days=60))


@given(seen=AGES, asked=AGES)
def test_a_sign_in_works_until_it_is_too_old_or_was_left_alone_too_long(seen: timedelta, asked: timedelta):
    sign_in = SignIn("s", "a", "Firefox", NOW, NOW + min(seen, asked), NOW)

    assert sign_in.works(NOW + asked) == (asked < LIFE and asked - min(seen, asked) < IDLE)


@given(asked=st.timedeltas(timedelta(), 3 * FRESH))
def test_a_proof_is_fresh_for_a_quarter_of_an_hour(asked: timedelta):
    sign_in = SignIn("s", "a", "Firefox", NOW, NOW, NOW)

    assert sign_in.fresh(NOW + asked) == (asked < timedelta(minutes=15))


@given(asked=st.timedeltas(timedelta(), 3 * LINK_LIFE))
def test_a_one_time_link_works_until_it_expires(asked: timedelta):
    link = OneTimeLink("id", "hash", "vera@example.ru", frozenset(), NOW, NOW + LINK_LIFE)

    assert link.works(NOW + asked) == (asked < LINK_LIFE)
