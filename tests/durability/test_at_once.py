"""D5, D7: many who read and write the same thing at the same time, on both databases."""

import multiprocessing
import os
from collections.abc import Callable
from dataclasses import replace
from random import Random
from uuid import uuid4

from flask import Flask

from kamcareer.core.assessment import Draft
from kamcareer.core.framework.model import Framework
from kamcareer.services.audit import Event, broken_at, note_event, trail
from kamcareer.services.saving import Conflict, Saved
from kamcareer.services.self_assessment import open_sitting, save_answer, start
from kamcareer.store.database import db, may_write
from tests.agreements import agreed
from tests.conftest import NOW
from tests.durability.conftest import TARGET, many

PROCESSES, WRITES, STEPS = 4, many("WRITES", 25), many("INTERLEAVINGS", 120)


def test_processes_that_read_write_and_read_again_never_lock_each_other_out(any_app: Flask):
    """The audit trail is the hardest case: each entry is sealed over the one before it."""
    secret = any_app.config["SECRET_KEY"]
    with any_app.app_context():
        db.session.remove()
        db.engine.dispose()
    fork = multiprocessing.get_context("fork")
    writers = [fork.Process(target=_write, args=(any_app, secret)) for _ in range(PROCESSES)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()

    assert [writer.exitcode for writer in writers] == [0] * PROCESSES
    with any_app.app_context():
        assert [entry.number for entry in trail(db.session())] == list(range(1, PROCESSES * WRITES + 1))
        assert broken_at(db.session(), secret) is None


def _write(app: Flask, secret: str) -> None:
    may_write.set(True)
    with app.app_context():
        for _ in range(WRITES):
            note_event(db.session(), secret, Event.SIGNED_IN, "somebody", "", NOW)
            db.session.commit()
    os._exit(0)


class Tab:
    """A page of one question: what it shows, and the revision it has seen."""

    def __init__(self) -> None:
        self.shown = Draft()


def test_tabs_that_save_in_any_order_never_overwrite_what_they_have_not_seen(
    any_app: Flask, framework: Framework, tell: Callable[[str], None]
):
    """What was acknowledged is there until somebody who saw it changes it; whoever did not see it gets both versions."""
    chance, conflicts = Random(7), 0
    with any_app.app_context():
        session = db.session()
        id = start(session, framework, None, TARGET, NOW, agreed()).id
        session.commit()
        tabs, stored = [Tab() for _ in range(3)], Draft()
        for step in range(STEPS):
            tab = chance.choice(tabs)
            if chance.random() < 0.2:
                tab.shown = _stored(session, id)  # a reload
            offered = replace(tab.shown, level=chance.randrange(5), example=f"{step}")
            key = str(uuid4())
            for _ in range(chance.choice([1, 1, 2])):  # now and then a reply is lost, and the page sends again
                outcome = save_answer(session, id, "negotiation", offered, key, NOW)
            session.commit()
            if isinstance(outcome, Conflict):
                conflicts += 1
                assert tab.shown.revision != stored.revision
                assert outcome.stored.same_words(stored)
                assert outcome.offered.same_words(offered)
                tab.shown = outcome.stored
            else:
                assert isinstance(outcome, Saved)
                assert tab.shown.revision == stored.revision
                tab.shown = outcome.draft
                stored = outcome.draft
            assert _stored(session, id).same_words(stored)
    tell(f"{STEPS} saves of three tabs, {conflicts} conflicts shown, 0 lost updates")
    assert conflicts > STEPS / 10


def _stored(session, id: str) -> Draft:
    draft = open_sitting(session, id).assessment.draft("negotiation")
    session.rollback()
    return draft
