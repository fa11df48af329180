"""The recruiter reads the list, compares, decides; names stay hidden until then; the person sees what became of it."""

from collections.abc import Callable
from datetime import timedelta
from urllib.parse import urlencode

import pytest
import time_machine
from flask import Flask

from kamcareer.core.accounts import Role
from kamcareer.core.legal_basis import Purpose
from kamcareer.services.applications import begin
from kamcareer.services.audit import Event, trail
from kamcareer.services.vacancies import MOST_NAMED, opened
from kamcareer.store.database import db, may_write
from kamcareer.store.vacancies import find_vacancy
from kamcareer.worker.chores import delete_what_is_due, remind, send_letters
from tests.agreements import agreed
from tests.conftest import NOW
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


def test_the_part_of_the_profile_is_shown_by_its_weights_or_all_alike_and_what_that_changes(
    rita: Reader, vacancy: Page, sent: Callable
):
    for name, level in (("Вера", "4"), ("Олег", "1")):
        sent(name, level)
    ids = [link.rpartition("/")[2] for link in links(people(rita, vacancy))]
    page = people(rita, vacancy, f"/compare?who={ids[0]}&who={ids[1]}")
    alike = rita.open(next(a["href"] for a in page.main.all("a") if a.text == "Все темы поровну"))

    assert "по весам профиля" in page.main.one("table").text
    assert "все темы поровну" in alike.main.one("table").text
    assert len(alike.main.one("table").all("th", scope="col")) == 4
    assert page.main.one("section", id="weights").all("a")[0].get("aria-current") == "page"
    assert alike.main.one("section", id="weights").all("a")[1].get("aria-current") == "page"
    assert (
        page.main.one("section", id="weights").one("ul").text == alike.main.one("section", id="weights").one("ul").text
    )


def side_by_side(rita: Reader, vacancy: Page) -> Page:
    ids = [link.rpartition("/")[2] for link in links(people(rita, vacancy))]
    return people(rita, vacancy, "/compare?" + "&".join(f"who={id}" for id in ids))


def test_side_by_side_each_estimate_folds_out_on_what_it_rests_as_on_the_page_of_the_person(
    rita: Reader, vacancy: Page, sent: Callable
):
    sent("Вера", "4")
    sent("Олег", "1")
    page = side_by_side(rita, vacancy)
    folds = page.main.one("table").all("details")
    own = [rita.open(link).main.one("table").all("details") for link in links(people(rita, vacancy))]

    assert len(folds) == sum(map(len, own)) > 2
    assert all("на чём это основано" in fold.one("summary").text for fold in folds)
    assert EXAMPLE in page.main.one("table").text
    for level in ("4", "1"):
        assert any(f": {level} ·" in fold.text for fold in folds)


def test_reading_side_by_side_is_noted_for_each_person_and_hidden_names_stay_hidden(
    app: Flask, rita: Reader, vacancy: Page, sent: Callable
):
    sent("Вераника")
    sent("Олегатор")
    ids = [link.rpartition("/")[2] for link in links(people(rita, vacancy))]
    page = people(rita, vacancy, f"/compare?who={ids[0]}&who={ids[1]}")
    people(rita, vacancy, "/compare")

    assert not any(name in page.html for name in ("Вераника", "Олегатор"))
    with app.app_context():
        noted = [entry.detail for entry in trail(db.session()) if entry.event is Event.ANSWERS_READ]
    assert len(noted) == len(set(noted)) == 2
    assert all(vacancy.path.rpartition("/")[2] in detail for detail in noted)


def test_what_would_change_the_picture_is_said_for_the_two_and_for_each(rita: Reader, vacancy: Page, sent: Callable):
    sent("Вера", "3")
    sent("Олег", "3")
    change = side_by_side(rita, vacancy).main.one("section", id="change")

    names = [item.one("strong").text for item in change.all("li")]
    assert len(names) == 3
    assert all(name in names[0] for name in names[1:])
    assert "слушаете и решаете вы" in change.text
    alone = people(rita, vacancy, f"/compare?who={links(people(rita, vacancy))[0].rpartition('/')[2]}")
    assert "Что скорее всего их различит" not in alone.main.text


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


