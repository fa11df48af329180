"""Activities of a draft in the browser: what they take and give, and a new one made after another."""

from collections.abc import Callable

import pytest

from kamcareer.core.accounts import Role
from tests.web.pages import Page, Reader

BOOK = "account_planning_book"


@pytest.fixture
def hr(member: Callable[..., Reader]) -> Reader:
    return member("hr@example.ru", Role.HR, second_factor=True)


def opened(hr: Reader, activity: str = BOOK) -> Page:
    draft = hr.follow(hr.send(hr.open("/hr/models")))
    return hr.open(f"{draft.path}/activities?activity={activity}")


def value(page: Page, name: str) -> str:
    return str(page.main.one("input", id=name)["value"])


def test_numbers_are_typed_over_and_stand_in_what_changes(hr: Reader):
    page = opened(hr)
    saved = hr.follow(hr.send(page, f"activities?activity={BOOK}", hours="12,5", price="1500"))

    assert (value(saved, "hours"), value(saved, "price")) == ("12.5", "1500")
    changes = hr.open(page.path.partition("/activities")[0] + "/changes").main.text
    assert "12.5" in changes or "12,5" in changes


def test_a_topic_comes_to_what_an_activity_gives_and_goes_again(hr: Reader):
    page = opened(hr)
    more = {"topic:0": "negotiation", "more:0:0": "0.1", "more:0:1": "2"}
    saved = hr.follow(hr.send(page, f"activities?activity={BOOK}", **more))
    assert value(saved, "gain:negotiation:0") == "0.1"

    none = {"gain:negotiation:0": "", "gain:negotiation:1": ""}
    again = hr.follow(hr.send(saved, f"activities?activity={BOOK}", **none))
    assert not again.main.all("input", id="gain:negotiation:0")


def test_what_cannot_be_is_told_with_its_place_and_stays_as_typed(hr: Reader):
    page = opened(hr)
    refused = hr.send(page, f"activities?activity={BOOK}", hours="много", **{"topic:0": "negotiation"})

    assert refused.status == 422
    assert f"activities/{BOOK}.yaml" in refused.main.one("section", class_="errors").text
    assert value(refused, "hours") == "много"
    chosen = [o["value"] for o in refused.main.one("select", id="topic:0").all("option") if "selected" in o]
    assert chosen == ["negotiation"]
    assert value(hr.open(refused.path), "hours") == "10"


@pytest.mark.parametrize("topics", [("", ""), ("negotiation", "negotiation")])
def test_numbers_of_a_topic_that_was_not_chosen_or_twice_are_not_lost(hr: Reader, topics: tuple[str, str]):
    typed = {f"more:{place}:{part}": said for place in (0, 1) for part, said in ((0, "0.1"), (1, "2"))}
    chosen = {f"topic:{place}": topic for place, topic in enumerate(topics)}
    refused = hr.send(opened(hr), f"activities?activity={BOOK}", **typed, **chosen)

    assert refused.status == 422
    assert [value(refused, name) for name in typed] == ["0.1", "2", "0.1", "2"]


def test_of_two_who_type_the_second_is_told_and_sees_both(hr: Reader):
    mine = opened(hr)
    hr.follow(hr.send(hr.open(mine.path), f"activities?activity={BOOK}", hours="20"))
    late = hr.send(mine, f"activities?activity={BOOK}", hours="30")

    assert late.status == 409
    assert value(late, "hours") == "30"
    assert "сохранено: 20" in late.main.text


def test_a_new_activity_is_made_after_one_and_its_texts_open(hr: Reader):
    page = opened(hr)
    texts = hr.follow(hr.send(page, "/copy", new="book_for_two"))
    assert texts.path.endswith("?file=activities/book_for_two.yaml")

    back = hr.open(page.path.partition("?")[0] + "?activity=book_for_two")
    assert value(back, "hours") == "10"
    taken = hr.send(back, "/copy", new="book_for_two")
    assert taken.status == 422
    assert "book_for_two" in taken.main.one("section", class_="errors").text


def test_an_activity_that_is_not_there_is_no_page(hr: Reader):
    page = opened(hr)

    assert hr.get(page.path.partition("?")[0] + "?activity=never_there").status == 404
