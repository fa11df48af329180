"""What publishing a framework would do to people, at the console before it is done."""

import json
from pathlib import Path

from kamcareer.config import PROJECT_ROOT

PERSON = PROJECT_ROOT / "examples" / "sales_representative.yaml"


def easier(folder: Path) -> str:
    """Ask of a sales manager a level less in the first must-have."""
    file = folder / "roles" / "sales_manager.yaml"
    text = file.read_text()
    assert "level: 3" in text
    file.write_text(text.replace("level: 3", "level: 2", 3))
    return str(folder)


def test_invented_people_show_what_would_move(runner, copy: Path):
    found = runner.invoke(args=["frameworks", "effect", "key_account", easier(copy)])
    moved = [line for line in found.stdout.splitlines() if line.startswith("*")]

    assert found.exit_code == 0
    assert moved
    assert all("→ sales_manager" in line for line in moved)
    assert found.stderr == f"{len(moved)} of 9 get another verdict\n"


def test_people_of_ones_own_are_shown_as_json(runner, copy: Path):
    arguments = ["frameworks", "effect", "key_account", easier(copy), str(PERSON)]
    [one] = json.loads(runner.invoke(args=[*arguments, "--to", "sales_manager", "--format", "json"]).stdout)

    assert one["person"] == "sales_representative"
    assert one["after"]["all_must_haves"] > one["before"]["all_must_haves"]
    assert runner.invoke(args=arguments).exit_code == 2
    assert runner.invoke(args=[*arguments, "--to", "sales_manger"]).exit_code == 2
