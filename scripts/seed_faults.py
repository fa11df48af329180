"""Put faults of authorisation into a copy of the code, one at a time, and say which of them the tests do not notice.

`--list` names them, `--only 3,17` tries some, `--sample 20` a few by chance, without either all. A fault is caught when
a test fails; what survives is printed with its place and makes the exit code 1. One run without a fault records which
test enters which function. A fault is then shown to the tests that enter its function, those first that enter little
else, and last to the sweeps over all addresses, which enter nearly everything and are not recorded. `--copy FOLDER`
keeps the copy and what was recorded for a second run. All of it runs on SQLite, in half the time: who may do what is
the same on PostgreSQL. The lines of the table of who may open what are opened at every run of the tests, one after the
other: tests/web/test_access_faults.py.
"""

import argparse
import ast
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from random import Random

from coverage import CoverageData

ROOT = Path(__file__).resolve().parent.parent
# Where it is decided who may do what, and what ends with what.
FILES = (
    "kamcareer/core/links.py",
    "kamcareer/core/one_time_links.py",
    "kamcareer/core/passkeys.py",
    "kamcareer/core/second_factors.py",
    "kamcareer/core/sign_ins.py",
    "kamcareer/services/accounts.py",
    "kamcareer/services/administration.py",
    "kamcareer/services/applications.py",
    "kamcareer/services/asking_others.py",
    "kamcareer/services/calibration_sessions.py",
    "kamcareer/services/cards.py",
    "kamcareer/services/company_rounds.py",
    "kamcareer/services/contests.py",
    "kamcareer/services/decisions.py",
    "kamcareer/services/legal_bases.py",
    "kamcareer/services/nominations.py",
    "kamcareer/services/own_assessments.py",
    "kamcareer/services/own_cases.py",
    "kamcareer/services/passkeys.py",
    "kamcareer/services/pool.py",
    "kamcareer/services/presentations.py",
    "kamcareer/services/round_peers.py",
    "kamcareer/services/scorecards.py",
    "kamcareer/services/screenings.py",
    "kamcareer/services/second_factors.py",
    "kamcareer/services/self_assessment.py",
    "kamcareer/services/sharing.py",
    "kamcareer/services/sign_ins.py",
    "kamcareer/services/team_ratings.py",
    "kamcareer/services/vacancies.py",
    "kamcareer/store/cards.py",
    "kamcareer/store/contests.py",
    "kamcareer/store/links.py",
    "kamcareer/store/one_time_links.py",
    "kamcareer/store/passkeys.py",
    "kamcareer/store/presentations.py",
    "kamcareer/store/rating_requests.py",
    "kamcareer/store/scorecards.py",
    "kamcareer/store/second_factors.py",
    "kamcareer/store/sign_ins.py",
    "kamcareer/store/vacancies.py",
    "kamcareer/web/admission.py",
    "kamcareer/web/account/*.py",
    "kamcareer/web/admin/*.py",
    "kamcareer/web/board/*.py",
    "kamcareer/web/candidate/evidence.py",
    "kamcareer/web/candidate/others.py",
    "kamcareer/web/candidate/sharing.py",
    "kamcareer/web/fresh_proof.py",
    "kamcareer/web/hr/*.py",
    "kamcareer/web/links.py",
    "kamcareer/web/own_cases.py",
    "kamcareer/web/recruiting/*.py",
    "kamcareer/web/sitting.py",
    "kamcareer/web/team/*.py",
    "kamcareer/web/viewer.py",
)
SWEEPS = (
    "tests/web/test_access.py",
    "tests/web/test_object_ids.py",
    "tests/web/test_every_address.py",
)
# Looks at words and widths of every page, which takes minutes and says nothing of who may see it.
LEFT_OUT = "tests/web/test_page_lint.py"
TESTS = (
    "tests/core/test_sign_ins.py",
    "tests/core/test_passkeys.py",
    "tests/core/test_second_factors.py",
    "tests/core/test_links.py",
    "tests/services",
    "tests/web",
)
# What pytest ends with when a test failed, or when the code could not even be read.
FAILED = (1, 2)
GUARDS = {"needs_fresh_proof", "limited"}


