"""What a newer version of the framework would say of somebody whose report stays with the version they began with."""

from datetime import date

from sqlalchemy.orm import Session

from kamcareer.core.assessment import Assessment
from kamcareer.core.framework.loading import sha256_of
from kamcareer.core.framework.model import Framework
from kamcareer.core.framework_effect import FrameworkEffect, framework_effects
from kamcareer.core.settings_effect import Sample
from kamcareer.services.all_known import all_known
from kamcareer.services.self_assessment import Sitting


def is_newer(current: Framework, given: Framework, assessment: Assessment) -> bool:
    """Return whether an assessment was made with another version of the current framework.

    Never for a vacancy: it keeps the version that everybody answers it with.
    """
    other = current.id == given.id and sha256_of(current) != assessment.framework_sha256
    return other and not assessment.applies


def seen_by(session: Session, sitting: Sitting, current: Framework, today: date) -> FrameworkEffect:
    """Return the report as it is and as the current version would have it; nothing is kept. NoBasisError."""
    sitting.must_be_allowed()
    known = all_known(session, sitting.framework, sitting.assessment)
    sample = Sample(sitting.assessment.id, known, sitting.assessment.target)
    [effect] = framework_effects(sitting.framework, current, today, [sample])
    return effect
