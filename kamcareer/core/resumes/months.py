"""From when to when, as résumés write it: Март 2019 — настоящее время, 03.2019–05.2021, March 2019 to present."""

import re
from dataclasses import dataclass

from kamcareer.core.resumes.proposal import Month

STEMS = (
    ("янв", "jan"), ("фев", "feb"), ("мар", "mar"), ("апр", "apr"), ("май", "мая", "may"), ("июн", "jun"),
    ("июл", "jul"), ("авг", "aug"), ("сен", "sep"), ("окт", "oct"), ("ноя", "nov"), ("дек", "dec"),
)  # fmt: skip
BY_STEM = {stem: number for number, stems in enumerate(STEMS, 1) for stem in stems}
MONTH = re.compile(
    r"(?P<year>(?:19|20)\d\d)-(?P<iso>0[1-9]|1[0-2])(?:-\d\d)?"
    r"|(?P<number>0?[1-9]|1[0-2])[./](?P<of>(?:19|20)\d\d)"
    r"|(?:(?P<word>[а-яёa-z]{3,9})\.?,?\s+)?(?P<alone>(?:19|20)\d\d)",
    re.IGNORECASE,
)
PERIOD = re.compile(
    r"(?<![\w.])(?P<since>(?:19|20)\d\d-(?:0[1-9]|1[0-2])(?:-\d\d)?|(?:0?[1-9]|1[0-2])[./](?:19|20)\d\d"
    r"|(?:[а-яёa-z]{3,9}\.?,?\s+)?(?:19|20)\d\d)(?:\s*г\.?)?"
    r"\s*(?:[—–−-]+|\bпо\b|\bto\b)\s*"
    r"(?P<until>(?:19|20)\d\d-(?:0[1-9]|1[0-2])(?:-\d\d)?|(?:0?[1-9]|1[0-2])[./](?:19|20)\d\d"
    r"|(?:[а-яёa-z]{3,9}\.?,?\s+)?(?:19|20)\d\d"
    r"|(?:по\s+)?(?:настоящее\s+время|сегодня|сейчас|н\.\s?в\.?)|(?:till\s+|until\s+)?(?:present|now|today|current))(?!\w)(?:\s*г\.)?",
    re.IGNORECASE,
)

# How long it was, as hh.ru says in the next line or the same: 5 лет 8 месяцев.
LASTED = re.compile(
    r"(?:\d+\s*(?:года?|лет|г\.|years?|yrs?)\s*(?:и|and)?\s*)?(?:\d+\s*(?:месяц\w*|мес\.?|months?|mos?\b\.?))?",
    re.IGNORECASE,
)
EDGES = " ,;:—–-•()"


@dataclass(frozen=True)
class Period:
    """From when to when, `until` None while it lasts; what stands before and behind it in the line."""

    since: Month
    until: Month | None
    before: str
    behind: str


def month(text: str) -> Month | None:
    """Return the month, or the year alone, that a text is; None for any other text."""
    found = MONTH.fullmatch(text.strip())
    if found is None:
        return None
    year = int(found["year"] or found["of"] or found["alone"])
    if found["word"] is None:
        number = found["iso"] or found["number"]
        return Month(year, int(number) if number else None)
    by_word = BY_STEM.get(found["word"].casefold()[:3])
    return Month(year, by_word) if by_word else None


def period(line: str) -> Period | None:
    """Return the first period of a line; None where there is none, or it ends before it begins."""
    found = PERIOD.search(line)
    since = month(found["since"]) if found else None
    if found is None or since is None:
        return None
    until = month(found["until"])
    if until is None and found["until"][-1].isdigit():
        return None
    if until and (until.year, until.month or 12) < (since.year, since.month or 1):
        return None
    behind = LASTED.sub("", line[found.end() :].strip(EDGES), count=1)
    return Period(since, until, line[: found.start()].strip(EDGES), behind.strip(EDGES))
