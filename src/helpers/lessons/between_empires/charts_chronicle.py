"""Charts that lay events along a line: how long was it, was it part of it, and what came before."""

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.patches import Rectangle

from helpers.lessons.between_empires.charts_power import type_size
from helpers.lessons.between_empires.facts import KINDS, battle_days, beginnings, endings, promises
from helpers.pictures.figures import FAINT, INK, OTHERS, SOFT, Empty, colour, described, label
from helpers.pictures.marks import across, names


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
    candidates = (("begins", began, beginnings(events)), ("ends", ended, endings(events)))
    rows = pd.DataFrame(
        [
            (year, text.split(" · ", 1)[1], side, year == chosen)
            for side, chosen, choices in candidates
            for text, year in choices.items()
        ],
        columns=["year", "event", "end", "chosen"],
    )
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
    for years, looks in (
        (rows.year[~rows.chosen], {"color": FAINT, "linewidth": 1.2}),
        ([began, ended], {"color": INK, "linewidth": 2.4}),
    ):
        ax.plot([years, years], [[0.62], [0.76]], **looks)
    for (side, own), words, height in zip(
        rows.groupby("end"), ("from   ", "to       "), (1.72, 1.46), strict=True
    ):
        chosen = own[own.chosen].iloc[0]
        ax.text(own.year.mean(), 0.3, f"{side}?", ha="center", color=SOFT)
        ax.text(chosen.year, 0.53, chosen.year, ha="center", va="center", fontweight="bold")
        ax.text(1915.5, height, words + chosen.event, va="center")
    ax.set(xlim=(1915, 1997), ylim=(0.15, 1.9), yticks=[])
    ax.grid(visible=False)
    label(
        ax,
        f"From {began} to {ended} it lasted {ended - began} years",
        "Mongolia's alliance with Moscow, from the event you choose to the event you choose",
        "Marks: the other candidates. MPR: Mongolian People's Republic.\n"
        "Source: table timeline, which names one for each event.",
        left=0.03,
        right=0.97,
    )
    return rows


# --- was the battle part of the war? ------------------------------------------------------------------------

WARS = {
    "7 July 1937: Japan's war on China": "war-began-1937",
    "1 September 1939: Germany invades Poland": "war-began-1939",
    "7 December 1941: the wars merge": "war-began-1941",
}


@described(
    "A bar for the battle, 11 May to 16 September 1939, {rows}.",
    rows="{days} days. If the war began on {war_began.day} {war_began:%B %Y}, {days_inside} of them belong to it",
)
def battle(ax: Axes, facts: pd.DataFrame, war_began: str) -> pd.DataFrame:
    """A bar of the days of Khalkhin Gol, filled as far as they lie in the Second World War.

    facts: `lesson_facts`; war_began: a value of WARS. Returns war_began, days, days_inside.
    """
    known, year = facts.set_index("fact_id"), pd.Timestamp(1939, 1, 1)
    start, unsure = known.date[war_began], known.confidence[war_began] != "confirmed"
    inside, days = battle_days(facts, war_began)
    first, war = (known.date["khalkhin-gol-dates"] - year).days, (start - year).days
    end = first + days
    ax.add_patch(
        Rectangle((first, 0.8), days, 0.5, facecolor="white", edgecolor=colour("Japan"), linewidth=1.4)
    )
    ax.add_patch(Rectangle((end - inside, 0.8), inside, 0.5, facecolor=colour("Japan")))
    ax.text(first, 1.37, f"{inside} of {days} days", va="bottom", fontweight="bold", fontsize="x-large")
    ax.text(first, 0.68, "11 May", ha="center", color=SOFT)
    ax.text(end, 0.68, "16 September", ha="left", color=SOFT)
    said = f"war from {start.day} {start:%B %Y}{' (day unconfirmed)' if unsure else ''}"
    if war < 0:
        ax.text(4, 1.62, f"← {said}", fontweight="bold")
    elif war > 365:
        ax.text(361, 1.62, f"{said} →", fontweight="bold", ha="right")
    else:
        ax.axvline(war, color=INK, linewidth=2)
        ax.text(war + 3, 1.62, f"war from {start.day} {start:%B}", fontweight="bold")
    months = pd.date_range(year, periods=12, freq="MS")
    ax.set_xticks((months - year).days, months.strftime("%b"), ha="left")
    ax.set(xlim=(0, 365), ylim=(0.45, 1.85), yticks=[])
    across(ax)
    label(
        ax,
        f"{inside or 'None'} of {days} days lie in a war that begins in {start.year}",
        "The days of fighting at Khalkhin Gol in 1939, filled if they lie in the Second World War",
        "First and last day count. Sources: Goldman (2012), documents of 1939 and 1946; see table lesson_facts.",
        left=0.03,
        right=0.97,
    )
    return pd.DataFrame({"war_began": [start], "days": [days], "days_inside": [inside]})


