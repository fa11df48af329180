"""People of the company on the pages of HR: found, imported from a file after a look, scores of before kept."""

from collections.abc import Callable
from datetime import timedelta
from io import BytesIO

import pytest
from flask import Flask
from openpyxl import Workbook, load_workbook

from kamcareer.core.accounts import GRANTED, Role
from kamcareer.core.people import Person
from kamcareer.services.imports import AT_ONCE
from kamcareer.services.people import all_people, record_of
from kamcareer.services.retention import delete_due, due
from kamcareer.store.database import Base, db, may_write
from kamcareer.store.people import delete_person, put_people
from kamcareer.worker.embedded import EmbeddedWorker
from tests.conftest import now
from tests.web.pages import Page, Reader
from tests.web.test_page_lint import problems

HEAD = "Таб. №;ФИО;Отдел;Руководитель;Должность;Оклад\n"
GOOD = HEAD + "00001;Ким Вера;Север;;Супервайзер;100500\n00017;Иванов Иван;Север;00001;Торговый представитель;90000\n"
BAD = HEAD + "00001;Ким Вера;Север;;Супервайзор;1\n;Иванов Иван;Север;00001;;1\n"


@pytest.fixture
def hr(member: Callable[..., Reader]) -> Reader:
    return member("hr@example.ru", Role.HR, second_factor=True)


def sent(reader: Reader, text: str, kind: str = "import", name: str = "люди.csv", **values: str) -> Page:
    page = reader.open(f"/hr/people/{kind}")
    if "table" not in {item.get("name") for item in page.main.all("input")}:
        reader.request("POST", f"/hr/people/{kind}/drop", data={"csrf_token": page.csrf})
        page = reader.open(f"/hr/people/{kind}")
    data = text if isinstance(text, bytes) else text.encode("cp1251")
    body, headers = form_with_file(data, name, {"csrf_token": page.csrf} | values)
    return reader.request("POST", f"/hr/people/{kind}", input_stream=BytesIO(body), headers=headers)


def form_with_file(
    data: bytes, name: str, values: dict[str, str], field: str = "table"
) -> tuple[bytes, dict[str, str]]:
    """A form as a browser sends it, made here: the client of the tests would keep large ones in files that stay open."""
    head = "--part\r\nContent-Disposition: form-data; name="
    parts = [f'{head}"{key}"\r\n\r\n{value}\r\n'.encode() for key, value in values.items()]
    parts += [f'{head}"{field}"; filename="{name}"\r\n\r\n'.encode(), data, b"\r\n--part--\r\n"]
    return b"".join(parts), {"Content-Type": "multipart/form-data; boundary=part"}


def known(app: Flask) -> dict[str, Person]:
    with app.app_context():
        return all_people(db.session())


def set_back(app: Flask, table: str, column: str, by: timedelta) -> None:
    """Let a moment in the rows lie further back, as if time had passed."""
    may_write.set(True)
    with app.app_context():
        rows = Base.metadata.tables[table]
        db.session.execute(rows.update().values({column: now() - by}))
        db.session.commit()


def several(app: Flask, people: list[Person]) -> None:
    may_write.set(True)
    with app.app_context():
        put_people(db.session(), people, now())
        db.session.commit()


def test_a_file_is_looked_at_and_imported_by_one_word(app: Flask, hr: Reader):
    look = hr.follow(sent(hr, GOOD))
    assert "новых: 2" in look.main.text
    assert "Ким Вера (00001)" in look.main.text
    assert known(app) == {}

    listed = hr.follow(hr.send(look, "/confirm"))
    assert known(app)["00017"] == Person("00017", "Иванов Иван", "Север", "00001", "sales_representative")
    assert "Иванов Иван" in listed.main.text
    assert "table" in {item.get("name") for item in hr.open("/hr/people/import").main.all("input")}


def test_with_a_cell_to_mend_nobody_is_imported_and_the_table_comes_back_with_comments(app: Flask, hr: Reader):
    look = hr.follow(sent(hr, BAD))
    assert "люди!E2" in look.main.text
    assert "люди!A3" in look.main.text
    assert "Загрузить всё" not in look.main.text

    hr.request("POST", "/hr/people/import/confirm", data={"csrf_token": look.csrf})
    assert known(app) == {}
    marked = load_workbook(BytesIO(hr.open("/hr/people/import/to-mend.xlsx").response.get_data())).active
    assert marked["E2"].comment.text.startswith("В модели нет должности")


