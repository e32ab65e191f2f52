"""Charts that lay events along a line: how long was it, was it part of it, and what came before."""

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.patches import Rectangle

from helpers.lessons.between_empires.charts_power import type_size
from helpers.lessons.between_empires.facts import KINDS, battle_days, beginnings, endings, promises
from helpers.pictures.figures import FAINT, INK, OTHERS, SOFT, colour, described, label
from helpers.pictures.marks import across


def _span_alt(drawn: pd.DataFrame, began: int, ended: int) -> str:
    return (
        f"A bar along the years 1915 to 1995 from {began} to {ended}: {ended - began} years. Marks show the "
        f"other events one might choose: {', '.join(str(year) for year in drawn.year)}."
    )


@described(_span_alt)
def span(ax: Axes, events: pd.DataFrame, began: int, ended: int) -> pd.DataFrame:
    """A bar: the years from one event of the timeline to another, with the other candidates marked.

    events: `timeline`; began, ended: years out of `beginnings` and `endings`. Returns year, event, end (of
    the bar it may be), chosen.
    """
    first, last = beginnings(events), endings(events)
    ax.barh([1], [ended - began], left=[began], height=0.42, color=colour("Soviet Union"))
    ax.text(
        (began + ended) / 2,
        1,
        f"{ended - began} years",
        color="white",
        fontweight="bold",
        fontsize="xx-large",
        ha="center",
        va="center",
    )
    for side, years, chosen in (("begins?", first.values(), began), ("ends?", last.values(), ended)):
        for year in years:
            strong = year == chosen
            ax.plot(
                [year, year], [0.62, 0.76], color=INK if strong else FAINT, linewidth=2.4 if strong else 1.2
            )
        ax.text(np.mean(list(years)), 0.3, side, ha="center", color=SOFT)
    for year in (began, ended):
        ax.text(year, 0.53, str(year), ha="center", va="center", fontweight="bold")
    names = [
        next(text for text, year in choices.items() if year == chosen).split(" · ", 1)[1]
        for choices, chosen in ((first, began), (last, ended))
    ]
    ax.text(1915.5, 1.72, f"from   {names[0]}", va="center")
    ax.text(1915.5, 1.46, f"to       {names[1]}", va="center")
    ax.set(xlim=(1915, 1997), ylim=(0.15, 1.9), yticks=[])
    ax.grid(visible=False)
    label(
        ax,
        "How long was Moscow's close ally close?",
        "From the event you choose to the event you choose",
        "Marks: the other candidates. MPR: Mongolian People's Republic.\n"
        "Source: table timeline, which names one for each event.",
        left=0.03,
        right=0.97,
    )
    rows = [
        (year, text.split(" · ", 1)[1], end, year == chosen)
        for choices, end, chosen in ((first, "begins", began), (last, "ends", ended))
        for text, year in choices.items()
    ]
    return pd.DataFrame(rows, columns=["year", "event", "end", "chosen"])


# --- was the battle part of the war? ------------------------------------------------------------------------

WARS = {
    "7 July 1937: Japan's war on China": "war-began-1937",
    "1 September 1939: Germany invades Poland": "war-began-1939",
    "7 December 1941: the wars merge": "war-began-1941",
}


def _battle_alt(drawn: pd.DataFrame, war_began: str) -> str:
    row = drawn.iloc[0]
    return (
        f"A bar for the battle, 11 May to 16 September 1939, {row.days} days. If the war began on "
        f"{row.war_began.day} {row.war_began:%B %Y}, {row.days_inside} of them belong to it."
    )


@described(_battle_alt)
def battle(ax: Axes, facts: pd.DataFrame, war_began: str) -> pd.DataFrame:
    """A bar of the days of Khalkhin Gol, filled as far as they lie in the Second World War.

    facts: `lesson_facts`; war_began: a value of WARS. Returns war_began, days, days_inside.
    """
    dates = facts.set_index("fact_id").date
    first, last, start = dates["khalkhin-gol-dates"], dates["khalkhin-gol-end"], dates[war_began]
    sure = facts.set_index("fact_id").confidence[war_began] == "confirmed"
    inside, days = battle_days(facts, war_began)
    day = lambda when: (when - pd.Timestamp(1939, 1, 1)).days  # noqa: E731 - one short word for four uses
    ax.add_patch(
        Rectangle((day(first), 0.8), days, 0.5, facecolor="white", edgecolor=colour("Japan"), linewidth=1.4)
    )
    ax.add_patch(Rectangle((day(last) + 1 - inside, 0.8), inside, 0.5, facecolor=colour("Japan")))
    ax.text(day(first), 1.37, f"{inside} of {days} days", va="bottom", fontweight="bold", fontsize="x-large")
    ax.text(day(first), 0.68, "11 May", ha="center", color=SOFT)
    ax.text(day(last) + 1, 0.68, "16 September", ha="left", color=SOFT)
    if 0 <= day(start) <= 365:
        ax.axvline(day(start), color=INK, linewidth=2)
        ax.text(day(start) + 3, 1.62, f"war from {start.day} {start:%B}", fontweight="bold")
    else:
        early = day(start) < 0
        ax.text(
            4 if early else 361,
            1.62,
            f"{'← ' if early else ''}war from {start.day} {start:%B %Y}"
            f"{'' if sure else ' (day unconfirmed)'}{'' if early else ' →'}",
            fontweight="bold",
            ha="left" if early else "right",
        )
    months = pd.date_range("1939-01-01", periods=12, freq="MS")
    ax.set_xticks([day(month) for month in months], [f"{month:%b}" for month in months], ha="left")
    ax.set(xlim=(0, 365), ylim=(0.45, 1.85), yticks=[])
    across(ax)
    label(
        ax,
        "Was Khalkhin Gol part of the Second World War?",
        "The days of fighting in 1939, filled if they lie in the war",
        "First and last day count. Sources: Wikipedia, TASS and others; see table lesson_facts.",
        left=0.03,
        right=0.97,
    )
    return pd.DataFrame({"war_began": [start], "days": [days], "days_inside": [inside]})


