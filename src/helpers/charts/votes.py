"""Charts on votes in the General Assembly: who votes like whom, year by year, and the votes on Ukraine."""

import textwrap

import numpy as np
import pandas as pd
from matplotlib.lines import Line2D
from matplotlib.patches import Rectangle

from .. import maps
from ..figures import FAINT, GRID, INK, OTHERS, SOFT, colour, described, label
from ..models import agreement
from ..models.ideal_points import positions
from .world import MAP, _swarm, ordinal

ISSUES = {
    "all votes": None,
    "colonialism": "co",
    "disarmament": "di",
    "nuclear weapons": "nu",
    "development": "ec",
    "human rights": "hr",
    "Middle East": "me",
}
MEASURES = {"strict": agreement.strict, "graded": agreement.graded}
IN_WORDS = {
    "strict": "Strict agreement: the same vote, as a share of common votes, %",
    "graded": "Graded agreement: alike 1, one step apart ½, yes against no 0; mean in %",
}
SPANS = {
    "1961–1991": (1961, 1991),
    "1992–2014": (1992, 2014),
    "2015–2025": (2015, 2025),
    "2025": (2025, 2025),
}
FEWEST_IN_SPAN, FEWEST_IN_YEAR = 50, 10
DOUBTFUL = [
    1993
]  # session 48: Mongolia's column votes as France does in all 37 votes, Monaco's as Suriname in all 61
ROLL_CALLS = (
    "Roll calls: Voeten data to June 2024, with gaps in 2020–23; UN record for 2025; "
    "none from July 2024 to 23 February 2025."
)


# --- counting -----------------------------------------------------------------------------------------------


def pairs_with(votes, members, seat="MNG"):
    """The votes that one seat has in common with every other, counted by year and issue.

    votes: `un_votes`; members: `un_members`; seat: a column of votes. It does for everyone what
    `(both.MNG == both.USA).groupby(year)` does for one pair. Nothing is merged: a seat is a column.
    Returns issue, year, seat, common, alike, opposite; only rows with at least one common vote.
    """
    seats = [name for name in members.iso3 if name != seat]
    parts = []
    for issue, code in ISSUES.items():
        rows = votes if code is None else votes[votes.issues.str.contains(code, na=False)]
        counted = agreement.tally(rows, seat, seats, rows.date.dt.year)
        parts.append(counted.rename(columns={"period": "year"}).assign(issue=issue))
    pairs = pd.concat(parts, ignore_index=True)
    pairs = pairs.astype({"issue": pd.CategoricalDtype(list(ISSUES)), "seat": pd.CategoricalDtype(seats)})
    pairs.attrs = {"seat": seat}
    return pairs[["issue", "year", "seat", "common", "alike", "opposite"]]


def names(members, last=None):
    """{code: name} of all seats; the Soviet Union's seat carries its name where `last` is 1991 or earlier."""
    found = dict(zip(members.iso3, members.name, strict=True))
    if last is not None and last <= 1991:
        found["RUS"] = "Soviet Union"
    return found


def states(members):
    """{name: code} of all seats but Mongolia's, for a menu; states that are no more say until when they "
    "voted."""
    rows = members[members.iso3 != "MNG"].sort_values("name")
    ended = rows.last_vote_year < 2020
    return dict(
        zip(
            rows.name.where(~ended, rows.name + " (to " + rows.last_vote_year.astype(str) + ")"),
            rows.iso3,
            strict=True,
        )
    )