def test_addresses_that_an_empty_cell_deletes_are_told_before_the_import(app: Flask, hr: Reader):
    several(
        app,
        [Person("00001", "Ким Вера", email="vera@example.ru"), Person("00017", "Иванов Иван", email="i@example.ru")],
    )
    look = hr.follow(sent(hr, "Таб. №;ФИО;Почта\n00001;Ким Вера;\n00017;Иванов Иван;ivan@example.ru\n"))

    assert "Адрес почты 1 человека будет удалён" in look.main.text
    assert problems(look) == []
    hr.send(look, "/confirm")
    assert [one.email for one in known(app).values()] == [None, "ivan@example.ru"]


def test_an_address_to_mend_comes_back_with_a_comment_in_its_cell(app: Flask, hr: Reader):
    look = hr.follow(sent(hr, "Таб. №;ФИО;Почта\n1;Ким Вера;vera@example.ru\n2;Ли Ян;vera@example.ru\n3;Юн Яна;yana\n"))

    assert "«yana» — не адрес почты" in look.main.text
    hr.request("POST", "/hr/people/import/confirm", data={"csrf_token": look.csrf})
    assert known(app) == {}
    marked = load_workbook(BytesIO(hr.open("/hr/people/import/to-mend.xlsx").response.get_data())).active
    assert {cell.coordinate for row in marked.iter_rows() for cell in row if cell.comment} == {"C3", "C4"}


def test_a_number_without_its_zeros_is_no_second_person_and_the_page_says_whose_it_is(app: Flask, hr: Reader):
    several(app, [Person("00003", "Кузнецов Олег Ильич", "Север")])
    look = hr.follow(sent(hr, HEAD + "3;Кузнецов Олег Ильич;Север;;;1\n"))
    assert "новых: 0" in look.main.text
    assert "нет в этом файле: 0" in look.main.text
    assert "3 → 00003 (Кузнецов Олег Ильич)" in look.main.text
    assert problems(look) == []
    hr.send(look, "/confirm")
    assert set(known(app)) == {"00003"}

    asked = hr.follow(sent(hr, HEAD + "3;Орлова Инна;Север;;;1\n"))
    assert "00003 (Кузнецов Олег Ильич)" in asked.main.text
    assert "Загрузить всё" not in asked.main.text


def test_columns_of_days_that_are_not_read_are_named_and_one_is_chosen_by_its_whole_name(app: Flask, hr: Reader):
    book = Workbook()
    for row in (["Таб. №", "ФИО", "Дата", None], [None, None, "приёма", "аттестации"]):
        book.active.append(row)
    book.active.append(["1", "Ким Вера", "05.05.2015", "01.02.2020"])
    book.active.merge_cells("C1:D1")
    out = BytesIO()
    book.save(out)
    look = hr.follow(sent(hr, out.getvalue(), name="даты.xlsx"))
    column = {label.text: label["for"] for label in look.main.all("label")}
    look = hr.follow(hr.send(look, "/columns", **{column["Дата приёма"]: "nothing"}))
    assert "столбцы с датами не читаются: Дата аттестации" in look.main.text
    assert problems(look) == []

    look = hr.follow(hr.send(look, "/columns", **{column["Дата аттестации"]: "since"}))
    assert "столбцы с датами не читаются" not in look.main.text
    hr.send(look, "/confirm")
    assert str(known(app)["1"].since) == "2020-02-01"


def test_words_that_lead_nowhere_are_left_out(hr: Reader):
    rows = "00010;Ким Вера;Север;00010;;1\n00011;Орлов Олег;Север;;Бухгалтер;1\n"
    look = hr.follow(sent(hr, HEAD + rows)).main.text

    assert "00010 указан руководителем самому себе" in look
    assert "по кругу" not in look
    assert "В модели нет должности «Бухгалтер» и похожих на неё" in look
    assert "—." not in look


def test_columns_and_posts_are_mapped_once_and_remembered_for_the_next_file(app: Flask, hr: Reader):
    strange = "ID;Кто;Роль\n1;Ким Вера;Торгпред 2 кат.\n2;Иванов Иван;Бухгалтер\n"
    look = hr.follow(sent(hr, strange))
    column = {label.text: label["for"] for label in look.main.all("label")}
    look = hr.follow(hr.send(look, "/columns", **{column["ID"]: "number", column["Кто"]: "name"}))
    post = {label.text: label["for"] for label in look.main.all("label")}
    chosen = {post["Торгпред 2 кат."]: "sales_representative", post["Бухгалтер"]: ""}
    look = hr.follow(hr.send(look, "/columns", **chosen))
    hr.send(look, "/confirm")
    assert [(one.name, one.role) for one in known(app).values()] == [
        ("Ким Вера", "sales_representative"),
        ("Иванов Иван", None),
    ]

    again = hr.follow(sent(hr, strange + "3;Орлов Олег;Бухгалтер\n"))
    assert "новых: 1" in again.main.text


