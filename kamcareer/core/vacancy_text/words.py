"""Words as they are compared: without case and ending, ё as е."""

import re

WORD = re.compile(r"[^\W_]+")
LEAST_ALIKE = 3
ENDING = 2  # letters at the end that may differ


def words_of(text: str) -> tuple[str, ...]:
    """Return the words of a text, in small letters, with е for ё."""
    return tuple(WORD.findall(text.casefold().replace("ё", "е")))


def alike(one: str, other: str) -> bool:
    """Return whether two words differ in their endings at most."""
    shorter = min(len(one), len(other))
    if shorter <= LEAST_ALIKE:
        return one == other
    same = next((place for place in range(shorter) if one[place] != other[place]), shorter)
    return same >= max(LEAST_ALIKE, shorter - ENDING) and max(len(one), len(other)) - same <= ENDING + 2


def holds(line: tuple[str, ...], phrase: tuple[str, ...]) -> bool:
    """Return whether the words of a phrase stand in a line one after another, whatever their endings."""
    places = range(len(line) - len(phrase) + 1) if phrase else ()
    return any(all(alike(a, b) for a, b in zip(line[at:], phrase, strict=False)) for at in places)
