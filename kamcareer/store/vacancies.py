"""Vacancies and the changes of their profiles."""

from collections.abc import Collection, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import func, or_, select, update
from sqlalchemy.orm import Session, joinedload, selectinload

from kamcareer.core.education import Education, RequiredEducation
from kamcareer.core.framework.role import Expectation
from kamcareer.core.vacancies import (
    Cell,
    CellChange,
    Cells,
    ChangeSet,
    KnockOut,
    Reach,
    Reason,
    Term,
    TermChange,
    Terms,
    Vacancy,
)
from kamcareer.store.accounts import account_of_row
from kamcareer.store.contests import contest_of_row
from kamcareer.store.tables import ContestRow, PanelRow, VacancyCellRow, VacancyChangeRow, VacancyRow

PANEL = joinedload(VacancyRow.panel).joinedload(PanelRow.account, innerjoin=True)
EVERYTHING = (selectinload(VacancyRow.cells), PANEL, joinedload(VacancyRow.contest))


def add_vacancy(session: Session, vacancy: Vacancy) -> None:
    """Store a new vacancy."""
    row = VacancyRow(
        id=vacancy.id,
        framework_sha256=vacancy.framework_sha256,
        role=vacancy.role,
        maker_id=vacancy.maker,
        made_at=vacancy.made,
        opened_at=vacancy.opened,
        closed_at=vacancy.closed,
    )
    _write(row, vacancy.terms)
    row.cells = _cell_rows(vacancy.cells)
    session.add(row)
    session.flush()


def find_vacancy(session: Session, id: str, *, lock: bool = False) -> Vacancy | None:
    """Return a vacancy; None when there is none. `lock` keeps other writers out until the commit."""
    if lock:
        # By a statement of its own: one that waits reads the joined rows as they were before it waited.
        session.execute(select(VacancyRow.id).where(VacancyRow.id == id).with_for_update())
    query = select(VacancyRow).where(VacancyRow.id == id).options(*EVERYTHING)
    row = session.execute(query.execution_options(populate_existing=True)).unique().scalar_one_or_none()
    return _vacancy(row) if row else None


def vacancies_for(session: Session, account_id: str) -> list[Vacancy]:
    """Return the vacancies that an account made or sits on the panel of, newest first."""
    on_panel = select(PanelRow.vacancy_id).where(PanelRow.account_id == account_id)
    query = select(VacancyRow).where(or_(VacancyRow.maker_id == account_id, VacancyRow.id.in_(on_panel)))
    query = query.options(*EVERYTHING).order_by(VacancyRow.made_at.desc(), VacancyRow.id)
    return [_vacancy(row) for row in session.execute(query).unique().scalars()]


def panels_of(session: Session, account_id: str) -> list[Vacancy]:
    """Return the vacancies that an account sits on the panel of, newest first."""
    on_panel = select(PanelRow.vacancy_id).where(PanelRow.account_id == account_id)
    query = select(VacancyRow).where(VacancyRow.id.in_(on_panel)).options(*EVERYTHING)
    rows = session.execute(query.order_by(VacancyRow.made_at.desc(), VacancyRow.id)).unique().scalars()
    return [_vacancy(row) for row in rows]


def vacancies_not_closed(session: Session) -> list[Vacancy]:
    """Return every vacancy that is a draft or open, newest first."""
    query = select(VacancyRow).where(VacancyRow.closed_at.is_(None)).options(*EVERYTHING)
    rows = session.execute(query.order_by(VacancyRow.made_at.desc(), VacancyRow.id)).unique().scalars()
    return [_vacancy(row) for row in rows]


@dataclass(frozen=True)
class VacancyTitle:
    """What a vacancy is called, for somebody: whether it is theirs, and whether everybody here may know of it."""

    title: str
    own: bool
    announced: bool


def vacancy_titles(session: Session, ids: Collection[str], account_id: str) -> dict[str, VacancyTitle]:
    """Return what vacancies are called, by id, for an account; one statement."""
    on_panel = select(PanelRow.vacancy_id).where(PanelRow.account_id == account_id)
    own = or_(func.coalesce(VacancyRow.maker_id, "") == account_id, VacancyRow.id.in_(on_panel))
    announced = (VacancyRow.reach != Reach.INVITATION) & VacancyRow.opened_at.is_not(None)
    query = select(VacancyRow.id, VacancyRow.title, own, announced).where(VacancyRow.id.in_(ids))
    return {id: VacancyTitle(title, bool(mine), bool(known)) for id, title, mine, known in session.execute(query)}


def announced_vacancies(session: Session) -> list[Vacancy]:
    """Return the vacancies whose contest was announced, by the last day to apply, the latest first."""
    query = select(VacancyRow).join(VacancyRow.contest).where(ContestRow.announced_at.is_not(None)).options(*EVERYTHING)
    query = query.order_by(VacancyRow.deadline.desc(), VacancyRow.id).execution_options(populate_existing=True)
    rows = session.execute(query).unique().scalars()
    return [_vacancy(row) for row in rows]


