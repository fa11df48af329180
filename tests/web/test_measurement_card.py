"""The card of the measurement shows the figures that the bench has written, in the reader's language."""

import pytest
from flask import Flask

from kamcareer.config import PROJECT_ROOT
from kamcareer.core.framework.model import Framework
from kamcareer.exports.measurement_card import measurement_card
from kamcareer.services.measurement_figures import measured_figures, table_under
from kamcareer.web.visitor import about
from tests.web.pages import Reader

FIGURES = measured_figures(PROJECT_ROOT / "docs" / "measurement.md")


def test_the_page_shows_every_goal_with_what_was_reached_and_what_each_set_of_sources_gives(any_reader: Reader):
    page = any_reader.open("/about/measurement").main
    goals = [[cell.text for cell in [*row.all("th"), *row.all("td")]] for row in page.one(id="goals").all("tr")][1:]
    reached = [[cell.text for cell in [*row.all("th"), *row.all("td")]] for row in page.one(id="reached").all("tr")][1:]
    written = table_under(FIGURES, "Goals")
    by_sources = [row for row in table_under(FIGURES, "Each set of sources") if row[1] == "kamcareer"]

    def figure(text: str) -> float:
        return float(text.replace(",", "."))

    assert [figure(row[1]) for row in goals] == [round(figure(row[1].split()[0]), 2) for row in written]
    assert {row[2] for row in goals} <= {"да", "yes", "нет", "no"}
    assert [figure(row[2]) for row in reached] == [round(figure(row[2]), 2) for row in by_sources]
    assert all(row[0] for row in [*goals, *reached])
    if any_reader.language == "ru":
        assert not any(row[0].isascii() for row in [*goals, *reached])


def test_without_figures_the_card_stands_without_them(
    app: Flask, monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory
):
    monkeypatch.setattr(about, "PROJECT_ROOT", tmp_path_factory.mktemp("nothing"))

    assert Reader(app).open("/about/measurement").main.all(id="goals") == []


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("ru", ("только по трое", "притянуто к настройкам", "любым, кто оценивает")),
        ("en", ("in threes", "drawn to the settings", "everybody who rates")),
    ],
)
def test_the_limits_name_the_rule_of_three_the_intervals_of_calibration_and_the_leniency_of_raters(
    framework: Framework, language: str, words: tuple[str, ...]
):
    limits = measurement_card(framework, language).rpartition("## ")[2]

    assert [word for word in words if word not in limits] == []


@pytest.mark.parametrize(("language", "shares"), [("ru", ("80 %", "30 %", "25 %")), ("en", ("80 %", "30 %", "25 %"))])
def test_the_card_names_the_number_from_which_on_each_word_is_used(
    app: Flask, framework: Framework, language: str, shares: tuple[str, ...]
):
    card = measurement_card(framework, language)
    page = (
        Reader(app, language).open("/about/measurement").main.text.replace("\N{NO-BREAK SPACE}", " ").replace("%", " %")
    )

    for share in shares:
        assert share in card
        assert share in page.replace("  ", " ")
