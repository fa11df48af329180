"""What work is impossible without, what somebody will answer for, where, for how much, in which languages."""

import re
from collections.abc import Iterable, Iterator, Sequence

from kamcareer.core.education import Education
from kamcareer.core.framework.role import Expectation
from kamcareer.core.vacancies import KnockOut
from kamcareer.core.vacancy_text.places import is_place
from kamcareer.core.vacancy_text.proposal import Fact, Found, FoundFact, Pay

Lines = Sequence[tuple[int, str]]
MOST_LINES = 3  # of one thing
MOST_FACTS = 5  # of one kind
LONGEST_FACT = 200
LONGEST_PLACE = 80
LEAST_PAY, MOST_PAY = 1_000, 100_000_000

MUSTS = {
    KnockOut.LICENCE: r"водительск\w+\s+(?:удостоверени|прав)\w*|прав[ао]?\s+(?:категори\w+|кат\.?)\s*\W?[bв]\b"
    r"|driv(?:ing|er[’']?s?)\s+licen[cs]e",
    KnockOut.TRAVEL: r"командировк\w*|командировок|командировоч\w*|разъездн\w+|business\s+trips?"
    r"|(?:ready|willing\w*|readiness|able)\s+to\s+travel|travel\s+(?:up\s+to|within|across|required)",
    KnockOut.RIGHT_TO_WORK: r"(?:право|права|разрешени\w+)\s+на\s+работу|гражданств\w*|граждан\w*\s+рф"
    r"|right\s+to\s+work|work\s+permit|authori[sz]\w+\s+to\s+work|citizenship",
}
EXPECTED = {
    Expectation.SALES_TARGET: r"план\w*\s+(?:по\s+)?продаж\w*|sales\s+(?:targets?|plans?|quota)",
    Expectation.KEY_CLIENT: r"(?:вед\w+|вести|работ\w+|развит\w+|развива\w+|сопровожд\w+|закрепл\w+|manag\w+|develop\w*"
    r"|own)\s+(?:\S+\s+){0,3}(?:ключев\w+\s+(?:клиент|сет|партн)\w*|key\s+(?:accounts?|clients?|customers?))",
    Expectation.COLD_CALLS: r"холодн\w+\s+(?:звонк|продаж|клиент|поиск|баз)\w*|хантер\w*|cold\s+calls?|hunter"
    r"|(?:поиск\w*|привле\w+|привод\w+)\s+(?:\S+\s+){0,2}новы\w+\s+(?:\S+\s+)?(?:клиент|партн[её]р|заказчик)\w*"
    r"|(?:win|find|acquir\w+|attract\w*)\s+(?:\S+\s+)?new\s+(?:business|clients?|customers?|accounts?)",
    Expectation.TEAM: r"(?:управл\w+|руковод\w+)\s+(?:\S+\s+){0,2}(?:команд|отдел|групп|сотрудник|персонал)\w*"
    r"|в\s+подчинении\s+\d+|(?:lead|manag)\w*\s+(?:a\s+)?(?:\S+\s+)?team|direct\s+reports",
    Expectation.DIPLOMA: r"диплом\w*|\bdiplomas?\b",
}
SCHOOLED = {  # the lowest first: "vocational or higher" asks for vocational
    Education.VOCATIONAL: r"средн\w+[\s-]*(?:специальн|профессиональн|техническ)\w*|vocational\s+(?:\S+\s+)?"
    r"(?:education|training|school|degree|qualification)",
    Education.BACHELOR: r"высше\w+\s+(?:\S+\s+){0,2}образован\w*|образован\w*\s*[:–—-]?\s*высше\w+|бакалавр\w*"
    r"|(?:higher|university)\s+(?:education|degree)|bachelor[’']?s?\b",
    Education.MASTER: r"магистр\w*|специалитет\w*|master[’']?s?\s+(?:degree|in)\b",
    Education.POSTGRADUATE: r"ординатур\w*|аспирантур\w*|\bphd\b|doctorate",
}
UNFINISHED = re.compile(r"не(?:оконч|законч|полн)\w+\s+высше\w+|unfinished\s+(?:higher|university)", re.IGNORECASE)
# What is welcome is no condition, and what is denied is none either.
NOT_ASKED = re.compile(
    r"\bбез\s+(?:командиров|разъезд|холодн|опыта)\w*|командиров\w+\s+(?:не|нет|отсутств)\w*"
    r"|не\s+(?:требу|нужн|обязател|важн|предполаг|предусм)\w*|приветству\w*|желател\w*|будет\s+плюс\w*|как\s+плюс"
    r"|преимуществ\w*|\bno\s+(?:business\s+)?(?:trips|travel|cold)|not\s+(?:required|necessary|needed)"
    r"|(?:is|are|would\s+be|as)\s+a\s+plus|an?\s+advantage|preferabl\w*|nice\s+to\s+have|desirable",
    re.IGNORECASE,
)
LABELS = {
    Fact.PLACE: r"город|регион(?:ы)?|место\s+работы|локация|территория|city|location|region|place\s+of\s+work",
    Fact.CONDITIONS: r"график(?:\s+работы)?|занятость|тип\s+занятости|формат(?:\s+работы)?|оформление|schedule"
    r"|employment(?:\s+type)?|work\s+format|working\s+hours",
}
TONGUE = re.compile(
    r"\b(?:английск|немецк|китайск|французск|испанск|итальянск|турецк|казахск|узбекск|арабск|english|german|chinese"
    r"|french|spanish|italian|turkish|arabic)\w*",
    re.IGNORECASE,
)
FLUENCY = re.compile(
    r"\bязык\w*|\bуров(?:ень|н[яе])|свободн\w+|разговорн\w+|\b[abcавс][12]\b|fluen\w+|intermediate|advanced|language"
    r"|\blevel\b|знани\w+",
    re.IGNORECASE,
)
NUMBER = r"\d{1,3}(?:[ \u00a0\u202f.,]\d{3})+|\d{2,9}"
SUM = re.compile(
    rf"(?:(?P<from>от|from)\s*)?(?P<low>{NUMBER})\s*(?P<kilo>тыс\.?|т\.\s?р\.?|[kк]\b)?(?:\s*(?:руб\w*\.?|₽|р\.))?"
    rf"(?:\s*(?P<to>[-–—]|до|to)\s*(?P<high>{NUMBER})\s*(?P<kilos>тыс\.?|т\.\s?р\.?|[kк]\b)?)?",
    re.IGNORECASE,
)
PAID = re.compile(
    r"зарплат\w*|заработн\w+\s+плат\w*|\bз/п|\bоклад\w*|\bдоход\w*|уровень\s+дохода|salary|compensation|\bpay\b|\bwages?\b",
    re.IGNORECASE,
)
CURRENCIES = (
    ("RUB", re.compile(r"руб|₽|\brur\b|\brub\b|\bр\.|т\.\s?р", re.IGNORECASE)),
    ("KZT", re.compile(r"₸|тенге|\bkzt\b", re.IGNORECASE)),
    ("EUR", re.compile(r"€|\beur\b|\bевро\b", re.IGNORECASE)),
    ("GBP", re.compile(r"£|\bgbp\b", re.IGNORECASE)),
    ("USD", re.compile(r"\$|\busd\b|доллар", re.IGNORECASE)),
)
AFTER_TAX = re.compile(r"на\s+руки|\bnet\b|after\s+tax|после\s+вычета", re.IGNORECASE)
BEFORE_TAX = re.compile(r"до\s+вычета|\bgross\b|before\s+tax|до\s+налог", re.IGNORECASE)
UP_TO = re.compile(r"(?:\bдо|up\s+to)\s*$", re.IGNORECASE)
MUST_RULES = {one: re.compile(rule, re.IGNORECASE) for one, rule in MUSTS.items()}
EXPECTED_RULES = {one: re.compile(rule, re.IGNORECASE) for one, rule in EXPECTED.items()}
SCHOOL_RULES = {one: re.compile(rule, re.IGNORECASE) for one, rule in SCHOOLED.items()}
LABEL_RULES = {kind: re.compile(rf"(?:{rule})\s*:\s*\S", re.IGNORECASE) for kind, rule in LABELS.items()}