def closest(pairs, members, period="2015–2025", measure="strict"):
    """All states in order of agreement with one, the closest first.

    pairs: from `pairs_with`; members: `un_members`; period: a key of SPANS, or (first year, last year);
    measure:
    "strict" or "graded". States with fewer than 50 common votes are left out (attrs["left_out"] names them).
    Returns rank, state, agreement_percent, common_votes, opposite, iso3.
    """
    first, last = SPANS.get(period, period)
    rows = pairs[(pairs.issue == "all votes") & pairs.year.between(first, last)]
    sums = rows.groupby("seat", observed=True)[["common", "alike", "opposite"]].sum()
    enough = sums[sums.common >= FEWEST_IN_SPAN]
    share = agreement.share_of(enough.common, enough.alike, enough.opposite, MEASURES[measure])
    called = names(members, last)
    drawn = pd.DataFrame(
        {
            "rank": share.rank(ascending=False, method="min").astype(int),
            "state": [called[code] for code in enough.index],
            "agreement_percent": (100 * share).round(1),
            "common_votes": enough.common,
            "opposite": enough.opposite,
            "iso3": enough.index.astype(str),
        }
    )
    drawn = drawn.sort_values(["rank", "state"]).reset_index(drop=True)
    voted = members[
        (members.first_vote_year <= last) & (members.last_vote_year >= first) & (members.iso3 != "MNG")
    ]
    drawn.attrs = {"left_out": [called[code] for code in voted.iso3 if code not in enough.index]}
    return drawn


# --- who votes like one state -------------------------------------------------------------------------------


def _strip_alt(drawn, state, period="2015–2025", measure="strict"):
    row = drawn[drawn.iso3 == state]
    start = (
        f"{len(drawn)} states as dots by {measure} agreement with Mongolia, {period}, from "
        f"{drawn.agreement_percent.min():g} % to {drawn.agreement_percent.max():g} %."
    )
    if row.empty:
        return f"{start} The state chosen has fewer than {FEWEST_IN_SPAN} votes in common in this time."
    row = row.iloc[0]
    return (
        f"{start} {row.state}: {row.agreement_percent:g} % of {row.common_votes} common votes, place "
        f"{row['rank']} from "
        f"the closest; {row.opposite} times yes against no."
    )


@described(_strip_alt)
def strip(ax, pairs, members, state, period="2015–2025", measure="strict"):
    """Dots on one strip: how often each state voted as Mongolia did, with one state named.

    pairs: from `pairs_with`; members: `un_members`; state: a code; period, measure: as in `closest`, whose
    table
    it returns.
    """
    rows = closest(pairs, members, period, measure)
    values = rows.agreement_percent
    low = 10 * np.floor(values.min() / 10)
    heights = _swarm(values, (100 - low) / 75)
    own = rows.iso3 == state
    ax.scatter(values[~own], heights[~own], s=46, color="#b9b9b9", edgecolor="white", linewidth=0.6)
    top = max(heights.max(), 8)
    ax.set(ylim=(-1, top * 1.32 + 1), xlim=(low - 1, 101))
    called = names(members, SPANS[period][1])
    title = f"{called[state]}: how often does it vote as Mongolia does?"
    if own.any():
        row, x = rows[own].iloc[0], values[own].iloc[0]
        tone = colour(row.state) if colour(row.state) != OTHERS else "#5a2a83"
        ax.scatter([x], heights[own], s=110, color=tone, edgecolor="white", linewidth=1, zorder=4)
        ax.annotate(
            f"{row.state}: {row.agreement_percent:g} %\n{ordinal(row['rank'])} closest of {len(rows)}",
            (x, heights[own].iloc[0]),
            xytext=(x, top * 1.12 + 1),
            va="bottom",
            fontweight="bold",
            color=tone,
            ha="right" if x > (low + 100) / 2 else "left",
            arrowprops={"arrowstyle": "-", "color": tone, "shrinkB": 5},
        )
    else:
        ax.text(
            0.02,
            0.9,
            f"{called[state]}: fewer than {FEWEST_IN_SPAN} votes in common with Mongolia in this time",
            transform=ax.transAxes,
            fontweight="bold",
            color=SOFT,
        )
    ax.set_yticks([])
    ax.grid(axis="y", visible=False)
    ax.grid(axis="x", visible=True)
    label(
        ax,
        title,
        f"Each dot: a state, {period}. {IN_WORDS[measure]}",
        _notes(ax, rows, members, state, period),
        left=0.05,
    )
    return rows


def _notes(ax, rows, members, state, period):
    """The lines under the strip: what is left out, what the seat is, where the votes come from."""
    left_out = rows.attrs["left_out"]
    few = f" Left out, fewer than {FEWEST_IN_SPAN} common votes: {_listed(left_out)}." if left_out else ""
    doubt = (
        " 1993 is doubtful in the source."
        if any(year in range(SPANS[period][0], SPANS[period][1] + 1) for year in DOUBTFUL)
        else ""
    )
    median = f"Median {rows.common_votes.median():.0f} common votes."
    return f"{median}{few}{doubt}{_remark(ax, members, state)}\n{ROLL_CALLS}"


