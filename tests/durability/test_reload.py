"""Workers are replaced while people save: at a reload, and after every few thousand requests in the same way."""

import signal
from collections.abc import Callable
from time import monotonic, sleep

from flask import Flask

from kamcareer.store.database import db
from tests.durability.conftest import many
from tests.durability.served import Person, Served
from tests.rows import every_row

RELOADS = many("RELOADS", 1)
PATIENCE = 60


def replace_workers(served: Served) -> float:
    """Ask for new workers; return how long the last of the old ones worked on."""
    old, begun = set(served.workers()), monotonic()
    served.process.send_signal(signal.SIGHUP)
    while old & set(served.workers()):
        assert monotonic() - begun < PATIENCE, "the old workers do not end"
        sleep(0.05)
    return monotonic() - begun


def test_when_workers_are_replaced_no_request_fails_and_no_save_is_lost(
    app: Flask, served: Served, people: Callable[[int], list[Person]], tell: Callable[[str], None]
):
    """On connections that stay open, as browsers keep them, and on new ones, as proxies make them."""
    there = people(4)
    for number, person in enumerate(there):
        person.connects_anew = number % 2 == 0
        person.start()
    while not all(person.acknowledged for person in there):
        sleep(0.01)
    took = [replace_workers(served) for _ in range(RELOADS)]
    counts = [len(person.acknowledged) for person in there]
    until = monotonic() + PATIENCE
    while any(len(person.acknowledged) <= count for person, count in zip(there, counts, strict=True)):
        assert monotonic() < until
        sleep(0.01)
    for person in there:
        person.enough.set()
    for person in there:
        person.join()

    with app.app_context():
        stored = {(row["assessment_id"], row["key"]) for row in every_row(db.session())["answer_save"]}
    said = {(person.assessment, one.key) for person in there for one in person.acknowledged}
    slowest = max(person.slowest for person in there)
    tell(f"{RELOADS} reloads of {max(took):.1f} s at most, {len(said)} saves, longest wait {slowest:.1f} s")
    assert [(person.broken, person.refused, person.failure) for person in there] == [(0, [], None)] * 4
    assert stored == said
