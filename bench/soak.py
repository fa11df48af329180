"""Hours of mixed load on one server: whether its memory stays flat and nothing that it opens stays open.

    make soak ARGS="--minutes 10"

Exit code 1 where memory grows by more than --most-growth MB an hour after the first third of the time, where more
files and sockets are open at the end than after that third, or where a request fails.
"""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))  # Python looks for modules beside a script only

import argparse
import os
import time
from dataclasses import dataclass
from statistics import linear_regression, median, quantiles
from threading import Barrier

from bench.installation import installation
from bench.load import Asked, Visitor
from bench.pages import TARGET, prepared, requests_of
from bench.server import Server, served

PEOPLE, PAUSE = 24, 2.0
WARM = 1 / 3  # of the time: until every kind of page was asked for and caches are full
LITTLE = 8  # descriptors: connections that happen to be open at the moment of a look


@dataclass(frozen=True)
class Look:
    """What the server holds at one moment; seconds from the begin."""

    at: float
    memory: float
    descriptors: int


def mixed(known: dict[str, str]) -> list[Asked]:
    """Return what people ask for one after the other: the pages of the bench, and what costs the most."""
    own, hr = {"Cookie": known["own"]}, {"Cookie": known["hr"]}
    costly = [
        Asked("the plan", "/assessment/plan", own),
        Asked("the report as PDF", "/report/download/pdf", own),
        Asked("the report as CSV", "/report/download/csv", own),
        Asked("successors", "/hr/people/bench", hr),
        Asked("training demand", f"/hr/people/training?target={TARGET}", hr),
        Asked("the start", "/"),
    ]
    light = requests_of(known)
    return [*light, *light, costly[0], *light, *costly[1:3], *light, *costly[3:]]


def soak(server: Server, known: dict[str, str], seconds: float, every: float) -> tuple[list[Look], list[Visitor]]:
    """Let people ask for so long, and look at the server now and then."""
    begin, asked = Barrier(PEOPLE + 1), mixed(known)
    # Everybody begins somewhere else, so that all is asked for all the time.
    people = [
        Visitor(server, asked[place % len(asked) :] + asked[: place % len(asked)], seconds, PAUSE, begin)
        for place in range(PEOPLE)
    ]
    for one in people:
        one.start()
    begin.wait()
    start, looks = time.monotonic(), []
    while any(one.is_alive() for one in people):
        time.sleep(every)
        looks.append(Look(time.monotonic() - start, server.memory_mb(), server.descriptors()))
        print(f"{looks[-1].at:6.0f} s  {looks[-1].memory:5.0f} MB  {looks[-1].descriptors} open", flush=True)
    return looks, people


def growth(looks: list[Look]) -> float:
    """Return how much memory grows, in MB an hour, by a straight line through the looks."""
    return 3600 * linear_regression([one.at for one in looks], [one.memory for one in looks]).slope


def main() -> int:
    """Print the looks and what follows from them."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--minutes", type=float, default=120)
    parser.add_argument("--most-growth", type=float, default=6.0, help="MB an hour")
    parser.add_argument("--postgres", default=os.environ.get("KAMCAREER_TEST_POSTGRES_URL"))
    wanted = parser.parse_args()
    seconds = 60 * wanted.minutes
    with (
        installation(wanted.postgres, {"KAMCAREER_BASIS_DEVELOPMENT": "labour_law"}) as (app, env),
        served(env) as server,
    ):
        looks, people = soak(server, prepared(app), seconds, max(2.0, seconds / 120))
    warm = [one for one in looks if WARM * seconds <= one.at <= seconds]
    third = max(1, len(warm) // 3)
    before, after = (median(one.descriptors for one in part) for part in (warm[:third], warm[-third:]))
    times = [each for one in people for each in one.times]
    failed, more = [one.failed for one in people if one.failed], growth(warm)
    cuts = quantiles(times, n=100)
    print(
        f"{len(times):,} requests in {wanted.minutes:g} minutes, {sum(one.busy for one in people)} sent away, "
        f"{sum(one.renewed for one in people)} asked again on a new connection where a worker was renewed, "
        f"p50 {cuts[49]:.0f} ms, p99 {cuts[98]:.0f} ms; memory {warm[0].memory:.0f} → {warm[-1].memory:.0f} MB "
        f"({more:+.1f} MB an hour), open {before:.0f} → {after:.0f}"
    )
    for one in failed:
        print(one)
    return int(bool(failed) or more > wanted.most_growth or after > before + LITTLE)


if __name__ == "__main__":
    sys.exit(main())
