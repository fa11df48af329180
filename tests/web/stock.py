"""An installation with one of everything: what addresses need to lead somewhere, and whom it belongs to."""

from dataclasses import replace
from datetime import timedelta
from uuid import uuid4
from zoneinfo import ZoneInfo

from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from kamcareer.core.accounts import Account, Role
from kamcareer.core.answers import Evidence
from kamcareer.core.applications import Invitee
from kamcareer.core.assessment import Depth, Draft
from kamcareer.core.background_jobs import Kind as JobKind
from kamcareer.core.blocks import situations
from kamcareer.core.calibration_sessions import CalibrationSession
from kamcareer.core.calibration_sessions import Word as CalibrationWord
from kamcareer.core.cards import CardLine
from kamcareer.core.company_rounds import Aim
from kamcareer.core.contests import Contest, Timetable
from kamcareer.core.decisions import Because, Ground, Outcome
from kamcareer.core.framework.model import Framework
from kamcareer.core.inquiries import Kind
from kamcareer.core.legal_basis import Basis
from kamcareer.core.legal_basis import Purpose as LegalPurpose
from kamcareer.core.links import Extent, LinkKind
from kamcareer.core.nominations import Nomination, Status
from kamcareer.core.offers import Kind as OfferKind
from kamcareer.core.offers import Offer, PlaceRequest
from kamcareer.core.offers import Status as PlaceStatus
from kamcareer.core.people import Person
from kamcareer.core.planning.limits import Limits
from kamcareer.core.presentations import Part, Shown
from kamcareer.core.programme.terms import Terms as ProgrammeTerms
from kamcareer.core.rating_requests import Asked, GivenRating
from kamcareer.core.round_peers import RoundPeer
from kamcareer.core.vacancies import Reach, Terms, Vacancy
from kamcareer.services.accounts import find_by_mailbox, invite, new_one_time_link, open_one_time_link
from kamcareer.services.administration import invitations
from kamcareer.services.applications import begin, own_application
from kamcareer.services.applications import invite as invite_person
from kamcareer.services.asking_others import all_requests, ask_somebody, give_rating, send_ratings
from kamcareer.services.background_jobs import ask_for, finish, take
from kamcareer.services.cards import make_cards
from kamcareer.services.clients import make_client
from kamcareer.services.company_rounds import Planned, make_round, name_accounts, progress_of
from kamcareer.services.contests import prepare
from kamcareer.services.decisions import decide, decisions_on
from kamcareer.services.demo import demo_people, load_demo
from kamcareer.services.evidence_log import ask_to_confirm, keep_evidence
from kamcareer.services.expert_readings import begin_reading, invite_expert
from kamcareer.services.framework_drafts import Place, begin_draft
from kamcareer.services.inquiries import ask
from kamcareer.services.interview_kits import choose_kit, proposed_kit
from kamcareer.services.plan_feed import new_feed
from kamcareer.services.pool import keep_for_later
from kamcareer.services.presentations import agree_to_present, ask_to_present, make_presentation
from kamcareer.services.programme import Asked as Wish
from kamcareer.services.programme import as_arguments, programme_for, written
from kamcareer.services.screenings import one_of, send_screening
from kamcareer.services.self_assessment import finish as finish_assessment
from kamcareer.services.self_assessment import open_sitting, save_answer
from kamcareer.services.sharing import continue_link, show_link
from kamcareer.services.taking_part import own_part, take_part
from kamcareer.services.talk_days import set_talk_day
from kamcareer.services.vacancies import OpenVacancy, make_vacancy, open_vacancy, own_vacancies, own_vacancy, set_terms
from kamcareer.store.calibration_sessions import add_calibration_session, compared_in, set_word
from kamcareer.store.company_rounds import participants
from kamcareer.store.contests import put_contest
from kamcareer.store.database import Base, db, may_write
from kamcareer.store.nominations import add_nomination
from kamcareer.store.offers import add_offer, put_request
from kamcareer.store.people import Wanted, put_people, record_of
from kamcareer.store.round_peers import add_peer
from kamcareer.store.tables import BackgroundJobRow
from kamcareer.web.links import Purpose, link_url, private_url
from tests.agreements import agreed
from tests.conftest import now

