"""Showing candidates to clients on both databases: no link without a live consent, and each shows one person to one client."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from kamcareer.core.accounts import Account, Role
from kamcareer.core.applications import Application, Facts, Invitee
from kamcareer.core.assessment import Draft
from kamcareer.core.erasures import Erased
from kamcareer.core.framework.model import Framework
from kamcareer.core.legal_basis import Holder, NoBasisError, Purpose
from kamcareer.core.presentations import Part, Reply, Shown, State
from kamcareer.services.applications import begin, own_application, say_about
from kamcareer.services.clients import SameClientError, all_clients, make_client
from kamcareer.services.erasures import ErasureList, erase_again
from kamcareer.services.legal_bases import withdraw
from kamcareer.services.presentations import (
    AskedBeforeError,
    ReplyError,
    agree_to_present,
    answer_presentation,
    answers_by,
    ask_to_present,
    decline_to_present,
    end_presentation,
    make_presentation,
    opened_presentation,
    presentations_of,
    question_about,
    stop_presenting,
    whose_news,
)
from kamcareer.services.screenings import one_of, send_screening
from kamcareer.services.self_assessment import erase, save_answer
from kamcareer.services.vacancies import ClientSetError, OpenVacancy, make_vacancy, open_vacancy, own_vacancy, set_terms
from tests.agreements import agreed
from tests.conftest import NOW
from tests.services.test_vacancies import TERMS, account

SECRET = "s" * 32
WEEK = timedelta(days=7)
LATER = NOW + timedelta(days=1)
NAMED = Shown(frozenset({Part.NAME, Part.SALARY}), ("negotiation", "selling"))
CONSENT = agreed(Purpose.PRESENTATION)


@pytest.fixture
def rita(session: Session) -> Account:
    return account(session, "rita@example.ru", Role.RECRUITER)


@pytest.fixture
def vacancy(session: Session, framework: Framework, rita: Account) -> Callable[[str], OpenVacancy]:
    """Make an open vacancy of a client."""

    def make(client: str) -> OpenVacancy:
        made = make_client(session, SECRET, client, rita.id, NOW)
        terms = replace(TERMS, client=made.id, blind=False)
        opened = make_vacancy(session, framework, "account_manager", terms, rita, NOW)
        open_vacancy(session, opened, NOW)
        return own_vacancy(session, opened.id, rita.id)

    return make


def sent(session: Session, found: OpenVacancy, name: str = "Вера Ли") -> Application:
    """Somebody who sent an answer with an example."""
    begun = begin(session, found, None, agreed(Purpose.SELECTION), NOW)
    mine = own_application(session, begun.id)
    say_about(session, mine.application, Invitee(name, "vera@example.ru"), Facts(salary=90_000, regions="Казань"))
    draft = Draft(level=2, confidence="sure", example="Вернули сеть")
    save_answer(session, begun.id, "negotiation", draft, "k", NOW)
    send_screening(session, own_application(session, begun.id), NOW)
    return own_application(session, begun.id).application


def agree(session: Session, found: OpenVacancy, whom: Application, rita: Account, shown: Shown = NAMED) -> None:
    asked = question_about(session, whom) or ask_to_present(session, found, whom, rita, NOW)
    agree_to_present(session, own_application(session, whom.assessment_id), asked, CONSENT, shown, NOW)


def link(session: Session, found: OpenVacancy, whom: Application, rita: Account, *, anonymous: bool = False) -> str:
    row = one_of(session, found, whom.id)
    return make_presentation(session, found, row, rita, WEEK, NOW, anonymous=anonymous)[1]


def test_a_client_of_the_same_name_is_made_once(session: Session, rita: Account):
    make_client(session, SECRET, "ООО «Ромашка»", rita.id, NOW)
    with pytest.raises(SameClientError):
        make_client(session, SECRET, "ооо  «РОМАШКА»", rita.id, NOW)

    assert [one.name for one in all_clients(session)] == ["ООО «Ромашка»"]


def test_the_link_of_one_client_shows_its_own_candidate_and_nothing_of_another_client(
    session: Session, vacancy: Callable, rita: Account
):
    first, second = vacancy("Альфа"), vacancy("Бета")
    people = [sent(session, first, "Вера Ли"), sent(session, second, "Олег Ким")]
    secrets = []
    for found, whom in zip((first, second), people, strict=True):
        agree(session, found, whom, rita)
        secrets.append(link(session, found, whom, rita))
    shown = [opened_presentation(session, secret, LATER) for secret in secrets]

    assert [(one.request.client.name, one.profile.name) for one in shown] == [
        ("Альфа", "Вера Ли"),
        ("Бета", "Олег Ким"),
    ]
    assert all("Бета" not in str(one.__dict__) and "Олег" not in str(one.__dict__) for one in shown[:1])
    assert shown[0].profile.examples == {"negotiation": "Вернули сеть"}  # what has no words is not kept as agreed
    assert shown[0].profile.salary == 90_000
    assert shown[0].profile.regions == ""


def test_there_is_no_link_without_a_consent_that_lives(session: Session, vacancy: Callable, rita: Account):
    found = vacancy("Альфа")
    whom = sent(session, found)
    for prepare in (
        lambda: None,
        lambda: ask_to_present(session, found, whom, rita, NOW),
        lambda: decline_to_present(session, question_about(session, whom), NOW),
        lambda: agree(session, found, whom, rita),
    ):
        with pytest.raises(NoBasisError):
            link(session, found, whom, rita)
        prepare()
    assert opened_presentation(session, link(session, found, whom, rita), LATER)

    stop_presenting(session, question_about(session, whom), NOW)
    with pytest.raises(NoBasisError):
        link(session, found, whom, rita, anonymous=True)
    with pytest.raises(NoBasisError):
        agree_to_present(
            session,
            own_application(session, whom.assessment_id),
            question_about(session, whom),
            agreed(Purpose.SELECTION),
            NAMED,
            NOW,
        )


@pytest.mark.parametrize("ends", ["withdrawn", "selection", "revoked", "expired", "erased"])
def test_a_link_closes_at_once_and_stays_closed(session: Session, vacancy: Callable, rita: Account, ends: str):
    found = vacancy("Альфа")
    whom = sent(session, found)
    agree(session, found, whom, rita)
    secret = link(session, found, whom, rita)
    asked, moment = question_about(session, whom), LATER
    assert opened_presentation(session, secret, moment)

    if ends == "withdrawn":
        stop_presenting(session, asked, LATER)
        assert question_about(session, whom).state is State.WITHDRAWN
        agree(session, found, whom, rita)  # a new consent opens no old link
        assert question_about(session, whom).state is State.AGREED
    elif ends == "selection":
        withdraw(session, Holder(assessment_id=whom.assessment_id), Purpose.SELECTION, LATER)
        assert question_about(session, whom).state is State.WITHDRAWN
    elif ends == "revoked":
        end_presentation(session, presentations_of(session, asked)[0], LATER)
    elif ends == "expired":
        moment = NOW + WEEK
    else:
        erase(session, whom.assessment_id)
        assert question_about(session, whom) is None
    assert opened_presentation(session, secret, moment) is None


def test_a_link_without_the_name_needs_no_name_and_one_with_it_does(session: Session, vacancy: Callable, rita: Account):
    found = vacancy("Альфа")
    whom = sent(session, found)
    agree(session, found, whom, rita, Shown(frozenset({Part.SALARY}), ("negotiation",)))
    with pytest.raises(NoBasisError):
        link(session, found, whom, rita)
    shown = opened_presentation(session, link(session, found, whom, rita, anonymous=True), LATER)

    assert (shown.profile.name, shown.profile.examples, shown.profile.salary) == ("", {}, 90_000)


def test_somebody_is_asked_once_and_the_vacancy_stays_with_its_client(
    session: Session, vacancy: Callable, rita: Account
):
    found, other = vacancy("Альфа"), vacancy("Бета")
    whom = sent(session, found)
    asked = ask_to_present(session, found, whom, rita, NOW)
    with pytest.raises(AskedBeforeError):
        ask_to_present(session, found, whom, rita, NOW)
    with pytest.raises(ClientSetError):
        set_terms(session, found.vacancy, replace(found.vacancy.terms, client=other.vacancy.terms.client))
    own = own_vacancy(session, other.vacancy.id, rita.id)
    set_terms(session, own.vacancy, replace(own.vacancy.terms, client=None))
    with pytest.raises(AskedBeforeError):  # whose vacancy belongs to no client is shown to none
        ask_to_present(session, own_vacancy(session, other.vacancy.id, rita.id), sent(session, other), rita, NOW)

    assert [one.email for one in whose_news(session, found, asked)] == ["rita@example.ru"]


def test_what_a_client_answers_is_kept_in_words_and_once(session: Session, vacancy: Callable, rita: Account):
    found = vacancy("Альфа")
    whom = sent(session, found)
    agree(session, found, whom, rita)
    shown = opened_presentation(session, link(session, found, whom, rita), LATER, lock=True)
    with pytest.raises(ReplyError):
        answer_presentation(session, shown, Reply.NO, "нет", LATER)
    assert answer_presentation(session, shown, Reply.QUESTION, "Работал ли кандидат с сетями?", LATER)
    assert answer_presentation(session, shown, Reply.QUESTION, "Работал ли кандидат с сетями?", LATER) is None
    assert answer_presentation(session, shown, Reply.INTERVIEW, "", LATER + WEEK)

    replies = [one.reply for one in answers_by(session, [shown.presentation])]
    assert replies == [Reply.INTERVIEW, Reply.QUESTION]
    with pytest.raises(DBAPIError):
        session.execute(text("UPDATE client_answer SET reply = 'no', words = 'нет'"))


def test_a_link_that_a_backup_brings_back_is_closed_again(session: Session, vacancy: Callable, rita: Account, tmp_path):
    found = vacancy("Альфа")
    listed, secrets = ErasureList(tmp_path / "erased.list", SECRET), []
    for name in ("Вера Ли", "Олег Ким"):
        whom = sent(session, found, name)
        agree(session, found, whom, rita)
        secrets.append(link(session, found, whom, rita))
    asked = question_about(session, whom)
    listed.add((Erased.CONSENT, asked.basis.id))
    erase_again(session, listed, LATER)

    assert opened_presentation(session, secrets[0], LATER)
    assert opened_presentation(session, secrets[1], LATER) is None
    (first,) = [opened_presentation(session, secrets[0], LATER).presentation]
    listed.add((Erased.LINK, first.id))
    erase_again(session, listed, LATER)
    assert opened_presentation(session, secrets[0], LATER) is None
