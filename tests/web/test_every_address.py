"""What holds for every address of the application: answers, headers, the forgery guard, harmless reading."""

from collections.abc import Callable

import pytest
from flask import Flask

from kamcareer.core.accounts import GRANTED
from kamcareer.core.framework.model import Framework
from kamcareer.web.access import NO_TOKEN
from tests.web.conftest import Person
from tests.web.pages import JSON, Reader
from tests.web.routes import Address, addresses
from tests.web.stock import seat, stock

LOCKED = ("/contests", "/board", "/account", "/admin", "/hr", "/recruiting", "/team")
BEFORE_A_SITTING = {"candidate.present", "candidate.target", "candidate.agree"}
REDIRECTS = {"visitor.language": 302, "visitor.favicon": 301, "candidate.choose_topic": 303}
# Pages of somebody who applies lead others to their own.
REDIRECTS |= {"candidate.application": 303, "candidate.about_me": 303, "candidate.later": 303}
REDIRECTS |= {"candidate.fairness": 303, "candidate.read_resume": 303}
# The vacancy here takes nobody yet.
REDIRECTS |= {"recruiting.read_resume": 303}
# Nobody assesses themselves again who has not finished once.
REDIRECTS |= {"candidate.reassess": 303}
# The model has no other version here (tests/web/test_newer_version.py).
REDIRECTS |= {"candidate.newer_version": 303}
# Not there unless the installation names a provider (tests/web/test_company_sign_in.py).
REDIRECTS |= {"account.company_start": 404, "account.company_return": 404, "account.company": 404}
REDIRECTS |= {"account.accept_by_company": 404}
# Not there unless the installation has a token for it (tests/web/test_metrics.py).
REDIRECTS |= {"visitor.metrics": 404}
# Not there unless the installation has a logo (tests/web/test_company.py).
REDIRECTS |= {"visitor.company_logo": 404, "visitor.company_colours": 404}
# Where no file waits there is nothing to mend in one.
REDIRECTS |= {"hr.marked_people": 303, "hr.marked_matrix": 303, "recruiting.marked_candidates": 303}
# The form to sign in leads a signed-in person on.
DOORS = {"account.sign_in": 303, "account.show_code": 303, "account.give_up_second_factor": 303}
# What one asked of others is theirs to answer.
OF_OTHERS = dict.fromkeys(("visitor.rate", "visitor.rate_topic", "visitor.rate_check", "visitor.confirm"), 403)
# Whoever may edit the model judges no text of it as an expert.
OF_OTHERS |= dict.fromkeys(("visitor.expert", "visitor.expert_topic", "visitor.expert_situation"), 403)
# Who applied for nothing has nothing that became of it, and is shown to nobody.
AT_HOME = REDIRECTS | DOORS | OF_OTHERS | {"candidate.outcome": 404, "candidate.presenting": 404}
AT_HOME |= {"candidate.shown_plan": 404, "candidate.talk_calendar": 404}
# Nobody decided to talk with the applicant here, and no list of colleagues was agreed to.
AT_HOME |= {"recruiting.talk_day": 404, "account.peer": 404}
# Whoever asks sits on the panel and recruits, but chairs nothing.
AT_HOME |= {"recruiting.contest_applicant": 404}
# Whoever recruits for a vacancy does not apply for it.
APPLYING = ("visitor.apply", "visitor.agree_invited", "visitor.apply_posted", "visitor.agree_posted")
AT_HOME |= dict.fromkeys(APPLYING, 403)
# A form that does not say whose leads to the choice of managers.
AT_HOME |= {"hr.round_form": 303}
# No version was published here under which the files could have changed.
AT_HOME |= {"hr.model_release": 303}
FETCHED = {
    "candidate.autosave": {"level": "2", "confidence": "sure", "example": "", "revision": 0},
    "candidate.autosave_situation": {"best": "A", "worst": "B", "revision": 0},
    "candidate.autosave_frequency": {"goal_limit_alternative": "2", "revision": 0},
}
KEY = "7b0a3b0e-6a0e-4f0e-9a53-0f7e1d2c3b4a"
HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Opener-Policy": "same-origin",
}


@pytest.fixture
def stocked(app: Flask, framework: Framework, person: Person) -> dict[str, str]:
    return stock(app, framework, person.id)


@pytest.fixture
def known(app: Flask, stocked: dict[str, str]) -> list[Address]:
    return list(addresses(app, stocked))