def test_whoever_lacks_something_is_shown_and_not_removed(rita: Reader, vacancy: Page, sent: Callable):
    sent("Вера", licence="no", travel="none")
    (item,) = people(rita, vacancy).main.one("ul", class_="given people").all("li")[:1]

    assert "нет: водительские права" in item.text
    assert "нет: командировки" in item.text


def test_a_decision_is_kept_shown_to_both_and_in_the_trail(
    app: Flask, rita: Reader, vacancy: Page, sent: Callable, rows: Callable
):
    reader = sent(language="en")
    assert "Read by the recruiter" not in reader.open("/application").main.text
    (link,) = links(people(rita, vacancy))
    page = rita.open(link)
    assert EXAMPLE in page.main.text
    decided = rita.follow(rita.send(page, **WHY))

    assert "Довела три сделки" in decided.main.text
    assert "Решение от" in decided.main.text
    (row,) = rows()["decision"]
    assert (row["outcome"], row["reasons"]) == ("talk", "held:negotiation to_check:resilience")
    status = reader.open("/application")
    assert problems(status) == []
    assert "You are invited to a talk" in status.main.text
    assert "Read by the recruiter" in status.main.text
    assert "then the recruiter decides" not in status.main.text
    assert "Довела" not in status.html  # the words are written for it, and told by a person
    with app.app_context():
        noted = [entry.event for entry in trail(db.session())]
    assert noted.count(Event.DECIDED) == 1
    assert Event.ANSWERS_READ in noted


@pytest.mark.parametrize(
    "sent_values",
    [{"outcome": ""}, {"because": []}, {"because": ["held:age"]}, {"because": ["x"]}, {"words": "нет"}],
)
def test_nothing_is_decided_without_reasons(
    rita: Reader, vacancy: Page, sent: Callable, rows: Callable, sent_values: dict
):
    sent()
    page = rita.send(rita.open(links(people(rita, vacancy))[0]), **(WHY | sent_values))

    assert page.status == 422
    assert problems(page) == []
    assert rows()["decision"] == []


def test_nobody_is_turned_down_for_what_nobody_asked_them(rita: Reader, vacancy: Page, sent: Callable, rows: Callable):
    sent("Вера", travel="none")
    page = rita.open(links(people(rita, vacancy))[0])
    why = {"outcome": "decline", "because": ["knock_out:licence"], "words": "Без прав не объехать точки"}
    refused = rita.send(page, **why)

    assert "В отклике сказано: командировки. Об остальном такого не сказано." in page.main.text
    assert (refused.status, problems(refused)) == (422, [])
    assert "Сначала спросите" in refused.main.text
    assert rows()["decision"] == []
    assert rita.send(page, **why, told="y").status == 303
    assert rita.send(rita.open(page.path), **(why | {"because": ["knock_out:travel"]})).status == 303
    assert {row["reasons"] for row in rows()["decision"]} == {"knock_out:licence", "knock_out:travel"}


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


@pytest.mark.parametrize("bad", NO_PAGES)
def test_a_page_of_the_list_that_cannot_be_is_not_there(rita: Reader, vacancy: Page, bad: str):
    assert rita.get(f"{vacancy.path}/candidates?" + urlencode({"page": bad})).status == 404


def test_there_is_no_page_that_decides_about_several(rita: Reader, vacancy: Page, sent: Callable):
    sent("Вера")
    sent("Олег")
    forms = [form for form in people(rita, vacancy).tree.all("form") if form.get("method") == "post"]

    assert [form.get("action") for form in forms if "candidates" in (form.get("action") or "")] == []


def test_however_long_nobody_decides_nothing_that_runs_by_the_clock_does(
    app: Flask, rita: Reader, vacancy: Page, sent: Callable, rows: Callable
):
    sent("Вера", level="4")
    sent("Олег", level="0", licence="no")
    terms = app.config["SETTINGS"].terms
    for months in (1, 3, 12):
        with time_machine.travel(NOW + timedelta(days=31 * months), tick=False), app.test_request_context():
            may_write.set(True)
            remind()
            send_letters()
            delete_what_is_due(terms)

    with app.app_context():
        noted = {entry.event for entry in trail(db.session())}
    assert noted & {Event.DECIDED, Event.FEEDBACK_APPROVED} == set()
    assert rows()["decision"] == []


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


