"""Last year's matrix: taking scores from a file, for those of whom it may be kept."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.orm import Session

from kamcareer.core.framework.model import Framework
from kamcareer.core.legal_basis import Basis, Purpose, live
from kamcareer.core.matrix_import.columns import MatrixMapping
from kamcareer.core.matrix_import.reading import MatrixFile, MatrixKnown, read_matrix
from kamcareer.core.spreadsheets.reading import read_sheets
from kamcareer.core.spreadsheets.sheet import Sheet
from kamcareer.services.people import ProblemsLeftError
from kamcareer.store.earlier_scores import put_scores
from kamcareer.store.legal_bases import bases_of_people
from kamcareer.store.people import all_people


@dataclass(frozen=True)
class Kept:
    """Whose scores are kept, and whose are not, because nothing allows it; by personnel number."""

    kept: tuple[str, ...]
    left_out: tuple[str, ...]
    scores: int


@dataclass(frozen=True)
class Agreed:
    """How many people are known, and how many of them agreed to what allows keeping their scores."""

    known: int
    agreed: int


def agreed_so_far(session: Session) -> Agreed:
    """Return how many of the people known have agreed to development in an account that is joined to them."""
    bases = bases_of_people(session, None)
    agreed = sum(live(Purpose.DEVELOPMENT, records) is not None for records in bases.values())
    return Agreed(len(all_people(session)), agreed)


def read_matrix_file(
    session: Session, framework: Framework, data: bytes, name: str, mapping: MatrixMapping
) -> MatrixFile:
    """Return what a matrix says, held against the people known. RefusedFileError."""
    return matrix_in(session, framework, read_sheets(data, name), mapping)


def matrix_in(session: Session, framework: Framework, sheets: Sequence[Sheet], mapping: MatrixMapping) -> MatrixFile:
    """Return what tables of scores say, held against the people known."""
    return read_matrix(sheets, MatrixKnown(framework, all_people(session), mapping))


def may_be_kept(session: Session, file: MatrixFile, basis: Basis) -> Kept:
    """Return whose scores may be kept.

    Where the operator asks for consent, only those of people whose account agreed; where it has another basis, all.
    """
    people = sorted({score.number for score in file.scores})
    among = set(people)
    if basis is Basis.CONSENT:
        bases = bases_of_people(session, None)
        among = {number for number in people if live(Purpose.DEVELOPMENT, bases.get(number, ()))}
    return Kept(
        kept=tuple(number for number in people if number in among),
        left_out=tuple(number for number in people if number not in among),
        scores=sum(score.number in among for score in file.scores),
    )


def import_matrix(session: Session, file: MatrixFile, basis: Basis, scored_on: date, now: datetime) -> Kept:
    """Keep the scores of a matrix under the day they were given; nothing while there is something to mend.

    ProblemsLeftError.
    """
    if file.problems:
        raise ProblemsLeftError
    allowed = may_be_kept(session, file, basis)
    among = set(allowed.kept)
    scores = [score for score in file.scores if score.number in among]
    if file.scale:
        put_scores(session, scores, file.scale, scored_on, now)
    return allowed
