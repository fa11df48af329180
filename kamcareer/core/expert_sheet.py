"""What an expert wrote into the sheet of a review, and every cell of it that is to be mended."""

from collections.abc import Iterable

from kamcareer.core.expert_review import Words, anchors_in_disorder, options_in_disorder, situations_of
from kamcareer.core.framework.entries import MAX_LEVEL
from kamcareer.core.framework.model import Framework
from kamcareer.core.spreadsheets.sheet import Sheet, Value

SHEETS = (ANCHORS, OPTIONS) = ("anchors", "situations")
MOST_RATING = 4
ID, LETTER, SAID = 0, 1, 4  # columns


class ExpertSheetError(ValueError):
    """Cells to be mended: a line for each, with the cell as a spreadsheet names it."""

    def __init__(self, problems: Iterable[str]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(self.problems))


def words_in(framework: Framework, sheets: Iterable[Sheet]) -> tuple[Words, Words]:
    """Return the levels of descriptions and the ratings of ways to act; ExpertSheetError. What is empty is not said."""
    known = {sheet.name: sheet for sheet in sheets}
    problems = [f"{name}: the sheet is missing" for name in SHEETS if name not in known]
    if problems:
        raise ExpertSheetError(problems)
    anchors = {(id, letter) for id, one in framework.competencies.items() for letter in anchors_in_disorder(one)}
    options = {(id, letter) for id, one in situations_of(framework).items() for letter in options_in_disorder(one)}
    said = (
        _said(known[ANCHORS], anchors, 0, MAX_LEVEL, problems),
        _said(known[OPTIONS], options, 1, MOST_RATING, problems),
    )
    if problems:
        raise ExpertSheetError(problems)
    return said


def _said(sheet: Sheet, known: set[tuple[str, str]], low: int, high: int, problems: list[str]) -> Words:
    found: dict[tuple[str, str], int] = {}
    for row, values in enumerate(sheet.rows[1:], start=1):
        if sheet.width <= SAID or values[SAID] in (None, ""):
            continue
        key = (str(values[ID]), str(values[LETTER]))
        number = _whole(values[SAID])
        if key not in known:
            problems.append(f"{sheet.cell(row, ID)}: the model has no {key[0]} {key[1]}")
        elif number is None or not low <= number <= high:
            problems.append(f"{sheet.cell(row, SAID)}: a whole number from {low} to {high}, or empty")
        else:
            found[key] = number
    return found


def _whole(value: Value) -> int | None:
    try:
        number = float(str(value).replace(",", "."))
    except ValueError:
        return None
    return int(number) if number.is_integer() else None
