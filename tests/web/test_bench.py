"""Who could follow in each role: what HR sees, what nobody sees, and how much it asks of the database."""

from collections.abc import Callable
from io import BytesIO

import pytest
from flask import Flask
from openpyxl import load_workbook

from kamcareer.core.accounts import Role
from kamcareer.core.framework.model import Framework
from kamcareer.core.matrix_import.reading import Score
from kamcareer.core.matrix_import.scale import Scale
from kamcareer.core.people import Person
from kamcareer.store.database import db, may_write
from kamcareer.store.earlier_scores import put_scores
from kamcareer.store.people import put_people
from tests.conftest import now
from tests.web.pages import Page, Reader
from tests.web.test_heat_map import DAY, hr, joined

__all__ = ["hr", "joined"]

POST, TARGET = "sales_manager", "key_account_manager_retail"
BENCH = "/hr/people/bench"
ROLE = f"{BENCH}/{TARGET}"


@pytest.fixture
def staff(app: Flask, framework: Framework) -> Callable[..., None]:
    """Put people of a post there, who were given the same score of 1 to 5 in every topic, or none."""

    def put(count: int, score: float | None = 3, first: int = 1, post: str = POST, manager: str | None = None) -> None:
        may_write.set(True)
        people = [Person(f"{n:05}", f"Человек {n:05}", "Север", manager, post) for n in range(first, first + count)]
        given = [(one.number, topic) for one in people for topic in framework.competencies if score is not None]
        scores = [Score(number, topic, "Ким", score, Scale.FIVE.level(score)) for number, topic in given]
        with app.app_context():
            put_people(db.session(), people, now())
            put_scores(db.session(), scores, Scale.FIVE, DAY, now())
            db.session.commit()

    return put


def lines(page: Page, place: int = -1) -> dict[str, list[str]]:
    """What is written in the cells of a table of a page, by the head of each row."""
    rows = page.main.all("tbody")[place].all("tr")
    return {row.one("th").text: [cell.text for cell in row.all("td")] for row in rows}


def role_line(page: Page, name: str) -> list[str]:
    return next(cells for head, cells in lines(page).items() if head.startswith(name))


@pytest.mark.usefixtures("labour_law")
def test_every_role_that_somebody_holds_or_is_on_the_way_to_has_its_line(hr: Reader, staff: Callable):
    staff(2, post=TARGET)
    staff(3, score=5, first=3)
    staff(1, score=None, first=6)
    page = hr.open(BENCH)
    found = role_line(page, "Менеджер по ключевым клиентам (КАМ)")

    assert found[0] == "2"
    assert found[4] == "1"
    assert sum(int(cell.split()[0]) for cell in found[1:4]) == 3
    assert role_line(page, "Коммерческий директор")[0] == "0"
    assert not any(head.startswith("Мерчендайзер") for head in lines(page))
    assert "решает человек" in page.main.text


@pytest.mark.usefixtures("labour_law")
def test_a_role_with_nobody_near_is_a_single_point_of_failure_and_low_data_is_not(hr: Reader, staff: Callable):
    staff(1, post=TARGET)
    staff(2, score=None, first=2)
    page = hr.open(BENCH)
    assert page.main.all("section", id="alone") == []
    assert "сказать нельзя" in role_line(page, "Менеджер по ключевым клиентам (КАМ)")[-1]

    staff(2, score=1, first=2)
    page = hr.open(BENCH)
    assert "Менеджер по ключевым клиентам" in page.main.one("section", id="alone").text
    assert "пока нельзя назвать никого" in hr.open(ROLE).main.text


@pytest.mark.usefixtures("labour_law")
def test_the_page_of_a_role_names_who_is_on_the_way_with_reasons_and_months(hr: Reader, staff: Callable):
    staff(1, post=TARGET)
    staff(1, score=5, first=2)
    staff(1, score=None, first=3)
    page = hr.open(ROLE)
    found = lines(page)

    assert [head.split("\n")[0][:13] for head in found] == ["Человек 00002"]
    band, chance, months, missing = next(iter(found.values()))
    assert band
    assert "%" in chance
    assert months
    assert missing
    assert "Человек 00003" not in page.main.text


@pytest.mark.usefixtures("labour_law")
def test_everybody_whom_the_page_of_a_role_names_is_noted_once(hr: Reader, staff: Callable, rows: Callable):
    staff(1, post=TARGET)
    staff(1, score=5, first=2)
    staff(1, score=None, first=3)
    for page in (ROLE, f"{ROLE}?page=2"):
        hr.open(page)

    seen = [row["detail"].split()[0] for row in rows()["audit"] if row["event"] == "scores_seen"]
    assert len(seen) == len(set(seen)) == 1


