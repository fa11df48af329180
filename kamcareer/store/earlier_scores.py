"""Scores that a company gave its people before."""

from collections.abc import Collection, Iterator, Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import Select, delete, insert, select
from sqlalchemy.orm import Session

from kamcareer.core.answers import EarlierScore
from kamcareer.core.matrix_import.columns import is_own
from kamcareer.core.matrix_import.reading import Score
from kamcareer.core.matrix_import.scale import Scale
from kamcareer.store.tables import EarlierScoreRow, PersonRow

SCALES = {scale.value: scale for scale in Scale}
AT_ONCE = 5_000  # names in one statement


def put_scores(session: Session, scores: Sequence[Score], scale: Scale, scored_on: date, now: datetime) -> None:
    """Store the scores of a day; those that the same people had from this day before are replaced."""
    people = sorted({score.number for score in scores})
    for first in range(0, len(people), AT_ONCE):
        theirs = EarlierScoreRow.person_number.in_(people[first : first + AT_ONCE])
        session.execute(delete(EarlierScoreRow).where(EarlierScoreRow.scored_on == scored_on, theirs))
    rows = [
        {
            "person_number": score.number,
            "competency": score.competency,
            "scored_on": scored_on,
            "rater": score.rater,
            "scale": scale,
            "score": f"{score.score:g}",
            "imported_at": now,
        }
        for score in scores
    ]
    if rows:
        session.execute(insert(EarlierScoreRow.metadata.tables[EarlierScoreRow.__tablename__]), rows)


def scores_of_account(session: Session, account_id: str) -> tuple[EarlierScore, ...]:
    """Return what the person joined to an account was given before, in our levels; nothing where nobody is joined."""
    return scores_of_accounts(session, [account_id]).get(account_id, ())


def scores_of_accounts(session: Session, account_ids: Collection[str]) -> dict[str, tuple[EarlierScore, ...]]:
    """Return what the people joined to some accounts were given before, in our levels; of those who were given any."""
    return _together(session, _scores(PersonRow.account_id).where(PersonRow.account_id.in_(account_ids)))


def scores_of_people(session: Session, numbers: Collection[str] | None) -> dict[str, tuple[EarlierScore, ...]]:
    """Return what people were given before, in our levels, by personnel number; of everybody for None."""
    query = _scores(PersonRow.number)
    return _together(session, query if numbers is None else query.where(PersonRow.number.in_(numbers)))


def _together(session: Session, query: Select[str, str, date, str, str, str]) -> dict[str, tuple[EarlierScore, ...]]:
    found: dict[str, list[EarlierScore]] = {}
    for whose, score in _read(session, query):
        found.setdefault(whose, []).append(score)
    return {whose: tuple(scores) for whose, scores in found.items()}


def _scores(whose: Any) -> Select[str, str, date, str, str, str]:
    row = EarlierScoreRow
    columns = (whose, row.competency, row.scored_on, row.rater, row.scale, row.score)
    return select(*columns).join(PersonRow, PersonRow.number == row.person_number)


def _read(session: Session, query: Select[str, str, date, str, str, str]) -> Iterator[tuple[str, EarlierScore]]:
    # Of thousands of rows few differ in all but the person: a score is made once, and those who share it share it.
    made: dict[tuple[str, date, str, str, str], EarlierScore] = {}
    for whose, competency, day, rater, scale, score in session.execute(query):
        key = (competency, day, rater, scale, score)
        if key not in made:
            made[key] = _score(*key)
        yield whose, made[key]


def _score(competency: str, day: date, rater: str, name: str, score: str) -> EarlierScore:
    scale = SCALES[name]
    # Checked when it was stored; checking it again would take longer than all the rest of reading it.
    return EarlierScore.model_construct(
        competency=competency, level=scale.level(float(score)), date=day, step=scale.step, own=is_own(rater)
    )
