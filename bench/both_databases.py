"""A table of what is measured on SQLite, and on PostgreSQL where a server is named."""

import argparse
import os
from collections.abc import Callable, Iterator, Mapping

from flask import Flask

from bench.installation import installation


def print_both(
    about: str | None,
    people: int,
    head: str,
    measured: Callable[[Flask, int, str], Iterator[str]],
    more: Mapping[str, str] | None = None,
) -> None:
    """Print a line of the table as soon as it is measured; `people` is how many there are unless somebody says so.

    `more` is set for the installation besides.
    """
    asked = argparse.ArgumentParser(description=about)
    asked.add_argument("--people", type=int, default=people)
    asked.add_argument("--postgres", default=os.environ.get("KAMCAREER_TEST_POSTGRES_URL"))
    wanted = asked.parse_args()
    print(head)
    for database, url in (("SQLite", None), ("PostgreSQL", wanted.postgres)):
        if database == "SQLite" or url:
            with installation(url, more) as (app, _):
                for line in measured(app, wanted.people, database):
                    print(line, flush=True)
