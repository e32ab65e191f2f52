"""Charts on forecasting an arrest: reference classes, the posterior, trips forecast and opened, what followed."""

import numpy as np
import pandas as pd
from matplotlib.axes import Axes

from helpers.lessons.will_they_arrest.facts import cases, chosen, stays
from helpers.lessons.will_they_arrest.kept import answers, none_kept, opened, score_words, scores
from helpers.models.forecasting import brier, calibration, interval, posterior, upper_bound
from helpers.pictures.figures import FAINT, GRID, INK, OTHERS, SOFT, colour, described, label
from helpers.pictures.marks import across, beside, lanes
from helpers.words import how_many

SUSPECTS = ("leaders in office", "former leaders and others", "all")
HOSTS = ("members", "not members", "all")
TABLE_WORDS = "The table holds what reports were found for: it is incomplete."
WARNED = "#b8360b"
TONES = {"made": "#1f6f8b", "called off": "#c9a227", "custody": WARNED}
ANSWER_TONES = {"for": "#00734f", "against": WARNED, "abstained": "#a9a9a9"}


def _class_alt(drawn: pd.DataFrame, suspects: str = "leaders in office", hosts: str = "members") -> str:
    if drawn.empty:
        return f"No case: {suspects}, hosts {hosts}. Without a case there is no base rate."
    arrested = int(drawn.arrested.sum())
    who = drawn.suspect.value_counts()
    return (
        f"{how_many(len(drawn), 'case')} before September 2024 ({suspects}; hosts: {hosts}), a "
        f"square each: in {arrested or 'none'} the "
        f"suspect was taken into custody, that is {100 * arrested / len(drawn):.0f} %. By person: "
        f"{', '.join(f'{name} {count}' for name, count in who.items())}."
    )


@described(_class_alt)
def reference_class(
    ax: Axes, known: pd.DataFrame, suspects: str = "leaders in office", hosts: str = "members"
) -> pd.DataFrame:
    """Squares, a row a person: the cases of a class in which the suspect was there, and their outcome.

    known: `cases`. Returns suspect, host, when, member, result, arrested.
    """
    rows = chosen(stays(known), suspects, hosts)
    everyone = list(stays(known).groupby("suspect").date.min().sort_values().index)
    for place, name in enumerate(everyone):
        own = rows[rows.suspect == name]
        for step, row in enumerate(own.itertuples()):
            ax.plot(
                step,
                place,
                "s",
                markersize=10,
                color=WARNED if row.arrested else OTHERS,
                markerfacecolor=WARNED if row.arrested else "white",
                markeredgewidth=1.6,
            )
            if row.arrested:
                ax.text(step, place, "×", color="white", ha="center", va="center", fontweight="bold")
        ax.text(-1, place, name, ha="right", va="center", color=INK if len(own) else FAINT)
        ax.text(
            max(len(own), 0) + 0.1,
            place,
            str(len(own)) if len(own) else "none in this class",
            va="center",
            color=SOFT if len(own) else FAINT,
        )
    ax.set(
        xlim=(-0.8, max(stays(known).suspect.value_counts().max(), 1) + 2),
        ylim=(len(everyone) - 0.4, -0.6),
        xticks=[],
        yticks=[],
    )
    ax.grid(visible=False)
    arrested = int(rows.arrested.sum())
    rate = (
        f"{arrested} of {len(rows)} = {100 * arrested / len(rows):.0f} %"
        if len(rows)
        else "no case, no base rate"
    )
    label(
        ax,
        "Which past cases count?",
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
    imagined_arrests: int = 1,
    imagined_without: int = 1,
) -> str:
    row = next(drawn.itertuples())
    start = f"Curve over the rate of arrest. Class: {cases}, {row.arrested} of {row.cases} arrested. "
    if not row.cases:
        start = f"Class: {cases}. It holds no case, so the curve is what you imagined. "
    return (
        f"{start}Imagined beforehand: {imagined_arrests} with an arrest, {imagined_without} without. "
        f"Expected rate {row.mean_percent:.1f} %; 95 % of the curve lies below {row.below_percent:.1f} %."
    )


