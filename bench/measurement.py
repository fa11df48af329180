"""How honest the numbers are on people whose true levels are known: `make bench` writes docs/measurement.md."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))  # Python looks for modules beside a script only

import re
import time
from collections.abc import Iterator, Mapping, Sequence

import numpy as np
from compared_methods import COMPOSITE, independent, modelled, raw, targets
from invented_people import ANCHOR, GROSS, People, World, invented
from measurement_goals import PEOPLE, Try, goals_table, reached
from scores import Score, scored

from kamcareer.config import PROJECT_ROOT
from kamcareer.core.framework.model import Framework
from kamcareer.core.measurement import measure_all, prior_of_role
from kamcareer.core.measurement.calibration import Calibration, Rated, calibrate
from kamcareer.core.readiness import readiness_all
from kamcareer.services.framework_files import load_framework
from kamcareer.services.measurement_figures import BEGIN, END

SEED, SEEDS = 20261127, 5
DOCUMENT = PROJECT_ROOT / "docs" / "measurement.md"
OURS, OURS_AFTER = "kamcareer", "kamcareer, calibrated"
ALL = "all sources"
GROSS_IS = "Real kindness to oneself 0.9 levels (settings 0.35), validity 0.20 (0.34), peers 0.6 too kind (0.20)."
ANCHOR_IS = (
    "Real kindness of managers 0.4 levels (settings 0.15), and people scatter more widely (0.9, settings 0.8). No "
    "statistic can see it: calibration moves everybody towards the managers' view."
)
SPEED_IS = (
    f"{PEOPLE:,} people at once, CPU, the best of three; readiness is that of one role with all its odds.",
    "",
    "| sources | ratings | levels | readiness | together |",
    "|---|--:|--:|--:|--:|",
)
SHOWN = 0.005  # what two decimals show
SCENARIOS = {
    "self only": ("self",),
    "self + manager": ("self", "manager"),
    "candidate: self, interview 30 %, situations 50 %": ("self", "interview", "situations"),
    ALL: ("self", "manager", "peer", "interview", "situations"),
}


def calibrated(framework: Framework, people: People) -> Calibration:
    """Return the settings that the people's own ratings speak for, the manager as the anchor."""
    rated = {
        str(n): Rated(role, tuple(ratings))
        for n, (role, ratings) in enumerate(zip(people.roles, people.ratings, strict=True))
    }
    return calibrate(framework, rated, "manager")


def run(framework: Framework, world: World) -> tuple[list[tuple[str, str, Score]], Calibration]:
    """Return (scenario, method, score) of a world, and its calibration."""
    people = invented(framework, world, PEOPLE, SEED)
    met = targets(framework, people)
    fresh = calibrated(framework, people)
    rows = []
    for scenario, sources in SCENARIOS.items():
        ratings = people.only(*sources)
        said = {
            "raw self": raw(framework, people, people.only("self"), list(met)),
            "raw mean": raw(framework, people, ratings, list(met)),
            "independent normals": independent(framework, people, ratings, list(met)),
            OURS: modelled(framework, people, ratings, list(met)),
            OURS_AFTER: modelled(framework.measured_by(fresh.settings), people, ratings, list(met)),
        }
        rows += [(scenario, method, scored(framework, people, one, met)) for method, one in said.items()]
        print(f"{scenario}: done", file=sys.stderr)
    return rows, fresh


def tried(framework: Framework, seed: int) -> Try:
    """Return what all sources reach with other people of the same world."""
    people = invented(framework, World(), PEOPLE, seed)
    met = targets(framework, people)
    after = framework.measured_by(calibrated(framework, people).settings)
    ratings = people.only(*SCENARIOS[ALL])
    print(f"seed {seed}: done", file=sys.stderr)
    return Try(
        scored(framework, people, raw(framework, people, people.only("self"), list(met)), met),
        scored(framework, people, modelled(framework, people, ratings, list(met)), met),
        scored(framework, people, modelled(after, people, ratings, list(met)), met),
    )


def table(rows: list[tuple[str, str, Score]]) -> Iterator[str]:
    """Return the lines of a table in Markdown."""
    yield "| sources | method | RMSE | bias | coverage | composite RMSE | its coverage | Brier | predicted / true |"
    yield "|---|---|--:|--:|--:|--:|--:|--:|--:|"
    for scenario, method, score in rows:
        yield (
            f"| {scenario} | {method} | {score.rmse:.3f} | {score.bias:+.2f} | {_or_dash(score.coverage)} | "
            f"{score.composite_rmse:.3f} | {_or_dash(score.composite_coverage)} | {score.brier:.3f} | "
            f"{100 * score.predicted:.1f} % / {100 * score.true:.1f} % |"
        )


