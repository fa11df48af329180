"""What is changed of a contest after its announcement, on both databases: kept, and told in its file."""

from dataclasses import replace

from sqlalchemy.orm import Session

from kamcareer.core.accounts import Account, Role
from kamcareer.core.amendments import Amends
from kamcareer.services.accounts import erase_account
from kamcareer.services.contests import prepare
from kamcareer.services.vacancies import OpenVacancy, change_terms, own_vacancy
from kamcareer.store.accounts import find_accounts
from kamcareer.store.amendments import amendments_of
from tests.services.test_applications import LATER, NOW
from tests.services.test_contests import DAY, DAYS, Running
from tests.services.test_contests import anna as anna  # noqa: PLC0414 - the same people
from tests.services.test_contests import boris as boris  # noqa: PLC0414 - the same people
from tests.services.test_contests import contest as contest  # noqa: PLC0414 - the same contest
from tests.services.test_contests import found as found  # noqa: PLC0414 - the same vacancy
from tests.services.test_screenings import SEALED_BY
from tests.services.test_vacancies import account


def test_the_file_says_which_later_day_and_which_panel_came_after_the_announcement_and_who_changed_them(
    session: Session, contest: Running
):
    vera, (rosa,) = account(session, "vera@example.ru", Role.INTERVIEWER), find_accounts(session, [contest.maker])
    terms = contest.found.vacancy.terms
    later = replace(terms, deadline=terms.deadline + DAY)
    for changed in (terms, later, replace(later, panel=frozenset({contest.anna.id, vera.id}))):
        change_terms(session, contest.found.vacancy, changed, frozenset(), "", rosa, contest.tick())
    file = contest.file()

    assert [(one.amends, one.before, one.after) for one in file.amendments] == [
        (Amends.DEADLINE, terms.deadline, later.deadline),
        (Amends.JOINED, None, None),
        (Amends.LEFT, None, None),
    ]
    assert [file.names.get(one.member or "") for one in file.amendments] == [
        None,
        "vera@example.ru",
        "boris@example.ru",
    ]
    assert {file.names[one.account or ""] for one in file.amendments} == {"rosa@example.ru"}
    assert [file.changes, contest.found.vacancy.terms.panel] == [(), {contest.anna.id, vera.id}]
    erase_account(session, vera)
    session.commit()
    assert [one.member for one in contest.file().amendments] == [None, None, contest.boris.id]


def test_what_is_changed_before_the_announcement_is_no_amendment(session: Session, found: OpenVacancy, anna: Account):
    (rosa,) = find_accounts(session, [found.vacancy.maker or ""])
    prepare(session, SEALED_BY, found, anna.id, DAYS, anna, NOW)
    prepared = own_vacancy(session, found.vacancy.id, rosa.id)
    assert prepared
    terms = prepared.vacancy.terms
    change_terms(session, prepared.vacancy, replace(terms, panel=frozenset({anna.id})), frozenset(), "", rosa, LATER)

    assert amendments_of(session, found.vacancy.id) == []