@described(_posterior_alt)
def curve(
    ax: Axes,
    known: pd.DataFrame,
    cases: str = "leaders in office, members",
    imagined_arrests: int = 1,
    imagined_without: int = 1,
) -> pd.DataFrame:
    """The posterior of the arrest rate of a class, after imagined cases (the prior) and those of the table.

    known: `cases`; cases: a key of CLASSES; imagined_arrests, imagined_without (an arrest): at least one of
    each. Returns one row: cases, arrested, mean_percent, below_percent (95 % of the probability),
    low_percent, high_percent (95 % interval).
    """
    rows = chosen(stays(known), *CLASSES[cases])
    arrested = int(rows.arrested.sum())
    after = posterior(arrested, len(rows), (imagined_arrests, imagined_without))
    rates = np.linspace(0, 1, 401)
    heights = np.array([after.density(rate) for rate in rates])
    before = np.array([posterior(0, 0, (imagined_arrests, imagined_without)).density(rate) for rate in rates])
    ax.plot(100 * rates, before, color=OTHERS, linestyle=(0, (4, 2)), linewidth=1.6)
    ax.plot(100 * rates, heights, color=INK)
    bound = upper_bound(after)
    ax.fill_between(100 * rates, heights, where=rates <= bound, color=GRID)
    top = max(heights.max(), before.max())
    ax.axvline(100 * after.mean, color=WARNED, linewidth=1.6)
    right = after.mean > 0.6
    ax.text(
        100 * after.mean + (-1.2 if right else 1.2),
        top * 1.16,
        f"expected: {100 * after.mean:.1f} %",
        color=WARNED,
        fontweight="bold",
        ha="right" if right else "left",
        va="center",
    )
    ax.set(xlim=(0, 100), ylim=(0, top * 1.28), yticks=[])
    ax.set_xticks(range(0, 101, 20), [f"{x} %" for x in range(0, 101, 20)])
    label(
        ax,
        "How likely is an arrest, after what you have seen?",
        f"{arrested} of {len(rows)} arrested; imagined beforehand: {imagined_arrests} with, "
        f"{imagined_without} without. Grey: 95 %, up to {100 * bound:.1f} %"
        if len(rows)
        else "No case in this class: the curve is only what you imagined",
        "Dashed: before any case. Beta-binomial: takes cases "
        "for alike and independent, which trips are not.\n"
        f"Suspects who were in the country, up to August 2024. {TABLE_WORDS} Table suspect_visits.",
        left=0.05,
    )
    low, high = interval(after)
    return pd.DataFrame(
        {
            "cases": [len(rows)],
            "arrested": [arrested],
            "mean_percent": [round(100 * after.mean, 2)],
            "below_percent": [round(100 * bound, 2)],
            "low_percent": [round(100 * low, 2)],
            "high_percent": [round(100 * high, 2)],
        }
    )


def _envelopes_alt(drawn: pd.DataFrame) -> str:
    said = "; ".join(
        f"{row.host} {row.when.split()[-1]}, {row.result}"
        + (f", you {100 * row.yours:.0f} %" if row.yours == row.yours else "")
        for row in drawn.itertuples()
    )
    return f"{score_words(drawn)} In order: {said}."


@described(_envelopes_alt)
def envelopes(ax: Axes, visits: pd.DataFrame) -> pd.DataFrame:
    """All forecasts opened: what you said, what the base rate said, and what happened. Returns `opened`."""
    rows = opened(visits)
    for place, row in enumerate(rows.itertuples()):
        ax.plot(
            100 * row.base_rate,
            place,
            "D",
            color="white",
            markeredgecolor=OTHERS,
            markeredgewidth=1.8,
            markersize=7,
        )
        if row.yours == row.yours:
            ax.plot(100 * row.yours, place, "o", color=INK, markersize=8)
        ax.plot(
            100 * row.arrested,
            place,
            "|",
            color=TONES[row.result],
            markersize=16,
            markeredgewidth=4,
            clip_on=False,
        )
        ax.text(104, place, row.result, color=INK, va="center", fontsize=10)
        name = "" if row.forecast == "Mongolia" else f"{row.forecast.upper()} · "
        ax.text(
            -4,
            place,
            f"{name}{row.host}, {row.when.split()[-1]}",
            ha="right",
            va="center",
            fontsize=10,
            fontweight="bold" if row.forecast == "Mongolia" else "normal",
        )
    ax.set(ylim=(len(rows) - 0.4, -0.6), xlim=(-1, 101), yticks=[])
    ax.set_xticks(range(0, 101, 25), [f"{x} %" for x in range(0, 101, 25)])
    across(ax)
    score = scores(rows)
    words = (
        f"Brier: you {score['yours']:.3f}, base rate "
        f"{score['base_rate']:.3f}, coin {score['coin']:.3f} (lower is better)"
        if score["forecasts"]
        else f"{none_kept()}; the base rate scores {brier(rows.base_rate, rows.arrested):.3f}"
    )
    label(
        ax,
        "What you said, and what happened",
        words,
        "Dot: you. Diamond: base rate of its kind of case, the "
        "case itself left out. Bar: 100 % custody, 0 % not.\n"
        "The eight were picked so that every kind of result occurs: "
        "they are no sample. Table suspect_visits (incomplete).",
        left=0.27,
        right=0.86,
    )
    return rows


