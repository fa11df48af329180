"""Sittings for the tests of services."""

from sqlalchemy.orm import Session

from kamcareer.core.assessment import Assessment, Draft, questions
from kamcareer.core.framework.model import Framework
from kamcareer.services.self_assessment import save_answer, start
from tests.agreements import agreed
from tests.conftest import NOW

PRESENT, TARGET = "sales_representative", "key_account_manager_retail"


def begun(session: Session, framework: Framework) -> Assessment:
    """Start an assessment and commit it."""
    assessment = start(session, framework, PRESENT, TARGET, NOW, agreed())
    session.commit()
    return assessment


def answered(session: Session, framework: Framework, example: str = "") -> Assessment:
    """Start an assessment and answer every question; every answer has the example."""
    assessment = begun(session, framework)
    for number, competency in enumerate(questions(framework, TARGET)):
        offered = Draft(level=number % 4, confidence="fairly", example=example)
        save_answer(session, assessment.id, competency, offered, f"key-{number}", NOW)
    session.commit()
    return assessment