STAFF = [
    Person("10423", "Анна Ким", "Север", "10001", "supervisor"),
    Person("10424", "Пётр Белов", "Север", "10001", "supervisor"),
    Person("10425", "Ольга Ли", "Север", "10001", "supervisor"),
    Person("10001", "Олег Рут", "Юг", None, "sales_manager"),
]
YEAR = timedelta(days=365)
DEMO_ID = "00000000-0000-4000-8000-000000000000"
OFFERS = {
    name: f"00000000-0000-4000-8000-0000000000{number}"
    for number, name in enumerate(("offer", "offer_asked", "offer_place", "own_offer", "offer_ending"), 10)
}
PLACE = "00000000-0000-4000-8000-000000000020"
PROGRAMME, DROPPED, PROPOSED, NOMINATION, CALIBRATION = (
    f"00000000-0000-4000-8000-00000000000{number}" for number in range(1, 6)
)


def stock(app: Flask, framework: Framework, assessment_id: str) -> dict[str, str]:
    """Give an assessment its links and the installation its demonstration; return what addresses need of them."""
    may_write.set(True)
    with app.test_request_context():
        load_demo(db.session(), framework, now())
        own = continue_link(db.session(), assessment_id, now())
        once = new_one_time_link(db.session(), "new@example.ru", now(), life=YEAR)
        shown = show_link(db.session(), assessment_id, Extent.REPORT, ["negotiation"], YEAR, now())
        sitting = open_sitting(db.session(), assessment_id)
        assert sitting is not None
        _competency, asked = situations(framework, sitting.assessment, Depth.FULL)[0]
        invite(db.session(), "invited@example.ru", frozenset({Role.HR}), now(), YEAR)
        open_one_time_link(db.session(), new_one_time_link(db.session(), "stocked@example.ru", now()), None, now())
        account = find_by_mailbox(db.session(), "stocked@example.ru")
        assert account
        line = CardLine("10423", "Анна", "stocked@example.ru")
        make_cards(db.session(), app.config["SECRET_KEY"], [line], now())
        (invited,) = invitations(db.session(), now())
        asks = ask_somebody(db.session(), assessment_id, Asked.PEER, "Олег", "Вера", now())
        done = Evidence(competency="negotiation", level=2, kind="story", date=now().date(), note="Провели переговоры")
        deed = keep_evidence(db.session(), assessment_id, done, now())
        confirms = ask_to_confirm(db.session(), deed, "Олег", "Вера", now())
        put_people(db.session(), STAFF, now())
        in_round = stock_round(db.session(), framework)
        stock_board(db.session(), account)
        vacancy = stock_vacancy(db.session(), framework, account, Reach.INVITATION)
        posted = stock_vacancy(db.session(), framework, account, Reach.PUBLIC)
        open_vacancy(db.session(), posted, now())
        found = own_vacancy(db.session(), posted.id, account.id)
        assert found
        sent = stock_screening(db.session(), found)
        contest = stock_vacancy(db.session(), framework, account, Reach.INTERNAL)
        prepare(
            db.session(), app.config["SECRET_KEY"], own_contest(contest), account.id, contest_days(), account, now()
        )
        announced, takes_part = stock_contest(db.session(), framework, account)
        stock_talk(db.session(), app.config["SECRET_KEY"], found, sent, account)
        presented, presentation = stock_presentation(db.session(), app.config["SECRET_KEY"], found, sent, account)
        inquiry = stock_inquiry(db.session(), app.config["SECRET_KEY"], sent)
        applicant, applies = invite_person(db.session(), found, Invitee("Вера"), now() + YEAR, now())
        settings = app.config["SETTINGS"]
        place = Place(settings.frameworks, settings.additions, settings.framework_id)
        made = {
            "rate": private_url(Purpose.RATE, asks.id).rpartition("/")[2],
            "confirm": private_url(Purpose.CONFIRM, confirms).rpartition("/")[2],
            "request": asks.id,
            "evidence": deed.id,
            "plan-letters": private_url(Purpose.STOP_LETTERS, assessment_id).rpartition("/")[2],
            "calendar": new_feed(db.session(), sitting, "ru", now()),
            "programme": PROGRAMME,
            "dropped": DROPPED,
            "model": begin_draft(db.session(), place, now()).id,
            "dropped_model": begin_draft(db.session(), place, now()).id,
            **stock_reading(db.session(), framework, account),
        }
        stock_programme(db.session(), framework, app.config["SECRET_KEY"], account)
        db.session.commit()
        assert demo_people(db.session(), now())
        tokens = {
            kind: link_url(link).rpartition("/")[2] for kind, link in ((LinkKind.CONTINUE, own), (LinkKind.SHOW, shown))
        }
    return (in_round | OFFERS) | {
        "continue": tokens[LinkKind.CONTINUE],
        "shared": tokens[LinkKind.SHOW],
        "enter": once,
        "link": shown.id,
        "assessment": assessment_id,
        "situation": asked.id,
        "account": account.id,
        "invitation": invited.id,
        "vacancy": vacancy.id,
        "posted": posted.id,
        "contest": contest.id,
        "announced": announced,
        "takes_part": takes_part,
        "apply": applies,
        "application": applicant.id,
        "sent": sent,
        "inquiry": inquiry,
        "presented": presented,
        "presentation": presentation,
        **made,
    }


