"""The gap report of a stored assessment, for its owner and for those it is shown to."""

from dataclasses import dataclass, replace

from sqlalchemy.orm import Session

from kamcareer.core.answers import Answer
from kamcareer.core.assessment import Assessment
from kamcareer.core.gaps import GapReport, gap_report
from kamcareer.core.links import Link
from kamcareer.services.self_assessment import Sitting, open_sitting


@dataclass(frozen=True)
class StoredReport:
    """A report together with the sitting it was made from."""

    assessment: Assessment
    report: GapReport


def report_of(sitting: Sitting, target: str | None = None) -> StoredReport:
    """Return the report of a sitting, against its own target or another role of the same framework."""
    assessment = sitting.assessment
    return StoredReport(assessment, gap_report(sitting.framework, assessment.answers(), target or assessment.target))


def shown_report(session: Session, link: Link) -> StoredReport | None:
    """Return the report that a link shows: the same numbers, only the examples that were agreed to."""
    sitting = open_sitting(session, link.assessment_id)
    if sitting is None:
        return None
    answers = sitting.assessment.answers()
    shown = {
        id: answer if id in link.examples else _without_example(answer) for id, answer in answers.by_competency.items()
    }
    report = gap_report(sitting.framework, replace(answers, by_competency=shown), sitting.assessment.target)
    return StoredReport(sitting.assessment, report)


def _without_example(answer: Answer) -> Answer:
    return answer.model_copy(update={"example": ""})