def unguarded(page_headers) -> list[str]:
    """The headers that a response lacks, and what weakens its policy."""
    policy = page_headers.get("Content-Security-Policy", "")
    missing = [name for name, value in HEADERS.items() if page_headers.get(name) != value]
    needed = (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
    return (
        missing
        + [rule for rule in needed if rule not in policy.split("; ")]
        + [w for w in ("unsafe", "*") if w in policy]
    )


def test_the_table_of_addresses_is_whole(app: Flask, known: list[Address]):
    assert {address.endpoint for address in known} == set(app.view_functions)
    assert len({address.path for address in known}) > 30


def test_every_address_answers_a_stranger_sensibly(app: Flask, known: list[Address]):
    stranger = Reader(app)
    for endpoint, _, path in [(a.endpoint, a.method, a.path) for a in known if a.method == "GET"]:
        closed = endpoint.startswith("candidate.") and endpoint not in BEFORE_A_SITTING
        locked = path.startswith(LOCKED) or endpoint == "account.show_code"
        page = stranger.get(path)
        assert page.status == (303 if closed or locked else REDIRECTS.get(endpoint, 200)), (path, page.status)
        if closed or locked:
            assert page.leads_to == (f"/sign-in?next={path}" if locked else "/")


@pytest.fixture
def at_home(app: Flask, known: list[Address], member: Callable[..., Reader], person: Person) -> Reader:
    """Somebody in every role who has an assessment open that is in no account."""
    reader = member("vera@example.ru", *GRANTED, second_factor=True).sit_down(person.id)
    seat(app, "vera@example.ru")
    return reader


def test_every_address_answers_whoever_has_an_assessment_and_an_account_open(at_home: Reader, known: list[Address]):
    answers = {a.path: at_home.get(a.path).status for a in known if a.method == "GET"}

    assert answers == {a.path: AT_HOME.get(a.endpoint, 200) for a in known if a.method == "GET"}


def test_every_page_with_a_foot_lets_whoever_is_signed_in_sign_out(at_home: Reader, known: list[Address]):
    pages = [at_home.get(a.path) for a in known if a.method == "GET"]
    signed_in = [
        page for page in pages if page.is_html and page.status == 200 and page.tree.all("footer", class_="foot")
    ]
    assert {"/account", "/admin/accounts", "/hr/cards", "/team/cards", "/report"} <= {page.path for page in signed_in}
    for page in signed_in:
        (foot,) = page.tree.all("footer", class_="foot")
        assert [form["action"] for form in foot.all("form")] == ["/account/sign-out"], page.path
    assert all(
        page in signed_in for page in pages if page.is_html and page.status == 200 and page.path.startswith(LOCKED)
    )


def test_head_answers_as_get_does_without_a_body(at_home: Reader, known: list[Address]):
    for address in known:
        if address.method == "GET" and not address.path.endswith(".pdf"):
            page = at_home.request("HEAD", address.path)
            assert (page.status, page.html) == (AT_HOME.get(address.endpoint, 200), ""), address


def test_an_address_that_only_takes_forms_says_so(at_home: Reader, known: list[Address]):
    readable = {address.path for address in known if address.method == "GET"}
    for path in {address.path for address in known} - readable:
        page = at_home.get(path)
        assert page.status == 405, path
        assert page.main.one("h1").text


def test_every_response_tells_the_browser_to_run_nothing_foreign(app: Flask, at_home: Reader, known: list[Address]):
    for reader in (at_home, Reader(app)):
        for address in known:
            response = reader.request(address.method, address.path).response
            assert unguarded(response.headers) == [], (address, response.status)


@pytest.mark.parametrize(
    ("method", "path", "status", "options"),
    [
        ("GET", "/nowhere", 404, {}),
        ("GET", "/roles/nobody", 404, {}),
        ("GET", "/static/x/none.css", 404, {}),
        ("GET", "/report/download/exe", 404, {}),
        ("GET", "/%2e%2e/%2e%2e/etc/passwd", 404, {}),
        ("GET", "/roles/", 404, {}),
        ("DELETE", "/", 405, {}),
        ("POST", "/roles", 405, {}),
        ("PUT", "/start", 405, {}),
        ("POST", "/start", 400, {}),
        ("POST", "/start", 413, {"data": {"present": "x" * 300 * 1024}}),
        ("OPTIONS", "/start", 200, {}),
        ("GET", "/static/{version}/css/app.css", 200, {}),
        ("HEAD", "/static/{version}/js/app.js", 200, {}),
        ("GET", "/static/{version}/fonts/onest-latin.woff2", 200, {"headers": {"Range": "bytes=0-9"}}),
        ("GET", "/static/{version}/css/app.css", 416, {"headers": {"Range": "bytes=99999999-"}}),
        ("POST", "/static/{version}/css/app.css", 405, {}),
        ("GET", "/static/{version}/../../app.py", 404, {}),
    ],
)
def test_refusals_and_files_carry_the_same_headers(app: Flask, method: str, path: str, status: int, options: dict):
    page = Reader(app).request(method, path.format(version=app.config["ASSET_VERSION"]), **options)

    assert page.status in ({200, 206} if status == 200 else {status}), page.status
    assert unguarded(page.response.headers) == []


def test_a_form_without_the_token_is_refused_and_changes_nothing(at_home: Reader, known: list[Address], rows: Callable):
    before = rows()
    for address in known:
        if address.method != "GET" and address.endpoint not in NO_TOKEN:
            body = {"json": FETCHED[address.endpoint] | {"key": KEY}} if address.endpoint in FETCHED else {"data": {}}
            assert at_home.request(address.method, address.path, **body).status == 400, address
            assert rows() == before, address


def test_the_one_form_without_a_token_is_the_report_of_a_browser():
    """It changes nothing: tests/web/test_policy_reports.py."""
    assert {"visitor.policy_reports"} == NO_TOKEN


@pytest.mark.parametrize("token", ["of a stranger", "wrong", "IjEyMyI.aSFG7A.x"])
def test_a_form_with_a_wrong_token_is_refused(
    app: Flask, at_home: Reader, known: list[Address], rows: Callable, token: str
):
    before, foreign = rows(), Reader(app).open("/start").csrf if token == "of a stranger" else token
    for address in known:
        if address.method != "GET" and address.endpoint not in NO_TOKEN:
            page = at_home.request(address.method, address.path, headers={"X-CSRFToken": foreign})
            assert page.status == 400, address
    assert rows() == before


def test_a_refused_form_says_so_as_json_to_a_program(person: Person):
    page = person.reader.request("PUT", "/assessment/answers/negotiation", json={}, headers=JSON)

    assert page.status == 400
    assert page.response.json["error"]


NOTED_AS_READING = {
    "visitor.shared",
    "visitor.presented",
    "recruiting.download_presentation",
    "recruiting.candidate",
    "recruiting.feedback",
    "recruiting.marks",
    "recruiting.sheet",
    "recruiting.download_sheet",
    "recruiting.talk_sheet",
    "recruiting.pool",
    "recruiting.download_contest",
    "hr.levels",
    "hr.explore_levels",
    "hr.bench",
    "hr.programme",
    "team.talk",
}


def test_reading_changes_nothing(app: Flask, at_home: Reader, known: list[Address], rows: Callable):
    """But for what is noted for whoever is looked at: a look at a shown report (tests/web/test_links.py) and at an
    applicant's answers (tests/web/test_candidates.py, test_interview_kit.py). The first look at a link to apply is noted for whoever sent it
    (tests/web/test_applying.py), and the first look at a plan makes and keeps it (tests/web/test_own_plan.py).
    """
    at_home.open("/assessment/plan")
    Reader(app).open(next(address.path for address in known if address.endpoint == "visitor.apply"))
    before = rows()
    for reader in (at_home, Reader(app)):
        for address in known:
            if address.method == "GET" and address.endpoint not in NOTED_AS_READING:
                reader.get(address.path)
                assert rows() == before, address


def test_only_the_page_of_links_makes_something_and_only_once(person: Person, rows: Callable):
    before = rows()
    person.reader.open("/assessment/links")
    after = rows()
    person.reader.open("/assessment/links")

    assert [link["kind"] for link in after["link"]] == ["continue"]
    assert after | {"link": []} == before
    assert rows() == after


def test_a_personal_page_is_kept_in_no_cache(at_home: Reader, known: list[Address]):
    for address in known:
        if address.method == "GET":
            assert at_home.get(address.path).response.headers["Cache-Control"] == "no-store", address


def test_static_files_are_kept_for_ever(app: Flask):
    response = Reader(app).get(f"/static/{app.config['ASSET_VERSION']}/css/app.css").response

    assert "immutable" in response.headers["Cache-Control"]
