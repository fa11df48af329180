"""How often a person does what the indicators of a competency describe."""

from datetime import datetime

from sqlalchemy.orm import Session

from kamcareer.core.frequencies import FrequencyDraft
from kamcareer.services.saving import Conflict, Place, Saved, save
from kamcareer.store.assessments import put_frequencies, stored_frequencies


def save_frequencies(
    session: Session, id: str, competency: str, offered: FrequencyDraft, key: str, now: datetime
) -> Saved[FrequencyDraft] | Conflict[FrequencyDraft] | None:
    """Save what was said of one competency; None when the assessment does not exist."""
    place = Place(
        competency,
        lambda session, id: stored_frequencies(session, id, competency),
        lambda session, id, draft: put_frequencies(session, id, competency, draft),
    )
    return save(session, id, place, offered, key, now)
