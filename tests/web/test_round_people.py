"""Who is in a round that runs: accounts said many at once, said anew, and people who come later."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
import time_machine
from flask import Flask

from kamcareer.core.notifications import Happening
from kamcareer.services.notifications import notification_table
from kamcareer.store.database import db, may_write
from kamcareer.store.people import put_people
from kamcareer.web.mailing import send_waiting
from tests.conftest import NOW
from tests.rows import Rows
from tests.web.mail_server import Mailbag
from tests.web.pages import Page, Reader
from tests.web.test_page_lint import problems
from tests.web.test_rounds import PEOPLE, made_round, own, take_part, team
from tests.web.test_rounds import clock as clock  # noqa: PLC0414 - the same day
from tests.web.test_rounds import hr as hr  # noqa: PLC0414 - the same HR
from tests.web.test_rounds import ivan as ivan  # noqa: PLC0414 - the same person
from tests.web.test_rounds import staff as staff  # noqa: PLC0414 - the same people
from tests.web.test_rounds import vera as vera  # noqa: PLC0414 - the same manager


def fields(page: Page) -> dict[str, str]:
    """The records on the page of accounts by the first two words of a label."""
    return {" ".join(one.text.split(",")[0].split()): one["for"] for one in page.main.all("label")}


def accounts_of(hr: Reader, page: Page) -> Page:
    return hr.open(f"{page.path}/accounts")


def filled(hr: Reader, page: Page) -> Page:
    """The page of accounts with the proposals of the staff list in their fields, as its link asks for them."""
    links = [one["href"] for one in page.main.all("a") if one.text == "Подставить адреса из кадрового списка"]
    assert len(links) == 1
    return hr.open(links[0])


def test_nobody_is_told_to_lack_an_account_where_nobody_does(hr: Reader, member: Callable[..., Reader]):
    page = made_round(hr, title="Осень", units="Север")
    assert "Люди без учётной записи" in hr.open(page.path).main.text
    form = accounts_of(hr, page)
    said = {field: f"n{number}@example.ru" for number, field in enumerate(fields(form).values())}
    for mailbox in said.values():
        member(mailbox)
    hr.send(form, **said)

    assert hr.open(page.path).main.one("section", id="accounts").one("h2").text == "Учётные записи участников"


def test_many_accounts_are_said_at_once_and_each_is_told_once(
    app: Flask, mailbag: Mailbag, hr: Reader, ivan: Reader, member: Callable[..., Reader]
):
    member("olga@example.ru")
    page = made_round(hr, title="Осень", units="Север")
    form = accounts_of(hr, page)
    assert problems(form) == []
    who = fields(form)
    said = {who["Иванов Иван"]: "ivan@example.ru", who["Петрова Ольга"]: "olga@example.ru"}
    after = hr.follow(hr.send(form, **said))
    assert "Теперь могут участвовать 2 человека." in after.tree.text
    hr.send(accounts_of(hr, page))
    with app.app_context():
        send_waiting()
    subject = notification_table().rows[Happening.ROUND_ASKED].subject["ru"]
    asked = sorted(letter["To"] for letter in mailbag.letters if letter["Subject"] == subject)
    assert asked == ["ivan@example.ru", "olga@example.ru"]
    take_part(ivan, page)
    assert "Иванов Иван" not in fields(accounts_of(hr, page))


def test_one_wrong_mailbox_is_named_beside_its_field_and_nothing_is_said(
    hr: Reader, ivan: Reader, member: Callable[..., Reader], rows: Callable[[], Rows]
):
    member("olga@example.ru")
    form = accounts_of(hr, made_round(hr, title="Осень", units="Север"))
    who = fields(form)
    both = {who["Иванов Иван"]: "ivan@example.ru", who["Петрова Ольга"]: "ivan@example.ru"}
    for said in (
        {who["Иванов Иван"]: "nobody@example.ru", who["Петрова Ольга"]: "olga@example.ru"},
        both,
        {who["Иванов Иван"]: "ivan"},
    ):
        refused = hr.send(form, **said)
        assert refused.status == 422
        assert problems(refused) == []
        assert refused.main.one("input", id=who["Иванов Иван"]).get("aria-invalid") == "true"
        assert refused.main.one("input", id=who["Петрова Ольга"])["value"] == said.get(who["Петрова Ольга"], "")
        assert [row["account_id"] for row in rows()["company_round_person"] if row["account_id"]] == []


def test_what_was_said_is_said_anew_or_taken_back_until_the_person_takes_part(
    hr: Reader, ivan: Reader, member: Callable[..., Reader]
):
    olga = member("olga@example.ru")
    page = made_round(hr, title="Осень", units="Север")
    form = accounts_of(hr, page)
    who = fields(form)
    hr.send(form, **{who["Иванов Иван"]: "olga@example.ru"})
    assert olga.get(own(page)).status == 200
    swapped = {who["Иванов Иван"]: "ivan@example.ru", who["Петрова Ольга"]: "olga@example.ru"}
    assert hr.send(accounts_of(hr, page), **swapped).status == 303
    assert "Петрова" not in ivan.open(own(page)).main.text
    hr.send(accounts_of(hr, page), **{who["Петрова Ольга"]: ""})
    assert olga.get(own(page)).status == 404


def test_what_was_said_for_an_earlier_round_is_proposed_and_counts_once_it_is_sent(
    hr: Reader, ivan: Reader, rows: Callable[[], Rows]
):
    first = accounts_of(hr, made_round(hr, title="Весна", units="Север"))
    record = fields(first)["Иванов Иван"]
    hr.send(first, **{record: "ivan@example.ru"})
    second = made_round(hr, title="Осень", units="Север")
    form = accounts_of(hr, second)

    assert form.main.one("input", id=record)["value"] == "ivan@example.ru"
    assert "в прошлом раунде" in form.main.one("p", id=f"{record}-hint").text
    assert ivan.get(own(second)).status == 404
    hr.send(form)
    assert ivan.get(own(second)).status == 200


def test_a_page_that_stood_open_while_the_list_moved_on_takes_nothing_back_of_whom_it_did_not_show(
    hr: Reader, ivan: Reader, member: Callable[..., Reader]
):
    member("olga@example.ru")
    page = made_round(hr, title="Осень", units="Север")
    form = accounts_of(hr, page)
    who = fields(form)
    hr.send(form, **{who["Иванов Иван"]: "ivan@example.ru"})
    sent = {"csrf_token": form.csrf, who["Петрова Ольга"]: "olga@example.ru"}
    assert hr.request("POST", f"{page.path}/accounts", data=sent).status == 303
    assert ivan.get(own(page)).status == 200


def listed(app: Flask, **emails: str) -> None:
    """Import the staff list with work addresses, by personnel number."""
    may_write.set(True)
    with app.app_context():
        put_people(db.session(), [replace(one, email=emails.get(f"n{one.number}")) for one in PEOPLE], NOW)
        db.session.commit()


@pytest.fixture
def addressed(app: Flask, staff: None) -> None:
    """The north with work addresses in the staff list."""
    listed(app, n2="ivan@example.ru", n3="olga@example.ru")


def test_an_account_with_the_address_of_the_staff_list_is_proposed_and_counts_once_it_is_sent(
    addressed: None, hr: Reader, ivan: Reader
):
    page = made_round(hr, title="Осень", units="Север")
    assert "учётные записи будут предложены" in page.main.text
    form = accounts_of(hr, page)
    who = fields(form)
    assert problems(form) == []
    assert form.main.one("input", id=who["Иванов Иван"])["value"] == ""
    assert "По кадровому списку: ivan@example.ru" in form.main.one("p", id=f"{who['Иванов Иван']}-hint").text
    assert form.main.one("input", id=who["Петрова Ольга"])["value"] == ""
    assert "olga@example.ru" in form.main.one("p", id=f"{who['Петрова Ольга']}-hint").text
    assert next(iter(who)) == "Иванов Иван"
    hr.send(form)
    assert ivan.get(own(page)).status == 404
    form = filled(hr, form)
    assert problems(form) == []
    assert form.main.one("input", id=who["Иванов Иван"])["value"] == "ivan@example.ru"
    assert ivan.get(own(page)).status == 404
    after = hr.follow(hr.send(form))
    assert "Теперь может участвовать 1 человек." in after.tree.text
    assert ivan.get(own(page)).status == 200


def test_hr_may_say_another_account_than_the_one_proposed_or_none(
    addressed: None, hr: Reader, ivan: Reader, member: Callable[..., Reader]
):
    other, page = member("other@example.ru"), made_round(hr, title="Осень", units="Север")
    form = filled(hr, accounts_of(hr, page))
    record = fields(form)["Иванов Иван"]
    hr.send(form, **{record: ""})
    assert ivan.get(own(page)).status == 404
    hr.send(accounts_of(hr, page))
    assert ivan.get(own(page)).status == 404
    hr.send(form, **{record: "other@example.ru"})
    assert [one.get(own(page)).status for one in (ivan, other)] == [404, 200]


def test_whoever_is_proposed_on_a_further_page_is_asked_about_next(
    app: Flask,
    monkeypatch: pytest.MonkeyPatch,
    addressed: None,
    hr: Reader,
    ivan: Reader,
    member: Callable[..., Reader],
):
    olga = member("olga@example.ru")
    monkeypatch.setattr("kamcareer.web.hr.round_people.PAGE", 1)
    page = made_round(hr, title="Осень", units="Север")
    asked = hr.follow(hr.send(filled(hr, accounts_of(hr, page))))
    assert asked.path == f"{page.path}/accounts"
    assert hr.follow(hr.send(filled(hr, asked))).path == page.path
    assert [one.get(own(page)).status for one in (ivan, olga)] == [200, 200]


def test_whom_hr_cleared_on_one_page_is_filled_in_on_none_of_the_next(
    monkeypatch: pytest.MonkeyPatch, addressed: None, hr: Reader, ivan: Reader, member: Callable[..., Reader]
):
    olga = member("olga@example.ru")
    monkeypatch.setattr("kamcareer.web.hr.round_people.PAGE", 1)
    page = made_round(hr, title="Осень", units="Север")
    form = filled(hr, accounts_of(hr, page))
    asked = hr.follow(hr.send(form, **{fields(form)["Иванов Иван"]: ""}))
    assert list(fields(asked)) == ["Петрова Ольга"]
    assert hr.follow(hr.send(filled(hr, asked))).path == page.path
    assert [one.get(own(page)).status for one in (ivan, olga)] == [404, 200]
    assert hr.send(accounts_of(hr, page)).status == 303
    assert ivan.get(own(page)).status == 404


def test_what_an_earlier_round_proposed_and_hr_cleared_is_not_bound_by_the_next_page(
    monkeypatch: pytest.MonkeyPatch, hr: Reader, ivan: Reader, member: Callable[..., Reader]
):
    olga = member("olga@example.ru")
    first = accounts_of(hr, made_round(hr, title="Весна", units="Север"))
    who = fields(first)
    hr.send(first, **{who["Иванов Иван"]: "ivan@example.ru", who["Петрова Ольга"]: "olga@example.ru"})
    monkeypatch.setattr("kamcareer.web.hr.round_people.PAGE", 1)
    page = made_round(hr, title="Осень", units="Север")
    asked = hr.follow(hr.send(accounts_of(hr, page), **{who["Иванов Иван"]: ""}))
    assert list(fields(asked)) == ["Петрова Ольга"]
    hr.send(asked)
    assert [one.get(own(page)).status for one in (ivan, olga)] == [404, 200]


def test_whoever_has_an_address_and_no_account_is_invited_by_one_letter_and_then_proposed(
    app: Flask, mailbag: Mailbag, addressed: None, hr: Reader, ivan: Reader, rows: Callable[[], Rows]
):
    page = made_round(hr, title="Осень", units="Север")
    form = accounts_of(hr, page)
    assert "Ещё не вошёл 1 человек: Петрова Ольга (olga@example.ru)" in form.tree.one("section", id="invite").text
    assert problems(form) == []
    after = hr.follow(hr.send(form, "/accounts/invite"))
    assert "Приглашён 1 человек." in after.tree.text
    assert "Приглашение отправлено" in after.main.one("p", id=f"{fields(form)['Петрова Ольга']}-hint").text
    again = hr.request("POST", f"{page.path}/accounts/invite", data={"csrf_token": after.csrf})
    assert "Приглашать больше некого" in hr.follow(again).tree.text
    with app.app_context():
        send_waiting()
    subject = notification_table().rows[Happening.INVITATION].subject["ru"]
    letters = [letter for letter in mailbag.letters if letter["Subject"] == subject]
    assert [letter["To"] for letter in letters] == ["olga@example.ru"]
    assert [row["detail"] for row in rows()["audit"] if row["event"] == "invited"] == [f"{page.path[11:]} 1 people"]

    olga = Reader(app)
    link = next(word for word in letters[0].get_content().split() if word.startswith("http"))
    olga.send(olga.open("/" + link.split("/", 3)[3]))
    assert olga.get(own(page)).status == 404
    proposed = accounts_of(hr, page)
    assert proposed.tree.all("section", id="invite") == []
    hr.send(filled(hr, proposed))
    assert [one.get(own(page)).status for one in (ivan, olga)] == [200, 200]


def test_the_account_of_a_manager_is_proposed_by_the_staff_list_where_it_is_a_line_managers(
    app: Flask, hr: Reader, vera: Reader, member: Callable[..., Reader]
):
    member("oleg@example.ru")
    listed(app, n1="vera@example.ru", n4="oleg@example.ru")
    page = made_round(hr, title="Осень", units=["Север", "Юг"])
    told = page.tree.one("form", id="as-before").text
    assert "с адресом из кадрового списка" in told
    assert "Ким Вера, 1: vera@example.ru" in told
    assert "oleg@example.ru" not in told
    assert vera.get(team(page)).status == 404
    (box,) = page.tree.one("form", id="as-before").all("input", type="checkbox")
    after = hr.follow(hr.send(page, "/managers/before"))
    assert "Отметьте, чья это учётная запись" in after.tree.text
    assert vera.get(team(page)).status == 404
    hr.send(after, "/managers/before", held=box["value"])
    assert vera.get(team(page)).status == 200


def test_without_mail_nobody_is_invited_and_cards_are_offered(addressed: None, hr: Reader, rows: Callable[[], Rows]):
    page = made_round(hr, title="Осень", units="Север")
    form = accounts_of(hr, page)
    told = form.tree.one("section", id="invite")
    assert "не настроена отправка писем" in told.text
    assert [one["href"] for one in told.all("a")] == ["/hr/cards"]
    assert told.all("form") == []
    assert problems(form) == []
    answer = hr.request("POST", f"{page.path}/accounts/invite", data={"csrf_token": form.csrf})
    assert "никто не приглашён" in hr.follow(answer).tree.text
    assert rows()["one_time_link"] == []
    assert [row for row in rows()["audit"] if row["event"] == "invited"] == []


def test_the_page_of_accounts_tells_the_same_in_english(mailbag: Mailbag, addressed: None, hr: Reader, ivan: Reader):
    page = made_round(hr, title="Осень", units="Север")
    hr.client.set_cookie("language", "en")
    form = accounts_of(hr, page)

    assert problems(form) == []
    assert "1 person has not signed in yet: Петрова Ольга (olga@example.ru)" in form.main.text
    assert "By the staff list: ivan@example.ru" in form.main.text
    assert "Invite 1 person by letter" in form.main.text


def test_people_come_to_a_round_that_runs_after_hr_has_read_whom_it_writes_to(hr: Reader, rows: Callable[[], Rows]):
    page = made_round(hr, title="Осень", people=["3"])
    form = hr.open(f"{page.path}/people")
    assert problems(form) == []
    assert {box["value"] for box in form.main.all("input", name="people")} == {"1", "2", "4", "5", "6", "7"}
    assert hr.send(form).status == 422
    asked = hr.send(form, people=["2"], units="Юг")
    assert problems(asked) == []
    assert "Добавятся 3 сотрудника" in asked.main.text
    assert len(rows()["company_round_person"]) == 1
    after = hr.follow(hr.choose(asked, "/people", sure="y"))
    assert "В раунд добавлены 3 человека." in after.tree.text
    assert {row["person_number"] for row in rows()["company_round_person"]} == {"2", "3", "4", "5"}
    assert hr.send(form, people=["2"]).status == 422  # an old tab puts nobody in twice


def test_a_manager_named_in_a_round_rates_those_too_who_come_to_it_later_and_is_told_once(
    app: Flask, mailbag: Mailbag, hr: Reader, vera: Reader, rows: Callable[[], Rows]
):
    page = made_round(hr, title="Осень", people=["2"])
    page = hr.follow(hr.send(page, "/managers", **{"managers-whose": "1", "managers-email": "vera@example.ru"}))
    asked = hr.send(hr.open(f"{page.path}/people"), units="Север")
    page = hr.follow(hr.choose(asked, "/people", sure="y"))

    assert page.tree.all("section", id="managers") == []
    assert "Белов Пётр" in vera.open(team(page)).main.text
    whose = {row["person_number"]: row["rater_id"] is not None for row in rows()["company_round_person"]}
    assert whose == {"1": False, "2": True, "3": True, "6": True, "7": True}
    with app.app_context():
        send_waiting()
    subject = notification_table().rows[Happening.ROUND_TO_RATE].subject["ru"]
    assert [letter["To"] for letter in mailbag.letters if letter["Subject"] == subject] == ["vera@example.ru"]


def test_the_account_of_a_manager_in_an_earlier_round_is_proposed_and_counts_once_hr_says_so(
    hr: Reader, vera: Reader, member: Callable[..., Reader]
):
    first = made_round(hr, title="Весна", units=["Север", "Юг"])
    hr.send(first, "/managers", **{"managers-whose": "1", "managers-email": "vera@example.ru"})
    second = made_round(hr, title="Осень", units=["Север", "Юг"])
    proposed = second.tree.one("section", id="managers").text

    assert "vera@example.ru" in proposed
    assert "указанные в прошлом раунде" in proposed
    assert vera.get(team(second)).status == 404
    held = [box["value"] for box in second.tree.one("form", id="as-before").all("input", type="checkbox")]
    unticked = hr.follow(hr.send(second, "/managers/before", held=[]))
    assert "Отметьте, чья это учётная запись" in unticked.tree.text
    hr.send(second, "/managers/before", held=[f"mallory@example.ru {held[0].partition(' ')[2]}"])
    assert vera.get(team(second)).status == 404
    after = hr.follow(hr.send(second, "/managers/before"))
    assert "1 руководитель теперь может оценивать" in after.tree.text
    assert vera.get(team(second)).status == 200
    assert "vera@example.ru" not in after.tree.one("section", id="managers").text


def test_a_round_that_is_over_takes_nobody_more(hr: Reader, clock: time_machine.Traveller):
    page = made_round(hr, title="Осень", units="Север", deadline=NOW.date().isoformat())
    with time_machine.travel(NOW + timedelta(days=1, hours=1)):
        assert {hr.get(f"{page.path}/{path}").status for path in ("people", "accounts")} == {404}