def test_another_sheet_of_the_file_is_chosen_by_its_name(hr: Reader):
    book = Workbook()
    book.active.title = "Все"
    book.active.append(["Таб. №", "ФИО", "Отдел", "Должность"])
    book.active.append(["1", "Ким Вера", "Север", "Супервайзер"])
    other = book.create_sheet("Филиал")
    other.append(["Таб. №", "ФИО"])
    other.append(["2", "Иванов Иван"])
    out = BytesIO()
    book.save(out)
    look = hr.follow(sent(hr, out.getvalue(), name="все.xlsx"))
    assert "Ким Вера (1)" in look.main.text

    look = hr.follow(hr.send(look, "/columns", sheet="Филиал"))
    assert "Иванов Иван (2)" in look.main.text
    assert "Ким Вера" not in look.main.text


def test_the_file_waits_while_the_person_shows_anew_who_they_are(app: Flask, member: Callable[..., Reader]):
    hr = member("hr@example.ru", Role.HR, second_factor=True)
    look = hr.follow(sent(hr, GOOD))
    set_back(app, "sign_in", "proved_at", timedelta(minutes=40))
    asked = hr.send(look, "/confirm")
    assert (asked.status, known(app)) == (401, {})

    set_back(app, "sign_in", "proved_at", timedelta(minutes=1))
    done = hr.send(asked, "/confirm")
    assert done.status == 303
    assert set(known(app)) == {"00001", "00017"}


def test_a_file_that_waited_two_hours_is_gone(app: Flask, hr: Reader, rows: Callable):
    look = hr.follow(sent(hr, GOOD))
    set_back(app, "waiting_file", "uploaded_at", timedelta(hours=2, minutes=1))
    hr.send(look, "/confirm")
    assert known(app) == {}

    may_write.set(True)
    with app.app_context():
        terms = app.config["SETTINGS"].terms
        delete_due(db.session(), due(db.session(), terms, now()), terms, now())
        db.session.commit()
    assert rows()["waiting_file"] == []


def test_what_else_stands_in_a_file_is_sealed_while_it_waits_and_nowhere_afterwards(hr: Reader, rows: Callable):
    look = hr.follow(sent(hr, GOOD))
    assert "100500" not in str(rows())

    hr.send(look, "/confirm")
    assert rows()["waiting_file"] == []
    assert "100500" not in str(rows())


