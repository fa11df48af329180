"""Training demand as XLSX: a line for each topic and unit, and a line for each activity that serves a topic."""

from collections.abc import Mapping, Sequence
from io import BytesIO

from kamcareer.core.demand import Demand, Lack
from kamcareer.core.framework.model import Framework
from kamcareer.core.offers import Capacity
from kamcareer.exports.workbooks import Value, add_table, new_book

NOBODY = Capacity(0, 0, 0)


def demand_table(
    framework: Framework,
    demands: Sequence[Demand],
    mentors: Mapping[str, Capacity],
    language: str,
    words: Mapping[str, str],
    kinds: Mapping[str, str],
) -> bytes:
    """Return two sheets, what is lacked and what serves; `words` names sheets and columns, and says what it is."""
    out = BytesIO()
    with new_book(out) as book:
        names = ("topic", "unit", "must", "needed", "known", "unknown", "about", "low", "high")
        columns = [words[name] for name in (*names, "mentors", "holders", "free")]
        lines = [line for one in demands for line in _lacked(one, mentors, language, words)]
        add_table(book, words["lacked"], columns, lines, words["guide"], wide={0, 1})
        columns = [words[name] for name in ("topic", "activity", "kind", "suits", "hours", "weeks", "price")]
        lines = [line for one in demands for line in _served(framework, one, language, kinds)]
        add_table(book, words["served"], columns, lines, words["guide"], wide={0, 1})
    return out.getvalue()


def _lacked(one: Demand, mentors: Mapping[str, Capacity], language: str, words: Mapping[str, str]) -> list[list[Value]]:
    def line(unit: str, lack: Lack) -> list[Value]:
        must = words["yes"] if one.need.must_have else ""
        numbers = [lack.known, lack.unknown, round(lack.expected, 1), lack.low, lack.high]
        return [one.competency.name[language], unit, must, one.need.level, *numbers]

    there = mentors.get(one.competency.id, NOBODY)
    everybody = [*line(words["everybody"], one.lack), there.mentors, there.holders, there.free]
    return [everybody, *(line(unit, lack) for unit, lack in one.units)]


def _served(framework: Framework, one: Demand, language: str, kinds: Mapping[str, str]) -> list[list[Value]]:
    prices = framework.prices
    return [
        [
            one.competency.name[language],
            serving.activity.name[language],
            kinds[serving.activity.kind],
            serving.people,
            serving.activity.hours,
            serving.activity.weeks,
            prices.of(serving.activity) if prices else serving.activity.price or 0,
        ]
        for serving in one.serving
    ]
