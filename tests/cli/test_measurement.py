import json
import re
from collections.abc import Iterator

import pytest
from pydantic import BaseModel

from kamcareer.config import PROJECT_ROOT
from kamcareer.core.framework.loading import parse_measurement
from kamcareer.core.framework.measurement_settings import ErrorShares, Parameter
from kamcareer.services.framework_files import load_framework
from tests.core.test_calibration import SETTINGS, rated

MEASUREMENT = PROJECT_ROOT / "competencies" / "key_account" / "measurement.yaml"
FRAMEWORK = load_framework(MEASUREMENT.parent)


def run(runner, *args):
    return runner.invoke(args=["measurement", *map(str, args)])


def rows(people, file):
    lines = [
        json.dumps(
            {"person": id, "role": one.role, "competency": r.competency, "source": r.source, "rater": r.rater, "level": r.level}
        )
        for id, one in people.items()
        for r in one.ratings
    ]  # fmt: skip
    file.write_text("\n".join(lines))
    return file


@pytest.mark.parametrize(("lang", "words"), [("ru", "Все числа"), ("en", "Every number")])
def test_the_card_names_every_number_its_range_and_what_it_rests_on(runner, lang, words):
    text = run(runner, "card", "--lang", lang).stdout

    assert words in text
    assert "Heidemeier" in text
    assert "0,34" in text if lang == "ru" else "0.34" in text
    assert text.count("\n| ") > 60
    assert "RMSE" in text  # the figures of the bench
    assert bool(re.search(r"\d\.\d", text.partition("## ")[2].replace("self.bias", ""))) == (lang == "en")
    assert ("2\N{NO-BREAK SPACE}000 people" if lang == "ru" else "2,000 people") in text
    assert "None" not in text


def values(part: object) -> Iterator[float]:
    """Every number in the settings, however deep."""
    if isinstance(part, Parameter):
        yield part.value
    elif isinstance(part, ErrorShares):
        yield from (part.rater, part.halo, part.rest)
    elif isinstance(part, BaseModel):
        for name in type(part).model_fields:
            yield from values(getattr(part, name))
    elif isinstance(part, dict):
        for one in part.values():
            yield from values(one)


def test_the_card_leaves_no_number_out(runner):
    table = run(runner, "card", "--lang", "en").stdout.partition("|---|--:|--:|---|\n")[2].partition("\n\n")[0]
    shown = sorted(float(one) for row in table.splitlines() for one in row.split("|")[2].split(" / "))

    assert shown == sorted(values(FRAMEWORK.measurement))


def test_the_effect_of_other_settings_is_shown_and_nothing_is_changed(runner, tmp_path):
    before = MEASUREMENT.read_bytes()
    other = tmp_path / "new.yaml"
    other.write_text(MEASUREMENT.read_text().replace("value: 0.34", "value: 0.5", 1))
    result = run(runner, "effect", other)

    assert result.exit_code == 0
    assert result.stdout.count("→") > 9
    assert MEASUREMENT.read_bytes() == before


def test_the_effect_can_be_looked_at_on_ones_own_people(runner):
    example = PROJECT_ROOT / "examples" / "sales_manager_seen_by_others.yaml"
    result = run(runner, "effect", MEASUREMENT, example, "--to", "key_account_manager_retail")

    assert "sales_manager_seen_by_others" in result.stdout
    assert run(runner, "effect", MEASUREMENT, example).exit_code == 2
    wrong = run(runner, "effect", MEASUREMENT, example, "--to", "key_account_manager_retial")
    assert (wrong.exit_code, '--to: unknown role "key_account_manager_retial"' in wrong.stderr) == (2, True)


def test_wrong_settings_are_one_line_and_exit_code_2(runner, tmp_path):
    other = tmp_path / "new.yaml"
    other.write_text(MEASUREMENT.read_text().replace("value: 0.34", "value: 0.9", 1))
    result = run(runner, "effect", other)

    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.startswith(f"{other}:")
    assert "outside its range" in result.stderr


def test_calibrating_shows_before_and_after_and_writes_a_proposal_only(runner, tmp_path):
    before = MEASUREMENT.read_bytes()
    out, leniency = tmp_path / "proposal.yaml", tmp_path / "leniency.json"
    file = rows(rated(), tmp_path / "rows.jsonl")
    result = run(runner, "calibrate", file, "-o", out, "--leniency", leniency)

    assert result.exit_code == 0, result.stderr
    [bias] = [line for line in result.stdout.splitlines() if line.startswith("self.bias")]
    assert "0.35" in bias
    assert " to " in bias
    [slope] = [line for line in result.stdout.splitlines() if line.startswith("self.validity")]
    assert " to " in slope
    assert parse_measurement(out.read_bytes(), "proposal").sources["self"].bias.value > 0.5
    assert {row["source"] for row in json.loads(leniency.read_text())} == {"manager"}
    assert leniency.stat().st_mode & 0o077 == 0  # names of people who judged others
    assert not [row["rater"] for row in json.loads(leniency.read_text()) if row["rater"] in out.read_text().split()]
    assert MEASUREMENT.read_bytes() == before
    assert "today's settings are unchanged" in result.stderr


def test_a_proposal_is_never_written_over_a_file(runner, tmp_path):
    out = tmp_path / "proposal.yaml"
    out.write_text("mine")
    result = run(runner, "calibrate", rows(rated(), tmp_path / "rows.jsonl"), "-o", out)

    assert result.exit_code == 2
    assert out.read_text() == "mine"


def test_too_few_ratings_are_refused_with_the_reason_and_nothing_is_written(runner, tmp_path):
    out = tmp_path / "proposal.yaml"
    result = run(runner, "calibrate", rows(rated(count=299), tmp_path / "rows.jsonl"), "-o", out)

    assert result.exit_code == 2
    assert "300 people and 40 raters" in result.stderr
    assert not out.exists()
    assert SETTINGS.sources["self"].bias.value == 0.35


def test_a_raters_leniency_comes_from_the_stored_file_and_not_from_the_batch(runner, tmp_path):
    people = tmp_path / "people.jsonl"
    document = {
        "framework": "key_account", "role": "supervisor", "answers": {"market": {"level": 2}},
        "others": [{"source": "manager", "rater": "strict", "levels": {"market": 2}}],
    }  # fmt: skip
    people.write_text("\n".join(json.dumps(document) for _ in range(3)))
    known = tmp_path / "leniency.json"
    known.write_text(json.dumps([{"source": "manager", "rater": "strict", "levels": -0.6}]))
    call = ["gap", "--batch", str(people), "--to", "sales_manager"]
    plain, corrected = (
        [json.loads(line)["readiness"]["estimate"] for line in runner.invoke(args=[*call, *more]).stdout.splitlines()]
        for more in ([], ["--leniency", str(known)])
    )

    assert len(set(plain)) == 1
    assert corrected[0] > plain[0]
    known.write_text("{}")
    assert runner.invoke(args=[*call, "--leniency", str(known)]).exit_code == 2
