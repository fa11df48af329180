"""Rounds of the company, the people in them, and what was agreed on in talks."""

from collections.abc import Collection, Sequence
from datetime import date, datetime

from sqlalchemy import ColumnElement, and_, delete, exists, func, or_, select, update
from sqlalchemy.orm import InstrumentedAttribute, Session, aliased

from kamcareer.core.company_rounds import AgreedLevel, Aim, CompanyRound, Participant, Traces
from kamcareer.core.rating_requests import MAX_NAME, Asked
from kamcareer.store.tables import (
    AgreedLevelRow,
    AssessmentRow,
    CompanyRoundPersonRow,
    CompanyRoundRow,
    GivenRatingRow,
    PersonRow,
    RatingRequestRow,
)

IN_IT = CompanyRoundPersonRow
# As HR named it for this round, else the one that is joined to the person by their number.
OWN_ACCOUNT = func.coalesce(IN_IT.account_id, PersonRow.account_id)


def add_company_round(session: Session, one: CompanyRound) -> None:
    """Store a new round without people."""
    session.add(
        CompanyRoundRow(
            id=one.id,
            title=one.title,
            framework_sha256=one.framework_sha256,
            aim=one.aim,
            role=one.role,
            deadline=one.deadline,
            made_at=one.made,
        )
    )
    session.flush()


def find_company_round(session: Session, id: str) -> CompanyRound | None:
    """Return a round; None when there is none."""
    row = session.get(CompanyRoundRow, id)
    return _round(row) if row else None


def find_company_rounds(session: Session, ids: Collection[str]) -> dict[str, CompanyRound]:
    """Return some rounds, by id; those that there are."""
    return {one.id: one for one in _rounds(session, CompanyRoundRow.id.in_(ids))}


def all_company_rounds(session: Session) -> list[tuple[CompanyRound, int]]:
    """Return every round with how many people are in it, the newest first."""
    people = select(func.count()).where(IN_IT.round_id == CompanyRoundRow.id).scalar_subquery()
    rows = session.execute(select(CompanyRoundRow, people).order_by(CompanyRoundRow.made_at.desc(), CompanyRoundRow.id))
    return [(_round(row), count) for row, count in rows]


def rounds_rated_by(session: Session, account_id: str) -> list[CompanyRound]:
    """Return the rounds in which an account rates its people, the newest first."""
    return _rounds(session, CompanyRoundRow.id.in_(select(IN_IT.round_id).where(IN_IT.rater_id == account_id)))


def rounds_with(session: Session, account_id: str) -> list[CompanyRound]:
    """Return the rounds that the person joined to an account is in, the newest first."""
    own = select(IN_IT.round_id).join(PersonRow, PersonRow.number == IN_IT.person_number)
    return _rounds(session, CompanyRoundRow.id.in_(own.where(of_account(account_id))))


def add_people(session: Session, round_id: str, numbers: Collection[str]) -> None:
    """Put people into a round, each with their manager of today and the account that rates for that manager here."""
    manager = aliased(PersonRow)
    query = select(PersonRow.number, manager.number, manager.name, _rates_for(manager, round_id)).where(
        PersonRow.number.in_(numbers)
    )
    found = session.execute(query.join(manager, manager.number == PersonRow.manager_number, isouter=True))
    session.add_all(
        IN_IT(
            round_id=round_id,
            person_number=number,
            rater_number=rater,
            rater_name=(name or "")[:MAX_NAME],
            rater_id=account,
        )
        for number, rater, name, account in found
    )
    session.flush()


def numbers_in(session: Session, units: Collection[str], numbers: Collection[str]) -> set[str]:
    """Return the numbers of everybody in some units and of those named one by one, of people there are."""
    named = or_(PersonRow.unit.in_(units), PersonRow.number.in_(numbers))
    return set(session.execute(select(PersonRow.number).where(named)).scalars())


def accounts_of_chosen(
    session: Session, numbers: Collection[str], round_id: str | None
) -> list[tuple[str | None, str | None]]:
    """Return the account joined to each of some people, and the one that would rate them in a round; None for none."""
    manager = aliased(PersonRow)
    query = select(PersonRow.account_id, _rates_for(manager, round_id)).where(PersonRow.number.in_(numbers))
    found = session.execute(query.join(manager, manager.number == PersonRow.manager_number, isouter=True))
    return [(own, managers) for own, managers in found]


def participants(
    session: Session, round_id: str, *, rater_id: str | None = None, account_id: str | None = None
) -> list[tuple[Participant, Traces]]:
    """Return who is in a round and what each has left, by name; those whom an account rates, or whose account it is."""
    whose = [IN_IT.rater_id == rater_id] if rater_id else []
    whose += [of_account(account_id)] if account_id else []
    return _in_them(session, IN_IT.round_id == round_id, *whose)