def _or_dash(value: float | None) -> str:
    return "–" if value is None else f"{value:.3f}"


def bins_table(rows: list[tuple[str, str, Score]]) -> Iterator[str]:
    """Return the calibration bins of each set of sources as a table in Markdown."""
    yield "| sources | person–role pairs | predicted | true |"
    yield "|---|--:|--:|--:|"
    for scenario, method, score in rows:
        if method == OURS_AFTER:
            for count, predicted, true in score.bins:
                yield f"| {scenario} | {count:,} | {100 * predicted:.1f} % | {100 * true:.1f} % |"


def moved_table(fresh: Calibration) -> Iterator[str]:
    """Return what calibration moved as a table in Markdown."""
    yield "| parameter | before | after | 90 % interval |"
    yield "|---|--:|--:|--:|"
    for moved in fresh.moved:
        if abs(moved.after - moved.before) >= SHOWN:
            ends = f"{moved.low:.2f} to {moved.high:.2f}" if moved.low is not None else "–"
            yield f"| {moved.name} | {moved.before:.2f} | {moved.after:.2f} | {ends} |"


def all_sources(rows: list[tuple[str, str, Score]], fresh: Calibration) -> Iterator[str]:
    """Return what all sources together reach, and what calibration moved."""
    yield from table([row for row in rows if row[0] == ALL])
    yield ""
    yield from moved_table(fresh)


def speed(framework: Framework, *sources: str) -> tuple[list[float], str]:
    """Return the seconds that the levels of 2,000 people take, three times; and all of it in words."""
    people = invented(framework, World(), PEOPLE, SEED + 1)
    ratings = people.only(*sources)
    priors = np.array([prior_of_role(framework, role) for role in people.roles])
    levels, ready = [], []
    for _ in range(3):
        start = time.process_time()
        profiles = measure_all(framework, ratings, priors)
        between = time.process_time()
        readiness_all(framework, framework.roles[COMPOSITE], profiles)
        levels.append(between - start)
        ready.append(time.process_time() - between)
    said = (
        f"| {' + '.join(sources)} | {sum(map(len, ratings)):,} | {min(levels):.2f} s | {min(ready):.2f} s | "
        f"{min(levels) + min(ready):.2f} s |"
    )
    return levels, said


def write(blocks: Mapping[str, Sequence[str]]) -> None:
    """Put the figures into the document in place of those that were there, and print them."""
    lines = [BEGIN, ""]
    for heading, block in blocks.items():
        lines += [f"### {heading}", ""] if heading else []
        lines += [*block, ""]
    lines.append(END)
    text = DOCUMENT.read_text()
    figures = "\n".join(lines)
    pattern = re.escape(BEGIN) + ".*?" + re.escape(END)
    DOCUMENT.write_text(re.sub(pattern, lambda _: figures, text, flags=re.DOTALL))
    print(figures)


def main() -> None:
    """Measure both worlds and write the figures into the document."""
    framework = load_framework(PROJECT_ROOT / "competencies" / "key_account")
    seconds, two = speed(framework, "self", "manager")
    _, every = speed(framework, *SCENARIOS[ALL])
    found = list(reached([tried(framework, SEED + number) for number in range(SEEDS)], seconds))
    rows, fresh = run(framework, World())
    gross, gross_fresh = run(framework, GROSS)
    wrong, wrong_fresh = run(framework, ANCHOR)
    raters = (
        f"{PEOPLE:,} people × {len(framework.competencies)} competencies, seed {SEED}, {fresh.anchor_raters} managers; "
        f"the goals over {SEEDS} seeds, a goal is met by the mean."
    )
    blocks = {
        "": [raters],
        "Goals": [*goals_table(found)],
        "Each set of sources": [*table(rows)],
        "P(all must-haves), calibrated, by what is known": [*bins_table(rows)],
        "What calibration moved": [*moved_table(fresh)],
        "Settings that are grossly wrong, and what calibration repairs": [
            GROSS_IS,
            "",
            *all_sources(gross, gross_fresh),
        ],
        "An anchor that is wrong itself": [ANCHOR_IS, "", *all_sources(wrong, wrong_fresh)],
        "Speed": [*SPEED_IS, two, every],
    }
    write(blocks)
    missed = [one.goal for one in found if not one.met]
    if missed:
        sys.exit("Missed: " + "; ".join(missed))


if __name__ == "__main__":
    main()
