"""What a posting should not ask: words about a person instead of about work, in Russian and in English.

A signal with its place and its kind, not a verdict and not legal advice: a person decides whether the words stay.
Both languages are looked for in every text, for postings mix them. All forms of a word are found by its stem.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum


class Asked(StrEnum):
    """What a posting asks about a person that the work does not need."""

    SEX = "sex"
    AGE = "age"
    LOOKS = "looks"
    FAMILY = "family"
    REGISTRATION = "registration"
    ORIGIN = "origin"
    BELIEF = "belief"
    HEALTH = "health"
    TEMPER = "temper"
    YEARS = "years"


@dataclass(frozen=True)
class Finding:
    """One place: from the character `start` up to `end`, in a line counted from 1."""

    asked: Asked
    words: str
    start: int
    end: int
    line: int


# The second word of a number is never given back: "over twenty-five clients" is not "over twenty" and something else.
AGES = (
    r"(?:восемнадцат|двадцат|тридцат|сорок|пятьдесят|пятидесят|шестьдесят|шестидесят)\w*"
    r"(?:\s+(?:одн|один|дв|тр|четыре|пят|шест|сем|восем|восьм|девят)\w*)?+"
)
AGES_IN_ENGLISH = (
    r"(?:eighteen|twenty|thirty|forty|fifty|sixty)(?:[\s-](?:one|two|three|four|five|six|seven|eight|nine))?+"
)
NO_THINGS = r"(?:\s+years?\s+(?:old|of\s+age))?(?!\s*%|-\w|\s+(?!(?:only|please|preferred|welcome)\b)\w)"
OF_THINGS = (
    r"\s+(?:(?:рабоч|календарн|банковск)\w*\s+|(?:business|working|calendar)\s+)?"
    r"(?:дн|сут|час|мин(?!им)|недел|месяц|days?|hours?|minutes?|weeks?|months?)"
)
YEARS_OF_THINGS = r"(?!\s+(?:гарантии|опыта|стажа|работы|службы|эксплуатации|аренды|истории|на\s+рынке))"
NO_TEAM = "".join(rf"(?<!{who} {word} )" for who in ("team", "company", "staff") for word in ("is", "of"))
GOODS = (
    r"(?:одежд|обув|бель|костюм|плать|трикотаж|сумк|аксессуар|парфюм|космети|гигиен|ассортимент|товар|коллекци|лини"
    r"|бренд|категори|сегмент|направлени|отдел|зал)"
)
MAKERS = (
    "автомобиль",
    "автомобиля",
    "автомобили",
    "автомобилей",
    "машин",
    "марки",
    "бренда",
    "завод",
    "завода",
    "дилер",
    "дилера",
)
NO_CARS = r"(?<![«“„\"])" + "".join(rf"(?<!{word} )" for word in MAKERS)
# Without ё: it is read as е, so both spellings are found.
STEMS: dict[Asked, tuple[str, ...]] = {
    Asked.SEX: (
        r"мужчин\w*",
        r"женщин\w*",
        r"девушк\w*|девушек",
        r"юнош\w+",
        r"парен[ьея]\w*|парн(?:я|ю|ем|и|ей)",
        r"(?:мужск|женск)\w+ пол\w*",
        r"пол\s*[:—–-]\s*(?:м|ж)\w*",
        r"пол\s+(?:муж|жен)(?:ск\w+|\.)?",
        rf"(?:муж|жен)\.(?!\s*(?:(?:и\s|/|,)\s*(?:муж|жен)\.\s*)?{GOODS})",
        r"(?:сотрудниц|помощниц|продавщиц|секретарш)\w*",
        r"(?:fe)?males?",
        r"(?:wo)?m[ae]n",
        r"(?:girl|guy|lad|gentlem[ae]n|lady|ladie)s?",
        r"salesm[ae]n",
    ),
    Asked.AGE: (
        r"возраст\w*\s*(?:[:—–-]\s*)?(?:от|до|не|\d)[^.;\n]{0,12}",
        rf"возраст\w*\s*(?:[:—–-]\s*)?{AGES}[^.;\n]{{0,24}}",
        rf"не\s+(?:старше|моложе|младше)\s+(?:\d+\w*|{AGES})(?!{OF_THINGS})(?:\s+лет)?",
        rf"(?:старше|моложе|младше)\s+{AGES}\s+лет",
        rf"(?<!опыт )(?<!опытом )(?<!опыта )(?:от|до)\s+{AGES}\s+лет{YEARS_OF_THINGS}",
        r"(?:старше|моложе|младше)\s+\d+\s+лет",
        r"(?<!\d)(?:1[6-9]|[2-6]\d)\s*[-–—]\s*[2-6]\d\s+лет",
        rf"(?<!опыт )(?<!опытом )(?<!опыта )(?:от|до)\s+(?:1[6-9]|[2-6]\d)\s+лет{YEARS_OF_THINGS}",
        r"молод(?:ой|ая|ое|ые|ого|ую|ых|ым|ыми)\s+(?:\w+\s+)?(?:коллектив|команд|специалист|человек|люд|кандидат|сотрудник|мужчин|девушк)\w*",
        r"пенсионер\w*|предпенсион\w*",
        r"(?:under|over|below|above)\s+(?:the\s+age\s+of\s+)?[1-6]\d(?!\s*(?:%|client|account|people|percent))",
        rf"{NO_TEAM}(?:under|over|below|above)\s+(?:the\s+age\s+of\s+)?{AGES_IN_ENGLISH}{NO_THINGS}",
        rf"(?:no|not)\s+(?:older|younger)\s+than\s+(?:\d\d|{AGES_IN_ENGLISH})(?!{OF_THINGS})",
        r"age[ds]?\s*(?:[:—–-]\s*)?(?:from\s+|up\s+to\s+|between\s+|under\s+|over\s+)?\d\d[^.;\n]{0,12}",
        r"[1-6]\d\s*[-–—]\s*[2-6]\d\s+years?\s+old",
        r"young\s+(?:\w+\s+)?(?:team|people|person|professional|specialist|candidate|man|woman|collective)s?",
        r"digital\s+nativ\w+|recent\s+graduate\w*",
    ),
    Asked.LOOKS: (
        r"презентабельн\w*",
        r"(?:приятн|привлекательн|ухоженн|опрятн|эффектн|хорош)\w*\s+(?:внешност|внешн\w+\s+(?:вид|данн))\w*",
        r"внешност\w*|внешн\w+\s+данн\w+",
        r"рост\w*\s+(?:от|не\s+ниже)\s+1\d\d\w*",
        r"(?:резюме|анкет\w+)\s+(?:только\s+)?с\s+фото\w*|фото\w*\s+(?:в|к)\s+резюме",
        r"good[\s-]looking(?!\s+(?:report|slide|deck|presentation|chart|table|page|shelf|shelves|display|offer|plan)s?\b)",
        r"well[\s-]groomed|presentable|(?<!what )good\s+looks(?!\s+(?:like|at)\b)",
        r"attractive\s+(?:young\s+|and\s+\w+\s+)?(?:person|people|candidate|individual|assistant|employee|staff)s?",
        r"(?:attractive|pleasant|neat|smart|personal|professional)\s+(?:personal\s+)?appearance",
        r"(?:photo|photograph|picture)\s+(?:is\s+)?(?:required|with\s+your)|(?:cv|resume|résumé)\s+with\s+(?:a\s+)?photo",
    ),
    Asked.FAMILY: (
        r"семейн\w+\s+(?:положени|статус|человек)\w*",
        r"замуж\w*|женат\w*|холост\w*|разведен\w*",
        r"(?:без|есть|нет|наличи\w+|отсутстви\w+)\s+(?:маленьк\w+\s+)?детей|детей\s+нет|бездетн\w*",
        r"декрет\w*|беременн\w*",
        r"marital\s+status|family\s+status|unmarried|married|childless|pregnan\w+|maternity",
        r"(?:no|without|with)\s+(?:small\s+|young\s+)?children",
        r"(?:no|without)\s+(?:small\s+|young\s+)?kids(?![’'])|child[\s-]?free",
    ),
    Asked.REGISTRATION: (
        r"прописк\w*",
        r"регистраци\w*\s+(?:в|по)\s+(?:\w+\s+)?(?:москв|санкт|петербург|спб|мо\b|рф|росси|регион|област|город|мест)\w*",
        r"(?:постоянн|временн|московск|местн|областн)\w*\s+регистраци\w*",
        r"(?:только\s+)?местн\w+\s+жител\w*|проживани\w*\s+(?:в|рядом|недалеко|поблизости)\s*\w*",
        rf"москвич(?:и|ей|к[аиуе])|{NO_CARS}москвича?",
        r"(?:петербурж(?:ец|ц[аые]|цев|ен\w+))",
        r"(?:только|предпочтени\w+|приоритет\w*)\s+(?:москвич|петербурж)\w+|muscovites?",
        r"local\s+residents?(?:\s+only)?|residency?\s+registration|registered\s+(?:residence|address)",
        r"(?:must|should)\s+(?:live|reside)\s+in",
    ),
    Asked.ORIGIN: (
        r"гражданств\w*|граждан(?:е|ин|ка|ки)?\s+(?:рф|росси)\w*|только\s+(?:рф|россиян\w*)",
        r"славян(?!ск|к)\w*|(?-i:славянк|СЛАВЯНК)\w*",  # “Славянка” is also a name of firms and places
        r"славянск\w*(?!-на|\s+(?:бульвар|площад|улиц))",
        r"национальност\w*|кавказск\w*|азиатск\w*\s+внешн\w*",
        r"(?:русск(?:ий|ая|ие|ого|их))\s+(?:человек|люд|кандидат|девушк|мужчин)\w*|носител\w+\s+(?:русского\s+)?язык\w*",
        r"citizen(?:s|ship)?|nationality|ethnic\w*|native\s+(?:russian\s+|english\s+)?speakers?|slavic",
    ),
    Asked.BELIEF: (
        r"вероисповедан\w*|православн\w*|мусульман\w*|религиозн\w*|политическ\w+\s+взгляд\w*|член\w*\s+парти\w*",
        r"religio\w+|christians?|muslims?|orthodox|political\s+views?|party\s+member\w*",
    ),
    Asked.HEALTH: (
        r"без\s+вредных\s+привычек|вредн\w+\s+привыч\w+|некурящ\w*|не\s+кур\w+",
        r"(?:хорош|отличн|крепк)\w+\s+здоровь\w*|физически\s+здоров\w*|инвалид\w*",
        r"non[\s-]?smok\w+|(?:good|excellent)\s+health|healthy|disabilit\w+|bad\s+habits",
    ),
    Asked.TEMPER: (
        r"экстраверт\w*|интроверт\w*|холерик\w*|сангвиник\w*|флегматик\w*|меланхолик\w*",
        r"знак\w*\s+зодиака|гороскоп\w*|харизматичн\w*",
        r"extr[ao]vert\w*|introvert\w*|outgoing\s+personality|zodiac\w*|horoscope\w*|charismatic",
    ),
    Asked.YEARS: (
        r"опыт\w*[^.;\n]{0,30}?(?:от|не\s+менее|не\s+меньше|более|свыше)\s+(?:\d+|одного|двух|трех|пяти)(?:\s*-?\s*х)?\s*(?:лет|года?)?",
        r"стаж\w*[^.;\n]{0,20}?(?:от|не\s+менее|более)\s+\d+\s*(?:лет|года?)?",
        r"(?:at\s+least\s+|minimum\s+|min\.?\s+)?\d+\s*\+?\s+years?[’']?\s+(?:of\s+)?(?:\w+\s+){0,3}?experience",
        r"experience[^.;\n]{0,20}?(?:at\s+least|minimum|from|over)\s+\d+\s+years?",
    ),
}
Rules = list[tuple[Asked, re.Pattern[str]]]


def rules_of(stems: Mapping[Asked, Sequence[str]]) -> Rules:
    """Return stems as rules that find whole words."""
    return [
        (asked, re.compile(rf"(?<![\w-])(?:{stem})(?!\w)", re.IGNORECASE))
        for asked, several in stems.items()
        for stem in several
    ]


RULES = rules_of(STEMS)
# “We ask nobody's age” is no question about age.
DENIED = re.compile(
    r"не\s+(?:спрашива|важн|имеет\s+значени|смотри|учитыва|влия)\w*|независимо\s+от|любого\s+(?:пола|возраста)"
    r"|regardless\s+of|irrespective\s+of|do(?:es)?\s+not\s+(?:ask|matter|count)|of\s+any\s+(?:sex|gender|age)",
    re.IGNORECASE,
)
SENTENCE = re.compile(r"[^.!?\n]+")


def findings(text: str, more: Sequence[tuple[Asked, re.Pattern[str]]] = ()) -> tuple[Finding, ...]:
    """Return the places where a text asks about a person instead of about work, in order; of several that meet one.

    `more` are rules besides those for postings.
    """
    plain = text.replace("ё", "е").replace("Ё", "Е")
    denied = [part.span() for part in SENTENCE.finditer(plain) if DENIED.search(part[0])]
    found = [
        Finding(
            asked,
            text[match.start() : match.end()].strip(),
            match.start(),
            match.end(),
            text.count("\n", 0, match.start()) + 1,
        )
        for asked, rule in (*RULES, *more)
        for match in rule.finditer(plain)
        if not any(start <= match.start() < end for start, end in denied)
    ]
    return _apart(found)


def _apart(found: list[Finding]) -> tuple[Finding, ...]:
    kept: list[Finding] = []
    for one in sorted(found, key=lambda one: (one.start, -one.end)):
        if not kept or one.start >= kept[-1].end:
            kept.append(one)
    return tuple(kept)