def parts_of(session: Session, account_id: str) -> list[tuple[Participant, Traces]]:
    """Return the parts of somebody in every round in which they take part."""
    return _in_them(session, of_account(account_id), IN_IT.assessment_id.is_not(None))


def waiting_for(session: Session, before: date, until: date) -> list[tuple[CompanyRound, Participant, Traces]]:
    """Return the people of rounds that end within two days, both included, with what each has left."""
    rounds = rounds_ending(session, before, until)
    return [(one, person, traces) for one in rounds for person, traces in participants(session, one.id)]


def rounds_ending(session: Session, before: date, until: date) -> list[CompanyRound]:
    """Return the rounds that end within two days, both included."""
    return _rounds(session, and_(CompanyRoundRow.deadline >= before, CompanyRoundRow.deadline <= until))


def set_reminded(session: Session, person: Participant, now: datetime) -> bool:
    """Note that somebody in a round is reminded; False where they were before."""
    return _note_once(session, person, IN_IT.reminded_at, now)


def set_rater_reminded(session: Session, person: Participant, now: datetime) -> bool:
    """Note that the manager of somebody in a round is reminded of them; False where they were before."""
    return _note_once(session, person, IN_IT.rater_reminded_at, now)


def join(session: Session, person: Participant, assessment_id: str, now: datetime) -> None:
    """Note the assessment with which somebody takes part, in the account that opens it."""
    _change(session, person, assessment_id=assessment_id, joined_at=now, account_id=person.account_id)


def set_account(session: Session, person: Participant, account_id: str | None) -> None:
    """Say which account is somebody's in this round; None takes it back."""
    _change(session, person, account_id=account_id)


def said_before(session: Session, round_id: str) -> dict[str, str]:
    """Return which account was somebody's in the latest other round, by the numbers of the people in this one."""
    here = select(IN_IT.person_number).where(IN_IT.round_id == round_id)
    query = select(IN_IT.person_number, IN_IT.account_id).join(CompanyRoundRow)
    query = query.where(IN_IT.person_number.in_(here), IN_IT.round_id != round_id, IN_IT.account_id.is_not(None))
    rows = session.execute(query.order_by(CompanyRoundRow.made_at, CompanyRoundRow.id))
    return {number: account for number, account in rows if account}


def raters_before(session: Session, round_id: str) -> dict[str, str]:
    """Return which account rated for a manager in the latest other round, by the manager's number."""
    made = (CompanyRoundRow.made_at, CompanyRoundRow.id)
    query = select(IN_IT.rater_number, IN_IT.rater_id, *made).join(CompanyRoundRow).distinct()
    rows = session.execute(query.where(IN_IT.round_id != round_id, IN_IT.rater_id.is_not(None)).order_by(*made))
    return {number: account for number, account, *_made in rows if number and account}


def leave(session: Session, person: Participant) -> None:
    """Note that somebody takes part no more; their assessment stays theirs."""
    _change(session, person, assessment_id=None, joined_at=None)


def take_out(session: Session, person: Participant) -> None:
    """Take somebody out of a round."""
    session.execute(delete(IN_IT).where(*_is(person)))


def set_rater(session: Session, round_id: str, rater_number: str, account_id: str) -> None:
    """Let an account rate those whose manager has this personnel number and no account yet."""
    theirs = (IN_IT.round_id == round_id, IN_IT.rater_number == rater_number)
    query = update(IN_IT).where(*theirs, IN_IT.rater_id.is_(None))
    session.execute(query.values(rater_id=account_id))
    asked = select(IN_IT.assessment_id).where(*theirs, IN_IT.rater_id == account_id)
    open_ones = update(RatingRequestRow).where(
        RatingRequestRow.assessment_id.in_(asked),
        RatingRequestRow.source == Asked.MANAGER,
        RatingRequestRow.created_at
        >= select(IN_IT.joined_at)
        .where(*theirs, IN_IT.assessment_id == RatingRequestRow.assessment_id)
        .scalar_subquery(),
        RatingRequestRow.browser.is_(None),
        RatingRequestRow.sent_at.is_(None),
    )
    session.execute(open_ones.values(rater_id=account_id), execution_options={"synchronize_session": False})


def put_agreed(session: Session, round_id: str, assessment_id: str, agreed: AgreedLevel) -> None:
    """Store what was agreed on of one competency, in the place of what was before."""
    session.merge(
        AgreedLevelRow(
            round_id=round_id,
            assessment_id=assessment_id,
            competency=agreed.competency,
            level=agreed.level,
            note=agreed.note,
            agreed_by=agreed.by,
            agreed_at=agreed.agreed,
        )
    )
    session.flush()


