"""Cells of the grid of roles by competencies as somebody types them: 3/2, 3/2*, or nothing."""

import re
from collections.abc import Mapping
from dataclasses import replace

from kamcareer.core.framework.matrix import Matrix, Need, Place

MUST_HAVE = "*"
HEAVIEST = 3
CELL = re.compile(r"([0-4])\s*/\s*([1-3])\s*(\*?)", re.ASCII)

Asked = tuple[str, str]  # a role and a competency


class CellError(ValueError):
    """Cells that cannot be read: what stands in each, by role and competency."""

    def __init__(self, cells: Mapping[Asked, str]) -> None:
        self.cells = dict(cells)
        super().__init__(", ".join(f"{role} × {competency}: {text}" for (role, competency), text in cells.items()))


def cells_of(matrix: Matrix) -> dict[Asked, str]:
    """Return every cell as it would be typed; empty where a role asks nothing, a variant nothing else than its base."""
    return {
        (role, competency): cell_text(profile.needs.get(competency))
        for role, profile in matrix.profiles.items()
        for competency in matrix.competencies
    }


def with_cells(matrix: Matrix, typed: Mapping[Asked, str]) -> Matrix:
    """Return the matrix with what was typed; a cell that was not sent stays. CellError with all nobody can read."""
    needs = {role: dict(profile.needs) for role, profile in matrix.profiles.items()}
    wrong: dict[Asked, str] = {}
    for (role, competency), text in typed.items():
        found = CELL.fullmatch(text.strip())
        if found:
            needs[role][competency] = Need(int(found[1]), int(found[2]), bool(found[3]))
        elif text.strip():
            wrong[role, competency] = text
        else:
            needs[role].pop(competency, None)
    if wrong:
        raise CellError(wrong)
    return replace(matrix, profiles={id: replace(one, needs=needs[id]) for id, one in matrix.profiles.items()})


def cell_text(need: Need | None) -> str:
    """Return what a role asks in one competency as it would be typed."""
    return f"{need.level}/{need.weight}{MUST_HAVE if need.must_have else ''}" if need else ""


def reasons_needed(matrix: Matrix) -> dict[Asked, Place]:
    """Return where the reason belongs of each cell that needs one and has none: must-haves and the heaviest weight."""
    found = {}
    for role, profile in matrix.profiles.items():
        key = "requirements" if profile.base is None else "changes"
        for competency, need in profile.needs.items():
            place = profile.file, f"{key}.{competency}.reason"
            if (need.must_have or need.weight == HEAVIEST) and place not in matrix.texts:
                found[role, competency] = place
    return found
