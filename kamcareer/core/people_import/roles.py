"""The words of a file for a post, and the role of the model they mean."""

from collections.abc import Mapping
from difflib import get_close_matches

from kamcareer.core.framework.entries import LANGUAGES
from kamcareer.core.framework.model import Framework
from kamcareer.core.spreadsheets.header import plain

SUGGESTED = 3
LOOK_ALIKE = str.maketrans("abcehkmoptxy", "авсенкмортху")


class UnknownRoleError(ValueError):
    """Words that mean no role of the model, or more than one; `near` are ids of roles that may have been meant."""

    def __init__(self, near: tuple[str, ...]) -> None:
        super().__init__(near)
        self.near = near


def role_words(framework: Framework) -> dict[str, set[str]]:
    """Return the roles that words may mean: by the model's own names, in full and short, else by those of vacancies."""
    own: dict[str, set[str]] = {}
    titles: dict[str, set[str]] = {}
    for id, role in framework.roles.items():
        for words in (id, *(name[language] for name in (role.name, role.short) for language in LANGUAGES)):
            own.setdefault(_as_looked_at(words), set()).add(id)
        for words in (title for language in LANGUAGES if role.titles for title in role.titles[language]):
            titles.setdefault(_as_looked_at(words), set()).add(id)
    return titles | own


def _as_looked_at(words: str) -> str:
    """Return words as they are compared; letters that look alike are one, as KAM is typed in either alphabet."""
    return plain(words).translate(LOOK_ALIKE)


def role_meant(words: str, known: Mapping[str, set[str]]) -> str:
    """Return the role that words mean; UnknownRoleError."""
    meant = known.get(_as_looked_at(words), set())
    if len(meant) == 1:
        return min(meant)
    near = get_close_matches(_as_looked_at(words), known, n=SUGGESTED, cutoff=0.5)
    close = [id for one in near for id in sorted(known[one])]
    raise UnknownRoleError(tuple(sorted(meant) or dict.fromkeys(close))[:SUGGESTED])
