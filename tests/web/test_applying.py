"""Applying in a browser: the own link, the notice, the consent, the questions, sending, and what stays closed."""

import re
from collections.abc import Callable

import pytest
from flask import Flask

from kamcareer.core.accounts import Role
from tests.web.pages import Page, Reader
from tests.web.test_page_lint import problems
from tests.web.test_vacancies import made


@pytest.fixture
def rita(member: Callable[..., Reader]) -> Reader:
    return member("rita@example.ru", Role.RECRUITER, second_factor=True)


@pytest.fixture
def vacancy(rita: Reader) -> Page:
    """An open public vacancy with knock-outs."""
    page = made(rita, reach="public", knock_outs=["licence", "travel"])
    rita.send(page, "/open")
    return rita.open(page.path)


def invitation(rita: Reader, vacancy: Page, name: str = "Вера", **values: str) -> tuple[str, Page]:
    """The path of a new link, and the page that shows it."""
    page = rita.send(rita.open(f"{vacancy.path}/invitations"), "/invitations", name=name, **values)
    return re.sub(r"^https?://[^/]+", "", page.main.one("input", id="link")["value"]), page


def begun(app: Flask, path: str, language: str = "ru", **about: object) -> Reader:
    """Somebody who has read the notice, agreed and said who they are."""
    reader = Reader(app, language)
    notice = reader.open(path)
    consent = reader.open(next(a["href"] for a in notice.main.all("a") if "agreement" in a["href"]))
    said = reader.follow(reader.send(consent))
    reader.follow(reader.send(said, **({"name": "Вера"} | about)))
    return reader


def answer(reader: Reader, level: str = "2") -> Page:
    """Answer whatever is asked until nothing is open; the page one ends on."""
    page = reader.open("/application")
    for _ in range(20):
        onward = [a["href"] for a in page.main.all("a") if "from=check" not in a["href"]]
        further = next((one for one in onward if one.startswith("/assessment/")), "")
        if not further.startswith(("/assessment/questions", "/assessment/situations/")):
            return page
        asked = reader.open(further)
        values = {"level": level, "confidence": "fairly"} if "questions" in further else {"best": "A", "worst": "B"}
        assert reader.send(asked, **values).status == 303, further
        page = reader.open("/application")
    raise AssertionError("it never ends")


@pytest.mark.parametrize("language", ["ru", "en"])
def test_from_the_link_to_the_report(app: Flask, rita: Reader, vacancy: Page, language: str, rows: Callable):
    path, shown = invitation(rita, vacancy)
    assert problems(shown) == []
    reader = Reader(app, language)
    notice = reader.open(path)
    consent = reader.open(f"{path}/agreement")
    about = reader.follow(reader.send(consent))
    assert about.path == "/application/about"
    first = reader.follow(
        reader.send(
            about, name="Вера", phone="8 916 123-45-67", licence="yes", travel="often", tools=["excel"], salary="90000"
        )
    )
    assert first.path.startswith("/assessment/questions/")
    status = answer(reader)
    sent = reader.follow(reader.send(status, "/send"))
    pages = [notice, consent, about, first, status, sent, reader.open("/report"), reader.open("/assessment/plan")]

    assert [problem for page in pages for problem in problems(page)] == []
    (row,) = rows()["application"]
    assert (row["name"], row["salary"], row["licence"], row["tools"]) == ("Вера", 90000, 1, ["excel"])
    assert row["phone"] == "+79161234567"
    assert all(row[moment] for moment in ("opened_at", "started_at", "finished_at"))
    stages = rita.open(f"{vacancy.path}/invitations")
    assert problems(stages) == []
    assert "ответы отправлены" in stages.main.text


def test_reading_the_notice_and_the_consent_stores_nothing_of_a_person(
    app: Flask, rita: Reader, vacancy: Page, rows: Callable
):
    public = vacancy.path.replace("/recruiting", "")
    for path in (f"{public}/apply", f"{public}/apply/agreement"):
        assert problems(Reader(app).open(path)) == []
    assert rows()["application"] == rows()["assessment"] == []

    path, _ = invitation(rita, vacancy)
    Reader(app).get(path, headers={"User-Agent": "TelegramBot (like TwitterBot)"})
    assert rows()["application"][0]["opened_at"] is None
    Reader(app).get(path)
    assert rows()["application"][0]["opened_at"]


def test_the_consent_is_for_selection_and_its_words_are_kept(app: Flask, rita: Reader, vacancy: Page, rows: Callable):
    begun(app, invitation(rita, vacancy)[0])
    (basis,) = rows()["legal_basis"]

    assert basis["purpose"] == "selection"
    assert "2 месяца после последнего изменения" in rows()["legal_text"][0]["body"].replace("\xa0", " ")