def _remark(ax, members, state):
    """What a reader must know about a seat, on a line of its own (for which the axes make room); may be "
    "empty."""
    note = members.set_index("iso3").note[state]
    if not isinstance(note, str):
        return ""
    box = ax.get_position()
    ax.set_position([box.x0, box.y0 + 0.03, box.width, box.height - 0.03])
    return f"\n{note}"


def _listed(words, most=3):
    return (
        ", ".join(words) if len(words) <= most else f"{', '.join(words[:most])} and {len(words) - most} more"
    )


# --- year by year -------------------------------------------------------------------------------------------


def yearly(pairs, state, issue="all votes", measure="strict"):
    """Agreement with one state year by year: year, agreement_percent, common_votes, opposite.

    pairs: from `pairs_with`; state: a code; issue: a key of ISSUES; measure: "strict" or "graded".
    """
    rows = pairs[(pairs.issue == issue) & (pairs.seat == state)].sort_values("year")
    share = agreement.share_of(rows.common, rows.alike, rows.opposite, MEASURES[measure])
    return pd.DataFrame(
        {
            "year": rows.year,
            "agreement_percent": (100 * share).round(1),
            "common_votes": rows.common,
            "opposite": rows.opposite,
        }
    ).reset_index(drop=True)


def _years_alt(drawn, state, issue="all votes", measure="strict"):
    own = drawn[drawn.iso3 == state]
    if own.empty:
        return f"No votes on {issue} in common with Mongolia: nothing is drawn."
    words = [
        f"{row.agreement_percent:g} % of {row.common_votes} votes in {row.year}"
        for row in own.iloc[[0, -1]].itertuples()
    ]
    solid = own[(own.common_votes >= FEWEST_IN_YEAR) & ~own.year.isin(DOUBTFUL)]
    if len(solid):
        low, high = solid.loc[solid.agreement_percent.idxmin()], solid.loc[solid.agreement_percent.idxmax()]
        words.append(
            f"lowest {low.agreement_percent:g} % in {low.year}, highest {high.agreement_percent:g} % in "
            f"{high.year}"
        )
    few = own.year.drop(solid.index).tolist()
    said = (
        f" Hollow, because doubtful or with fewer than {FEWEST_IN_YEAR} common votes: "
        f"{_listed([str(y) for y in few], 6)}."
        if few
        else ""
    )
    return f"A line of {measure} agreement with Mongolia by year, {issue}: {'; '.join(words)}.{said}"


@described(_years_alt)
def through_time(ax, pairs, members, state, issue="all votes", measure="strict"):
    """Line by year: how often one state voted as Mongolia did; Russia's and China's seats in the background.

    pairs: from `pairs_with`; members: `un_members`; state: a code; issue, measure: as in `yearly`. Years
    that rest
    on fewer than 10 common votes, and 1993, are hollow and not joined; missing years are not joined either.
    Returns iso3, state, year, agreement_percent, common_votes, opposite.
    """
    called, parts = names(members), []
    for code in dict.fromkeys(["CHN", "RUS", state]):
        rows = yearly(pairs, code, issue, measure)
        parts.append(rows.assign(iso3=code, state=called[code]))
        strong = code == state
        tone = colour(called[code]) if colour(called[code]) != OTHERS else "#5a2a83"
        _line(ax, rows, tone, strong)
        if not strong:
            ax.text(
                1961 if code == "RUS" else 1979,
                109,
                "— Soviet Union / Russia" if code == "RUS" else "— China",
                color=tone,
                fontsize="small",
                va="center",
            )
    drawn = pd.concat(parts)
    ax.set(xlim=(1960, 2030), ylim=(-2, 114))
    ax.set_yticks(range(0, 101, 20))
    ax.plot([1991.97] * 2, [-2, 103], color=FAINT, linewidth=0.8, linestyle=(0, (2, 3)), zorder=1)
    own = drawn[drawn.iso3 == state]
    if own.empty:
        ax.text(1962, 50, f"No votes on {issue} in common", fontweight="bold", color=SOFT)
    without = " No topics for 2025." if issue != "all votes" else ""
    label(
        ax,
        f"{_seat_name(called, state)} and Mongolia: who moved?",
        f"{IN_WORDS[measure]}; {issue}",
        f"Hollow: fewer than {FEWEST_IN_YEAR} common votes, or doubtful (1993). Dotted: Russia takes the "
        f"Soviet seat.{without}{_remark(ax, members, state)}\n{ROLL_CALLS}",
    )
    return drawn[["iso3", "state", "year", "agreement_percent", "common_votes", "opposite"]]


