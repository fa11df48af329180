"""Settings from an installation's own ratings: what they find, and when they may not be drawn."""

import json
from dataclasses import replace
from datetime import date
from functools import cache

import numpy as np
import pytest

from kamcareer.config import PROJECT_ROOT
from kamcareer.core.framework.errors import FileError
from kamcareer.core.framework.loading import parse_measurement
from kamcareer.core.measurement import Rating, prior_of_role
from kamcareer.core.measurement.calibration import Rated, RefusedError, anchor_offset, calibrate, told_by_ratings
from kamcareer.core.measurement.empirical_bayes import fitted
from kamcareer.core.measurement.paired_differences import paired_differences
from kamcareer.core.measurement.proposal import proposed
from kamcareer.core.rating_rows import read_rated
from kamcareer.core.settings_effect import effects, sample_people
from kamcareer.exports.measurement_yaml import measurement_yaml
from kamcareer.services.framework_files import load_framework

FRAMEWORK = load_framework(PROJECT_ROOT / "competencies" / "key_account")
ROLE = FRAMEWORK.roles["sales_manager"]
ASKED = list(ROLE.requirements)[:8]
SETTINGS = FRAMEWORK.measurement
TODAY = date(2026, 11, 27)


@cache
def rated(count=320, bosses=48, self_bias=0.9, strict=0.0, sources=("self", "manager")):
    """Return people of whom the settings are wrong: much kinder to themselves, some managers stricter."""
    draw = np.random.default_rng(5)
    found = {}
    for person in range(count):
        boss = person % bosses
        common, moods = draw.normal() * 0.4, {"self": draw.normal() * 0.4, "manager": draw.normal() * 0.25}
        ratings = []
        for id in ASKED:
            profile = ROLE.requirements[id].level
            level = profile - 0.6 + common + draw.normal() * 0.6
            for source, bias, slope in (("self", self_bias, 0.3), ("manager", 0.15, 0.67)):
                lenient = -strict if source == "manager" and boss == 0 else 0.0
                said = profile + bias + lenient + slope * (level - profile) + moods[source] + draw.normal() * 0.45
                if source in sources:
                    rater = f"m{boss}" if source == "manager" else ""
                    ratings.append(Rating(id, source, float(np.clip(np.rint(said), 0, 4)), rater=rater))
        found[f"p{person}"] = Rated("sales_manager", tuple(ratings))
    return found


@cache
def calibrated(**world):
    return calibrate(FRAMEWORK, rated(**world), "manager")


def test_a_bias_that_the_settings_did_not_know_is_mostly_found():
    found = calibrated()
    moved = {one.name: one for one in found.moved}

    assert (found.people, found.anchor_raters, found.anchor) == (320, 48, "manager")
    assert 0.5 < moved["self.bias"].after < 0.9  # ratings are cut to the scale, and 48 raters are trusted so far
    assert moved["self.bias"].low <= moved["self.bias"].after < moved["self.bias"].high
    assert moved["prior.offset"].after < -0.2
    assert moved["self.bias"].before == SETTINGS.sources["self"].bias.value == 0.35
    assert "manager.bias" not in {one.name for one in found.moved if one.after != one.before}


def test_settings_that_were_not_spoken_of_stay_as_they_are():
    after = calibrated().settings

    assert after.sources["peer"] == SETTINGS.sources["peer"]
    assert after.prior.spread == SETTINGS.prior.spread
    for id, model in after.sources.items():
        shares = model.error_shares
        assert shares.rater + shares.halo + shares.rest == pytest.approx(1), id
        low, high = model.validity.range
        assert low <= model.validity.value <= high


def test_fewer_anchor_raters_move_less():
    pairs = {
        bosses: paired_differences({id: list(one.ratings) for id, one in rated(bosses=bosses).items()}, "manager")[
            "self"
        ]
        for bosses in (48, 160)
    }

    assert pairs[48].trust == pytest.approx(48 / 78)
    assert pairs[160].trust > pairs[48].trust
    assert (pairs[160].raters, pairs[160].people) == (160, 320)


def test_the_error_of_a_difference_is_that_of_its_mean_over_anchor_raters():
    people = {
        f"p{n}": [Rating(id, "self", 2 + (-1) ** n) for id in ASKED]
        + [Rating(id, "manager", 2.0, rater=f"m{n}") for id in ASKED]
        for n in range(100)
    }
    pair = paired_differences(people, "manager")["self"]

    assert (pair.mean, pair.raters) == (0, 100)
    assert pair.error == pytest.approx(1 / 99**0.5)  # eight ratings by one rater are one voice


