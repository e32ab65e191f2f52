"""Charts on the map of the world: where Mongolia lies, how big it is, and where a suspect travelled."""

from typing import Any

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.lines import Line2D

from helpers.lessons.start_here.facts import members_on, ranked, trips_until
from helpers.pictures import maps
from helpers.pictures.figures import INK, SOFT, Empty, colour, described, label
from helpers.pictures.marks import across, key, spread, square
from helpers.pictures.swarm import swarm
from helpers.words import how_many, in_words, listed, ordinal

MAP = [0.0, 0.1, 1.0, 0.71]  # left, bottom, width, height of a map in its figure


# --- where it is --------------------------------------------------------------------------------------------

ULAANBAATAR = (106.92, 47.92)
TINTS = {"MNG": INK, "RUS": "#bcd3e8", "CHN": "#eec3b2"}
LARGE = {"fontsize": "xx-large", "fontweight": "bold"}
NAMES: dict[str, tuple] = {  # longitude and latitude of a name, how it is written
    "Russia": ((92, 62), {"color": colour("Russia"), **LARGE}),
    "China": ((103, 33), {"color": colour("China"), **LARGE}),
    "Mongolia": ((102.2, 46), {"color": "white", "fontsize": 12, "fontweight": "bold"}),
    "Kazakhstan": ((67, 48.3), {"color": SOFT}),
    "India": ((79, 25), {"color": SOFT}),
    "Japan": ((148, 37.5), {"color": SOFT}),
}


def _where_alt(drawn: pd.DataFrame) -> str:
    return (
        "Map of the middle of Asia: {}, with {} to its north and {} to its south and on both sides; it has no "
        "other neighbour and no coast. The capital Ulaanbaatar is in the north."
    ).format(*drawn.country)


@described(_where_alt)
def where(ax: Axes, countries: pd.DataFrame) -> pd.DataFrame:
    """Map: Mongolia and its two neighbours.

    countries: the table `countries`. Returns country, iso3, landlocked of the three.
    """
    ax.set_position(MAP)
    maps.world(ax, TINTS, rest="#ecece8", extent=(99, 48.5, 12500))
    for name, (place, writing) in NAMES.items():
        maps.write(ax, place, name, **writing)
    maps.mark(ax, ULAANBAATAR, "Ulaanbaatar", at=(121, 57), inside="white", ha="center")
    label(
        ax,
        "Mongolia has two neighbours and no coast",
        "Russia to the north, China to the south and on both sides",
        f"Equal-area projection: sizes can be compared.\n{maps.NOTE}",
        left=0,
        right=1,
    )
    return countries.set_index("iso3").loc[list(TINTS)].reset_index()[["country", "iso3", "landlocked"]]


MEMBER, VISITED_MEMBER, VISITED_OTHER = "#79bfab", "#00614e", "#8f8f88"
LOOKS: dict[bool, dict] = {  # of a host, by whether it was a member when he came
    True: {"colour": VISITED_MEMBER, "inside": "white", "marker": "*", "size": 130},
    False: {"colour": INK, "size": 30},
}
NAMES_AT: dict[str, dict] = {  # where a host's name stands: longitude, latitude, the side of the text there
    "BLR": {"at": (0, 68), "ha": "right"},
    "UZB": {"at": (36, 59.5), "ha": "center"},
    "KAZ": {"at": (70, 67.5), "ha": "center"},
    "KGZ": {"at": (117, 59.5), "ha": "center"},
    "MNG": {"at": (150, 53), "ha": "left"},
    "PRK": {"at": (156, 39), "ha": "left"},
    "VNM": {"at": (136, 18), "ha": "left"},
    "AZE": {"at": (15, 30), "ha": "center"},
    "SAU": {"at": (18, 20), "ha": "center"},
    "ARE": {"at": (60, -11), "ha": "left"},
    "TJK": {"at": (88, 8), "ha": "left"},
    "TKM": {"at": (63, -2), "ha": "left"},
}


def _day(row: Any) -> str:
    return f"{row.date:%B %Y}" if row.date_precision == "month" else f"{row.date.day} {row.date:%B %Y}"


def _trips_alt(drawn: pd.DataFrame, month: str) -> str:
    when = pd.Period(month, "M").strftime("%B %Y")
    start = f"World map, end of {when}: {drawn.attrs['members']} members of the Court in green. "
    if drawn.empty:
        return f"{start}No visit abroad by Vladimir Putin since the warrant of 17 March 2023 is in the table."
    trips = "; ".join(
        f"{row.country} ({_day(row)}{', member' if row.member else ''})" for row in drawn.itertuples()
    )
    hosts = listed(drawn.country[drawn.member].drop_duplicates()) or "none"
    return f"{start}Visited by Vladimir Putin since the warrant: {trips}. Members among them: {hosts}."