def _seat_name(called, state):
    return "Soviet Union / Russia" if state == "RUS" else called[state]


def _line(ax, rows, tone, strong):
    """One state's years: joined where neighbouring years rest on enough votes, hollow dots elsewhere."""
    enough = rows[(rows.common_votes >= FEWEST_IN_YEAR) & ~rows.year.isin(DOUBTFUL)]
    runs = (enough.year.diff() != 1).cumsum()
    look = {
        "color": tone,
        "linewidth": 2.6 if strong else 1.3,
        "alpha": 1 if strong else 0.45,
        "zorder": 4 if strong else 2,
    }
    for _, run in enough.groupby(runs):
        ax.plot(
            run.year,
            run.agreement_percent,
            marker="o",
            markersize=5 if strong else 3 if len(run) == 1 else 0,
            **look,
        )
    if strong:
        few = rows.drop(enough.index)
        ax.plot(
            few.year,
            few.agreement_percent,
            "o",
            markerfacecolor="white",
            markersize=6,
            linestyle="",
            color=tone,
            zorder=5,
        )
        for row in enough.iloc[-1:].itertuples():
            ax.text(
                rows.year.max() + 0.8,
                row.agreement_percent,
                f"{row.agreement_percent:g} %\nin {row.year}",
                color=tone,
                fontweight="bold",
                va="center",
                fontsize="small",
            )


# --- votes on Ukraine ---------------------------------------------------------------------------------------

VOTES = {"yes": "#1b7f79", "abstain": "#e3b94f", "no": "#7b3f8c", "absent": "#c9c9c4", "unknown": "#ffffff"}
LETTERS = {"yes": "Y", "abstain": "A", "no": "N", "absent": "–", "unknown": "?"}
WAR = "2022-02-24"


def beside(resolutions, votes, seats):
    """The votes of some states on every text about Ukraine, a row a text, a column a state.

    resolutions: `ukraine_resolutions`; votes: `ukraine_votes`; seats: codes. A vote that no source shows is
    "unknown". Returns date, resolution, title, series, one column for each seat, then yes, no, abstain
    (official).
    """
    wide = votes[votes.iso3.isin(seats)].pivot(index="resolution", columns="iso3", values="vote")
    rows = resolutions.set_index("resolution")[["date", "title", "series", "yes", "no", "abstain"]]
    rows = rows.join(wide.reindex(columns=seats).rename_axis(columns=None)).reset_index()
    rows[list(seats)] = rows[list(seats)].fillna("unknown").astype("str")
    return rows.sort_values(["date", "resolution"])[
        ["date", "resolution", "title", "series", *seats, "yes", "no", "abstain"]
    ].reset_index(drop=True)


def _roll_alt(drawn, state):
    own = state
    both = drawn[(drawn[own] != "unknown") & (drawn.Mongolia != "unknown")]
    words = "; ".join(
        f"{name} {', '.join(f'{count} {vote}' for vote, count in drawn[name].value_counts().items())}"
        for name in dict.fromkeys(["Mongolia", "China", "Russia", own])
    )
    return (
        f"{len(drawn)} texts on Ukraine, 2014 to 2026, as squares with letters: {words}. Of {len(both)} "
        f"votes known for "
        f"both, {own} and Mongolia cast the same {(both[own] == both.Mongolia).sum()} times."
    )


