"""Vacancies on both databases: whose they are, what is kept of a change, what cannot be stored."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from time import sleep

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from kamcareer.core.accounts import Account, Role
from kamcareer.core.education import Education, RequiredEducation
from kamcareer.core.framework.model import Framework
from kamcareer.core.framework.role import Expectation
from kamcareer.core.legal_basis import Purpose
from kamcareer.core.vacancies import (
    TICKED,
    Cell,
    KnockOut,
    NoReasonError,
    Reach,
    Reason,
    State,
    Term,
    TermChange,
    Terms,
    Vacancy,
)
from kamcareer.services.accounts import erase_account, new_one_time_link, open_one_time_link
from kamcareer.services.applications import begin
from kamcareer.services.vacancies import (
    Affected,
    ProfileError,
    WrongStateError,
    change_profile,
    change_terms,
    close_vacancy,
    make_vacancy,
    open_vacancy,
    own_vacancies,
    own_vacancy,
    panel_of,
    set_terms,
    vacancy_changes,
    who_began,
)
from tests.agreements import agreed
from tests.conftest import NOW

TERMS = Terms("КАМ, сети", Reach.INVITATION, NOW.date() + timedelta(weeks=4))
WHY = frozenset({Reason.TAUGHT_HERE})


def account(session: Session, email: str, *roles: Role) -> Account:
    found = open_one_time_link(session, new_one_time_link(session, email, NOW, frozenset(roles)), None, NOW)
    assert found
    return found


@pytest.fixture
def maker(session: Session) -> Account:
    return account(session, "rita@example.ru", Role.RECRUITER)


@pytest.fixture
def vacancy(session: Session, framework: Framework, maker: Account) -> Vacancy:
    return make_vacancy(session, framework, "account_manager", TERMS, maker, NOW)


def again(session: Session, vacancy: Vacancy) -> Vacancy:
    found = own_vacancy(session, vacancy.id, vacancy.maker or "")
    assert found
    return found.vacancy


def test_everything_that_is_set_comes_back(session: Session, vacancy: Vacancy):
    assert again(session, vacancy) == vacancy
    other = account(session, "oleg@example.ru", Role.INTERVIEWER)
    terms = Terms(
        "Другое",
        Reach.PUBLIC,
        TERMS.deadline + timedelta(days=1),
        blind=False,
        knock_outs=TICKED,
        expects=frozenset(Expectation),
        panel=frozenset({other.id}),
        education=RequiredEducation(Education.BACHELOR, "Так велит закон", "фармация"),
    )
    set_terms(session, vacancy, terms)

    assert again(session, vacancy).terms == terms
    set_terms(session, vacancy, replace(terms, education=None))
    assert again(session, vacancy).terms.education is None
    assert [one.id for one in again(session, vacancy).members] == [other.id]


def test_a_vacancy_is_found_by_its_maker_and_its_panel_and_by_nobody_else(session: Session, vacancy: Vacancy):
    other, foreign = account(session, "oleg@example.ru", Role.RECRUITER), account(session, "zoe@example.ru")
    assert own_vacancy(session, vacancy.id, other.id) is None
    set_terms(session, vacancy, replace(TERMS, panel=frozenset({other.id})))

    assert [len(own_vacancies(session, id)) for id in (vacancy.maker, other.id, foreign.id)] == [1, 1, 0]
    assert own_vacancy(session, vacancy.id, other.id)
    assert own_vacancy(session, vacancy.id, foreign.id) is None


def test_of_two_who_add_somebody_to_a_panel_at_once_the_second_reads_what_the_first_did(
    session: Session, vacancy: Vacancy, at_once: Callable
):
    others = [account(session, f"{name}@example.ru", Role.INTERVIEWER) for name in ("oleg", "zoe", "nina")]

    def add(own: Session, who: Account) -> None:
        found = own_vacancy(own, vacancy.id, vacancy.maker or "", lock=True)
        sleep(0.2)  # until the others wait
        set_terms(own, found.vacancy, replace(TERMS, panel=found.vacancy.terms.panel | {who.id}))

    at_once(*[lambda own, who=who: add(own, who) for who in others])
    session.expire_all()
    assert {one.id for one in again(session, vacancy).members} == {one.id for one in others}


def test_the_panel_is_of_open_accounts_that_have_a_role_in_selection(session: Session):
    interviewer = account(session, "oleg@example.ru", Role.INTERVIEWER)
    account(session, "vera@example.ru")
    found, unknown = panel_of(session, ["oleg@example.ru", "vera@example.ru", "nobody@example.ru"])

    assert (found, unknown) == ({interviewer.id}, ["vera@example.ru", "nobody@example.ru"])


def test_a_change_is_kept_with_its_reason_and_who_made_it(session: Session, maker: Account, vacancy: Vacancy):
    cells = {**vacancy.cells, "selling": Cell(3, 2)}
    del cells["finance"]
    made = change_profile(session, vacancy, cells, WHY, " Учим сами ", maker, NOW)
    changed = again(session, vacancy)

    assert changed.cells == cells
    assert list(changed.cells) == list(cells)
    assert vacancy_changes(session, changed) == [made]
    assert (made.words, made.account, {one.competency for one in made.cells}) == (
        "Учим сами",
        maker.id,
        {"selling", "finance"},
    )
    assert change_profile(session, changed, cells, frozenset(), "", maker, NOW) is None


def test_terms_that_touch_whoever_began_are_kept_with_a_reason_and_others_need_none(
    session: Session, maker: Account, vacancy: Vacancy
):
    licence = replace(TERMS, knock_outs=frozenset({KnockOut.LICENCE}))
    assert change_terms(session, vacancy, licence, frozenset(), "", maker, NOW) is None
    open_vacancy(session, vacancy, NOW)
    found = own_vacancy(session, vacancy.id, maker.id)
    begin(session, found, None, agreed(Purpose.SELECTION), NOW)
    affected = who_began(session, vacancy)
    assert affected == who_began(session, vacancy, 0) == Affected(1, 1, [])
    asked = RequiredEducation(Education.BACHELOR, "Так велит закон", "фармация")
    shown = replace(licence, knock_outs=frozenset({KnockOut.TRAVEL}), blind=False, education=asked)
    with pytest.raises(NoReasonError):
        change_terms(session, again(session, vacancy), shown, frozenset(), " ", maker, NOW)
    assert again(session, vacancy).terms == licence

    made = change_terms(session, again(session, vacancy), shown, WHY, " Ездим по сетям ", maker, NOW)
    later = replace(shown, title="КАМ", panel=frozenset({maker.id}))
    assert change_terms(session, again(session, vacancy), later, frozenset(), "", maker, NOW) is None
    assert again(session, vacancy).terms == later
    assert vacancy_changes(session, vacancy) == [made]
    assert made.words == "Ездим по сетям"
    assert made.terms == (
        TermChange(Term.KNOCK_OUTS, ("licence",), ("travel",)),
        TermChange(Term.EDUCATION, (), ("bachelor", "фармация", "Так велит закон")),
        TermChange(Term.BLIND, ("blind",), ()),
    )


def test_nothing_is_changed_without_a_reason_or_into_a_profile_nobody_could_fill(
    session: Session, framework: Framework, maker: Account, vacancy: Vacancy
):
    with pytest.raises(NoReasonError):
        change_profile(session, vacancy, {"selling": Cell(1, 1)}, frozenset(), "", maker, NOW)
    many = {id: Cell(2, 3, must_have=True) for id in framework.competencies}
    for cells in ({}, many):
        with pytest.raises(ProfileError):
            change_profile(session, vacancy, cells, WHY, "", maker, NOW)

    assert again(session, vacancy) == vacancy
    assert vacancy_changes(session, vacancy) == []


@pytest.mark.parametrize(
    "insert",
    [
        "INSERT INTO vacancy_change VALUES ('c', :id, :now, NULL, '', '', '[]', '[]')",
        "INSERT INTO vacancy_cell VALUES (:id, 'x', 99, 5, 1, :no)",
        "INSERT INTO vacancy_cell VALUES (:id, 'x', 99, 2, 2, :yes)",
    ],
)
def test_the_database_itself_refuses_a_change_without_a_reason_and_an_impossible_cell(
    session: Session, vacancy: Vacancy, insert: str
):
    values = {"id": vacancy.id, "now": NOW.replace(tzinfo=None), "yes": True, "no": False}
    with pytest.raises(DBAPIError, match=r"(?i)check"):
        session.execute(text(insert), {name: value for name, value in values.items() if f":{name}" in insert})


def test_a_vacancy_goes_from_draft_to_open_to_closed_and_no_other_way(session: Session, vacancy: Vacancy):
    with pytest.raises(WrongStateError):
        close_vacancy(session, vacancy, NOW)
    open_vacancy(session, vacancy, NOW)
    with pytest.raises(WrongStateError):
        open_vacancy(session, again(session, vacancy), NOW)
    close_vacancy(session, again(session, vacancy), NOW)

    assert again(session, vacancy).state is State.CLOSED
    for move in (open_vacancy, close_vacancy):
        with pytest.raises(WrongStateError):
            move(session, again(session, vacancy), NOW)


def test_a_vacancy_outlives_the_account_of_its_maker_for_the_panel(session: Session, maker: Account, vacancy: Vacancy):
    other = account(session, "oleg@example.ru", Role.RECRUITER)
    set_terms(session, vacancy, replace(TERMS, panel=frozenset({other.id})))
    change_profile(session, vacancy, {"selling": Cell(1, 1)}, WHY, "", maker, NOW)
    erase_account(session, maker)
    session.expire_all()
    found = own_vacancy(session, vacancy.id, other.id)

    assert found
    assert found.vacancy.maker is None
    assert [change.account for change in vacancy_changes(session, found.vacancy)] == [None]


def test_a_framework_that_changes_later_changes_no_vacancy(session: Session, framework: Framework, vacancy: Vacancy):
    newer = framework.model_copy(update={"version": "99.0.0"})
    make_vacancy(session, newer, "account_manager", TERMS, account(session, "oleg@example.ru"), NOW)
    found = own_vacancy(session, vacancy.id, vacancy.maker or "")

    assert found
    assert found.stored.version == framework.version
