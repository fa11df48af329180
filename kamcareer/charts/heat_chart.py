"""People by topics beside a role, to point at and to zoom into."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import plotly.graph_objects as go
from numpy.typing import NDArray

from kamcareer.core.heat_map import HeatMap, Levels

ROW, HEAD = 26, 190
# Blue-green above what is asked, orange below, pale around "meets", two levels to each side.
COLOURS = [[0, "#c8591b"], [0.25, "#f2b48c"], [0.5, "#eef3f3"], [0.75, "#8fcfd2"], [1, "#1f7f86"]]
REACH = 2


def heat_chart(
    heat: HeatMap, levels: Levels, people: Sequence[str], topics: Sequence[str], words: Mapping[str, str]
) -> dict[str, Any]:
    """Return the Plotly figure as JSON-ready data; the colour is the distance to what the role asks.

    `levels` are those of the map to show, shape (people, topics). Names that are there twice are told apart by their
    row. `words` names needed.
    """
    there = ~np.isnan(levels)
    away = [_told(row, known) for row, known in zip(np.round(levels - heat.required, 2), there, strict=True)]
    shown = [_told(row, known) for row, known in zip(np.round(levels, 1), there, strict=True)]
    needed = heat.required.tolist()
    figure = go.Figure(
        go.Heatmap(
            z=away,
            x=list(topics),
            y=[f"{name}{' ' * people[:row].count(name)}" for row, name in enumerate(people)],
            customdata=[list(zip(row, needed, strict=True)) for row in shown],
            colorscale=COLOURS,
            zmin=-REACH,
            zmax=REACH,
            xgap=1,
            ygap=1,
            showscale=False,
            hoverongaps=False,
            hovertemplate="%{y}<br>%{x}: %{customdata[0]} (" + words["needed"] + " %{customdata[1]})<extra></extra>",
        )
    )
    figure.update_layout(
        template=None,
        height=HEAD + ROW * len(people),
        margin={"l": 8, "r": 8, "t": 8, "b": 8},
        paper_bgcolor="rgba(0,0,0,0)",
        plot_bgcolor="rgba(0,0,0,0)",
    )
    figure.update_xaxes(side="top", tickangle=-60, automargin=True)
    figure.update_yaxes(autorange="reversed", automargin=True)
    data: dict[str, Any] = json.loads(figure.to_json(engine="json"))
    return data


def _told(row: Levels, known: NDArray[np.bool_]) -> list[float | None]:
    return [value if told else None for value, told in zip(row.tolist(), known.tolist(), strict=True)]
