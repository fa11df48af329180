"""`flask frameworks review`: experts read without levels; agreement is told, a status is raised by a person or not."""

from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from shutil import copytree

import pytest
from click.testing import Result
from flask import Flask
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from kamcareer.config import PROJECT_ROOT
from kamcareer.core.expert_review import anchors_in_disorder, expert_review, options_in_disorder, situations_of
from kamcareer.core.framework.model import Framework
from kamcareer.services.framework_files import load_framework

TOPIC, SITUATION = "negotiation", "negotiation_last_minute_discount"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(copytree(PROJECT_ROOT / "competencies" / "key_account", tmp_path / "key_account"))


@pytest.fixture
def review(app: Flask, folder: Path) -> Callable[..., Result]:
    return lambda *more: app.test_cli_runner().invoke(args=["frameworks", "review", str(folder), *map(str, more)])


def filled(framework: Framework, sheet: Path, place: Path, wrong: int = 0) -> Path:
    """Fill in a sheet as the model has it, but for some descriptions that are put at the other end."""
    book = load_workbook(BytesIO(sheet.read_bytes()))
    for row in book["anchors"].iter_rows(min_row=2):
        level = anchors_in_disorder(framework.competencies[row[0].value])[row[1].value]
        miss = wrong and row[0].value == TOPIC and level < wrong
        row[4].value = 4 - level if miss else level
    for row in book["situations"].iter_rows(min_row=2):
        one = situations_of(framework)[row[0].value]
        row[4].value = one.options[options_in_disorder(one)[row[1].value]].rating
    book.save(place)
    return place


def test_a_sheet_tells_no_level_and_comes_back_as_agreement_and_a_status(
    review: Callable[..., Result], framework: Framework, folder: Path, tmp_path: Path
):
    sheet = tmp_path / "experts.xlsx"
    assert review("--sheet", sheet).exit_code == 0
    rows = list(load_workbook(sheet)["anchors"].iter_rows(min_row=2, values_only=True))
    assert len(rows) == 5 * len(framework.competencies)
    assert all(row[4] is None for row in rows)
    experts = [filled(framework, sheet, tmp_path / f"{n}.xlsx") for n in range(2)]

    told = review(*experts)
    assert told.exit_code == 0, told.output
    assert f"{TOPIC}: 10 of 10 in place, 0 off by two or more, 2 experts: holds" in told.stdout
    assert "alpha 1.00" in told.stdout
    assert load_framework(folder).competencies[TOPIC].status == "draft"

    raised = review(*experts, "--reviewed", TOPIC, "--by", "Две КАМ сетей", "Two KAM of chains")
    assert raised.exit_code == 0, raised.output
    competency = load_framework(folder).competencies[TOPIC]
    assert competency.status == "reviewed"
    assert "10 of 10" in competency.rests_on[-1]["en"]
    assert load_framework(folder).competencies["finance"].status == "draft"

    assert review(*experts, "--reviewed", SITUATION, "--by", "Две КАМ сетей", "Two KAM of chains").exit_code == 0
    statuses = {id: one.status for id, one in situations_of(load_framework(folder)).items()}
    assert {id for id, status in statuses.items() if status == "reviewed"} == {SITUATION}
    assert "competency or situation" in review(*experts, "--reviewed", "nothing", "--by", "a", "b").output


def test_what_does_not_hold_raises_nothing_and_wrong_cells_are_named(
    review: Callable[..., Result], framework: Framework, folder: Path, tmp_path: Path
):
    sheet = tmp_path / "experts.xlsx"
    review("--sheet", sheet)
    good, bad = filled(framework, sheet, tmp_path / "a.xlsx"), filled(framework, sheet, tmp_path / "b.xlsx", wrong=2)
    refused = review(good, bad, "--reviewed", TOPIC, "--by", "Эксперты", "Experts")
    assert refused.exit_code == 1
    assert review(good, "--reviewed", TOPIC, "--by", "Один", "One").exit_code == 1, "one expert is no agreement"
    assert load_framework(folder).competencies[TOPIC].status == "draft"

    book = load_workbook(good)
    book["anchors"]["E2"].value = 7
    book.save(good)
    told = review(good, bad)
    assert told.exit_code == 1
    assert "E2" in told.output


said = st.dictionaries(st.sampled_from("ABCDE"), st.integers(0, 4), max_size=5)


@settings(max_examples=40, deadline=None)
@given(experts=st.lists(said, max_size=4), shuffle=st.randoms())
def test_the_order_of_experts_changes_nothing_and_everything_placed_is_counted(
    framework: Framework, experts: list[dict[str, int]], shuffle
):
    words = [{(TOPIC, letter): level for letter, level in one.items()} for one in experts]
    found = next(one for one in expert_review(framework, words, []).placed if one.competency == TOPIC)
    turned = list(words)
    shuffle.shuffle(turned)

    assert next(one for one in expert_review(framework, turned, []).placed if one.competency == TOPIC) == found
    assert found.placed == sum(map(len, experts))
    assert found.in_place + found.far_off <= found.placed
    assert found.experts == sum(map(bool, experts))
