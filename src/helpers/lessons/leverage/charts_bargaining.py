"""Lesson 5's charts on what is at stake between two neighbours, and whether these act in concert."""

import pandas as pd
from matplotlib.axes import Axes

from helpers import countries
from helpers.countries import seats
from helpers.lessons.leverage.facts import HARM, RIVAL_OFFER, SPANS, VALUE, in_concert, scales, stakes
from helpers.models.bargaining import settlement
from helpers.pictures.figures import INK, OFFICE, OTHERS, SOFT, Empty, colour, described, in_rows, label
from helpers.pictures.marks import beside, lanes, write


@described(
    in_rows("Bars, million US dollars: {rows}.", "{what} {million_usd:,.0f}"),
    closed=Empty(
        "What hung on the tonnes, and what on the talks?",
        "Million US dollars, 2016",
        y=["all debts abroad", "the loan", "a year of coal", "the new fee"],
    ),
)
def at_stake(ax: Axes, pressure: pd.DataFrame, exports: pd.DataFrame, debt: pd.DataFrame) -> pd.DataFrame:
    """Bars: what Mongolia owed abroad and the loan under discussion beside a year of coal and of the new fee.

    The tables are those of `stakes`. Returns what, million_usd.
    """
    money = stakes(pressure, exports, debt)
    ax.barh(range(4), money, color=["#bdbdbd", colour("China"), INK, OTHERS], height=0.6)
    beside(ax, range(4), money, (f"{value:,.0f}" for value in money), gap=300)
    lanes(
        ax,
        range(4),
        [
            "all that Mongolia\nowed abroad",
            "the loan\nunder discussion",
            "all coal exports\nof 2016",
            "the new fee, had all\nthat coal paid it",
        ],
        28500,
    )
    label(
        ax,
        f"A loan of {money.iloc[1]:,.0f} million, a year's coal {money.iloc[2]:,.0f}, the fee {money.iloc[3]:,.0f}",
        "Million US dollars, 2016. Debts of state, banks and firms at the end of the year",
        "Fee: 25.8 million tonnes × 8 yuan × 0.145 dollars, as if every tonne had gone through that one crossing: our "
        f"arithmetic, too high.\n{OFFICE} (coal); Bank of Mongolia (debt); AP (loan); Reuters (fee).",
        left=0.22,
    )
    return pd.DataFrame({"what": money.index, "million_usd": money.to_numpy()})


def _concert_alt(
    drawn: pd.DataFrame, concert: int = 0, friends_offer: int = 20, cost_of_pressure: int = 20
) -> str:
    row = drawn[drawn.concert == concert].iloc[0]
    return (
        "A line: what the small state keeps of 100 points as the giants go from rivals (0) to one voice "
        f"(100). At {concert}, with friends far away offering {friends_offer} and pressure costing "
        f"{cost_of_pressure}, it keeps {row.small:g} and the giants {row.giants:g}; elsewhere it would have "
        f"{row.disagreement:g}. {'A threat pays; it is not carried out.' if row.threat else 'No threat pays.'}"
    )


@described(
    _concert_alt,
    closed=Empty(
        "How much of 100 does the small state keep?",
        "From rivals to one voice",
        x=["rivals", "one voice"],
        y=(0, 100),
    ),
)
def concert_line(
    ax: Axes, concert: int = 0, friends_offer: int = 20, cost_of_pressure: int = 20
) -> pd.DataFrame:
    """A line: the small state's part of a deal worth 100, from rivalry to one voice, with the chosen point.

    concert: 0 to 100; friends_offer: what friends far away would leave it; cost_of_pressure: what threatening
    costs a giant (it would do harm of 20). The other giant, while a rival, would leave it 80.
    Returns concert, small, giants, outside, threat for every step of ten.
    """
    steps = range(0, 101, 10)
    found = [
        settlement(VALUE, RIVAL_OFFER, friends_offer, HARM, cost_of_pressure, step / 100) for step in steps
    ]
    drawn = pd.DataFrame(found).assign(concert=steps)[["concert", *found[0]._fields]]
    own, failed = found[steps.index(concert)], drawn.disagreement - HARM * drawn.threat
    ax.fill_between(steps, drawn.small, color="#e4e4e4", linewidth=0)
    ax.plot(steps, drawn.small, color=INK)
    ax.plot(steps, failed, color=SOFT, linestyle=(0, (4, 3)), linewidth=1.6)
    ax.plot([concert, concert], [own.small, 100], color=OTHERS, linewidth=1.2)
    ax.plot(concert, own.small, "o", color=INK, markersize=13)
    side, shift, rise = ("left", 2.5, 5.5) if concert < 50 else ("right", -2.5, -8.5)
    looks = {"ha": side, "va": "center", "fontweight": "bold"}
    ax.text(
        concert + shift,
        own.small + rise,
        f"{own.small:g} for the small state",
        fontsize=13,
        bbox={"facecolor": "white", "edgecolor": "none", "alpha": 0.8, "pad": 1.5},
        **looks,
    )
    ax.text(concert + shift, 110, f"{own.giants:g} for the giants", color=SOFT, **looks)
    ax.text(101.5, failed.iloc[-1], "if the talks\nfail", va="center", color=SOFT)
    ax.set(
        xlim=(-3, 116),
        xticks=[0, 50, 100],
        xticklabels=["rivals", "half way", "one voice"],
        ylim=(-32, 117),
        yticks=range(-20, 101, 20),
    )
    label(
        ax,
        f"The small state keeps {own.small:g} of 100, the giants {own.giants:g}",
        f"Friends far away offer {friends_offer}. Pressure costs {cost_of_pressure}: "
        f"{'a' if own.threat else 'no'} threat pays (it would hurt by {HARM})",
        "Dashed: the disagreement point, what the small state would have if the talks failed. A rival giant would "
        "leave it 80. A model, not\na measurement: Nash bargaining with threats (1950, 1953); the file is "
        "helpers/models/bargaining.py.",
    )
    return drawn