def told_in_a_world(draw, kindness: float, bosses: int = 48) -> dict[str, tuple[float, float]]:
    """Return the intervals drawn from ratings in whole levels of people who stand 0.4 levels below their profile."""
    people = {}
    for person in range(8 * bosses):
        boss, mood = f"m{person % bosses}", draw.normal(0, 0.3, 2)
        ratings = []
        for id in ASKED[:3]:
            level = -0.4 + draw.normal() * 0.8
            own = kindness + 0.34 * level + mood[0] + draw.normal() * 0.5
            seen = 0.15 + 0.67 * level + mood[1] + draw.normal() * 0.5
            ratings += [Rating(id, "self", np.rint(own)), Rating(id, "manager", np.rint(seen), rater=boss)]
        people[str(person)] = ratings
    pairs, shift = paired_differences(people, "manager"), anchor_offset(SETTINGS.sources["manager"], people, "manager")
    told = told_by_ratings(SETTINGS, pairs, "manager", shift)
    before = {"self.bias": SETTINGS.sources["self"].bias.value, "prior.offset": 0.0}
    trusts = {"self.bias": pairs["self"].trust, "prior.offset": shift.trust}
    return {
        name: told[name].interval(value + trusts[name] * (told[name].value - value)) for name, value in before.items()
    }


@pytest.mark.parametrize("kindness", [0.35, 0.9], ids=["as set", "far off"])
def test_an_interval_holds_the_truth_in_nine_of_ten_cases_however_wrong_the_settings_are(kindness: float):
    draw, cases = np.random.default_rng(11), 100
    truth, held = {"self.bias": kindness, "prior.offset": -0.4}, {"self.bias": 0, "prior.offset": 0}
    for _ in range(cases):
        for name, (low, high) in told_in_a_world(draw, kindness).items():
            held[name] += low <= truth[name] <= high

    assert all(count / cases >= 0.83 for count in held.values()), held
    assert held["self.bias"] / cases >= 0.86, held


def test_an_interval_holds_the_proposed_value_even_where_that_is_drawn_far():
    for one in calibrated().moved:
        assert one.low is None or one.low <= one.after <= one.high


def test_the_slope_of_the_anchor_is_what_the_scale_hangs_on_and_stays():
    people = rated()
    priors = np.array([prior_of_role(FRAMEWORK, one.role) for one in people.values()])
    fit = fitted(FRAMEWORK, [one.ratings for one in people.values()], priors, "manager").sources

    assert fit["manager"].validity.value * fit["manager"].factor == pytest.approx(0.67)
    assert fit["self"].validity.value * fit["self"].factor != pytest.approx(0.34, abs=0.01)


def all_at_four() -> dict[str, Rated]:
    return {
        id: replace(one, ratings=[replace(rating, level=4.0) for rating in one.ratings]) for id, one in rated().items()
    }


@pytest.mark.parametrize(
    ("people", "anchor", "reason"),
    [
        (rated(count=299), "manager", "299 people were rated by 48"),
        (rated(bosses=39), "manager", "320 people were rated by 39 raters"),
        (rated(sources=("self",)), "manager", "only people's own words"),
        (rated(), "self", '"self" cannot be the anchor; choose one of: manager, peer'),
        (rated(), "boss", '"boss" cannot be the anchor'),
        (rated(), "interview", "0 people were rated by 0 raters"),
        (all_at_four(), "manager", "every rating is 4: there is no spread"),
    ],
    ids=[
        "too few people",
        "too few raters",
        "own words alone",
        "oneself as anchor",
        "no such anchor",
        "no anchor ratings",
        "no spread",
    ],
)
def test_what_may_not_speak_is_refused_with_the_reason(people, anchor, reason):
    with pytest.raises(RefusedError, match=reason):
        calibrate(FRAMEWORK, people, anchor)


def test_a_strict_rater_of_enough_people_is_known_as_strict():
    leniency = calibrated(strict=0.8).leniency

    assert leniency["manager", "m0"] == min(leniency.values()) < -0.1
    assert all(rater for _, rater in leniency)


def test_of_few_people_no_leniency_is_told():
    assert calibrated(bosses=160).leniency == {}  # two people each


def test_a_proposal_can_be_read_as_settings_and_says_what_every_moved_number_rests_on():
    found = calibrated()
    settings = proposed(found, TODAY)
    text = measurement_yaml(settings, "A proposal.")

    assert parse_measurement(text.encode(), "proposal.yaml") == settings
    assert settings.sources["self"].bias.rests_on.en == (
        "Calibrated 2026-11-27 on 320 people, anchor manager with 48 raters; it was 0.35"
    )
    assert settings.sources["self"].bias.rests_on.ru.startswith("Калибровка 27.11.2026: 320 человек")
    assert settings.sources["peer"].bias.rests_on == SETTINGS.sources["peer"].bias.rests_on


