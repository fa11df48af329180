"""How fast a vacancy looks at very many people: `python bench/ranking.py --people 1000000`, part of `make bench`.

Invented levels with real roles. Times are held against reading the same columns once, in the same process. The last
line is the summary; `--write` puts it into docs/scale.md, with how the figures grow with the number of people.
"""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))  # Python looks for modules beside a script only

import argparse
import time
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from kamcareer.config import PROJECT_ROOT
from kamcareer.core.framework.model import Framework
from kamcareer.core.selection.preselection import fits, must_have_chances, preselected
from kamcareer.core.snapshot import LENGTH, Column, Snapshot
from kamcareer.services.framework_files import load_framework

DOCUMENT = PROJECT_ROOT / "docs" / "scale.md"
BEGIN, END = "<!-- figures: written by make bench -->", "<!-- end of figures -->"
SIZES = (1_000, 10_000, 100_000, 1_000_000)
ROLE, LOOKED_AT, RUNS = "key_account_manager_retail", 300, 7


@dataclass(frozen=True)
class Figure:
    """What was done, its wall time in seconds, and the bytes of the columns it must read."""

    name: str
    seconds: float
    bytes: int


def invented(framework: Framework, count: int, seed: int = 20261127) -> Snapshot:
    """Return people whose levels share a common part, as those of real ones do."""
    draw, competencies = np.random.default_rng(seed), tuple(framework.competencies)
    shape = (len(competencies), count)
    mean = draw.standard_normal(shape, np.float32)
    mean *= np.float32(0.6)
    mean += 2.2 + np.float32(0.6) * draw.standard_normal(count, np.float32)
    deviation = np.float32(0.35) + np.float32(0.4) * draw.random(shape, np.float32)
    people = np.char.zfill(np.arange(count).astype(f"S{LENGTH}"), LENGTH)
    return Snapshot(competencies, people, mean, deviation)


def shortest(work: Callable[[], object]) -> float:
    """Return the shortest wall time of several runs: the machine's other work only ever adds."""
    found = []
    for _ in range(RUNS):
        begin = time.perf_counter()
        work()
        found.append(time.perf_counter() - begin)
    return min(found)


def reading(columns: Column) -> float:
    """Return the time to read columns once, by the fastest reader at hand."""
    flat = columns.reshape(-1)
    return min(shortest(lambda: np.dot(flat, flat)), shortest(flat.max))


def figures(framework: Framework, snapshot: Snapshot) -> list[Figure]:
    """Measure one role, the net with chances, and every role."""
    role, margin = framework.roles[ROLE], framework.measurement.margin.value
    levels = snapshot.mean.nbytes
    sharper = levels + len(role.must_haves) * snapshot.deviation[0].nbytes
    roles = list(framework.roles.values())
    return [
        Figure("read the levels", reading(snapshot.mean), levels),
        Figure("fit", shortest(lambda: fits(snapshot, role)), levels),
        Figure(
            "fit and chances",
            shortest(lambda: (fits(snapshot, role), must_have_chances(snapshot, role, margin))),
            sharper,
        ),
        Figure(
            f"the {LOOKED_AT} to look at", shortest(lambda: preselected(snapshot, role, margin, LOOKED_AT)), sharper
        ),
        Figure(
            f"fit for {len(roles)} roles", shortest(lambda: [fits(snapshot, one) for one in roles]), levels * len(roles)
        ),
    ]


def lines(found: list[Figure], count: int) -> list[str]:
    """Return the table in Markdown, with the summary as its last line."""
    read = found[0].seconds
    table = ["| what | ms | × reading the levels once |", "|---|--:|--:|"]
    table += [f"| {one.name} | {one.seconds * 1e3:.1f} | {one.seconds / read:.1f} |" for one in found]
    fit, sharper, looked = (one.seconds / read for one in found[1:4])
    summary = (
        f"{count:,} people: fit × {fit:.1f} (goal 8), with chances × {sharper:.1f} (goal 12), "
        f"{LOOKED_AT} found in {found[3].seconds * 1e3:.0f} ms (× {looked:.1f}; goal 100 ms)"
    )
    return [*table, "", summary]


def growth(framework: Framework) -> list[str]:
    """Return how time and memory grow with the number of people, as a table in Markdown."""
    table = [
        f"| people | fit, ms | with chances, ms | the {LOOKED_AT} to look at, ms | columns, MB |",
        "|--:|--:|--:|--:|--:|",
    ]
    for count in SIZES:
        snapshot = invented(framework, count)
        milliseconds = " | ".join(f"{one.seconds * 1e3:.2f}" for one in figures(framework, snapshot)[1:4])
        columns = (snapshot.mean.nbytes + snapshot.deviation.nbytes) / 1e6
        table.append(f"| {count:,} | {milliseconds} | {columns:.2f} |")
    return table


def write(one_vacancy: list[str], grown: list[str]) -> None:
    """Put the figures into the document in place of those that were there."""
    text = DOCUMENT.read_text(encoding="utf8")
    before, after = text.partition(BEGIN)[0], text.partition(END)[2]
    blocks = ["### One vacancy", "", *one_vacancy, "", "### How it grows", "", *grown]
    DOCUMENT.write_text("\n".join([f"{before}{BEGIN}", "", *blocks, "", f"{END}{after}"]), encoding="utf8")


def main() -> None:
    """Print the figures, and write them where asked."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--people", type=int, default=1_000_000)
    asked.add_argument("--write", action="store_true")
    wanted = asked.parse_args()
    framework = load_framework(PROJECT_ROOT / "competencies" / "key_account")
    told = lines(figures(framework, invented(framework, wanted.people)), wanted.people)
    if wanted.write:
        write(told, growth(framework))
    print("\n".join(told))


if __name__ == "__main__":
    main()
