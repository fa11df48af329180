"""A development plan as an Excel sheet: one line an activity, dates and numbers as such, ready to print on A4."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from io import BytesIO

from kamcareer.core.framework.entries import Text
from kamcareer.core.planning.plan import Plan, Step
from kamcareer.exports.cells import defused

WIDTHS = (38, 18, 12, 12, 9, 11, 11, 34, 46, 46, 30)


@dataclass(frozen=True)
class TableWords:
    """The words of the sheet in the language of its reader; `columns` are the eleven headings."""

    sheet: str
    title: str
    columns: tuple[str, ...]
    day: str
    money: str
    kind: Callable[[Step], str]
    said: Callable[[Text], str]


def plan_xlsx(plan: Plan, monday: date, words: TableWords) -> bytes:
    """Return the plan as an XLSX file whose week 1 begins on a Monday. Texts are texts, whatever they begin with."""
    import xlsxwriter  # noqa: PLC0415 - who opens no sheet should not wait for it

    out = BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    book.set_properties({"title": words.title, "author": "kamcareer"})
    sheet = book.add_worksheet(words.sheet)
    head = book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bottom": 1})
    text = book.add_format({"text_wrap": True, "valign": "top"})
    kinds = {
        "day": book.add_format({"num_format": words.day, "valign": "top", "align": "left"}),
        "hours": book.add_format({"num_format": "0.0#", "valign": "top"}),
        "money": book.add_format({"num_format": words.money, "valign": "top"}),
    }
    for column, (name, width) in enumerate(zip(words.columns, WIDTHS, strict=True)):
        sheet.set_column(column, column, width)
        sheet.write_string(0, column, defused(name), head)
    for row, step in enumerate(plan.ahead, 1):
        for column, (value, kind) in enumerate(_cells(plan, step, monday, words)):
            if isinstance(value, date):
                sheet.write_datetime(row, column, value, kinds[kind])
            elif isinstance(value, str):
                sheet.write_string(row, column, defused(value), text)
            else:
                sheet.write_number(row, column, value, kinds[kind])
    sheet.freeze_panes(1, 1)
    sheet.autofilter(0, 0, max(1, len(plan.ahead)), len(words.columns) - 1)
    sheet.set_landscape()
    sheet.set_paper(9)  # A4
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)
    book.close()
    return out.getvalue()


def _cells(plan: Plan, step: Step, monday: date, words: TableWords) -> list[tuple[date | str | float, str]]:
    said, activity = words.said, step.activity
    topics = ", ".join(said(plan.framework.competencies[id].name) for id in step.gains)
    return [
        (said(activity.name), "text"),
        (words.kind(step), "text"),
        (monday + timedelta(weeks=step.start_week - 1), "day"),
        (monday + timedelta(weeks=step.end_week, days=-1), "day"),
        (step.hours, "hours"),
        (round(step.minutes_per_week / 60, 2), "hours"),
        (step.cost, "money"),
        (topics, "text"),
        (said(activity.first_step), "text"),
        (said(activity.result), "text"),
        (said(activity.whom_to_ask), "text"),
    ]
