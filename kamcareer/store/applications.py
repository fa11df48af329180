"""People in vacancies."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from datetime import datetime, time

from sqlalchemy import ColumnElement, ScalarSelect, delete, func, or_, select, union, update
from sqlalchemy.orm import Session, aliased

from kamcareer.core.applications import Application, CameBy, Facts, Invitee, Tool, Travel
from kamcareer.core.education import Education
from kamcareer.core.legal_basis import Purpose
from kamcareer.core.vacancies import Vacancy
from kamcareer.store.tables import ApplicationRow, AssessmentRow, LegalBasisRow, PanelRow, ShownPlanRow, VacancyRow
from kamcareer.store.vacancies import find_vacancy


def add_application(session: Session, application: Application, secret_sha256: str | None) -> None:
    """Store somebody new in a vacancy."""
    row = ApplicationRow(
        id=application.id,
        vacancy_id=application.vacancy_id,
        assessment_id=application.assessment_id,
        earlier_id=application.earlier,
        mailed_only=application.mailed_only,
        code=application.code,
        came_by=application.came_by,
        name=application.name,
        email=application.email,
        phone=application.phone,
        language=application.language,
        secret_sha256=secret_sha256,
        bound=application.bound,
        made_at=application.made,
        mailed_at=application.mailed,
        expires_at=application.expires,
        opened_at=application.opened,
        started_at=application.started,
        finished_at=application.finished,
        revoked_at=application.revoked,
        talk_place=application.talk_place,
    )
    _write(row, application.facts)
    session.add(row)
    session.flush()


def find_application(session: Session, id: str, *, lock: bool = False) -> Application | None:
    """Return somebody in a vacancy; None when there is none. `lock` keeps other writers out until the commit."""
    return one_application(session, ApplicationRow.id == id, lock=lock)


def one_application(session: Session, which: ColumnElement[bool], *, lock: bool = False) -> Application | None:
    """Return the one person in a vacancy of whom something holds; None when there is none. `lock` as above."""
    query = select(ApplicationRow).where(which)
    if lock:
        query = query.with_for_update()
    row = session.execute(query.execution_options(populate_existing=True)).scalar_one_or_none()
    return application_of_row(row) if row else None


def hold_applications(session: Session, ids: Collection[str]) -> dict[str, Application]:
    """Return some people in vacancies, those whose consent holds; other writers are kept out until the commit."""
    query = select(ApplicationRow).where(ApplicationRow.id.in_(ids), consents()).order_by(ApplicationRow.id)
    query = query.with_for_update(key_share=True, of=ApplicationRow).execution_options(populate_existing=True)
    return {row.id: application_of_row(row) for row in session.execute(query).scalars()}


def application_of_assessment(session: Session, assessment_id: str) -> Application | None:
    """Return whose screening an assessment is; None for one that is for no vacancy."""
    query = select(ApplicationRow).where(ApplicationRow.assessment_id == assessment_id)
    row = session.execute(query.execution_options(populate_existing=True)).scalar_one_or_none()
    return application_of_row(row) if row else None


def vacancy_of_assessment(session: Session, assessment_id: str) -> Vacancy | None:
    """Return the vacancy that an assessment is for; None where it is for none."""
    query = select(ApplicationRow.vacancy_id).where(ApplicationRow.assessment_id == assessment_id)
    id = session.execute(query).scalar_one_or_none()
    return find_vacancy(session, id) if id else None


def applications_to(session: Session, vacancy_id: str) -> list[Application]:
    """Return everybody in a vacancy, newest first."""
    query = select(ApplicationRow).where(ApplicationRow.vacancy_id == vacancy_id)
    rows = session.execute(query.order_by(ApplicationRow.made_at.desc(), ApplicationRow.id)).scalars()
    return [application_of_row(row) for row in rows]


def begun_in(session: Session, vacancy_id: str, most: int) -> tuple[int, int, list[tuple[str, datetime]]]:
    """Return how many in a vacancy have begun to answer, how many have not sent, and the newest who have.

    Of these come the code and when they sent: a code of who is answering would be known beside their name.
    """
    row = ApplicationRow
    theirs = (row.vacancy_id == vacancy_id, row.started_at.is_not(None))
    count, sent = session.execute(select(func.count(), func.count(row.finished_at)).where(*theirs)).one()
    newest = select(row.code, row.finished_at).where(*theirs, row.finished_at.is_not(None))
    newest = newest.order_by(row.made_at.desc(), row.id).limit(most)
    return count, count - sent, [(code, at) for code, at in session.execute(newest) if at] if most else []


def answering_in(session: Session, vacancy_id: str) -> int:
    """Return how many of a vacancy have begun to answer and not sent; who withdrew their consent is left out."""
    row = ApplicationRow
    theirs = (row.vacancy_id == vacancy_id, row.started_at.is_not(None), row.finished_at.is_(None), consents())
    return session.execute(select(func.count()).select_from(row).where(*theirs)).scalar_one()


def applications_reached_at(
    session: Session, contacts: Iterable[str], account_id: str, most: int
) -> list[tuple[Application, str]]:
    """Return who has one of these mailboxes or numbers in the vacancies of an account, newest first, with the title.

    Whoever withdrew their consent is left out.
    """
    row, wanted = ApplicationRow, list(contacts)
    sits = select(PanelRow.vacancy_id).where(PanelRow.account_id == account_id)
    query = select(row, VacancyRow.title).join(VacancyRow, VacancyRow.id == row.vacancy_id)
    query = query.where(
        or_(row.email.in_(wanted), row.phone.in_(wanted)),
        or_(VacancyRow.maker_id == account_id, VacancyRow.id.in_(sits)),
        or_(row.assessment_id.is_(None), consents()),
    )
    found = session.execute(query.order_by(row.made_at.desc(), row.id).limit(most))
    return [(application_of_row(one), title) for one, title in found]


def sent_by_perhaps_the_same(session: Session, application: Application) -> list[Application]:
    """Return the others of a vacancy who sent their answers and have the same mailbox, number or account, by code."""
    row = ApplicationRow
    there = [(row.email, application.email), (row.phone, application.phone)]
    same = [column == said for column, said in there if said]
    same.append(row.account_id == _remembered(application))
    query = select(row).where(row.vacancy_id == application.vacancy_id, row.id != application.id)
    found = session.execute(query.where(or_(*same), row.finished_at.is_not(None), consents()).order_by(row.code))
    return [application_of_row(one) for one in found.scalars()]


def begun_with_account(session: Session, vacancy_id: str, account_id: str) -> Application | None:
    """Return what an account applied with to a vacancy: what was sent, else what was begun first; None for nothing.

    Whoever withdrew their consent is left out: they may apply anew.
    """
    row = ApplicationRow
    query = select(row).where(row.vacancy_id == vacancy_id, row.account_id == account_id, consents())
    query = query.order_by(row.finished_at.is_(None), row.finished_at, row.started_at, row.id).limit(1)
    found = session.execute(query).scalar_one_or_none()
    return application_of_row(found) if found else None


def sent_besides(session: Session, application: Application, account_id: str | None) -> Application | None:
    """Return what the account of an application sent to its vacancy besides; None for nothing.

    Where the application remembers no account, `account_id` is the one that counts.
    """
    row = ApplicationRow
    whose = row.account_id == func.coalesce(_remembered(application), account_id)
    others = (row.vacancy_id == application.vacancy_id, row.id != application.id, row.finished_at.is_not(None))
    query = select(row).where(*others, whose, consents()).order_by(row.finished_at, row.id).limit(1)
    found = session.execute(query).scalar_one_or_none()
    return application_of_row(found) if found else None


def _remembered(application: Application) -> ScalarSelect[str | None]:
    """Return the account that an application remembers, for a query alone."""
    asked = aliased(ApplicationRow)
    return select(asked.account_id).where(asked.id == application.id).scalar_subquery()


def set_begun(session: Session, id: str, assessment_id: str, language: str, now: datetime) -> None:
    """Note that somebody began, with which assessment; from now on the link is bound to a browser.

    They are written to in the language they read, unless whoever invited them said another.
    """
    values = {"assessment_id": assessment_id, "started_at": now, "bound": True}
    reads = func.coalesce(ApplicationRow.language, language)
    session.execute(update(ApplicationRow).where(ApplicationRow.id == id).values(**values, language=reads))


def set_account(session: Session, assessment_id: str, account_id: str) -> None:
    """Note with which account somebody applies, where none is noted yet."""
    row = ApplicationRow
    query = update(row).where(row.assessment_id == assessment_id, row.account_id.is_(None))
    session.execute(query.values(account_id=account_id))


def set_sent(session: Session, id: str, now: datetime) -> None:
    """Note when somebody sent their answers, the first time."""
    query = update(ApplicationRow).where(ApplicationRow.id == id, ApplicationRow.finished_at.is_(None))
    session.execute(query.values(finished_at=now))


def set_first_read(session: Session, ids: Collection[str], now: datetime) -> None:
    """Note when somebody of the vacancy opened the answers of some people, the first time."""
    query = update(ApplicationRow).where(ApplicationRow.id.in_(ids), ApplicationRow.read_at.is_(None))
    session.execute(query.values(read_at=now))


def own_applications_in(
    session: Session, vacancy_ids: Collection[str], account_ids: Collection[str]
) -> dict[str, frozenset[str]]:
    """Return with what some accounts applied: signed in with them, taken into them, or showing their plan.

    By account; who applied with nothing is left out. A mailbox tells nothing here: an applicant may type anybody's,
    and would choose by it who judges them.
    """
    row, shown = ApplicationRow, ShownPlanRow
    signed_in = select(row.account_id, row.id).where(row.account_id.in_(account_ids))
    taken = select(AssessmentRow.account_id, row.id).join(row, row.assessment_id == AssessmentRow.id)
    showing = select(AssessmentRow.account_id, row.id).join(shown, shown.assessment_id == AssessmentRow.id)
    showing = showing.join(row, row.id == shown.application_id)
    owned = AssessmentRow.account_id.in_(account_ids)
    begun = (row.vacancy_id.in_(vacancy_ids), row.started_at.is_not(None))
    told = union(signed_in.where(*begun), taken.where(owned, *begun), showing.where(owned, *begun))
    found: defaultdict[str, set[str]] = defaultdict(set)
    for account_id, id in session.execute(told):
        found[str(account_id)].add(id)
    return {account_id: frozenset(ids) for account_id, ids in found.items()}


def consents() -> ColumnElement[bool]:
    """Whoever withdrew is not read any more, though their data is still there."""
    return (
        select(LegalBasisRow.id)
        .where(
            LegalBasisRow.assessment_id == ApplicationRow.assessment_id,
            LegalBasisRow.purpose == Purpose.SELECTION,
            LegalBasisRow.until.is_(None),
        )
        .exists()
    )


def put_about(session: Session, id: str, said: Invitee, facts: Facts) -> None:
    """Store what somebody said of themselves besides the answers."""
    row = session.get_one(ApplicationRow, id)
    row.name, row.email, row.phone = said.name, said.email, said.phone
    _write(row, facts)
    session.flush()


def delete_application(session: Session, id: str) -> None:
    """Forget somebody who never began."""
    session.execute(delete(ApplicationRow).where(ApplicationRow.id == id))


def mailboxes_of_answers(session: Session, assessment_id: str) -> set[str]:
    """Return the mailbox that the application with these answers names; none where it names none."""
    query = select(ApplicationRow.email).where(ApplicationRow.assessment_id == assessment_id)
    return {email for email in session.execute(query).scalars() if email}


def delete_called_back(session: Session, assessment_id: str) -> set[str]:
    """Forget whoever was called back because of these answers and never began; return the mailboxes they had."""
    earlier = select(ApplicationRow.id).where(ApplicationRow.assessment_id == assessment_id)
    never_began = (ApplicationRow.earlier_id.in_(earlier), ApplicationRow.assessment_id.is_(None))
    gone = session.execute(delete(ApplicationRow).where(*never_began).returning(ApplicationRow.email)).scalars()
    return {email for email in gone if email}


def _write(row: ApplicationRow, facts: Facts) -> None:
    row.salary, row.notice_weeks, row.regions = facts.salary, facts.notice_weeks, facts.regions
    row.licence, row.car, row.right_to_work = facts.licence, facts.car, facts.right_to_work
    row.travel, row.clients, row.tools = facts.travel, facts.clients, sorted(facts.tools)
    row.jobs = facts.jobs
    row.education, row.education_field = facts.education, facts.education_field


def application_of_row(row: ApplicationRow) -> Application:
    """Return the application in a row."""
    return Application(
        id=row.id,
        vacancy_id=row.vacancy_id,
        code=row.code,
        came_by=CameBy(row.came_by),
        name=row.name,
        email=row.email,
        phone=row.phone,
        language=row.language,
        mailed=row.mailed_at,
        made=row.made_at,
        expires=row.expires_at,
        opened=row.opened_at,
        started=row.started_at,
        finished=row.finished_at,
        read=row.read_at,
        revoked=row.revoked_at,
        interviewed=row.interviewed_at,
        reminded=row.reminded_at,
        talk_on=row.talk_on,
        talk_place=row.talk_place,
        talk_at=time.fromisoformat(row.talk_at) if row.talk_at else None,
        bound=row.bound,
        assessment_id=row.assessment_id,
        earlier=row.earlier_id,
        mailed_only=row.mailed_only,
        facts=Facts(
            salary=row.salary,
            notice_weeks=row.notice_weeks,
            regions=row.regions,
            licence=row.licence,
            car=row.car,
            right_to_work=row.right_to_work,
            travel=Travel(row.travel) if row.travel else None,
            clients=row.clients,
            tools=frozenset(map(Tool, row.tools)),
            jobs=row.jobs,
            education=Education(row.education) if row.education else None,
            education_field=row.education_field,
        ),
    )
