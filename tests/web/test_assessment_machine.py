"""An assessment as people treat it: any steps in any order, in several browsers, held against a plain dictionary.

`make fuzz` runs 1,000 ways of 50 steps.
"""

import os
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, ClassVar
from uuid import uuid4

import pytest
from flask import Flask
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule, run_state_machine_as_test

from kamcareer.services.self_assessment import open_sitting
from kamcareer.services.sharing import all_links
from kamcareer.store.database import db
from kamcareer.web.links import link_url
from tests.rows import every_row
from tests.web.conftest import PRESENT, TARGET
from tests.web.pages import Page, Reader

RUNS = int(os.environ.get("KAMCAREER_RUNS", "6"))
STEPS = int(os.environ.get("KAMCAREER_STEPS", "25"))
TOPICS = ("negotiation", "client_finance", "account_planning")
NO_CHANCE = "no_chance"
Answer = tuple[str | None, str | None, str]

answers = st.tuples(
    st.sampled_from(["0", "2", "4", NO_CHANCE, None]),
    st.sampled_from(["sure", "guess", None]),
    st.sampled_from(["", "Сеть, +9 %", "два\nряда"]),
)
topics = st.integers(0, len(TOPICS) - 1)
browsers = st.sampled_from(["own", "other"])


@dataclass
class Book:
    """What ought to be so."""

    id: str
    asked: tuple[str, ...]
    said: dict[str, tuple[Answer, int]] = field(default_factory=dict)
    saves: list[tuple[str, dict[str, Any]]] = field(default_factory=list)
    agreed: bool = True
    finished: bool = False
    owned: bool = False
    shown: dict[str, bool] = field(default_factory=dict)
    private: str | None = None
    other_sits: bool = False

    def revision(self, topic: str) -> int:
        return self.said[topic][1] if topic in self.said else 0

    def words(self, topic: str) -> Answer:
        return self.said[topic][0] if topic in self.said else (None, None, "")


