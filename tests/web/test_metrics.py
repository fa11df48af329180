"""Figures for Prometheus: right over several workers, for whoever knows the token, and never about people."""

import os
import signal
import struct
import subprocess
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from http.client import HTTPConnection
from pathlib import Path
from time import sleep

import pytest
from flask import Flask
from hypothesis import given, settings
from hypothesis import strategies as st
from prometheus_client import values
from prometheus_client.mmap_dict import MmapedDict
from prometheus_client.multiprocess import MultiProcessCollector
from prometheus_client.parser import text_string_to_metric_families

from kamcareer.config import PROJECT_ROOT, Settings
from kamcareer.core.framework.model import Framework
from kamcareer.core.mail import Message
from kamcareer.factory import create_app
from kamcareer.store.database import db, may_write
from kamcareer.store.mail import add_message
from kamcareer.web.metrics import ANY, NOWHERE, Job, drop_unreadable
from tests.conftest import now, settings_for
from tests.durability.served import FLASK, Served
from tests.web.conftest import Person
from tests.web.pages import Reader
from tests.web.routes import addresses
from tests.web.stock import stock

TOKEN = "of-this-test-alone-0123456789-abcdef"
BEARER = {"Authorization": f"Bearer {TOKEN}"}
METHODS = {"GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS", "PATCH"}
Figures = dict[tuple[str, tuple[tuple[str, str], ...]], float]


@pytest.fixture
def counting(app: Flask, monkeypatch: pytest.MonkeyPatch) -> Iterator[Flask]:
    """The installation of `app` with the token set: in this process it is the one that counts."""
    kept = values.ValueClass
    folder = app.config["SETTINGS"].data_folder
    monkeypatch.setenv("PROMETHEUS_MULTIPROC_DIR", "")  # and put back as it was
    counts = create_app(settings_for(folder, KAMCAREER_METRICS_TOKEN=TOKEN))
    counts.config["TESTING"] = True
    yield counts
    with counts.app_context():
        db.engine.dispose()
    values.ValueClass = kept


@pytest.fixture
def served(app: Flask, tmp_path: Path) -> Iterator[Served]:
    here = Served(tmp_path, {"KAMCAREER_METRICS_TOKEN": TOKEN}).start()
    yield here
    here.stop()


def figures(text: str) -> Figures:
    return {
        (sample.name, tuple(sorted(sample.labels.items()))): sample.value
        for family in text_string_to_metric_families(text)
        for sample in family.samples
    }


def read(app: Flask) -> Figures:
    return figures(app.test_client().get("/metrics", headers=BEARER).text)


def figure(found: Figures, name: str, **labels: str) -> float:
    return found.get((name, tuple(sorted(labels.items()))), 0)


def asked(found: Figures, page: str) -> float:
    return figure(found, "kamcareer_requests_total", page=page, method="GET", status="200")


def scrape(served: Served) -> Figures:
    connection = HTTPConnection("127.0.0.1", served.port, timeout=10)
    connection.request("GET", "/metrics", headers=BEARER)
    text = connection.getresponse().read().decode()
    connection.close()
    return figures(text)


def test_without_a_token_in_the_settings_there_is_no_such_page_and_nothing_is_counted(app: Flask):
    assert Reader(app).get("/metrics", headers=BEARER).status == 404
    assert not (app.config["SETTINGS"].data_folder / "metrics").exists()


@pytest.mark.parametrize("said", ["", "Bearer", "Bearer ", TOKEN, f"Bearer {TOKEN}x", f"Basic {TOKEN}", "Bearer ж"])
def test_whoever_does_not_know_the_token_reads_nothing(counting: Flask, said: str):
    answer = counting.test_client().get("/metrics", headers={"Authorization": said.encode()} if said else {})

    assert (answer.status_code, answer.data, answer.headers["WWW-Authenticate"]) == (401, b"", "Bearer")


def test_a_short_token_is_refused_with_the_cure(tmp_path: Path):
    with pytest.raises(SystemExit, match="openssl rand -hex 32"):
        Settings.from_env({"KAMCAREER_DATA": str(tmp_path), "KAMCAREER_METRICS_TOKEN": "short"})


def test_workers_count_together_and_go_on_when_one_is_killed(served: Served):
    with ThreadPoolExecutor(16) as pool:
        assert set(pool.map(served.get, ["/robots.txt"] * 200)) == {200}
    # Whichever worker answers, it says the same.
    before = [scrape(served) for _ in range(8)]
    assert {asked(one, "visitor.robots") for one in before} == {200}
    counted = {"page": "visitor.robots", "method": "GET"}
    assert figure(before[0], "kamcareer_request_seconds_count", **counted) == 200
    assert figure(before[0], "kamcareer_request_seconds_bucket", **counted, le="+Inf") == 200
    files = sorted(file.name for file in (served.folder / "metrics").glob("counter_*"))
    assert len(files) == 2  # both have worked

    for killed in (0, 1, 0):
        there = served.workers()
        os.kill(there[killed], signal.SIGKILL)
        while set(served.workers()) == set(there) or len(served.workers()) < 2:
            sleep(0.02)
        with ThreadPoolExecutor(16) as pool:
            assert set(pool.map(served.get, ["/robots.txt"] * 100)) == {200}
    assert {asked(scrape(served), "visitor.robots") for _ in range(8)} == {500}
    assert sorted(file.name for file in (served.folder / "metrics").glob("counter_*")) == files


