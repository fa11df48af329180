"""What whole requests cost over real HTTP, beside two pages of a bare Flask in the same run: `make bench`.

Sign-in, permission, protection of forms, translation and the audit are on. The CPU is that of the server's processes,
and of PostgreSQL's where it is the database. `--write` puts the tables into docs/performance.md.
"""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))  # Python looks for modules beside a script only

import argparse
import os
import platform
import re
import sqlite3
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from importlib.metadata import version
from uuid import uuid4

from flask import Flask
from sqlalchemy import text

from bench.installation import installation
from bench.load import Asked, ask
from bench.server import ROWS as PEOPLE
from bench.server import Server, bare, served
from kamcareer.config import PROJECT_ROOT
from kamcareer.core.accounts import Role
from kamcareer.core.matrix_import.reading import Score
from kamcareer.core.matrix_import.scale import Scale
from kamcareer.core.people import Person as Employee
from kamcareer.services.accounts import new_one_time_link, open_one_time_link
from kamcareer.services.demo import demo_people, load_demo
from kamcareer.services.sign_ins import sign_in
from kamcareer.store.database import db, may_write
from kamcareer.store.earlier_scores import put_scores
from kamcareer.store.patience import patience
from kamcareer.store.people import put_people
from kamcareer.web.clock import now
from kamcareer.web.frameworks import current_framework
from tests.durability.served import seat

DOCUMENT = PROJECT_ROOT / "docs" / "performance.md"
BEGIN, END = "<!-- figures: written by make bench -->", "<!-- end of figures -->"
POST, TARGET = "sales_representative", "key_account_manager_retail"
SECONDS, TOGETHER = 3.0, 16
THINKING, PATIENT = (100, 300), 5.0  # people at once, and the seconds between two pages of each


def prepared(app: Flask) -> dict[str, str]:
    """Fill the installation with 1,000 people and return the cookies of HR and of an assessment, with its token."""
    may_write.set(True)
    patience.set(None)
    staff = [Employee(f"{n:05}", f"Человек {n:05}", f"Отдел {n % 20}", None, POST) for n in range(1, PEOPLE + 1)]
    with app.app_context():
        session, framework, moment = db.session(), current_framework(), now()
        load_demo(session, framework, moment)
        put_people(session, staff, moment)
        topics = list(framework.roles[TARGET].requirements)
        scores = [
            Score(
                one.number, topic, "Ким", 1 + (place * 7 + number) % 5, Scale.FIVE.level(1 + (place * 7 + number) % 5)
            )
            for number, one in enumerate(staff)
            for place, topic in enumerate(topics)
        ]
        put_scores(session, scores, Scale.FIVE, moment.date(), moment)
        link = new_one_time_link(session, "hr@example.ru", moment, frozenset({Role.HR}))
        account = open_one_time_link(session, link, None, moment)
        if account is None:
            raise LookupError("a link that was just made opens")
        kept = sign_in(session, account, "bench", moment, moment)
        own = demo_people(session, moment)[0].assessment.id
        session.commit()
        if session.get_bind().dialect.name == "postgresql":
            session.execute(text("ANALYZE"))
            session.commit()
    cookie, token = seat(app, own)
    return {"hr": f"account={kept}", "own": f"sitting={cookie}", "token": token, "assessment": own}


def requests_of(known: dict[str, str]) -> list[Asked]:
    """Return what is asked, with the goals of CPU per request."""
    number = iter(range(10**9))

    def answer() -> dict[str, object]:
        said = {"assessment": known["assessment"][:8], "level": "2", "confidence": "sure", "key": str(uuid4())}
        return said | {"example": f"слово {next(number)}"}

    hr, own = {"Cookie": known["hr"]}, {"Cookie": known["own"]}
    sent = own | {"X-CSRFToken": known["token"], "Content-Type": "application/json", "Accept": "application/json"}
    return [
        Asked("sign-in page", "/sign-in", goal=2),
        Asked("list of people, 50 of 1,000", "/hr/people", hr, goal=5),
        Asked("one person with the gap (the report)", "/report", own, goal=6),
        Asked("a question", "/assessment/questions/negotiation", own),
        Asked("save one answer", "/assessment/answers/communication", sent, "PUT", answer, 2.5),
        Asked("heat map, 50 of 1,000 people × 22", f"/hr/people/levels?role={TARGET}", hr, goal=15),
    ]


