"""People or units by topics beside a role: what is chosen, how a cell is written, and the page without names."""

from collections import Counter
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from flask import current_app, render_template, request
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from numpy.typing import NDArray

from kamcareer.core.framework.model import Framework
from kamcareer.core.heat_map import LEAST, HeatMap, Levels, Shade, shade
from kamcareer.core.legal_basis import Basis, Purpose
from kamcareer.services.heat_map import Place, Wanted, places_of_people, unit_levels
from kamcareer.store.database import db
from kamcareer.web.clock import today
from kamcareer.web.frameworks import current_framework
from kamcareer.web.languages import language, words
from kamcareer.web.typed import one_line

LONGEST = 120
AS_GIVEN, CONCLUDED = "given", "concluded"
SPOKEN = {
    Shade.FAR_BELOW: _l("far below"),
    Shade.BELOW: _l("below"),
    Shade.MEETS: "",
    Shade.ABOVE: _l("above"),
    Shade.FAR_ABOVE: _l("far above"),
}
MARKS = {Shade.FAR_BELOW: "▼▼", Shade.BELOW: "▼", Shade.MEETS: "", Shade.ABOVE: "▲", Shade.FAR_ABOVE: "▲▲"}


@dataclass(frozen=True)
class Cell:
    """One cell as it is written: its classes, the number, a mark, and the words for whoever sees no colour."""

    look: str
    number: str
    mark: str = ""
    spoken: str = ""


class Drawn(NamedTuple):
    """The cells of a map: each that looks otherwise once, and by rows which of them stands where."""

    cells: list[Cell]
    rows: list[list[int]]


@dataclass(frozen=True)
class Filters:
    """What can be chosen from, and what is chosen."""

    target: str
    wanted: Wanted
    shown: str
    units: list[str]
    posts: list[str]
    managers: list[tuple[str, str]]

    @property
    def asked(self) -> dict[str, str]:
        """What the address asks for."""
        wanted = {"unit": self.wanted.unit, "post": self.wanted.role, "manager": self.wanted.manager}
        given = {"target": self.target, "show": self.shown} | wanted
        return {name: value for name, value in given.items() if value}

    def levels(self, heat: HeatMap) -> Levels:
        """Return the levels of a map that are to be shown."""
        return heat.said if self.shown == AS_GIVEN else heat.level


def show_units() -> str:
    """Show units beside a role, in groups of five people or more, without a name."""
    framework = current_framework()
    target = _target(framework, places_of_people(db.session()))
    heat, groups = unit_levels(db.session(), framework, target, _("other units"), basis(), today())
    levels = np.array([group.level for group in groups]).reshape(len(groups), len(heat.competencies))
    return render_template(
        "hr/unit_levels.html",
        framework=framework,
        heat=heat,
        topics=topics_of(framework, heat),
        groups=groups,
        drawn=cells_of(framework, heat, levels, np.zeros(levels.shape, np.bool_), _("known of fewer than five")),
        least=LEAST,
    )


def basis() -> Basis:
    """Return on what the operator rests development."""
    found: Basis = current_app.config["SETTINGS"].operator.basis(Purpose.DEVELOPMENT)
    return found


def cells_of(framework: Framework, heat: HeatMap, levels: Levels, little: NDArray[np.bool_], untold: str = "") -> Drawn:
    """Return the cells of a map; `untold` is read aloud where a number is known and may not be told."""
    margin, comma = framework.measurement.margin.value, "," if language() == "ru" else "."
    cells = [Cell("nothing", "?", spoken=untold or _("nothing known"))]
    unsure = _("little known")
    made: dict[tuple[float, float, bool], int] = {}

    def place(level: float, needed: float, hatched: bool) -> int:  # noqa: FBT001 - a cell is made of these three
        key = (round(level, 1), needed, hatched)
        if key not in made:
            step = shade(level, needed, margin)
            spoken = ", ".join(str(part) for part in (SPOKEN[step], unsure if hatched else "") if part)
            look = f"{step} little" if hatched else step.value
            made[key] = len(cells)
            cells.append(Cell(look, f"{key[0]:.1f}".replace(".", comma), MARKS[step], spoken))
        return made[key]

    needed = heat.required.tolist()
    rows = [
        [
            0 if level != level else place(level, asked, hatched)  # noqa: PLR0124 - NaN
            for level, asked, hatched in zip(row, needed, unclear, strict=True)
        ]
        for row, unclear in zip(levels.tolist(), little.tolist(), strict=True)
    ]
    return Drawn(cells, rows)


def topics_of(framework: Framework, heat: HeatMap) -> list[str]:
    """Return the names of the topics of a map."""
    return [words(framework.competencies[id].name) for id in heat.competencies]


def chosen_filters() -> Filters:
    """Return what can be chosen from and what the address asks for."""
    framework, places = current_framework(), places_of_people(db.session())
    unit, post, manager = (one_line(request.args.get(name, ""))[:LONGEST] for name in ("unit", "post", "manager"))
    there = {place.role for place in places if place.role}
    known = [id for id in framework.roles if id in there]
    return Filters(
        target=_target(framework, places),
        wanted=Wanted(unit=unit, role=post, manager=manager),
        shown=CONCLUDED if request.args.get("show") == CONCLUDED else AS_GIVEN,
        units=sorted({place.unit for place in places if place.unit}),
        posts=known + sorted(there.difference(known)),
        managers=sorted({(place.managers_name, place.manager) for place in places if place.manager}),
    )


def _target(framework: Framework, places: list[Place]) -> str:
    """Return the role asked for; else the one that most people have, else the first of the model."""
    asked = request.args.get("target", "")
    if asked in framework.roles:
        return asked
    held: Counter[str] = Counter()
    for place in places:
        if place.role in framework.roles:
            held[place.role] += place.people
    return held.most_common(1)[0][0] if held else next(iter(framework.roles))
