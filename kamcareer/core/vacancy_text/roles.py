"""Which role of the framework a posting is about: by its title, and by words of the trade where several have one."""

import re
from collections.abc import Mapping, Sequence

from kamcareer.core.framework.model import Framework
from kamcareer.core.framework.role import Role
from kamcareer.core.vacancy_text.proposal import Found
from kamcareer.core.vacancy_text.words import alike, holds, words_of

Lines = Sequence[tuple[int, str]]
MOST_ROLES = 5
LONGEST_TITLE = 120
TOP = 12  # lines among which a title is looked for
LABELLED = re.compile(
    r"(?:вакансия|должность|позиция|название вакансии|vacancy|position|job title|title)\s*:\s*(?P<title>.+)",
    re.IGNORECASE,
)
SEARCHES = re.compile(
    r"^(?:мы\s+)?(?:ищем|приглашаем|требуется|открыта вакансия|в\s+поиске|we\s+are\s+(?:looking\s+for|hiring)|hiring)\b"
    r"(?:\s+an?\b)?",
    re.IGNORECASE,
)


def title_in(lines: Lines, framework: Framework) -> Found | None:
    """Return the title: behind a label, else the first line at the top that holds a title of a role, else the first."""
    top = [(number, line.strip()) for number, line in lines if line.strip()][:TOP]
    for number, line in top:
        labelled = LABELLED.match(line)
        if labelled:
            return Found(labelled["title"].strip(" .")[:LONGEST_TITLE], (number,))
    named = [(number, line) for number, line in top if len(line) <= LONGEST_TITLE and _fits(line, framework)]
    short = [(number, line) for number, line in top[:1] if len(line) <= LONGEST_TITLE and not line.endswith((".", ":"))]
    for number, line in named + short:
        return Found(SEARCHES.sub("", line).strip(" .:–—-")[:LONGEST_TITLE] or line, (number,))
    return None


def roles_in(title: Found | None, lines: Lines, framework: Framework) -> tuple[Found, ...]:
    """Return the roles that are called as the title says, at most five; of several the trade of the text decides.

    None where no role is called so.
    """
    if title is None:
        return ()
    fits = _fits(title.value, framework)
    best = max(fits.values(), default=0)
    nearest = [id for id, letters in fits.items() if letters == best]
    trades = _trades(lines, framework)
    spoken = [id for id in nearest if trades.get(framework.roles[id].ladder)]
    most = max((len(trades[framework.roles[id].ladder]) for id in spoken), default=0)
    kept = [id for id in nearest if len(trades.get(framework.roles[id].ladder, ())) >= most]
    kept.sort(key=lambda id: framework.roles[id].base is not None)
    return tuple(
        Found(id, tuple(sorted({*title.lines, *trades.get(framework.roles[id].ladder, ())})))
        for id in kept[:MOST_ROLES]
    )


def _fits(title: str, framework: Framework) -> dict[str, int]:
    """Return how many letters of the longest name of each role stand in a title; roles without one are left out."""
    said = words_of(title)
    longest = {
        id: max((sum(map(len, name)) for name in _names(role) if holds(said, name)), default=0)
        for id, role in framework.roles.items()
    }
    return {id: letters for id, letters in longest.items() if letters}


def _names(role: Role) -> set[tuple[str, ...]]:
    titles = (*role.titles.ru, *role.titles.en) if role.titles else ()
    return {words_of(name) for name in (*titles, role.name.ru, role.name.en, role.short.ru, role.short.en)}


def _trades(lines: Lines, framework: Framework) -> Mapping[str, tuple[int, ...]]:
    """Return the first lines in which words of each trade stand."""
    said = [(number, words_of(line)) for number, line in lines]
    found: dict[str, tuple[int, ...]] = {}
    for ladder, trade in framework.vacancy_words.items():
        first = (next((number for number, words in said if _says(words, one)), None) for one in trade)
        found[ladder] = tuple(dict.fromkeys(number for number in first if number))
    return found


def _says(words: tuple[str, ...], wanted: str) -> bool:
    plain = "".join(words_of(wanted))
    if wanted.endswith("*"):
        return any(word.startswith(plain) for word in words)
    return any(word == plain or (len(plain) > 4 and alike(word, plain)) for word in words)  # noqa: PLR2004