def agreed_by(reader: Reader, path: str, query: str = "") -> Reader:
    """Somebody who begins in a browser of theirs and says who they are."""
    reader.follow(reader.send(reader.follow(reader.send(reader.open(f"{path}/agreement{query}"))), name="Вера"))
    return reader


@pytest.mark.parametrize("by_link", [True, False])
def test_an_application_remembers_who_was_signed_in_and_tells_no_recruiter(
    member: Callable[..., Reader], rita: Reader, vacancy: Page, rows: Callable, by_link: bool
):
    path = invitation(rita, vacancy)[0] if by_link else f"{vacancy.path.replace('/recruiting', '')}/apply"
    vera = agreed_by(member("mailbox-of-vera@example.ru"), path)
    answer(vera)
    assert vera.send(vera.open("/application"), "/send").status == 303

    (row,) = rows()["application"]
    assert {row["account_id"]} == {one["id"] for one in rows()["account"] if one["email"].startswith("mailbox-of")}
    listed = rita.open(f"{vacancy.path}/candidates")
    pages = [listed, rita.open(f"{vacancy.path}/candidates/{row['id']}"), rita.open(f"{vacancy.path}/invitations")]
    told = "".join(page.html for page in pages)
    assert ["mailbox-of-vera" in told, row["account_id"] in told] == [False, False]


def test_an_application_remembers_whoever_signed_in_before_sending_and_no_visitor(
    app: Flask, member: Callable[..., Reader], rita: Reader, vacancy: Page, rows: Callable
):
    visitor, vera = begun(app, invitation(rita, vacancy)[0]), member("vera@example.ru")
    assert [one["account_id"] for one in rows()["application"]] == [None]
    answer(visitor)
    assert vera.sit_down(rows()["assessment"][0]["id"]).send(vera.open("/application"), "/send").status == 303

    (own,) = [one["id"] for one in rows()["account"] if one["email"] == "vera@example.ru"]
    assert [one["account_id"] for one in rows()["application"]] == [own]


def test_what_was_sent_cannot_be_changed_by_form_or_script(app: Flask, rita: Reader, vacancy: Page, rows: Callable):
    reader = begun(app, invitation(rita, vacancy)[0])
    question = reader.open(
        next(a["href"] for a in reader.open("/application").main.all("a") if "questions" in a["href"])
    )
    answer(reader)
    reader.send(reader.open("/application"), "/send")
    before = rows()["answer"]

    assert reader.send(question, level="4").status == 409
    assert reader.get(question.path).leads_to == "/application"
    assert rows()["answer"] == before


@pytest.mark.parametrize(
    "path",
    ["/assessment", "/assessment/target", "/assessment/others", "/assessment/evidence", "/assessment/situations",
     "/assessment/check", "/report", "/report/explore", "/assessment/plan", "/assessment/role"],
)  # fmt: skip
def test_before_sending_nothing_but_the_screening_is_open(app: Flask, rita: Reader, vacancy: Page, path: str):
    assert begun(app, invitation(rita, vacancy)[0]).get(path).leads_to == "/application"


def test_situations_are_not_explained_even_after_sending(app: Flask, rita: Reader, vacancy: Page):
    reader = begun(app, invitation(rita, vacancy)[0])
    answer(reader)
    reader.send(reader.open("/application"), "/send")

    assert reader.get("/assessment/situations").leads_to == "/application"
    assert not [a for a in reader.open("/report").main.all("a") if "situations" in a["href"] or "others" in a["href"]]


def test_whoever_lacks_something_is_told_and_may_send_all_the_same(app: Flask, rita: Reader, vacancy: Page):
    reader = begun(app, invitation(rita, vacancy)[0], licence="no", travel="often")
    page = answer(reader)

    assert "водительские права" in page.main.one("p", class_="panel notice").text
    assert reader.send(page, "/send").leads_to == "/application"


def test_whoever_got_no_link_is_not_told_to_write_to_who_sent_it(app: Flask, rita: Reader, vacancy: Page):
    public = f"{vacancy.path.replace('/recruiting', '')}/apply"
    mine, (path, _) = begun(app, public), invitation(rita, vacancy)
    others = [Reader(app).open(public), mine.open("/application")]
    invited = [Reader(app).open(path), begun(app, path).open("/application")]

    assert all("Напишите рекрутеру этой вакансии" in page.main.text for page in others)
    assert not any("от кого пришла ссылка" in page.main.text for page in others)
    assert all("от кого пришла ссылка" in page.main.text for page in invited)