def agreed_levels(session: Session, assessment_id: str, round_id: str | None = None) -> list[AgreedLevel]:
    """Return what was agreed on about an assessment, in one round or in all, the newest first."""
    query = select(AgreedLevelRow).where(AgreedLevelRow.assessment_id == assessment_id)
    query = query.where(AgreedLevelRow.round_id == round_id) if round_id else query
    rows = session.execute(query.order_by(AgreedLevelRow.agreed_at.desc(), AgreedLevelRow.competency)).scalars()
    return [AgreedLevel(row.competency, row.level, row.note, row.agreed_by, row.agreed_at) for row in rows]


def _rates_for(manager: type[PersonRow], round_id: str | None) -> ColumnElement[str | None]:
    # As HR named it in this round, else the one joined to the manager; nobody rates themselves.
    there = aliased(IN_IT)
    named = select(func.max(there.rater_id)).where(there.round_id == round_id, there.rater_number == manager.number)
    return func.nullif(func.coalesce(named.scalar_subquery(), manager.account_id), PersonRow.account_id)


def _in_them(session: Session, *which: ColumnElement[bool]) -> list[tuple[Participant, Traces]]:
    query = select(IN_IT, PersonRow, OWN_ACCOUNT, finished_since_joined(), _rating(), _rated(), _talked())
    query = query.join(PersonRow, PersonRow.number == IN_IT.person_number).where(*which)
    rows = session.execute(query.order_by(PersonRow.plain_name, PersonRow.number))
    return [(_participant(row, person, own), Traces(*traces)) for row, person, own, *traces in rows]


def of_account(id: str) -> ColumnElement[bool]:
    """Return what makes somebody in a round the person of an account."""
    return or_(IN_IT.account_id == id, and_(IN_IT.account_id.is_(None), PersonRow.account_id == id))


def _rounds(session: Session, which: ColumnElement[bool]) -> list[CompanyRound]:
    query = select(CompanyRoundRow).where(which).order_by(CompanyRoundRow.made_at.desc(), CompanyRoundRow.id)
    return [_round(row) for row in session.execute(query).scalars()]


def _round(row: CompanyRoundRow) -> CompanyRound:
    return CompanyRound(row.id, row.title, row.framework_sha256, Aim(row.aim), row.role, row.deadline, row.made_at)


def _participant(row: CompanyRoundPersonRow, person: PersonRow, account_id: str | None) -> Participant:
    return Participant(
        round_id=row.round_id,
        number=person.number,
        record=person.id,
        name=person.name,
        unit=person.unit or "",
        role=person.role,
        account_id=account_id,
        rater_name=row.rater_name,
        rater_id=row.rater_id,
        assessment_id=row.assessment_id,
        joined=row.joined_at,
        rater_number=row.rater_number,
        said=row.account_id is not None,
        email=person.email,
    )


def finished_since_joined() -> ColumnElement[bool]:
    """Return what says that somebody in a round has finished since they joined it."""
    own = or_(AssessmentRow.id == IN_IT.assessment_id, AssessmentRow.round_of == IN_IT.assessment_id)
    return exists().where(own, AssessmentRow.finished_at >= IN_IT.joined_at)


def _asked() -> Sequence[ColumnElement[bool]]:
    # A request that was withdrawn or is of an earlier round says nothing of this one.
    return (
        RatingRequestRow.assessment_id == IN_IT.assessment_id,
        RatingRequestRow.source == Asked.MANAGER,
        RatingRequestRow.created_at >= IN_IT.joined_at,
        RatingRequestRow.withdrawn_at.is_(None),
    )


def _rating() -> ColumnElement[bool]:
    return exists().where(*_asked(), GivenRatingRow.request_id == RatingRequestRow.id)


def _rated() -> ColumnElement[bool]:
    return exists().where(*_asked(), RatingRequestRow.sent_at.is_not(None))


def _talked() -> ColumnElement[bool]:
    return exists().where(
        AgreedLevelRow.assessment_id == IN_IT.assessment_id, AgreedLevelRow.round_id == IN_IT.round_id
    )


def _is(person: Participant) -> Sequence[ColumnElement[bool]]:
    return (IN_IT.round_id == person.round_id, IN_IT.person_number == person.number)


def _change(session: Session, person: Participant, **values: object) -> None:
    session.execute(update(IN_IT).where(*_is(person)).values(**values))


def _note_once(
    session: Session, person: Participant, column: InstrumentedAttribute[datetime | None], now: datetime
) -> bool:
    free = update(IN_IT).where(*_is(person), column.is_(None)).values({column: now}).returning(IN_IT.person_number)
    return session.execute(free).scalar_one_or_none() is not None
