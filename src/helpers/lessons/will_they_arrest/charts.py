"""Charts on forecasting an arrest: reference classes, the posterior, trips forecast and opened, what followed."""

import functools

import numpy as np
import pandas as pd
from matplotlib.axes import Axes

from helpers.lessons.will_they_arrest.facts import cases, chosen, rate_on_page, stays
from helpers.lessons.will_they_arrest.kept import NONE_KEPT, ahead_words, on_page, opened, score_words, scores
from helpers.models.forecasting import brier, calibration, interval, posterior, upper_bound
from helpers.pictures.figures import (
    FAINT,
    GRID,
    INK,
    OTHERS,
    SOFT,
    Empty,
    colour,
    described,
    in_rows,
    label,
)
from helpers.pictures.marks import across, lanes, write
from helpers.words import how_many

SUSPECTS = ("leaders in office", "former leaders and others", "all")
HOSTS = ("members", "not members", "all")
TABLE_WORDS = "The table holds what reports were found for: it is incomplete."
WARNED = "#b8360b"
TONES = {"made": "#1f6f8b", "called off": "#c9a227", "custody": WARNED}


def _class_alt(drawn: pd.DataFrame, suspects: str = "leaders in office", hosts: str = "members") -> str:
    if drawn.empty:
        return f"No case: {suspects}, hosts {hosts}. Without a case there is no base rate."
    arrested = int(drawn.arrested.sum())
    return (
        f"{how_many(len(drawn), 'case')} before September 2024 ({suspects}; hosts: {hosts}), a "
        f"square each: in {arrested or 'none'} the "
        f"suspect was taken into custody, that is {100 * arrested / len(drawn):.0f} %. By person: "
        f"{', '.join(f'{name} {count}' for name, count in drawn.suspect.value_counts().items())}."
    )


@described(
    _class_alt,
    closed=Empty("How many of the known visits ended in an arrest?", "Cases, a square each; red: in custody"),
)
def reference_class(
    ax: Axes, known: pd.DataFrame, suspects: str = "leaders in office", hosts: str = "members"
) -> pd.DataFrame:
    """Squares, a row a person: the cases of a class in which the suspect was there, and their outcome.

    known: `cases`. Returns suspect, host, when, member, result, arrested.
    """
    known = stays(known)
    rows = chosen(known, suspects, hosts)
    everyone = known.groupby("suspect").date.min().sort_values().index
    counts = rows.suspect.value_counts().reindex(everyone, fill_value=0)
    places = range(len(everyone))
    write(
        ax, -1, places, everyone, ha="right", va="center", color=[INK if count else FAINT for count in counts]
    )
    write(
        ax,
        counts + 0.1,
        places,
        [str(count or "none in this class") for count in counts],
        va="center",
        color=[SOFT if count else FAINT for count in counts],
    )
    for arrested, part in rows.assign(step=rows.groupby("suspect").cumcount()).groupby("arrested"):
        tone, fill, sign = (WARNED, WARNED, "×") if arrested else (OTHERS, "white", "")
        ys = everyone.get_indexer(part.suspect)
        ax.plot(part.step, ys, "s", markersize=10, color=tone, markerfacecolor=fill, markeredgewidth=1.6)
        write(
            ax, part.step, ys, [sign] * len(part), color="white", ha="center", va="center", fontweight="bold"
        )
    ax.set(
        xlim=(-0.8, max(known.suspect.value_counts().max(), 1) + 2),
        ylim=(len(everyone) - 0.4, -0.6),
        xticks=[],
        yticks=[],
    )
    ax.grid(visible=False)
    rate = (
        f"{rows.arrested.sum()} of {len(rows)} = {100 * rows.arrested.mean():.0f} %"
        if len(rows)
        else "no case, no base rate"
    )
    label(
        ax,
        f"{int(rows.arrested.sum()) or 'None'} of {how_many(len(rows), 'case')} in this class ended in custody"
        if len(rows)
        else "No case in this class: no base rate",
        f"Red with a cross: taken into custody. In this class: {rate}",
        f"Up to August 2024: suspects under a warrant who were in the country. {TABLE_WORDS}\n"
        "“Former leaders and others” stand in it only because they were arrested, handed over or gave "
        "themselves up. Table suspect_visits.",
        left=0.24,
    )
    return rows[["suspect", "host", "when", "member", "result", "arrested"]]


