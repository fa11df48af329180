"""The estimate against the requirement, competency by competency."""

from collections.abc import Mapping

import plotly.graph_objects as go

from kamcareer.core.framework.entries import MAX_LEVEL
from kamcareer.core.gaps import GapReport

ROW = 34
HEAD = 120
WORDS = {
    "en": {"estimate": "estimate", "interval": "probably between", "required": "the role needs", "chosen": "you chose"},
    "ru": {"estimate": "оценка", "interval": "скорее всего, между", "required": "роль ждёт", "chosen": "вы выбрали"},
}


def gap_chart(report: GapReport, language: str, level_names: Mapping[int, str]) -> str:
    """Return the Plotly figure as JSON: a dot with its interval for the estimate, a tick for the requirement.

    The largest loss stands on top. The axis is fixed at 0 to 4: fitted to the data, half a level would look like four.
    """
    gaps = report.by_points[::-1]
    words = WORDS[language]
    names = [report.framework.competencies[gap.competency].name[language] for gap in gaps]
    levels = [gap.level for gap in gaps]
    figure = go.Figure()
    figure.add_bar(
        x=[gap.high - gap.low for gap in gaps], base=[gap.low for gap in gaps], y=names, orientation="h",
        name=words["interval"], width=0.42, marker_color="#7cc5c9", marker_line_width=0, hoverinfo="skip",
    )  # fmt: skip
    figure.add_scatter(
        x=levels, y=names, mode="markers", name=words["estimate"], marker={"size": 13, "color": "#006770"},
        customdata=[[gap.low, gap.high] for gap in gaps],
        hovertemplate="%{x:.1f} (%{customdata[0]:.1f} – %{customdata[1]:.1f})<extra>%{y}</extra>",
    )  # fmt: skip
    figure.add_scatter(
        x=[gap.need.level for gap in gaps], y=names, mode="markers", name=words["required"],
        marker={"symbol": "line-ns-open", "size": 20, "line": {"width": 4}, "color": "#b4501e"},
        hovertemplate="%{x}<extra>%{y}</extra>",
    )  # fmt: skip
    chosen = [gap for gap in gaps if gap.said is not None]
    figure.add_scatter(
        x=[gap.said for gap in chosen],
        y=[report.framework.competencies[gap.competency].name[language] for gap in chosen],
        mode="markers", name=words["chosen"], marker={"symbol": "diamond-open", "size": 12, "color": "#5a6b70"},
        hovertemplate="%{x}<extra>%{y}</extra>", visible="legendonly",
    )  # fmt: skip
    figure.update_layout(
        template=None, height=HEAD + ROW * len(gaps), margin={"l": 8, "r": 24, "t": 64, "b": 48}, showlegend=True,
        legend={"orientation": "h", "y": 0, "yanchor": "top", "x": 0}, bargap=0.5, hovermode="closest",
        paper_bgcolor="rgba(0,0,0,0)", plot_bgcolor="rgba(0,0,0,0)",
    )  # fmt: skip
    figure.update_xaxes(
        range=[-0.15, MAX_LEVEL + 0.15], tickvals=list(level_names),
        ticktext=[_wrapped(name) for name in level_names.values()], side="top", tickangle=0, fixedrange=True,
        zeroline=False,
    )  # fmt: skip
    figure.update_yaxes(fixedrange=True, automargin=True)
    return str(figure.to_json())


def _wrapped(name: str) -> str:
    """Break a level's name into lines, for ticks that stand close."""
    return name.replace(" ", "<br>")
