"""The gap report of a stored assessment, for its owner and for those it is shown to."""

from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy.orm import Session

from kamcareer.core.answers import Answer
from kamcareer.core.assessment import Assessment
from kamcareer.core.evidence_log import EvidenceEntry
from kamcareer.core.gaps import GapReport, gap_report
from kamcareer.core.links import Extent, Link
from kamcareer.services.all_known import NOTHING_SAID, Said, put_together, said_of
from kamcareer.services.self_assessment import Sitting, sitting_by_link


@dataclass(frozen=True)
class StoredReport:
    """A report together with the sitting it was made from, and what others said and was done beside its answers."""

    assessment: Assessment
    report: GapReport
    said: Said = NOTHING_SAID


@dataclass(frozen=True)
class ShownReport:
    """A report as it is shown to others, with the evidence that the person let in."""

    sitting: Sitting
    stored: StoredReport
    evidence: tuple[EvidenceEntry, ...]


def report_of(session: Session, sitting: Sitting, today: date, target: str | None = None) -> StoredReport:
    """Return the report on all that is known, against the sitting's own target or another role of its framework.

    NoBasisError when nothing allows it any more.
    """
    assessment, said = sitting.assessment, said_of(session, sitting)
    known = put_together(sitting.framework, assessment, said)
    report = gap_report(sitting.framework, known, target or assessment.target, today, applicant=assessment.applies)
    return StoredReport(assessment, report, said)


def shown_report(session: Session, link: Link, today: date) -> ShownReport | None:
    """Return the report that a link shows: the same numbers, only the examples and the evidence that were agreed to.

    None when the assessment was deleted or its account is switched off; NoBasisError when nothing allows the report.
    """
    sitting = sitting_by_link(session, link.assessment_id)
    if sitting is None:
        return None
    said = said_of(session, sitting)
    answers = put_together(sitting.framework, sitting.assessment, said)
    shown = {
        id: answer if id in link.examples else _without_example(answer) for id, answer in answers.by_competency.items()
    }
    target, applies = sitting.assessment.target, sitting.assessment.applies
    known = replace(answers, by_competency=shown)
    report = gap_report(sitting.framework, known, target, today, applicant=applies)
    log = tuple(entry for entry in said.log if not entry.hidden)
    stored = StoredReport(sitting.assessment, report, said)
    return ShownReport(sitting, stored, log if link.extent is Extent.REPORT else ())


def _without_example(answer: Answer) -> Answer:
    return answer.model_copy(update={"example": ""})
