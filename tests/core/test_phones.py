"""One number, however it is written."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kamcareer.core.phones import phone_number

SPELLINGS = ["+7 (916) 123-45-67", "8 916 123-45-67", "8(916)1234567", "79161234567", "9161234567", "+7.916.123.45.67"]


@pytest.mark.parametrize("said", SPELLINGS)
def test_one_number_in_its_usual_spellings(said: str):
    assert phone_number(said) == "+79161234567"


def test_a_number_of_another_country_begins_with_a_plus():
    assert phone_number("+44 20 7946 0958") == "+442079460958"


@pytest.mark.parametrize("said", ["00 44 20 7946 0958", "0044-20-7946-0958", " 00442079460958"])
def test_two_noughts_before_a_country_are_its_plus(said: str):
    assert phone_number(said) == "+442079460958"


@pytest.mark.parametrize(
    "said",
    [
        "",
        "123",
        "7,91612E+10",
        "+7",
        "+0 123 456 78 90",
        "8 916 123-45-67, 8 903 1",
        "доб. 12",
        "٠٩١٦١٢٣٤٥٦",
        "+" + "1" * 16,
    ],
)
def test_anything_else_is_none(said: str):
    with pytest.raises(ValueError, match="no telephone number"):
        phone_number(said)


@given(
    st.from_regex(r"[3489][0-9]{9}", fullmatch=True), st.sampled_from(["+7 {}", "8{}", "7 {}", "{}"]), st.integers(0, 9)
)
def test_a_kept_number_stays_as_it_is(national: str, pattern: str, cut: int):
    kept = phone_number(pattern.format(f"{national[:cut]}-{national[cut:]}"))

    assert kept == f"+7{national}"
    assert phone_number(kept) == kept
