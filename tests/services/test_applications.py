"""People in a vacancy on both databases: links, consent for selection, what stays once it was sent."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy.orm import Session

from kamcareer.core.accounts import Role
from kamcareer.core.applications import LATEST, Application, Facts, Invitee, Stage, Tool, Travel
from kamcareer.core.assessment import Assessment, Depth, Draft
from kamcareer.core.blocks import Kind, blocks
from kamcareer.core.education import Education
from kamcareer.core.framework.model import Framework
from kamcareer.core.legal_basis import Holder, NoBasisError, Purpose
from kamcareer.core.retention import MONTHS, Outcome, Terms
from kamcareer.core.situation_answers import SituationDraft
from kamcareer.core.vacancies import Cell, Reason
from kamcareer.services.accounts import new_one_time_link, open_one_time_link
from kamcareer.services.applications import (
    already_there,
    begin,
    everybody_in,
    forget_unused,
    invite,
    opened_link,
    own_application,
    renew_link,
    revoke_link,
    say_about,
    send,
)
from kamcareer.services.gap_report import report_of
from kamcareer.services.legal_bases import withdraw
from kamcareer.services.own_assessments import claim
from kamcareer.services.retention import kept
from kamcareer.services.saving import SealedError
from kamcareer.services.self_assessment import erase, open_sitting, save_answer
from kamcareer.services.situations import save_choice
from kamcareer.services.vacancies import (
    OpenVacancy,
    change_profile,
    change_terms,
    make_vacancy,
    open_vacancy,
    own_vacancy,
)
from tests.agreements import agreed
from tests.conftest import NOW
from tests.services.test_vacancies import TERMS, account

ENDS = NOW + timedelta(weeks=4)
LATER = NOW + timedelta(hours=1)
AGREED = agreed(Purpose.SELECTION)
FACTS = Facts(
    90_000, 2, "Казань", licence=True, car=False, right_to_work=True, travel=Travel.SOMETIMES, clients="Пятёрочка",
    tools=frozenset(Tool), education=Education.BACHELOR, education_field="фармация",
)  # fmt: skip


@pytest.fixture
def found(session: Session, framework: Framework) -> OpenVacancy:
    maker = account(session, "rita@example.ru", Role.RECRUITER)
    vacancy = make_vacancy(session, framework, "account_manager", TERMS, maker, NOW)
    open_vacancy(session, vacancy, NOW)
    opened = own_vacancy(session, vacancy.id, maker.id)
    assert opened
    return opened


@pytest.fixture
def screened(session: Session, found: OpenVacancy) -> Callable[..., tuple[Application, Assessment]]:
    """Somebody who was invited, agreed and answered everything at one level, but sent nothing yet."""

    def make(name: str = "Вера", level: int = 2) -> tuple[Application, Assessment]:
        application, _ = invite(session, found, Invitee(name), ENDS, NOW)
        id = begin(session, found, application, AGREED, NOW).id
        answer_all(session, id, level)
        session.commit()
        own = own_application(session, id)
        sitting = open_sitting(session, id)
        assert own
        assert sitting
        return own.application, sitting.assessment

    return make


def answer_all(session: Session, id: str, level: int) -> None:
    sitting = open_sitting(session, id)
    assert sitting
    asked = blocks(sitting.framework, sitting.assessment, "ru")
    for item in asked[Kind.TOPICS].items:
        save_answer(session, id, item.id, Draft(level=level, confidence="fairly"), f"k-{item.id}", NOW)
    for item in asked[Kind.SITUATIONS].items:
        save_choice(session, sitting, item.id, SituationDraft("A", "B"), f"s-{item.competency}", NOW)


def test_a_link_opens_for_one_vacancy_and_its_secret_is_kept_nowhere(session: Session, found: OpenVacancy):
    made, secret = invite(session, found, Invitee("Вера", "vera@example.ru"), ENDS, NOW)
    opened = opened_link(session, secret, NOW)

    assert opened
    assert (opened.application, opened.found.vacancy.id) == (made, found.vacancy.id)
    assert opened_link(session, f"{secret}x", NOW) is None
    assert opened_link(session, secret, ENDS) is None


def test_a_renewed_link_replaces_the_old_one_and_a_revoked_one_opens_nothing(session: Session, found: OpenVacancy):
    made, old = invite(session, found, Invitee("Вера"), ENDS, NOW)
    new = renew_link(session, made, ENDS, NOW)
    assert opened_link(session, old, NOW) is None
    assert opened_link(session, new, NOW)
    revoke_link(session, made, NOW)

    assert opened_link(session, new, NOW) is None
    assert everybody_in(session, found.vacancy.id) == []  # whoever never began is forgotten


def test_links_follow_the_last_day_and_end_in_sixty_days_all_the_same(session: Session, found: OpenVacancy):
    made, _ = invite(session, found, Invitee("Вера"), ENDS, NOW)
    maker = account(session, "rita@example.ru")
    for weeks, ends in ((6, timedelta(weeks=6)), (2, timedelta(weeks=2)), (50, LATEST + timedelta(hours=12))):
        vacancy = own_vacancy(session, found.vacancy.id, maker.id)
        assert vacancy
        terms = replace(TERMS, deadline=NOW.date() + timedelta(weeks=weeks, days=-1))
        change_terms(session, vacancy.vacancy, terms, frozenset(), "", maker, NOW)
        (there,) = everybody_in(session, found.vacancy.id)
        assert (there.id, there.expires) == (made.id, NOW - timedelta(hours=12) + ends)


def test_who_began_stays_in_the_list_when_the_link_is_taken_back(session: Session, found: OpenVacancy, screened):
    application, assessment = screened()
    revoke_link(session, application, NOW)

    assert [one.stage(NOW) for one in everybody_in(session, found.vacancy.id)] == [Stage.REVOKED]
    assert open_sitting(session, assessment.id)


def test_nothing_begins_without_a_consent_for_selection(session: Session, found: OpenVacancy):
    application, _ = invite(session, found, Invitee("Вера"), ENDS, NOW)
    with pytest.raises(NoBasisError):
        begin(session, found, application, agreed(Purpose.DEVELOPMENT), NOW)

    assert everybody_in(session, found.vacancy.id)[0].assessment_id is None


def test_a_screening_asks_the_musts_of_the_vacancy_and_assumes_the_same_of_all(
    session: Session, found: OpenVacancy, screened
):
    _, assessment = screened()
    sitting = open_sitting(session, assessment.id)
    asked = {item.id for item in blocks(sitting.framework, assessment, "ru")[Kind.TOPICS].items}

    assert (assessment.purpose, assessment.depth, assessment.present) == (Purpose.SELECTION, Depth.QUICK, None)
    assert asked == {id for id, cell in found.vacancy.cells.items() if cell.must_have}
    first, second = (report_of(session, open_sitting(session, screened()[1].id), NOW.date()) for _ in range(2))
    assert (first.report.profile.prior_mean == second.report.profile.prior_mean).all()
    assert first.report.profile.prior_mean.max() > 1  # a little below the vacancy, not an outsider's entry level


def test_a_changed_profile_is_what_those_who_began_are_measured_by(
    session: Session, found: OpenVacancy, screened, framework: Framework
):
    _, assessment = screened()
    cells = {**found.vacancy.cells, "selling": Cell(3, 2)}
    maker = account(session, "boss@example.ru")
    change_profile(session, found.vacancy, cells, frozenset({Reason.CLIENTS_NEED_IT}), "", maker, NOW)

    assert open_sitting(session, assessment.id).framework.roles["account_manager"].requirements["selling"].level == 3


def test_what_was_sent_stays_as_it_is(session: Session, screened):
    application, assessment = screened()
    send(session, application, LATER)
    sitting = open_sitting(session, assessment.id)

    assert sitting.assessment.sealed
    assert all(draft.closed for draft in sitting.assessment.situations.values())
    assert own_application(session, assessment.id).application.stage(LATER) is Stage.FINISHED
    item = next(iter(assessment.drafts))
    with pytest.raises(SealedError):
        save_answer(session, assessment.id, item, Draft(level=4, revision=1), "new", LATER)


def test_what_is_said_besides_comes_back(session: Session, screened):
    application, assessment = screened()
    assert own_application(session, assessment.id).application.facts == Facts()
    say_about(session, application, Invitee("Вера К.", "vera@example.ru"), FACTS)
    said = own_application(session, assessment.id).application

    assert (said.name, said.email, said.facts) == ("Вера К.", "vera@example.ru", FACTS)


@pytest.mark.parametrize("act", [send, lambda s, a, _n: say_about(s, a, Invitee("Вера"), FACTS)])
def test_nothing_is_sent_or_said_once_the_consent_is_withdrawn(session: Session, screened, act: Callable):
    application, assessment = screened()
    withdraw(session, Holder(assessment_id=assessment.id), Purpose.SELECTION, LATER)
    with pytest.raises(NoBasisError):
        act(session, application, LATER)
    with pytest.raises(NoBasisError):
        report_of(session, open_sitting(session, assessment.id), NOW.date())


def test_whoever_deletes_their_answers_is_gone_from_the_vacancy(session: Session, found: OpenVacancy, screened):
    application, assessment = screened()
    send(session, application, LATER)
    assert erase(session, assessment.id)

    assert everybody_in(session, found.vacancy.id) == []


def test_a_screening_goes_into_no_account(session: Session, screened):
    _, assessment = screened()
    secret = new_one_time_link(session, "vera@example.ru", NOW)
    vera = open_one_time_link(session, secret, None, NOW)

    assert not claim(session, assessment.id, vera.id, NOW)


def test_somebody_from_the_posting_begins_without_a_link(session: Session, found: OpenVacancy):
    id = begin(session, found, None, AGREED, NOW).id
    own = own_application(session, id).application

    assert (own.name, own.stage(NOW), own.code != "") == ("", Stage.STARTED, True)


@pytest.mark.parametrize(("said", "kept"), [(None, "ru"), ("en", "en")])
def test_letters_are_in_the_language_that_was_agreed_in_unless_the_inviter_said_another(
    session: Session, found: OpenVacancy, said: str | None, kept: str
):
    invited, _ = invite(session, found, Invitee("Вера", language=said), ENDS, NOW)
    own = own_application(session, begin(session, found, invited, agreed(Purpose.SELECTION, "ru"), NOW).id)

    assert own
    assert own.application.language == kept


def test_a_screening_has_clocks_of_its_own(session: Session, screened, framework: Framework):
    application, assessment = screened()
    terms = Terms(ZoneInfo("Europe/Moscow"), MONTHS)
    assert kept(session, assessment, terms).outcome is Outcome.APPLYING
    send(session, application, LATER)
    assert kept(session, open_sitting(session, assessment.id).assessment, terms).outcome is Outcome.APPLIED
    withdraw(session, Holder(assessment_id=assessment.id), Purpose.SELECTION, LATER)

    assert kept(session, assessment, terms).outcome is Outcome.NO_LONGER_APPLYING


def test_who_never_began_is_forgotten_a_month_after_the_link_ended(session: Session, found: OpenVacancy, screened):
    invite(session, found, Invitee("Олег"), ENDS, NOW)
    screened()
    forget_unused(session, ENDS + timedelta(days=29))
    assert len(everybody_in(session, found.vacancy.id)) == 2
    forget_unused(session, ENDS + timedelta(days=31))

    assert [one.name for one in everybody_in(session, found.vacancy.id)] == ["Вера"]


def test_whoever_withdrew_is_named_to_nobody_again(session: Session, found: OpenVacancy):
    maker = found.vacancy.maker or ""
    vera = Invitee("Вера", "vera@example.ru", "+79161234567")
    application, _ = invite(session, found, vera, ENDS, NOW)
    by_phone = Invitee("В.", phone=vera.phone)
    assert [(one.id, title) for one, title in already_there(session, by_phone, maker)] == [
        (application.id, found.vacancy.terms.title)
    ]
    assert already_there(session, Invitee("В."), maker) == []
    assert already_there(session, vera, "somebody else") == []

    assessment = begin(session, found, application, AGREED, NOW)
    withdraw(session, Holder(assessment_id=assessment.id), Purpose.SELECTION, LATER)
    assert already_there(session, by_phone, maker) == []