class AnAssessment(RuleBasedStateMachine):
    """One person with an account, their two browsers, and a stranger who gets links."""

    app: ClassVar[Flask]
    member: ClassVar[Callable[..., Reader]]

    def __init__(self) -> None:
        super().__init__()
        self.own = type(self).member(f"{uuid4().hex}@example.ru")
        self.other, self.stranger = Reader(self.app), Reader(self.app)
        self.book: Book | None = None
        self.erased: list[str] = []
        self.old: list[str] = []

    # Steps

    @precondition(lambda self: self.book is None)
    @rule()
    def start(self) -> None:
        form = self.own.open(f"/start/target?present={PRESENT}")
        agreement = self.own.follow(self.own.send(form, target=TARGET))
        with self.own.client.session_transaction() as cookie:
            assert "assessment" not in cookie  # nothing is stored before the person agrees
        assert self.own.send(agreement).status == 303
        with self.own.client.session_transaction() as cookie:
            id = cookie["assessment"]
        tasks = self.own.open("/assessment")
        there = {link["href"].rpartition("/")[2] for link in tasks.main.all("a") if "/questions/" in link["href"]}
        asked = [topic for topic in TOPICS if topic in there]
        self.book = Book(id, tuple(asked + sorted(there - set(asked)))[: len(TOPICS)])

    @precondition(lambda self: self.book)
    @rule(who=browsers, number=topics, said=answers, off=st.sampled_from([0, 0, 0, -1, 1, 5]))
    def autosave(self, who: str, number: int, said: Answer, off: int) -> None:
        topic, level = self.book.asked[number], said[0]
        revision = max(self.book.revision(topic) + off, 0)
        stale = revision != self.book.revision(topic)
        body = {"level": level, "confidence": said[1], "example": said[2], "revision": revision}
        body |= {"assessment": self.book.id, "key": str(uuid4())}
        page = self._save(who, topic, body)
        if not self._sits(who):
            assert page.status == 410
        elif not self.book.agreed:
            assert page.status == 403
        elif stale and said != self.book.words(topic):
            assert page.status == 409
            assert page.response.json["stored"]["revision"] == self.book.revision(topic)
        else:
            assert page.status == 200, page.html
            self.book.said[topic] = (said, self.book.revision(topic) + 1)
            self.book.saves.append((topic, body))

    @precondition(lambda self: self.book and self.book.saves)
    @rule(who=browsers, which=st.integers(0, 1000))
    def save_again(self, who: str, which: int) -> None:
        topic, body = self.book.saves[which % len(self.book.saves)]
        page = self._save(who, topic, body)
        assert page.status == (410 if not self._sits(who) else 200 if self.book.agreed else 403)

    @precondition(lambda self: self.book and self.book.agreed)
    @rule(number=topics, said=answers, stale=st.booleans())
    def answer_by_form(self, number: int, said: Answer, stale: bool) -> None:
        topic, level = self.book.asked[number], said[0] or "1"
        said = (level, said[1] or "fairly", said[2])
        page = self.own.open(f"/assessment/questions/{topic}")
        known = self.book.revision(topic)
        sent = {"level": level, "confidence": said[1], "example": said[2].replace("\n", "\r\n")}
        outcome = self.own.send(page, **sent, revision=str(known + 1 if stale else known))
        if stale and said != self.book.words(topic):
            assert outcome.status == 409
        else:
            assert outcome.status == 303, outcome.main.text
            self.book.said[topic] = (said, known + 1)

    @precondition(lambda self: self.book and self.book.agreed)
    @rule()
    def finish(self) -> None:
        answered = any(said[0] for said, _ in self.book.said.values())
        csrf = {"csrf_token": self.own.open("/start").csrf}
        page = self.own.request("POST", "/assessment/check", data=csrf)
        assert page.status == (303 if answered else 200)
        self.book.finished |= answered

    @precondition(lambda self: self.book and self.book.agreed and len(self.book.shown) < 4)
    @rule(extent=st.sampled_from(["summary", "report"]))
    def share(self, extent: str) -> None:
        page = self.own.send(self.own.open("/assessment/links"), "/links/show", extent=extent, life="7")
        assert page.status == 303
        (new,) = set(self._ids()) - self.book.shown.keys()
        self.book.shown[new] = True

    @precondition(lambda self: self.book and self.book.agreed and self.book.shown)
    @rule(which=st.integers(0, 3))
    def take_back(self, which: int) -> None:
        path = list(self.book.shown)[which % len(self.book.shown)]
        csrf = {"csrf_token": self.own.open("/start").csrf}
        assert self.own.request("POST", f"/assessment/links/{self._ids()[path]}/revoke", data=csrf).status == 303
        self.book.shown[path] = False

    @precondition(lambda self: self.book and self.book.shown)
    @rule(which=st.integers(0, 3))
    def a_stranger_looks(self, which: int) -> None:
        path, works = list(self.book.shown.items())[which % len(self.book.shown)]
        assert self.stranger.get(path).status == (200 if works and self.book.agreed else 404)

    @precondition(lambda self: self.book and self.book.agreed and not self.book.owned)
    @rule(renew=st.booleans())
    def private_link(self, renew: bool) -> None:
        page = self.own.open("/assessment/links")
        if renew:
            if self.book.private:
                self.old.append(self.book.private)
            page = self.own.follow(self.own.send(page, "/links/continue"))
        self.book.private = page.main.one(id="own")["value"].removeprefix("http://localhost")

    @precondition(lambda self: self.book and self.book.agreed and self.book.private)
    @rule()
    def continue_elsewhere(self) -> None:
        page = self.other.get(self.book.private)
        assert page.status == (404 if self.book.owned else 200)
        if not self.book.owned:
            assert self.other.send(page).status == 303
            self.book.other_sits = True

    @precondition(lambda self: self.book and self.book.agreed and not self.book.owned)
    @rule()
    def take_into_account(self) -> None:
        self.own.follow(self.own.send(self.own.open("/account"), "/account/assessments"))
        self.book.owned = True

    @precondition(lambda self: self.book and self.book.agreed)
    @rule()
    def withdraw_consent(self) -> None:
        csrf = {"csrf_token": self.own.open("/start").csrf}
        assert self.own.request("POST", "/assessment/agreement/withdraw", data=csrf).status == 303
        self.book.agreed = False

    @precondition(lambda self: self.book and not self.book.agreed)
    @rule()
    def agree_again(self) -> None:
        assert self.own.send(self.own.open("/assessment/agreement")).status == 303
        self.book.agreed = True

    @precondition(lambda self: self.book)
    @rule()
    def erase(self) -> None:
        assert self.own.send(self.own.open("/assessment/delete")).status == 303
        self.erased.append(self.book.id)
        self.old += [*self.book.shown, *([self.book.private] if self.book.private else [])]
        self.book = None

    # What holds after every step

    @invariant()
    def what_is_stored_is_what_was_said(self) -> None:
        with self.app.app_context():
            if self.book:
                assessment = open_sitting(db.session(), self.book.id).assessment
                stored = {
                    topic: (
                        (
                            NO_CHANCE if draft.no_chance else None if draft.level is None else str(draft.level),
                            draft.confidence,
                            draft.example,
                        ),
                        draft.revision,
                    )
                    for topic, draft in assessment.drafts.items()
                }
                assert stored == self.book.said
                assert (bool(assessment.finished), bool(assessment.owner)) == (self.book.finished, self.book.owned)

    @invariant()
    def what_was_deleted_is_nowhere(self) -> None:
        if self.erased and not self.book:
            with self.app.app_context():
                everything = str(every_row(db.session()))
            assert [id for id in self.erased if id in everything] == []

    @invariant()
    def old_links_open_nothing(self) -> None:
        for path in self.old[-2:]:
            assert self.stranger.get(path).status == 404

    # Hands

    def _sits(self, who: str) -> bool:
        return who == "own" or (self.book.other_sits and not self.book.owned)

    def _save(self, who: str, topic: str, body: dict[str, Any]) -> Page:
        reader = self.own if who == "own" else self.other
        return reader.put(f"/assessment/answers/{topic}", body, reader.open("/start").csrf)

    def _ids(self) -> dict[str, str]:
        with self.app.test_request_context():
            links = all_links(db.session(), self.book.id)
            return {link_url(link).removeprefix("http://localhost"): link.id for link in links if link.kind == "show"}


@pytest.mark.usefixtures("unlimited")
def test_an_assessment_is_a_dictionary_whatever_is_done_to_it(app: Flask, member: Callable[..., Reader]):
    machine = type("Machine", (AnAssessment,), {"app": app, "member": staticmethod(member)})
    often = settings(
        max_examples=RUNS,
        stateful_step_count=STEPS,
        deadline=None,
        database=None,
        suppress_health_check=list(HealthCheck),
    )
    run_state_machine_as_test(machine, settings=often)