def _obligations_alt(drawn: pd.DataFrame) -> str:
    words = "; ".join(
        f"{row.partner}, {row.promise}: {row.first} to {row.last}" for row in drawn.itertuples()
    )
    return f"Bars from 1936 to 2018: what Mongolia and its neighbours promised by treaty. {words}."


@described(_obligations_alt)
def obligations(ax: Axes, alliances: pd.DataFrame) -> pd.DataFrame:
    """Bars: what Mongolia and its two neighbours had promised each other by treaty, 1936 to 2018.

    alliances: `alliances_mongolia`. Returns partner, promise, first, last.
    """
    drawn = promises(alliances)
    lanes = {
        (giant, words): place
        for place, (giant, words) in enumerate(
            [(giant, words) for giant in ("China", "Moscow") for words in reversed(KINDS.values())]
        )
    }
    for row in drawn.itertuples():
        giant = "China" if row.partner == "China" else "Moscow"
        place = lanes[giant, row.promise] + (0.6 if giant == "Moscow" else 0)
        ax.barh(
            [place],
            [row.last + 1 - row.first],
            left=[row.first],
            height=0.62,
            edgecolor="white",
            color=colour("China" if giant == "China" else "Russia"),
            alpha=1 if row.promise == KINDS["defence"] else 0.6,
        )
    places = [place + (0.6 if giant == "Moscow" else 0) for (giant, _), place in lanes.items()]
    ax.set_yticks(places, [words for _, words in lanes], color=INK)
    for giant, y in (("Moscow", 5.6), ("China", 2)):
        ax.text(
            1931,
            y + 0.42,
            giant,
            color=colour("China" if giant == "China" else "Russia"),
            fontweight="bold",
            ha="right",
            va="bottom",
            fontsize="large",
        )
    ax.set(xlim=(1932, 2020), xticks=range(1940, 2021, 10), ylim=(-0.6, 6.4))
    across(ax)
    label(
        ax,
        "What had they promised by treaty?",
        "Mongolia and each neighbour: years in which a treaty held this promise",
        "Moscow: the Soviet Union to 1991, then Russia. To 2018.\n"
        "Source: Alliance Treaty Obligations and Provisions (ATOP) 5.",
        left=0.23 * type_size(),
    )
    return drawn


# --- eight centuries on one line ----------------------------------------------------------------------------

LINES = {
    1206: "1206 Chinggis Khan\nunites the Mongols",
    1279: "1279 Mongols\nrule all China",
    1368: "1368 pushed back\nto the steppe",
    1586: "1586 Buddhism\nstate religion",
    1636: "1636 Manchus take\nthe south",
    1691: "1691 the north accepts\nQing overlordship",
    1727: "1727 Russia and the\nManchus draw a border",
    1911: "1911 independence\ndeclared",
}
HEIGHTS = {1206: 1, 1279: -1, 1368: 1.9, 1586: 1, 1636: -1, 1691: 1.9, 1727: -2.0, 1911: 1}


def _centuries_alt(drawn: pd.DataFrame) -> str:
    words = "; ".join(f"{row.year} {row.event}" for row in drawn.itertuples())
    return f"A line from 1206 to 1911 with these events: {words}."


@described(_centuries_alt)
def centuries(ax: Axes, events: pd.DataFrame) -> pd.DataFrame:
    """One line from 1206 to 1911: the Mongols' rise, the two empires closing in, and independence declared.

    events: `timeline`; a year named here that the timeline lacks is an error. Returns year, event,
    confidence.
    """
    rows = events.assign(year=events.date.dt.year)
    rows = rows[rows.year.isin(LINES)].drop_duplicates("year")
    if set(rows.year) != set(LINES):
        raise ValueError("the timeline lacks an event of this line")
    ax.axhline(0, color=FAINT, linewidth=1.5)
    for first, last, tone, words in (
        (1206, 1368, colour("Mongolia"), "empire"),
        (1368, 1691, OTHERS, "back on the steppe"),
        (1691, 1911, SOFT, "in the Qing empire"),
    ):
        ax.plot([first, last], [0, 0], color=tone, linewidth=9, solid_capstyle="butt")
        ax.text(
            (first + last) / 2,
            0.13,
            words,
            color=tone if tone != OTHERS else SOFT,
            ha="center",
            va="bottom",
            fontsize="small",
        )
    for year, text in LINES.items():
        height = HEIGHTS[year]
        ax.plot([year, year], [0, 0.8 * height], color=SOFT, linewidth=0.9, zorder=1)
        ax.plot([year], [0], "o", color="white", markeredgecolor=INK, markersize=8, zorder=5)
        side = "left" if year < 1300 else "right" if year > 1850 else "center"
        ax.text(year, 0.83 * height, text, ha=side, va="bottom" if height > 0 else "top")
    ax.set(xlim=(1195, 1922), ylim=(-2.5, 2.6), yticks=[], xticks=range(1300, 1901, 100))
    ax.grid(axis="y", visible=False)
    label(
        ax,
        "Before all this: seven hundred years on one line",
        "From the first khan to the end of the Qing empire",
        "“In the Qing empire”: the Khalkha of the north, most of whose princes submitted in 1691.\n"
        "Source: table timeline (Library of Congress and BBC chronologies).",
        left=0.03,
        right=0.97,
    )
    return rows[["year", "event", "confidence"]].reset_index(drop=True)
