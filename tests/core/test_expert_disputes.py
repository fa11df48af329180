"""Texts that experts disagree about are named, whoever said what; one expert disagrees with nobody."""

from hypothesis import given, settings
from hypothesis import strategies as st

from kamcareer.core.expert_disputes import disputed_anchors, disputed_options, realism_of
from kamcareer.core.expert_review import anchors_in_disorder, options_in_disorder, situations_of
from kamcareer.core.framework.model import Framework

TOPIC = "negotiation"
said = st.dictionaries(st.sampled_from("ABCDE"), st.integers(0, 4), max_size=5)


@settings(max_examples=60, deadline=None)
@given(experts=st.lists(said, max_size=5), shuffle=st.randoms())
def test_exactly_the_descriptions_far_apart_or_elsewhere_for_most_are_named(
    framework: Framework, experts: list[dict[str, int]], shuffle
):
    topics = {TOPIC: framework.competencies[TOPIC]}
    words = [{(TOPIC, letter): level for letter, level in one.items()} for one in experts]
    found = {one.letter: one for one in disputed_anchors(topics, words)}
    shuffle.shuffle(words)

    assert {one.letter: one for one in disputed_anchors(topics, words)} == found
    for letter, level in anchors_in_disorder(topics[TOPIC]).items():
        heard = sorted(one[letter] for one in experts if letter in one)
        far = len(heard) > 1 and heard[-1] - heard[0] > 1
        elsewhere = len(heard) > 1 and sum(one == level for one in heard) < len(heard) / 2
        assert (letter in found) == (far or elsewhere)
        if letter in found:
            assert (found[letter].here, list(found[letter].said)) == (level, heard)


def test_experts_who_rate_as_the_model_does_dispute_nothing_and_say_whether_it_happens(framework: Framework):
    situations = situations_of(framework)
    as_the_model = {
        (id, letter): one.options[way].rating
        for id, one in situations.items()
        for letter, way in options_in_disorder(one).items()
    }
    first, second = list(situations)[:2]
    assert disputed_options(situations, [as_the_model] * 2) == []
    one = situations[first]
    turned = {(first, letter): 5 - one.options[way].rating for letter, way in options_in_disorder(one).items()}
    found = disputed_options(situations, [as_the_model, as_the_model | turned])
    assert {(each.element, each.said[-1] - each.said[0] > 1) for each in found} == {(first, True)}

    real = realism_of(situations, [{first: 4, second: 1}, {first: 2, second: 2}, {first: 3}])
    assert [(one.situation, one.experts, one.happens) for one in real] == [(first, 3, 2), (second, 2, 0)]
