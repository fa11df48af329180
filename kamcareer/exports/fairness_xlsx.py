"""For an audit: how far groups of applicants came, period by period, and what every column is."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from io import BytesIO

from kamcareer.core.fairness import Line, Period, Stage
from kamcareer.exports.workbooks import Value, add_table, new_book

COLUMNS = (
    "trait",
    "from",
    "to",
    "stage",
    "group",
    "sent",
    "came",
    "rate",
    "beside",
    "ratio",
    "low",
    "high",
    "fisher",
    "mid_p",
    "within",
    "within_p",
    "flip",
    "says",
)
RATE, WIDE = COLUMNS.index("rate"), {COLUMNS.index(name) for name in ("stage", "says")}
DIGITS = 3


def fairness_table(
    periods: Sequence[Period], words: Mapping[str, str], meanings: Sequence[tuple[str, str]], guide: str
) -> bytes:
    """Return two sheets, the rates and what they mean.

    `words` names sheets, columns, traits, stages, groups and what may be said; "few" stands where nothing may be told.
    """
    out = BytesIO()
    with new_book(out) as book:
        lines = [line for period in periods for line in _told(period, words)]
        add_table(book, words["rates"], [words[name] for name in COLUMNS], lines, guide, shares={RATE}, wide=WIDE)
        add_table(book, words["meanings"], [words["word"], words["meaning"]], meanings, guide, wide={0, 1})
    return out.getvalue()


def _told(period: Period, words: Mapping[str, str]) -> list[list[Value]]:
    last = period.until - timedelta(days=1)
    where: list[Value] = [words[period.trait], period.first, last]
    told: list[list[Value]] = []
    for stage in Stage:
        found = period.stages.get(stage)
        for group in (*period.sizes, *period.few):
            line = next((one for one in found or () if one.group == group), None)
            told.append([*where, words[stage], words[group], *_numbers(period.sizes.get(group), line, words)])
    return told


def _numbers(sent: int | None, line: Line | None, words: Mapping[str, str]) -> list[Value]:
    nothing: list[Value] = [None] * (len(COLUMNS) - COLUMNS.index("came") - 1)
    if line is None:
        return [sent, *nothing, words["few"]]
    if line.impact is None or line.evenness is None or line.beside is None:
        return [sent, line.came, line.rate, *nothing[2:], words["highest"]]
    found, within = line.impact, line.within
    compared = [found.ratio, found.low, found.high, found.fisher, found.mid_p]
    compared += [within.ratio, within.p] if within else [None, None]
    rounded = [None if one is None else round(one, DIGITS) for one in compared]
    return [sent, line.came, line.rate, words[line.beside], *rounded, found.people_to_flip, words[line.evenness]]