def put_terms(session: Session, id: str, terms: Terms) -> None:
    """Store what is set of a vacancy besides its profile."""
    row = session.get_one(VacancyRow, id)
    _write(row, terms)
    session.flush()


def put_cells(session: Session, id: str, cells: Cells) -> None:
    """Store the profile of a vacancy."""
    row = session.get_one(VacancyRow, id)
    row.cells = []
    session.flush()
    row.cells = _cell_rows(cells)
    session.flush()


def add_change(session: Session, vacancy_id: str, change: ChangeSet) -> None:
    """Store changes of a vacancy with their reason."""
    session.add(
        VacancyChangeRow(
            id=change.id,
            vacancy_id=vacancy_id,
            at=change.at,
            account_id=change.account,
            reasons=" ".join(sorted(change.reasons)),
            words=change.words,
            cells=[asdict(cell) for cell in change.cells],
            terms=[asdict(term) for term in change.terms],
        )
    )
    session.flush()


def changes_of(session: Session, vacancy_id: str) -> list[ChangeSet]:
    """Return the changes of a vacancy, newest first."""
    query = select(VacancyChangeRow).where(VacancyChangeRow.vacancy_id == vacancy_id)
    rows = session.execute(query.order_by(VacancyChangeRow.at.desc(), VacancyChangeRow.id)).scalars()
    return [_change(row) for row in rows]


def set_opened(session: Session, id: str, now: datetime) -> None:
    """Note when a vacancy was opened."""
    session.execute(update(VacancyRow).where(VacancyRow.id == id).values(opened_at=now))


def set_vacancy_closed(session: Session, id: str, now: datetime) -> None:
    """Note when a vacancy was closed."""
    session.execute(update(VacancyRow).where(VacancyRow.id == id).values(closed_at=now))


def _write(row: VacancyRow, terms: Terms) -> None:
    row.title, row.reach, row.deadline, row.blind = terms.title, terms.reach, terms.deadline, terms.blind
    row.knock_outs, row.expects = sorted(terms.knock_outs), sorted(terms.expects)
    row.education, row.education_field, row.education_why = _education_columns(terms.education)
    row.client_id, row.place = terms.client, terms.place
    there = {one.account_id: one for one in row.panel}
    row.panel = [there.get(id) or PanelRow(account_id=id) for id in sorted(terms.panel)]


def _education_columns(asked: RequiredEducation | None) -> tuple[str | None, str, str]:
    return (asked.least, asked.field, asked.why) if asked else (None, "", "")


def _education(row: VacancyRow) -> RequiredEducation | None:
    if row.education is None:
        return None
    return RequiredEducation(Education(row.education), row.education_why, row.education_field)


def _cell_rows(cells: Cells) -> list[VacancyCellRow]:
    return [
        VacancyCellRow(competency=id, place=place, level=cell.level, weight=cell.weight, must_have=cell.must_have)
        for place, (id, cell) in enumerate(cells.items())
    ]


def _vacancy(row: VacancyRow) -> Vacancy:
    return Vacancy(
        id=row.id,
        framework_sha256=row.framework_sha256,
        role=row.role,
        terms=Terms(
            title=row.title,
            reach=Reach(row.reach),
            deadline=row.deadline,
            blind=row.blind,
            knock_outs=frozenset(map(KnockOut, row.knock_outs)),
            expects=frozenset(map(Expectation, row.expects)),
            panel=frozenset(one.account_id for one in row.panel),
            client=row.client_id,
            education=_education(row),
            place=row.place,
        ),
        cells={cell.competency: Cell(cell.level, cell.weight, cell.must_have) for cell in row.cells},
        maker=row.maker_id,
        made=row.made_at,
        opened=row.opened_at,
        closed=row.closed_at,
        contest=contest_of_row(row.contest) if row.contest else None,
        members=tuple(sorted((account_of_row(one.account) for one in row.panel), key=lambda one: one.sign_in_name)),
    )


def _change(row: VacancyChangeRow) -> ChangeSet:
    reasons = frozenset(map(Reason, row.reasons.split()))
    cells, terms = _cell_changes(row.cells), _term_changes(row.terms)
    return ChangeSet(row.id, row.at, row.account_id, reasons, row.words, cells, terms)


def _cell_changes(rows: Sequence[dict[str, Any]]) -> tuple[CellChange, ...]:
    return tuple(CellChange(one["competency"], _cell(one["before"]), _cell(one["after"])) for one in rows)


def _term_changes(rows: Sequence[dict[str, Any]]) -> tuple[TermChange, ...]:
    return tuple(TermChange(Term(one["term"]), tuple(one["before"]), tuple(one["after"])) for one in rows)


def _cell(kept: dict[str, Any] | None) -> Cell | None:
    return Cell(**kept) if kept else None
