from secrets import token_urlsafe

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kamcareer.core.passphrases import LEAST, RUSSIAN_KEYS, Weakness, weakness
from kamcareer.services.breached_passphrases import breached_passphrases
from scripts.breached_passphrases import kept

ON_RUSSIAN_KEYS = {latin: russian for russian, latin in RUSSIAN_KEYS.items()}


def test_the_list_holds_more_than_three_thousand_that_are_long_enough():
    assert len(breached_passphrases()) > 9_000
    assert all(len(passphrase) >= LEAST for passphrase in breached_passphrases())


def test_each_of_the_list_is_refused():
    for passphrase in breached_passphrases():
        assert weakness(passphrase, (), breached_passphrases()) is Weakness.GUESSABLE, passphrase


@settings(max_examples=200, deadline=None)
@given(st.sampled_from(sorted(breached_passphrases())), st.data())
def test_neither_another_case_nor_the_other_layout_lets_one_through(passphrase: str, data: st.DataObject):
    cased = "".join(data.draw(st.sampled_from([letter, letter.upper()])) for letter in passphrase)

    assert weakness(cased, (), breached_passphrases()) is Weakness.GUESSABLE
    assert weakness(passphrase.translate(ON_RUSSIAN_KEYS), (), breached_passphrases()) is Weakness.GUESSABLE


def test_what_a_manager_of_passphrases_makes_is_taken():
    for _ in range(300):
        assert weakness(token_urlsafe(16), (), breached_passphrases()) is None


@pytest.mark.parametrize("passphrase", ["ёлка самовар трактор 9 лун", "correct horse battery staple"])
def test_a_sentence_is_taken(passphrase: str):
    assert weakness(passphrase, (), breached_passphrases()) is None


def test_only_what_is_long_enough_comes_onto_the_list_once():
    lines = ["password", "Password-and-Password", "password-and-password", "a" * 129, "tab\tand\tpassword"]

    assert kept(lines) == ["password-and-password"]
