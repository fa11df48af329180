"""Let the scanner wapiti loose on an installation with everything in it, as each role: S1.

`python -m tests.scan --wapiti PATH` prints a line a role; `--role candidate` asks for one. Any token of a form is taken
for the right one, so that what the scanner writes reaches the pages: it would fail at the tokens and look at nothing
else; `--tokens` asks for the right ones. Attempts are not limited. Every role gets an installation of its own, in a
folder that is deleted. Where a page broke its address is printed, and the exit code is 1.
"""

import argparse
import json
import logging
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Thread
from typing import Any

from flask import Flask
from flask_migrate import upgrade
from flask_wtf.csrf import _FlaskFormCSRF
from werkzeug.serving import make_server

from kamcareer.config import PROJECT_ROOT, Settings, make_secret
from kamcareer.core.accounts import GRANTED, Role
from kamcareer.core.assessment import Draft, questions
from kamcareer.factory import create_app
from kamcareer.services.accounts import new_one_time_link, open_one_time_link
from kamcareer.services.framework_files import load_framework
from kamcareer.services.self_assessment import save_answer, start
from kamcareer.services.sign_ins import sign_in
from kamcareer.store.database import db, may_write
from kamcareer.web.clock import now
from kamcareer.web.limits import limiter
from tests.agreements import agreed
from tests.web.pages import Reader
from tests.web.routes import ENDING, addresses
from tests.web.stock import seat, stock

FRAMEWORK = load_framework(PROJECT_ROOT / "competencies" / "key_account")
PRESENT, TARGET = "sales_representative", "key_account_manager_retail"
MODULES = "xss,permanentxss,redirect,crlf,csp,http_headers,cookieflags,file,sql,exec,ssrf,methods,xxe"
ROLES = (Role.VISITOR, Role.CANDIDATE, *sorted(GRANTED))
# The scan would end with the first of these it follows.
ENDS = (*ENDING, "account.sign_out")


def main() -> int:
    """Scan as the roles that were asked for; return 1 when an answer was 5xx."""
    for name in ("werkzeug", "kamcareer"):
        logging.getLogger(name).setLevel(logging.ERROR)
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--wapiti", default="wapiti", help="the scanner, in an environment of its own")
    parser.add_argument("--role", choices=ROLES, action="append", help="as whom; without it as everybody")
    parser.add_argument("--tokens", action="store_true", help="leave the tokens of forms on")
    parser.add_argument("--seconds", type=int, default=90, help="for finding pages")
    parser.add_argument("--attack", type=int, default=25, help="seconds for each kind of attack")
    asked, broke = parser.parse_args(), False
    print("| as | pages found | answers: 2xx, 3xx, 4xx, 5xx | findings |\n|---|--:|---|---|")
    for role in asked.role or ROLES:
        with tempfile.TemporaryDirectory() as folder:
            answers, found = scan(Path(folder), Role(role), asked)
        counted = ", ".join(f"{sum(one for (kind, _), one in answers.items() if kind == first):,}" for first in "2345")
        for (kind, path), count in sorted(answers.items()):
            if kind == "5":
                print(f"broke {count} times: {path}", file=sys.stderr)
                broke = True
        findings = "; ".join(f"{name} ({count})" for name, count in found["findings"].items()) or "none"
        print(f"| {role} | {found['pages']} | {counted} | {findings} |", flush=True)
    return 1 if broke else 0


Answers = Counter[tuple[str, str]]


def scan(folder: Path, role: Role, asked: argparse.Namespace) -> tuple[Answers, dict[str, Any]]:
    """Return how an installation answered while it was scanned, and what was found."""
    app = installation(folder, tokens=asked.tokens)
    reader, paths, ends = stocked(app, role)
    with served(app) as (port, answers):
        base, report = f"http://127.0.0.1:{port}", folder / "report.json"
        cookies = "; ".join(f"{one.key}={one.value}" for one in reader.client._cookies.values())
        command = [
            asked.wapiti, "-u", f"{base}/", "-m", MODULES, "--tasks", "4", "-H", f"Cookie: {cookies}",
            "--max-scan-time", str(asked.seconds), "--max-attack-time", str(asked.attack),
            "-f", "json", "-o", str(report), "--store-session", str(folder / "session"),
        ]  # fmt: skip
        starts = [word for path in paths for word in ("-s", base + path)]
        left = [word for path in ends for word in ("-x", base + path)]
        ended = subprocess.run([*command, *starts, *left], check=False, capture_output=True, text=True)
    if not report.exists():
        raise SystemExit(f"{role}: the scanner ended without a report\n{ended.stdout[-2000:]}{ended.stderr[-2000:]}")
    said = json.loads(report.read_text(encoding="utf-8"))
    findings = {name: len(several) for name, several in said["vulnerabilities"].items() if several}
    return answers, {"pages": said["infos"]["crawled_pages_nbr"], "findings": findings}


def installation(folder: Path, *, tokens: bool) -> Flask:
    """Return an installation on SQLite with nothing in it."""
    make_secret(Settings.from_env({"KAMCAREER_DATA": str(folder)}))
    app = create_app(Settings.from_env({"KAMCAREER_DATA": str(folder)}))
    if not tokens:
        app.config["WTF_CSRF_CHECK_DEFAULT"] = False
        _FlaskFormCSRF.validate_csrf_token = lambda *_: None
    limiter.enabled = False
    with app.app_context():
        upgrade()
    return app


def stocked(app: Flask, role: Role) -> tuple[Reader, list[str], list[str]]:
    """Put everything in that there can be; return a browser of a role, where it begins and what it leaves alone."""
    may_write.set(True)
    with app.app_context():
        session = db.session()
        id = start(session, FRAMEWORK, PRESENT, TARGET, now(), agreed()).id
        for number, competency in enumerate(questions(FRAMEWORK, TARGET)):
            save_answer(session, id, competency, Draft(level=number % 4, confidence="fairly"), f"key-{number}", now())
        session.commit()
    known = list(addresses(app, stock(app, FRAMEWORK, id)))
    reader = Reader(app).sit_down(id)
    if role is not Role.VISITOR:
        reader.keep(_signed_in(app, role))
        seat(app, f"{role}@example.ru")
    paths = sorted({one.path for one in known if one.method == "GET" and one.endpoint not in ENDS})
    return reader, paths, sorted({one.path for one in known if one.endpoint in ENDS})


def _signed_in(app: Flask, role: Role) -> str:
    with app.app_context():
        session = db.session()
        link = new_one_time_link(session, f"{role}@example.ru", now(), frozenset({role} & GRANTED))
        account = open_one_time_link(session, link, None, now())
        if account is None:
            raise LookupError(role)
        secret = sign_in(session, account, "wapiti", now(), now())
        session.commit()
    return secret


@contextmanager
def served(app: Flask) -> Iterator[tuple[int, Answers]]:
    """Serve an installation in threads; yield its port, and how often which address answered with 2xx to 5xx."""
    answers: Answers = Counter()

    def counted(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        def noted(status: str, *more: Any) -> Any:
            answers[status[0], f"{environ['REQUEST_METHOD']} {environ['PATH_INFO']}"] += 1
            return start_response(status, *more)

        return app.wsgi_app(environ, noted)

    server = make_server("127.0.0.1", 0, counted, threaded=True)
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield server.server_port, answers
    finally:
        server.shutdown()
        thread.join()


if __name__ == "__main__":
    sys.exit(main())
