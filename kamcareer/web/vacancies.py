"""Where open vacancies for a role are found."""

from collections.abc import Sequence
from urllib.parse import urlencode

from kamcareer.core.framework.role import Role

SEARCH = "https://hh.ru/search/vacancy"


def vacancy_search(role: Role, trade: Sequence[str] = ()) -> str | None:
    """Return the address of a search for any of the role's titles in the names of vacancies; None without titles.

    Words of the trade, where there are some, must stand anywhere in the vacancy: a key account manager of a bank has
    the same title. The search language of hh.ru: NAME: looks in the name, a phrase in quotes is taken as it stands,
    OR and AND join, * stands for any ending.
    """
    if role.titles is None:
        return None
    titles = {title.lower(): title for title in (*role.titles.en, *role.titles.ru)}
    # A phrase that holds another one is found by the shorter.
    shortest = [title for low, title in titles.items() if not any(other in low for other in titles if other != low)]
    wanted = " OR ".join(f'"{title}"' for title in shortest)
    text = f"NAME:({wanted})" + (f" AND ({' OR '.join(trade)})" if trade else "")
    return f"{SEARCH}?{urlencode({'text': text})}"