def knock_outs_in(lines: Lines) -> tuple[Found, ...]:
    """Return what the lines say work is impossible without; what is merely welcome is left out."""
    return tuple(_by_rules(lines, MUST_RULES.items()))


def expects_in(lines: Lines) -> tuple[Found, ...]:
    """Return what the lines let somebody answer for."""
    return tuple(_by_rules(lines, EXPECTED_RULES.items()))


def education_in(lines: Lines) -> Found | None:
    """Return the least education that the lines ask for; an unfinished one is no step that could be asked for."""
    finished = [(number, UNFINISHED.sub("", line)) for number, line in lines]
    return next(_by_rules(finished, SCHOOL_RULES.items()), None)


def facts_in(lines: Lines) -> tuple[FoundFact, ...]:
    """Return place, conditions and languages, at most five of each, each once."""
    found = [fact for number, line in lines for fact in _facts(number, line)]
    once = {(one.kind, one.words.casefold()): one for one in reversed(found)}
    kept = sorted(once.values(), key=lambda one: one.line)
    return tuple(one for kind in Fact for one in [it for it in kept if it.kind is kind][:MOST_FACTS])


def pay_in(lines: Lines) -> Pay | None:
    """Return what is paid a month, where a line names pay, or taxes, beside an amount."""
    for number, line in lines:
        if PAID.search(line) or AFTER_TAX.search(line) or BEFORE_TAX.search(line):
            for said in SUM.finditer(line):
                found = _pay(number, line, said)
                if found:
                    return found
    return None


