"""A vacancy: a profile of its own, a reason for every change, and a role that may object."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kamcareer.core.education import ASKED, Education, RequiredEducation
from kamcareer.core.framework.model import Framework
from kamcareer.core.framework.role import Expectation
from kamcareer.core.vacancies import (
    TICKED,
    Cell,
    KnockOut,
    NoReasonError,
    ProfileProblem,
    Reach,
    Reason,
    State,
    Term,
    Terms,
    Vacancy,
    better_roles,
    cells_of,
    changes,
    framework_of,
    guards,
    must_say_why,
    profile_problem,
    role_of,
    term_changes,
)

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
TERMS = Terms("КАМ, сети", Reach.INVITATION, date(2026, 12, 31))
WHY = "Так велит закон об охране здоровья"
CELLS = st.dictionaries(
    st.sampled_from(["negotiation", "selling", "finance", "teamwork"]),
    st.builds(Cell, st.integers(0, 4), st.just(3), st.booleans()),
)

ALL_TERMS = st.builds(
    Terms,
    st.sampled_from(["КАМ, сети", "КАМ"]),
    st.sampled_from(Reach),
    st.dates(),
    st.booleans(),
    st.frozensets(st.sampled_from(sorted(TICKED))),
    st.frozensets(st.sampled_from(Expectation)),
    st.frozensets(st.sampled_from(["anna", "boris"])),
    st.none(),
    st.none()
    | st.builds(
        RequiredEducation, st.sampled_from(ASKED), st.sampled_from([WHY, f"{WHY}!"]), st.sampled_from(["", "право"])
    ),
    st.sampled_from(["", "Казань", "Уфа и область"]),
)


def vacancy(framework: Framework, role: str = "account_manager", **terms: object) -> Vacancy:
    return Vacancy("v", "sha", role, replace(TERMS, **terms), cells_of(framework.roles[role]), "maker", NOW)


def test_a_vacancy_begins_with_exactly_what_its_role_asks(framework: Framework):
    for id, role in framework.roles.items():
        assert role_of(framework, vacancy(framework, id)) == role
        assert framework_of(framework, vacancy(framework, id)) == framework


def test_what_is_changed_counts_and_what_is_not_keeps_its_reason(framework: Framework):
    made = vacancy(framework)
    cells = {**made.cells, "selling": Cell(4, 3, must_have=True)}
    del cells["finance"]
    role = role_of(framework, replace(made, cells=cells))
    base = framework.roles["account_manager"]

    assert (role.requirements["selling"].level, role.requirements["selling"].must_have) == (4, True)
    assert "finance" not in role.requirements
    assert role.requirements["negotiation"] == base.requirements["negotiation"]
    assert (role.name, role.duties) == (base.name, base.duties)


@given(before=CELLS, after=CELLS)
def test_changes_lead_from_one_profile_to_the_other(before: dict, after: dict):
    found = changes(before, after)
    led = dict(before)
    for change in found:
        assert led.get(change.competency) == change.before != change.after
        led[change.competency] = change.after

    assert {id: cell for id, cell in led.items() if cell} == after
    assert (found == ()) == (before == after)


@given(before=ALL_TERMS, after=ALL_TERMS)
def test_of_terms_only_what_touches_an_applicant_is_a_change_and_it_leads_from_one_to_the_other(
    before: Terms, after: Terms
):
    found = {one.term: one for one in term_changes(before, after)}
    touching = {
        Term.KNOCK_OUTS: "knock_outs",
        Term.EXPECTS: "expects",
        Term.BLIND: "blind",
        Term.EDUCATION: "education",
        Term.PLACE: "place",
    }

    assert set(found) == {term for term, name in touching.items() if getattr(before, name) != getattr(after, name)}
    assert all(one.before != one.after for one in found.values())
    assert term_changes(before, replace(before, title=after.title, deadline=after.deadline, panel=after.panel)) == ()
    for term in found.keys() & {Term.KNOCK_OUTS, Term.EXPECTS}:
        assert frozenset(found[term].after) == getattr(after, touching[term])


def test_an_education_is_asked_for_only_with_a_reason_and_never_by_a_tick():
    asked = RequiredEducation(Education.VOCATIONAL, WHY)
    for least, why in ((Education.VOCATIONAL, " - "), (Education.SCHOOL, WHY)):
        with pytest.raises(ValueError, match="only with a reason"):
            RequiredEducation(least, why)
    with pytest.raises(ValueError, match="with its reason"):
        replace(TERMS, knock_outs=frozenset({KnockOut.EDUCATION}))

    assert TERMS.impossible_without == frozenset()
    assert replace(TERMS, education=asked).impossible_without == {KnockOut.EDUCATION}


def test_a_change_needs_a_reason_by_chips_or_in_words_and_no_change_needs_none():
    changed = changes({}, {"selling": Cell(1, 1)})
    must_say_why((), frozenset(), "")
    must_say_why(changed, frozenset({Reason.TAUGHT_HERE}), "")
    must_say_why(changed, frozenset(), "Учим сами")
    with pytest.raises(NoReasonError):
        must_say_why(changed, frozenset(), "  ")


def test_a_profile_asks_for_something_and_for_eight_musts_at_most(framework: Framework):
    musts = {id: Cell(2, 3, must_have=True) for id in framework.order.competencies}

    assert profile_problem({}) is ProfileProblem.NOTHING_ASKED
    assert profile_problem(dict(list(musts.items())[:8])) is None
    assert profile_problem(dict(list(musts.items())[:9])) is ProfileProblem.TOO_MANY_MUSTS
    with pytest.raises(ValueError, match="weight 3"):
        Cell(2, 2, must_have=True)


def test_an_account_manager_has_no_sales_target_and_near_roles_that_have_one_are_named(framework: Framework):
    made = vacancy(framework, expects=frozenset({Expectation.SALES_TARGET}))
    (guard,) = guards(framework, made)

    assert guard.said.facts == ("F38",)
    assert guard.expectations == (Expectation.SALES_TARGET,)
    for id in better_roles(framework, made):
        assert not guards(framework, replace(vacancy(framework, id), terms=made.terms))
    assert "account_manager" not in better_roles(framework, made)


def test_selling_as_a_must_of_an_account_manager_is_objected_to(framework: Framework):
    made = vacancy(framework)
    must = replace(made, cells={**made.cells, "selling": Cell(2, 3, must_have=True)})

    assert guards(framework, made) == ()
    assert [guard.competencies for guard in guards(framework, must)] == [("selling",)]


@pytest.mark.parametrize("role", ["key_account_specialist_retail", "kas_own_accounts"])
def test_a_retail_specialist_does_not_own_the_key_client(framework: Framework, role: str):
    made = vacancy(framework, role, expects=frozenset({Expectation.KEY_CLIENT}))

    assert [guard.said.facts for guard in guards(framework, made)] == [("F110",)]


def test_a_specialist_with_a_key_client_of_their_own_is_a_key_account_manager_also_with_a_diploma(framework: Framework):
    wanted = frozenset({Expectation.KEY_CLIENT, Expectation.SALES_TARGET, Expectation.DIPLOMA})
    better = better_roles(framework, vacancy(framework, "key_account_specialist_retail", expects=wanted))

    assert better[0] == "key_account_manager_retail"
    assert len(better) == 3
    assert not {"key_account_specialist_retail", "kas_own_accounts"} & set(better)


def test_a_role_that_is_asked_for_what_it_does_objects_to_nothing(framework: Framework):
    wanted = frozenset({Expectation.SALES_TARGET, Expectation.KEY_CLIENT})

    assert guards(framework, vacancy(framework, "key_account_manager_retail", expects=wanted)) == ()
    assert better_roles(framework, vacancy(framework, "key_account_manager_retail", expects=wanted)) == ()


def test_a_vacancy_takes_people_while_it_is_open_and_the_last_day_is_not_over(framework: Framework):
    draft = vacancy(framework)
    opened = replace(draft, opened=NOW)
    closed = replace(opened, closed=NOW)
    last = TERMS.deadline

    assert [one.state for one in (draft, opened, closed)] == [State.DRAFT, State.OPEN, State.CLOSED]
    assert [one.takes_people(last) for one in (draft, opened, closed)] == [False, True, False]
    assert not opened.takes_people(last + timedelta(days=1))


def test_a_vacancy_is_there_for_its_maker_and_its_panel_alone(framework: Framework):
    made = vacancy(framework, panel=frozenset({"panel"}))

    assert [made.is_for(id) for id in ("maker", "panel", "other")] == [True, True, False]
    assert not replace(made, maker=None).is_for("")


@pytest.mark.parametrize(
    ("blind", "decided", "named"),
    [(True, False, False), (True, True, True), (False, False, True), (False, True, True)],
)
def test_hidden_names_are_shown_once_a_person_has_decided(
    framework: Framework, blind: bool, decided: bool, named: bool
):
    assert vacancy(framework, blind=blind).shows_names(decided=decided) is named