def _calibrated_alt(drawn: pd.DataFrame) -> str:
    if drawn.empty:
        return f"{none_kept()}, so there is nothing to group."
    said = "; ".join(
        f"{how_many(row.forecasts, 'forecast')} from {row.low_percent:.0f} to {row.high_percent:.0f} %: "
        f"you said {row.said_percent:.0f} % on average, {row.happened_percent:.0f} % happened"
        for row in drawn.itertuples()
    )
    return f"{said}. So few forecasts can't show whether you are well calibrated."


@described(_calibrated_alt)
def calibrated(ax: Axes, visits: pd.DataFrame) -> pd.DataFrame:
    """Your forecasts in groups: what you said on average against what happened.

    Returns low_percent, high_percent, forecasts, said_percent, happened_percent (empty where nothing is
    kept).
    """
    mine = opened(visits).dropna(subset="yours")
    groups = calibration(mine.yours, mine.arrested)
    ax.plot([0, 100], [0, 100], color=OTHERS, linestyle=(0, (4, 2)), linewidth=1.4)
    for group in groups:
        x, y = 100 * group["said"], 100 * group["happened"]
        ax.plot(x, y, "o", color=INK, markersize=7 + 2 * group["forecasts"])
        left = x > 70
        ax.annotate(
            how_many(group["forecasts"], "forecast"),
            (x, y),
            xytext=(-14 if left else 14, -14),
            textcoords="offset points",
            va="center",
            ha="right" if left else "left",
        )
    if not groups:
        ax.text(58, 12, none_kept(), ha="center", color=SOFT)
    ticks = [f"{x} %" for x in range(0, 101, 25)]
    ax.set(xlim=(-4, 104), ylim=(-8, 108))
    ax.set_xticks(range(0, 101, 25), ticks)
    ax.set_yticks(range(0, 101, 25), ticks)
    label(
        ax,
        "Did it happen as often as you said?",
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


# --- trips made and not made --------------------------------------------------------------------------------


def _fates_alt(drawn: pd.DataFrame) -> str:
    said = "; ".join(
        f"{row.hosts}: {row.made} made, {row.called_off} called off, {row.custody} arrested"
        for row in drawn.itertuples()
    )
    return f"Bars, known plans of leaders in office to travel, up to August 2024. Hosts, {said}."


@described(_fates_alt)
def fates(ax: Axes, known: pd.DataFrame) -> pd.DataFrame:
    """Bars: what became of the known travel plans of leaders in office, to members and to others.

    known: `cases`. Returns hosts, made, called_off, custody.
    """
    rows = known[known.office == "in office"]
    counts = [
        {
            "hosts": hosts,
            **{
                result.replace(" ", "_"): int((chosen(rows, "all", hosts).result == result).sum())
                for result in ("made", "called off", "custody")
            },
        }
        for hosts in ("members", "not members")
    ]
    table = pd.DataFrame(counts)
    for place, row in enumerate(table.itertuples()):
        ax.barh(place, row.made, color=TONES["made"], height=0.5)
        ax.barh(
            place,
            row.called_off,
            left=row.made,
            color=TONES["called off"],
            height=0.5,
            hatch="///",
            edgecolor="white",
        )
        ax.text(
            row.made / 2,
            place,
            f"made: {row.made}",
            color="white",
            fontweight="bold",
            ha="center",
            va="center",
        )
        ax.text(
            row.made + row.called_off + 0.4,
            place,
            f"called off: {row.called_off}\narrested: {row.custody}",
            va="center",
        )
    ax.set_yticks(range(len(table)), table.hosts.str.capitalize(), color=INK)
    ax.set(ylim=(1.6, -0.6), xlim=(0, (table.made + table.called_off).max() + 7))
    across(ax)
    label(
        ax,
        "What became of the plans to travel?",
        "Known plans of leaders in office under a warrant, number of trips",
        f"Up to August 2024. Why a trip was called off differs, and is often disputed. {TABLE_WORDS}\n"
        "A plan that was never made public can't be in it. Table suspect_visits.",
        left=0.16,
    )
    return table


def _itinerary_alt(drawn: pd.DataFrame) -> str:
    said = "; ".join(
        f"{row.year}: {row.to_others} to others, {row.to_members} to members, {row.called_off} called off"
        for row in drawn.itertuples()
    )
    return (
        f"Bars by year, Vladimir Putin's known trips abroad under the warrant. {said}. "
        "Trips of 2026 were not looked up."
    )


@described(_itinerary_alt)
def itinerary(ax: Axes, visits: pd.DataFrame) -> pd.DataFrame:
    """Bars by year: one person's trips to members and to others, and trips called off.

    visits: `suspect_visits`. Returns year, to_others, to_members, called_off, 2023 to 2025.
    """
    rows = cases(visits, None).query("suspect == 'Vladimir Putin'")
    rows = rows[rows.date.dt.year <= 2025]
    table = pd.DataFrame(
        [
            {
                "year": year,
                "to_others": int(((own.result == "made") & ~own.member).sum()),
                "to_members": int(((own.result == "made") & own.member).sum()),
                "called_off": int((own.result == "called off").sum()),
            }
            for year, own in rows.groupby(rows.date.dt.year)
        ]
    )
    places = np.arange(len(table))
    ax.bar(places, table.to_others, color=colour("Russia"), width=0.5)
    ax.bar(
        places,
        table.to_members,
        bottom=table.to_others,
        color=WARNED,
        width=0.5,
        hatch="///",
        edgecolor="white",
    )
    for place, row in enumerate(table.itertuples()):
        ax.text(
            place,
            row.to_others / 2,
            str(row.to_others),
            color="white",
            fontweight="bold",
            ha="center",
            va="center",
        )
        member = rows[(rows.date.dt.year == row.year) & rows.member & (rows.result == "made")].host
        words = ([f"{', '.join(member)}: member"] if len(member) else []) + [f"called off: {row.called_off}"]
        ax.text(
            place,
            row.to_others + row.to_members + 0.25,
            "\n".join(words),
            ha="center",
            va="bottom",
            color=INK,
        )
    ax.set_xticks(places, [str(year) for year in table.year], color=INK)
    ax.set(ylim=(0, (table.to_others + table.to_members).max() + 3), xlim=(-0.6, len(table) - 0.4))
    label(
        ax,
        "Where did he travel?",
        "Known trips abroad of Vladimir Putin. Plain: to non-members of the Court; hatched: to members",
        "2023: from the warrant of 17 March, trips before it "
        "are not counted. Trips of 2026 were not looked up.\n"
        f"Called off: invited or expected, and did not happen. {TABLE_WORDS} Table suspect_visits.",
        left=0.06,
    )
    return table


def _world_alt(drawn: pd.DataFrame, count: str = "states") -> str:
    said = ", ".join(f"{row.answer} {row.share_percent:g} %" for row in drawn.itertuples())
    return (
        "Bars: the General Assembly's vote of 2 March 2022 on the "
        f"aggression against Ukraine, counted by {count}: {said}."
    )


@described(_world_alt)
def world(
    ax: Axes, ukraine_votes: pd.DataFrame, countries: pd.DataFrame, count: str = "states"
) -> pd.DataFrame:
    """Bars: the vote of 2 March 2022, counted by "states" or "people". Returns `answers`."""
    table = answers(ukraine_votes, countries, measure=count)
    tones = [ANSWER_TONES.get(answer, OTHERS) for answer in table.answer]
    ax.barh(range(len(table)), table.share_percent, color=tones, height=0.6)
    words = (f"{row.share_percent:.0f} %  ({row.states} states)" for row in table.itertuples())
    beside(ax, range(len(table)), table.share_percent, words, gap=1)
    lanes(ax, range(len(table)), table.answer.str.capitalize(), 100)
    unit = {"states": "by states", "people": "by population"}[count]
    label(
        ax,
        "Much of the world: counted how?",
        f"Vote on the aggression against Ukraine, 2 March 2022, share in %; {unit}",
        "A state votes; its people were not asked. And a vote on a war is "
        "no vote on a person. Resolution ES-11/1, table ukraine_votes;\n"
        "population: CIA World Factbook, mostly of 2024 and 2025, table countries.",
        left=0.14,
    )
    return table
