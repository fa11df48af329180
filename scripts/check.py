"""Everything that must hold before a commit: `make check`, the hook and CI call this one script."""

import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from babel.messages.pofile import read_po

ROOT = Path(__file__).resolve().parent.parent
BIN = Path(sys.executable).parent
MESSAGES = "translations/ru/LC_MESSAGES/messages.po"

Check = Callable[[], str | None]


def command(tool: str, *arguments: str) -> Check:
    """Return a check that runs a tool and passes on what it prints when it fails."""

    def run() -> str | None:
        done = subprocess.run([str(BIN / tool), *arguments], cwd=ROOT, capture_output=True, text=True, check=False)
        return None if done.returncode == 0 else (done.stdout + done.stderr).strip()

    return run


def translations() -> str | None:
    """Return what is missing in the catalogue: every message of the code, each with its Russian words."""
    with tempfile.TemporaryDirectory() as folder:
        fresh = Path(folder) / "messages.pot"
        extract = [
            str(BIN / "pybabel"),
            "-q",
            "extract",
            "-F",
            "babel.cfg",
            "-k",
            "_l",
            "-k",
            "Message",
            "-o",
            str(fresh),
            ".",
        ]
        subprocess.run(extract, cwd=ROOT, check=True)
        with fresh.open("rb") as file:
            wanted = {message.id for message in read_po(file) if message.id}
    with (ROOT / MESSAGES).open("rb") as file:
        catalogue = read_po(file, locale="ru")
    there = {message.id: message for message in catalogue if message.id}
    problems = [f"{MESSAGES}: not in the catalogue: {_short(id)}" for id in wanted - there.keys()]
    problems += [f"{MESSAGES}: not used any more: {_short(id)}" for id in there.keys() - wanted]
    for id, message in there.items():
        parts = message.string if isinstance(message.string, tuple | list) else [message.string]
        if message.fuzzy or not all(parts):
            problems.append(f"{MESSAGES}: without Russian words: {_short(id)}")
        problems += [f"{MESSAGES}: {error}: {_short(id)}" for error in message.check(catalogue)]
    return "\n".join([*problems, "Collect the messages with: make translations"]) if problems else None


def migrations() -> str | None:
    """Return what differs between the tables and the migrations."""
    with tempfile.TemporaryDirectory() as folder:
        env = {"PATH": "/usr/bin:/bin", "KAMCAREER_DATA": folder}
        for arguments in (["db", "upgrade"], ["db", "check"]):
            done = subprocess.run(
                [BIN / "flask", *arguments], cwd=ROOT, env=env, capture_output=True, text=True, check=False
            )
            if done.returncode:
                return (done.stdout + done.stderr).strip()
    return None


def _short(id: object) -> str:
    text = id[0] if isinstance(id, tuple | list) else str(id)
    return repr(text[:80])


CHECKS: dict[str, Check] = {
    "format": command("ruff", "format", "--check", "--quiet", "."),
    "lint": command("ruff", "check", "--quiet", "."),
    "weaknesses": command("bandit", "--quiet", "-c", "pyproject.toml", "-r", "kamcareer", "scripts", "app.py", "-ll"),
    "types": command("mypy"),
    "imports": command("lint-imports"),
    "templates": command("djlint", "--lint", "--quiet", "templates"),
    "frameworks": command("flask", "frameworks", "check"),
    "translations": translations,
    "migrations": migrations,
}


def main() -> int:
    """Run every check, report all of them, return how many failed."""
    failed = 0
    for name, check in CHECKS.items():
        problem = check()
        print(f"{'FAIL' if problem else 'ok  '} {name}", flush=True)
        if problem:
            failed += 1
            print(problem, flush=True)
    return failed


if __name__ == "__main__":
    sys.exit(main())
