"""What browsers report of the policy of content is counted and noted in words of the code, and changes nothing."""

import json
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask
from flask_migrate import upgrade

from kamcareer.factory import create_app
from kamcareer.store.database import db
from tests.conftest import settings_for
from tests.web.conftest import Person
from tests.web.pages import Page, Reader
from tests.web.test_people import set_back

PATH = "/policy-reports"
CANARY = "zanoza"
ADDRESS = f"https://kamcareer.example/continue/{CANARY}?{CANARY}#{CANARY}"
OLD = {
    "csp-report": {
        "document-uri": ADDRESS,
        "referrer": ADDRESS,
        "blocked-uri": f"https://{CANARY}.example/x.js",
        "violated-directive": f"script-src 'self' {CANARY}",
        "script-sample": CANARY,
    }
}
NEW = [
    {
        "type": "csp-violation",
        "url": ADDRESS,
        "user_agent": CANARY,
        "body": {"documentURL": ADDRESS, "effectiveDirective": "script-src-elem", "sample": CANARY, "blockedURL": ADDRESS},
    }
]  # fmt: skip
KINDS = {"application/csp-report": OLD, "application/reports+json": NEW}


def report(reader: Reader, body: object, kind: str = "application/csp-report", **headers: str) -> Page:
    data = body if isinstance(body, bytes) else json.dumps(body).encode()
    return reader.request("POST", PATH, data=data, content_type=kind, headers=headers)


def test_every_answer_says_where_to_report(app: Flask):
    headers = Reader(app).get("/nothing/there").response.headers

    assert headers["Reporting-Endpoints"] == f'policy="{PATH}"'
    assert headers["Content-Security-Policy"].endswith(f"; report-uri {PATH}; report-to policy")


@pytest.mark.parametrize("kind", KINDS)
def test_a_report_leaves_directive_and_page_in_the_log_and_nothing_that_is_the_readers(
    app: Flask, person: Person, rows: Callable, caplog: pytest.LogCaptureFixture, kind: str
):
    before = rows()
    page = report(Reader(app), KINDS[kind], kind)

    assert (page.status, page.response.data) == (204, b"")
    (line,) = [record for record in caplog.records if record.getMessage() == "policy breached"]
    directive = "script-src" if kind == "application/csp-report" else "script-src-elem"
    assert line.facts == {"directive": directive, "on": "visitor.continue_link"}
    assert CANARY not in json.dumps([record.__dict__ for record in caplog.records], default=str)
    assert rows() == before


@pytest.mark.parametrize(
    ("directive", "address", "noted"),
    [
        (f"{CANARY}-src", "https://kamcareer.example/", {"directive": "other", "on": "visitor.home"}),
        (["img-src"], f"https://kamcareer.example/{CANARY}", {"directive": "other", "on": "nowhere"}),
        ("img-src", "http://[", {"directive": "img-src", "on": "nowhere"}),
        ("img-src", None, {"directive": "img-src", "on": "nowhere"}),
    ],
)
def test_what_the_code_does_not_know_is_noted_as_that(
    app: Flask, caplog: pytest.LogCaptureFixture, directive: object, address: object, noted: dict
):
    assert (
        report(Reader(app), {"csp-report": {"effective-directive": directive, "document-uri": address}}).status == 204
    )
    assert [one.facts for one in caplog.records if one.getMessage() == "policy breached"] == [noted]


@pytest.mark.parametrize(
    "body", [b"", b"{", b"null", b"[]", b"{}", b"[1]", b'"x"', b'{"csp-report": 1}', b'[{"body": []}]', b"[" * 8000]
)
def test_what_is_no_report_is_refused_and_noted_as_none(app: Flask, caplog: pytest.LogCaptureFixture, body: bytes):
    assert report(Reader(app), body).status == 422
    assert [one for one in caplog.records if one.getMessage() == "policy breached"] == []


def test_a_long_body_is_not_read_and_a_flood_is_stopped(app: Flask):
    assert report(Reader(app), b" " * 8193).status == 413
    statuses = [report(Reader(app), OLD).status for _ in range(40)]

    assert set(statuses) == {204, 429}
    assert statuses.index(429) >= 20


def test_another_site_reports_nothing_here(app: Flask):
    assert report(Reader(app), OLD, **{"Sec-Fetch-Site": "cross-site"}).status == 403
    assert report(Reader(app), OLD, **{"Sec-Fetch-Site": "same-origin"}).status == 204


def test_reports_are_counted_by_directive(tmp_path: Path):
    token = "of a test" * 4
    app = create_app(settings_for(tmp_path, KAMCAREER_METRICS_TOKEN=token))
    with app.app_context():
        upgrade()
    report(Reader(app), NEW, "application/reports+json")
    figures = Reader(app).get("/metrics", headers={"Authorization": f"Bearer {token}"}).response.text
    with app.app_context():
        db.engine.dispose()

    assert 'kamcareer_policy_breaches_total{directive="script-src-elem"} 1.0' in figures
    assert CANARY not in figures


def test_a_report_of_somebody_signed_in_is_no_visit(app: Flask, member: Callable[..., Reader], rows: Callable):
    reader = member("vera@example.ru")
    set_back(app, "sign_in", "seen_at", timedelta(hours=1))
    before = rows()

    assert report(reader, OLD).status == 204
    assert rows() == before