# --- a rate and what is not known of it ---------------------------------------------------------------------

CLASSES = {
    "leaders in office, members": ("leaders in office", "members"),
    "leaders in office, all hosts": ("leaders in office", "all"),
    "former leaders and others, members": ("former leaders and others", "members"),
    "everyone, everywhere": ("all", "all"),
}


def _posterior_alt(
    drawn: pd.DataFrame,
    cases: str = "leaders in office, members",
    trips_lacking: int = 0,
    imagined_arrests: int = 1,
    imagined_without: int = 1,
) -> str:
    row = next(drawn.itertuples())
    start = (
        f"Curve over the rate of arrest. Class: {cases}, {row.arrested} of {row.cases} arrested. "
        if row.cases
        else f"Class: {cases}. It holds no case, so the curve is what you imagined. "
    )
    more = f"Added: {how_many(trips_lacking, 'trip')} without an arrest that the table may lack. "
    return (
        f"{start}{more * bool(trips_lacking)}Imagined beforehand: {imagined_arrests} with an arrest, "
        f"{imagined_without} without. Expected rate {row.mean_percent:.1f} %; 95 % of the curve lies below "
        f"{row.below_percent:.1f} %."
    )


@described(
    _posterior_alt,
    closed=Empty("How likely is an arrest, after what you have seen?", "Rate of arrest, in %", x=(0, 100)),
)
def curve(
    ax: Axes,
    known: pd.DataFrame,
    cases: str = "leaders in office, members",
    trips_lacking: int = 0,
    imagined_arrests: int = 1,
    imagined_without: int = 1,
) -> pd.DataFrame:
    """The posterior of the arrest rate of a class, after imagined cases (the prior) and those of the table.

    known: `cases`; cases: a key of CLASSES; trips_lacking: how many trips, none with an arrest, the table may
    lack; imagined_arrests, imagined_without (an arrest): at least one of each. Returns one row: cases,
    arrested (both of the table), mean_percent, below_percent (95 % of the probability), low_percent,
    high_percent (95 % interval).
    """
    rows = chosen(stays(known), *CLASSES[cases])
    arrested = int(rows.arrested.sum())
    prior = posterior(0, 0, (imagined_arrests, imagined_without))
    after = posterior(arrested, len(rows) + int(trips_lacking), (imagined_arrests, imagined_without))
    rates = np.linspace(0, 1, 401)
    before, heights = (np.array([curve.density(rate) for rate in rates]) for curve in (prior, after))
    bound, top = upper_bound(after), max(heights.max(), before.max())
    ax.plot(100 * rates, before, color=OTHERS, linestyle=(0, (4, 2)), linewidth=1.6)
    ax.plot(100 * rates, heights, color=INK)
    ax.fill_between(100 * rates, heights, where=rates <= bound, color=GRID)
    ax.axvline(100 * after.mean, color=WARNED, linewidth=1.6)
    side, shift = ("right", -1.2) if after.mean > 0.6 else ("left", 1.2)
    ax.text(
        100 * after.mean + shift,
        top * 1.16,
        f"expected: {100 * after.mean:.1f} %",
        color=WARNED,
        fontweight="bold",
        ha=side,
        va="center",
    )
    ax.set(
        xlim=(0, 100),
        xticks=range(0, 101, 20),
        xticklabels=[f"{x} %" for x in range(0, 101, 20)],
        ylim=(0, top * 1.28),
        yticks=[],
    )
    label(
        ax,
        f"To be expected: an arrest in {100 * after.mean:.1f} of 100 such cases",
        f"{arrested} of {len(rows)} arrested{f', {trips_lacking} lacking' * bool(trips_lacking)}; imagined: "
        f"{imagined_arrests} with, {imagined_without} without. Grey: 95 %, up to {100 * bound:.1f} %"
        if len(rows) + trips_lacking
        else "No case in this class: the curve is only what you imagined",
        "Dashed: before any case. The curve takes cases for "
        "alike and independent, which trips are not. Table suspect_visits.\n"
        f"Suspects who were in the country, up to August 2024. {TABLE_WORDS}",
        left=0.05,
    )
    low, high = interval(after)
    return pd.DataFrame(
        [
            {
                "cases": len(rows),
                "arrested": arrested,
                "mean_percent": round(100 * after.mean, 2),
                "below_percent": round(100 * bound, 2),
                "low_percent": round(100 * low, 2),
                "high_percent": round(100 * high, 2),
            }
        ]
    )


