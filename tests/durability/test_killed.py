"""D1, D4, D8 over real HTTP: servers killed while people save, a database that somebody else holds, fifty at once."""

import sqlite3
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from random import Random
from time import monotonic, sleep
from uuid import uuid4

from flask import Flask

from kamcareer.store.database import db
from tests.durability.conftest import many
from tests.durability.served import Person, Served
from tests.rows import every_row

SAVES, KILLS = many("SAVES", 60), many("KILLS", 2)
LONGEST_WAIT = 5.5


def test_no_acknowledged_save_is_lost_when_master_and_workers_are_killed(
    app: Flask, served: Served, people: Callable[[int], list[Person]], tell: Callable[[str], None]
):
    chance, there = Random(9), people(4)
    for person in there:
        person.start()
    for number in range(KILLS):
        _wait_for(there, SAVES * (number + 1) // (KILLS + 1))
        sleep(chance.random() / 20)
        # Mostly all of them at once, which is the worst; a master that lives starts a new worker itself.
        if number % 4 == 1:
            served.kill_worker()
        else:
            served.kill_all()
            served.start()
    _wait_for(there, SAVES)
    for person in there:
        person.enough.set()
    for person in there:
        person.join()

    with app.app_context():
        rows = every_row(db.session())
    stored = {(row["assessment_id"], row["key"]): row["revision"] for row in rows["answer_save"]}
    said = {(person.assessment, save.key): save.revision for person in there for save in person.acknowledged}
    tell(f"{len(said)} acknowledged, {KILLS} kills, {len(said.keys() - stored.keys())} lost")
    assert [person.failure for person in there] == [None] * len(there)
    assert stored == said  # nothing lost, nothing twice
    words = {(row["assessment_id"], row["competency"]): row["example"] for row in rows["answer"]}
    assert words == {(person.assessment, one.topic): one.example for person in there for one in person.acknowledged}
    _assert_sound(app)


def _wait_for(there: list[Person], count: int) -> None:
    until = monotonic() + 60 + count / 5
    while sum(len(person.acknowledged) for person in there) < count:
        assert monotonic() < until, "nobody gets on any more"
        assert not any(person.failure for person in there), [person.failure for person in there]
        sleep(0.005)


def _assert_sound(app: Flask) -> None:
    other = sqlite3.connect(app.config["SETTINGS"].data_folder / "kamcareer.db")
    assert other.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    assert other.execute("PRAGMA foreign_key_check").fetchall() == []
    other.close()


def test_whoever_saves_while_the_database_is_held_hears_so_in_time_and_loses_nothing(
    app: Flask, served: Served, people: Callable[[int], list[Person]], tell: Callable[[str], None]
):
    """And fifty who send the same save at once are one save."""
    person = people(1)[0]
    holder = sqlite3.connect(app.config["SETTINGS"].data_folder / "kamcareer.db", isolation_level=None)
    holder.execute("BEGIN IMMEDIATE")
    begun = monotonic()
    status, _ = person.save("negotiation", "пока занято", 0, key := str(uuid4()))
    waited = monotonic() - begun
    alive = served.get("/healthz")
    holder.close()

    assert (status, alive) == (503, 200)
    assert waited < LONGEST_WAIT
    tell(f"answered 503 after {waited:.2f} s")
    others = [Person(served.port, app, person.assessment, person.topics) for _ in range(50)]
    with ThreadPoolExecutor(50) as pool:
        outcomes = list(pool.map(lambda one: one.save("negotiation", "пока занято", 0, key), others))
    assert [status for status, _ in outcomes] == [200] * 50
    for other in others:
        other.close()
    assert {answer["revision"] for _, answer in outcomes} == {1}
    with app.app_context():
        rows = every_row(db.session())
    assert [(row["key"], row["revision"]) for row in rows["answer_save"]] == [(key, 1)]
    assert [(row["example"], row["revision"]) for row in rows["answer"]] == [("пока занято", 1)]
