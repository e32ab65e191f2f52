"""Charts on power: how strong Mongolia's neighbours were, year by year, and what such a number is made of."""

import textwrap
from typing import Any

import matplotlib as mpl
import numpy as np
import pandas as pd
from matplotlib.axes import Axes

from helpers.lessons.between_empires.facts import PARTS, events_of, moscow_as_one, parts_of, percent
from helpers.pictures.figures import FAINT, INK, SOFT, Empty, colour, described, label
from helpers.pictures.marks import across, upwards
from helpers.words import each

SOURCE = "Source: National Material Capabilities (Correlates of War)"
FIRST, LAST = 1921, 1991
LOOKS: dict[str, dict] = {
    "Soviet Union": {"linestyle": "-", "linewidth": 2.2},
    "China": {"linestyle": (0, (6, 1.5)), "linewidth": 2.2},
    "Japan": {"linestyle": (0, (2, 1)), "linewidth": 2.2},
    "Mongolia": {"linestyle": (0, (1, 1.6)), "linewidth": 1.6},
}


def type_size() -> float:
    """How many times larger the type is than usual: 1, or more on a projector."""
    return mpl.rcParams["font.size"] / 11


def _balance_alt(drawn: pd.DataFrame, year: int, powers_of_ten: bool = False) -> str:
    words = each(drawn, "{country} {percent_of_the_world:.3g} %")
    scale = "a scale in powers of ten" if powers_of_ten else "an even scale"
    return (
        f"Lines of material power, {FIRST} to {LAST}, on {scale}. In {year}: {words}. {drawn.attrs['events']}"
    )


@described(
    _balance_alt,
    closed=Empty(
        "How strong were Mongolia and those around it?",
        "Share of the world's power (CINC), %",
        (1921, 1991),
        (0, 100),
    ),
)
def balance(
    ax: Axes, capabilities: pd.DataFrame, events: pd.DataFrame, year: int, powers_of_ten: bool = False
) -> pd.DataFrame:
    """Lines: the share of the world's power (CINC) of Mongolia and those around it, with one year marked.

    capabilities: `national_capabilities`; events: `timeline`; year: 1921 to 1991.
    Under the lines stands what the timeline has for that year. Mongolia's line is dotted where the table
    calls its index incomplete or doubtful.
    Returns country, year, percent_of_the_world, remark of that year, the strongest first.
    """
    rows = moscow_as_one(capabilities)
    rows = rows[rows.country.isin(LOOKS) & rows.year.between(FIRST, LAST)]
    room = type_size() - 1
    ax.set_position([0.075, 0.345 + 0.27 * room, 0.745 - 0.3 * room, 0.4 - 0.27 * room])
    percents = 100 * rows.pivot(index="year", columns="country", values="cinc").reindex(
        range(FIRST, LAST + 1)
    )
    for name, looks in LOOKS.items():
        ax.plot(percents[name], color=colour(name), **looks)
    unsure = rows.year[(rows.country == "Mongolia") & rows.note.notna()]
    ax.plot(percents.Mongolia.drop(unsure).reindex(percents.index), color=colour("Mongolia"), linewidth=2.6)
    now = rows[rows.year == year].sort_values("cinc", ascending=False)
    ax.axvline(year, color=FAINT, linewidth=1)
    ax.set(xlim=(FIRST - 1, LAST), xticks=range(1930, 1991, 10))
    if powers_of_ten:
        ax.set(yscale="log", ylim=(0.005, 60))
        ax.set_yticks([0.01, 0.1, 1, 10], ["0.01", "0.1", "1", "10"])
        ax.yaxis.minorticks_off()
    else:
        ax.set_ylim(-0.7, 26)
    _name_beside(ax, rows)
    _write_values(ax, now.set_index("country").cinc, year)
    scale = "each line ten times the last" if powers_of_ten else "even scale"
    label(
        ax,
        f"In {year} the index gives Mongolia {percent(now.set_index('country').cinc['Mongolia'])} of all power",
        f"Share of the world's power (CINC), %; {scale}",
        "CINC: mean share in soldiers, military spending, steel, "
        "energy, people, cities. Dotted: a part missing or copied.\n"
        f"{SOURCE}; timeline. MPR: Mongolian People's Republic.",
    )
    drawn = now.assign(percent_of_the_world=100 * now.cinc, remark=now.note.fillna(""))[
        ["country", "year", "percent_of_the_world", "remark"]
    ].reset_index(drop=True)
    drawn.attrs["events"] = _write_events(ax, events, year)
    return drawn


def _name_beside(ax: Axes, rows: pd.DataFrame) -> None:
    """Names where the lines end, moved apart: none covers another."""
    box, ends = ax.get_window_extent(), 100 * rows[rows.year == LAST].set_index("country").cinc
    heights = {name: ax.transData.transform((LAST, ends[name]))[1] - box.y0 for name in LOOKS}
    step = 0.27 / box.height * ax.figure.dpi * type_size()
    places = upwards({name: max(y / box.height, 0.02) for name, y in heights.items()}, step)
    over = max(0, max(places.values()) - 0.97)
    for name, place in places.items():
        ax.annotate(
            name,
            (LAST, ends[name]),
            xytext=(LAST + 3, place - over),
            va="center",
            textcoords=ax.get_xaxis_transform(),
            color=colour(name),
            fontweight="bold",
            annotation_clip=False,
            arrowprops={
                "arrowstyle": "-",
                "color": colour(name),
                "linewidth": 0.8,
                "relpos": (0, 0.5),
                "shrinkA": 0,
                "shrinkB": 1,
            },
        )


