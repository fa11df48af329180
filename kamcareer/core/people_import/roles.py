"""The words of a file for a post, and the role of the model they mean."""

from collections.abc import Mapping
from difflib import get_close_matches

from kamcareer.core.framework.entries import LANGUAGES
from kamcareer.core.framework.model import Framework
from kamcareer.core.spreadsheets.header import plain

SUGGESTED = 3


class UnknownRoleError(ValueError):
    """Words that mean no role of the model, or more than one; `near` are ids of roles that may have been meant."""

    def __init__(self, near: tuple[str, ...]) -> None:
        super().__init__(near)
        self.near = near


def role_words(framework: Framework) -> dict[str, set[str]]:
    """Return the roles that words may mean: by id, by name, by what vacancies call them."""
    found: dict[str, set[str]] = {}
    for id, role in framework.roles.items():
        titles = [title for language in LANGUAGES if role.titles for title in role.titles[language]]
        for words in (id, *(role.name[language] for language in LANGUAGES), *titles):
            found.setdefault(plain(words), set()).add(id)
    return found


def role_meant(words: str, known: Mapping[str, set[str]]) -> str:
    """Return the role that words mean; UnknownRoleError."""
    meant = known.get(plain(words), set())
    if len(meant) == 1:
        return min(meant)
    close = [
        id for near in get_close_matches(plain(words), known, n=SUGGESTED, cutoff=0.5) for id in sorted(known[near])
    ]
    raise UnknownRoleError(tuple(sorted(meant) or dict.fromkeys(close))[:SUGGESTED])
