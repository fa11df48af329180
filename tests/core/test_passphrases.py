import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kamcareer.core.passphrases import LEAST, MOST, Weakness, weakness


@pytest.mark.parametrize(
    "passphrase",
    ["ёлка самовар трактор 9 лун", "correct horse battery staple", "x8#kQz!v93Lp_0sW", "a" * 7 + "Ж9 " * 9 + "q"],
)
def test_a_long_uncommon_text_is_taken(passphrase: str):
    assert weakness(passphrase) is None


@given(st.text(max_size=LEAST - 1))
def test_no_short_text_is_taken_whatever_its_characters(passphrase: str):
    assert weakness(passphrase) is Weakness.SHORT


@given(st.text(min_size=MOST + 1, max_size=MOST + 50))
def test_no_endless_text_is_taken(passphrase: str):
    assert weakness(passphrase) is Weakness.LONG


@pytest.mark.parametrize(
    "passphrase",
    ["passwordpassword", "qwertyuiopqwertyuiop", "йцукенгшщзйцукенгшщз", "1111111111111111", "пароль пароль пароль"],
)
def test_what_everybody_tries_first_is_refused(passphrase: str):
    assert weakness(passphrase) is Weakness.GUESSABLE


def test_words_connected_with_the_person_are_refused():
    mailbox = "zvezdochkina.aurelia"

    assert weakness(mailbox) is None
    assert weakness(mailbox, (mailbox,)) is Weakness.GUESSABLE


@settings(max_examples=40, deadline=None)
@given(
    word=st.sampled_from(["ромашка", "Romashka"]), times=st.integers(2, 5), end=st.text("0123456789-_!. ", max_size=12)
)
def test_a_word_of_the_company_with_a_year_and_a_sign_is_refused(word: str, times: int, end: str):
    text = (word.upper() * times + end).ljust(15, "1")[:128]

    assert weakness(text, (word,)) is Weakness.GUESSABLE
    assert weakness(f"лодка вечер кирпич {word} 4 ветра", (word,)) is None
