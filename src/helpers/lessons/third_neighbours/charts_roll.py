"""Lesson 6's charts of single roll calls: votes on Ukraine as a grid and on a map."""

import textwrap

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.patches import Rectangle

from helpers.lessons.start_here.charts import MAP
from helpers.lessons.third_neighbours.facts import WAR, beside
from helpers.pictures import maps
from helpers.pictures.figures import FAINT, GRID, INK, SOFT, Empty, described, label
from helpers.pictures.marks import key, square, write
from helpers.words import listed

# --- votes on Ukraine ---------------------------------------------------------------------------------------

VOTES = {"yes": "#1b7f79", "abstain": "#e3b94f", "no": "#7b3f8c", "absent": "#c9c9c4", "unknown": "#ffffff"}
LETTERS = {"yes": "Y", "abstain": "A", "no": "N", "absent": "–", "unknown": "?"}


def _roll_alt(drawn: pd.DataFrame, state: str) -> str:
    both = drawn[(drawn[state] != "unknown") & (drawn.Mongolia != "unknown")]
    words = "; ".join(
        f"{name} {', '.join(f'{count} {vote}' for vote, count in drawn[name].value_counts().items())}"
        for name in dict.fromkeys(["Mongolia", "China", "Russia", state])
    )
    return (
        f"{len(drawn)} texts on Ukraine, 2014 to 2026, as squares with letters: {words}. Of {len(both)} "
        f"votes known for both, {state} and Mongolia cast the same {(both[state] == both.Mongolia).sum()} times."
    )


@described(
    _roll_alt,
    closed=Empty(
        "The texts on Ukraine: who voted how?",
        "One column will be one resolution of the General Assembly, 2014 to 2026",
        y=["Mongolia", "China", "Russia", "a fourth state"],
    ),
    named={"state": lambda resolutions, votes: votes.country.unique()},
)
def roll(ax: Axes, resolutions: pd.DataFrame, votes: pd.DataFrame, state: str) -> pd.DataFrame:
    """Squares: how Mongolia, China, Russia and one more state voted on every text about Ukraine.

    resolutions: `ukraine_resolutions`; votes: `ukraine_votes`; state: a country's name.
    Letters: Y yes, A abstention, N no, – absent, ? not known.
    Returns date, resolution, related (a text on something else that mentions the war) and a column for each
    state.
    """
    called = votes.drop_duplicates("iso3").set_index("iso3").country
    lines = ["MNG", "CHN", "RUS", called.index[called == state][0]]
    rows = beside(resolutions, votes, list(dict.fromkeys(lines)))
    for place, code in enumerate(lines):
        y = -place - (0.45 if place == 3 else 0)
        for x, vote in enumerate(rows[code]):
            ax.add_patch(
                Rectangle(
                    (x - 0.45, y - 0.42),
                    0.9,
                    0.84,
                    facecolor=VOTES[vote],
                    edgecolor=FAINT if vote == "unknown" else "white",
                    linewidth=0.8,
                )
            )
            ax.text(
                x,
                y,
                LETTERS[vote],
                ha="center",
                va="center",
                fontsize=9,
                fontweight="bold",
                color="white" if vote in ("yes", "no") else INK,
            )
    related = rows.series == "related text"
    stars = ["*"] * related.sum()
    write(ax, np.flatnonzero(related), 0.72, stars, ha="center", va="center", fontsize=12, color=SOFT)
    years = rows.date.dt.year
    for year, xs in years.groupby(years).groups.items():
        ax.text(
            xs.min() - 0.4,
            -4.35,
            f"{year}",
            fontsize=8.5,
            color=SOFT,
            va="top",
            rotation=60 if len(xs) < 2 else 0,
            ha="left" if len(xs) > 1 else "center",
        )
        if xs.min():
            ax.plot([xs.min() - 0.5] * 2, [0.5, -4], color=GRID, linewidth=0.8, zorder=0)
    start = int((rows.date < WAR).sum()) - 0.5
    ax.plot([start] * 2, [1.0, -4.05], color=INK, linewidth=1.6)
    ax.text(
        start + 0.2,
        1.25,
        "from here on: after the invasion of 24 February 2022",
        fontsize=9,
        va="center",
        color=INK,
    )
    ax.set(xlim=(-0.6, len(rows) - 0.4), xticks=[], ylim=(-5.2, 1.6))
    ax.set_yticks([0, -1, -2, -3.45], [textwrap.fill(called[code], 13) for code in lines], color=INK)
    ax.spines["bottom"].set_visible(False)
    ax.grid(visible=False)
    _roll_key(ax)
    label(
        ax,
        _roll_title(rows, called, lines[3]),
        f"One column: one resolution of the General Assembly, in order of date, to {rows.date.max():%B %Y}",
        "* a text on something else that mentions the war. ? no source we read shows the vote.\n"
        "Sources: roll calls and press lists named row by row in ukraine_votes.",
        left=0.15,
        right=0.985,
    )
    return rows[["date", "resolution"]].assign(
        related=related, **{called[code]: rows[code] for code in lines}
    )


