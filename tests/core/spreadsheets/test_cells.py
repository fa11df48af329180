"""Cells by what their columns say: read, or named as what is to be mended."""

from hypothesis import given
from hypothesis import strategies as st

from kamcareer.core.spreadsheets.cells import Cells, named_twice
from kamcareer.core.spreadsheets.header import Header
from kamcareer.core.spreadsheets.problem import Wrong
from kamcareer.core.spreadsheets.sheet import Sheet

VALUES = st.one_of(st.none(), st.integers(0, 9).map(str), st.sampled_from(["x", "—"]))


def number(value: object) -> int:
    return int(str(value))


@given(st.lists(st.tuples(VALUES, VALUES), min_size=1, max_size=8))
def test_a_cell_is_empty_or_read_or_named_once(rows):
    cells = Cells(Sheet("A", tuple(rows)), {"left": 0, "right": 1})
    for place, row in enumerate(rows):
        for what, said in zip(("left", "right"), row, strict=True):
            for _ in range(2):  # asked for twice, named once
                found = cells.read(place, what, number, Wrong.BAD_NUMBER)
                assert found == (int(said) if said and said.isdigit() else None)
        assert cells.empty(place) == (row == (None, None))

    wrong = [(place, at) for place, row in enumerate(rows) for at, said in enumerate(row) if said in {"x", "—"}]
    assert [(one.cell.row, one.cell.column) for one in cells.problems] == wrong


def test_a_formula_without_its_value_is_no_empty_cell():
    cells = Cells(Sheet("A", ((None,),), frozenset({(0, 0)})), {"left": 0})

    assert not cells.empty(0)
    assert cells.read(0, "left", number, Wrong.BAD_NUMBER) is None
    assert [one.wrong for one in cells.problems] == [Wrong.NO_VALUE]


def test_what_no_column_says_is_nothing():
    cells = Cells(Sheet("A", (("1",),)), {"left": 0})

    assert (cells.value(0, "right"), cells.problems) == (None, [])


def test_a_column_that_says_what_one_before_it_says_is_named_with_that_one():
    sheet = Sheet("A", (("Name", "Mail", "Name"),))
    [problem] = named_twice(sheet, Header(0, ("Name", "Mail", "Name"), ("", "", "")), {0: "name", 1: "mail", 2: "name"})

    assert (str(problem.cell), problem.hints) == ("A!C1", ("A!A1",))
