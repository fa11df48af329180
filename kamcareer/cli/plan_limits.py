"""The options of `flask plan` that limit a plan, and the limits they come to."""

from collections.abc import Callable, Collection
from functools import reduce
from typing import Any

import click

from kamcareer.cli.number import Number, Whole
from kamcareer.core.framework.errors import unknown
from kamcareer.core.framework.model import Framework
from kamcareer.core.planning.limits import (
    MOST_HOURS,
    MOST_MONEY,
    MOST_PARALLEL,
    MOST_WEEKS,
    PARALLEL,
    PRACTICE_SHARE,
    Limits,
    Objective,
)

OPTIONS = (
    click.option("--hours-per-week", type=Number(0, MOST_HOURS, 4), required=True),
    click.option("--weeks", type=Whole(1, MOST_WEEKS, 26), required=True),
    click.option(
        "--budget", type=Whole(0, MOST_MONEY, 20_000), help="In whole units of the framework's currency; 0: no money."
    ),
    click.option("--objective", type=click.Choice([aim.value for aim in Objective]), default="gain", show_default=True),
    click.option("--practice-share", type=Number(0, 1, PRACTICE_SHARE), default=PRACTICE_SHARE, show_default=True),
    click.option(
        "--parallel",
        type=Whole(1, MOST_PARALLEL, PARALLEL),
        default=PARALLEL,
        show_default=True,
        help="How many things at a time.",
    ),
    click.option("--track", help="A ladder of roles whose activities count, instead of that of the target role."),
    click.option(
        "--done",
        metavar="ACTIVITY",
        multiple=True,
        help="An activity that is behind the person since they answered; may be given again.",
    ),
    click.option(
        "--refuse",
        "refused",
        metavar="ACTIVITY",
        multiple=True,
        help="An activity that does not come into question; may be given again.",
    ),
)


def limit_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command every option that limits a plan."""
    return reduce(lambda given, option: option(given), reversed(OPTIONS), command)


def asked_limits(framework: Framework, **asked: Any) -> Limits:
    """Return the limits that the options come to; ValueError for a track or an activity that the framework has not."""
    asked["objective"] = Objective(asked["objective"])
    for option in ("done", "refused"):
        asked[option] = frozenset(asked[option])
    limits = Limits(**asked)
    _must_be_known("--track", "track", [limits.track] if limits.track is not None else [], framework.ladders)
    _must_be_known("--done", "activity", limits.done, framework.activities)
    _must_be_known("--refuse", "activity", limits.refused, framework.activities)
    return limits


def _must_be_known(option: str, kind: str, named: Collection[str], known: Collection[str]) -> None:
    for id in sorted(named):
        if id not in known:
            raise ValueError(f"{option}: {unknown(kind, id, known)}")