def table(database: str, ours: Server, asked: Sequence[Asked], floor: Server) -> Iterator[str]:
    """Yield the lines of the table of one database; both bare pages stand in it, measured in the same minute."""
    yield f"### On {database}"
    yield ""
    heads = (
        "what",
        "CPU ms",
        "goal",
        "CPU ms, 16",
        "× hello",
        "× one row",
        "req/s 1",
        "p50 / p99 ms, 1",
        "req/s 16",
        "p50 / p99 ms, 16",
    )
    yield f"| {' | '.join(heads)} |"
    yield "|---|" + "--:|" * (len(heads) - 1)
    floors: list[float] = []
    pages = [(floor, Asked("bare Flask, one word", "/hello")), (floor, Asked("bare Flask, one row", "/row"))]
    for at, one in [*pages, *((ours, page) for page in asked)]:
        ask(at, one, 0.5)
        alone, many = ask(at, one, SECONDS), ask(at, one, SECONDS, TOGETHER)
        if at is floor:
            floors.append(alone.cpu)
        cells = (
            one.name,
            f"{alone.cpu:.2f}",
            f"{one.goal:g}" if one.goal else "",
            f"{many.cpu:.2f}",
            *(f"{alone.cpu / least:.0f}" if at is ours else "" for least in (floors[0], floors[-1])),
            alone.told,
            f"{alone.part(0.5):.1f} / {alone.part(0.99):.1f}",
            many.told,
            f"{many.part(0.5):.1f} / {many.part(0.99):.1f}",
        )
        yield f"| {' | '.join(cells)} |"


def thinking(database: str, ours: Server, asked: Sequence[Asked]) -> Iterator[str]:
    """Yield how long a question takes while many people think between two pages, and the memory then."""
    question = next(one for one in asked if one.name == "a question")
    for people in THINKING:
        found = ask(ours, question, 3 * PATIENT, people, PATIENT)
        yield (
            f"| {database} | {people} | {found.told} | {found.part(0.5):.0f} / {found.part(0.95):.0f} / "
            f"{found.part(0.99):.0f} | {ours.memory_mb():.0f} |"
        )


def starting() -> Iterator[str]:
    """Yield what importing the application and starting a command take, as CPU seconds of a fresh process."""
    for name, code in (
        ("python alone", "pass"),
        ("import flask, sqlalchemy", "import flask, sqlalchemy.orm"),
        ("import the application", "import kamcareer.factory"),
        ("make the application", "from kamcareer.factory import create_app; create_app()"),
    ):
        with tempfile.TemporaryDirectory() as folder:
            env = {"PATH": os.environ["PATH"], "KAMCAREER_DATA": folder}
            before = os.times()
            for _ in range(3):
                subprocess.run([sys.executable, "-c", code], cwd=PROJECT_ROOT, env=env, check=True)
            after = os.times()
        used = after.children_user + after.children_system - before.children_user - before.children_system
        yield f"| {name} | {used / 3:.2f} |"


def machine() -> str:
    """Return what it ran on."""
    processor = re.search(r"^model name\s*: (.+)$", Path("/proc/cpuinfo").read_text(encoding="utf8"), re.MULTILINE)
    memory = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE") / 2**30
    name = processor[1] if processor else platform.machine()
    return f"{os.cpu_count()} cores of {name}, {memory:.0f} GiB, {platform.system()}"


def lines(url: str | None) -> Iterator[str]:
    """Yield everything that was measured, as Markdown."""
    named = ("flask", "sqlalchemy", "psycopg", "gunicorn", "jinja2", "numpy")
    libraries = ", ".join(f"{name} {version(name)}" for name in named)
    yield f"{machine()}. Python {platform.python_version()}; SQLite {sqlite3.sqlite_version}, {libraries}."
    yield f"{datetime.now(UTC):%d %B %Y}."
    yield ""
    crowd = []
    for database, at in (("SQLite", None), ("PostgreSQL", url)):
        if database == "PostgreSQL" and not at:
            continue
        with installation(at, {"KAMCAREER_BASIS_DEVELOPMENT": "labour_law"}) as (app, env):
            asked = requests_of(prepared(app))
            with served(env) as ours, bare(Path(env["KAMCAREER_DATA"])) as floor:
                yield from table(database, ours, asked, floor)
                yield ""
                crowd += thinking(database, ours, asked)
    yield from ("### Many people at once", "")
    yield f"Each asks for a question and thinks for {PATIENT:.0f} seconds. Memory: all processes of the server (PSS)."
    yield from ("", "| database | people | req/s | p50 / p95 / p99 ms | MB |", "|---|--:|--:|--:|--:|", *crowd)
    yield from ("", "### Starting", "", "| what | CPU s |", "|---|--:|", *starting())


def main() -> None:
    """Print the tables, and write them where asked."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--postgres", default=os.environ.get("KAMCAREER_TEST_POSTGRES_URL"))
    parser.add_argument("--write", action="store_true")
    wanted = parser.parse_args()
    if wanted.write and not wanted.postgres:
        parser.error("the tables hold both databases: name a server by --postgres or KAMCAREER_TEST_POSTGRES_URL")
    told = []
    for line in lines(wanted.postgres):
        print(line, flush=True)
        told.append(line)
    if wanted.write:
        document = DOCUMENT.read_text(encoding="utf8")
        before, after = document.partition(BEGIN)[0], document.partition(END)[2]
        DOCUMENT.write_text("\n".join([f"{before}{BEGIN}", "", *told, "", f"{END}{after}"]), encoding="utf8")


if __name__ == "__main__":
    main()
