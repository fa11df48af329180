from pathlib import Path

from kamcareer.config import Settings
from kamcareer.factory import create_app


def test_every_fact_is_printed_with_what_carries_it_or_why_it_is_left_out(runner):
    result = runner.invoke(args=["frameworks", "facts", "--language", "en"])
    lines = result.stdout.splitlines()

    assert result.exit_code == 0
    assert len(lines) == 2 * 171
    assert lines[0].startswith("F1 ")
    assert not [line for line in lines if line.strip() == "NOWHERE"]
    assert sum(line.strip().startswith("left out: ") for line in lines) == 3
    assert result.stderr.strip() == "171 of 171 facts accounted for: 168 carried, 3 left out with a reason"


def test_a_fact_that_nothing_carries_is_named_and_fails(copy: Path, tmp_path: Path):
    facts = (copy / "facts.yaml").read_text()
    (copy / "facts.yaml").write_text(facts.partition("left_out:")[0])
    settings = {"KAMCAREER_DATA": str(tmp_path / "data"), "KAMCAREER_FRAMEWORKS": str(tmp_path)}
    result = create_app(Settings.from_env(settings)).test_cli_runner().invoke(args=["frameworks", "facts"])

    assert result.exit_code == 1
    assert result.stdout.count("NOWHERE") == 3
    assert "168 of 171" in result.stderr
