"""The recruiter reads the list, compares, decides; names stay hidden until then; the person sees what became of it."""

from collections.abc import Callable
from urllib.parse import urlencode

import pytest
from flask import Flask

from kamcareer.core.accounts import Role
from tests.web.pages import NO_PAGES, Page, Reader
from tests.web.test_applying import answer, begun, invitation
from tests.web.test_applying import rita as rita  # noqa: PLC0414 - the same recruiter
from tests.web.test_applying import vacancy as vacancy  # noqa: PLC0414 - the same vacancy
from tests.web.test_page_lint import problems
from tests.web.test_vacancies import made

EXAMPLE = "Вернули сеть за три встречи"
WHY = {"outcome": "talk", "because": ["held:negotiation", "to_check:resilience"], "words": "Довела три сделки"}


@pytest.fixture
def sent(app: Flask, rita: Reader, vacancy: Page) -> Callable[..., Reader]:
    """Somebody who applied and sent everything; their browser."""

    def make(name: str = "Вера", level: str = "2", language: str = "ru", **about: object) -> Reader:
        path, _ = invitation(rita, vacancy, name)
        reader = begun(app, path, language, name=name, **about)
        question = reader.open(
            next(a["href"] for a in reader.open("/application").main.all("a") if "questions" in a["href"])
        )
        reader.send(question, level=level, confidence="fairly", example=EXAMPLE)
        reader.send(answer(reader, level), "/send")
        return reader

    return make


def people(rita: Reader, vacancy: Page, query: str = "") -> Page:
    return rita.open(f"{vacancy.path}/candidates{query}")


def links(page: Page) -> list[str]:
    return [a["href"] for head in page.main.all("h2") for a in head.all("a")]


@pytest.mark.parametrize("language", ["ru", "en"])
def test_the_pages_of_the_people_are_well_made(rita: Reader, vacancy: Page, sent: Callable, language: str):
    sent("Вера", "4", licence="no", travel="often")
    sent("Олег", "1")
    rita.client.set_cookie("language", language)
    listed = people(rita, vacancy)
    ids = [link.rpartition("/")[2] for link in links(listed)]
    assert len(ids) == 2
    pages = [listed, people(rita, vacancy, "?topic=negotiation&holds=1"), people(rita, vacancy, "?act=too_early")]
    pages += [
        people(rita, vacancy, f"/compare?who={ids[0]}&who={ids[1]}&who=nobody"),
        people(rita, vacancy, f"/compare?who={ids[0]}&who={ids[1]}&weights=alike"),
        people(rita, vacancy, "/compare"),
    ]
    pages += [rita.open(link) for link in links(listed)]
    pages.append(rita.send(pages[-1]))

    assert pages[-1].status == 422
    assert [problem for page in pages for problem in problems(page)] == []


def test_a_name_is_hidden_until_somebody_has_decided_about_that_person(rita: Reader, vacancy: Page, sent: Callable):
    sent("Вераника", email="veranika@example.ru")
    sent("Олегатор")
    for page in (people(rita, vacancy), *(rita.open(link) for link in links(people(rita, vacancy)))):
        assert not any(word in page.html for word in ("Вераника", "Олегатор", "veranika@"))
    first = links(people(rita, vacancy))[0]
    rita.send(rita.open(first), **WHY)

    assert "Вераника" in people(rita, vacancy).main.text
    assert "veranika@example.ru" in rita.open(first).main.text
    assert "Олегатор" not in people(rita, vacancy).html


def test_where_names_are_hidden_the_list_of_who_came_does_not_tell_them_either(
    rita: Reader, vacancy: Page, sent: Callable
):
    sent("Вераника")
    sent("Олегатор")
    invitation(rita, vacancy, "Ирина")
    came = f"{vacancy.path}/invitations"
    assert [name for name in ("Вераника", "Олегатор") if name in rita.open(came).html] == []
    assert "Ирина" in rita.open(came).html
    rita.send(rita.open(links(people(rita, vacancy))[0]), **WHY)

    assert sum(name in rita.open(came).html for name in ("Вераника", "Олегатор")) == 1


def test_who_came_by_the_posting_has_no_name_in_the_list_from_the_first_moment(
    app: Flask, rita: Reader, vacancy: Page, rows: Callable
):
    came = f"{vacancy.path}/invitations"
    kirill = begun(app, vacancy.path.replace("/recruiting", "") + "/apply", name="Кирилланий")
    (code,) = [row["code"] for row in rows()["application"]]

    def seen() -> str:
        page = rita.open(came)
        assert (problems(page), "Кирилланий" in page.html, code in page.html) == ([], False, False)
        return page.main.text

    assert "Ещё 1 человек, чьё имя скрыто: идут ответы — 1" in seen()
    kirill.send(answer(kirill), "/send")
    assert "Ещё 1 человек, чьё имя скрыто: ответы отправлены — 1" in seen()


def test_who_was_invited_by_name_leaves_the_list_once_they_have_sent_and_is_only_counted(
    app: Flask, rita: Reader, vacancy: Page, rows: Callable
):
    came = f"{vacancy.path}/invitations"
    vera = begun(app, invitation(rita, vacancy, "Вераника")[0], name="Вераника")
    assert "Вераника" in rita.open(came).main.text
    assert "чьё имя скрыто" not in rita.open(came).main.text
    vera.send(answer(vera), "/send")
    page = rita.open(came)

    (row,) = rows()["application"]
    assert not any(word in page.html for word in ("Вераника", row["code"], row["id"]))
    assert "Ещё 1 человек, чьё имя скрыто: ответы отправлены — 1" in page.main.text


