from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kamcareer.core.passkeys import CHALLENGE_LIFE, Challenge, Purpose, RelyingParty, relying_party
from tests.conftest import NOW

PURPOSES, BROWSERS = st.sampled_from(Purpose), st.sampled_from([None, "one", "two"])


@given(made=PURPOSES, answered=PURPOSES, here=BROWSERS, there=BROWSERS, late=st.integers(-400, 400))
def test_a_challenge_is_answered_for_its_purpose_in_its_browser_and_in_time(
    made: Purpose, answered: Purpose, here: str | None, there: str | None, late: int
):
    challenge = Challenge("0" * 64, made, here, NOW + CHALLENGE_LIFE)
    then = NOW + timedelta(seconds=late)

    assert challenge.fits(answered, there, then) == (made == answered and here == there and late < 300)


@pytest.mark.parametrize(
    ("address", "site"),
    [
        ("https://career.example.org", RelyingParty("career.example.org", "https://career.example.org")),
        ("https://Career.example.org:443/", RelyingParty("career.example.org", "https://career.example.org")),
        ("https://career.example.org:8443/x", RelyingParty("career.example.org", "https://career.example.org:8443")),
        ("http://localhost:8000/", RelyingParty("localhost", "http://localhost:8000")),
        ("http://kam.localhost", RelyingParty("kam.localhost", "http://kam.localhost")),
    ],
)
def test_a_passkey_is_bound_to_the_name_and_the_origin_of_the_site(address: str, site: RelyingParty):
    assert relying_party(address) == site


@pytest.mark.parametrize(
    "address",
    ["http://career.example.org", "http://127.0.0.1:8000", "https://192.168.1.5", "https://[::1]/", "ftp://localhost"],
)
def test_where_browsers_allow_none_there_is_no_site(address: str):
    assert relying_party(address) is None


@given(address=st.text(max_size=60))
def test_whatever_the_address_the_site_is_a_name_or_none(address: str):
    site = relying_party(address)

    assert site is None or site.origin.split("://")[1].split(":")[0] == site.id
