"""HR's pages about everybody: how long they take with ten thousand people, and in how many statements.

`python bench/people.py --people 10000` prints a table; with `--postgres URL` of a server it measures there too.
Everybody has a unit, a post, a manager and last year's scores in what the next post needs.
"""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))  # Python looks for modules beside a script only

import gc
from collections.abc import Iterator
from functools import partial

from flask import Flask
from sqlalchemy import text

from bench.both_databases import print_both
from bench.vacancy import statements_of, times_of
from kamcareer.core.accounts import Role
from kamcareer.core.matrix_import.reading import Score
from kamcareer.core.matrix_import.scale import Scale
from kamcareer.core.people import Person
from kamcareer.services.accounts import new_one_time_link, open_one_time_link
from kamcareer.services.sign_ins import sign_in
from kamcareer.store.database import db, may_write
from kamcareer.store.earlier_scores import put_scores
from kamcareer.store.patience import patience
from kamcareer.store.people import put_people
from kamcareer.web.clock import now
from kamcareer.web.frameworks import current_framework

POSTS, TARGET = ("sales_representative", "supervisor", "sales_manager"), "key_account_manager_retail"
TEAM, UNIT, FEW, GOAL_MS = 10, 200, 51, 300
PAGES = {
    "everybody, fifty a page": "/hr/people",
    "its last page": "/hr/people?page={last}",
    "found by a name": "/hr/people?q=00042",
    "levels beside a role": f"/hr/people/levels?role={TARGET}",
    "levels by unit": f"/hr/people/levels/units?role={TARGET}",
    "successors of every role": "/hr/people/bench",
    "successors of one role": f"/hr/people/bench/{TARGET}",
    "training": "/hr/people/training",
    "budget": "/hr/people/programme",
    "effect": "/hr/people/effect",
    "rounds": "/hr/rounds",
    "talent pool": "/hr/people/talent-pool",
}


def put(first: int, last: int) -> None:
    """Put people from one number to another into the company, with their scores."""
    session, moment, framework = db.session(), now(), current_framework()
    staff = [
        Person(
            f"{n:05}",
            f"Человек {n:05}",
            f"Отдел {n // UNIT}",
            None if n % TEAM == 0 else f"{n - n % TEAM:05}",
            POSTS[n % len(POSTS)],
        )
        for n in range(first, last)
    ]
    put_people(session, staff, moment)
    topics = list(framework.roles[TARGET].requirements)
    scores = [
        Score(one.number, topic, "Ким", 1 + (place * 7 + n) % 5, Scale.FIVE.level(1 + (place * 7 + n) % 5))
        for n, one in enumerate(staff)
        for place, topic in enumerate(topics)
    ]
    put_scores(session, scores, Scale.FIVE, moment.date(), moment)
    session.commit()


def measured(app: Flask, people: int, database: str) -> Iterator[str]:
    """Yield a line of the table for each page."""
    may_write.set(True)
    patience.set(None)
    with app.app_context():
        session, moment = db.session(), now()
        link = new_one_time_link(session, "hr@example.ru", moment, frozenset({Role.HR}))
        account = open_one_time_link(session, link, None, moment)
        if account is None:
            raise LookupError("a link that was just made opens")
        secret = sign_in(session, account, "bench", moment, moment)
        session.commit()
        put(0, FEW)
    client = app.test_client()
    client.set_cookie("account", secret)
    few = {name: statements_of(app, partial(client.get, path.format(last=1))) for name, path in PAGES.items()}
    with app.app_context():
        patience.set(None)  # a request had left its own
        put(FEW - FEW % TEAM + TEAM, people)
        if database == "PostgreSQL":
            db.session.execute(text("ANALYZE"))
            db.session.commit()
    gc.collect()
    gc.freeze()  # as the server does before it forks its workers: else each tenth page waits for a look at everything
    for name, path in PAGES.items():
        asked = path.format(last=people // 50)
        many = statements_of(app, partial(client.get, asked))
        middle, slow, cpu = times_of(client, asked, rounds=10)
        late = "" if slow <= GOAL_MS else f" (goal {GOAL_MS})"
        yield f"| {database} | {name} | {middle:,.0f} | {slow:,.0f}{late} | {cpu:,.0f} | {few[name]} / {many} |"


if __name__ == "__main__":
    HEAD = f"| database | page | median ms | p95 ms | CPU ms | statements with {FEW} / all |\n|---|---|--:|--:|--:|--:|"
    print_both(__doc__, 10_000, HEAD, measured, {"KAMCAREER_BASIS_DEVELOPMENT": "labour_law"})