@described(_roll_alt)
def roll(ax, resolutions, votes, state):
    """Squares: how Mongolia, China, Russia and one more state voted on every text about Ukraine.

    resolutions: `ukraine_resolutions`; votes: `ukraine_votes`; state: a country's name. Letters: Y yes, A
    abstention,
    N no, – absent, ? not known. Returns date, resolution, related (a text on something else that mentions
    the war) and
    a column for each state.
    """
    called = votes.drop_duplicates("iso3").set_index("iso3").country
    lines = ["MNG", "CHN", "RUS", called.index[called == state][0]]
    rows = beside(resolutions, votes, list(dict.fromkeys(lines)))
    for place, code in enumerate(lines):
        y = -place - (0.45 if place == 3 else 0)
        for x, vote in enumerate(rows[code]):
            edge = FAINT if vote == "unknown" else "white"
            ax.add_patch(_square(x, y, VOTES[vote], edge))
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
    for x in np.flatnonzero(related):
        ax.text(x, 0.72, "*", ha="center", va="center", fontsize=12, color=SOFT)
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
    ax.set(xlim=(-0.6, len(rows) - 0.4), ylim=(-5.2, 1.6))
    ax.set_yticks([0, -1, -2, -3.45], [textwrap.fill(called[code], 14) for code in lines], color=INK)
    ax.set_xticks([])
    ax.spines["bottom"].set_visible(False)
    ax.grid(visible=False)
    _roll_key(ax)
    label(
        ax,
        "The texts on Ukraine: who voted how?",
        "One column: one resolution of the General Assembly, in order of date",
        "* a text on something else that mentions the war. ? no source we read shows the vote.\n"
        "Sources: roll calls and press lists named row by row in ukraine_votes.",
        left=0.13,
        right=0.985,
    )
    return rows[["date", "resolution"]].assign(
        related=related, **{called[code]: rows[code] for code in lines}
    )


def _square(x, y, fill, edge):
    return Rectangle((x - 0.45, y - 0.42), 0.9, 0.84, facecolor=fill, edgecolor=edge, linewidth=0.8)


def _roll_key(ax):
    words = {
        "yes": "Y in favour",
        "abstain": "A abstention",
        "no": "N against",
        "absent": "– absent",
        "unknown": "? not known",
    }
    ax.legend(
        handles=[
            Line2D(
                [],
                [],
                marker="s",
                markersize=9,
                linestyle="",
                color=VOTES[vote],
                label=text,
                markeredgecolor=FAINT if vote == "unknown" else VOTES[vote],
            )
            for vote, text in words.items()
        ],
        loc="lower left",
        bbox_to_anchor=(-0.01, -0.1),
        ncols=5,
        fontsize="small",
        handletextpad=0.2,
        columnspacing=1.2,
    )


def texts(resolutions):
    """The texts on Ukraine as a slider goes through them: "2022-03-02 ES-11/1", in order of date."""
    rows = resolutions.sort_values(["date", "resolution"])
    return (rows.date.dt.strftime("%Y-%m-%d ") + rows.resolution.str.removeprefix("A/RES/")).reset_index(
        drop=True
    )


def _map_alt(drawn, date):
    counts = drawn.attrs["official"]
    near = "; ".join(
        f"{row.country} {row.vote}"
        for row in drawn[drawn.iso3.isin(["MNG", "CHN", "RUS", "KAZ"])].itertuples()
    )
    partial = " The list of states is partial: most are drawn as not known." if drawn.attrs["partial"] else ""
    return (
        f"World map of the vote of {date}: {counts['yes']} in favour, {counts['no']} against, "
        f"{counts['abstain']} abstentions. "
        f"{near}.{partial}"
    )