@pytest.mark.sqlite
@pytest.mark.usefixtures("unlimited")
def test_whatever_is_asked_no_label_holds_a_word_of_whoever_asks(counting: Flask, framework: Framework, person: Person):
    canary, reader = "canary.vera", Reader(counting)
    for address in addresses(counting, stock(counting, framework, person.id)):
        path = f"{address.path}{'&' if '?' in address.path else '?'}next={canary}"
        reader.request(
            address.method,
            path,
            headers={"User-Agent": canary, "Referer": f"http://{canary}/"},
        )
    for path in (f"/enter/{canary}", f"/roles/{canary}", f"/{canary}"):
        reader.request("GET", path)
        reader.request(canary.upper(), path)
    token = {"headers": {"X-CSRFToken": reader.open("/start").csrf}}
    wrong = {"email": f"{canary}@example.ru", "passphrase": f"{canary} лодка кирпич"}
    reader.request("POST", "/sign-in", data=wrong, **token)
    found = read(counting)

    allowed = {
        "page": {*counting.view_functions, NOWHERE},
        "method": METHODS | {ANY},
        "status": {str(status) for status in range(200, 600)},
        "way": {"passphrase", "passkey", "company", "card", "second_factor"},
        "outcome": {"sent", "failed", "done"},
        "tried": {"yes", "no"},
        "timer": set(Job),
    }
    labels = {label for _, labels in found for label in labels if label[0] != "le"}
    assert [label for label in labels if label[1] not in allowed[label[0]]] == []
    assert len({value for name, value in labels if name == "page"}) > 60
    assert figure(found, "kamcareer_sign_ins_refused_total", way="passphrase") == 1
    files = b"".join(file.read_bytes() for file in (counting.config["SETTINGS"].data_folder / "metrics").iterdir())
    assert canary.encode() not in files.lower()
    assert person.id.encode() not in files


@pytest.mark.sqlite
def test_letters_that_wait_are_told_by_whether_they_were_refused_before(counting: Flask):
    may_write.set(True)
    with counting.app_context():
        for _ in range(3):
            add_message(db.session(), Message("vera@example.ru", "s", "t"), now(), now())
        db.session.commit()
    counting.config["SETTINGS"] = settings_for(
        counting.config["SETTINGS"].data_folder,
        KAMCAREER_METRICS_TOKEN=TOKEN,
        KAMCAREER_MAIL_URL="smtp://127.0.0.1:1",
        KAMCAREER_MAIL_FROM="kam@example.ru",
        KAMCAREER_PUBLIC_URL="http://localhost:8000",
    )
    assert figure(read(counting), "kamcareer_letters_waiting", tried="no") == 3
    assert counting.test_cli_runner().invoke(args=["mail", "send"]).exit_code == 0
    found = read(counting)

    assert figure(found, "kamcareer_letters_total", outcome="failed") == 3
    assert [figure(found, "kamcareer_letters_waiting", tried=tried) for tried in ("no", "yes")] == [0, 3]


@pytest.mark.sqlite
def test_a_database_that_is_away_is_counted_and_the_figures_are_given_all_the_same(
    counting: Flask, monkeypatch: pytest.MonkeyPatch
):
    reader = Reader(counting)
    page = reader.open("/start/agreement?present=supervisor&target=sales_manager")
    with counting.app_context():
        db.session.remove()
        db.engine.dispose()
    file = counting.config["SETTINGS"].data_folder / "kamcareer.db"
    file.rename(aside := file.with_name("aside"))
    file.mkdir()
    assert reader.send(page).status == 503
    found = read(counting)
    file.rmdir()
    aside.rename(file)

    assert figure(found, "kamcareer_database_errors_total", kind="OperationalError") == 1
    assert not any(name == "kamcareer_letters_waiting" for name, _ in found)


@pytest.mark.sqlite
def test_what_timers_start_is_counted_by_how_it_went(app: Flask, counting: Flask, tmp_path: Path):
    """Each in a process of its own, as timers do."""
    env = {"KAMCAREER_DATA": str(tmp_path), "KAMCAREER_METRICS_TOKEN": TOKEN, "PATH": "/usr/bin:/bin"}
    begun = now().timestamp()
    for command in (["retention", "run"], ["retention", "run"], ["retention", "run", "--dry-run"], ["mail", "send"]):
        subprocess.run([FLASK, *command], cwd=PROJECT_ROOT, env=env, check=False, capture_output=True)
    found = read(counting)

    assert figure(found, "kamcareer_job_runs_total", timer="retention", outcome="done") == 2
    assert figure(found, "kamcareer_job_runs_total", timer="mail", outcome="failed") == 1  # no mail server is set
    assert begun <= figure(found, "kamcareer_job_done_seconds", timer="retention") <= now().timestamp()
    assert figure(found, "kamcareer_job_done_seconds", timer="mail") == 0


@settings(max_examples=60, deadline=None)
@given(data=st.data())
def test_after_a_power_cut_whatever_is_in_a_file_nobody_stumbles(data: st.DataObject, tmp_path_factory):
    folder = tmp_path_factory.mktemp("cut")
    for number in range(2):
        kept = MmapedDict(str(folder / f"counter_{number}.db"))
        for page in range(40):
            kept.write_value(f'["n", "n_total", {{"page": "{page}"}}, "h"]', page, 0.0)
        kept.close()
    torn = folder / "counter_1.db"
    whole = torn.read_bytes()
    used = struct.unpack_from("i", whole)[0]
    at = data.draw(st.integers(0, used - 1))
    torn.write_bytes(whole[:at] + bytes(min(4096, len(whole) - at)) + whole[at + 4096 :])
    drop_unreadable(folder)

    assert (folder / "counter_0.db").exists()
    read = [sample.value for one in MultiProcessCollector(None, str(folder)).collect() for sample in one.samples]
    assert len(read) == 40
    for file in folder.glob("*.db"):
        MmapedDict(str(file)).close()