def test_the_settings_of_today_survive_being_written():
    assert parse_measurement(measurement_yaml(SETTINGS, "").encode(), "m.yaml") == SETTINGS


def test_wrong_settings_are_told_with_their_place():
    text = measurement_yaml(SETTINGS, "")
    broken = text.replace("value: 0.34", "value: 0.9", 1)
    with pytest.raises(FileError, match=r'"validity" is 0\.9, outside its range'):
        parse_measurement(broken.encode(), "m.yaml")


def test_other_settings_show_what_they_would_do_to_sample_people():
    kinder = SETTINGS.sources["self"].model_copy(
        update={"bias": SETTINGS.sources["self"].bias.model_copy(update={"value": 1.0})}
    )
    other = SETTINGS.model_copy(update={"sources": {**SETTINGS.sources, "self": kinder}})
    found = effects(FRAMEWORK, other, TODAY)

    assert len(found) == len(list(sample_people(FRAMEWORK))) == 9
    assert all(one.after.readiness.estimate < one.before.readiness.estimate for one in found)
    assert effects(FRAMEWORK, SETTINGS, TODAY)[0].after.readiness == found[0].before.readiness


CSV = "person,role,competency,source,rater,level,confidence\n"
ROWS = {
    "csv": f"{CSV}a,sales_manager,market,self,,3,sure\na,sales_manager,market,manager,m1,2,\nb,,market,situations,,1.5,\n",
    "json lines": "\n".join(
        json.dumps(row)
        for row in (
            {"person": "a", "role": "sales_manager", "competency": "market", "source": "self", "level": 3, "confidence": "sure"},
            {"person": "a", "role": "sales_manager", "competency": "market", "source": "manager", "rater": "m1", "level": 2},
            {"person": "b", "competency": "market", "source": "situations", "level": 1.5},
        )
    ),
}  # fmt: skip


@pytest.mark.parametrize("text", ROWS.values(), ids=ROWS)
def test_rows_of_ratings_are_read_as_csv_and_as_json_lines(text):
    found = read_rated(text.encode(), "rows", FRAMEWORK)

    assert {id: one.role for id, one in found.items()} == {"a": "sales_manager", "b": None}
    assert found["a"].ratings[0] == Rating("market", "self", 3.0, "sure")
    assert found["a"].ratings[1] == Rating("market", "manager", 2.0, rater="m1")
    assert found["b"].ratings[0].step == 0


BAD_ROWS = {
    "unknown competency": (f"{CSV}a,,markt,self,,3,\n", "rows:2:1:", 'did you mean "market"?'),
    "unknown source": (f"{CSV}a,,market,slef,,3,\n", "rows:2:1:", 'did you mean "self"?'),
    "unknown role": (f"{CSV}a,sales_maneger,market,self,,3,\n", "rows:2:1:", 'did you mean "sales_manager"?'),
    "off the scale": (f"{CSV}a,,market,self,,3,\na,,market,self,,7,\n", "rows:3:1:", "it must be 4"),
    "two roles": (f"{CSV}a,,market,self,,3,\na,supervisor,market,self,,3,\n", "rows:3:1:", "another role"),
    "a line twice": (f"{CSV}a,,market,self,,3,\na,,market,self,,3,\n", "rows:3:1:", "says the same as line 2"),
    "two levels of one rater": (
        f"{CSV}a,,market,manager,Boris,3,\na,,market,manager,boris ,4,\n",
        "rows:3:1:",
        "contradicts line 2",
    ),
    "another column": ("person,colour\na,red\n", "rows:2:1:", 'unknown key "colour"'),
    "no level": ("person,competency,source\na,market,self\n", "rows:2:1:", "add the key level"),
    "broken json": ('{"person": 1\n', "rows:1:1:", "a mapping (key: value) is expected"),
    "nothing": ("", "rows:1:1:", "there are no ratings"),
}


@pytest.mark.parametrize(("text", "place", "words"), BAD_ROWS.values(), ids=BAD_ROWS)
def test_each_bad_row_is_named_by_its_line(text, place, words):
    with pytest.raises(FileError) as caught:
        read_rated(text.encode(), "rows", FRAMEWORK)

    assert any(line.startswith(place) and words in line for line in str(caught.value).splitlines())


def test_several_things_done_may_show_one_competency():
    text = f"{CSV}a,,market,evidence,,3,\na,,market,evidence,,3,\na,,market,peer,anna,3,\na,,market,peer,boris,3,\n"

    assert len(read_rated(text.encode(), "rows", FRAMEWORK)["a"].ratings) == 4


def test_rows_that_are_not_utf_8_are_refused():
    with pytest.raises(FileError, match="UTF-8"):
        read_rated(b"\xff\xfe", "rows", FRAMEWORK)