def _votes_alt(drawn: pd.DataFrame, one: str = "RUS", other: str = "CHN") -> str:
    say = in_rows(
        "Bars in six spans of time: how often {one} and {other} voted differently in the General Assembly, "
        "and within that how often they voted opposite; shares of all votes. {rows}.",
        "{span}: {different_percent:g} % different ({opposite_percent:g} % opposite), of {votes} votes",
    )
    return say(drawn[drawn.votes > 0], one=countries.name(one), other=countries.name(other))


@described(
    _votes_alt,
    closed=Empty(
        "Do Russia and China vote in concert?",
        "Of 100 common votes: how many opposite, one yes and the other no",
        x=["1971–1989", "1992–2012", "2013–2019", "2020–2022", "to mid-2024", "2025"],
        y=(0, 100),
    ),
    named={"one": seats, "other": seats},
)
def concert_votes(ax: Axes, votes: pd.DataFrame, one: str = "RUS", other: str = "CHN") -> pd.DataFrame:
    """Bars: of 100 common votes in each span, how many were opposite and how many differed by an abstention.

    votes: `un_votes`; one, other: countries by any name, or columns of it. Returns what `in_concert` returns.
    """
    drawn = in_concert(votes, one, other)
    opposite, different = drawn.opposite_percent.fillna(0), drawn.different_percent.fillna(0)
    ax.bar(drawn.index, opposite, color=INK, width=0.62)
    ax.bar(drawn.index, different - opposite, bottom=opposite, color="#bdbdbd", width=0.62)
    top = max(40, different.max() * 1.25)
    write(
        ax,
        drawn.index,
        different + top * 0.025,
        drawn.different_percent.map("{:g}".format, na_action="ignore").fillna("no votes"),
        ha="center",
        color=SOFT,
    )
    voted = drawn[drawn.votes > 0].opposite_percent
    write(
        ax,
        voted.index,
        voted + top * 0.012,
        map("{:g}".format, voted),
        ha="center",
        va="bottom",
        fontweight="bold",
    )
    ax.set_xticks(
        drawn.index,
        [f"{span}\n{votes} votes" for span, votes in zip(SPANS, drawn.votes, strict=True)],
        fontsize=9.5,
    )
    ax.set(xlim=(-0.6, len(drawn) - 0.4), ylim=(0, top))
    box = ax.get_position()
    ax.set_position([box.x0, box.y0 + 0.085, box.width, box.height - 0.085])
    names = f"{countries.name(one)} and {countries.name(other)}"
    before = "Russia until 1991: the Soviet Union. " if "RUS" in (one, other) else ""
    label(
        ax,
        _votes_title(drawn, names),
        "Of 100 common votes: opposite (below, yes against no), or one abstained (grey)",
        "UN General Assembly, recorded votes in which both took "
        "part; the emergency session on Ukraine is not among them.\n"
        f"{before}Source: Voeten, Strezhnev and Bailey; UN Digital Library; see the table's sources.",
    )
    return drawn


def _votes_title(drawn: pd.DataFrame, names: str) -> str:
    row = drawn.iloc[4]
    if not row.votes:
        return f"{names}: no common votes after the declaration"
    return f"{names}: {row.opposite_percent:g} % opposite since the declaration"


@described(
    in_rows(
        "Bars split into Russia, China and everyone else, per cent: {rows}.",
        "{measure}: {Russia:g}, {China:g}, {others:g}",
    ),
    closed=Empty(
        "Who comes, and what comes?",
        "Russia, China and everyone else: share, %",
        x=(0, 100),
        y=["guests", "exports", "imports", "imported electricity", "imported petrol"],
    ),
)
def geography(ax: Axes, visits: pd.DataFrame, partners: pd.DataFrame, fuel: pd.DataFrame) -> pd.DataFrame:
    """Bars: the two neighbours against everyone else, among guests and among goods.

    Returns what `scales` returns.
    """
    drawn = scales(visits, partners, fuel)
    left = 0 * drawn.Russia
    for name, tone, ink in (
        ("Russia", colour("Russia"), "white"),
        ("China", colour("China"), "white"),
        ("others", "#c9c9c9", INK),
    ):
        share = drawn[name]
        ax.barh(drawn.index, share, left=left, color=tone, height=0.62)
        write(
            ax,
            left + share / 2,
            drawn.index,
            [f"{value:g}" if value >= 4 else "" for value in share],
            ha="center",
            va="center",
            fontweight="bold",
            color=ink,
        )
        left = left + share
    ax.set_yticks(drawn.index, drawn.measure, color=INK)
    ax.set(ylim=(len(drawn) - 0.5, -1.05), xlim=(0, 100))
    write(
        ax,
        [0, 14, 26],
        -0.68,
        ["Russia", "China", "everyone else"],
        color=[colour("Russia"), colour("China"), SOFT],
        fontweight="bold",
        va="center",
    )
    ax.grid(axis="y", visible=False)
    label(
        ax,
        f"From elsewhere: {drawn.others[0]:g} % of guests, {drawn.others[1]:g} % of export money",
        "Share, %",
        "Guests: heads of state and government, foreign ministers; the list is not complete. China's share of petrol "
        f"is not printed, so grey.\n{OFFICE} (goods); press reports (guests, electricity, petrol).",
        left=0.23,
    )
    return drawn
