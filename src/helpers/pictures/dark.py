"""Colours for a dark ground, computed from those for a white one, and the rules by which one picture has both.

On the dark ground a colour keeps its hue and has the contrast that it had on white, a pale one more, since pale things
are seen worse in the dark. So what could be read can be read: letters on the ground, letters on a bar, a line on its
band. The few for which that leaves too little difference for a colour-blind reader stand in OWN.

A picture answers to the colour scheme of the page that shows it (`color-scheme` of its element); a browser that can't
shows it light, on its own white ground.
"""

from __future__ import annotations

import functools
import re
from itertools import pairwise
from math import exp, log

GROUND = "#141414"  # what white becomes
OWN = {"#15803d": "#1a9b26", "#7d4fd6": "#956efe", "#962f78": "#e277b9", "#8f8f88": "#84847d"}
MORE = 0.5  # of its contrast, as a logarithm, for the palest colour; nothing for black
MOST = log(21)  # contrast of black on white
STRONGER = 1.2  # chroma, where the screen has it: light colours look paler than dark ones
NEAR = 1e-5  # of 1
COLOUR = re.compile("#[0-9a-f]{6}")
PAINTED = re.compile(r'(fill|stroke)(?:="|: )(#[0-9a-f]{6})')
OURS = '[{kind}="{light}"]{{{kind}:{dark}}}'
LIBRARYS = '[style*="{kind}: {light}"]{{{kind}:{dark}!important}}'

Three = tuple[float, float, float]


def of(colour: str) -> str:
    """The colour that stands on the dark ground for one that is drawn on white, both as "#rrggbb"."""
    return OWN.get(colour) or _computed(colour)


def table(text: str) -> dict[str, str]:
    """Every colour that is named in a text as "#rrggbb", with the one that stands for it on the dark ground."""
    return {colour: of(colour) for colour in sorted(set(COLOUR.findall(text)))}


def answering(svg: str) -> str:
    """An SVG on white, with a style by which it is drawn on the dark ground where the page is dark."""
    rule, rules = OURS, []
    if 'style="' in svg:  # of the library, which doesn't say what is black
        rule, rules = LIBRARYS, [f":root{{fill:{of('#000000')}}}"]
    painted = sorted(set(PAINTED.findall(svg)))
    rules += [rule.format(kind=kind, light=light, dark=of(light)) for kind, light in painted]
    style = ["<style>@media (prefers-color-scheme:dark){", *rules, "}</style>", "<defs>"]
    return svg.replace("<defs>", "\n".join(style), 1)


# --- the rule -----------------------------------------------------------------------------------------------


@functools.cache
def _computed(colour: str) -> str:
    """The colour with the same hue, whose contrast to GROUND is at least that of `colour` to white."""
    rgb = _linear(colour)
    contrast = log(1.05 / (_bright(rgb) + 0.05))
    contrast *= 1 + MORE * (1 - contrast / MOST) ** 2
    bright = min((_bright(_linear(GROUND)) + 0.05) * exp(contrast) - 0.05, 1.0)
    _, a, b = _oklab(rgb)

    def at(chroma: float) -> Three:
        return _as_bright(bright, a * chroma, b * chroma)

    low, high = 0.0, STRONGER
    if _on_screen(at(high)):
        low = high
    while high - low > NEAR * 100:
        middle = (low + high) / 2
        low, high = (middle, high) if _on_screen(at(middle)) else (low, middle)
    return _hex(at(low))


def _as_bright(bright: float, a: float, b: float) -> Three:
    """Linear RGB of this luminance with these two of OKLab."""
    low, high = 0.0, 1.5
    while high - low > NEAR:
        middle = (low + high) / 2
        low, high = (middle, high) if _bright(_rgb((middle, a, b))) < bright else (low, middle)
    return _rgb((low, a, b))


def _on_screen(rgb: Three) -> bool:
    return min(rgb) > -100 * NEAR and max(rgb) < 1 + 100 * NEAR


def _linear(colour: str) -> Three:
    """Linear RGB, 0 to 1, of "#rrggbb"."""
    parts = [int(colour[i:j], 16) / 255 for i, j in pairwise((1, 3, 5, 7))]
    red, green, blue = (one / 12.92 if one <= 0.04045 else ((one + 0.055) / 1.055) ** 2.4 for one in parts)
    return red, green, blue


def _hex(rgb: Three) -> str:
    clipped = [min(max(one, 0.0), 1.0) for one in rgb]
    parts = [12.92 * one if one <= 0.0031308 else 1.055 * one ** (1 / 2.4) - 0.055 for one in clipped]
    return "#" + "".join(f"{round(255 * one):02x}" for one in parts)


def _bright(rgb: Three) -> float:
    """Relative luminance, from which WCAG computes contrast."""
    return 0.2126 * rgb[0] + 0.7152 * rgb[1] + 0.0722 * rgb[2]


def _oklab(rgb: Three) -> Three:
    """Björn Ottosson's OKLab (2020): lightness, and two whose angle is the hue."""
    red, green, blue = rgb
    long = (0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue) ** (1 / 3)
    middle = (0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue) ** (1 / 3)
    short = (0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue) ** (1 / 3)
    return (
        0.2104542553 * long + 0.7936177850 * middle - 0.0040720468 * short,
        1.9779984951 * long - 2.4285922050 * middle + 0.4505937099 * short,
        0.0259040371 * long + 0.7827717662 * middle - 0.8086757660 * short,
    )


def _rgb(lab: Three) -> Three:
    """Linear RGB of OKLab; beyond 0 and 1 what no screen has."""
    light, a, b = lab
    long = (light + 0.3963377774 * a + 0.2158037573 * b) ** 3
    middle = (light - 0.1055613458 * a - 0.0638541728 * b) ** 3
    short = (light - 0.0894841775 * a - 1.2914855480 * b) ** 3
    return (
        4.0767416621 * long - 3.3077115913 * middle + 0.2309699292 * short,
        -1.2684380046 * long + 2.6097574011 * middle - 0.3413193965 * short,
        -0.0041960863 * long - 0.7034186147 * middle + 1.7076147010 * short,
    )