@pytest.mark.usefixtures("labour_law")
def test_who_leaves_is_gone_from_all_of_it_and_their_people_are_counted(hr: Reader, staff: Callable):
    staff(1, post=TARGET)
    staff(2, score=5, first=2, manager="00001")
    staff(1, score=5, first=4, post="supervisor", manager="00002")
    page = hr.open(f"{ROLE}?leaves=00001")

    assert "Если уйдёт Человек 00001" in page.main.text
    assert "2 человека останутся без руководителя" in page.main.text
    assert "больше никто не занимает" in page.main.text
    assert "Менеджер по продажам" in "".join(lines(page, 0))
    without = hr.open(f"{ROLE}?leaves=00002").main
    assert "Человек 00002" not in without.all("table")[-1].text
    assert "Если уйдёт" not in hr.open(f"{ROLE}?leaves=99999").main.text


@pytest.mark.usefixtures("labour_law")
def test_more_hours_a_week_bring_somebody_sooner_and_other_words_in_the_address_count_as_nothing(
    hr: Reader, staff: Callable
):
    staff(5, score=4)
    usual = lines(hr.open(ROLE))
    assert lines(hr.open(f"{ROLE}?hours=3&keeping=никто")) == usual
    months = [
        int(next(iter(lines(hr.open(f"{ROLE}?hours={hours}")).values()))[2].split("–")[0].split()[-1])
        for hours in (1, 8)
    ]
    assert months[1] <= months[0]
    assert hr.get(f"{BENCH}/nothing").status == 404
    assert hr.get(f"{ROLE}?page=0").status == 404


def test_where_consent_is_asked_nobody_is_known_who_was_not_asked(hr: Reader, staff: Callable):
    staff(4, score=5)
    page = hr.open(BENCH)

    assert role_line(page, "Менеджер по ключевым клиентам (КАМ)")[1:5] == ["0", "0", "0", "4"]
    assert "О 4 людях здесь ничего не показано" in page.main.text
    assert "Человек" not in hr.open(ROLE).main.text


def test_a_withdrawn_consent_ends_what_is_known(hr: Reader, staff: Callable, joined: Callable):
    staff(1, score=5)
    own = joined()
    assert role_line(hr.open(BENCH), "Менеджер по ключевым клиентам (КАМ)")[4] == "0"

    own.send(own.open("/account/agreements"), "/development/withdraw")
    assert role_line(hr.open(BENCH), "Менеджер по ключевым клиентам (КАМ)")[4] == "1"


@pytest.mark.usefixtures("labour_law")
def test_answers_that_people_gave_about_themselves_are_never_in_it(
    hr: Reader, staff: Callable, joined: Callable, somebody: Callable
):
    staff(1, score=5)
    before = lines(hr.open(ROLE)), lines(hr.open(BENCH))
    joined(answers=somebody().id)

    assert (lines(hr.open(ROLE)), lines(hr.open(BENCH))) == before


@pytest.mark.usefixtures("labour_law")
def test_it_takes_at_most_ten_statements_two_of_them_for_who_is_told_however_many_people_and_roles_there_are(
    hr: Reader, staff: Callable, queries: Callable
):
    staff(3)
    hr.open(ROLE)  # noted: once a day each
    few = [queries(lambda path=path: hr.open(path)) for path in (BENCH, ROLE)]
    staff(60, first=4, manager="00001")
    staff(20, first=64, post="supervisor")
    hr.open(ROLE)

    assert [queries(lambda path=path: hr.open(path)) for path in (BENCH, ROLE)] == few
    assert max(few) <= 10


@pytest.mark.usefixtures("labour_law")
def test_managers_and_recruiters_do_not_find_it(member: Callable[..., Reader]):
    for role in (Role.MANAGER, Role.RECRUITER):
        reader = member(f"{role}@example.ru", role, second_factor=True)
        assert reader.get(BENCH).status == reader.get(ROLE).status == 404


@pytest.mark.usefixtures("labour_law")
def test_the_file_has_typed_numbers_a_frozen_header_a_filter_and_no_formula(
    app: Flask, hr: Reader, staff: Callable, rows: Callable
):
    staff(55, score=4)
    staff(2, score=None, first=60)
    may_write.set(True)
    with app.app_context():
        put_people(db.session(), [Person("00001", "=1+1", "+Юг", None, POST)], now())
        db.session.commit()
    page = hr.open(BENCH)
    form = next(one for one in page.main.all("form") if ".xlsx" in (one.get("action") or ""))
    answer = hr.request("POST", form.get("action"), data={"csrf_token": page.csrf})
    book = load_workbook(BytesIO(answer.response.get_data()))

    roles, people = book.worksheets
    for sheet in book.worksheets:
        assert (sheet.freeze_panes, sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("B2", "landscape", 9)
        assert sheet.auto_filter.ref == sheet.dimensions
    assert {cell.data_type for row in roles.iter_rows(min_row=2, min_col=2, max_col=11) for cell in row} == {"n"}
    named = [row for row in people.iter_rows(min_row=2) if row[1].value == "00001"]
    assert [cell.value for cell in named[0][2:4]] == ["'=1+1", "'+Юг"]
    assert {row[6].number_format for row in named} == {"0%"}
    assert {row[1].number_format for row in named} == {"@"}
    assert "00060" not in {row[1].value for row in people.iter_rows(min_row=2)}
    assert rows()["audit"][-1]["event"] == "bench_exported"
