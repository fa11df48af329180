"""The matrix out as XLSX and in again, at the console."""

from pathlib import Path

from kamcareer.services.framework_files import read_folder
from tests.core.framework.tiny import REAL
from tests.exports.test_framework_xlsx import changed_cells


def test_the_command_writes_all_or_nothing_and_says_in_words_what_changed(runner, copy: Path, tmp_path: Path):
    table = tmp_path / "m.xlsx"
    good, bad = ("levels", "negotiation", "supervisor", 3), ("must_haves", "negotiation", "supervisor", "x")
    table.write_bytes(changed_cells(good, bad))
    refused = runner.invoke(args=["frameworks", "import", str(table), str(copy)])
    untouched = read_folder(copy).files == read_folder(REAL).files
    table.write_bytes(changed_cells(good))
    tried = runner.invoke(args=["frameworks", "import", str(table), str(copy), "--dry-run"])
    done = runner.invoke(args=["frameworks", "import", str(table), str(copy)])

    assert (refused.exit_code, untouched) == (1, True)
    assert 'the must-have "negotiation" has weight 2; a must-have has weight 3' in refused.stderr
    said = "Роль «Супервайзер»\n  «Переговоры и работа с возражениями», нужная ступень: 2 → 3\n"
    assert tried.stdout == done.stdout == said
    assert done.exit_code == 0
    assert runner.invoke(args=["frameworks", "check", str(copy)]).exit_code == 0
