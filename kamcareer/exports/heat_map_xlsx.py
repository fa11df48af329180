"""People beside a role as XLSX: levels as given, what can be concluded, and what the role asks."""

from collections.abc import Mapping, Sequence
from io import BytesIO
from typing import Any

import numpy as np

from kamcareer.core.framework.model import Framework
from kamcareer.core.heat_map import HeatMap, Levels, Shade, shade
from kamcareer.core.people import Person
from kamcareer.exports.cells import defused
from kamcareer.exports.workbooks import AS_IS, on_paper

FILLS = {
    Shade.FAR_BELOW: "#F4B183",
    Shade.BELOW: "#FBE5D6",
    Shade.MEETS: "#FFFFFF",
    Shade.ABOVE: "#DDF1F1",
    Shade.FAR_ABOVE: "#A6DADC",
}
HATCHED = 14  # thin diagonal lines of a spreadsheet
ABOUT = 4  # columns about the person


def heat_map_table(
    framework: Framework, heat: HeatMap, people: Sequence[Person], language: str, words: Mapping[str, str]
) -> bytes:
    """Return three sheets: levels 0 to 4 as given, estimated, and asked; an empty cell is "nothing known".

    `words` names the sheets (said, level, asked), the columns (number, name, unit, post, topic, needed) and says in
    `guide` what the hatched cells are.
    """
    out = BytesIO()
    from xlsxwriter import Workbook  # noqa: PLC0415 - who writes no sheet should not wait for it

    with Workbook(out, AS_IS) as book:
        topics = [framework.competencies[id].name[language] for id in heat.competencies]
        roles = {id: role.name[language] for id, role in framework.roles.items()}
        for key, levels in (("said", heat.said), ("level", heat.level)):
            sheet = _sheet(book, words[key], [*(words[name] for name in ("number", "name", "unit", "post")), *topics])
            sheet.freeze_panes(1, 2)
            sheet.autofilter(0, 0, max(len(people), 1), ABOUT + len(topics) - 1)
            sheet.set_column(0, ABOUT - 1, 20)
            sheet.set_column(ABOUT, ABOUT + len(topics) - 1, 10)
            _people(book, sheet, people, roles)
            _levels(book, sheet, framework, heat, levels)
        asked = _sheet(book, words["asked"], [words["topic"], words["needed"], words["guide"]])
        asked.set_column(0, 2, 44)
        asked.freeze_panes(1, 0)
        for row, (topic, needed) in enumerate(zip(topics, heat.required, strict=True), start=1):
            asked.write_string(row, 0, defused(topic))
            asked.write_number(row, 1, needed)
    return out.getvalue()


def _sheet(book: Any, name: str, columns: Sequence[str]) -> Any:
    sheet = book.add_worksheet(name)
    head = book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"})
    for place, column in enumerate(columns):
        sheet.write_string(0, place, defused(column), head)
    on_paper(sheet)
    sheet.repeat_rows(0)
    return sheet


def _people(book: Any, sheet: Any, people: Sequence[Person], roles: Mapping[str, str]) -> None:
    as_text = book.add_format({"num_format": "@"})
    for row, person in enumerate(people, start=1):
        post = roles.get(person.role, person.role) if person.role else ""
        for place, text in enumerate((person.number, person.name, person.unit, post)):
            if text:
                sheet.write_string(row, place, defused(text), as_text)


def _levels(book: Any, sheet: Any, framework: Framework, heat: HeatMap, levels: Levels) -> None:
    margin = framework.measurement.margin.value
    looks = {}
    for one, fill in FILLS.items():
        looks[one, False] = book.add_format({"num_format": "0.0", "bg_color": fill})
        looks[one, True] = book.add_format(
            {"num_format": "0.0", "pattern": HATCHED, "fg_color": "#BFC8CA", "bg_color": fill}
        )
    little = heat.little
    for row, column in np.argwhere(~np.isnan(levels)).tolist():
        level = float(levels[row, column])
        look = looks[shade(level, heat.required[column], margin), bool(little[row, column])]
        sheet.write_number(row + 1, ABOUT + column, round(level, 2), look)
