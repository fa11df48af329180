import pytest
from hypothesis import given
from hypothesis import strategies as st

from kamcareer.core.accent_colour import LEAST, OWN, Tones, UnreadableError, contrast, light_of, page_colours, tones_of

COLOURS = st.integers(0, 0xFFFFFF).map("#{:06x}".format)


def tones_or_nearest(given: str) -> Tones:
    try:
        return tones_of(given)
    except UnreadableError as refused:
        return tones_of(refused.nearest)


@given(COLOURS)
def test_whatever_is_taken_or_proposed_can_be_read_on_light_pages_and_on_dark_ones(colour: str):
    tones = tones_or_nearest(colour)
    light = [*page_colours(dark=False), light_of(tones.soft)]
    dark = [*page_colours(dark=True), light_of(tones.soft_dark), light_of(tones.on_accent_dark)]

    for accent in (tones.accent, tones.accent_2):
        assert min(contrast(light_of(accent), ground) for ground in light) >= LEAST
    for accent in (tones.accent_dark, tones.accent_2_dark):
        assert min(contrast(light_of(accent), ground) for ground in dark) >= LEAST
    for hero in (tones.hero, tones.hero_dark):
        assert min(contrast(light_of(words), light_of(hero)) for words in (tones.hero_accent, "#ffffff")) >= LEAST


@given(COLOURS)
def test_a_readable_colour_is_taken_as_it_is(colour: str):
    assert tones_or_nearest(colour).accent == colour or min(contrast(light_of(colour), ground) for ground in page_colours(dark=False)) < LEAST + 0.6  # fmt: skip


def test_the_nearest_readable_colour_keeps_the_hue():
    with pytest.raises(UnreadableError) as refused:
        tones_of("#ff7a00")

    assert str(refused.value) == "words in it have a contrast of 2.2:1, 4.5:1 is needed; nearest: #ad5000"


@pytest.mark.parametrize("given", ["", "red", "#12345", "#1234567", "#12345g", "rgb(0,0,0)"])
def test_what_is_no_colour_is_refused(given: str):
    with pytest.raises(ValueError, match="written like #006770"):
        tones_of(given)


def test_contrast_is_that_of_the_guidelines():
    assert contrast(light_of("#000000"), light_of("#ffffff")) == pytest.approx(21)
    assert contrast(light_of("#767676"), light_of("#ffffff")) == pytest.approx(4.54, abs=0.01)
    assert min(contrast(light_of(OWN.accent), ground) for ground in page_colours(dark=False)) >= LEAST
