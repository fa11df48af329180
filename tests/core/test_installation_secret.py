import pytest
from hypothesis import given
from hypothesis import strategies as st

from kamcareer.core.installation_secret import Kept, earlier_keys, key_of, keys_of, new_secret, successor

GIVEN = st.text(st.characters(codec="ascii", categories=("L", "N", "P")), min_size=32, max_size=80)


@given(GIVEN, st.lists(st.integers(0, 10**9), min_size=1, max_size=4))
def test_each_secret_carries_the_keys_of_all_before_it_and_where_they_end(first: str, untils: list[int]):
    secrets = [first]
    for until in untils:
        secrets.append(successor(secrets[-1], until))

    for kept in Kept:
        earlier = earlier_keys(secrets[-1], kept)
        assert [one.until for one in earlier] == untils
        assert keys_of(secrets[-1], kept) == [key_of(secret, kept) for secret in reversed(secrets)]


@given(GIVEN)
def test_a_secret_that_follows_does_not_tell_the_one_before(first: str):
    following = successor(first, 7)

    assert first not in following
    assert following.partition(".before-")[0] != successor(first, 7).partition(".before-")[0]
    assert key_of(first, "second factor").hex() not in following


@pytest.mark.parametrize("secret", ["x" * 40, new_secret(), "y" * 32 + ".before-1-short", "z" * 40 + ".before-"])
def test_a_secret_that_follows_none_has_its_own_key_alone(secret: str):
    assert keys_of(secret, Kept.TRAIL) == [key_of(secret, "audit")]


def test_a_secret_fits_into_a_line_of_settings_whatever_came_before():
    secret = new_secret()
    for until in range(20):
        secret = successor(secret, until)

    assert set(secret) <= set("0123456789abcdefor.-")
    assert len(secret) < 6_000