@described(_map_alt)
def vote_map(ax, resolutions, votes, date):
    """World map: how every state voted on one text about Ukraine.

    resolutions: `ukraine_resolutions`; votes: `ukraine_votes`; date: one of `texts(resolutions)`. White: a
    vote
    that no source lists. The totals are the official ones. Returns iso3, country, vote.
    """
    row = resolutions.set_index("resolution").loc["A/RES/" + date.split(" ", 1)[1]]
    rows = votes[votes.resolution == row.name]
    ax.set_position(MAP)
    maps.world(ax, dict(zip(rows.iso3, rows.vote.map(VOTES), strict=True)), rest="#f6f6f4", edge="#9a9a9a")
    own = rows.set_index("iso3").vote
    for code, lon, lat, side in (
        ("MNG", 150, 57, "left"),
        ("CHN", 138, 12, "left"),
        ("RUS", 100, 78, "center"),
    ):
        name = {"MNG": "Mongolia", "CHN": "China", "RUS": "Russia"}[code]
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
    ax.legend(
        handles=[
            Line2D(
                [],
                [],
                marker="s",
                markersize=8,
                linestyle="",
                color=VOTES[vote],
                label=text,
                markeredgecolor="#9a9a9a",
            )
            for vote, text in words.items()
        ],
        loc="lower left",
        bbox_to_anchor=(0.01, -0.02),
        fontsize="small",
        handletextpad=0.2,
        labelspacing=0.35,
    )
    partial = row.list_check == "partial list"
    check = {
        "partial list": f"Only {row.listed_states} of 193 states are listed",
        "matches, but partly filled in": f"{row.filled_in} votes are filled in, by elimination or general "
        f"knowledge",
        "differs": "The list differs from the official totals by one vote",
    }.get(row.list_check, "The list gives the official totals")
    label(
        ax,
        f"{row.title[:110]}{'…' if len(row.title) > 110 else ''}",
        f"General Assembly, {row.date.day} {row.date:%B %Y}, resolution {row.name.removeprefix('A/RES/')}",
        f"{check}. Sources row by row in ukraine_votes.\n{maps.NOTE}",
        left=0,
        right=1,
    )
    drawn = rows[["iso3", "country", "vote"]].reset_index(drop=True)
    drawn.attrs = {"official": row[["yes", "no", "abstain"]].to_dict(), "partial": partial}
    return drawn


# --- why agreement misleads ---------------------------------------------------------------------------------


def _contested_alt(drawn, minority):
    words = ", ".join(f"{row.state} {row.agreement_percent:g} %" for row in drawn.itertuples())
    return (
        f"Bars of strict agreement with Mongolia, 2015 to 2023, in the {drawn.attrs['votes']} votes in "
        f"which at least "
        f"{minority} % of those voting were not on the larger side: {words}."
    )


COMPARED = ["CHN", "RUS", "JPN", "KOR", "DEU", "USA"]


@described(_contested_alt)
def contested(ax, votes, members, minority=0):
    """Bars: agreement with Mongolia, 2015 to 2023, counting only votes that were disputed enough.

    votes: `un_votes`; members: `un_members`; minority: the least share (%) of votes cast that were not on the
    largest side (yes, no or abstention). Returns state, agreement_percent, common_votes.
    """
    rows = votes[votes.date.dt.year.between(2015, 2023)]
    grid = agreement.grid(rows, list(members.iso3))
    cast = np.stack([(grid == vote).sum(axis=1) for vote in (1, 0, -1)])
    hard = rows[100 * (1 - cast.max(axis=0) / cast.sum(axis=0)) >= minority]
    found = agreement.with_one(hard, "MNG", COMPARED)
    called = names(members)
    drawn = pd.DataFrame(
        {
            "state": [called[code] for code in found.seat],
            "agreement_percent": (100 * found.share).round(1),
            "common_votes": found.votes,
        }
    )
    drawn.attrs = {"votes": len(hard)}
    places = np.arange(len(drawn))
    ax.barh(places, drawn.agreement_percent, color=[colour(name) for name in drawn.state], height=0.66)
    for place, value in zip(places, drawn.agreement_percent, strict=True):
        ax.text(value + 1, place, f"{value:g}", va="center", fontweight="bold")
    ax.set_yticks(places, drawn.state, color=INK)
    ax.invert_yaxis()
    ax.set_xlim(0, 100)
    ax.grid(axis="y", visible=False)
    ax.grid(axis="x", visible=True)
    label(
        ax,
        "What is left once the easy votes are taken out?",
        f"Strict agreement with Mongolia, %, in {len(hard)} votes with a minority of {minority} % or more",
        f"Minority: all who did not join the largest side (yes, no or abstention), of those voting, "
        f"2015–2023.\n{ROLL_CALLS}",
        left=0.17,
    )
    return drawn