def _journeys_alt(drawn: pd.DataFrame, month: str) -> str:
    when = pd.Period(month, "M").strftime("%B %Y")
    went = "; ".join(f"{row.country} ({_day(row)})" for row in drawn.itertuples()) or "none in the table"
    return f"World map, {when}. Vladimir Putin's trips abroad in this month: {went}."


@described(_journeys_alt)
def journeys(ax: Axes, visits: pd.DataFrame, members: pd.DataFrame, month: str) -> pd.DataFrame:
    """World map: where Vladimir Putin landed abroad in one month, and nothing of the other months.

    visits: `suspect_visits`; members: `states_parties`; month: like "2024-09". Returns the rows of `trips_until`.
    """
    period = pd.Period(month, "M")
    drawn = trips_until(visits, members, month)
    drawn = drawn[drawn.date >= period.start_time].reset_index(drop=True)
    ax.set_position(MAP)
    maps.world(ax, {"RUS": TINTS["RUS"]} | dict.fromkeys(drawn.iso3, VISITED_OTHER))
    for row in drawn.drop_duplicates("iso3").itertuples():
        looks = LOOKS[False] | NAMES_AT.get(row.iso3, {})
        maps.mark(ax, row.iso3, row.country, fontsize="medium", fontweight="bold", **looks)
    names = listed(drawn.country.drop_duplicates())
    bound = drawn[drawn.member]
    title = f"{period.strftime('%B %Y')}: {names or 'no trip abroad'}"
    if len(bound):
        title = f"{_day(bound.iloc[0])}: {names}, a member of the Court"
    label(
        ax,
        title,
        "Where Vladimir Putin went, month by month; the Court has wanted him since 17 March 2023",
        "Trips abroad: press reports (incomplete; trips to occupied parts of Ukraine are not counted).\n"
        f"{maps.NOTE}",
        left=0,
        right=1,
    )
    return drawn


@described(
    _trips_alt, closed=Empty("Where has Vladimir Putin been since the warrant?", "A map of his trips abroad")
)
def trips(ax: Axes, visits: pd.DataFrame, members: pd.DataFrame, month: str) -> pd.DataFrame:
    """World map: the members of the Court at the end of a month, and where Vladimir Putin has been by then.

    visits: `suspect_visits`; members: `states_parties`; month: like "2024-09" (see `months`, `trips_until`).
    Countries visited are darker and carry a dot, or a star where they were members when he came; a name in
    bold: a member, or visited this month.
    Returns country, iso3, date, date_precision, member; attrs["members"] is the number of members.
    """
    drawn = trips_until(visits, members, month)
    period = pd.Period(month, "M")
    inside = members_on(members, period.end_time)
    drawn.attrs["members"] = len(inside)
    hosts = drawn.groupby("iso3").agg(
        country=("country", "first"), member=("member", "any"), last=("date", "max")
    )
    ax.set_position(MAP)
    maps.world(
        ax,
        dict.fromkeys(inside, MEMBER)
        | {code: VISITED_MEMBER if row.member else VISITED_OTHER for code, row in hosts.iterrows()},
    )
    for code, row in hosts.iterrows():
        weight = "bold" if row.member or row["last"] >= period.start_time else "normal"
        looks = LOOKS[row.member] | NAMES_AT.get(code, {})
        maps.mark(ax, code, row.country, fontsize="small", fontweight=weight, **looks)
    _key(ax, len(inside))
    welcomed = drawn.country[drawn.member].drop_duplicates()
    number = {1: "One member of the Court", 2: "Two members"}.get(len(welcomed), f"{len(welcomed)} members")
    label(
        ax,
        f"{number} received him: {listed(welcomed)}"
        if len(welcomed)
        else "No member of the Court has received Vladimir Putin",
        f"By the end of {period.strftime('%B %Y')}: {_count(hosts)}",
        "Trips abroad: press reports (incomplete; trips to occupied "
        "parts of Ukraine are not counted). Members: UN register.\n"
        f"{maps.NOTE}",
        left=0,
        right=1,
    )
    return drawn


def _count(hosts: pd.DataFrame) -> str:
    """How many countries he visited, in words; hosts: a row a country, with the column member."""
    inside = int(hosts.member.sum())
    members = {0: "none of them a member", 1: "1 of them a member"}.get(inside, f"{inside} of them members")
    countries = how_many(len(hosts), "country", "countries")
    return "no country visited" if hosts.empty else f"{countries}, {members} of the Court"


