import pytest

from kamcareer.charts.gap_chart import gap_chart
from kamcareer.core.answers import Answer
from tests.exports.reports import FRAMEWORK, example_report, report_with

WORDS = {"interval": "полоса", "estimate": "оценка", "required": "нужно", "chosen": "выбрано"}


def chart(report, language="ru") -> dict:
    return gap_chart(report, language, WORDS)


def trace(figure, name) -> dict:
    return next(item for item in figure["data"] if item["name"] == name)


@pytest.mark.parametrize("language", ["ru", "en"])
def test_every_competency_has_an_estimate_an_interval_and_a_requirement(language):
    report = example_report()
    names = [FRAMEWORK.competencies[gap.competency].name[language] for gap in report.by_points[::-1]]
    figure = chart(report, language)

    assert [item["y"] for item in figure["data"][:3]] == [names] * 3
    assert figure["data"][1]["x"] == pytest.approx([gap.level for gap in report.by_points[::-1]])
    assert figure["data"][2]["x"] == [gap.need.level for gap in report.by_points[::-1]]


def test_the_bar_is_the_interval():
    report = example_report()
    bar = trace(chart(report), "полоса")

    assert bar["base"] == pytest.approx([gap.low for gap in report.by_points[::-1]])
    assert [low + width for low, width in zip(bar["base"], bar["x"], strict=True)] == pytest.approx(
        [gap.high for gap in report.by_points[::-1]]
    )


def test_the_axis_shows_the_whole_scale_in_words_whatever_the_data():
    for report in (example_report(), report_with(None)):
        axis = chart(report)["layout"]["xaxis"]

        assert -0.5 < axis["range"][0] <= 0
        assert 4 <= axis["range"][1] < 4.5
        assert [text.replace("<br>", " ") for text in axis["ticktext"]] == [s.name.ru for s in FRAMEWORK.scale.values()]


def test_what_was_chosen_is_shown_only_where_something_was_chosen():
    report = report_with(negotiation=Answer(level=2), leadership=Answer(level=None))
    chosen = trace(chart(report), "выбрано")

    assert chosen["x"] == [2]
    assert chosen["y"] == [FRAMEWORK.competencies["negotiation"].name.ru]


def test_the_largest_loss_stands_on_top():
    report = example_report()

    assert chart(report)["data"][0]["y"][-1] == FRAMEWORK.competencies[report.by_points[0].competency].name.ru
