"""What activities moved: as XLSX, a line for each comparison, and as JSON."""

from collections.abc import Callable, Mapping
from io import BytesIO
from typing import Any

from kamcareer.core.activity_effects import Effect, Effects
from kamcareer.core.framework.model import Framework
from kamcareer.exports.workbooks import Value, add_table, new_book

COLUMNS = ("activity", "topic", "says", "more", "low", "high", "with_it", "without")


def effects_table(
    framework: Framework, found: Effects, language: str, words: Mapping[str, str], said_of: Callable[[Effect], str]
) -> bytes:
    """Return a sheet of all comparisons, what is clear first; `words` names sheet and columns, and says what it is."""
    out = BytesIO()
    with new_book(out) as book:
        lines: list[list[Value]] = [
            [
                framework.activities[one.activity].name[language],
                framework.competencies[one.competency].name[language],
                said_of(one),
                *(round(value, 2) for value in (one.more.mean, one.more.low, one.more.high)),
                one.with_it,
                one.without,
            ]
            for one in found.told
        ]
        columns = [words[name] for name in COLUMNS]
        add_table(book, words["effects"], columns, lines, words["guide"], wide={0, 1, 2})
    return out.getvalue()


def effects_json(found: Effects) -> dict[str, Any]:
    """Return what may be told, in ids; levels as they were given, ends of intervals of 90 %."""
    return {
        "people": found.people,
        "comparisons": len(found.told),
        "too_few": found.few,
        "effects": [
            {
                "activity": one.activity,
                "competency": one.competency,
                "word": one.word.value,
                "more": round(one.more.mean, 2),
                "low": round(one.more.low, 2),
                "high": round(one.more.high, 2),
                "with": one.with_it,
                "without": one.without,
            }
            for one in found.told
        ],
    }
