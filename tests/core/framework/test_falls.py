"""Levels that fall on the way up: found with their place, and a reason that is no longer needed goes."""

from dataclasses import replace

from kamcareer.core.framework.falls import falls_of, reasons_left_over, without_reason
from kamcareer.core.framework.loading import Folder, problems_in
from kamcareer.core.framework.matrix import Matrix, Need, matrix_of, with_matrix
from tests.core.framework.tiny import edited, tiny_files

WHY = ("Это делают другие", "Others do it")
PLACE = ("framework.yaml", "edges.0.falls.listening")


def asking(matrix: Matrix, level: int) -> Matrix:
    lead = matrix.profiles["lead"]
    needs = {**lead.needs, "listening": Need(level, 1)}
    return replace(matrix, profiles={**matrix.profiles, "lead": replace(lead, needs=needs)})


def folder(files: dict[str, bytes]) -> Folder:
    return Folder(files, "tiny")


def test_a_fall_is_found_with_the_place_of_its_reason():
    matrix = asking(matrix_of(folder(tiny_files())), 1)
    (fall,) = without_reason(matrix)

    assert (fall.promotion.start, fall.promotion.end) == ("helper", "lead")
    assert (fall.competency, fall.before, fall.after, fall.place) == ("listening", 2, 1, PLACE)
    assert list(falls_of(matrix_of(folder(tiny_files())))) == []


def test_a_reason_in_that_place_passes_the_check_and_leaves_all_else_as_it_was():
    before = folder(edited("framework.yaml", "edges:", "# ways\nedges: # up and out"))
    wanted = asking(matrix_of(before), 1)
    assert problems_in(with_matrix(before, wanted)) != ()
    after = with_matrix(before, replace(wanted, texts={**wanted.texts, PLACE: WHY}))

    assert problems_in(after) == ()
    assert b"# ways\nedges: # up and out\n" in after.files["framework.yaml"]
    assert without_reason(matrix_of(after)) == ()


def test_a_reason_of_what_falls_no_longer_is_named_with_its_list():
    before = folder(tiny_files())
    wanted = asking(matrix_of(before), 1)
    fallen = with_matrix(before, replace(wanted, texts={**wanted.texts, PLACE: WHY}))
    matrix = asking(matrix_of(fallen), 2)

    assert reasons_left_over(matrix_of(fallen)) == ()
    assert reasons_left_over(matrix) == (("framework.yaml", "edges.0.falls"),)
    gone = dict.fromkeys(reasons_left_over(matrix), ("", ""))
    again = with_matrix(fallen, replace(matrix, texts={**matrix.texts, **gone}))
    assert problems_in(again) == ()
    assert b"falls" not in again.files["framework.yaml"]
    assert matrix_of(again) == matrix_of(before)


def test_a_variant_asks_what_its_base_asks():
    files = edited("framework.yaml", "to: lead,", "to: lead_abroad,")
    files["framework.yaml"] += b"  - {from: helper, to: lead, type: lateral, source: card}\n"
    matrix = asking(matrix_of(folder(files)), 2)
    abroad = replace(matrix.profiles["lead_abroad"], needs={"planning": Need(0, 1)})
    matrix = replace(matrix, profiles={**matrix.profiles, "lead_abroad": abroad})

    assert [(fall.competency, fall.before, fall.after) for fall in falls_of(matrix)] == [("planning", 1, 0)]
