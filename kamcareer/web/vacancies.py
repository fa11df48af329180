"""Where open vacancies for a role are found."""

from urllib.parse import urlencode

from kamcareer.core.framework.role import Role

SEARCH = "https://hh.ru/search/vacancy"


def vacancy_search(role: Role) -> str | None:
    """Return the address of a search for any of the role's titles in the names of vacancies; None without titles.

    The search language of hh.ru: a phrase in quotes is taken as it stands, OR joins phrases.
    """
    if role.titles is None:
        return None
    phrases = " OR ".join(f'"{title}"' for title in role.titles.ru)
    return f"{SEARCH}?{urlencode({'text': phrases, 'search_field': 'name'})}"