def stock_round(session: Session, framework: Framework) -> dict[str, str]:
    """Make a round: one has finished and was rated, one takes part, one is still asked; managers are named by `seat`."""
    until = now() + timedelta(days=21)
    made = make_round(session, framework, Planned("Осень", Aim.PRESENT, None, until.date()), {"Север"}, (), now())
    assert made
    for number in ("10423", "10424"):
        email = f"of{number}@example.ru"
        account = open_one_time_link(session, new_one_time_link(session, email, now()), None, now())
        progress = progress_of(session, made.id)
        assert account
        assert progress
        name_accounts(session, progress, {record_of(session, number) or "": email}, now())
        part = own_part(session, made.id, account.id)
        assert part
        begun = take_part(session, part, account, agreed(), until, now())
        if number == "10423":
            save_answer(session, begun, "negotiation", Draft(level=1, confidence="fairly"), "key", now())
            finish_assessment(session, begun, now())
            (request,) = all_requests(session, begun)
            give_rating(session, request.id, "negotiation", GivenRating(3), now(), "browser")
            send_ratings(session, request.id, now(), "browser")
    proposed = RoundPeer(PROPOSED, made.id, begun, "10423", "Анна Ким", None)
    add_peer(session, proposed)
    _nominate(session, account)
    in_round = record_of(session, "10423") or ""
    asked = {one.number: one for one, _traces in participants(session, made.id) if one.assessment_id}
    meeting = CalibrationSession(CALIBRATION, made.id, "Север", until.date(), "", "", now())
    add_calibration_session(session, meeting, (), [one.assessment_id or "" for one in asked.values()])
    for one in compared_in(session, CALIBRATION):
        set_word(session, one.id, CalibrationWord.AGREED, now())
    compared = next(one.id for one in compared_in(session, CALIBRATION) if one.number == "10424")
    sessions = {"calibration": CALIBRATION, "compared": compared}
    return sessions | {
        "nomination": NOMINATION,
        "round": made.id,
        "in_round": in_round,
        "proposed": PROPOSED,
        "peer": PROPOSED,
    }


def stock_reading(session: Session, framework: Framework, by: Account) -> dict[str, str]:
    """Let experts be asked to read the model, one of them to be sent away; another reading is there to be deleted."""
    reading, dropped = (begin_reading(session, framework, framework.competencies, None, by.id, now()) for _ in "12")
    _expert, secret = invite_expert(session, reading, "Вера", now())
    revoked, _secret = invite_expert(session, reading, "Олег", now())
    return {"reading": reading.id, "dropped_reading": dropped.id, "expert": secret, "revoked_expert": revoked.id}


