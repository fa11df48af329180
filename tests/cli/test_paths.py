import json
from itertools import pairwise

import pytest


def paths(runner, *args):
    return runner.invoke(args=["paths", *args])


def test_the_ways_come_shortest_first_with_the_size_of_each_step(runner):
    ways = json.loads(paths(runner, "merchandiser", "key_account_manager_retail", "--format", "json").stdout)

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
    assert "No way leads" in result.stderr


def test_an_unknown_role_is_wrong_use(runner):
    result = paths(runner, "merchandiser", "king")

    assert result.exit_code == 2
    assert 'unknown role "king"; known: merchandiser' in result.stderr
