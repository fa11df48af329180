"""Which lines of a posting tell of the company and what it offers: nothing is asked of a person there."""

OFFERS = (
    "условия", "мы предлагаем", "что мы предлагаем", "что предлагаем", "предлагаем", "что вы получите", "о компании",
    "о нас", "кто мы", "наши преимущества", "бонусы", "бонусы и льготы", "we offer", "what we offer", "benefits",
    "conditions", "about us", "about the company", "who we are", "perks",
)  # fmt: skip
ASKS = (
    "обязанности", "должностные обязанности", "основные обязанности", "задачи", "основные задачи", "функционал",
    "что делать", "что нужно делать", "чем предстоит заниматься", "чем вы будете заниматься", "вам предстоит",
    "зона ответственности", "требования", "что мы ждем", "мы ждем", "мы ожидаем", "что для нас важно",
    "наши ожидания", "от вас", "ключевые навыки", "навыки", "responsibilities", "duties", "what you will do",
    "your tasks", "tasks", "requirements", "what we expect", "you will", "we expect", "key skills", "skills",
    "your profile", "qualifications", "about the role",
)  # fmt: skip
LONGEST_HEADING = 60


def asking(lines: tuple[str, ...]) -> tuple[bool, ...]:
    """Return for each line whether it may ask something of a person; a heading asks nothing."""
    here, found = True, []
    for line in lines:
        begins = _begins(line)
        here = here if begins is None else begins
        found.append(begins is None and here)
    return tuple(found)


def _begins(line: str) -> bool | None:
    plain = " ".join(line.casefold().replace("ё", "е").split()).rstrip(": !?.")
    if len(plain) > LONGEST_HEADING:
        return None
    if plain in ASKS:
        return True
    return False if plain in OFFERS else None
