"""Colleagues in a round: proposed, agreed to, heard together, and nothing that joins answer and person."""

from collections.abc import Callable

import pytest

from tests.rows import Rows
from tests.web.pages import Page, Reader
from tests.web.test_page_lint import problems
from tests.web.test_rounds import (
    COLLEAGUES,
    NEGOTIATION,
    TOP,
    finish,
    named,
    own,
    rate,
    send,
    take_part,
    talk,
    team,
)
from tests.web.test_rounds import clock as clock  # noqa: PLC0414 - the same round
from tests.web.test_rounds import hr as hr  # noqa: PLC0414 - the same round
from tests.web.test_rounds import ivan as ivan  # noqa: PLC0414 - the same round
from tests.web.test_rounds import round_page as round_page  # noqa: PLC0414 - the same round
from tests.web.test_rounds import staff as staff  # noqa: PLC0414 - the same round
from tests.web.test_rounds import vera as vera  # noqa: PLC0414 - the same round


@pytest.fixture
def colleagues(hr: Reader, ivan: Reader, round_page: Page, member: Callable[..., Reader]) -> list[Reader]:
    """Three in the round whose accounts HR has named, besides Ivan, who takes part."""
    page, found = hr.open(round_page.path), []
    for number, name in enumerate(COLLEAGUES):
        found.append(member(f"colleague{number}@example.ru"))
        page = hr.follow(named(hr, page, name, f"colleague{number}@example.ru"))
    take_part(ivan, round_page)
    return found


def propose(ivan: Reader, round_page: Page, name: str) -> Page:
    page = ivan.open(own(round_page))
    options = page.main.one("select", id="who").all("option")
    who = next(option["value"] for option in options if option.text.startswith(name))
    return ivan.follow(ivan.send(page, "/colleagues", who=who))


def agree(vera: Reader, round_page: Page) -> Page:
    links = [link["href"] for link in vera.open(team(round_page)).main.all("a") if "/colleagues" in link["href"]]
    page = vera.open(links[0])
    return vera.send(page, peers=[box["value"] for box in page.main.all("input", type="checkbox")])


def about(reader: Reader) -> str | None:
    links = [one["href"] for one in reader.open("/account").main.all("a") if "/account/colleagues/" in one["href"]]
    return links[0] if links else None


def test_three_colleagues_are_heard_together_and_handing_in_leaves_no_trace_of_an_answer(
    vera: Reader, ivan: Reader, colleagues: list[Reader], round_page: Page, rows: Callable[[], Rows]
):
    finish(ivan)
    for name in COLLEAGUES[:2]:
        propose(ivan, round_page, name)
    assert agree(vera, round_page).status == 422
    propose(ivan, round_page, COLLEAGUES[2])
    agree(vera, round_page)
    rate(vera, round_page)
    send(vera, round_page)
    for reader, level in zip(colleagues, "444", strict=True):
        assert "экспертно" not in ivan.open("/report/others").main.text
        address = about(reader)
        assert reader.send(reader.open(address)).status == 422
        before = rows()
        reader.follow(reader.send(reader.open(address), **{f"level-{NEGOTIATION}": level}))
        assert changed(before, rows()) <= {"round_peer", "sealed_peers", "peer_mean", "sign_in"}
        assert about(reader) is None
        assert reader.get(address).status == 404
    assert [(row["total"], row["count"]) for row in rows()["peer_mean"]] == [(12, 3)]
    assert rows()["sealed_peers"] == []
    assert TOP in ivan.open("/report/others").main.text
    assert TOP in vera.open(talk(vera, round_page)).main.text


def changed(before: Rows, after: Rows) -> set[str]:
    return {table for table in after if before[table] != after[table]}


def test_whoever_is_not_asked_and_whoever_is_no_manager_of_theirs_finds_nothing(
    hr: Reader, vera: Reader, ivan: Reader, colleagues: list[Reader], round_page: Page, rows: Callable[[], Rows]
):
    for name in COLLEAGUES:
        propose(ivan, round_page, name)
    assert about(colleagues[0]) is None
    page = ivan.open(own(round_page))
    ivan.follow(ivan.send(page, "/drop"))
    assert len(rows()["round_peer"]) == 2
    peer, record = rows()["round_peer"][0]["id"], next(row["id"] for row in rows()["person"] if row["number"] == "2")
    assert vera.get(f"/account/colleagues/{peer}").status == 404
    assert colleagues[0].get(f"{team(round_page)}/people/{record}/colleagues").status in {403, 404}
    assert "Согласовать" in hr.open(round_page.path).main.text
    assert hr.open(f"{round_page.path}/people/{record}/colleagues").main.one("form")


def test_hr_is_asked_before_a_colleague_is_taken_out_and_the_list_is_open_again(
    hr: Reader, vera: Reader, ivan: Reader, colleagues: list[Reader], round_page: Page, rows: Callable[[], Rows]
):
    for name in COLLEAGUES:
        propose(ivan, round_page, name)
    list_page = colleagues_of(vera, round_page)
    agree(vera, round_page)
    record = next(row["id"] for row in rows()["person"] if row["number"] == "3")
    asked = hr.send(hr.open(round_page.path), f"/{record}/remove")
    assert problems(asked) == []
    assert "Иванов Иван : останется меньше трёх" in asked.main.text
    assert len(rows()["round_peer"]) == 3
    hr.follow(hr.choose(asked, "/remove", sure="y"))
    assert len(rows()["round_peer"]) == 2
    for reader in colleagues[1:]:
        reader.send(reader.open(about(reader)), **{f"level-{NEGOTIATION}": "4"})
    page = ivan.open(own(round_page))
    assert problems(page) == []
    assert "удалено" not in page.main.one("section", id="colleagues").text
    assert "Предложите ещё кого-нибудь" in page.main.one("section", id="colleagues").text
    assert "Осталось меньше трёх" in vera.open(list_page).main.text
    more = hr.send(hr.open(f"{round_page.path}/people"), people=["3"])
    hr.follow(hr.choose(more, "/people", sure="y"))
    hr.follow(named(hr, hr.open(round_page.path), COLLEAGUES[0], "colleague0@example.ru"))
    propose(ivan, round_page, COLLEAGUES[0])
    assert agree(vera, round_page).status == 303
    colleagues[0].send(colleagues[0].open(about(colleagues[0])), **{f"level-{NEGOTIATION}": "4"})
    assert [(row["total"], row["count"]) for row in rows()["peer_mean"]] == [(12, 3)]


def colleagues_of(vera: Reader, round_page: Page) -> str:
    return next(one["href"] for one in vera.open(team(round_page)).main.all("a") if "/colleagues" in one["href"])