def _by_rules(lines: Lines, rules: Iterable[tuple[str, re.Pattern[str]]]) -> Iterator[Found]:
    for one, rule in rules:
        said = [number for number, line in lines if rule.search(line) and not NOT_ASKED.search(line)]
        if said:
            yield Found(str(one), tuple(said[:MOST_LINES]))


def _facts(number: int, line: str) -> Iterator[FoundFact]:
    plain = line.strip(" •·—–-*\t")
    for kind, rule in LABEL_RULES.items():
        labelled = rule.match(plain)
        if labelled:
            # A place goes into a field of its own, which says what it is.
            words = plain[labelled.end() - 1 :] if kind is Fact.PLACE else plain
            yield FoundFact(kind, words.strip(" .;")[:LONGEST_FACT], number)
    if len(plain) <= LONGEST_PLACE and is_place(plain):
        yield FoundFact(Fact.PLACE, plain.strip(" .;"), number)
    if TONGUE.search(plain) and FLUENCY.search(plain) and len(plain) <= LONGEST_FACT:
        yield FoundFact(Fact.LANGUAGE, plain.rstrip(" .;"), number)


def _pay(number: int, line: str, said: re.Match[str]) -> Pay | None:
    currency = next((code for code, rule in CURRENCIES if rule.search(line)), None)
    kilos = said["kilos"] or (said["kilo"] if said["high"] else None)
    low, high = _amount(said["low"], said["kilo"] or kilos), _amount(said["high"], kilos)
    if currency is None or low is None or (said["high"] and (high is None or high < low)):
        return None
    before = True if BEFORE_TAX.search(line) else False if AFTER_TAX.search(line) else None
    if high is None and UP_TO.search(line[: said.start()]):
        return Pay(None, low, currency, before, number)
    return Pay(low, high, currency, before, number)


def _amount(text: str | None, kilo: str | None) -> int | None:
    digits = "".join(sign for sign in text or "" if sign.isdecimal())
    value = int(digits) * (1_000 if kilo else 1) if digits else 0
    return value if LEAST_PAY <= value <= MOST_PAY else None
