import json
from itertools import pairwise

import pytest


def paths(runner, *args):
    return runner.invoke(args=["paths", *args])


def test_the_ways_come_shortest_first_with_the_size_of_each_step(runner):
    ways = json.loads(paths(runner, "merchandiser", "key_account_manager_retail", "--format", "json").stdout)
    ways = [route["steps"] for route in ways["routes"]]

    assert [len(way) for way in ways] == sorted(len(way) for way in ways)
    for way in ways:
        assert (way[0]["from"], way[-1]["to"]) == ("merchandiser", "key_account_manager_retail")
        assert all(step["levels"] == sum(step["short"].values()) for step in way)
        assert all(one["to"] == next_one["from"] for one, next_one in pairwise(way))


@pytest.mark.parametrize(("lang", "name"), [("ru", "Супервайзер"), ("en", "Supervisor")])
def test_roles_are_called_by_their_names(runner, lang, name):
    text = paths(runner, "merchandiser", "sales_manager", "--lang", lang).stdout

    assert text.startswith("1. ")
    assert f"→ {name}" in text


def test_where_no_way_leads_it_says_so(runner):
    result = paths(runner, "commercial_director", "merchandiser")

    assert (result.exit_code, result.stdout) == (0, "")
    assert result.stderr == "На этой карте ни один путь не ведёт от одной к другой.\n"
    assert "No way leads" in paths(runner, "commercial_director", "merchandiser", "--lang", "en").stderr


def test_an_unknown_role_is_wrong_use(runner):
    result = paths(runner, "merchandiser", "king")

    assert result.exit_code == 2
    assert 'unknown role "king"; known: merchandiser' in result.stderr


def compared(runner, *args) -> dict:
    options = ("--hours-per-week", "4", "--format", "json")
    return json.loads(paths(runner, "medical_representative", "key_account_manager_pharma", *options, *args).stdout)


def test_with_hours_each_step_has_its_time_and_its_activities(runner):
    data = compared(runner)

    for route in data["routes"]:
        assert route["weeks"] == sum(step["weeks"] for step in route["steps"])
        assert route["largest_step"] == max(step["levels"] for step in route["steps"])
        for step in route["steps"]:
            assert step["activities"]
            assert max(one["end_week"] for one in step["activities"]) <= step["weeks"]
            assert step["hours"] <= 4 * step["weeks"]


def test_nothing_is_done_twice_on_one_way(runner):
    args = ("merchandiser", "key_account_manager_retail", "--hours-per-week", "5", "--format", "json")
    for route in json.loads(paths(runner, *args).stdout)["routes"]:
        done = [one["id"] for step in route["steps"] for one in step["activities"]]

        assert len(done) == len(set(done))
        assert route["weeks"]


def test_the_fastest_the_gentlest_and_the_cheapest_way_are_named(runner):
    data = compared(runner)

    for best, size in (("fastest", "weeks"), ("gentlest", "largest_step"), ("cheapest", "cost")):
        assert data["routes"][data[best]][size] == min(route[size] for route in data["routes"])


def test_every_way_that_costs_the_least_is_called_the_cheapest(runner):
    args = ("merchandiser", "key_account_manager_retail", "--hours-per-week", "4")
    ways = json.loads(paths(runner, *args, "--format", "json").stdout)["routes"]
    text = paths(runner, *args, "--lang", "en").stdout
    heads = [line for line in text.splitlines() if line[:1].isdigit()]
    least = min(way["cost"] for way in ways)
    cheapest = [way["cost"] == least for way in ways]

    assert 1 < sum(cheapest) < len(ways)
    assert ["the cheapest" in head for head in heads] == cheapest
    assert ["cheapest" in way["best_at"] for way in ways] == cheapest


def test_more_hours_make_no_way_longer(runner):
    slow = json.loads(paths(runner, "merchandiser", "supervisor", "--hours-per-week", "3", "--format", "json").stdout)
    fast = json.loads(paths(runner, "merchandiser", "supervisor", "--hours-per-week", "6", "--format", "json").stdout)

    for one, other in zip(slow["routes"], fast["routes"], strict=True):
        assert other["weeks"] <= one["weeks"]


@pytest.mark.parametrize(("lang", "words"), [("ru", ("самый быстрый", "примерно")), ("en", ("the fastest", "about"))])
def test_the_comparison_is_told_in_words(runner, lang, words):
    text = paths(runner, "supervisor", "key_account_manager_retail", "--hours-per-week", "4", "--lang", lang).stdout

    assert all(word in text for word in words)


@pytest.mark.parametrize("hours", ["nan", "0", "inf"])
def test_hours_that_are_none_are_wrong_use(runner, hours):
    result = paths(runner, "merchandiser", "supervisor", "--hours-per-week", hours)

    assert (result.exit_code, result.stdout) == (2, "")
    assert "hours-per-week" in result.stderr


@pytest.mark.parametrize(("lang", "words"), [("ru", "тем"), ("en", "topics to grow in, ")])
def test_the_size_of_a_step_is_told_in_words(runner, lang, words):
    first = paths(runner, "merchandiser", "supervisor", "--lang", lang).stdout.splitlines()[1]

    assert words in first
    assert "+" not in first


def test_a_role_to_itself_is_no_way_and_says_why(runner):
    result = paths(runner, "merchandiser", "merchandiser", "--hours-per-week", "4")

    assert (result.exit_code, result.stdout) == (0, "")
    assert result.stderr == "Выберите две разные роли.\n"


@pytest.mark.parametrize("hours", [(), ("--hours-per-week", "4")])
def test_the_json_has_one_shape_whatever_is_asked(runner, hours):
    ways = {
        target: json.loads(paths(runner, "merchandiser", target, "--format", "json", *hours).stdout)
        for target in ("merchandiser", "supervisor")
    }

    assert ways["merchandiser"] == {"routes": [], "fastest": None, "gentlest": None, "cheapest": None}
    assert ways["supervisor"].keys() == ways["merchandiser"].keys()
    for route in ways["supervisor"]["routes"]:
        assert route.keys() == {"steps", "weeks", "hours", "cost", "largest_step", "best_at"}
        assert (route["weeks"] is None) == (route["hours"] is None) == (not hours)
        assert all((step["activities"] is None) == (not hours) for step in route["steps"])