def _roll_title(rows: pd.DataFrame, called: dict[str, str], other: str) -> str:
    parts = []
    for code in dict.fromkeys(["CHN", other]):
        if code != "MNG":
            both = rows[(rows.MNG != "unknown") & (rows[code] != "unknown")]
            parts.append(f"{called[code]} {(both[code] == both.MNG).sum()} of {len(both)}")
    return f"Like Mongolia: {listed(parts)}"


def _roll_key(ax: Axes) -> None:
    words = {
        "yes": "Y in favour",
        "abstain": "A abstention",
        "no": "N against",
        "absent": "– absent",
        "unknown": "? not known",
    }
    edges = VOTES | {"unknown": FAINT}
    key(
        ax,
        [square(VOTES[vote], text, edges[vote], size=9) for vote, text in words.items()],
        bbox_to_anchor=(-0.01, -0.1),
        ncols=5,
        columnspacing=1.2,
        labelspacing=0.5,
    )


def _map_alt(drawn: pd.DataFrame, date: str) -> str:
    counts = drawn.attrs["official"]
    near = "; ".join(
        f"{row.country} {row.vote}"
        for row in drawn[drawn.iso3.isin(["MNG", "CHN", "RUS", "KAZ"])].itertuples()
    )
    partial = " The list of states is partial: most are drawn as not known." if drawn.attrs["partial"] else ""
    return (
        f"World map of the vote of {date}: {counts['yes']} in favour, {counts['no']} against, "
        f"{counts['abstain']} abstentions. {near}.{partial}"
    )


@described(
    _map_alt,
    closed=Empty("Text by text: who voted how?", "World map of the General Assembly's votes on Ukraine"),
)
def vote_map(ax: Axes, resolutions: pd.DataFrame, votes: pd.DataFrame, date: str) -> pd.DataFrame:
    """World map: how every state voted on one text about Ukraine.

    resolutions: `ukraine_resolutions`; votes: `ukraine_votes`; date: one of `texts(resolutions)`. White: a
    vote that no source lists. The totals are the official ones. Returns iso3, country, vote.
    """
    row = resolutions.set_index("resolution").loc["A/RES/" + date.split(" ", 1)[1]]
    rows = votes[votes.resolution == row.name]
    ax.set_position(MAP)
    maps.world(ax, dict(zip(rows.iso3, rows.vote.map(VOTES), strict=True)), rest="#f6f6f4", edge="#9a9a9a")
    own = rows.set_index("iso3").vote
    for code, name, lon, lat, side in (
        ("MNG", "Mongolia", 150, 57, "left"),
        ("CHN", "China", 138, 12, "left"),
        ("RUS", "Russia", 100, 78, "center"),
    ):
        maps.mark(
            ax,
            code,
            f"{name}: {own.get(code, 'unknown')}",
            at=(lon, lat),
            ha=side,
            size=14,
            fontsize="small",
            fontweight="bold",
        )
    words = {
        "yes": f"in favour ({row.yes})",
        "no": f"against ({row.no})",
        "abstain": f"abstention ({row.abstain})",
        "absent": f"not voting ({row.not_voting})",
        "unknown": "not listed",
    }
    key(ax, [square(VOTES[vote], text, "#9a9a9a") for vote, text in words.items()])
    partial = row.list_check == "partial list"
    check = {
        "partial list": f"Only {row.listed_states} of 193 states are listed",
        "matches, but partly filled in": f"{row.filled_in} votes are filled in, by elimination or general "
        f"knowledge",
        "differs": "The list differs from the official totals by one vote",
    }.get(row.list_check, "The list gives the official totals")
    label(
        ax,
        f"{row.yes} in favour, {row.no} against, {row.abstain} abstained; Mongolia: {own.get('MNG', 'unknown')}",
        f"{row.date.day} {row.date:%B %Y}, {row.name.removeprefix('A/RES/')}: "
        f"{textwrap.shorten(row.title, 64, placeholder=' …')}",
        f"{check}. Sources row by row in ukraine_votes.\n{maps.NOTE}",
        left=0,
        right=1,
    )
    drawn = rows[["iso3", "country", "vote"]].reset_index(drop=True)
    drawn.attrs = {"official": row[["yes", "no", "abstain"]].to_dict(), "partial": partial}
    return drawn
