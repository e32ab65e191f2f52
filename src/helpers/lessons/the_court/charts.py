"""Charts on the Court as it stood on 1 September 2024: its members, its warrants, the readings of its Statute."""

import textwrap
from typing import Any

import pandas as pd
from matplotlib.axes import Axes

from helpers.lessons.start_here.charts import MAP, MEMBER
from helpers.lessons.the_court.facts import custody_by, day_in, group_of, joined_by
from helpers.models.survival import at, kaplan_meier
from helpers.pictures import maps
from helpers.pictures.figures import FAINT, INK, SOFT, described, label
from helpers.pictures.marks import key, square
from helpers.words import how_many

LEFT = "#d9a441"
DARK = "#00614e"


def _members_alt(drawn: pd.DataFrame, year: int) -> str:
    day = day_in(year)
    left = drawn.country[~drawn.member].tolist()
    new = drawn.country[drawn.since.dt.year == year].tolist()
    names = f"; new in this year: {', '.join(new)}" if 0 < len(new) <= 8 else ""
    out = f". Had left: {', '.join(left)}" if left else ""
    return (
        f"World map on {day.day} {day:%B %Y}: {int(drawn.member.sum())} members of the Court in "
        f"green{names}{out}. Mongolia is marked; its neighbours Russia and China are not members."
    )


@described(_members_alt)
def members(ax: Axes, states: pd.DataFrame, year: int) -> pd.DataFrame:
    """World map: the members of the Court at the end of a year (2024: on 1 September).

    states: `states_parties`; year: 2002 to 2024. Returns country, iso3, since, member.
    """
    day = day_in(year)
    drawn = joined_by(states, day)
    inside, outside = drawn.iso3[drawn.member], drawn.iso3[~drawn.member]
    ax.set_position(MAP)
    maps.world(ax, dict.fromkeys(inside, MEMBER) | dict.fromkeys(outside, LEFT))
    maps.mark(ax, "MNG", "Mongolia", at=(142, 62), colour=INK, fontsize="small", fontweight="bold")
    meanings = {f"member ({len(inside)} states)": MEMBER, "not a member": maps.LAND}
    if len(outside):
        meanings[f"left ({', '.join(drawn.country[~drawn.member])})"] = LEFT
    key(ax, [square(tone, words) for words, tone in meanings.items()])
    label(
        ax,
        "Which states have joined the Court?",
        f"Members of the International Criminal Court on {day.day} {day:%B %Y}: {len(inside)}",
        "From entry into force to the day of leaving. Source: register of the United Nations, reports.\n"
        f"{maps.NOTE}",
        left=0,
        right=1,
    )
    return drawn


def _custody_alt(drawn: pd.DataFrame, people: str = "everyone") -> str:
    counts = drawn.attrs["counts"]
    shares = ", ".join(
        f"{100 * drawn.attrs['shares'][year]:.0f} % after {how_many(year, 'year')}" for year in (1, 5, 10)
    )
    return (
        f"Step line for {people} ({counts['all']} people under a public warrant by 1 September 2024): the "
        f"share that came into custody, by the years since the warrant. {shares}. {counts['custody']} had "
        f"reached the Court, {counts['gone']} had died or their case had ended, {counts['open']} cases were "
        "open and count for as long as they lasted."
    )


