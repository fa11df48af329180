"""The accent colour of a company: whether it can be read, and the tones that pages and files need beside it.

Tones keep the hue and are worked out in OKLCH (Ottosson, B. (2020). A perceptual color space for image processing);
contrast is that of WCAG 2.2, success criterion 1.4.3.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from math import atan2, cbrt, cos, degrees, hypot, radians, sin

LEAST = 4.5  # to one
HEX = re.compile("#?([0-9a-fA-F]{6})")
SLOPE, BEND = 12.92, 0.0031308  # of sRGB
ROUNDING = 0.0001
FINE = 24  # halvings of an interval

Colour = tuple[float, float, float]  # red, green and blue as light, 0 to 1
Tone = tuple[float, float, float]  # lightness, chroma, hue in degrees, as CSS has them

PAGE_LIGHT: tuple[Tone, ...] = ((0.972, 0.006, 195), (1, 0, 0), (0.955, 0.009, 195))
PAGE_DARK: tuple[Tone, ...] = ((0.185, 0.014, 215), (0.228, 0.016, 215), (0.272, 0.018, 215))


@dataclass(frozen=True)
class Tones:
    """The accent and its tones as #rrggbb, on light pages and on dark ones; files on paper have the light ones."""

    accent: str
    accent_dark: str
    accent_2: str
    accent_2_dark: str
    on_accent_dark: str
    soft: str
    soft_dark: str
    band: str
    band_dark: str
    hero: str
    hero_dark: str
    hero_line: str
    hero_accent: str


OWN = Tones(
    "#006770", "#66d7d5", "#004f58", "#8be8e4", "#041b20", "#dff3f2", "#133439", "#a9d4d8", "#1e5e64", "#003640",
    "#0a2a32", "#1f6570", "#6be0dc",
)  # fmt: skip


class UnreadableError(ValueError):
    """A colour in which words could not be read: its contrast, and the nearest colour that can be."""

    def __init__(self, contrast: float, nearest: str) -> None:
        self.contrast, self.nearest = contrast, nearest
        super().__init__(f"words in it have a contrast of {contrast:.1f}:1, {LEAST}:1 is needed; nearest: {nearest}")


def tones_of(given: str) -> Tones:
    """Return the tones of a colour like #006770; ValueError where it is none, UnreadableError where it is too light."""
    found = HEX.fullmatch(given.strip())
    if not found:
        raise ValueError("a colour is written like #006770")
    colour = _read(found[1])
    if _least_on_light(colour) < LEAST:
        raise UnreadableError(_least_on_light(colour), _darker(colour))
    lightness, chroma, hue = tone = _tone(colour)
    return Tones(
        accent=f"#{found[1].lower()}",
        accent_dark=_hex(_lighter((0.81, min(chroma, 0.1) * 1.15, hue))),
        accent_2=_hex(_light(max(lightness - 0.07, 0), chroma, hue)),
        accent_2_dark=_hex(_light(0.87, min(chroma, 0.085), hue)),
        on_accent_dark=_hex(_light(0.2, min(chroma, 0.03), hue)),
        soft=_hex(_soft_light(tone)),
        soft_dark=_hex(_soft_dark(tone)),
        band=_hex(_light(0.84, min(chroma, 0.055), hue)),
        band_dark=_hex(_light(0.45, min(chroma, 0.06), hue)),
        hero=_hex(_light(0.305, min(chroma, 0.07), hue)),
        hero_dark=_hex(_light(0.262, min(chroma, 0.05), hue)),
        hero_line=_hex(_light(0.47, min(chroma, 0.05), hue)),
        hero_accent=_hex(_light(0.84, min(chroma, 0.1), hue)),
    )


def contrast(one: Colour, other: Colour) -> float:
    """Return the contrast of two colours, 1 to 21."""
    low, high = sorted(0.2126 * red + 0.7152 * green + 0.0722 * blue for red, green, blue in (one, other))
    return (high + 0.05) / (low + 0.05)


def light_of(hex: str) -> Colour:
    """Return a colour like #006770 as light."""
    return _read(hex.removeprefix("#"))