def _key(ax: Axes, number: int) -> None:
    """The key of the map of trips, in the empty South Pacific."""
    key(
        ax,
        [
            square(MEMBER, f"member ({number} states)"),
            square(maps.LAND, "not a member"),
            Line2D(
                [],
                [],
                color="white",
                marker="*",
                markersize=12,
                label="visited: a member",
                linestyle="",
                markeredgecolor=VISITED_MEMBER,
            ),
            Line2D(
                [],
                [],
                color=INK,
                marker="o",
                markersize=7,
                label="visited: not a member",
                linestyle="",
                markeredgecolor="white",
            ),
        ],
    )


# --- how big it is ------------------------------------------------------------------------------------------

MEASURES = {  # unit, what is measured, remark
    "area": ("km²", "Area, km²", " Greenland is not counted, neither alone nor with Denmark."),
    "population": ("people", "Population", " Estimates for 2024 or 2025."),
    "people per km²": ("per km²", "People for each km²", ""),
}
COMPARED = ["Singapore", "Iceland", "Germany", "China", "Russia"]


def _sizes_alt(drawn: pd.DataFrame, measure: str = "area") -> str:
    own = drawn.set_index("country").assign(said=lambda rows: rows.value.map(in_words))
    words = ", ".join(f"{name} {own.said[name]}" for name in COMPARED)
    return (
        f"{len(drawn)} members of the United Nations as dots on a scale in powers of ten, by {measure}. "
        f"Mongolia: {own.said['Mongolia']} {MEASURES[measure][0]}, place {own['rank']['Mongolia']} from the top. "
        f"For comparison: {words}."
    )


@described(
    _sizes_alt,
    closed=Empty(
        "Is Mongolia a big country?", "The members of the United Nations in a row, the largest at the right"
    ),
)
def sizes(ax: Axes, countries: pd.DataFrame, measure: str = "area") -> pd.DataFrame:
    """Dots on one strip: the members of the United Nations by area, population or people per km².

    countries: the table `countries`. Mongolia and five others are named; the scale goes in powers of ten.
    Returns rank, country, value.
    """
    unit, what, remark = MEASURES[measure]
    rows = ranked(countries, measure)
    spots = np.log10(rows.value)
    low, high = spots.min() - 0.3, spots.max() + 0.6
    heights = swarm(spots, (high - low) / 68)
    row_of_names = heights.max() + 4
    ax.set(xlim=(low, high), ylim=(-1, row_of_names + 7.5), yticks=[])
    own = rows.country == "Mongolia"
    named = own | rows.country.isin(COMPARED)
    ax.scatter(spots[~named], heights[~named], s=42, color="#bdbdbd", edgecolor="white", linewidth=0.8)
    widths = rows.country[named].str.len().where(~own, 1) * (high - low) / 62
    firm = rows.index[own][0]
    places = spread(spots[named], widths, turns=100, enough=1e-3, firm=firm, within=(low, high))
    for at, x in places.drop(firm).items():
        _name(ax, (spots[at], heights[at]), rows.country[at], x, row_of_names, size=62)
    text = f"Mongolia: {in_words(rows.value[firm])} {unit}\n{ordinal(rows['rank'][firm])} of {len(rows)}"
    _name(
        ax,
        (spots[firm], heights[firm]),
        text,
        spots[firm],
        row_of_names + 2.6,
        size=150,
        fontweight="bold",
        fontsize="large",
    )
    powers = range(int(np.ceil(low)), int(np.floor(high - 0.25)) + 1)
    ax.set_xticks(powers, [in_words(10.0**power) for power in powers])
    across(ax)
    label(
        ax,
        f"By {measure} Mongolia is {ordinal(rows['rank'][firm])} of {len(rows)}",
        f"{what}; each dot: one of the {len(rows)} members of the United Nations",
        f"Each vertical line: ten times the one to its left.{remark}\n"
        "Source: CIA World Factbook, edition of 2025 (Morocco: 2020, without Western Sahara).",
        left=0.04,
        right=0.96,
    )
    return rows


def _name(
    ax: Axes, dot: tuple[float, float], text: str, x: float, y: float, size: float, **writing: Any
) -> None:
    """A dot of its own colour with a name at (x, y), joined by a line; near an edge the name stays inside."""
    low, high = ax.get_xlim()
    along, country = (x - low) / (high - low), text.split(":")[0]
    tone = colour(country) if country in ("Mongolia", "China", "Russia") else SOFT
    side, foot = "center", 0.5
    if country == "Mongolia" and not 0.25 < along < 0.85:
        side, foot = ("left", 0) if along < 0.5 else ("right", 1)
    line = {
        "arrowstyle": "-",
        "color": tone,
        "linewidth": 0.9,
        "relpos": (foot, 0),
        "shrinkA": 0,
        "shrinkB": 3,
    }
    ax.annotate(text, dot, xytext=(x, y), ha=side, va="bottom", color=tone, arrowprops=line, **writing)
    ax.scatter(*dot, s=size, color=tone, edgecolor="white", linewidth=1, zorder=4)
