"""A gap report as a table for spreadsheets."""

import csv
from collections.abc import Mapping
from io import StringIO

from kamcareer.core.gap import Gap
from kamcareer.core.gaps import GapReport
from kamcareer.exports.cells import defused
from kamcareer.exports.chances import rounded_chance


def gap_csv(report: GapReport, language: str, words: Mapping[str, str]) -> bytes:
    """Return the report as CSV that opens by double click in the reader's own Excel.

    Russian Excel expects a byte-order mark, semicolons and decimal commas; English Excel commas and points.
    `words` holds the translated column names, the words for yes and no, and the names of the sources.
    """
    russian = language == "ru"
    out = StringIO(newline="")
    writer = csv.writer(out, delimiter=";" if russian else ",")
    writer.writerow([words[column] for column in COLUMNS])
    for gap in report.by_points:
        writer.writerow([_cell(value, russian=russian) for value in _row(report, gap, language, words)])
    return out.getvalue().encode("utf-8-sig")


COLUMNS = (
    "competency",
    "cluster",
    "must_have",
    "weight",
    "required",
    "answer",
    "confidence",
    "estimate",
    "low",
    "high",
    "probability_met",
    "sources",
    "trust",
    "example",
)


def _row(report: GapReport, gap: Gap, language: str, words: Mapping[str, str]) -> list[object]:
    competency = report.framework.competencies[gap.competency]
    scale = report.framework.scale
    levels = (round(level, 2) for level in (gap.level, gap.low, gap.high))
    concluded = (*levels, rounded_chance(gap.probability_met, 2)) if report.anything_known else ("",) * 4
    return [
        competency.name[language],
        report.framework.clusters[competency.cluster].name[language],
        words["yes"] if gap.need.must_have else words["no"],
        gap.need.weight,
        scale[gap.need.level].name[language],
        scale[gap.said].name[language] if gap.said is not None else "",
        words[gap.answer.confidence] if gap.answer else "",
        *concluded,
        ", ".join(words.get(source, source) for source in gap.sources),
        words["low_evidence"] if report.self_only else "",
        gap.answer.example if gap.answer else "",
    ]


def _cell(value: object, *, russian: bool) -> str:
    text = str(value)
    if isinstance(value, float):
        return text.replace(".", ",") if russian else text
    return defused(text)
