"""Scores that a company gave its people before."""

from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from kamcareer.core.answers import EarlierScore
from kamcareer.core.matrix_import.columns import is_own
from kamcareer.core.matrix_import.reading import Score
from kamcareer.core.matrix_import.scale import Scale
from kamcareer.store.tables import EarlierScoreRow, PersonRow


def put_scores(session: Session, scores: Sequence[Score], scale: Scale, scored_on: date, now: datetime) -> None:
    """Store the scores of a day; those that the same people had from this day before are replaced."""
    people = {score.number for score in scores}
    session.execute(
        delete(EarlierScoreRow).where(EarlierScoreRow.scored_on == scored_on, EarlierScoreRow.person_number.in_(people))
    )
    session.add_all(
        EarlierScoreRow(
            person_number=score.number,
            competency=score.competency,
            scored_on=scored_on,
            rater=score.rater,
            scale=scale,
            score=f"{score.score:g}",
            imported_at=now,
        )
        for score in scores
    )
    session.flush()


def scores_of_account(session: Session, account_id: str) -> tuple[EarlierScore, ...]:
    """Return what the person joined to an account was given before, in our levels; nothing where nobody is joined."""
    query = select(EarlierScoreRow).join(PersonRow, PersonRow.number == EarlierScoreRow.person_number)
    rows = session.execute(query.where(PersonRow.account_id == account_id)).scalars()
    return tuple(
        EarlierScore(
            competency=row.competency,
            level=Scale(row.scale).level(float(row.score)),
            date=row.scored_on,
            step=Scale(row.scale).step,
            own=is_own(row.rater),
        )
        for row in rows
    )
