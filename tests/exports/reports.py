"""One report for the tests of the exports: a sales representative who looks towards key accounts."""

from kamcareer.config import PROJECT_ROOT
from kamcareer.core.answers import Answer, Answers, read_answers
from kamcareer.core.gaps import GapReport, gap_report
from kamcareer.services.framework_files import load_framework

TARGET = "key_account_manager_retail"
FRAMEWORK = load_framework(PROJECT_ROOT / "competencies" / "key_account")
EXAMPLE = PROJECT_ROOT / "examples" / "sales_representative.yaml"


def example_report() -> GapReport:
    _, answers = read_answers(EXAMPLE.read_bytes(), str(EXAMPLE), {"key_account": FRAMEWORK})
    return gap_report(FRAMEWORK, answers, TARGET)


def report_with(present: str | None = "sales_representative", **answers: Answer) -> GapReport:
    return gap_report(FRAMEWORK, Answers(present, answers), TARGET)