def test_a_waiting_file_is_seen_by_its_owner_alone(hr: Reader, member: Callable[..., Reader]):
    hr.follow(sent(hr, GOOD))
    other = member("other@example.ru", Role.HR, second_factor=True)

    assert "Ким Вера" not in other.open("/hr/people/import").main.text
    assert "table" in {item.get("name") for item in other.open("/hr/people/import").main.all("input")}


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "Файл пуст"),
        (b"\xd0\xcf\x11\xe0" + b"0" * 600, "старый формат .xls"),
        (b"PK\x03\x04" + b"0" * 600, "не читается как таблица"),
        (b"x" * 5_000_001, "больше 5 МБ"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_in_words_and_not_kept(
    hr: Reader, rows: Callable, data: bytes, said: str
):
    page = sent(hr, data)

    assert page.status == 422
    assert said in page.main.text
    assert rows()["waiting_file"] == []


def test_large_files_are_let_in_at_these_addresses_and_from_hr_alone(
    app: Flask, hr: Reader, member: Callable[..., Reader]
):
    other = member("b@example.ru", *GRANTED - {Role.HR}, second_factor=True)

    def status(reader: Reader, path: str, size: int) -> int:
        values = {"csrf_token": reader.open("/start").csrf}
        body, headers = form_with_file(b"x" * size, "a.csv", values)
        return reader.request("POST", path, input_stream=BytesIO(body), headers=headers).status

    assert status(hr, "/hr/people/import", 1_000_000) == 422  # one cell of so many letters: refused in words
    assert status(hr, "/hr/people/import", 6_000_000) == 413
    assert status(hr, "/hr/cards", 1_000_000) == 413
    assert [status(reader, "/hr/people/import", 1_000_000) for reader in (other, Reader(app))] == [413, 413]


def test_people_are_found_by_a_part_of_the_name_whatever_its_letters_and_by_number_unit_and_post(
    app: Flask, hr: Reader
):
    several(
        app,
        [
            Person("00001", "Артём Ёлкин", "Север", None, "supervisor"),
            Person("00017", "Иванов Иван", "Юг", "00001", "sales_representative"),
            Person("KA-3", "Орлов 100%", "Юг", "00001", None),
        ],
    )
    names = {"Артём Ёлкин", "Иванов Иван", "Орлов 100%"}

    def found(query: str) -> set[str]:
        cells = {th.text for th in hr.open(f"/hr/people{query}").main.all("th", scope="row")}
        return names & cells

    assert found("") == names
    assert found("?search=елк") == found("?search=АРТЕМ") == {"Артём Ёлкин"}
    assert found("?search=0017") == {"Иванов Иван"}
    assert found("?search=ka-") == found("?search=%25") == {"Орлов 100%"}
    assert found("?unit=Юг") == {"Иванов Иван", "Орлов 100%"}
    assert found("?unit=Юг&post=sales_representative") == {"Иванов Иван"}
    assert found("?search=никто") == set()


def test_a_list_of_many_is_paged_with_as_many_queries_as_one_of_a_few(app: Flask, hr: Reader, queries: Callable):
    several(app, [Person(f"{n:05}", f"Человек {n:05}", f"Отдел {n % 7}") for n in range(3)])
    few = queries(lambda: hr.open("/hr/people"))
    several(app, [Person(f"{n:05}", f"Человек {n:05}", f"Отдел {n % 7}", "00001") for n in range(2, 130)])

    assert queries(lambda: hr.open("/hr/people")) <= few + 1  # the names of managers
    pages = [hr.open(f"/hr/people?page={n}") for n in (1, 2, 3)]
    seen = [th.text for page in pages for th in page.main.all("th", scope="row")]
    assert seen == [f"Человек {n:05}" for n in range(130)]
    assert "101–130 из 130" in pages[2].main.text
    assert hr.get("/hr/people?page=0").status == 404


def test_everybody_is_taken_away_in_the_table_that_can_be_sent_again_and_it_is_noted(
    app: Flask, hr: Reader, rows: Callable
):
    several(app, [Person("00001", "=1+1 Ким", "Север", None, "supervisor"), Person("00002", "Юн", "Юг", "00001")])
    table = hr.send(hr.open("/hr/people"), "/all.xlsx").response.get_data()
    assert [row["event"] for row in rows()["audit"]][-1] == "people_exported"

    look = hr.follow(sent(hr, table, name="все.xlsx"))
    assert "без изменений: 1" in look.main.text or "без изменений: 2" in look.main.text


def many(count: int, post: str = "Супервайзер") -> str:
    rows = [f"{number:05d};Человек {number:05d};Отдел {number % 9};;{post};1" for number in range(1, count + 1)]
    return HEAD + "\n".join(rows) + "\n"


def test_a_large_file_is_imported_in_the_background_once_and_says_so(app: Flask, hr: Reader):
    look = hr.follow(sent(hr, many(AT_ONCE + 1)))
    for _click in range(2):
        hr.request("POST", "/hr/people/import/confirm", data={"csrf_token": look.csrf})
    waits = hr.open("/hr/people/import")
    assert waits.main.all("progress")
    assert known(app) == {}
    assert hr.get("/hr/people/import/to-mend.xlsx").status == 303

    assert EmbeddedWorker(app).look() >= 1
    assert len(known(app)) == AT_ONCE + 1
    done = hr.open("/hr/people/import").main
    assert f"Новых: {AT_ONCE + 1}" in done.text
    assert not done.all("progress")


def test_a_large_file_that_became_wrong_meanwhile_imports_nobody_and_waits_for_a_look(app: Flask, hr: Reader):
    several(app, [Person("99999", "Ким Вера")])
    text = many(AT_ONCE + 1).replace("Отдел 1;;", "Отдел 1;99999;", 1)
    look = hr.follow(sent(hr, text))
    hr.request("POST", "/hr/people/import/confirm", data={"csrf_token": look.csrf})
    may_write.set(True)
    with app.app_context():
        delete_person(db.session(), record_of(db.session(), "99999"))
        db.session.commit()
    EmbeddedWorker(app).look()

    assert known(app) == {}
    page = hr.open("/hr/people/import").main.text
    assert "люди!D2" in page
    assert "не загружен" in page


def test_an_import_that_was_given_up_imports_nobody(app: Flask, hr: Reader):
    look = hr.follow(sent(hr, many(AT_ONCE + 1)))
    hr.request("POST", "/hr/people/import/confirm", data={"csrf_token": look.csrf})
    page = hr.open("/hr/people/import")
    hr.request("POST", "/hr/people/import/drop", data={"csrf_token": page.csrf})
    EmbeddedWorker(app).look()

    assert known(app) == {}
    assert "table" in {item.get("name") for item in hr.open("/hr/people/import").main.all("input")}