def stock_board(session: Session, owner: Account) -> None:
    """Let somebody offer something on the board; one person has asked for a place in it."""
    until = (now() + YEAR).date()
    for id in OFFERS.values():
        said = (id, OfferKind.PROJECT, owner.id, "", None, "Тверь", "Новая территория", {"negotiation": 3})
        rest = (now().date(), until, 4.0, 2, 0, "stocked@example.ru", "Север", "open_new_territory", now())
        add_offer(session, Offer(*said, *rest))
    asks = find_by_mailbox(session, "of10424@example.ru")
    assert asks
    put_request(session, PlaceRequest(PLACE, OFFERS["own_offer"], asks.id, "", PlaceStatus.ASKED, "Хочу", now()))


def seat_on_board(session: Session, account: Account) -> None:
    """Let an account own some offers, wait for an answer in one and have a place in another."""
    offers = Base.metadata.tables["offer"]
    own = offers.update().where(offers.c.id.in_((OFFERS["own_offer"], OFFERS["offer_ending"])))
    session.execute(own.values(account_id=account.id))
    for name, status in (("offer_asked", PlaceStatus.ASKED), ("offer_place", PlaceStatus.ACCEPTED)):
        answered = None if status is PlaceStatus.ASKED else now()
        asked = (str(uuid4()), OFFERS[name], account.id, "", status, "Хочу", now(), "", answered)
        put_request(session, PlaceRequest(*asked))


def seat_in_round(session: Session, account: Account) -> None:
    """Let an account rate everybody in every round, and be the one who is still asked."""
    people, requests = (Base.metadata.tables[name] for name in ("company_round_person", "rating_request"))
    session.execute(people.update().values(rater_id=account.id))
    asked = requests.c.assessment_id.in_(select(people.c.assessment_id))
    session.execute(requests.update().where(asked).values(rater_id=account.id))
    nominations = Base.metadata.tables["nomination"]
    session.execute(nominations.delete().where(nominations.c.id == NOMINATION))
    _nominate(session, account)
    for number in ("10424", "10425"):
        session.execute(people.update().where(people.c.person_number == number).values(account_id=account.id))
    seats = Base.metadata.tables["calibration_seat"]
    session.execute(seats.delete())
    seat = {"session_id": CALIBRATION, "account_id": account.id, "name": "Вера", "part": "lead"}
    session.execute(seats.insert().values(seat))


def _nominate(session: Session, account: Account) -> None:
    """Propose an account for the talent pool, whatever became of the proposal before."""
    until = (now() + YEAR).date()
    add_nomination(
        session,
        Nomination(*(NOMINATION, "10424", "", "", None, None, "supervisor", Status.PROPOSED, None, ""), until, now()),
        account.id,
    )


def stock_vacancy(session: Session, framework: Framework, maker: Account, reach: Reach) -> Vacancy:
    """Make a vacancy of somebody."""
    terms = Terms("КАМ, сети", reach, now().date() + YEAR)
    return make_vacancy(session, framework, "key_account_manager_retail", terms, maker, now())


def stock_contest(session: Session, framework: Framework, chair: Account) -> tuple[str, str]:
    """Make a contest that is announced, with somebody who sent their answers; return the vacancy and the application."""
    vacancy = stock_vacancy(session, framework, chair, Reach.INTERNAL)
    set_terms(session, vacancy, replace(vacancy.terms, panel=frozenset({chair.id})))
    open_vacancy(session, vacancy, now())
    put_contest(session, vacancy.id, Contest(chair.id, contest_days(), announced=now()))
    return vacancy.id, stock_screening(session, own_contest(vacancy))


def own_contest(vacancy: Vacancy) -> OpenVacancy:
    """Return a vacancy as its maker opens it."""
    found = own_vacancy(db.session(), vacancy.id, vacancy.maker or "")
    assert found
    return found


def contest_days() -> Timetable:
    """Return the days of a contest, after the last day to apply."""
    first = now().date() + YEAR + timedelta(days=1)
    return Timetable(first, first + timedelta(days=1), first + timedelta(days=2))


