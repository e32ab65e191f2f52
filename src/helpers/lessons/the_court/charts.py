"""Charts on the Court as it stood on 1 September 2024: its members, its warrants, the readings of its Statute."""

import textwrap

import matplotlib as mpl
import numpy as np
import pandas as pd
from matplotlib.axes import Axes

from helpers.lessons.start_here.charts import MAP, MEMBER
from helpers.lessons.the_court.facts import custody_by, day_in, group_of, joined_by
from helpers.models.survival import at, share_reached
from helpers.pictures import maps
from helpers.pictures.figures import (
    FAINT,
    INK,
    SOFT,
    Empty,
    closed_image,
    described,
    in_rows,
    label,
    new_figure,
    style,
)
from helpers.pictures.marks import key, square, write
from helpers.words import how_many, listed

LEFT = "#d9a441"
DARK = "#00614e"
NOT_FOUND = {"says": "No word on it was found.", "confidence": "confirmed", "source_id": ""}


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


@described(_members_alt, closed=Empty("Which states have joined the Court?", "World map, a year at a time"))
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
        f"{len(inside)} members: Mongolia is one, its neighbours are not",
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


@described(
    _custody_alt,
    closed=Empty(
        "How long from a warrant to custody?",
        "Share of people in the Court's custody, in %, by years since the warrant",
        (0, 20),
        (0, 100),
    ),
)
def custody(ax: Axes, waits: pd.DataFrame, people: str = "everyone") -> pd.DataFrame:
    """Steps: the share of people who came into custody by the years since their warrant (Aalen and Johansen).

    waits: see `waits`; people: one of PEOPLE. Ticks: cases still open on 1 September 2024, or ended
    otherwise. Returns years, people_watched, came_into_custody, share_in_custody; attrs: counts, shares.
    """
    rows = group_of(waits, people)
    caught = rows.ending == "custody"
    table = share_reached(rows.years, rows.ending, "custody")

    def share(year: float) -> float:
        return at(table, year, "reached", 0.0)

    last = float(rows.years.max())
    ax.step(
        [0.0, *table.time, last],
        [0.0, *(100 * table.reached), 100 * share(last)],
        where="post",
        color=DARK,
        solid_capstyle="butt",
    )
    ax.plot(
        rows.years[~caught],
        [100 * share(year) for year in rows.years[~caught]],
        linestyle="",
        marker="|",
        markersize=9,
        markeredgewidth=1.3,
        color=INK,
    )
    years = [0, 5, 10, 15]
    ax.set(
        xlim=(0, 20),
        xticks=years,
        xticklabels=["warrant", "5 years", "10 years", "15 years"],
        ylim=(-2, 100),
        yticks=[0, 25, 50, 75, 100],
        yticklabels=["0", "25", "50", "75", "100 %"],
    )
    ax.get_xticklabels()[0].set_ha("left")
    write(
        ax,
        [*years, 17.2],
        93,
        [*(f"{(rows.years >= year).sum()}" for year in years), "still watched"],
        ha=["left"] + ["center"] * len(years),
        color=SOFT,
        fontsize="small",
    )
    label(
        ax,
        f"{100 * share(5):.0f} of 100 came into custody within five years of the warrant"
        if caught.any()
        else f"None of the {len(rows)} had come into custody",
        f"Came into custody: {people} ({len(rows)} people, {caught.sum()} reached the Court)."
        f"{' Too few for rates.' if len(rows) < 10 else ''}",
        "Each short stroke: a case still open on 1 September 2024, or ended by death or otherwise.\n"
        "Public warrants only, from their day on, even where they were secret at first. Table warrants.",
        left=0.09,
    )
    drawn = pd.DataFrame(
        {
            "years": table.time.round(2),
            "people_watched": [(rows.years >= time).sum() for time in table.time],
            "came_into_custody": [(rows.years[caught] == time).sum() for time in table.time],
            "share_in_custody": table.reached.round(3),
        }
    )
    drawn.attrs = {
        "counts": {
            "all": len(rows),
            "custody": int(caught.sum()),
            "gone": int(rows.ending.isin(["died", "case ended"]).sum()),
            "open": int(rows.ending.isna().sum()),
        },
        "shares": {year: custody_by(rows, year) for year in (1, 5, 10)},
    }
    return drawn


def _point(aspect: str) -> str:
    return "what follows for Mongolia" if aspect == "Carried over to Mongolia" else aspect


