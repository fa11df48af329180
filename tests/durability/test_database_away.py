"""D6: PostgreSQL goes, comes back, stalls, or says nothing of what it has stored. And two servers behind one database."""

import re
import signal
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Event, Thread
from time import monotonic, sleep

import pytest
import requests
from flask import Flask
from flask_migrate import upgrade

from kamcareer.core.assessment import questions
from kamcareer.core.framework.model import Framework
from kamcareer.factory import create_app
from kamcareer.services.accounts import new_one_time_link, open_one_time_link
from kamcareer.services.self_assessment import start
from kamcareer.store.database import db, may_write
from tests.agreements import agreed
from tests.conftest import NOW, now, settings_for
from tests.durability.cluster import Cluster, Wire
from tests.durability.conftest import TARGET, many
from tests.durability.served import Person, Served
from tests.rows import every_row

LONGEST_REQUEST, LONGEST_SIGN_OF_LIFE, BACK_WITHIN = 8.0, 0.5, 2.0
DOWN, STALL, CUT, PEOPLE = many("DOWN", 1), many("STALL", 5), many("CUT_REPLIES", 5), many("PEOPLE", 4)
ROUNDS = many("ROUNDS", 1)
TOKEN = r'name="csrf_token"[^>]*value="([^"]+)"'
EMAIL, PASSPHRASE = "vera@example.ru", "сирень под окном цветёт в мае"


@pytest.fixture
def cluster() -> Iterator[Cluster]:
    # Not below the folders of pytest: those are closed to the user that PostgreSQL runs as.
    with tempfile.TemporaryDirectory(prefix="kamcareer-postgres-") as folder:
        made = Cluster(Path(folder)).make()
        yield made
        made.stop(signal.SIGQUIT)


@pytest.fixture
def wire(cluster: Cluster) -> Iterator[Wire]:
    made = Wire(cluster.port)
    yield made
    made.close()


@pytest.fixture
def behind(wire: Wire, tmp_path: Path) -> Iterator[Flask]:
    """The application behind the wire, its tables made."""
    url = f"postgresql://kam@127.0.0.1:{wire.port}/kam"
    app = create_app(settings_for(tmp_path / "data", KAMCAREER_DATABASE_URL=url))
    with app.app_context():
        upgrade()
    yield app
    with app.app_context():
        db.session.remove()
        db.engine.dispose()


def at_work(app: Flask, framework: Framework, ports: list[int]) -> list[Person]:
    topics = tuple(questions(framework, TARGET))
    may_write.set(True)
    with app.app_context():
        ids = [start(db.session(), framework, None, TARGET, NOW, agreed()).id for _ in range(PEOPLE)]
        db.session.commit()
        db.session.remove()
    people = [Person(ports[number % len(ports)], app, id, topics) for number, id in enumerate(ids)]
    for person in people:
        person.start()
    return people


def member(app: Flask) -> requests.Session:
    """The browser of somebody with an account and a passphrase."""
    with app.app_context():
        open_one_time_link(db.session(), new_one_time_link(db.session(), EMAIL, now()), PASSPHRASE, now())
        db.session.commit()
        db.session.remove()
    return requests.Session()


class Pulse(Thread):
    """Asks whether the process lives, ten times a second; remembers the slowest answer."""

    def __init__(self, served: Served) -> None:
        super().__init__(daemon=True)
        self.served, self.slowest, self.enough = served, 0.0, Event()

    def run(self) -> None:
        while not self.enough.wait(0.1):
            begun = monotonic()
            assert self.served.get("/healthz") == 200
            self.slowest = max(self.slowest, monotonic() - begun)


def work_on(people: list[Person]) -> None:
    """Let everybody save for a while."""
    for _ in range(ROUNDS):
        go_on(people)


def go_on(people: list[Person]) -> float:
    """Wait until everybody has had a save acknowledged; return the seconds it took."""
    before, begun = [len(person.acknowledged) for person in people], monotonic()
    while any(len(person.acknowledged) <= count for person, count in zip(people, before, strict=True)):
        assert monotonic() - begun < 30, [person.failure for person in people]
        assert not any(person.failure for person in people), [person.failure for person in people]
        sleep(0.01)
    return monotonic() - begun


def errors(people: list[Person]) -> int:
    """How often anybody was told to come again, or got no answer."""
    return sum(len(person.refused) + person.broken for person in people)


def stopped(people: list[Person]) -> dict[tuple[str, str], int]:
    """Let everybody stop; return what was acknowledged."""
    for person in people:
        person.enough.set()
    for person in people:
        person.join()
        person.close()
    assert [person.failure for person in people] == [None] * len(people)
    return {(person.assessment, one.key): one.revision for person in people for one in person.acknowledged}


def stored(app: Flask) -> dict[tuple[str, str], int]:
    with app.app_context():
        rows = every_row(db.session())["answer_save"]
        db.session.remove()
    return {(row["assessment_id"], row["key"]): row["revision"] for row in rows}


