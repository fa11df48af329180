"""Last night's columns of the pool on both databases: everybody is looked at, and the database has the last word."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from kamcareer.core.applications import Application
from kamcareer.core.framework.model import Framework
from kamcareer.core.legal_basis import Holder, Purpose
from kamcareer.core.snapshot import Snapshot
from kamcareer.services import pool as pool_service
from kamcareer.services import pool_columns as service
from kamcareer.services.legal_bases import withdraw
from kamcareer.services.pool import pool_for
from kamcareer.services.pool_columns import take_columns
from kamcareer.services.self_assessment import erase
from kamcareer.services.vacancies import OpenVacancy
from kamcareer.store.pool_columns import PoolColumns, UnreadableError, read_columns, write_columns
from tests.conftest import NOW
from tests.services.test_pool import LATER, TODAY, Send
from tests.services.test_pool import send as send  # noqa: PLC0414 - the same people
from tests.services.test_pool import vacancies as vacancies  # noqa: PLC0414 - the same vacancies

Take = Callable[[], PoolColumns]


@pytest.fixture
def take(session: Session, framework: Framework, tmp_path: Path) -> Take:
    """Write the columns as of the night between, and read them."""

    def taken() -> PoolColumns:
        session.commit()
        take_columns(session, framework, tmp_path / "pool.parquet", NOW + timedelta(days=1), lambda _count: None)
        return read_columns(tmp_path / "pool.parquet")

    return taken


def ids(session: Session, found: OpenVacancy, columns: PoolColumns | None) -> list[str]:
    return [row.kept.application.id for row in pool_for(session, found, TODAY, columns).rows]


def test_whoever_agreed_long_ago_is_found_too(
    session: Session, vacancies: list[OpenVacancy], send: Send, take: Take, monkeypatch: pytest.MonkeyPatch
):
    best, *others = send(4), send(0), send(0)
    columns = take()
    monkeypatch.setattr(pool_service, "LOOKED_AT", 1)
    first = min(one.id for one in (best, *others))

    assert ids(session, vacancies[1], None) == [first]
    assert ids(session, vacancies[1], columns)[0] == best.id
    pool = pool_for(session, vacancies[1], TODAY, columns)
    assert (pool.looked_at, pool.total, pool.taken) == (3, 3, NOW + timedelta(days=1))


def test_it_shows_what_a_look_at_everybody_shows(
    session: Session, vacancies: list[OpenVacancy], send: Send, take: Take, monkeypatch: pytest.MonkeyPatch
):
    people = [send(level) for level in (0, 1, 2, 3, 4, 4, 3, 2)]
    monkeypatch.setattr(service, "AT_ONCE", 3)
    columns = take()

    assert set(ids(session, vacancies[1], columns)) == {one.id for one in people}
    monkeypatch.setattr(pool_service, "SHOWN", 3)
    assert set(ids(session, vacancies[1], columns)) == set(ids(session, vacancies[1], None))


def test_the_database_has_the_last_word(session: Session, vacancies: list[OpenVacancy], send: Send, take: Take):
    gone, erased, stays = send(4), send(4), send(1)
    columns = take()
    withdraw(session, Holder(assessment_id=gone.assessment_id), Purpose.STORAGE, LATER)
    erase(session, erased.assessment_id)

    assert ids(session, vacancies[1], columns) == [stays.id]
    assert ids(session, vacancies[0], columns) == []


def test_whoever_agreed_since_is_looked_at_too_and_nobody_twice(
    session: Session, vacancies: list[OpenVacancy], send: Send, take: Take, monkeypatch: pytest.MonkeyPatch
):
    early = send(2)
    columns = take()
    monkeypatch.setattr("tests.services.test_pool.NOW", LATER)
    late = send(3)

    assert sorted(ids(session, vacancies[1], columns)) == sorted([early.id, late.id])


def test_columns_that_lack_what_the_vacancy_asks_are_not_used(
    session: Session, vacancies: list[OpenVacancy], send: Send, take: Take
):
    one, columns = send(3), take()
    rest = columns.snapshot.competencies[:3]
    less = PoolColumns(
        columns.taken,
        columns.prior[:3],
        Snapshot(rest, columns.snapshot.people, columns.snapshot.mean[:3], columns.snapshot.deviation[:3]),
    )

    assert ids(session, vacancies[1], less) == [one.id]
    assert pool_for(session, vacancies[1], TODAY, less).taken is None


def test_of_an_empty_pool_there_is_no_file_and_what_was_there_is_gone(
    session: Session, send: Send, take: Take, tmp_path: Path
):
    one: Application = send()
    assert len(take().snapshot) == 1
    withdraw(session, Holder(assessment_id=one.assessment_id), Purpose.STORAGE, LATER)

    with pytest.raises(FileNotFoundError):
        take()
    assert list(tmp_path.glob("*parquet*")) == []


@given(st.lists(st.integers(1, 40), min_size=1, max_size=3), st.integers(1, 5), st.integers(0, 2**16))
@settings(max_examples=20, deadline=None)
def test_what_is_written_is_read(tmp_path_factory: pytest.TempPathFactory, parts: list[int], topics: int, seed: int):
    draw, file = np.random.default_rng(seed), tmp_path_factory.mktemp("pool") / "it's a pool.parquet"
    names = tuple(f"topic_{number}" for number in range(topics))
    prior = draw.normal(2, 1, topics).astype(np.float32)

    def part(count: int) -> PoolColumns:
        people = np.array([f"{draw.integers(10**9):036}" for _ in range(count)], "S36")
        mean, deviation = draw.normal(2, 1, (2, topics, count)).astype(np.float32)
        return PoolColumns(NOW, prior, Snapshot(names, people, mean, deviation))

    written = [part(count) for count in parts]
    assert write_columns(file, written) == sum(parts)
    found = read_columns(file)

    assert (found.taken, found.snapshot.competencies, file.stat().st_mode & 0o777) == (NOW, names, 0o600)
    assert found.prior.tolist() == prior.tolist()
    for what in ("people", "mean", "deviation"):
        whole = np.concatenate([getattr(one.snapshot, what) for one in written], axis=-1)
        assert getattr(found.snapshot, what).tolist() == whole.tolist()


@pytest.mark.parametrize("content", [b"", b"PAR1 and nothing more", b"person,level\n"])
def test_a_file_that_holds_no_pool_is_named(tmp_path: Path, content: bytes):
    file = tmp_path / "pool.parquet"
    file.write_bytes(content)

    with pytest.raises(UnreadableError, match=r"pool\.parquet holds no pool"):
        read_columns(file)


def test_a_writer_that_fails_leaves_the_earlier_file_and_no_other(tmp_path: Path):
    file = tmp_path / "pool.parquet"
    file.write_bytes(b"as it was")

    def broken():
        yield from ()
        raise RuntimeError("the database went away")

    with pytest.raises(RuntimeError):
        write_columns(file, broken())
    assert [one.read_bytes() for one in tmp_path.iterdir()] == [b"as it was"]