def page_colours(*, dark: bool) -> list[Colour]:
    """Return what words in the accent stand on."""
    return [_light(*tone) for tone in (PAGE_DARK if dark else PAGE_LIGHT)]


def _least_on_light(colour: Colour) -> float:
    return _least(colour, [*page_colours(dark=False), _soft_light(_tone(colour))])


def _least(colour: Colour, grounds: Sequence[Colour]) -> float:
    return min(contrast(colour, ground) for ground in grounds)


def _soft_light(tone: Tone) -> Colour:
    return light_of(_hex(_light(0.945, min(tone[1], 0.026), tone[2])))


def _soft_dark(tone: Tone) -> Colour:
    return light_of(_hex(_light(0.305, min(tone[1], 0.04), tone[2])))


def _darker(colour: Colour) -> str:
    """Return the lightest colour of the same hue in which words can be read, as it is written."""
    lightness, chroma, hue = _tone(colour)
    low, high = 0.0, lightness
    for _ in range(FINE):
        middle = (low + high) / 2
        written = _hex(_light(middle, chroma, hue))
        low, high = (middle, high) if _least_on_light(light_of(written)) >= LEAST else (low, middle)
    return _hex(_light(low, chroma, hue))


def _lighter(tone: Tone) -> Colour:
    """Return the darkest tone from this one up in which words can be read on dark pages."""
    lightness, chroma, hue = tone
    grounds = [*page_colours(dark=True), _soft_dark(tone)]
    while _least(found := light_of(_hex(_light(lightness, chroma, hue))), grounds) < LEAST and lightness < 1:
        lightness += 0.01
    return found


def _read(digits: str) -> Colour:
    red, green, blue = (int(digits[at : at + 2], 16) / 255 for at in (0, 2, 4))
    return _linear(red), _linear(green), _linear(blue)


def _linear(value: float) -> float:
    return value / SLOPE if value <= BEND * SLOPE else float(((value + 0.055) / 1.055) ** 2.4)


def _hex(colour: Colour) -> str:
    return "#" + "".join(f"{round(_encoded(min(max(value, 0.0), 1.0)) * 255):02x}" for value in colour)


def _encoded(value: float) -> float:
    return value * SLOPE if value <= BEND else float(1.055 * value ** (1 / 2.4) - 0.055)


def _tone(colour: Colour) -> Tone:
    red, green, blue = colour
    long = cbrt(0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue)
    medium = cbrt(0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue)
    short = cbrt(0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue)
    lightness = 0.2104542553 * long + 0.7936177850 * medium - 0.0040720468 * short
    a = 1.9779984951 * long - 2.4285922050 * medium + 0.4505937099 * short
    b = 0.0259040371 * long + 0.7827717662 * medium - 0.8086757660 * short
    return lightness, hypot(a, b), degrees(atan2(b, a)) % 360


def _light(lightness: float, chroma: float, hue: float) -> Colour:
    """Return a tone as light, with as much of its chroma as a screen can show."""
    if _shown(found := _raw(lightness, chroma, hue)):
        return found
    low, high = 0.0, chroma
    for _ in range(FINE):
        middle = (low + high) / 2
        low, high = (middle, high) if _shown(_raw(lightness, middle, hue)) else (low, middle)
    return _raw(lightness, low, hue)


def _shown(colour: Colour) -> bool:
    return all(-ROUNDING <= value <= 1 + ROUNDING for value in colour)


def _raw(lightness: float, chroma: float, hue: float) -> Colour:
    a, b = chroma * cos(radians(hue)), chroma * sin(radians(hue))
    long = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
    medium = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
    short = (lightness - 0.0894841775 * a - 1.2914855480 * b) ** 3
    return (
        4.0767416621 * long - 3.3077115913 * medium + 0.2309699292 * short,
        -1.2684380046 * long + 2.6097574011 * medium - 0.3413193965 * short,
        -0.0041960863 * long - 0.7034186147 * medium + 1.7076147010 * short,
    )
