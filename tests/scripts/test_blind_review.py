"""What a blind reader sees, and how the answers are counted."""

import json
import subprocess
import sys
from pathlib import Path

from kamcareer.config import PROJECT_ROOT
from kamcareer.core.framework.model import Framework


def blind(*arguments: str) -> str:
    command = [sys.executable, "-m", "scripts.blind_review", *arguments]
    return subprocess.run(command, cwd=PROJECT_ROOT, check=True, capture_output=True, text=True).stdout


def test_the_same_seed_shuffles_the_same_way_and_another_differs():
    sheet = blind("sheet", "situations", "en", "3", "--only", "finance")

    assert sheet == blind("sheet", "situations", "en", "3", "--only", "finance")
    assert sheet != blind("sheet", "situations", "en", "4", "--only", "finance")


def test_a_sheet_without_stems_tells_neither_the_case_nor_the_key(framework: Framework):
    sheet = blind("sheet", "options", "ru", "1", "--only", "finance")

    for item in framework.competencies["finance"].situations:
        assert item.stem.ru not in sheet
        assert item.rationale.ru not in sheet
        assert item.id not in sheet
        assert all(option.text.ru in sheet for option in item.options.values())


def test_anchors_in_order_are_counted_and_every_miss_is_told(tmp_path: Path, framework: Framework):
    level = {anchor.en: level for level, anchor in framework.competencies["finance"].anchors.items()}
    sheet = blind("sheet", "anchors", "en", "1", "--only", "finance").splitlines()
    shown = {line[0]: level[line[3:]] for line in sheet if line[1:3] == ". "}
    in_order = sorted(shown, key=shown.__getitem__)

    assert scored(tmp_path, in_order).strip() == "5 of 5 in their place: 100.0%"
    # Turned round, the middle one of five stays in its place.
    turned = scored(tmp_path, in_order[::-1])
    assert turned.startswith("1 of 5 in their place: 20.0%")
    assert "finance: level 0 was placed +4" in turned


def scored(folder: Path, order: list[str]) -> str:
    (folder / "answers.json").write_text(json.dumps({"finance": order}))
    answers = str(folder / "answers.json")
    return blind("score", "anchors", "en", "1", "--only", "finance", "--answers", answers)
