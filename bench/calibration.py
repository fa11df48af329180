"""How often the intervals of a calibration hold the truth: `python bench/calibration.py`, part of `make bench`.

Invented ratings in whole levels, from parameters that are not those of the settings; the anchor's slope and bias are
the true ones, since the scale hangs on them. Writes its table into docs/measurement.md.
"""

import os
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))  # Python looks for modules beside a script only
os.environ["OMP_NUM_THREADS"] = "1"  # each process works on its own; read when NumPy comes

import re
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import cache
from statistics import mean, stdev

import numpy as np

from kamcareer.config import PROJECT_ROOT
from kamcareer.core.framework.model import Framework
from kamcareer.core.measurement import Rating
from kamcareer.core.measurement.calibration import OFFSET, Rated, Told
from kamcareer.core.measurement.fit_errors import told_by_fit
from kamcareer.services.framework_files import load_framework

DOCUMENT = PROJECT_ROOT / "docs" / "measurement.md"
BEGIN, END = "<!-- intervals of a calibration -->", "<!-- end of intervals -->"
ROLE, ANCHOR, TOPICS = "sales_manager", "manager", 8
WORLDS, PEOPLE, RATERS, SEED = 60, 400, 50, 77


@dataclass(frozen=True)
class Voice:
    """A source as it truly is: validity, scatter in that of people, bias in levels, own share of the error."""

    validity: float
    spread: float
    bias: float
    rest: float

    @property
    def slope(self) -> float:
        """How much its ratings rise with the level."""
        return self.validity * self.spread


COMMON, OFFSET_IS = 0.25, -0.3
VOICES = {"self": Voice(0.55, 1.2, 0.5, 0.75), "manager": Voice(0.67 / 0.9, 0.9, 0.15, 0.75)}
TRUTH = {OFFSET: OFFSET_IS, "self.bias": 0.5, "prior.common_share": COMMON} | {
    f"{id}.{name}": value
    for id, voice in VOICES.items()
    for name, value in (
        ("validity", voice.validity), ("spread", voice.spread), ("error_shares.rest", voice.rest)
    )
}  # fmt: skip


@cache
def key_account() -> Framework:
    """Return the framework, read once in each process."""
    return load_framework(PROJECT_ROOT / "competencies" / "key_account")


def world(framework: Framework, seed: int) -> dict[str, Rated]:
    """Return people with true levels of one common part, and what they and their managers say of them."""
    draw, scatter = np.random.default_rng(seed), framework.measurement.prior.spread.value
    asked = dict(list(framework.roles[ROLE].requirements.items())[:TOPICS])
    found = {}
    for person in range(PEOPLE):
        common = draw.normal() * COMMON**0.5
        levels = {id: OFFSET_IS + scatter * (common + draw.normal() * (1 - COMMON) ** 0.5) for id in asked}
        ratings = []
        for source, voice in VOICES.items():
            error = (voice.spread * scatter) ** 2 * (1 - voice.validity**2)
            shared = draw.normal() * (error * (1 - voice.rest)) ** 0.5
            rater = f"m{person % RATERS}" if source == ANCHOR else ""
            for id, need in asked.items():
                own = draw.normal() * (error * voice.rest) ** 0.5
                said = need.level + voice.bias + voice.slope * levels[id] + shared + own
                ratings.append(Rating(id, source, float(np.rint(said)), rater=rater))
        found[str(person)] = Rated(ROLE, tuple(ratings))
    return found


def told(seed: int) -> dict[str, Told]:
    """Return what the ratings of one world say of each parameter."""
    framework = key_account()
    return told_by_fit(framework, world(framework, seed), ANCHOR)


def table(found: list[dict[str, Told]]) -> Iterator[str]:
    """Return for each parameter the truth, what was found, and how often its interval held the truth."""
    yield "| parameter | truth | found, mean | scatter of what was found | error told, mean | truth held |"
    yield "|---|--:|--:|--:|--:|--:|"
    for name, truth in TRUTH.items():
        mine = [one[name] for one in found]
        ends = [one.interval(one.value) for one in mine]
        held = sum(low <= truth <= high for low, high in ends) / len(ends)
        values = [one.value for one in mine]
        yield (
            f"| {name} | {truth:.3f} | {mean(values):.3f} | {stdev(values):.3f} | "
            f"{mean(one.error for one in mine):.3f} | {held:.0%} |".replace("%", " %")
        )


def main() -> None:
    """Measure, print, and write the table into the document."""
    with ProcessPoolExecutor() as pool:
        found = list(pool.map(told, range(SEED, SEED + WORLDS)))
    said = f"{WORLDS} worlds of {PEOPLE} people × {TOPICS} topics and {RATERS} managers, seeds from {SEED}."
    figures = "\n".join([BEGIN, "", said, "", *table(found), "", END])
    pattern = re.escape(BEGIN) + ".*?" + re.escape(END)
    text = DOCUMENT.read_text(encoding="utf8")
    DOCUMENT.write_text(re.sub(pattern, lambda _: figures, text, flags=re.DOTALL), encoding="utf8")
    print(figures)


if __name__ == "__main__":
    main()
