"""Look for secrets in the files of the repository: `make audit`. What is known to be none is in .secrets.baseline."""

import argparse
import json
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BASELINE = ROOT / ".secrets.baseline"
# Hashes of libraries and files, pictures and translated words: long random-looking texts that open nothing.
HARMLESS = ("requirements", "static/", "translations/", "scripts/vendor_pins.json", BASELINE.name)

Found = set[tuple[str, str, str]]


def scan() -> str:
    """Return what the scanner says of every file that git would keep."""
    listed = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    files = subprocess.run(listed, cwd=ROOT, check=True, capture_output=True, text=True).stdout.split("\0")
    read = [file for file in files if file and (ROOT / file).exists() and not file.startswith(HARMLESS)]
    scanner = [str(Path(sys.executable).parent / "detect-secrets"), "scan", *read]
    return subprocess.run(scanner, cwd=ROOT, check=True, capture_output=True, text=True).stdout


def found(report: str) -> Found:
    """Return file, kind and hash of everything in a report; lines move, these do not."""
    results = json.loads(report)["results"]
    return {(file, one["type"], one["hashed_secret"]) for file, several in results.items() for one in several}


def main() -> int:
    """Say what looks like a secret and is not known to be none; return 1 when there is anything."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--accept", action="store_true", help="after a look at each: what is found now is none")
    report = scan()
    if parser.parse_args().accept:
        BASELINE.write_text(report)
        return 0
    new = found(report) - found(BASELINE.read_text())
    for file, kind, _ in sorted(new):
        print(f"{file}: looks like a secret ({kind})")
    print(f"{len(new)} new")
    return 1 if new else 0


if __name__ == "__main__":
    sys.exit(main())
