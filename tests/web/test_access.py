"""Who may open what: every address and method as every role; what the table does not name is closed."""

from collections.abc import Callable

import pytest
from flask import Flask

from kamcareer.core.accounts import GRANTED, Role
from kamcareer.core.framework.model import Framework
from kamcareer.web.access import POLICY
from kamcareer.web.access_rules import Whose
from tests.web.conftest import Person
from tests.web.pages import JSON, Page, Reader
from tests.web.routes import Address, addresses
from tests.web.stock import seat, stock

# Written apart from the table of the code: which part of the site is for whom.
TALKS = "/recruiting/talks"
STAFF = {
    TALKS: {Role.INTERVIEWER, Role.MANAGER, Role.HR},
    "/recruiting": {Role.RECRUITER},
    "/hr": {Role.HR},
    "/admin": {Role.ADMINISTRATOR},
}
STAFF |= {"/team": {Role.MANAGER}}
LOCKED = STAFF | {"/account": {Role.CANDIDATE}, "/sign-in/code": {Role.CANDIDATE}, "/contests": set(GRANTED)}
LOCKED |= {"/board/project": {Role.MANAGER, Role.HR, Role.RECRUITER}, "/board": set(GRANTED)}
BOTH = {"marks", "contest", "contest-end", "<move>"}
RECRUITERS = {"release", "announce"}
SECOND_LOOKS = ("/reviews", "/review", "/review/return", "/review/publish", "/effect", "/effect/count")
# Nobody decided to talk with the applicant here, so that there is no day to set, whoever asks; see test_scorecards.py.
# Whoever asks chairs no contest; see test_contests.py. A session of calibration is closed by a second word, so that there
# are no minutes here; see test_calibration.py.
NOTHING_THERE = {"recruiting.talk_day", "recruiting.contest_applicant", "team.download_minutes"}
# Of those on the panel only the recruiter and the chair.
MOVES_ON = {"recruiting.call_off_contest"}
EVERY_ROLE = [*sorted(Role), "nobody"]


RESERVED = STAFF | {"/api": set(Role) - {Role.VISITOR, Role.CANDIDATE}}


def asked_of(path: str, spaces: dict[str, set[Role]] = LOCKED) -> set[Role] | None:
    """The roles that a path is for; the first space it lies in counts. Marks and contests are for the recruiter too."""
    if "/contest-file/" in path:
        return {Role.RECRUITER, Role.HR}
    if path.startswith("/hr/models/") and path.endswith(SECOND_LOOKS):
        return {Role.HR, Role.ADMINISTRATOR}
    if path.startswith("/team/calibration/"):
        return {Role.MANAGER, Role.HR}
    needed = next((needed for start, needed in spaces.items() if f"{path}/".startswith(f"{start}/")), None)
    if needed is not None and path.startswith(TALKS):
        end = path.rpartition("/")[2]
        return {Role.RECRUITER} if end in RECRUITERS else needed | {Role.RECRUITER} if end in BOTH else needed
    return needed


def may_enter(path: str, roles: set[Role]) -> bool:
    needed = asked_of(path)
    return needed is None or bool(needed & roles)


@pytest.fixture
def known(app: Flask, framework: Framework, person: Person) -> list[Address]:
    return list(addresses(app, stock(app, framework, person.id)))


@pytest.mark.parametrize("role", sorted({*GRANTED, Role.CANDIDATE, Role.VISITOR}))
def test_every_address_admits_exactly_whom_it_is_for(
    app: Flask, member: Callable[..., Reader], known: list[Address], role: Role
):
    roles = {Role.VISITOR} if role is Role.VISITOR else {Role.VISITOR, Role.CANDIDATE, role}
    cells = 0
    for address in known:
        visitor, granted = role is Role.VISITOR, {role} & GRANTED
        reader = Reader(app) if visitor else member(f"{cells}@example.ru", *granted, second_factor=True)
        if not visitor:
            seat(app, f"{cells}@example.ru")  # whose a vacancy is, is another question
        token = {} if address.method == "GET" else {"headers": {"X-CSRFToken": reader.open("/start").csrf}}
        page = reader.request(address.method, address.path, **token)
        cells += 1
        if address.endpoint in NOTHING_THERE:
            assert page.status in {303, 401, 404}
            continue
        admitted = Role.RECRUITER in roles if address.endpoint in MOVES_ON else may_enter(address.path, roles)
        assert turned_away(page, address) != admitted, (address, role, page.status)
        refused = 401 if visitor else 404
        assert address.method == "GET" or admitted or page.status == refused, address
    assert cells == len(known) > 60


def turned_away(page: Page, address: Address) -> bool:
    """Whether a page was refused: by the door, or as one that is not there.

    To whoever is signed in a page for others is one that is not there; elsewhere 404 speaks of things, not of roles.
    """
    to_the_door = page.status == 303 and page.leads_to.startswith("/sign-in?next=")
    unknown = page.status == 404 and address.path.startswith((*STAFF, "/contests", "/board"))
    return page.status == 401 or to_the_door or unknown


# Leaving twice is leaving; an installation without mail writes no letters to anybody.
WITHOUT = {"candidate.leave": (303, "/"), "candidate.ask_plan_letters": (404, "")}