def _compare_title(left: pd.DataFrame, right: pd.DataFrame) -> str:
    """On which points two readings give different answers, and on which the same one; indexed by point."""
    both = left.answer.notna() & right.answer.notna()
    same = left.answer == right.answer
    apart, alike = (listed(map(_point, left.index[both & chosen])) for chosen in (~same, same))
    if left.reading.equals(right.reading):
        return "The same reading twice"
    if not apart and not alike:
        return "They answer different questions"
    parts = [f"part on {apart}"] * bool(apart) + [f"agree on {alike}"] * bool(alike)
    return f"They {', '.join(parts)}"


def _compare_alt(drawn: pd.DataFrame, left: str, right: str) -> str:
    say = in_rows("Two readings side by side, {left} / {right}. {rows}", "{point}: {first} / {second}")
    return say(drawn.set_axis(["point", "first", "second"], axis=1), left=left, right=right)


@described(
    _compare_alt, closed=Empty("How do two readings of one treaty differ?", "Point by point, in words")
)
def compare(ax: Axes, readings: pd.DataFrame, left: str, right: str) -> pd.DataFrame:
    """Two readings of the Statute side by side, point by point.

    readings: `legal_readings`, or another table of its form; left, right: names of readings (see `names_of`). Words in
    italics are our inference or unconfirmed; where a side has no row on a point, that is said. Returns point and a
    column for each of the two.
    """
    ax.set_position([0.03, 0.09, 0.94, 0.72])
    ax.set(xlim=(0, 1), ylim=(0, 1))
    ax.axis("off")
    points = readings.aspect.drop_duplicates()
    tops = 0.87 - 0.225 * np.arange(len(points))
    ax.plot([0, 1], [tops, tops], color=FAINT, linewidth=0.8)
    write(
        ax, 0, tops - 0.03, [textwrap.fill(point, 14) for point in points], va="top", color=SOFT, fontsize=10
    )
    columns = [
        readings[readings.reading == name].set_index("aspect").reindex(points).fillna(NOT_FOUND)
        for name in (left, right)
    ]
    for x, name, rows in zip((0.15, 0.585), (left, right), columns, strict=True):
        ax.text(x, 0.99, textwrap.fill(name, 34), va="top", fontweight="bold", fontsize=10.5)
        write(
            ax,
            x,
            tops - 0.03,
            [textwrap.fill(words, 41) for words in rows.says],
            va="top",
            fontsize=9.8,
            linespacing=1.15,
            fontstyle=["normal" if how == "confirmed" else "italic" for how in rows.confidence],
            color=[INK if source else SOFT for source in rows.source_id],
        )
    label(
        ax,
        _compare_title(*columns),
        "What each says, in our words; in italics: our inference, or unconfirmed",
        f"Sources: table {readings.attrs['name']}, row by row.",
        left=0.03,
        right=0.97,
    )
    remarks = {"inference": " (our inference)", "background": " (unconfirmed)"}
    says = [(rows.says + rows.confidence.map(remarks).fillna("")).to_numpy() for rows in columns]
    return pd.DataFrame(
        {"point": points.to_numpy(), left: says[0], (right if right != left else f"{right} "): says[1]}
    )


def closed_map(questions: pd.DataFrame) -> tuple[str, bytes]:
    """What stands in the place of the adviser's map while it is closed: its words, and its questions as a picture.

    questions: those of `legal_tree`. Returns the words and the picture's bytes, as `figures.closed_image` gives them.
    """
    asks = "Which road would you take?"
    with mpl.rc_context(style()):
        figure, ax = new_figure()
        ax.set_position([0.03, 0.07, 0.94, 0.74])
        ax.set(xlim=(0, 1), ylim=(len(questions) - 0.4, -0.6))
        ax.axis("off")
        rows = np.arange(len(questions))
        ax.plot([0.02] * len(rows), rows, color=FAINT, linewidth=2, zorder=1)
        ax.scatter([0.02] * len(rows), rows, s=330, color="white", edgecolor=INK, linewidth=1.5, zorder=2)
        write(ax, 0.02, rows, [str(row + 1) for row in rows], ha="center", va="center", fontsize=10.5)
        write(ax, 0.06, rows, questions.text.tolist(), va="center", fontsize=11)
        label(
            ax,
            asks,
            "An adviser's questions, each once; their answers lead from one to the next or to an end",
            "Opens when you keep your prediction above.",
            left=0.03,
            right=0.97,
        )
        picture = closed_image(figure)
    numbered = " ".join(f"{number}. {text}" for number, text in enumerate(questions.text, 1))
    return f"{asks} A map of {len(questions)} questions: {numbered}", picture
