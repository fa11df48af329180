"""Last night's columns of the candidate pool: what is known of everybody who agreed, for all vacancies alike."""

from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path

import numpy as np
from sqlalchemy.orm import Session

from kamcareer.core.carried_answers import carried
from kamcareer.core.framework.model import Framework
from kamcareer.core.measurement import all_ratings, measure_all, prior_of_anybody
from kamcareer.core.snapshot import Snapshot, snapshot_of
from kamcareer.store.assessments import find_assessments
from kamcareer.store.frameworks import stored_framework
from kamcareer.store.pool import count_every_kept, every_kept
from kamcareer.store.pool_columns import PoolColumns, write_columns

AT_ONCE = 500  # people whose answers are in memory together


def in_pool(session: Session) -> int:
    """Return how many people are in the pool."""
    return count_every_kept(session)


def take_columns(session: Session, framework: Framework, file: Path, now: datetime, told: Callable[[int], None]) -> int:
    """Write what is known of everybody in the pool into a file and return how many there are; reads only.

    Answers that were given to another version of the framework count as far as they mean the same in this one. `told`
    hears of every few hundred people.
    """
    prior = prior_of_anybody(framework).astype(np.float32)

    def parts() -> Iterator[PoolColumns]:
        known: dict[str, Framework] = {}
        for kept in every_kept(session, AT_ONCE):
            yield PoolColumns(now, prior, _part(session, framework, kept, known, now))
            session.rollback()  # each part reads on its own: whoever reads for long holds up the clean-up of a database
            session.expunge_all()
            told(len(kept))

    return write_columns(file, parts())


def _part(
    session: Session, framework: Framework, kept: dict[str, str], known: dict[str, Framework], now: datetime
) -> Snapshot:
    given = find_assessments(session, list(kept.values()))
    people = {id: given[assessment] for id, assessment in kept.items() if assessment in given}
    answers = [
        carried(one, _version(session, framework, one.framework_sha256, known), framework).answers()
        for one in people.values()
    ]
    ratings = [all_ratings(framework, one, now.date()) for one in answers]
    profiles = measure_all(framework, ratings, np.tile(prior_of_anybody(framework), (len(ratings), 1)))
    return snapshot_of(tuple(framework.competencies), list(people), profiles)


def _version(session: Session, framework: Framework, sha256: str, known: dict[str, Framework]) -> Framework:
    """Return the framework somebody answered; this one itself where nothing differs, to save comparing."""
    if sha256 not in known:
        stored = stored_framework(session, sha256)
        known[sha256] = framework if stored == framework else stored
    return known[sha256]