def stock_screening(session: Session, found: OpenVacancy) -> str:
    """Let somebody apply from the posting, answer one question, send, and be kept; return their application."""
    begun = begin(session, found, None, agreed(LegalPurpose.SELECTION), now())
    save_answer(session, begun.id, "negotiation", Draft(level=2, confidence="fairly"), "key", now())
    opened = own_application(session, begun.id)
    assert opened
    send_screening(session, opened, now())
    sent = own_application(session, begun.id)
    assert sent
    keep_for_later(session, sent, agreed(LegalPurpose.STORAGE), now())
    return opened.application.id


def stock_talk(session: Session, secret: str, found: OpenVacancy, sent: str, by: Account) -> None:
    """Choose what everybody is asked, and let somebody decide to talk with a person."""
    choose_kit(session, found, proposed_kit(session, found, 30), now(), sure=True)
    row = one_of(session, found, sent)
    assert row
    why = (Because(Ground.HELD, "negotiation"),)
    decide(session, secret, found, row, Outcome.TALK, why, "Провела переговоры сама", by, now())
    set_talk_day(session, row.application, now().date(), None)


def stock_presentation(session: Session, secret: str, found: OpenVacancy, sent: str, by: Account) -> tuple[str, str]:
    """Show somebody to a client; return the secret of the link and its id."""
    client = make_client(session, secret, "ООО «Ромашка», Тверь", by.id, now())
    set_terms(session, found.vacancy, replace(found.vacancy.terms, client=client.id))
    mine = own_vacancy(session, found.vacancy.id, by.id)
    row = one_of(session, found, sent)
    assert mine
    assert row
    asked = ask_to_present(session, mine, row.application, by, now())
    applied = own_application(session, row.application.assessment_id or "")
    assert applied
    agree_to_present(session, applied, asked, agreed(LegalPurpose.PRESENTATION), Shown(frozenset({Part.NAME})), now())
    made, link = make_presentation(session, mine, row, by, YEAR, now(), anonymous=False)
    return link, made.id


def stock_inquiry(session: Session, secret: str, sent: str) -> str:
    """Let a person ask for the reason of the decision about them; return what they asked."""
    (decision,) = decisions_on(session, sent)
    return ask(session, secret, decision, Kind.REASON, "", now(), ZoneInfo("Europe/Moscow")).id


def stock_programme(session: Session, framework: Framework, secret: str, by: Account) -> None:
    """Let somebody ask for a programme that is worked out; nobody is known who could get anything."""
    asked = Wish("key_account_manager_retail", Wanted(), Limits(3, 26), ProgrammeTerms(1000))
    id = ask_for(session, JobKind.PROGRAMME, as_arguments(asked), by.id, now())
    job = take(session, id, now())
    assert job
    told = programme_for(session, framework, asked, Basis.LABOUR_LAW, now().date(), 0.1)
    assert finish(session, job, secret, written(told), now())


def seat(app: Flask, email: str) -> None:
    """Put an account on the panel of every vacancy there is, into every round, and let it have asked for a programme."""
    may_write.set(True)
    with app.app_context():
        session, account = db.session(), find_by_mailbox(db.session(), email)
        maker = find_by_mailbox(session, "stocked@example.ru")
        assert account
        assert maker
        seat_in_round(session, account)
        seat_on_board(session, account)
        for one in own_vacancies(session, maker.id):
            terms = one.vacancy.terms
            set_terms(session, one.vacancy, replace(terms, panel=terms.panel | {account.id}))
        for id in (PROGRAMME, DROPPED):
            _copy_programme(session, maker, account, id)
        session.commit()


def _copy_programme(session: Session, maker: Account, owner: Account, id: str) -> None:
    """Let somebody have asked for the programme of somebody else under an id of their own."""
    made = session.execute(select(BackgroundJobRow).where(BackgroundJobRow.account_id == maker.id)).scalar_one()
    same = {column.key: getattr(made, column.key) for column in BackgroundJobRow.__table__.columns}
    session.merge(BackgroundJobRow(**same | {"id": id, "account_id": owner.id}))
