"""Who read what of a person: each reading by others is a line that this person sees, and nobody else."""

from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest
import time_machine
from flask import Flask

from kamcareer.core.accounts import Role
from kamcareer.core.framework.model import Framework
from tests.conftest import NOW
from tests.web.pages import Page, Reader
from tests.web.test_applying import begun, invitation
from tests.web.test_applying import rita as rita  # noqa: PLC0414 - the same recruiter
from tests.web.test_applying import vacancy as vacancy  # noqa: PLC0414 - the same vacancy
from tests.web.test_candidates import WHY, links, people
from tests.web.test_candidates import sent as sent  # noqa: PLC0414 - the same people
from tests.web.test_contests import assessment_of, contest_with_people, decided, moved, read_pdf
from tests.web.test_heat_map import LEVELS
from tests.web.test_heat_map import joined as joined  # noqa: PLC0414 - the same person with an account
from tests.web.test_heat_map import staff as staff  # noqa: PLC0414 - the same people
from tests.web.test_pool import kept, pool
from tests.web.test_vacancies import made

ANSWERS, RECRUITER = "ваши ответы и выводы из них", "рекрутер этой вакансии"


@pytest.fixture
def clock() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(NOW, tick=False) as traveller:
        yield traveller


def lines(page: Page, id: str = "who-read") -> list[list[str]]:
    """When, who and what of each line."""
    table = page.main.one("section", id=id).all("tbody")
    return [[cell.text for cell in row.all("th", "td")] for body in table for row in body.all("tr")]


def own(reader: Reader) -> list[list[str]]:
    return lines(reader.open("/application"))


def test_before_anybody_reads_it_says_so_and_before_sending_there_is_nothing_to_read(
    rita: Reader, vacancy: Page, sent: Callable[..., Reader], app: Flask
):
    answering = begun(app, invitation(rita, vacancy, "Олег")[0], name="Олег")
    page = sent("Вера").open("/application")

    assert answering.open("/application").main.all("section", id="who-read") == []
    assert "никто ещё не открывал" in page.main.one("section", id="who-read").text


def test_each_opening_by_a_recruiter_is_a_line_of_the_one_who_was_read(
    rita: Reader, vacancy: Page, sent: Callable[..., Reader]
):
    vera, oleg = sent("Вера"), sent("Олег")
    first = links(people(rita, vacancy))[0]
    assert own(vera) == own(oleg) == []
    rita.open(first)

    read, unread = sorted((own(vera), own(oleg)), key=len, reverse=True)
    assert [line[1:] for line in read] == [[RECRUITER, ANSWERS]]
    assert unread == []


@pytest.mark.parametrize("page", ["", "/sheet", "/feedback"])
def test_the_page_the_sheet_and_the_letter_of_a_person_each_are_a_reading(
    rita: Reader, vacancy: Page, sent: Callable[..., Reader], page: str
):
    vera = sent("Вера")
    address = links(people(rita, vacancy))[0]
    if page == "/feedback":
        rita.send(rita.open(address), **WHY)
    before = len(times(own(vera)))
    assert rita.get(address + page).status == 200

    assert len(times(own(vera))) == before + 1


def times(read: list[list[str]]) -> list[str]:
    """One word for each reading of some lines."""
    counts = [int(line[0].partition("и ещё ")[2].split()[0]) if "и ещё" in line[0] else 0 for line in read]
    return ["read"] * (len(read) + sum(counts))


def test_side_by_side_is_a_reading_of_everybody_in_it(rita: Reader, vacancy: Page, sent: Callable[..., Reader]):
    vera, oleg, nina = sent("Вера"), sent("Олег"), sent("Нина")
    ids = [link.rpartition("/")[2] for link in links(people(rita, vacancy))]
    people(rita, vacancy, f"/compare?who={ids[0]}&who={ids[1]}")

    assert sorted(len(own(one)) for one in (vera, oleg, nina)) == [0, 1, 1]


