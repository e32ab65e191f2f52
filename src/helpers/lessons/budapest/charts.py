"""Charts on a visit and what came of it: plans along the years, and the way out of a treaty."""

import pandas as pd
from matplotlib.axes import Axes

from helpers.lessons.budapest import facts
from helpers.lessons.the_court.charts import compare
from helpers.lessons.will_they_arrest.charts import TABLE_WORDS, TONES
from helpers.lessons.will_they_arrest.facts import ARTICLE
from helpers.pictures.figures import GRID, INK, SOFT, Empty, described, label
from helpers.pictures.marks import across, write

__all__ = ["compare"]  # the notebook's, from lesson 7

HOSTS = ("members", "not members", "all")
MARKS = {"made": "o", "called off": "X"}
YEARS = range(2010, 2027)
A_YEAR = 365


def _share(rows: pd.DataFrame) -> str:
    """How many of these plans took place: "17 of 23"."""
    return f"{int((rows.result == 'made').sum())} of {len(rows)}"


def _plans_alt(drawn: pd.DataFrame, hosts: str, until: int) -> str:
    first, later = drawn[drawn.date < ARTICLE], drawn[drawn.date >= ARTICLE]
    who = "; ".join(f"{name} {_share(own)}" for name, own in drawn.groupby("suspect", sort=False))
    since = f"; since then {_share(later)}" if until >= ARTICLE.year else ""
    return (
        f"Marks along the years to {until}, a lane a person: known plans of leaders in office under a warrant to "
        f"travel (hosts: {hosts}). Took place, up to August 2024: {_share(first)}{since}. By person: {who or 'none'}."
    )


@described(
    _plans_alt,
    closed=Empty(
        "What became of the plans to travel?",
        "Known plans of leaders in office under a warrant, year by year",
        (2010, 2027),
        ["Omar al-Bashir", "Vladimir Putin", "Benjamin Netanyahu"],
    ),
)
def plans(ax: Axes, known: pd.DataFrame, hosts: str = "members", until: int = 2026) -> pd.DataFrame:
    """Marks along the years, a lane a person: plans to travel that took place, and plans called off.

    known: `facts.known_plans`; hosts: one of HOSTS; until: the last year shown. Returns suspect, host, when, date,
    result.
    """
    rows = known if hosts == "all" else known[known.member == (hosts == "members")]
    rows = rows[rows.date.dt.year <= until]
    people = list(dict.fromkeys(known.suspect))
    when = rows.date.dt.year + (rows.date.dt.day_of_year - 1) / 366
    for result, mark in MARKS.items():
        own = rows.result == result
        lanes = rows.suspect[own].map(people.index) + (0.17 if result == "called off" else -0.17)
        ax.plot(when[own], lanes, mark, color=TONES[result], markersize=9, markeredgecolor="white")
    eve = ARTICLE.year + (ARTICLE.day_of_year - 1) / 366
    ax.axvline(eve, color=INK, linewidth=1.2)
    ax.text(eve - 0.15, -0.72, "Mongolia, September 2024", ha="right", va="center", fontsize=10)
    for lane, name in enumerate(people):
        own = rows[rows.suspect == name]
        ax.axhline(lane + 0.5, color=GRID, linewidth=0.8)
        write(ax, 2008.7, lane - 0.12, [name], ha="right", va="center", fontweight="bold")
        said = f"{_share(own)} took place" if len(own) else "no plan known"
        write(ax, 2008.7, lane + 0.2, [said], ha="right", va="center", fontsize=10, color=SOFT)
    ax.set(xlim=(2009, 2027), ylim=(len(people) - 0.45, -1), yticks=[], xticks=range(2010, 2027, 4))
    across(ax)
    first, later = rows[rows.date < ARTICLE], rows[rows.date >= ARTICLE]
    since = f"; since then {_share(later)}" if until >= ARTICLE.year else ""
    label(
        ax,
        f"Up to {until}, {_share(rows)} known plans took place"
        if len(rows)
        else f"No plan known up to {until}",
        f"Dot: took place. Cross: called off. Up to August 2024: {_share(first)}{since}",
        f"Leaders in office under a warrant; hosts: {hosts}. Nobody was arrested. Table suspect_visits.\n"
        f"{TABLE_WORDS} Of 2026 only some trips were looked up.",
        left=0.27,
        right=0.97,
    )
    return rows[["suspect", "host", "when", "date", "result"]].reset_index(drop=True)


def _way_out_alt(drawn: pd.DataFrame, counted_from: str) -> str:
    row = drawn.set_index("counted_from").loc[counted_from]
    others = ", ".join(f"{one.counted_from} {one.days}" for one in drawn.itertuples())
    return (
        f"A bar from {counted_from} on {_day(row.date)} to the day of effect, {_day(row.effect)}: {row.days} days. "
        f"A year has {A_YEAR}. Days to the same end, counted from: {others}."
    )


def _day(date: pd.Timestamp) -> str:
    return f"{date.day} {date:%B %Y}"


@described(
    _way_out_alt,
    closed=Empty(
        "How long is the way out?", "Days until the withdrawal was to take effect", y=list(facts.BEGINNINGS)
    ),
)
def way_out(ax: Axes, steps: pd.DataFrame, counted_from: str) -> pd.DataFrame:
    """Bars of days to the day of effect, from each day one might count from; the chosen one stands out.

    steps: `budapest_steps`; counted_from: a key of `facts.BEGINNINGS`. Returns `facts.way_out`.
    """
    rows = facts.way_out(steps)
    start = rows.date.min()
    begins, end = (rows.date - start).dt.days, (rows.effect.iloc[0] - start).days
    for lane, row in enumerate(rows.itertuples()):
        chosen = row.counted_from == counted_from
        tone = TONES["made"] if chosen else GRID
        ax.barh(lane, row.days, left=begins[lane], height=0.55, color=tone)
        words = f"{_day(row.date)}: {row.days} days"
        weight = "bold" if chosen else "normal"
        write(
            ax,
            begins[lane] + 6,
            lane,
            [words],
            va="center",
            fontweight=weight,
            color="white" if chosen else INK,
        )
    ax.axvline(end, color=INK, linewidth=1.6)
    ax.text(end - 3, -0.62, f"{_day(rows.effect.iloc[0])} →", ha="right", va="center")
    months = pd.date_range("2025-04-01", "2026-06-01", freq="3MS")
    ax.set_xticks((months - start).days, months.strftime("%b %Y"))
    ax.set_yticks(range(len(rows)), [f"from {name}" for name in rows.counted_from], color=INK)
    ax.set(xlim=(-4, end + 12), ylim=(len(rows) - 0.5, -0.95))
    ax.grid(visible=False)
    row = rows.set_index("counted_from").loc[counted_from]
    more = row.days - A_YEAR
    label(
        ax,
        f"From {counted_from} it is {row.days} days: "
        + (f"{more} more than a year" if more else "a year to the day"),
        "Days until Hungary's withdrawal was to take effect",
        "The Statute (127): a year after the notice is received. Whether the withdrawal took effect is unconfirmed.\n"
        "Table budapest_steps.",
        left=0.26,
        right=0.97,
    )
    return rows
