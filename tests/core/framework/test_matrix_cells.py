"""Cells of the grid as they are typed."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kamcareer.core.framework.matrix import Matrix, Need, Profile
from kamcareer.core.framework.matrix_cells import CellError, cell_text, cells_of, with_cells

NEEDS = st.builds(Need, st.integers(0, 4), st.integers(1, 3), st.booleans())
GRIDS = st.fixed_dictionaries(
    {
        role: st.dictionaries(st.sampled_from(["a", "b", "c"]), NEEDS).map(
            lambda needs, role=role: Profile(f"roles/{role}.yaml", None, needs)
        )
        for role in ("one", "two")
    }
)


def grid(profiles: dict[str, Profile]) -> Matrix:
    return Matrix(("a", "b", "c"), profiles, {})


@given(GRIDS, GRIDS)
def test_what_is_typed_over_another_grid_is_what_the_grid_says_then(
    before: dict[str, Profile], after: dict[str, Profile]
):
    assert with_cells(grid(before), cells_of(grid(after))).profiles == after


@given(GRIDS, NEEDS)
def test_a_cell_that_was_not_sent_stays(profiles: dict[str, Profile], need: Need):
    changed = with_cells(grid(profiles), {("one", "a"): cell_text(need)})

    assert changed.profiles["two"] == profiles["two"]
    assert changed.profiles["one"] == replace(profiles["one"], needs={**profiles["one"].needs, "a": need})


@pytest.mark.parametrize("text", ["5/1", "3", "3/4", "3/2!", "٣/2", "-1/2"])
def test_a_cell_that_nobody_can_read_is_named_with_what_stands_in_it(text: str):
    with pytest.raises(CellError) as refused:
        with_cells(grid({"one": Profile("roles/one.yaml", None, {})}), {("one", "a"): text, ("one", "b"): " 3 / 2 * "})

    assert refused.value.cells == {("one", "a"): text}
