"""A place that a posting names without a label: a short line of its own that is a large city, or says “remote”."""

import re

MOST_CITIES = 5  # in one line
# Without ё: it is read as е. Only the nominative: a line of its own names the place, it does not tell of it.
CITIES = frozenset((
    "москва", "санкт-петербург", "петербург", "спб", "новосибирск", "екатеринбург", "казань", "нижний новгород",
    "красноярск", "челябинск", "самара", "уфа", "ростов-на-дону", "краснодар", "омск", "воронеж", "пермь", "волгоград",
    "саратов", "тюмень", "тольятти", "махачкала", "барнаул", "ижевск", "хабаровск", "ульяновск", "иркутск",
    "владивосток", "ярославль", "севастополь", "ставрополь", "томск", "кемерово", "набережные челны", "оренбург",
    "новокузнецк", "балашиха", "рязань", "чебоксары", "калининград", "пенза", "липецк", "киров", "астрахань", "сочи",
    "тула", "курск", "симферополь", "улан-удэ", "тверь", "магнитогорск", "сургут", "брянск", "иваново", "якутск",
    "владимир", "белгород", "калуга", "чита", "грозный", "волжский", "смоленск", "подольск", "саранск", "вологда",
    "курган", "череповец", "орел", "архангельск", "мурманск", "химки", "мытищи", "королев", "люберцы",
    "великий новгород", "псков", "петрозаводск", "сыктывкар", "йошкар-ола", "таганрог", "новороссийск",
    "moscow", "saint petersburg", "st petersburg", "st. petersburg", "novosibirsk", "yekaterinburg", "ekaterinburg",
    "kazan", "nizhny novgorod", "krasnoyarsk", "chelyabinsk", "samara", "ufa", "rostov-on-don", "krasnodar", "omsk",
    "voronezh", "perm", "volgograd",
))  # fmt: skip
NAMES_TOO = frozenset({"владимир", "орел", "киров"})  # a line of its own may be a name or something else
STREET = re.compile(
    r"(?:ул|улица|пр-т|просп|проспект|пр|пер|переулок|ш|шоссе|наб|набережная|пл|площадь|б-р|бульвар|м|метро|ст\.\s*м|д|дом"
    r"|st|street|ave|avenue)(?:\.\s*|\s+)\S.*|\S.*\s(?:улица|проспект|переулок|шоссе|набережная|площадь|бульвар|street"
    r"|avenue|prospekt)(?:\s*,?\s*(?:д\.?\s*)?\d+\S*)?|\d+\w{0,2}(?:[/-]\d+)?",
    re.IGNORECASE,
)
REMOTE = re.compile(
    r"(?:полностью\s+|можно\s+|возможно\s+|fully\s+)?(?:удал[её]нно|удал[её]нка|удал[её]нная\s+работа|работа\s+удал[её]нно"
    r"|дистанционно|гибрид|гибридный\s+(?:формат|график)|гибридная\s+работа|remote(?:\s+work)?|work\s+from\s+home"
    r"|hybrid(?:\s+work)?)",
    re.IGNORECASE,
)


def is_place(line: str) -> bool:
    """Return whether a line says nothing but where the work is: cities, one with a street after it, or remote work."""
    parts = [part for part in re.split(r"\s*[,;/()|·]\s*|\s+(?:или|or|и|and|\+|[–—-])\s+", line.strip(" .")) if part]
    named = [_is_city(part) or bool(REMOTE.fullmatch(part)) for part in parts]
    if not named or not named[0] or len(parts) > MOST_CITIES:
        return False
    if len(parts) == 1 and _bare(parts[0]) in NAMES_TOO and not parts[0].casefold().startswith("г"):
        return False
    first_other = named.index(False) if False in named else len(named)
    return all(STREET.fullmatch(part) for part in parts[first_other:])


def _is_city(part: str) -> bool:
    return _bare(part) in CITIES and part[:1].isalpha()


def _bare(part: str) -> str:
    plain = " ".join(part.casefold().replace("ё", "е").split())
    return re.sub(r"^(?:г\.?|город)\s+|^г\.", "", plain)
