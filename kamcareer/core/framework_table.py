"""Cells and texts of a framework as they come back in a spreadsheet, and every cell of it that is to be mended."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from kamcareer.core.framework.entries import MAX_LEVEL
from kamcareer.core.framework.errors import unknown
from kamcareer.core.framework.falls import falls_of
from kamcareer.core.framework.matrix import Matrix, Need, Place, Profile
from kamcareer.core.framework.message import Listed, Message
from kamcareer.core.spreadsheets.sheet import Cell, Sheet, Value

GRIDS = (LEVELS, WEIGHTS, MUST_HAVES) = ("levels", "weights", "must_haves")
TEXTS = "texts"
COLUMNS = ("file", "place", "ru", "en")
FIRST = 2  # rows above the first competency, columns before the first role
MOST_WEIGHT = 3
MARK = "x"
COMPUTED = ("=", "+", "-", "@", "\uff1d", "\uff0b", "\uff0d", "\uff20")
MARKS = {MARK, "х", "+", "1", "да", "yes"}  # the Russian х looks the same
PARTED = Message("level and weight belong together; fill in both, or empty all three sheets here")
NO_TEXT = Message("no such text; a new one may be the reason of a cell: requirements.competency.reason")

Asked = tuple[str, str]  # a role and a competency


class TableError(ValueError):
    """Cells to be mended: a line for each, with the cell as a spreadsheet names it."""

    def __init__(self, problems: Iterable[Message]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(self.problems))


def matrix_in(sheets: Iterable[Sheet], present: Matrix) -> Matrix:
    """Return what the sheets say instead of what is present; TableError with every cell that cannot be read.

    All three grids belong together; a role without a column and a text without a row stay as they are.
    """
    reading = _Reading({sheet.name: sheet for sheet in sheets}, present)
    profiles = reading.profiles()
    texts = reading.texts(profiles)
    if reading.problems:
        raise TableError(reading.problems)
    return replace(present, profiles=profiles, texts=texts)


class _Reading:
    def __init__(self, sheets: Mapping[str, Sheet], present: Matrix) -> None:
        self.sheets, self.present = sheets, present
        known = (*GRIDS, TEXTS)
        self.problems = [unknown("sheet", name, known) for name in sheets if name not in known]
        lacking = [name for name in known if name not in sheets]
        self.problems += [Message("%(sheet)s: the sheet is missing", sheet=name) for name in lacking]

    def profiles(self) -> dict[str, Profile]:
        """Return the profiles of all roles, as the three grids together say them."""
        levels, weights, must_haves = (self._grid(name) for name in GRIDS)
        needs = {id: dict(profile.needs) for id, profile in self.present.profiles.items()}
        for role, competency in levels.keys() & weights.keys() & must_haves.keys():
            needs[role].pop(competency, None)
            level = self._number(levels[role, competency], 0, MAX_LEVEL)
            weight = self._number(weights[role, competency], 1, MOST_WEIGHT)
            must = self._marked(must_haves[role, competency])
            if level is not None and weight is not None:
                needs[role][competency] = Need(level, weight, must)
            elif level is not None or weight is not None or must:
                cell = (weights if weight is None and level is not None else levels)[role, competency]
                self._wrong(cell, PARTED)
        return {id: Profile(one.file, one.base, needs[id]) for id, one in self.present.profiles.items()}

    def texts(self, profiles: Mapping[str, Profile]) -> dict[Place, tuple[str, str]]:
        """Return the texts, with those of the sheet in their place."""
        sheet = self.sheets.get(TEXTS)
        found = dict(self.present.texts)
        if sheet is None:
            return found
        if not sheet.rows or sheet.rows[0][: len(COLUMNS)] != COLUMNS:
            header = Message("%(sheet)s: the first row must say %(columns)s", sheet=TEXTS, columns=Listed(COLUMNS))
            self.problems.append(header)
            return found
        reasons = {*_reasons(profiles), *(fall.place for fall in falls_of(replace(self.present, profiles=profiles)))}
        for row, values in enumerate(sheet.rows[1:], start=1):
            file, place, russian, english = (_text(value) for value in values[: len(COLUMNS)])
            if (file, place) in found or (file, place) in reasons:
                found[file, place] = (russian, english)
            elif any((file, place, russian, english)):
                self._wrong((sheet.cell(row, 1), place), NO_TEXT)
        return found

    def _grid(self, name: str) -> dict[Asked, tuple[Cell, Value]]:
        """Return the cells of a sheet by role and competency, also the empty ones."""
        sheet = self.sheets.get(name)
        if sheet is None or not sheet.rows:
            return {}
        roles = self._known(sheet, [(0, at) for at in range(FIRST, sheet.width)], "role", self.present.profiles)
        rows = [(at, 0) for at in range(FIRST, len(sheet.rows))]
        competencies = self._known(sheet, rows, "competency", self.present.competencies)
        return {
            (role, competency): (sheet.cell(row, column), sheet.rows[row][column])
            for (_, column), role in roles.items()
            for (row, _), competency in competencies.items()
        }

    def _known(
        self, sheet: Sheet, places: list[tuple[int, int]], kind: str, known: Iterable[str]
    ) -> dict[tuple[int, int], str]:
        found: dict[tuple[int, int], str] = {}
        for row, column in places:
            id = _text(sheet.rows[row][column])
            if id in found.values():
                self._wrong((sheet.cell(row, column), id), Message('"%(id)s" stands here twice', id=id))
            elif id in known:
                found[row, column] = id
            elif any(_text(value) for value in (sheet.rows[row] if kind == "competency" else [id])):
                self._wrong((sheet.cell(row, column), id), unknown(kind, id, known))
        return found

    def _number(self, cell: tuple[Cell, Value], least: int, most: int) -> int | None:
        value = cell[1]
        number = int(value) if isinstance(value, str) and value.isdecimal() else value
        if number is None or (isinstance(number, int) and least <= number <= most):
            return number
        message = Message(
            '"%(text)s" is no whole number from %(least)s to %(most)s', text=value, least=least, most=most
        )
        self._wrong(cell, message)
        return None

    def _marked(self, cell: tuple[Cell, Value]) -> bool:
        said = _text(cell[1]).lower()
        if said and said not in MARKS:
            self._wrong(cell, Message('"%(text)s" is neither %(mark)s nor empty', text=said, mark=MARK))
        return said in MARKS

    def _wrong(self, cell: tuple[Cell, Value], message: Message) -> None:
        if not any(problem.startswith(f"{cell[0]}: ") for problem in self.problems):
            self.problems.append(Message("%(cell)s: %(what)s", cell=cell[0], what=message))


def _reasons(profiles: Mapping[str, Profile]) -> Iterator[Place]:
    for profile in profiles.values():
        key = "requirements" if profile.base is None else "changes"
        for competency in profile.needs:
            yield profile.file, f"{key}.{competency}.reason"


def _text(value: Value) -> str:
    """Return the words of a cell, without the apostrophe that keeps a spreadsheet from computing them."""
    text = "" if value is None else str(value)
    return text[1:] if text.startswith("'") and text[1:].lstrip().startswith(COMPUTED) else text
