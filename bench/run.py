"""What things cost, as ratios side by side in one run: `make bench`. Figures are noted in docs/measurements.md.

CPU milliseconds of this process, the median of several rounds after a warm-up; the floor is a bare Flask page.
"""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))  # Python looks for modules beside a script only

import re
import tempfile
import time
from collections.abc import Callable
from statistics import median

import yaml
from flask import Flask
from flask.testing import FlaskClient
from flask_migrate import upgrade
from sqlalchemy import event

from kamcareer.config import PROJECT_ROOT, Settings, make_secret
from kamcareer.core.framework.loading import parse_framework
from kamcareer.core.gaps import gap_report
from kamcareer.factory import create_app
from kamcareer.services.demo import demo_people, load_demo
from kamcareer.services.framework_files import read_folder
from kamcareer.store.database import db
from kamcareer.web.clock import now
from kamcareer.web.frameworks import current_framework

FOLDER = PROJECT_ROOT / "competencies" / "key_account"
ROUNDS = 30


def cpu_ms(work: Callable[[], object], rounds: int = ROUNDS) -> float:
    """Return the median CPU time of one call in milliseconds."""
    work()
    times = []
    for _ in range(rounds):
        start = time.process_time()
        work()
        times.append(1000 * (time.process_time() - start))
    return median(times)


def bare_flask() -> FlaskClient:
    """Return a client of the smallest application there is."""
    app = Flask("bare")
    app.add_url_rule("/", "hello", lambda: "hello")
    return app.test_client()


def installation(folder: str) -> Flask:
    """Return the application with the invented people in a folder of its own."""
    env = {"KAMCAREER_DATA": folder}
    make_secret(Settings.from_env(env))
    app = create_app(Settings.from_env(env))
    with app.app_context():
        upgrade()
        load_demo(db.session(), current_framework(), now())
        db.session.commit()
    return app


def enter(app: Flask) -> FlaskClient:
    """Return a client that has an invented person's assessment open."""
    client = app.test_client()
    page = client.get("/demo").get_data(as_text=True)
    token = re.findall(r'name="csrf_token" value="([^"]+)"', page)[0]
    client.post(re.findall(r'action="(/demo/[^"]+)"', page)[0], data={"csrf_token": token})
    return client


def statements(app: Flask, client: FlaskClient, path: str) -> int:
    """Return how many SQL statements a page needs."""
    seen: list[str] = []
    with app.app_context():
        engine = db.engine

    def note(_c: object, _cursor: object, statement: str, *_rest: object) -> None:
        if not statement.startswith(("BEGIN", "PRAGMA")):
            seen.append(statement)

    event.listen(engine, "before_cursor_execute", note)
    client.get(path)
    event.remove(engine, "before_cursor_execute", note)
    return len(seen)


def pages(app: Flask) -> None:
    """Print CPU, statements and size of the pages people wait for."""
    client, hello = enter(app), bare_flask()
    floor = cpu_ms(lambda: hello.get("/"))
    print(f"\n{'page':38} {'CPU ms':>7} {'x bare':>7} {'SQL':>4} {'KiB':>6}")
    print(f"{'bare Flask, one word':38} {floor:7.2f} {1:7.1f} {0:4} {0:6.1f}")
    for path in ("/", "/start", "/assessment", "/assessment/questions/negotiation", "/report", "/report/numbers"):
        size = len(client.get(path).data) / 1024
        cost = cpu_ms(lambda path=path: client.get(path))  # type: ignore[misc]
        print(f"{path:38} {cost:7.2f} {cost / floor:7.1f} {statements(app, client, path):4} {size:6.1f}")


def core(app: Flask) -> None:
    """Print what reading a framework and making a report cost."""
    folder = read_folder(FOLDER)
    files = folder.files
    texts = [data.decode() for data in files.values()]
    plain = cpu_ms(lambda: [yaml.load(text, Loader=yaml.CSafeLoader) for text in texts], 5)
    slow = cpu_ms(lambda: [yaml.safe_load(text) for text in texts], 3)
    ours = cpu_ms(lambda: parse_framework(folder), 5)
    print(f"\nreading the framework, {sum(map(len, files.values())) / 1024:.0f} KiB of YAML")
    print(f"  CSafeLoader, data only             {plain:7.1f} ms")
    print(f"  SafeLoader, data only              {slow:7.1f} ms  x {slow / plain:.1f}")
    print(f"  read, validate, check every rule   {ours:7.1f} ms  x {ours / plain:.1f}")
    with app.app_context():
        person = demo_people(db.session(), now())[0].assessment
        framework = current_framework()
    report = cpu_ms(lambda: gap_report(framework, person.answers(), person.target))
    print(f"a whole gap report in the core       {report:7.2f} ms")


def main() -> None:
    """Measure in a folder that is removed afterwards."""
    with tempfile.TemporaryDirectory() as folder:
        app = installation(str(Path(folder)))
        pages(app)
        core(app)


if __name__ == "__main__":
    main()