@dataclass(frozen=True)
class Fault:
    """One change of one file: what stands from `start` to `end` becomes `new`; `lines` are those of its function."""

    file: str
    line: int
    lines: range
    what: str
    start: int
    end: int
    new: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line} {self.what}"

    def put_into(self, source: bytes) -> bytes:
        """Return the file with the fault in it."""
        return source[: self.start] + self.new.encode() + source[self.end :]


class _Finder(ast.NodeVisitor):
    """Finds every place of a file where something that guards could have been forgotten."""

    def __init__(self, file: str, source: bytes) -> None:
        self.file, self.found, self.lines = file, list[Fault](), range(0)
        self.starts = [0]
        for line in source.splitlines(keepends=True):
            self.starts.append(self.starts[-1] + len(line))

    def visit_FunctionDef(self, node: ast.FunctionDef) -> None:
        """Forget a decorator that guards a view."""
        outer, self.lines = self.lines, range(node.body[0].lineno, (node.end_lineno or node.lineno) + 1)
        for decorator in node.decorator_list:
            called = decorator.func if isinstance(decorator, ast.Call) else decorator
            if isinstance(called, ast.Name) and called.id in GUARDS:
                self._add(decorator, f"without {called.id} on {node.name}", "(lambda view: view)")
        self.generic_visit(node)
        self.lines = outer

    def visit_If(self, node: ast.If) -> None:
        """Never refuse."""
        if len(node.body) == 1 and _refuses(node.body[0]):
            self._add(node.test, "never refuses", "False")
        self.generic_visit(node)

    def visit_Call(self, node: ast.Call) -> None:
        """Forget a condition of a query: whose rows, which rows."""
        if isinstance(node.func, ast.Attribute) and node.func.attr == "where":
            for condition in node.args:
                self._add(condition, "asks for any row", "True")
        self.generic_visit(node)

    def visit_Return(self, node: ast.Return) -> None:
        """Say yes where something was judged."""
        if isinstance(node.value, ast.BoolOp | ast.Compare):
            self._add(node.value, "always says yes", "True")
        self.generic_visit(node)

    def visit_BoolOp(self, node: ast.BoolOp) -> None:
        """One of several conditions."""
        neutral = "True" if isinstance(node.op, ast.And) else "False"
        for number, value in enumerate(node.values, start=1):
            self._add(value, f"condition {number} forgotten", neutral)
        self.generic_visit(node)

    def _add(self, node: ast.expr, what: str, new: str) -> None:
        start = self.starts[node.lineno - 1] + node.col_offset
        end = self.starts[(node.end_lineno or node.lineno) - 1] + (node.end_col_offset or 0)
        self.found.append(Fault(self.file, node.lineno, self.lines, what, start, end, f"({new})"))


def _refuses(statement: ast.stmt) -> bool:
    if isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Call):
        called = statement.value.func
        return isinstance(called, ast.Name) and called.id == "abort"
    if isinstance(statement, ast.Return):
        return statement.value is None or (isinstance(statement.value, ast.Constant) and not statement.value.value)
    return isinstance(statement, ast.Raise)


def faults() -> Iterator[Fault]:
    """Return every fault that can be put in, in the order of files and lines."""
    for pattern in FILES:
        for path in sorted(ROOT.glob(pattern)):
            source, file = path.read_bytes(), str(path.relative_to(ROOT))
            finder = _Finder(file, source)
            finder.visit(ast.parse(source))
            yield from finder.found