def test_whoever_lacks_something_is_shown_and_not_removed(rita: Reader, vacancy: Page, sent: Callable):
    sent("Вера", licence="no", travel="none")
    (item,) = people(rita, vacancy).main.one("ul", class_="given people").all("li")[:1]

    assert "нет: водительские права" in item.text
    assert "нет: командировки" in item.text


def test_all_that_nothing_is_known_of_is_said_in_one_line(app: Flask, rita: Reader, vacancy: Page):
    path, _ = invitation(rita, vacancy)
    reader = begun(app, path)
    further = next(a["href"] for a in reader.open("/application").main.all("a") if "questions" in a["href"])
    reader.send(reader.open(further), level="2", confidence="fairly")
    reader.send(reader.open("/application"), "/send")
    page = rita.open(links(people(rita, vacancy))[0])

    (line,) = [item.text for item in page.main.all("li") if "не известно" in item.text]
    assert line.startswith("Пока ничего не известно о темах:")
    assert line.count(";") > 1


def test_musts_of_which_nothing_is_known_are_not_counted_as_held(app: Flask, rita: Reader, vacancy: Page):
    path, _ = invitation(rita, vacancy)
    reader = begun(app, path)
    further = next(a["href"] for a in reader.open("/application").main.all("a") if "questions" in a["href"])
    reader.send(reader.open(further), level="4", confidence="fairly")
    reader.send(reader.open("/application"), "/send")
    listed = people(rita, vacancy)

    for page in (listed, rita.open(links(listed)[0])):
        (count,) = [item.text for item in page.main.all("li") if item.text.startswith("Без чего не об")]
        (unknown,) = [item.text for item in page.main.all("li") if item.text.startswith("Пока ничего")]
        assert f"1 из 1 известной, неизвестно {unknown.count(';') + 1}." in count


@pytest.mark.parametrize("bad", NO_PAGES)
def test_a_page_of_the_list_that_cannot_be_is_not_there(rita: Reader, vacancy: Page, bad: str):
    assert rita.get(f"{vacancy.path}/candidates?" + urlencode({"page": bad})).status == 404


def test_people_of_a_foreign_vacancy_are_not_there(
    rita: Reader, vacancy: Page, sent: Callable, member: Callable[..., Reader], rows: Callable
):
    sent()
    (link,) = links(people(rita, vacancy))
    other = member("oleg@example.ru", Role.RECRUITER, second_factor=True)
    own = made(other)
    strange = link.replace(vacancy.path, own.path)
    csrf = {"X-CSRFToken": own.csrf}
    for path in (f"{vacancy.path}/candidates", f"{vacancy.path}/candidates/compare", link, strange):
        assert other.get(path).status == 404
    for path in (link, strange):
        assert other.request("POST", path, data=WHY, headers=csrf).status == 404
    who = link.rpartition("/")[2]
    assert EXAMPLE not in other.open(f"{own.path}/candidates/compare?who={who}").html
    assert rows()["decision"] == []


def test_the_list_is_narrowed_by_what_was_said_once_and_says_what_that_leaves_out(
    rita: Reader, vacancy: Page, sent: Callable
):
    sent("Вераника", salary="120\u202f000", licence="yes")
    sent("Олегард")
    everybody = people(rita, vacancy)
    narrow = people(rita, vacancy, "?salary=150 000&licence=1&words=&travel=&tool=none")
    nobody = people(rita, vacancy, "?car=1")
    wrong = people(rita, vacancy, "?notice=soon&licence=1&act=none&topic=none")

    assert [len(links(page)) for page in (everybody, narrow, nobody, wrong)] == [2, 1, 0, 1]
    assert wrong.main.one("input", id="notice")["aria-invalid"] == "true"
    assert "Укажите целое число" in wrong.main.text
    assert problems(wrong) == []
    assert [problems(page) for page in (everybody, narrow, nobody)] == [[]] * 3
    assert narrow.main.one("input", id="salary")["value"] == "150 000"
    assert narrow.main.one("details", id="said").get("open") is not None
    assert "кто не ответил, сюда не попадает" in everybody.main.text
    assert "Показать всех" in nobody.main.text


def test_two_applications_with_one_phone_name_one_another_unless_that_gave_a_name_away(
    rita: Reader, vacancy: Page, sent: Callable, rows: Callable
):
    for name, phone in (("Вераника", "8 916 123-45-67"), ("Вераника Ким", "+7 916 123-45-67"), ("Олегард", "")):
        sent(name, phone=phone)
    pages = [rita.open(link) for link in links(people(rita, vacancy))]

    assert [problems(page) for page in pages] == [[]] * 3
    assert sorted("Это может быть один человек дважды" in page.main.text for page in pages) == [False, True, True]
    assert not any("Вераника" in page.html for page in pages)

    rita.send(pages[0], **WHY)
    named, hidden, other = (rita.open(page.path) for page in pages)
    codes = [row["code"] for row in rows()["application"]]
    assert not any(code in named.main.text for code in codes)
    assert "Вераника" not in hidden.html
    for page in (named, hidden):
        assert "Ещё у 1 отклика" in page.main.text
        assert problems(page) == []
    assert "Ещё у 1 отклика" not in other.main.text


def test_whoever_answers_to_be_selected_reads_who_will_see_it(app: Flask, rita: Reader, vacancy: Page):
    reader = begun(app, invitation(rita, vacancy, "Вера")[0], name="Вера")
    question = reader.open("/application").main
    page = reader.open(next(a["href"] for a in question.all("a") if "questions" in a["href"]))

    assert "Вы, а после отправки — те, кто проводит отбор" in page.html
