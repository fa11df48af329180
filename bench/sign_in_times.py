"""E1: does the time of an answer tell whether a mailbox has an account? Known and unknown ones in turn, medians.

.venv/bin/python bench/sign_in_times.py [tries, 200 if not said]
"""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))  # Python looks for modules beside a script only

import tempfile
from collections.abc import Callable
from statistics import median
from time import perf_counter

from flask_migrate import upgrade

from kamcareer.config import Settings, make_secret
from kamcareer.factory import create_app
from kamcareer.services.accounts import new_one_time_link, open_one_time_link
from kamcareer.store.database import db, may_write
from kamcareer.web.clock import now
from kamcareer.web.limits import limiter

KNOWN, PASSPHRASE, WRONG = "known@example.ru", "ёлка самовар трактор 9 лун", "лодка вечер кирпич 4 ветра"


def main() -> None:
    """Print a line for each page: median of known, of unknown, difference."""
    tries = int(sys.argv[1]) if len(sys.argv) > 1 else 200
    with tempfile.TemporaryDirectory() as folder:
        # Nobody listens at the mail server: letters wait, as they do while an answer is made.
        mail = {"KAMCAREER_MAIL_URL": "smtp://127.0.0.1:1", "KAMCAREER_MAIL_FROM": "kam@example.ru"}
        mail["KAMCAREER_PUBLIC_URL"] = "http://localhost"
        settings = Settings.from_env({"KAMCAREER_DATA": folder, **mail})
        make_secret(settings)
        app = create_app(Settings.from_env({"KAMCAREER_DATA": folder, **mail}))
        limiter.enabled = False
        with app.app_context():
            upgrade()
            may_write.set(True)
            open_one_time_link(db.session(), new_one_time_link(db.session(), KNOWN, now()), PASSPHRASE, now())
            db.session.commit()
        client = app.test_client()
        token = (
            client.get("/sign-in").get_data(as_text=True).partition('name="csrf-token" content="')[2].partition('"')[0]
        )
        client.environ_base["HTTP_X_CSRFTOKEN"] = token
        pages: dict[str, Callable[[str], None]] = {
            "sign in": lambda email: _post(client, "/sign-in", email=email, passphrase=WRONG),
            "ask for a link": lambda email: _post(client, "/sign-in/link", email=email),
        }
        for name, ask in pages.items():
            _compare(name, ask, tries)


def _compare(name: str, ask: Callable[[str], None], tries: int) -> None:
    times: dict[str, list[float]] = {"known": [], "unknown": []}
    for number in range(tries):
        pair = [("known", KNOWN), ("unknown", f"{number}@example.ru")]
        # Each goes first as often as the other: whoever comes second finds the caches warm.
        for kind, email in pair if number % 2 else reversed(pair):
            begun = perf_counter()
            ask(email)
            times[kind].append(perf_counter() - begun)
    known, unknown = (1000 * median(times[kind]) for kind in ("known", "unknown"))
    print(f"{name}: known {known:.1f} ms, unknown {unknown:.1f} ms, {100 * (known / unknown - 1):+.1f} %")


def _post(client: object, path: str, **form: str) -> None:
    answer = client.post(path, data=form, buffered=False)  # type: ignore[attr-defined]
    if answer.status_code not in {200, 422}:
        raise SystemExit(f"{path} answered {answer.status_code}")


if __name__ == "__main__":
    main()