@described(
    "Bars from 1936 to 2018: what Mongolia and its neighbours promised by treaty. {rows}.",
    rows="{partner}, {promise}: {first} to {last}",
    between="; ",
    closed=Empty(
        "What had they promised by treaty?",
        "Mongolia and each neighbour: years in which a treaty held this promise",
        (1932, 2020),
        [f"{giant}: {promise}" for giant in ("Moscow", "China") for promise in KINDS.values()],
    ),
)
def obligations(ax: Axes, alliances: pd.DataFrame) -> pd.DataFrame:
    """Bars: what Mongolia and its two neighbours had promised each other by treaty, 1936 to 2018.

    alliances: `alliances_mongolia`. Returns partner, promise, first, last.
    """
    drawn = promises(alliances)
    kinds = list(reversed(KINDS.values()))
    for row in drawn.itertuples():
        foot, tone = (0, colour("China")) if row.partner == "China" else (3.6, colour("Russia"))
        ax.barh(
            foot + kinds.index(row.promise),
            row.last + 1 - row.first,
            left=row.first,
            height=0.62,
            edgecolor="white",
            color=tone,
            alpha=1 if row.promise == KINDS["defence"] else 0.6,
        )
    ax.set_yticks([0, 1, 2, 3.6, 4.6, 5.6], kinds * 2, color=INK)
    spots = {"Moscow": (1931, 6.02, colour("Russia")), "China": (1931, 2.42, colour("China"))}
    names(ax, spots, ha="right", va="bottom", fontsize="large")
    ax.set(xlim=(1932, 2020), xticks=range(1940, 2021, 10), ylim=(-0.6, 6.4))
    across(ax)
    label(
        ax,
        "A promise to defend each other: with Moscow alone",
        "Mongolia and each neighbour: years in which a treaty held this promise",
        "Moscow: the Soviet Union to 1991, then Russia. To 2018.\n"
        "Source: Alliance Treaty Obligations and Provisions (ATOP) 5.",
        left=0.23 * type_size(),
    )
    return drawn


# --- eight centuries on one line ----------------------------------------------------------------------------

LINES = {  # year: what stands at its line, how high, on which side
    1206: ("1206 Chinggis Khan\nunites the Mongols", 1, "left"),
    1279: ("1279 Mongols\nrule all China", -1, "left"),
    1368: ("1368 pushed back\nto the steppe", 1.9, "center"),
    1586: ("1586 Buddhism\nstate religion", 1, "center"),
    1636: ("1636 Manchus take\nthe south", -1, "center"),
    1691: ("1691 the north accepts\nQing overlordship", 1.9, "center"),
    1727: ("1727 Russia and the\nManchus draw a border", -2.0, "center"),
    1911: ("1911 independence\ndeclared", 1, "right"),
}


@described("A line from 1206 to 1911 with these events: {rows}.", rows="{year} {event}", between="; ")
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
    for first, last, tone, of_words, words in (
        (1206, 1368, colour("Mongolia"), colour("Mongolia"), "empire"),
        (1368, 1691, OTHERS, SOFT, "back on the steppe"),
        (1691, 1911, SOFT, SOFT, "in the Qing empire"),
    ):
        ax.plot([first, last], [0, 0], color=tone, linewidth=9, solid_capstyle="butt")
        ax.text((first + last) / 2, 0.13, words, color=of_words, ha="center", va="bottom", fontsize="small")
    for year, (text, height, side) in LINES.items():
        ax.plot([year, year], [0, 0.8 * height], color=SOFT, linewidth=0.9, zorder=1)
        ax.plot([year], [0], "o", color="white", markeredgecolor=INK, markersize=8, zorder=5)
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