curve.on_page = functools.partial(rate_on_page, CLASSES, TABLE_WORDS)  # type: ignore[attr-defined]


def _envelopes_alt(drawn: pd.DataFrame) -> str:
    return (
        f"{score_words(drawn)} In order: "
        + "; ".join(
            f"{row.host} {row.when.split()[-1]}, {row.result}"
            + (f", you {100 * row.yours:.0f} %" if row.yours == row.yours else "")
            for row in drawn.itertuples()
        )
        + "."
    )


@described(
    _envelopes_alt,
    closed=Empty("What did you say, and what happened?", "Chance of custody, in %", x=(0, 100)),
)
def envelopes(ax: Axes, visits: pd.DataFrame) -> pd.DataFrame:
    """All forecasts opened: what you said, what the base rate said, and what happened. Returns `opened`."""
    rows = opened(visits)
    ax.plot(
        100 * rows.base_rate,
        rows.index,
        "D",
        markersize=7,
        color="white",
        markeredgecolor=OTHERS,
        markeredgewidth=1.8,
    )
    ax.plot(100 * rows.yours.dropna(), rows.yours.dropna().index, "o", color=INK, markersize=8)
    for result, own in rows.groupby("result"):
        ax.plot(
            100 * own.arrested,
            own.index,
            "|",
            color=TONES[result],
            markersize=16,
            markeredgewidth=4,
            clip_on=False,
        )
    write(ax, 104, rows.index, rows.result, color=INK, va="center", fontsize=10)
    write(
        ax,
        -4,
        rows.index,
        [
            f"{'' if row.forecast == 'Mongolia' else f'{row.forecast.upper()} · '}{row.host}, {row.when[-4:]}"
            for row in rows.itertuples()
        ],
        ha="right",
        va="center",
        fontsize=10,
        fontweight=["bold" if name == "Mongolia" else "normal" for name in rows.forecast],
    )
    ax.set(
        ylim=(len(rows) - 0.4, -0.6),
        yticks=[],
        xlim=(-1, 101),
        xticks=range(0, 101, 25),
        xticklabels=[f"{x} %" for x in range(0, 101, 25)],
    )
    across(ax)
    score = scores(rows)
    label(
        ax,
        f"{rows.arrested.sum()} of {len(rows)} ended in custody"
        + (f": {ahead_words(score)[0].lower()}{ahead_words(score)[1:-1]}" if score["forecasts"] else ""),
        f"Brier: you {score['yours']:.3f}, base rate "
        f"{score['base_rate']:.3f}, coin {score['coin']:.3f} (lower is better)"
        if score["forecasts"]
        else f"{NONE_KEPT}; the base rate scores {brier(rows.base_rate, rows.arrested):.3f}",
        "Dot: you. Diamond: base rate of its kind of case, the "
        "case itself left out. Bar: 100 % custody, 0 % not.\n"
        "The eight were picked so that every kind of result occurs: "
        "they are no sample. Table suspect_visits (incomplete).",
        left=0.27,
        right=0.86,
    )
    return rows


envelopes.on_page = on_page("envelopes", tones=TONES)  # type: ignore[attr-defined]  # functions carry it


