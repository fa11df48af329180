"""The estimate against the requirement, competency by competency."""

import json
from collections.abc import Mapping
from typing import Any

import plotly.graph_objects as go

from kamcareer.core.framework.entries import MAX_LEVEL
from kamcareer.core.gap import Gap
from kamcareer.core.gaps import GapReport

ROW = 34
HEAD = 120


def gap_chart(report: GapReport, language: str, words: Mapping[str, str]) -> dict[str, Any]:
    """Return the Plotly figure as JSON-ready data: dot and interval for the estimate, a tick for the requirement.

    The largest loss stands on top. The axis is fixed at 0 to 4: fitted to the data, half a level would look like four.
    `words` names the four traces: interval, estimate, required, chosen.
    """
    gaps = report.by_points[::-1]
    names = {gap.competency: report.framework.competencies[gap.competency].name[language] for gap in gaps}
    figure = go.Figure([
        _intervals(gaps, names, words["interval"]),
        _estimates(gaps, names, words["estimate"]),
        _requirements(gaps, names, words["required"]),
        _chosen([gap for gap in gaps if gap.said is not None], names, words["chosen"]),
    ])  # fmt: skip
    figure.update_layout(
        template=None,
        height=HEAD + ROW * len(gaps),
        margin={"l": 8, "r": 24, "t": 64, "b": 48},
        legend={"orientation": "h", "y": 0, "yanchor": "top", "x": 0},
        hovermode="closest",
        paper_bgcolor="rgba(0,0,0,0)",
        plot_bgcolor="rgba(0,0,0,0)",
    )
    levels = {level: step.name[language].replace(" ", "<br>") for level, step in report.framework.scale.items()}
    ticks = {"tickvals": list(levels), "ticktext": list(levels.values()), "tickangle": 0}
    figure.update_xaxes(range=[-0.15, MAX_LEVEL + 0.15], side="top", fixedrange=True, zeroline=False, **ticks)
    figure.update_yaxes(fixedrange=True, automargin=True)
    data: dict[str, Any] = json.loads(figure.to_json())
    return data


def _intervals(gaps: tuple[Gap, ...], names: Mapping[str, str], name: str) -> go.Bar:
    return go.Bar(
        x=[gap.high - gap.low for gap in gaps],
        base=[gap.low for gap in gaps],
        y=[names[gap.competency] for gap in gaps],
        orientation="h",
        name=name,
        width=0.42,
        marker={"color": "#7cc5c9", "line": {"width": 0}},
        hoverinfo="skip",
    )


def _estimates(gaps: tuple[Gap, ...], names: Mapping[str, str], name: str) -> go.Scatter:
    return go.Scatter(
        x=[gap.level for gap in gaps],
        y=[names[gap.competency] for gap in gaps],
        mode="markers",
        name=name,
        marker={"size": 13, "color": "#006770"},
        customdata=[[gap.low, gap.high] for gap in gaps],
        hovertemplate="%{x:.1f} (%{customdata[0]:.1f} – %{customdata[1]:.1f})<extra>%{y}</extra>",
    )


def _requirements(gaps: tuple[Gap, ...], names: Mapping[str, str], name: str) -> go.Scatter:
    return go.Scatter(
        x=[gap.need.level for gap in gaps],
        y=[names[gap.competency] for gap in gaps],
        mode="markers",
        name=name,
        marker={"symbol": "line-ns-open", "size": 20, "line": {"width": 4}, "color": "#b4501e"},
        hovertemplate="%{x}<extra>%{y}</extra>",
    )


def _chosen(gaps: list[Gap], names: Mapping[str, str], name: str) -> go.Scatter:
    return go.Scatter(
        x=[gap.said for gap in gaps],
        y=[names[gap.competency] for gap in gaps],
        mode="markers",
        name=name,
        marker={"symbol": "diamond-open", "size": 12, "color": "#5a6b70"},
        hovertemplate="%{x}<extra>%{y}</extra>",
        visible="legendonly",
    )
