"""A draft of the model from its beginning to its files: what is saved, what is refused, what stays as it was."""

from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest

from kamcareer.core.accounts import Role
from kamcareer.services.framework_files import read_folder
from tests.web.pages import Page, Reader

CELL = "supervisor:negotiation"
TEXTS = "/texts?file=competencies/negotiation.yaml"
SHIPPED = Path(__file__).parents[2] / "competencies" / "key_account"


@pytest.fixture
def hr(member: Callable[..., Reader]) -> Reader:
    return member("hr@example.ru", Role.HR, second_factor=True)


def test_a_draft_is_edited_compared_and_handed_over_with_all_else_as_it_was(hr: Reader):
    grid = begun(hr)
    why = hr.send(grid, **{CELL: "3/3"})

    assert "roles/supervisor.yaml:" in why.tree.one("section", class_="errors").text

    saved = hr.follow(hr.send(why, **{f"reason:{CELL}:ru": "Ведёт сделки", f"reason:{CELL}:en": "Leads deals"}))

    assert cell(saved) == "3/3"

    texts = hr.open(grid.path + TEXTS)
    legends = {one.text for one in texts.main.all("legend")}
    assert {"Название", "Описание ступени 3"} <= legends
    assert not [one for one in legends if "." in one and one.isascii()]
    assert ".yaml" not in texts.main.one("select", id="file").text
    hr.follow(hr.send(texts, **{"name:en": "Bargaining"}))
    changes = hr.open(f"{grid.path}/changes")

    assert "Bargaining" in changes.main.text
    assert "нужная ступень" in changes.main.text

    files = handed_over(hr, changes)
    before = read_folder(SHIPPED).files

    assert {path for path, data in files.items() if data != before[path]} == {
        "roles/supervisor.yaml",
        "competencies/negotiation.yaml",
    }
    assert files.keys() == before.keys()
    assert comments(files["roles/supervisor.yaml"]) == comments(before["roles/supervisor.yaml"])


def test_what_would_have_to_be_mended_is_said_while_somebody_edits_and_nothing_is_kept(hr: Reader, rows: Callable):
    grid, before = begun(hr), rows()
    texts = hr.open(grid.path + TEXTS)

    def asked(page: Page, action: str, **typed: str) -> dict[str, object]:
        sent = page.values(page.form(action)) | typed | {"check": "y"}
        answer = hr.request("POST", page.form(action).get("action") or page.path, data=sent)
        assert answer.status == 200
        return answer.response.json

    wrong, unreadable = asked(grid, "", **{CELL: "3/3"}), asked(grid, "", **{CELL: "7/2"})
    assert "roles/supervisor.yaml:" in str(wrong["problems"])
    assert "7/2" in str(unreadable["problems"])
    assert asked(grid, "", **{CELL: "3/1"}) == {"heading": "В таком виде можно сохранить.", "problems": []}
    assert asked(texts, "", **{"name:en": ""})["problems"]
    assert asked(texts, "", revision="7")["problems"] == []
    assert "сохранил" in str(asked(texts, "", revision="7")["heading"])
    assert rows() == before


def test_what_would_not_pass_the_check_is_told_and_stays_in_the_form(hr: Reader):
    grid = begun(hr)
    refused = hr.send(grid, **{CELL: "7/2"})

    assert refused.status == 422
    assert "7/2" in refused.tree.one("section", class_="errors").text
    assert cell(refused) == "7/2"

    texts = hr.send(hr.open(grid.path + TEXTS), **{"name:en": ""})

    assert texts.status == 422
    assert "key_account/competencies/negotiation.yaml:" in texts.tree.one("section", class_="errors").text
    assert cell(hr.open(grid.path)) != "7/2"


def test_two_who_edit_do_not_overwrite_each_other_unseen(hr: Reader):
    mine = begun(hr)
    theirs = hr.open(mine.path)
    hr.follow(hr.send(theirs, **{CELL: "2/1"}))
    refused = hr.send(mine, **{CELL: "3/2"})

    assert refused.status == 409
    assert cell(refused) == "3/2"
    assert "2/1" in refused.tree.one("table").text
    assert cell(hr.follow(hr.send(refused))) == "3/2"


def begun(hr: Reader) -> Page:
    return hr.follow(hr.send(hr.open("/hr/models")))


def cell(page: Page) -> str:
    return page.tree.one("input", name=CELL)["value"]


def comments(data: bytes) -> list[str]:
    return [line for line in data.decode().splitlines() if "#" in line]


def handed_over(hr: Reader, changes: Page) -> dict[str, bytes]:
    with ZipFile(BytesIO(hr.send(changes, "/files.zip").response.data)) as packed:
        return {name.removeprefix("key_account/"): packed.read(name) for name in packed.namelist()}


def test_a_draft_is_deleted_only_after_what_is_lost_was_read(hr: Reader):
    grid = begun(hr)
    saved = hr.follow(hr.send(grid, **{CELL: "2/1"}))
    (link,) = [one for one in hr.open(f"{grid.path}/changes").main.all("a") if one["href"].endswith("/drop")]
    asked = hr.open(link["href"])
    assert "1 отличие от действующей модели" in asked.main.text
    assert "Работа 1 человека" in asked.main.text

    hr.follow(hr.send(saved, **{CELL: "3/2"}))
    refused = hr.send(asked, "/drop")  # saved since that was read
    assert refused.status == 409
    assert hr.open(grid.path).status == 200
    hr.follow(hr.send(refused, "/drop"))
    assert hr.get(grid.path).status == 404


def test_a_draft_is_not_deleted_by_a_form_that_says_nothing_of_what_was_read(hr: Reader):
    grid = begun(hr)
    assert hr.request("POST", f"{grid.path}/drop", data={"csrf_token": grid.csrf}).status == 422
    assert hr.open(grid.path).status == 200


def test_why_a_level_falls_on_the_way_up_is_asked_where_it_is_typed(hr: Reader):
    lower, place = "sales_manager:communication", "fall:edges.2.falls.communication"
    grid = begun(hr)
    asked = hr.send(grid, **{lower: "1/1"})
    assert asked.status == 422
    assert "Супервайзер → Менеджер по продажам: Коммуникация и контакт, 2 → 1" in asked.main.text

    half = hr.send(asked, **{f"{place}:ru": "Разговоры ведут супервайзеры"})
    assert half.status == 422
    assert half.tree.one("textarea", id=f"{place}:ru").text == "Разговоры ведут супервайзеры"

    saved = hr.follow(hr.send(half, **{f"{place}:en": "Supervisors do the talking"}))
    changes = hr.open(f"{saved.path}/changes")
    assert "«Супервайзер → Менеджер по продажам», почему ниже «Коммуникация и контакт»: добавлено" in changes.main.text
    before, after = read_folder(SHIPPED).files["framework.yaml"], handed_over(hr, changes)["framework.yaml"]
    assert comments(after) == comments(before)
    assert b"Supervisors do the talking" in after

    hr.follow(hr.send(saved, **{lower: "3/2"}))
    again = handed_over(hr, hr.open(f"{saved.path}/changes"))["framework.yaml"]
    assert again == before
