from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kamcareer.core.mail import LONGEST_WAIT, Message, wait_after


@given(st.integers(0, 10_000))
def test_the_wait_grows_and_has_an_end(tries: int):
    assert timedelta(minutes=1) <= wait_after(tries) <= wait_after(tries + 1) <= LONGEST_WAIT


@pytest.mark.parametrize("forged", ["a@b.ru\nBcc: x@y.ru", "a@b.ru\r", "a\u2028b"])
def test_a_line_break_makes_no_header(forged: str):
    with pytest.raises(ValueError, match="line break"):
        Message(forged, "Привет", "текст")
    with pytest.raises(ValueError, match="line break"):
        Message("a@b.ru", forged, "текст")
