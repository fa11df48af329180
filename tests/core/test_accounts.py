import pytest
from hypothesis import given
from hypothesis import strategies as st

from kamcareer.core.accounts import mailbox


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("vera@example.ru", "vera@example.ru"),
        ("  Vera@Example.RU ", "vera@example.ru"),
        ("вера@пример.рф", "вера@пример.рф"),
        ("v+kam@example.co.uk", "v+kam@example.co.uk"),
    ],
)
def test_spellings_of_one_mailbox_are_one(written: str, kept: str):
    assert mailbox(written) == kept


@pytest.mark.parametrize(
    "written", ["", "vera", "vera@", "@example.ru", "a b@example.ru", "vera@example.ru\nBcc: x@y.ru"]
)
def test_what_is_no_mailbox_is_refused(written: str):
    with pytest.raises(ValueError, match=r"\w"):
        mailbox(written)


@given(written=st.text())
def test_a_mailbox_is_kept_as_it_would_be_kept_again_or_refused(written: str):
    try:
        kept = mailbox(written)
    except ValueError:
        return
    assert mailbox(kept) == kept
