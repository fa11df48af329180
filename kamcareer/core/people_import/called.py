"""Whom a name means that one person alone bears: in full, by surname and first name, or with initials."""

from collections.abc import Mapping

from kamcareer.core.people import Person
from kamcareer.core.spreadsheets.header import plain


class Called:
    """Personnel numbers by what people are called."""

    def __init__(self, people: Mapping[str, Person]) -> None:
        self.in_full: dict[str, list[str]] = {}
        self.in_short: dict[str, list[str]] = {}
        for number, person in people.items():
            self.in_full.setdefault(plain(person.name), []).append(number)
            for short in _in_short(person.name):
                self.in_short.setdefault(short, []).append(number)

    def find(self, words: str) -> tuple[str, ...]:
        """Return everybody who is called so; a name in full comes before a short one of somebody else."""
        return tuple(self.in_full.get(plain(words), ()) or self.in_short.get(plain(words), ()))


def _in_short(name: str) -> set[str]:
    """Return how a name in full is shortened: Петров И. П., И. П. Петров, Петров И., Петров Иван; no lone word is."""
    surname, given = plain(name.partition(" ")[0]), [plain(one) for one in name.split()[1:]]
    letters = [one[0] for one in " ".join(given).split()]
    return {
        " ".join(one)
        for some in (letters, letters[:1], given[:1])
        if some
        for one in ([surname, *some], [*some, surname])
    }