def _write_values(ax: Axes, values: pd.Series, year: int) -> None:
    """Dots on the lines in the marked year, and its figures in a row above, the strongest first."""
    x, figure = 0.03, ax.figure
    words = {
        name: f"{name} {percent(values[name])}" if name in values else f"{name} no figure" for name in LOOKS
    }
    for name in (None, *values.index, *(name for name in LOOKS if name not in values)):
        looks = {"color": colour(name), "fontweight": "bold"} if name else {"color": INK}
        said = words[name] if name else f"{year}:"
        text = figure.text(x, 0.775, said, fontsize="small", va="center", **looks)
        x += text.get_window_extent().width / figure.bbox.width + 0.022
        if name in values:
            ax.plot(
                [year],
                [100 * values[name]],
                "o",
                color=colour(name),
                markersize=7,
                markeredgecolor="white",
                zorder=5,
                clip_on=False,
            )


def _write_events(ax: Axes, events: pd.DataFrame, year: int) -> str:
    """What happened, in large type under the lines; returns it as one sentence."""
    words, of = events_of(events, year)
    head, said, tone = f"{year}", f"In the timeline for {year}: {'; '.join(words)}.", INK
    if of != year:
        head, said = (
            f"{year}: nothing in the timeline. The last before, {of}:",
            f"The timeline has nothing for {year}.",
        )
        tone = FAINT
    bullet = textwrap.TextWrapper(int(98 / type_size()), initial_indent="• ", subsequent_indent="   ")
    y = 0.262 + 0.27 * (type_size() - 1)
    ax.figure.text(0.03, y, head, color=tone, fontweight="bold", va="center")
    ax.figure.text(0.03, y - 0.026, "\n".join(map(bullet.fill, words)), color=tone, va="top", linespacing=1.2)
    return said


def _times(value: float) -> str:
    return f"{value:,.0f} times" if value >= 10 else f"{value:.1f} times"


def _said(row: Any) -> str:
    """The ratio in words, with a mark if one of the two figures stands still for years."""
    return _times(row.times) + (" (copied?)" if row.copied else "")


def _range(times: pd.Series) -> str:
    low, high = _times(times.min()), _times(times.max())
    return high if low == high else f"{low.removesuffix(' times')} to {high}"


def _parts_alt(drawn: pd.DataFrame, year: int, neighbour: str) -> str:
    words = ", ".join(
        f"{row.what} {_said(row)}" if row.times == row.times else f"{row.what} ({_why(row)})"
        for row in drawn.itertuples()
    )
    return f"Dots, powers of ten: how many times Mongolia's figure is {neighbour}'s in {year}: {words}."


def _why(row: Any) -> str:
    """Why there is no ratio, in words."""
    if row.mongolia == 0:
        return "Mongolia: 0"
    return "no figure for Mongolia" if np.isnan(row.mongolia) else "no figure"


@described(
    _parts_alt,
    closed=Empty(
        "How many times Mongolia's figure was its neighbour's?",
        "Neighbour's figure divided by Mongolia's",
        y=list(PARTS.values()),
    ),
)
def parts(ax: Axes, capabilities: pd.DataFrame, year: int, neighbour: str) -> pd.DataFrame:
    """Dots: how many times Mongolia's figure is a neighbour's, in the index and each of its components.

    capabilities: `national_capabilities`. Where no ratio can be formed the row says why.
    Returns what, mongolia, neighbour, times, copied (see `parts_of`).
    """
    drawn = parts_of(capabilities, year, neighbour)
    places = np.arange(len(drawn))[::-1]
    ax.set(xscale="log", xlim=(1, 120000), ylim=(-0.6, len(drawn) - 0.4))
    for place, row in zip(places, drawn.itertuples(), strict=True):
        tone, size = (colour(neighbour), 10) if place == places[0] else (SOFT, 8)
        if row.times == row.times:
            ax.plot([1, row.times], [place, place], color=tone, linewidth=1.2, alpha=0.6)
            ax.plot([row.times], [place], "o", color=tone, markersize=size)
            ax.annotate(
                _said(row),
                (row.times, place),
                xytext=(9, 0),
                textcoords="offset points",
                va="center",
                fontweight="bold",
                color=tone,
            )
        else:
            ax.text(1.25, place, _why(row), va="center", color=FAINT, style="italic")
    ax.set_yticks(places, drawn.what, color=INK)
    ax.set_xticks([1, 10, 100, 1000, 10000], ["equal", "10 ×", "100 ×", "1,000 ×", "10,000 ×"])
    ax.xaxis.minorticks_off()
    across(ax)
    the = f"the {neighbour}" if neighbour == "Soviet Union" else neighbour
    label(
        ax,
        f"In {year} {the} had {_range(drawn.times.dropna())} as much",
        f"{neighbour}'s figure divided by Mongolia's; each vertical line: ten times the last",
        f"{SOURCE}. Large cities: over 100,000 people.\n"
        "“Copied?”: a figure that is the same for four years or more, Mongolia's or its neighbour's.",
        left=0.27 * type_size(),
    )
    return drawn
