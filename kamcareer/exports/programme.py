"""A training programme as JSON, and as XLSX: who gets what, and what it comes to."""

from collections.abc import Mapping
from io import BytesIO
from typing import Any

from kamcareer.core.programme.marginal import Marginal
from kamcareer.core.programme.report import Report
from kamcareer.exports.workbooks import Value, add_table, new_book

PARTS = 10_000_000  # of worth in one whole role for one person


def programme_json(told: Report) -> dict[str, Any]:
    """Return what a programme is, in ids; `value` and `bound` count whole roles, `gap` is relative."""
    made = told.programme
    return {
        "people": len(told.people),
        "nothing_known": told.unknown,
        "must_haves_first": list(told.bench),
        "cost": made.cost,
        "value": round(made.value / PARTS, 4),
        "bound": round(made.bound / PARTS, 4),
        "gap": round(made.gap, 4),
        "value_of_free": round(told.free, 4),
        "activities": [
            {"id": one.id, "people": list(one.people), "groups": one.groups, "cost": one.cost, "lost": one.lost / PARTS}
            for one in told.shares
        ],
        "competencies": [
            {
                "id": one.id,
                "levels": round(one.levels, 2),
                "asked_of": one.asked_of,
                "held_before": one.held_before,
                "held_after": one.held_after,
            }
            for one in told.lifted
        ],
        "chosen": {number: sorted(ids) for number, ids in made.chosen.items()},
        "more": _more(told.more) if told.more else None,
    }


def programme_table(told: Report, language: str, words: Mapping[str, str]) -> bytes:
    """Return sheets of activities, of topics and of people; `words` names sheets and columns, and says what it is."""
    out = BytesIO()
    with new_book(out) as book:

        def sheet(name: str, columns: tuple[str, ...], lines: list[list[Value]]) -> None:
            add_table(book, words[name], [words[one] for one in columns], lines, words["guide"], wide={0, 1})

        sheet("activities", ("activity", "count", "groups", "cost"), [
            [_activity(told, one.id, language), len(one.people), one.groups, one.cost] for one in told.shares
        ])  # fmt: skip
        sheet("topics", ("topic", "asked_of", "before", "after"), [
            [told.framework.competencies[one.id].name[language], one.asked_of, one.held_before, one.held_after]
            for one in told.lifted
        ])  # fmt: skip
        sheet("people", ("name", "activity", "number", "unit"), [
            [who.name, _activity(told, id, language), who.number, who.unit]
            for number, ids in told.programme.chosen.items()
            for id in sorted(ids)
            for who in (told.people[number],)
        ])  # fmt: skip
    return out.getvalue()


def _activity(told: Report, id: str, language: str) -> str:
    return told.framework.activities[id].name[language]


def _more(more: Marginal) -> dict[str, Any]:
    return {
        "extra": more.extra,
        "value": None if more.value is None else round(more.value / PARTS, 4),
        "least": round(more.least / PARTS, 4),
        "most": round(more.most / PARTS, 4),
        "cost": more.cost,
        "added": {number: sorted(ids) for number, ids in more.added.items()},
        "dropped": {number: sorted(ids) for number, ids in more.dropped.items()},
    }
