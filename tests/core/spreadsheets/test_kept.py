"""Tables that are kept come back cell by cell as they were."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from kamcareer.core.spreadsheets.kept import read_kept, written_sheets
from kamcareer.core.spreadsheets.sheet import Sheet

VALUES = st.none() | st.text() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.dates()


@given(
    st.lists(st.lists(VALUES, min_size=2, max_size=2), max_size=5), st.sets(st.tuples(st.integers(0, 9), st.just(1)))
)
def test_tables_come_back_as_they_were(rows: list, uncomputed: set):
    sheet = Sheet("Лист1", tuple(map(tuple, rows)), frozenset(uncomputed))

    (again,) = read_kept(written_sheets([sheet]))
    assert again == sheet
    assert [type(value) for row in again.rows for value in row] == [type(value) for row in sheet.rows for value in row]


def test_a_day_stays_a_day():
    (again,) = read_kept(written_sheets([Sheet("A", ((date(2026, 3, 31), "2026-03-31"),))]))

    assert again.rows == ((date(2026, 3, 31), "2026-03-31"),)