class Copy:
    """A copy of the code in which one fault stands at a time, and who enters which line of it."""

    def __init__(self, folder: Path) -> None:
        self.root = folder / "copy"
        if not (self.root / "passed-without-a-fault").exists():
            shutil.rmtree(self.root, ignore_errors=True)
            leave = shutil.ignore_patterns(".git", ".venv", "instance", "build", ".*_cache")
            shutil.copytree(ROOT, self.root, ignore=leave)
        self.data = self.root / ".coverage"
        self.seen: dict[str, dict[int, set[str]]] = {}
        self.entered = Counter[str]()
        self.last = ""

    def passes(self) -> bool:
        """Run every test without a fault, and remember which lines each enters."""
        without = [f"--ignore={path}" for path in (*SWEEPS, LEFT_OUT)]
        # A machine that is busy for a moment is no reason to begin half an hour of recording anew.
        recording = ["-n2", "--reruns=2", "--cov=kamcareer", "--cov-context=test", "--cov-report=", *without, *TESTS]
        passed = self.root / "passed-without-a-fault"
        if not passed.exists() and (self._fails(recording) or self._fails([*SWEEPS])):
            return False
        passed.touch()
        recorded = CoverageData(str(self.data))
        recorded.read()
        for path in recorded.measured_files():
            lines = recorded.contexts_by_lineno(path).items()
            by_line = {number: {name.rpartition("|")[0] for name in names} - {""} for number, names in lines}
            self.seen[path[path.rindex("kamcareer/") :]] = by_line
            self.entered.update(name for names in by_line.values() for name in names)
        return True

    def notices(self, fault: Fault) -> bool:
        """Return whether a test fails while the fault stands."""
        file = self.root / fault.file
        whole = file.read_bytes()
        file.write_bytes(fault.put_into(whole))
        try:
            return self._fails([*self._entering(fault), *SWEEPS])
        finally:
            file.write_bytes(whole)

    def _entering(self, fault: Fault) -> list[str]:
        by_line = self.seen.get(fault.file, {})
        names = {name for line in fault.lines for name in by_line.get(line, ())}
        return sorted(names, key=lambda name: (self.entered[name], name))

    def _fails(self, arguments: list[str]) -> bool:
        tests = [sys.executable, "-m", "pytest", "-q", "-x", "-p", "no:cacheprovider", "-p", "no:randomly", *arguments]
        on_sqlite = ["env", "-u", "KAMCAREER_TEST_POSTGRES_URL", *tests]
        ended = subprocess.run(on_sqlite, cwd=self.root, capture_output=True, check=False, text=True)
        if ended.returncode not in {0, *FAILED}:
            raise SystemExit(f"The tests were stopped ({ended.returncode}): nothing can be learned now")
        self.last = ended.stdout[-3_000:]
        return ended.returncode in FAILED


def main() -> int:
    """Try the faults that were asked for; return 1 when one was not noticed."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--list", action="store_true", help="only name the faults")
    parser.add_argument("--only", help="numbers of faults, with commas")
    parser.add_argument("--sample", type=int, help="so many by chance, the same each time")
    parser.add_argument("--copy", type=Path, help="where the copy is kept, with what an earlier run recorded")
    asked, known = parser.parse_args(), list(enumerate(faults(), start=1))
    if asked.only:
        chosen = {int(number) for number in asked.only.split(",")}
        known = [pair for pair in known if pair[0] in chosen]
    if asked.sample:
        known = sorted(Random(45).sample(known, asked.sample))  # noqa: S311 - a sample, no secret
    if asked.list:
        print(*(f"{number:4} {fault}" for number, fault in known), sep="\n")
        return 0
    if asked.copy:
        return try_all(known, Copy(asked.copy))
    with tempfile.TemporaryDirectory() as folder:
        return try_all(known, Copy(Path(folder)))


def try_all(known: list[tuple[int, Fault]], copy: Copy) -> int:
    """Try one fault after the other; return 1 when one was not noticed."""
    if not copy.passes():
        print(copy.last, "The tests fail without any fault: nothing can be learned now", sep="\n")
        return 1
    survivors = 0
    for number, fault in known:
        caught = copy.notices(fault)
        survivors += not caught
        print(f"{'caught  ' if caught else 'SURVIVED'} {number:4} {fault}", flush=True)
    print(f"{len(known) - survivors} of {len(known)} caught")
    return 1 if survivors else 0


if __name__ == "__main__":
    sys.exit(main())
