"""A vacancy as its recruiter and its applicants see it: every page for every reader, with people who answered."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from uuid import uuid4

import pytest
from flask import Flask
from playwright.sync_api import Page
from sqlalchemy.orm import Session

from kamcareer.core.accounts import Account, Role
from kamcareer.core.applications import Facts, Invitee, Travel
from kamcareer.core.assessment import Draft
from kamcareer.core.blocks import Kind, blocks
from kamcareer.core.decisions import Because, Ground, Outcome
from kamcareer.core.education import Education, RequiredEducation
from kamcareer.core.framework.role import Expectation
from kamcareer.core.legal_basis import Purpose
from kamcareer.core.situation_answers import SituationDraft
from kamcareer.core.vacancies import TICKED, Cell, Reach, Reason, Terms
from kamcareer.services.accounts import new_one_time_link, open_one_time_link
from kamcareer.services.applications import begin, invite, own_application, say_about
from kamcareer.services.decisions import decide
from kamcareer.services.pool import keep_for_later
from kamcareer.services.postings import write_posting
from kamcareer.services.screenings import one_of, send_screening
from kamcareer.services.self_assessment import open_sitting, save_answer
from kamcareer.services.sign_ins import sign_in
from kamcareer.services.situations import save_choice
from kamcareer.services.vacancies import (
    OpenVacancy,
    change_profile,
    close_vacancy,
    make_vacancy,
    open_vacancy,
    own_vacancy,
)
from kamcareer.store.applications import find_application
from kamcareer.store.database import db, may_write
from kamcareer.web.frameworks import current_framework
from tests.agreements import agreed
from tests.conftest import now
from tests.end_to_end.conftest import OpenPage
from tests.end_to_end.test_pages import SIZES, problems

pytestmark = pytest.mark.browser
FAR = timedelta(days=21)
TITLE = "Менеджер по работе с ключевыми клиентами федеральных сетей, Северо-Западный федеральный округ"
EXAMPLE = "Сеть просила скидку, обменяли её на вторую полку и промо: плюс девять процентов за квартал"


@dataclass(frozen=True)
class Hiring:
    """A vacancy with people in it: paths of the recruiter, and what lets browsers in."""

    cookie: dict
    vacancy: str
    draft: str
    closed: str
    people: tuple[str, ...]
    invited: str

    @property
    def pages(self) -> list[str]:
        """Every address a recruiter opens."""
        one = f"/recruiting/vacancies/{self.vacancy}"
        listed = f"{one}/candidates"
        others = (f"/recruiting/vacancies/{id}" for id in (self.draft, self.closed))
        side_by_side = "&".join(f"who={id}" for id in self.people)
        return [
            "/recruiting/vacancies",
            "/recruiting/vacancies/new",
            one,
            *others,
            *(f"{one}/{part}" for part in ("terms", "profile", "posting", "posting?language=en", "invitations")),
            listed,
            *(
                f"{listed}?{wanted}"
                for wanted in (
                    "act=too_early",
                    "topic=negotiation&holds=1",
                    "salary=100 000&licence=1",
                    "notice=soon&car=1",
                )
            ),
            f"/recruiting/vacancies/{self.draft}/candidates",
            f"{listed}/compare",
            f"{listed}/compare?{side_by_side}",
            *(f"{listed}/{id}" for id in self.people),
            f"{listed}/{self.people[0]}/feedback",
            "/recruiting/inquiries",
            f"{one}/funnel",
            f"{one}/pool",
            f"/recruiting/vacancies/{self.closed}/pool",
        ]


HAS_ALL = Facts(90_000, 4, "Казань", True, True, True, Travel.OFTEN, "", frozenset(), "", Education.MASTER, "фармация")  # noqa: FBT003
LACKS_MUCH = Facts(licence=False, travel=Travel.NONE, clients="Пятёрочка, Магнит", education=Education.VOCATIONAL)


@pytest.fixture
def hiring(live_app: Flask, base_url: str) -> Hiring:
    """A vacancy with a profile of its own, to which five came: from all topics answered to almost none."""
    may_write.set(True)
    with live_app.app_context():
        session = db.session()
        rita = _recruiter(session)
        found = _vacancy(session, rita)
        everybody = (
            ("Вера Преображенская-Константинопольская", 4, HAS_ALL),
            ("Олег", 1, LACKS_MUCH),
            ("Анна", 2, Facts()),
            ("Тимур", None, Facts()),
        )
        people = tuple(_applicant(session, found, *about) for about in everybody)
        for twin in people[1:3]:
            _with_phone(session, twin, "+79161234567")
        write_posting(session, found.vacancy, "ru", "Нужен мужчина до 40 лет\n\nВести сети.", now())
        row = one_of(session, found, people[0])
        assert row
        because = (Because(Ground.HELD, "negotiation"), Because(Ground.TO_CHECK, "resilience"))
        secret = live_app.config["SECRET_KEY"]
        decide(session, secret, found, row, Outcome.TALK, because, "Довела до конца три сделки.", rita, now())
        _, link = invite(session, found, Invitee("Ольга"), now() + FAR, now())
        draft = make_vacancy(session, current_framework(), "account_manager", _terms("Аккаунт"), rita, now())
        closed = make_vacancy(
            session, current_framework(), "sales_manager", _terms("Продажи", Reach.PUBLIC), rita, now()
        )
        open_vacancy(session, closed, now())
        opened = own_vacancy(session, closed.id, rita.id)
        assert opened
        for who in everybody[::3]:
            _agreed_to_later(session, _applicant(session, opened, *who))
        close_vacancy(session, opened.vacancy, now(), sure=True)
        kept = sign_in(session, rita, "Firefox", now(), now())
        session.commit()
        return Hiring(
            {"name": "account", "value": kept, "url": base_url},
            found.vacancy.id,
            draft.id,
            closed.id,
            people,
            f"/apply/{link}",
        )


def _recruiter(session: Session) -> Account:
    email = f"{uuid4().hex}@example.ru"
    secret = new_one_time_link(session, email, now(), frozenset({Role.RECRUITER}))
    made = open_one_time_link(session, secret, None, now())
    assert made
    return made


def _terms(title: str, reach: Reach = Reach.INVITATION, **more: object) -> Terms:
    return Terms(title, reach, now().date() + FAR, **more)


def _vacancy(session: Session, rita: Account) -> OpenVacancy:
    terms = _terms(
        TITLE,
        Reach.PUBLIC,
        knock_outs=TICKED,
        education=RequiredEducation(
            Education.MASTER, "Закон допускает к этой работе только врачей", "лечебное дело или фармация"
        ),
        expects=frozenset({Expectation.SALES_TARGET}),
        panel=frozenset({_recruiter(session).id}),
    )
    made = make_vacancy(session, current_framework(), "account_manager", terms, rita, now())
    cells = {**made.cells, "negotiation": Cell(4, 3, must_have=True)}
    change_profile(
        session, made, cells, frozenset({Reason.CLIENTS_NEED_IT}), "Сети ведут переговоры жёстко", rita, now()
    )
    open_vacancy(session, made, now())
    found = own_vacancy(session, made.id, rita.id)
    assert found
    return found


def _applicant(session: Session, found: OpenVacancy, name: str, level: int | None, facts: Facts) -> str:
    """Let somebody apply, answer everything at a level, or one topic alone, and send; return their application."""
    begun = begin(session, found, None, agreed(Purpose.SELECTION), now())
    opened, sitting = own_application(session, begun.id), open_sitting(session, begun.id)
    assert opened
    assert sitting
    say_about(session, opened.application, Invitee(name), facts)
    asked = blocks(sitting.framework, sitting.assessment, "ru")
    for item in asked[Kind.TOPICS].items[: 1 if level is None else None]:
        draft = Draft(level=level or 2, confidence="fairly", example=EXAMPLE)
        save_answer(session, begun.id, item.id, draft, f"k-{item.id}", now())
    for item in asked[Kind.SITUATIONS].items if level is not None else ():
        save_choice(session, sitting, item.id, SituationDraft("A", "B"), f"s-{item.competency}", now())
    send_screening(session, opened, now())
    return opened.application.id


def _with_phone(session: Session, application: str, phone: str) -> None:
    sent = find_application(session, application)
    assert sent
    say_about(session, sent, Invitee(sent.name, None, phone), sent.facts)


def _agreed_to_later(session: Session, application: str) -> None:
    sent = find_application(session, application)
    assert sent
    opened = own_application(session, sent.assessment_id or "")
    assert opened
    keep_for_later(session, opened, agreed(Purpose.STORAGE), now())


def look(page: Page) -> list[str]:
    """What is wrong with the page that is open, at every width."""
    page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
    found = []
    for width, height in SIZES.items():
        page.set_viewport_size({"width": width, "height": height})
        found += [f"{width}: {one}" for one in problems(page, width, "script")]
    return found


@pytest.mark.parametrize(("language", "scheme"), [("ru", "light"), ("en", "dark")])
def test_every_page_of_a_recruiter_is_accessible_and_fits(
    open_page: OpenPage, hiring: Hiring, language: str, scheme: str
):
    page = open_page(language, color_scheme=scheme)
    page.context.add_cookies([hiring.cookie])
    found = {}
    for path in hiring.pages:
        answer = page.goto(path)
        assert answer
        assert answer.status == 200, path
        found[path] = look(page)
    for path, send in slips(hiring):
        page.goto(path)
        send(page)
        page.locator("[data-error-summary]").wait_for()
        found[f"{path}, refused"] = look(page)

    assert {path: these for path, these in found.items() if these} == {}


@pytest.mark.parametrize("width", [390, 768])
def test_people_side_by_side_are_read_on_a_phone_and_a_tablet_without_moving_sideways(
    open_page: OpenPage, hiring: Hiring, width: int
):
    page = open_page("ru", width, 1024, java_script_enabled=False)
    page.context.add_cookies([hiring.cookie])
    who = "&".join(f"who={one}" for one in hiring.people)
    page.goto(f"/recruiting/vacancies/{hiring.vacancy}/candidates/compare?{who}")
    table = page.locator("main .scroll")

    assert page.locator(".abreast-who a").first.is_visible()
    assert table.evaluate("box => box.scrollWidth - box.clientWidth") <= 0


def slips(hiring: Hiring) -> list[tuple[str, Callable[[Page], None]]]:
    """Forms of a recruiter, and how to send each with something missing."""
    one = f"/recruiting/vacancies/{hiring.vacancy}"

    def emptied(field: str) -> Callable[[Page], None]:
        def send(page: Page) -> None:
            page.evaluate("document.querySelectorAll('main form').forEach(f => f.noValidate = true)")
            page.locator(f"main form [name={field}]").first.fill("")
            page.locator(f"main form:has([name={field}]) button[type=submit]").first.click()

        return send

    return [
        ("/recruiting/vacancies/new", emptied("title")),
        (f"{one}/terms", emptied("title")),
        (f"{one}/posting", emptied("words")),
        (f"{one}/invitations", emptied("name")),
        (f"{one}/candidates/{hiring.people[1]}", emptied("words")),
    ]


@pytest.mark.parametrize(("language", "scheme"), [("ru", "dark"), ("en", "light")])
def test_every_page_of_an_applicant_is_accessible_and_fits(
    open_page: OpenPage, hiring: Hiring, language: str, scheme: str
):
    page, found = open_page(language, color_scheme=scheme), {}

    def seen(name: str) -> None:
        found[name] = look(page)

    public = f"/vacancies/{hiring.vacancy}"
    for path in (public, f"{public}/apply", f"{public}/apply/agreement", "/apply/nothing", hiring.invited):
        page.goto(path)
        seen(path)
    page.locator("main a.btn-1").click()
    page.wait_for_url("**/agreement")
    seen("consent")
    page.locator("main form button.btn-1").click()
    page.wait_for_url("**/application/about")
    seen("about")
    page.fill("#name", "")
    page.evaluate("document.querySelectorAll('main form').forEach(f => f.noValidate = true)")
    page.locator("main form button.btn-1").click()
    page.locator("[data-error-summary]").wait_for()
    seen("about, refused")
    page.fill("#name", "Ольга")
    page.check("[name=licence][value=no]")
    page.locator("main form button.btn-1").click()
    page.wait_for_url("**/assessment/questions/**")
    seen("question")
    page.locator("label:has(#level-2)").click()
    with page.expect_navigation():
        page.locator(".form-end button").first.click()
    for path in ("/application", "/assessment/links", "/assessment/agreement", "/assessment/delete"):
        page.goto(path)
        seen(f"{path}, before")
    other = open_page(language)
    other.goto(hiring.invited)
    found["on another device"] = look(other)
    page.goto("/application")
    with page.expect_navigation():
        page.locator("form[action$='/send'] button").click()
    for path in (
        "/application",
        "/report",
        "/report/numbers",
        "/assessment/plan",
        hiring.invited,
        "/application/later",
    ):
        page.goto(path)
        seen(f"{path}, sent")
    page.locator("main form button.btn-1").click()
    page.wait_for_url("**/application")
    for path in ("/application", "/application/later"):
        page.goto(path)
        seen(f"{path}, kept for later")
    page.goto("/application/fairness")
    seen("sex and age, consent")
    page.locator("#document form button").press("Enter")
    page.locator("label.chip").first.wait_for()
    seen("sex and age")

    assert {path: these for path, these in found.items() if these} == {}