def _calibrated_alt(drawn: pd.DataFrame) -> str:
    if drawn.empty:
        return f"{NONE_KEPT}, so there is nothing to group."
    said = "; ".join(
        f"{how_many(row.forecasts, 'forecast')} from {row.low_percent:.0f} to {row.high_percent:.0f} %: "
        f"you said {row.said_percent:.0f} % on average, {row.happened_percent:.0f} % happened"
        for row in drawn.itertuples()
    )
    return f"{said}. So few forecasts can't show whether you are well calibrated."


@described(
    _calibrated_alt,
    closed=Empty(
        "Does it happen as often as you say?",
        "Across: what you said, in %. Up: custody, in %",
        (0, 100),
        (0, 100),
    ),
)
def calibrated(ax: Axes, visits: pd.DataFrame) -> pd.DataFrame:
    """Your forecasts in groups: what you said on average against what happened.

    Returns low_percent, high_percent, forecasts, said_percent, happened_percent (empty where nothing is
    kept).
    """
    mine = opened(visits).dropna(subset="yours")
    groups = calibration(mine.yours, mine.arrested)
    ax.plot([0, 100], [0, 100], color=OTHERS, linestyle=(0, (4, 2)), linewidth=1.4)
    middle = next((group for group in groups if 0 < group["low"] and group["high"] < 1), None)
    for group in groups:
        x, y = 100 * group["said"], 100 * group["happened"]
        side, shift = ("right", -14) if x > 70 else ("left", 14)
        ax.plot(x, y, "o", color=INK, markersize=7 + 2 * group["forecasts"])
        ax.annotate(
            how_many(group["forecasts"], "forecast"),
            (x, y),
            xytext=(shift, 14 if group is middle else -14),  # else two near each other write over one another
            textcoords="offset points",
            va="center",
            ha=side,
        )
    if not groups:
        ax.text(58, 12, NONE_KEPT, ha="center", color=SOFT)
    ticks, words = range(0, 101, 25), [f"{x} %" for x in range(0, 101, 25)]
    ax.set(xlim=(-4, 104), xticks=ticks, xticklabels=words, ylim=(-8, 108), yticks=ticks, yticklabels=words)
    label(
        ax,
        f"You said {100 * mine.yours.mean():.0f} % on average, and {100 * mine.arrested.mean():.0f} % happened"
        if groups
        else "Did it happen as often as you said?",
        "Across: what you said, on average. Up: how often it ended in custody",
        "Your forecasts below 20 %, from 20 to 80 %, from 80 % up. Dashed: as often as said. Nine "
        "forecasts can't show more than a gross slip.",
        left=0.11,
    )
    return pd.DataFrame(
        [
            {
                "low_percent": 100 * g["low"],
                "high_percent": 100 * g["high"],
                "forecasts": g["forecasts"],
                "said_percent": round(100 * g["said"], 1),
                "happened_percent": round(100 * g["happened"], 1),
            }
            for g in groups
        ],
        columns=["low_percent", "high_percent", "forecasts", "said_percent", "happened_percent"],
    )


calibrated.on_page = on_page("calibrated")  # type: ignore[attr-defined]


# --- trips made and not made --------------------------------------------------------------------------------