@described(_custody_alt)
def custody(ax: Axes, waits: pd.DataFrame, people: str = "everyone") -> pd.DataFrame:
    """Steps: the share of people in custody by the years since their warrant (Kaplan and Meier).

    waits: see `waits`; people: one of PEOPLE. Ticks: cases still open on 1 September 2024, or ended
    otherwise. Returns years, people_watched, came_into_custody, share_in_custody; attrs: counts, shares.
    """
    rows = group_of(waits, people)
    caught = rows.ending == "custody"
    table = kaplan_meier(rows.years, caught)
    last = float(rows.years.max())
    x = [0.0, *table.time, last]
    y = [0.0, *(1 - table.waiting), 1 - at(table, last, "waiting", 1.0)]
    ax.step(x, [100 * value for value in y], where="post", color=DARK, solid_capstyle="butt")
    open_ = rows.years[~caught]
    ax.plot(
        open_,
        [100 * (1 - at(table, t, "waiting", 1.0)) for t in open_],
        linestyle="",
        marker="|",
        markersize=9,
        markeredgewidth=1.3,
        color=INK,
    )
    ax.set(xlim=(0, 20), ylim=(-2, 100))
    ax.set_yticks([0, 25, 50, 75, 100], ["0", "25", "50", "75", "100 %"])
    ax.set_xticks([0, 5, 10, 15], ["warrant", "5 years", "10 years", "15 years"])
    ax.get_xticklabels()[0].set_ha("left")
    watched = [int((rows.years >= year).sum()) for year in (0, 5, 10, 15)]
    for year, number in zip((0, 5, 10, 15), watched, strict=True):
        ax.text(year, 93, f"{number}", ha="left" if year == 0 else "center", color=SOFT, fontsize="small")
    ax.text(17.2, 93, "still watched", color=SOFT, fontsize="small", ha="center")
    number = int(caught.sum())
    few = " Too few for rates." if len(rows) < 10 else ""
    label(
        ax,
        "How long from a warrant to custody?",
        f"Came into custody: {people} ({len(rows)} people, {number} reached the Court).{few}",
        "Each short stroke: a case still open on 1 September 2024, or ended by death or otherwise.\n"
        "Public warrants only; secret ones can't be counted. "
        "Some dates known to the month. Source: table warrants.",
        left=0.09,
    )
    drawn = pd.DataFrame(
        {
            "years": table.time.round(2),
            "people_watched": table.at_risk,
            "came_into_custody": table.events,
            "share_in_custody": (1 - table.waiting).round(3),
        }
    )
    drawn.attrs["counts"] = {
        "all": len(rows),
        "custody": number,
        "gone": int(rows.ending.isin(["died", "case ended"]).sum()),
        "open": int(rows.ending.isna().sum()),
    }
    drawn.attrs["shares"] = {year: custody_by(rows, year) for year in (1, 5, 10)}
    return drawn


def _compare_alt(drawn: pd.DataFrame, left: str, right: str) -> str:
    said = "; ".join(
        f"{row.point}: {row.first} / {row.second}"
        for row in drawn.set_axis(["point", "first", "second"], axis=1).itertuples()
    )
    return f"Two readings side by side, {left} / {right}. {said}"


@described(_compare_alt)
def compare(ax: Axes, readings: pd.DataFrame, left: str, right: str) -> pd.DataFrame:
    """Two readings of the Statute side by side, point by point.

    readings: `legal_readings`; left, right: names of readings (see `names_of`). Words in italics are our
    inference or unconfirmed. Returns point and a column for each of the two.
    """
    ax.set_position([0.03, 0.09, 0.94, 0.72])
    ax.set(xlim=(0, 1), ylim=(0, 1))
    ax.axis("off")
    points = list(dict.fromkeys(readings.aspect))
    columns = {name: readings[readings.reading == name].set_index("aspect") for name in (left, right)}
    for at_x, name in ((0.15, left), (0.585, right)):
        ax.text(at_x, 0.99, textwrap.fill(name, 34), va="top", fontweight="bold", fontsize=10.5)
    for number, point in enumerate(points):
        top = 0.87 - number * 0.225
        ax.plot([0, 1], [top, top], color=FAINT, linewidth=0.8)
        ax.text(0, top - 0.03, textwrap.fill(point, 14), va="top", color=SOFT, fontsize=10)
        for at_x, name in ((0.15, left), (0.585, right)):
            row = columns[name].loc[point]
            ax.text(
                at_x,
                top - 0.03,
                textwrap.fill(row.says, 41),
                va="top",
                fontsize=9.8,
                linespacing=1.15,
                fontstyle="normal" if row.confidence == "confirmed" else "italic",
            )
    label(
        ax,
        "Two readings of one treaty",
        "What each says, in our words; in italics: our inference, or unconfirmed",
        "Sources: table legal_readings, row by row.",
        left=0.03,
        right=0.97,
    )
    return pd.DataFrame(
        {
            "point": points,
            left: [_marked(columns[left].loc[p]) for p in points],
            (right if right != left else f"{right} "): [_marked(columns[right].loc[p]) for p in points],
        }
    )


def _marked(row: Any) -> str:
    remark = {"inference": " (our inference)", "background": " (unconfirmed)"}.get(row.confidence, "")
    return f"{row.says}{remark}"
