"""Files of people and of last year's scores: how they are read here, and what a worker does with a large one."""

from collections.abc import Callable, Mapping
from typing import TypeVar

from flask import current_app

from kamcareer.core.background_jobs import BackgroundJob
from kamcareer.core.framework.errors import FileError
from kamcareer.core.legal_basis import Basis, Purpose
from kamcareer.core.matrix_import.columns import MatrixMapping, read_matrix_mapping
from kamcareer.core.matrix_import.reading import MatrixFile
from kamcareer.core.people_import.columns import ColumnMapping, read_mapping
from kamcareer.core.people_import.reading import PeopleFile
from kamcareer.core.waiting_files import Holds, WaitingFile
from kamcareer.services.audit import Event
from kamcareer.services.earlier_scores import import_matrix, matrix_in
from kamcareer.services.imports import as_result, is_of, rows_of
from kamcareer.services.people import all_people, import_people, people_in
from kamcareer.services.waiting_files import drop_file, waiting_file
from kamcareer.store.database import db, may_write
from kamcareer.web.clock import now, today
from kamcareer.web.frameworks import current_framework
from kamcareer.web.records import note

File = TypeVar("File")
ROWS_A_SECOND = {Holds.PEOPLE: 3_000, Holds.MATRIX: 1_200}


def people_mapping(waiting: WaitingFile) -> ColumnMapping:
    """Return what was decided about the columns of a file of people."""
    try:
        return read_mapping(waiting.mapping, Holds.PEOPLE, current_framework().roles)
    except FileError:  # decided with a role that the model has no more
        return ColumnMapping()


def people_of(waiting: WaitingFile) -> PeopleFile:
    """Return what a file says of people."""
    return people_in(db.session(), current_framework(), waiting.sheets, people_mapping(waiting), today())


def matrix_mapping(waiting: WaitingFile) -> MatrixMapping:
    """Return what was decided about the columns of a matrix."""
    try:
        return read_matrix_mapping(waiting.mapping, Holds.MATRIX, current_framework())
    except FileError:  # decided with a topic that the model has no more
        return MatrixMapping()


def matrix_of(waiting: WaitingFile) -> MatrixFile:
    """Return what a matrix says."""
    return matrix_in(db.session(), current_framework(), waiting.sheets, matrix_mapping(waiting))


def matrix_basis() -> Basis:
    """Return on what scores of before are kept here."""
    basis: Basis = current_app.config["SETTINGS"].operator.basis(Purpose.DEVELOPMENT)
    return basis


def store_people(account: str, read: PeopleFile) -> Mapping[str, int]:
    """Import the people of a file and drop it. ProblemsLeftError."""
    change = import_people(db.session(), read, now())
    drop_file(db.session(), account, Holds.PEOPLE)
    note(Event.PEOPLE_IMPORTED, account, f"{len(change.new)} new, {len(change.changed)} changed")
    return {"new": len(change.new), "changed": len(change.changed)}


def store_matrix(account: str, read: MatrixFile, waiting: WaitingFile) -> Mapping[str, int]:
    """Keep the scores of a matrix and drop it. ProblemsLeftError."""
    kept = import_matrix(db.session(), read, matrix_basis(), waiting.scored_on or today(), now())
    drop_file(db.session(), account, Holds.MATRIX)
    note(Event.MATRIX_IMPORTED, account, f"{kept.scores} scores of {len(kept.kept)} people")
    return {"scores": kept.scores, "people": len(kept.kept)}


def import_waiting(job: BackgroundJob, expect: Callable[[float], None]) -> bytes:
    """Import the file that an account has waiting, without a commit; what is to be mended stays for a look."""
    account, holds = str(job.asked_by), Holds(str(job.arguments["holds"]))
    waiting = waiting_file(db.session(), current_app.config["SECRET_KEY"], account, holds, now())
    if waiting is None or not is_of(job, waiting):
        return as_result({})
    expect(rows_of(waiting) / ROWS_A_SECOND[holds])
    if holds is Holds.PEOPLE:
        people = _read(people_of, waiting)
        return as_result({} if people.problems else store_people(account, people))
    matrix = _read(matrix_of, waiting)
    return as_result({} if matrix.problems else store_matrix(account, matrix, waiting))


def _read(reader: Callable[[WaitingFile], File], waiting: WaitingFile) -> File:
    """Return what a file says, read before the database is held for writing; again where people changed meanwhile."""
    before, read = all_people(db.session()), reader(waiting)
    db.session.rollback()
    may_write.set(True)
    return read if all_people(db.session()) == before else reader(waiting)
