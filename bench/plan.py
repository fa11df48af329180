"""How fast a plan is found and proved, and what it gains over rules of thumb: `make bench`.

Invented people in real roles, with the real catalogue and a part of it; hours, weeks and money as people have them.
`--write` puts the tables into docs/planning.md.
"""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))  # Python looks for modules beside a script only

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np

from kamcareer.config import PROJECT_ROOT
from kamcareer.core.planning.explanation import prices, without
from kamcareer.core.planning.greedy import gain_per_hour, gap_first, greedy_plan
from kamcareer.core.planning.plan import Status
from kamcareer.core.planning.planner import development_plan
from kamcareer.core.planning.solving import best_plan
from kamcareer.core.planning.verifier import broken_rules
from kamcareer.services.development_plan import explained_plan
from tests.planning.people import FRAMEWORK, Case, case, sampled

DOCUMENT = PROJECT_ROOT / "docs" / "planning.md"
HEADING = "## Measured"


@dataclass(frozen=True)
class Run:
    """One problem: seconds of the processor, what was proved, and how the rules of thumb did."""

    candidates: int
    seconds: float
    gap: float
    status: Status
    over_gap_first: float
    over_gain_per_hour: float


def run(one: Case) -> Run:
    """Plan, check, and hold the plan against the rules of thumb."""
    ground, limits = one.ground, one.limits
    begin = time.process_time()
    found = best_plan(ground.problem(limits))
    seconds = time.process_time() - begin
    plan = development_plan(ground.framework, ground.role, ground.profile, limits)
    if broken := broken_rules(plan):
        raise SystemExit(f"a plan breaks a rule: {broken}")
    problem = ground.problem(limits)
    thumbs = [
        problem.value([placement.candidate for placement in greedy_plan(problem, rule)])
        for rule in (gap_first, gain_per_hour)
    ]
    over = [found.value / value - 1 if value > 0 else float("nan") for value in thumbs]
    return Run(len(problem.candidates), seconds, plan.bound_gap, plan.status, *over)


def table(groups: dict[str, list[Run]]) -> Iterator[str]:
    """Return the lines of one Markdown table."""
    heads = (
        "catalogue", "people", "left to choose from", "CPU s, median / p95 / max", "proved", "largest gap",
        "over gap-first, median / p95", "over gain-per-hour, median / p95",
    )  # fmt: skip
    yield f"| {' | '.join(heads)} |"
    yield "|---|" + "--:|" * (len(heads) - 1)
    for name, runs in groups.items():
        seconds = [one.seconds for one in runs]
        cells = (
            name,
            str(len(runs)),
            f"{np.median([one.candidates for one in runs]):.0f}",
            f"{np.median(seconds):.2f} / {np.quantile(seconds, 0.95):.2f} / {max(seconds):.2f}",
            f"{sum(one.gap == 0 for one in runs)}",
            f"{max(one.gap for one in runs):.2%}",
            _quantiles([one.over_gap_first for one in runs]),
            _quantiles([one.over_gain_per_hour for one in runs]),
        )
        yield f"| {' | '.join(cells)} |"


def _quantiles(shares: list[float]) -> str:
    known = [share for share in shares if not np.isnan(share)]
    return f"+{np.median(known):.0%} / +{np.quantile(known, 0.95):.0%}"


def extras() -> Iterator[str]:
    """Return what an explanation costs: of an activity, of the limits, of all that the JSON says."""
    losses, limits, everything = [], [], []
    for seed in range(24):
        one = case(seed)
        ground = one.ground
        plan = development_plan(ground.framework, ground.role, ground.profile, one.limits)
        losses += [_seconds(without, ground, plan, step.id) for step in plan.steps[:3]]
        limits.append(_seconds(prices, ground, plan))
        everything.append(
            _seconds(
                explained_plan, ground.framework, ground.role.id, ground.profile, one.limits, priced=True, reasons=True
            )
        )
    yield f"What is lost without an activity: {_median_and_p95(losses)} each."
    yield f"The price of every limit together: {_median_and_p95(limits)}."
    yield f"A plan with every explanation, as in JSON, {len(everything)} people: {_median_and_p95(everything)}."


def _seconds(question: Callable[..., object], *args: object, **options: object) -> float:
    begin = time.process_time()
    question(*args, **options)
    return time.process_time() - begin


def _median_and_p95(seconds: list[float]) -> str:
    return f"{np.median(seconds):.2f} s, p95 {np.quantile(seconds, 0.95):.2f} s"


def main() -> None:
    """Measure, print, and write the document when asked."""
    best_plan(case(0).ground.problem(case(0).limits))  # loads the solvers
    groups = {
        "60 activities": [run(case(seed, sampled(60, seed))) for seed in range(50)],
        f"all {len(FRAMEWORK.activities)}": [run(case(seed)) for seed in range(50)],
        f"all {len(FRAMEWORK.activities)}, 200 others": [run(case(seed)) for seed in range(1000, 1200)],
    }
    lines = [*table(groups), "", *extras()]
    print("\n".join(lines))
    if "--write" in sys.argv:
        write(DOCUMENT, lines)


def write(document: Path, lines: list[str]) -> None:
    """Replace the measured part of the document."""
    text = document.read_text().partition(HEADING)[0].rstrip()
    intro = (
        "`make bench`: CPU seconds of one core of a busy two-core machine, 22 competencies, invented people in real\n"
        "roles with 2 to 6 hours a week, 13 to 39 weeks, none to unlimited money. Each plan was verified."
    )
    document.write_text(f"{text}\n\n{HEADING}\n\n{intro}\n\n" + "\n".join(lines) + "\n")


if __name__ == "__main__":
    main()