def test_openings_of_one_day_are_one_line_and_another_day_is_another(
    clock: time_machine.Traveller, rita: Reader, vacancy: Page, sent: Callable[..., Reader]
):
    vera = sent("Вера")
    address = links(people(rita, vacancy))[0]
    for _ in range(3):
        clock.shift(timedelta(minutes=20))
        rita.open(address)
    clock.shift(timedelta(days=1))
    rita.open(address)

    newest, before = own(vera)
    assert "и ещё" not in newest[0]
    assert "и ещё 2 раза в тот день, последний в" in before[0]


def test_the_line_names_a_role_and_never_the_account_of_the_reader(
    rita: Reader, vacancy: Page, sent: Callable[..., Reader]
):
    vera = sent("Вера")
    rita.open(links(people(rita, vacancy))[0])

    assert "rita" not in vera.open("/application").html


def test_whoever_is_in_the_pool_reads_that_they_were_looked_at_and_not_for_which_vacancy(
    rita: Reader, vacancy: Page, sent: Callable[..., Reader]
):
    drafted = made(rita, title="Тайная вакансия")
    rita.send(drafted, "/open")
    vera, oleg = kept(sent("Вера")), sent("Олег")
    pool(rita, rita.open(drafted.path))

    assert [line[1] for line in own(vera)] == ["рекрутер другой вакансии"]
    assert own(oleg) == []
    assert "Тайная" not in vera.open("/application").html


def test_it_takes_one_statement_however_often_somebody_was_read(
    rita: Reader, vacancy: Page, sent: Callable[..., Reader], queries: Callable
):
    vera = sent("Вера")
    address = links(people(rita, vacancy))[0]
    rita.open(address)
    few = queries(lambda: vera.open("/application"))
    for _ in range(5):
        rita.open(address)

    assert queries(lambda: vera.open("/application")) == few


@pytest.mark.usefixtures("labour_law")
def test_scores_that_hr_looks_at_are_a_line_of_each_person_once_a_day_and_of_nobody_else(
    member: Callable[..., Reader], staff: Callable, joined: Callable, framework: Framework
):
    staff(3)
    own_page, somebody_else = joined(), member("other@example.ru")
    hr = member("hr@example.ru", Role.HR, second_factor=True)
    assert own_page.open("/account/shown").main.all("section", id="read-at-work") == []
    for page in (LEVELS, LEVELS, f"{LEVELS}/chart"):
        assert hr.get(page).status == 200

    (line,) = lines(own_page.open("/account/shown"), "read-at-work")
    assert line[1:] == ["HR", "оценки, которые компания ставила раньше, или выводы из них"]
    assert "и ещё" not in line[0]
    assert somebody_else.open("/account/shown").main.all("section", id="read-at-work") == []
    assert hr.open("/account/shown").main.all("section", id="read-at-work") == []


@pytest.mark.usefixtures("labour_law")
def test_whoever_looks_at_their_own_scores_reads_no_line_about_it(
    member: Callable[..., Reader], staff: Callable, joined: Callable
):
    staff(1)
    joined()
    hr = member("own@example.ru", Role.HR, second_factor=True)
    assert hr.get(LEVELS).status == 200

    assert hr.open("/account/shown").main.all("section", id="read-at-work") == []


def test_in_a_contest_the_chair_and_whoever_takes_the_whole_file_are_lines_of_those_they_read(
    app: Flask, framework: Framework, member: Callable[..., Reader]
):
    rosa = member("rosa@example.ru", Role.RECRUITER, Role.INTERVIEWER, second_factor=True)
    anna = member("anna@example.ru", Role.INTERVIEWER, second_factor=True)
    vacancy, people = contest_with_people(app, framework)
    assert moved(rosa, vacancy, "announce") == 303
    decided(app, vacancy, people)
    first, other = (Reader(app).sit_down(assessment_of(app, vacancy, one)) for one in people[:2])
    anna.open(f"/recruiting/talks/{vacancy}/contest/applicants/{people[0]}")
    assert [line[1:] for line in own(first)] == [["председатель конкурса", ANSWERS]]
    read_pdf(rosa, vacancy)

    assert ["рекрутер этой вакансии или HR", "всё дело конкурса, в котором есть и вы"] in [x[1:] for x in own(first)]
    assert len(own(first)) == len(own(other)) + 1 == 2
    assert not any(name in first.open("/application").html for name in ("rosa@", "anna@"))