def test_one_applies_from_the_posting_once_in_a_browser(app: Flask, rita: Reader, vacancy: Page, rows: Callable):
    public = f"{vacancy.path.replace('/recruiting', '')}/apply"
    reader = begun(app, public)

    assert reader.get(public).leads_to == reader.get(f"{public}/agreement").leads_to == "/application"
    assert [(row["came_by"], row["name"]) for row in rows()["application"]] == [("posting", "Вера")]
    assert Reader(app).get(public).status == 200


def test_an_account_applies_once_from_the_posting_in_whichever_browser(
    app: Flask, member: Callable[..., Reader], rita: Reader, vacancy: Page, rows: Callable
):
    public = f"{vacancy.path.replace('/recruiting', '')}/apply"
    first, second = (agreed_by(member("vera@example.ru"), public), member("vera@example.ru"))
    pages = [second.get(public), second.get(f"{public}/agreement")]
    answer(first)
    assert first.send(first.open("/application"), "/send").status == 303
    pages += [second.get(public), second.get(f"{public}/agreement"), second.get(invitation(rita, vacancy)[0])]

    assert [page.status for page in pages] == [409] * 5
    assert [problem for page in pages for problem in problems(page)] == []
    assert ["ещё не отправлен" in page.main.text for page in pages] == [True, True, False, False, False]
    assert len(rows()["assessment"]) == 1
    assert Reader(app).get(public).status == member("oleg@example.ru").get(public).status == 200


def test_whoever_lost_what_they_began_goes_on_by_an_invitation(
    member: Callable[..., Reader], rita: Reader, vacancy: Page
):
    agreed_by(member("vera@example.ru"), f"{vacancy.path.replace('/recruiting', '')}/apply")
    assert member("vera@example.ru").open(invitation(rita, vacancy)[0]).status == 200


def test_whoever_withdrew_their_consent_may_apply_anew(member: Callable[..., Reader], vacancy: Page):
    public = f"{vacancy.path.replace('/recruiting', '')}/apply"
    vera = agreed_by(member("vera@example.ru"), public)
    vera.send(vera.open("/assessment/agreement"), "/withdraw")
    assert member("vera@example.ru").open(public).status == 200


def test_whoever_signs_in_later_sends_no_second_application(
    app: Flask, member: Callable[..., Reader], rita: Reader, vacancy: Page, rows: Callable
):
    public = f"{vacancy.path.replace('/recruiting', '')}/apply"
    first = agreed_by(member("vera@example.ru"), public)
    visitor = begun(app, public)
    second = member("vera@example.ru").sit_down(
        next(one["assessment_id"] for one in rows()["application"] if not one["account_id"])
    )
    answer(first)
    answer(visitor)
    form = second.open("/application")
    assert first.send(first.open("/application"), "/send").status == 303
    refused, page = second.send(form, "/send"), second.open("/application")

    assert refused.status == 409
    assert problems(refused) == problems(page) == []
    assert "уже отправлен" in refused.main.text
    assert "/application/send" not in {one["action"] for one in page.main.all("form")}
    assert sum(bool(one["finished_at"]) for one in rows()["application"]) == 1


@pytest.fixture
def shared(app: Flask, member: Callable[..., Reader], vacancy: Page, rows: Callable) -> tuple[Reader, Reader, str]:
    """Anna, who has sent, and Boris, who began where Anna was signed in and has answered; and the assessment of his."""
    public = f"{vacancy.path.replace('/recruiting', '')}/apply"
    boris = agreed_by(member("anna@example.ru"), public)
    own = rows()["application"][0]["assessment_id"]
    anna = agreed_by(member("anna@example.ru"), public, "?another=yes")
    for reader in (boris, anna):
        answer(reader)
    assert anna.send(anna.open("/application"), "/send").leads_to == "/application"
    return anna, boris, own


def test_whoever_is_somebody_else_than_who_applied_with_the_account_begins_and_sends_by_one_press(
    shared: tuple[Reader, Reader, str], member: Callable[..., Reader], vacancy: Page, rita: Reader, rows: Callable
):
    _anna, boris, _ = shared
    again = member("anna@example.ru").get(f"{vacancy.path.replace('/recruiting', '')}/apply")
    assert problems(again) == []
    assert again.main.one("a", class_="btn btn-2")["href"].endswith("/apply?another=yes")
    sent = boris.send(boris.open("/application"), "/send?another=yes")

    assert sent.leads_to == "/application"
    assert [bool(one["finished_at"]) for one in rows()["application"]] == [True, True]
    assert len({one["account_id"] for one in rows()["application"]}) == 1  # nobody frees themselves of their own case
    pages = [rita.open(f"{vacancy.path}/candidates/{one['id']}") for one in rows()["application"]]
    assert all("один человек дважды" in page.main.text for page in pages)


