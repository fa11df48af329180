"""The same questions about a snapshot of the pool, asked through Ibis of DuckDB and of Spark, and of our own columns.

`make spark` installs Spark beside the application, for this alone, and asks about 20,000 invented people. Where two
of them answer otherwise it says so and ends with 1. Needs Java 17.
"""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))  # Python looks for modules beside a script only

import argparse
import os
import time
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from tempfile import TemporaryDirectory
from typing import Any

import ibis
import numpy as np

from bench.ranking import invented
from kamcareer.config import PROJECT_ROOT
from kamcareer.core.framework.model import Framework
from kamcareer.core.framework.role import Role
from kamcareer.core.measurement import prior_of_anybody
from kamcareer.core.readiness import asked
from kamcareer.core.selection.preselection import fits
from kamcareer.core.snapshot import Snapshot
from kamcareer.services.framework_files import load_framework
from kamcareer.store.pool_columns import LEVEL, PoolColumns, write_columns

PEOPLE, SHOWN, BINS = 20_000, 50, 20
CLOSE = 2e-6  # numbers of single precision, summed in another order
Rows = list[tuple[Any, ...]]


def average_levels(pool: Any, framework: Framework) -> Any:
    """Return the average level of every competency, and how many people there are."""
    means = {id: pool[f"{LEVEL}{id}"].cast("float64").mean() for id in framework.competencies}
    return pool.aggregate(people=pool.count(), **means)


def holders(pool: Any, role: Role, margin: float) -> Any:
    """Return how many hold each must-have of a role, and how many hold all of them."""
    held = {id: pool[f"{LEVEL}{id}"] >= role.requirements[id].level - margin for id in role.must_haves}
    all_held = ibis.and_(*held.values())
    return pool.aggregate(**{id: one.cast("int64").sum() for id, one in held.items()}, all=all_held.cast("int64").sum())


def with_fit(pool: Any, role: Role) -> Any:
    """Return people with how much of a role is there in somebody who is exactly as expected."""
    needs = asked(role)
    parts = [
        ibis.least(pool[f"{LEVEL}{id}"].cast("float64"), ibis.literal(float(level))) * (float(weight) / float(level))
        for id, level, weight in zip(needs.competencies, needs.required, needs.weights, strict=True)
    ]
    return pool.select("person", fit=sum(parts[1:], parts[0]))


def best(pool: Any, role: Role) -> Any:
    """Return the people who are nearest to a role."""
    return with_fit(pool, role).order_by(ibis.desc("fit"), "person").limit(SHOWN)


def spread(pool: Any, role: Role) -> Any:
    """Return how many people lie in each twentieth of the way to a role."""
    people = with_fit(pool, role)
    bins = people.mutate(bin=(people.fit * BINS).floor().cast("int64"))
    return bins.group_by("bin").aggregate(people=bins.count()).order_by("bin")


def questions(framework: Framework, role: Role) -> Mapping[str, Callable[[Any], Any]]:
    """Return every question as an expression over a table, whoever answers it."""
    margin = framework.measurement.margin.value
    return {
        "average levels": lambda pool: average_levels(pool, framework),
        "who holds what": lambda pool: holders(pool, role, margin),
        "the nearest fifty": lambda pool: best(pool, role),
        "how far people are": lambda pool: spread(pool, role),
    }


def own_answers(framework: Framework, role: Role, snapshot: Snapshot) -> Mapping[str, Rows]:
    """Return what the columns of the application say to the same questions.

    Not how far people are: whoever stands on a border falls to either side of it in single precision.
    """
    margin, fit = framework.measurement.margin.value, fits(snapshot, role)
    must = [snapshot.mean[snapshot.row[id]] >= role.requirements[id].level - margin for id in role.must_haves]
    order = sorted(range(len(fit)), key=lambda place: (-fit[place], snapshot.people[place]))[:SHOWN]
    return {
        "average levels": [(len(snapshot), *snapshot.mean.mean(axis=1, dtype=float))],
        "who holds what": [(*(int(one.sum()) for one in must), int(np.all(must, axis=0).sum()))],
        "the nearest fifty": [(snapshot.people[place].decode(), float(fit[place])) for place in order],
    }


def same(one: Rows, other: Rows) -> bool:
    """Return whether two answers are the same, as exactly as single precision can say."""
    if len(one) != len(other):
        return False
    pairs = [pair for row, beside in zip(one, other, strict=True) for pair in zip(row, beside, strict=True)]
    return all(abs(a - b) <= CLOSE if isinstance(a, float) else a == b for a, b in pairs)


def differing(one: Rows, other: Rows) -> float:
    """Return the largest difference of two numbers that are not counted."""
    pairs = [pair for row, beside in zip(one, other, strict=False) for pair in zip(row, beside, strict=False)]
    return max((abs(a - b) for a, b in pairs if isinstance(a, float)), default=0.0)


def timed(pool: Any, wanted: Mapping[str, Callable[[Any], Any]]) -> tuple[dict[str, Rows], float]:
    """Return the answers of an engine, and how long it took for all of them, warmed up."""
    for ask in wanted.values():
        ask(pool).to_pyarrow()
    begin = time.perf_counter()
    found = {name: _rows(ask(pool).to_pyarrow()) for name, ask in wanted.items()}
    return found, time.perf_counter() - begin


def _rows(table: Any) -> Rows:
    return list(zip(*(column.to_pylist() for column in table.columns), strict=True))


def _spark(folder: Path) -> Any:
    from pyspark.sql import SparkSession  # noqa: PLC0415 - only there after make spark

    builder = SparkSession.builder.master("local[2]").appName("kamcareer").config("spark.ui.enabled", "false")
    builder = builder.config("spark.sql.shuffle.partitions", "2").config(
        "spark.sql.warehouse.dir", str(folder / "spark")
    )
    builder = builder.config("spark.sql.session.timeZone", "UTC").config("spark.driver.bindAddress", "127.0.0.1")
    return ibis.pyspark.connect(builder.getOrCreate())


def main() -> int:
    """Ask all three, and say where they differ."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", type=int, default=PEOPLE)
    parser.add_argument("--role", default="key_account_manager_retail")
    given = parser.parse_args()
    os.environ.setdefault("SPARK_LOCAL_IP", "127.0.0.1")
    framework = load_framework(PROJECT_ROOT / "competencies" / "key_account")
    role, snapshot = framework.roles[given.role], invented(framework, given.people)
    wanted = questions(framework, role)
    with TemporaryDirectory() as folder:
        file = Path(folder) / "pool.parquet"
        write_columns(file, [PoolColumns(datetime.now(UTC), prior_of_anybody(framework), snapshot)])
        duck, duck_s = timed(ibis.duckdb.connect().read_parquet(str(file)), wanted)
        engine = _spark(Path(folder))
        spark, spark_s = timed(engine.read_parquet(str(file)), wanted)
        engine.disconnect()
    own = duck | own_answers(framework, role, snapshot)
    wrong = [name for name in wanted if not (same(duck[name], spark[name]) and same(own[name], duck[name]))]
    took = f"DuckDB {duck_s:.2f} s, Spark on this machine {spark_s:.2f} s"
    print(f"{given.people:,} people, {len(wanted)} questions: {took}")
    for name in wanted:
        apart, ours = differing(duck[name], spark[name]), differing(own[name], duck[name])
        print(f"{name}: {'DIFFERENT' if name in wrong else 'the same'}; "
              f"Spark and DuckDB {apart:.1e} apart, ours and DuckDB {ours:.1e}")  # fmt: skip
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
