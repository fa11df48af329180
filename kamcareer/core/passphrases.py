"""What a passphrase must be: long and hard to guess. No rule about kinds of characters, no forced change."""

from collections.abc import Container
from enum import StrEnum

# NIST SP 800-63B-4: 15 characters where the passphrase is the only factor; a cap so that hashing cannot be made slow.
LEAST = 15
MOST = 128
# 10^8 guesses: out of reach while attempts are limited. The estimator reads no further than this.
SAFE_SCORE = 3
READ = 72
# A passphrase that holds a known word needs so many letters beside it; shorter words are in every sentence.
LEAST_OWN, SHORTEST_WORD = 8, 4
# What Russian speakers try first; the estimator knows English lists only.
USUAL = ("kamcareer", "пароль", "привет", "любовь", "солнышко", "россия", "москва", "менеджер", "компания", "работа")
RUSSIAN_KEYS = str.maketrans("йцукенгшщзхъфывапролджэячсмитьбю", "qwertyuiop[]asdfghjkl;'zxcvbnm,.")


class Weakness(StrEnum):
    """Why a passphrase cannot be taken."""

    SHORT = "short"
    LONG = "long"
    GUESSABLE = "guessable"


def weakness(passphrase: str, own_words: tuple[str, ...] = (), breached: Container[str] = ()) -> Weakness | None:
    """Return why a passphrase cannot be taken; None when it can.

    `own_words` are words that others connect with the person, such as the mailbox, `breached` casefolded ones
    that stood in breaches. Guesses are estimated by zxcvbn (Wheeler 2016). Both look at the text and at what the same
    keys type on the Latin layout.
    """
    if len(passphrase) < LEAST:
        return Weakness.SHORT
    if len(passphrase) > MOST:
        return Weakness.LONG
    typed = (passphrase, passphrase.lower().translate(RUSSIAN_KEYS))
    if any(text.casefold() in breached for text in typed):
        return Weakness.GUESSABLE
    from zxcvbn import zxcvbn  # noqa: PLC0415 - its lists of words take 13 MB; few requests set a passphrase

    known = [*USUAL, *own_words]
    if _little_beside(passphrase, known):
        return Weakness.GUESSABLE
    safe = all(zxcvbn(text[:READ], user_inputs=known)["score"] >= SAFE_SCORE for text in typed)
    return None if safe else Weakness.GUESSABLE


def _little_beside(passphrase: str, known: list[str]) -> bool:
    """Return whether a text is known words, repeated or with a year or a sign, and little else."""
    left = passphrase.casefold()
    for word in sorted({word.casefold() for word in known if len(word) >= SHORTEST_WORD}, key=len, reverse=True):
        left = left.replace(word, "")
    return len(left) < len(passphrase) and sum(letter.isalpha() for letter in left) < LEAST_OWN
