"""The model out as a CASE package and in again, at the console."""

import json
from pathlib import Path

from kamcareer.services.framework_files import read_folder


def test_a_package_changes_a_folder_makes_a_new_one_or_begins_one_and_tells_what_has_no_place(runner, tmp_path: Path):
    copy = tmp_path / "model"
    runner.invoke(args=["frameworks", "new", str(copy)])
    before = read_folder(copy).files
    file, broken, foreign = tmp_path / "model.json", tmp_path / "broken.json", tmp_path / "other.json"
    assert runner.invoke(args=["frameworks", "export", str(copy), str(file)]).exit_code == 0
    same = runner.invoke(args=["frameworks", "import", str(file), str(copy)])
    untouched = read_folder(copy).files == before
    whole = runner.invoke(args=["frameworks", "import", str(file), str(tmp_path / "whole")])
    package = json.loads(file.read_text())
    levels = package["CFRubrics"][1]["CFRubricCriteria"][0]["CFRubricCriterionLevels"]
    broken.write_text(json.dumps(package | {"CFItems": [{}]}))
    refused = runner.invoke(args=["frameworks", "import", str(broken), str(copy)])
    levels[0]["score"] = 3
    package["CFDocument"]["notes"] = "hello"
    file.write_text(json.dumps(package))
    changed = runner.invoke(args=["frameworks", "import", str(file), str(copy)])
    foreign.write_text(json.dumps({key: value for key, value in package.items() if key != "extensions"}))
    begun = runner.invoke(args=["frameworks", "import", str(foreign), str(tmp_path / "begun")])

    assert (same.exit_code, same.stdout, untouched) == (0, "", True)
    assert (whole.exit_code, whole.stdout) == (0, "")
    assert len(read_folder(tmp_path / "whole").files) == len(before)
    assert refused.exit_code == 2
    assert f"{broken}: CFItems[0].fullStatement: is missing" in refused.stderr
    assert changed.exit_code == 0
    assert "», нужная ступень: 2 → 3" in changed.stdout
    assert 'no place for CFDocument.notes: "hello"' in changed.stdout
    assert (begun.exit_code, (tmp_path / "begun" / "competencies" / "client_talks.yaml").exists()) == (0, True)
    assert "to mend before it passes" in begun.stderr