def estimates(votes, members, first=1971, last=2025):
    """Positions on one line, estimated year by year from the roll calls (see `models.ideal_points`).

    votes: `un_votes`; members: `un_members`. Years with fewer than 10 votes are left out. The United States'
    side
    is up. Returns iso3, year, position (mean 0 and standard deviation 1 in each year).
    """
    parts = []
    seats, years = list(members.iso3), votes.date.dt.year.to_numpy()
    grid = agreement.grid(votes, seats).astype(float)
    grid[grid == agreement.MISSING] = np.nan
    for year in range(first, last + 1):
        rows = grid[years == year]
        if len(rows) >= FEWEST_IN_YEAR:
            parts.append(
                pd.DataFrame(
                    {"iso3": seats, "year": year, "position": positions(rows, up=seats.index("USA"))}
                )
            )
    return pd.concat(parts).dropna().reset_index(drop=True)


LINES = {"MNG": "Mongolia", "CHN": "China", "RUS": "Russia", "USA": "United States"}


def _ideal_alt(drawn):
    parts = []
    for kind, rows in drawn.groupby("series"):
        ends = [
            f"{LINES[code]} {own.position.iloc[-1]:.1f} in {own.year.iloc[-1]}"
            for code, own in rows.groupby("iso3")
        ]
        parts.append(f"{kind}: {', '.join(ends)}")
    return f"Two panels of lines, positions since 1971, each panel on its own scale. {'; '.join(parts)}."


@described(_ideal_alt)
def ideal(ax, votes, members, published):
    """Two panels: the published ideal points of four states, and our small estimate from the same roll calls.

    votes: `un_votes`; members: `un_members`; published: `un_agreement`. The two have scales of their own and
    are
    never on one axis. Returns series, iso3, year, position.
    """
    theirs = published[(published.measure == "ideal point, final votes") & (published.year >= 1971)]
    theirs = theirs.assign(iso3=theirs.iso3.replace("SUN", "RUS")).rename(columns={"value": "position"})
    ours = estimates(votes, members)
    drawn = pd.concat([theirs.assign(series="published"), ours.assign(series="our estimate")])
    drawn = drawn[drawn.iso3.isin(list(LINES))].sort_values(["series", "iso3", "year"])
    label(
        ax,
        "Where do four states stand on one line?",
        "",
        "Up: nearer to the United States. Published: Bailey, Strezhnev and "
        "Voeten, version of July 2025. Ours: a line fitted to each year's votes,\nno bridge between years. "
        "Each "
        "panel has its own scale. No estimate where a year has fewer than 10 votes.",
        left=0.06,
        right=0.49,
    )
    second = ax.figure.add_axes([0.56, ax.get_position().y0, 0.40, ax.get_position().height])
    for panel, kind, name in (
        (ax, "published", "Published ideal points"),
        (second, "our estimate", "Our small estimate"),
    ):
        own = drawn[drawn.series == kind]
        ends = _apart(own.groupby("iso3").position.last(), 0.075 * (own.position.max() - own.position.min()))
        for code, rows in own.groupby("iso3"):
            tone = colour(LINES[code])
            runs = (rows.year.diff() != 1).cumsum()
            for _, run in rows.groupby(runs):
                panel.plot(
                    run.year,
                    run.position,
                    color=tone,
                    linewidth=2,
                    marker="o" if len(run) == 1 else "",
                    markersize=4,
                )
            panel.text(
                rows.year.iloc[-1] + 1.5,
                ends[code],
                LINES[code],
                color=tone,
                fontsize="small",
                fontweight="bold",
                va="center",
            )
        panel.set_xlim(1970, 2044)
        panel.set_xticks([1980, 2000, 2020])
        panel.text(0, 1.03, name, transform=panel.transAxes, color=SOFT)
    return drawn[["series", "iso3", "year", "position"]].reset_index(drop=True)


def _apart(values, gap):
    """The values (a Series), moved as little as needed so that neighbours are at least `gap` apart."""
    order = values.sort_values()
    places = order.to_numpy(copy=True)
    for _ in range(50):
        for i in range(len(places) - 1):
            over = max(0.0, gap - (places[i + 1] - places[i])) / 2
            places[i], places[i + 1] = places[i] - over, places[i + 1] + over
    return pd.Series(places, order.index)