@described(
    in_rows(
        "Bars, known plans of leaders in office to travel, up to August 2024. Hosts, {rows}.",
        "{hosts}: {made} made, {called_off} called off, {custody} arrested",
    ),
    closed=Empty(
        "What became of the plans to travel?",
        "Known plans of leaders in office, trips",
        y=["Members", "Not members"],
    ),
)
def fates(ax: Axes, known: pd.DataFrame) -> pd.DataFrame:
    """Bars: what became of the known travel plans of leaders in office, to members and to others.

    known: `cases`. Returns hosts, made, called_off, custody.
    """
    rows = known[known.office == "in office"]
    table = pd.DataFrame(
        {
            "hosts": hosts,
            **{
                result.replace(" ", "_"): int((chosen(rows, "all", hosts).result == result).sum())
                for result in TONES
            },
        }
        for hosts in ("members", "not members")
    )
    ends = table.made + table.called_off
    ax.barh(table.index, table.made, color=TONES["made"], height=0.5)
    ax.barh(
        table.index,
        table.called_off,
        left=table.made,
        height=0.5,
        color=TONES["called off"],
        hatch="///",
        edgecolor="white",
    )
    write(
        ax,
        table.made / 2,
        table.index,
        [f"made: {number}" for number in table.made],
        color="white",
        fontweight="bold",
        ha="center",
        va="center",
    )
    write(
        ax,
        ends + 0.4,
        table.index,
        [f"called off: {row.called_off}\narrested: {row.custody}" for row in table.itertuples()],
        va="center",
    )
    lanes(ax, table.index, table.hosts.str.capitalize(), ends.max() + 7)
    ax.set_ylim(1.6, -0.6)
    label(
        ax,
        f"{table.called_off[0]} of {ends[0] + table.custody[0]} plans to visit members were called off; "
        f"{how_many(int(table.custody[0]), 'arrest') if table.custody[0] else 'no arrest'}",
        "Known plans of leaders in office under a warrant, number of trips",
        "Up to August 2024. Why a trip was called off differs, and is often disputed. Table suspect_visits.\n"
        f"{TABLE_WORDS} A plan that was never made public can't be in it.",
        left=0.16,
    )
    return table


@described(
    in_rows(
        "Bars by year, Vladimir Putin's known trips abroad under the warrant. {rows}. "
        "Trips of 2026 were not looked up.",
        "{year}: {to_others} to others, {to_members} to members, {called_off} called off",
    ),
    closed=Empty(
        "Where did he travel under the warrant?", "Known trips abroad a year", x=["2023", "2024", "2025"]
    ),
)
def itinerary(ax: Axes, visits: pd.DataFrame) -> pd.DataFrame:
    """Bars by year: one person's trips to members and to others, and trips called off.

    visits: `suspect_visits`. Returns year, to_others, to_members, called_off, 2023 to 2025.
    """
    rows = cases(visits, None).query("suspect == 'Vladimir Putin' and date.dt.year <= 2025")
    to_members = (rows.result == "made") & rows.member
    kind = rows.result.map({"made": "to_others", "called off": "called_off"}).mask(to_members, "to_members")
    table = pd.crosstab(rows.date.dt.year.rename("year"), kind)[["to_others", "to_members", "called_off"]]
    table = table.rename_axis(columns=None).reset_index()
    ends = table.to_others + table.to_members
    ax.bar(table.index, table.to_others, color=colour("Russia"), width=0.5)
    ax.bar(
        table.index,
        table.to_members,
        bottom=table.to_others,
        width=0.5,
        color=WARNED,
        hatch="///",
        edgecolor="white",
    )
    write(
        ax,
        table.index,
        table.to_others / 2,
        map(str, table.to_others),
        color="white",
        fontweight="bold",
        ha="center",
        va="center",
    )
    for place, row in table.iterrows():
        member = rows[(rows.date.dt.year == row.year) & to_members].host
        words = [f"{', '.join(member)}: member"] * (len(member) > 0) + [f"called off: {row.called_off}"]
        ax.text(place, ends[place] + 0.25, "\n".join(words), ha="center", va="bottom", color=INK)
    ax.set_xticks(table.index, table.year.map(str), color=INK)
    ax.set(ylim=(0, ends.max() + 3), xlim=(-0.6, len(table) - 0.4))
    label(
        ax,
        f"{table.to_members.sum()} of {ends.sum()} known trips went to members of the Court",
        "Known trips abroad of Vladimir Putin. Plain: to non-members of the Court; hatched: to members",
        "2023: from the warrant of 17 March, trips before it "
        "are not counted. Trips of 2026 were not looked up.\n"
        f"Called off: invited or expected, and did not happen. {TABLE_WORDS} Table suspect_visits.",
        left=0.06,
    )
    return table