def test_whoever_is_invited_begins_though_somebody_else_applied_with_the_account(
    shared: tuple[Reader, Reader, str], member: Callable[..., Reader], vacancy: Page, rita: Reader, rows: Callable
):
    path, reader = invitation(rita, vacancy)[0], member("anna@example.ru")
    notice = reader.open(reader.get(path).main.one("a", class_="btn btn-2")["href"])
    onward = next(a["href"] for a in notice.main.all("a") if "agreement" in a["href"])

    assert reader.send(reader.open(onward)).leads_to == "/application/about"
    assert len(rows()["assessment"]) == 3


def test_whoever_came_onto_the_panel_sends_nothing_by_saying_that_they_are_somebody_else(
    app: Flask, member: Callable[..., Reader], rita: Reader, vacancy: Page, rows: Callable
):
    visitor, nina = begun(app, invitation(rita, vacancy)[0]), member("nina@example.ru", Role.INTERVIEWER)
    answer(visitor)
    rita.send(rita.open(f"{vacancy.path}/terms"), panel="nina@example.ru")
    nina.sit_down(rows()["assessment"][0]["id"])
    token = {"csrf_token": nina.open("/application").csrf}

    assert nina.request("POST", "/application/send?another=yes", data=token).status == 403
    assert nina.get(f"{vacancy.path.replace('/recruiting', '')}/apply?another=yes").leads_to == "/application"
    other = member("nina@example.ru", Role.INTERVIEWER)
    assert other.get(f"{vacancy.path.replace('/recruiting', '')}/apply?another=yes").status == 403


def test_nobody_learns_when_an_account_applied_that_is_not_open_here(
    app: Flask, shared: tuple[Reader, Reader, str], member: Callable[..., Reader]
):
    _anna, boris, own = shared
    known, others = boris.open("/application"), [Reader(app), member("oleg@example.ru")]
    pages = [one.sit_down(own).open("/application") for one in others]
    pages += [
        one.request("POST", "/application/send", data={"csrf_token": page.csrf})
        for one, page in zip(others, pages, strict=True)
    ]

    assert [page.status for page in pages] == [200, 200, 409, 409]
    assert "С учётной записью, которая здесь открыта" in known.main.text
    for page in pages:
        assert problems(page) == []
        assert "Возможно, вы уже откликнулись" in page.main.text
        assert "которая здесь открыта" not in page.main.text


def test_whoever_came_onto_the_panel_reads_on_the_application_that_they_cannot_send(
    app: Flask, member: Callable[..., Reader], rita: Reader, vacancy: Page, rows: Callable
):
    visitor, nina = begun(app, invitation(rita, vacancy)[0]), member("nina@example.ru", Role.INTERVIEWER)
    answer(visitor)
    rita.send(rita.open(f"{vacancy.path}/terms"), panel="nina@example.ru")
    page = nina.sit_down(rows()["assessment"][0]["id"]).open("/application")

    assert "Вы в комиссии этой вакансии" in page.main.text
    assert problems(page) == []
    assert "/application/send" not in {one["action"] for one in page.main.all("form")}


def test_a_name_is_needed_before_sending(app: Flask, rita: Reader, vacancy: Page):
    reader = Reader(app)
    public = f"{vacancy.path.replace('/recruiting', '')}/apply/agreement"
    about = reader.follow(reader.send(reader.open(public)))
    refused = reader.send(about, name=" ", salary="много", notice_weeks="99", email="нет")

    assert refused.status == 422
    assert problems(refused) == []
    assert {a["href"] for a in refused.main.all("a") if a["href"].startswith("#")} == {
        "#name",
        "#salary",
        "#notice_weeks",
        "#email",
    }
    said = [item.text for item in refused.main.all("li") if "целое число" in item.text or "миллион" in item.text]
    assert len(said) == 1
    answer(reader)
    assert reader.send(reader.open("/application"), "/send").leads_to == "/application/about"


def test_a_withdrawn_consent_stops_everything(app: Flask, rita: Reader, vacancy: Page):
    reader = begun(app, invitation(rita, vacancy)[0])
    answer(reader)
    page = reader.open("/application")
    reader.send(reader.open("/assessment/agreement"), "/withdraw")

    assert reader.send(page, "/send").status == 403
    assert reader.get("/application").leads_to == "/assessment/agreement"
    assert problems(reader.open("/assessment/agreement")) == []