def test_a_change_after_the_first_applicant_shows_whom_it_affects(
    rita: Reader, vacancy: Page, sent: Callable, rows: Callable
):
    sent()
    (code,) = [row["code"] for row in rows()["application"]]
    before = rows()["screening_topic"]
    profile = rita.open(f"{vacancy.path}/profile")
    assert code in profile.main.text
    values = {"level_negotiation": "1", "words": "Хватит и этого"}
    refused = rita.send(profile, **values)
    assert refused.status == 422
    assert problems(refused) == []
    assert rows()["vacancy_change"] == []

    rita.send(refused, **values, confirmed="y")
    after = rows()["screening_topic"]
    assert [row["words"] for row in rows()["vacancy_change"]] == ["Хватит и этого"]
    assert before != after


def test_of_many_who_began_the_newest_are_named_and_the_rest_are_counted(app: Flask, rita: Reader, vacancy: Page):
    with app.app_context():
        found = opened(db.session(), find_vacancy(db.session(), vacancy.path.rpartition("/")[2]))
        for second in range(MOST_NAMED + 2):
            begin(db.session(), found, None, agreed(Purpose.SELECTION), NOW + timedelta(seconds=second))
        db.session.commit()
    for page in (rita.open(f"{vacancy.path}/profile"), rita.open(f"{vacancy.path}/terms")):
        assert page.main.text.count("Кандидат ") == MOST_NAMED
        assert f"Уже начали отвечать {MOST_NAMED + 2} человека" in page.main.text
        assert "и ещё 2 человека, пришедшие раньше" in page.main.text


def test_a_decision_from_a_page_that_is_older_than_another_decision_is_not_kept_unseen(
    rita: Reader, vacancy: Page, sent: Callable, rows: Callable
):
    sent()
    link = links(people(rita, vacancy))[0]
    one, other = rita.open(link), rita.open(link)
    rita.send(one, **WHY)
    late = rita.send(other, **WHY | {"outcome": "decline"})

    assert late.status == 422
    assert "уже приняли решение" in late.main.text
    assert problems(late) == []
    assert [row["outcome"] for row in rows()["decision"]] == ["talk"]
    rita.send(late, **WHY | {"outcome": "decline"})
    assert sorted(row["outcome"] for row in rows()["decision"]) == ["decline", "talk"]


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


def test_a_vacancy_in_which_somebody_waits_is_closed_only_by_a_word(
    rita: Reader, vacancy: Page, sent: Callable, rows: Callable
):
    sent()
    page = rita.open(vacancy.path)
    assert "1 человек отправил ответы и ждёт решения" in page.main.text
    refused = rita.follow(rita.send(page, "/close"))
    assert problems(refused) == []
    assert "Вакансия пока не закрыта" in refused.html
    assert [row["closed_at"] for row in rows()["vacancy"]] == [None]

    rita.send(refused, "/close", sure="y")
    assert None not in [row["closed_at"] for row in rows()["vacancy"]]


def test_whoever_answers_to_be_selected_reads_who_will_see_it(app: Flask, rita: Reader, vacancy: Page):
    reader = begun(app, invitation(rita, vacancy, "Вера")[0], name="Вера")
    question = reader.open("/application").main
    page = reader.open(next(a["href"] for a in question.all("a") if "questions" in a["href"]))

    assert "Вы, а после отправки — те, кто проводит отбор" in page.html


def test_terms_that_touch_applicants_are_changed_with_a_reason_and_a_look_at_whom_it_affects(
    rita: Reader, vacancy: Page, sent: Callable, rows: Callable
):
    sent("Вераника")
    (code,) = [row["code"] for row in rows()["application"]]
    terms = rita.open(f"{vacancy.path}/terms")
    assert code in terms.main.text
    longer = rita.send(terms, title="КАМ, сети и аптеки")
    assert longer.status == 303
    assert rows()["vacancy_change"] == []

    unread = rita.send(rita.open(terms.path), knock_outs=["licence"], words="Без машины не доехать")
    assert unread.status == 422
    assert problems(unread) == []
    assert unread.main.one("textarea", id="words").text.strip() == "Без машины не доехать"
    why = rita.send(rita.open(terms.path), knock_outs=["licence"], confirmed="y")
    assert (why.status, rows()["vacancy_change"]) == (422, [])
    shown = rita.follow(rita.send(unread, confirmed="y"))
    assert problems(shown) == []
    assert "Без машины не доехать" in shown.main.text
    assert "водительские права" in shown.main.text