@pytest.mark.parametrize("signed_in", [False, True])
def test_without_an_open_assessment_pages_lead_home_and_forms_are_refused(
    app: Flask, member: Callable[..., Reader], known: list[Address], signed_in: bool
):
    """Whoever has none open is in the test above admitted to all of them: what they get there is nothing."""
    reader = member("b@example.ru", *GRANTED, second_factor=True) if signed_in else Reader(app)
    own = [address for address in known if POLICY[address.endpoint].whose is Whose.OPEN_ASSESSMENT]
    answers = {}
    for address in own:
        csrf = {"X-CSRFToken": reader.open("/start").csrf}
        page = reader.request(address.method, address.path, headers=csrf if address.method != "GET" else {})
        answers[address] = (page.status, page.leads_to if page.status == 303 else "")

    expected = {one: (303, "/") if one.method == "GET" else WITHOUT.get(one.endpoint, (410, "")) for one in own}
    assert {one.endpoint: answer for one, answer in answers.items() if answer != expected[one]} == {}
    assert {one.endpoint.partition(".")[0] for one in own} == {"candidate"}
    assert {one.method for one in own} >= {"GET", "POST", "PUT"}


@pytest.mark.parametrize("space", RESERVED)
def test_whatever_is_in_the_space_of_a_role_asks_for_that_role(app: Flask, space: str):
    inside = [rule for rule in app.url_map.iter_rules() if f"{rule.rule}/".startswith(f"{space}/")]

    assert [rule for rule in inside if not POLICY[rule.endpoint].roles <= asked_of(rule.rule, RESERVED)] == []


def test_the_table_names_every_address_and_nothing_else(app: Flask):
    assert set(POLICY) == set(app.view_functions)


def test_an_address_that_the_table_does_not_name_is_closed_to_everybody(app: Flask, member: Callable[..., Reader]):
    app.add_url_rule("/forgotten", "forgotten", lambda: "open to all")

    assert Reader(app).get("/forgotten").status == 404
    assert member("a@example.ru", *GRANTED).get("/forgotten").status == 404


@pytest.mark.parametrize("site", ["cross-site", "same-site", "anything"])
def test_a_form_from_another_site_is_refused_even_with_the_right_token(
    app: Flask, member: Callable[..., Reader], known: list[Address], person: Person, rows: Callable, site: str
):
    reader = member().sit_down(person.id)
    headers = {"X-CSRFToken": reader.open("/start").csrf, "Sec-Fetch-Site": site}
    before = rows()
    for address in known:
        if address.method != "GET":
            assert reader.request(address.method, address.path, headers=headers).status == 403, address
    assert rows() == before


def test_a_refused_program_gets_json(app: Flask):
    page = Reader(app).get("/account", headers=JSON)

    assert (page.status, bool(page.response.json["error"])) == (401, True)


@pytest.fixture
def owned(person: Person, member: Callable[..., Reader]) -> Reader:
    """Somebody who has taken an assessment into their account."""
    owner = member("owner@example.ru").sit_down(person.id)
    owner.follow(owner.send(owner.open("/account"), "/account/assessments"))
    return owner


def test_an_assessment_in_an_account_is_opened_by_that_account_alone(
    app: Flask, owned: Reader, person: Person, member: Callable[..., Reader]
):
    foreign = member("other@example.ru").sit_down(person.id)
    old_browser = person.reader
    for path in ("/assessment", "/report", "/assessment/links", "/report/download/json"):
        assert owned.get(path).status == 200
        assert [reader.get(path).status for reader in (foreign, old_browser)] == [303, 303], path
    page = foreign.open("/account")
    assert foreign.put("/assessment/answers/negotiation", {}, page.csrf).status == 410


def test_an_assessment_of_somebody_else_is_as_unknown_as_one_that_never_was(
    owned: Reader, person: Person, member: Callable[..., Reader]
):
    other = member("other@example.ru")
    csrf = {"X-CSRFToken": other.open("/account").csrf}
    unknown = "11111111-1111-4111-8111-111111111111"
    pages = [other.request("POST", f"/account/assessments/{id}", headers=csrf) for id in (person.id, unknown)]

    assert [page.status for page in pages] == [404, 404]
    assert pages[0].main.text == pages[1].main.text


def test_nobody_takes_an_assessment_that_is_in_an_account_or_invented(
    owned: Reader, person: Person, member: Callable[..., Reader], known: list[Address], rows: Callable
):
    before = rows()
    for id in (person.id, "00000000-0000-4000-8000-000000000000"):
        other = member(f"{id[:8]}@example.ru").sit_down(id)
        csrf = {"X-CSRFToken": other.open("/account").csrf}
        assert other.request("POST", "/account/assessments", headers=csrf).status in {404, 410}

    assert rows()["assessment"] == before["assessment"]


def test_nobody_ends_the_sign_in_of_somebody_else(member: Callable[..., Reader], rows: Callable):
    owner, other = member("owner@example.ru"), member("other@example.ru")
    csrf = {"X-CSRFToken": other.open("/account").csrf}
    for row in rows()["sign_in"]:
        other.request("POST", f"/account/sign-ins/{row['id']}/end", headers=csrf)

    assert owner.get("/account").status == 200