def restart(cluster: Cluster, how: signal.Signals, down: float = 0) -> None:
    cluster.stop(how)
    sleep(down)
    cluster.start()


def stall(wire: Wire) -> None:
    wire.flows.clear()
    sleep(STALL)
    wire.flows.set()


def cut_replies(wire: Wire) -> None:
    wire.replies_to_cut = CUT
    while wire.replies_to_cut:
        sleep(0.01)


def test_whatever_becomes_of_the_database_nothing_acknowledged_is_lost_and_nobody_waits_long(
    behind: Flask, cluster: Cluster, wire: Wire, framework: Framework, tmp_path: Path, tell: Callable[[str], None]
):
    env = {"KAMCAREER_DATABASE_URL": f"postgresql://kam@127.0.0.1:{wire.port}/kam", "KAMCAREER_WORKERS": "1"}
    served = Served(tmp_path / "data", env).start()
    pulse, people = Pulse(served), at_work(behind, framework, [served.port])
    pulse.start()
    faults: dict[str, Callable[[], None]] = {
        "restart": lambda: restart(cluster, signal.SIGINT),
        "immediate stop": lambda: restart(cluster, signal.SIGQUIT),
        "down for a while": lambda: restart(cluster, signal.SIGINT, DOWN),
        "connections broken": wire.reset,
        "stall": lambda: stall(wire),
        "commit replies cut": lambda: cut_replies(wire),
    }
    try:
        go_on(people)
        for name, fault in faults.items():
            work_on(people)
            refused = errors(people)
            fault()
            returned, back = monotonic(), go_on(people)
            tell(f"{name}: {errors(people) - refused} told to come again, everybody goes on after {back:.2f} s")
            assert back < BACK_WITHIN + LONGEST_REQUEST * (name == "stall"), name
            sleep(max(0, returned + BACK_WITHIN - monotonic()))
            refused = errors(people)
            go_on(people)
            assert errors(people) == refused, f"{name}: refused later than {BACK_WITHIN} s after the return"
        acknowledged = stopped(people)
        restart(cluster, signal.SIGINT)  # while nobody asks
        idle = people[0]
        last = idle.acknowledged[-1]
        revision = max(one.revision for one in idle.acknowledged if one.topic == last.topic)
        status, answer = idle.save(last.topic, "после перерыва", revision, "00000000-0000-4000-8000-000000000001")
        idle.close()
        assert (status, answer.get("revision")) == (200, revision + 1)
        acknowledged[idle.assessment, "00000000-0000-4000-8000-000000000001"] = revision + 1
        assert served.get("/readyz") == 200
    finally:
        pulse.enough.set()
        pulse.join()
        served.stop()
    slowest = max(person.slowest for person in people)
    kept = stored(behind)
    lost = acknowledged.keys() - kept.keys()
    tell(f"{len(acknowledged)} acknowledged, {len(lost)} lost, {len(kept) - len(acknowledged)} unheard of")
    tell(f"longest request {slowest:.2f} s, /healthz at most {pulse.slowest:.2f} s")
    assert kept == acknowledged
    assert slowest < LONGEST_REQUEST
    assert pulse.slowest < LONGEST_SIGN_OF_LIFE
    assert {status for person in people for status in person.refused} <= {503}


def test_two_servers_behind_one_database_are_one_and_the_other_goes_on_when_one_is_killed(
    behind: Flask, wire: Wire, framework: Framework, tmp_path: Path, tell: Callable[[str], None]
):
    env = {"KAMCAREER_DATABASE_URL": f"postgresql://kam@127.0.0.1:{wire.port}/kam", "KAMCAREER_WORKERS": "1"}
    first, second = Served(tmp_path / "data", env).start(), Served(tmp_path / "data", env).start()
    people, vera = at_work(behind, framework, [first.port]), member(behind)
    try:
        page = vera.get(f"http://127.0.0.1:{first.port}/sign-in")
        form = {"email": EMAIL, "passphrase": PASSPHRASE, "csrf_token": re.search(TOKEN, page.text)[1]}
        vera.post(f"http://127.0.0.1:{first.port}/sign-in", form, allow_redirects=False).raise_for_status()
        assert EMAIL in vera.get(f"http://127.0.0.1:{second.port}/account").text
        for person in people[::2]:
            person.port = second.port  # the proxy sends them elsewhere: the same cookie, the same token
            person.close()
        go_on(people)
        first.kill_all()
        for person in people:
            person.port = second.port
        back = go_on(people)
        acknowledged = stopped(people)
        assert EMAIL in vera.get(f"http://127.0.0.1:{second.port}/account").text
    finally:
        vera.close()
        second.stop()
    tell(f"{len(acknowledged)} acknowledged, one of two servers killed, everybody goes on after {back:.2f} s")
    assert stored(behind) == acknowledged
