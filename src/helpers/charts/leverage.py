"""Charts on pressure: who used what, whether coal shows it, and what two giants gain by standing together."""

import calendar

import numpy as np
import pandas as pd

from ..figures import FAINT, GRID, INK, OTHERS, SOFT, colour, described, label
from ..models import agreement
from ..models.bargaining import HOLD, UNDERCUT, payoffs, settlement
from ..models.event_window import beyond_baseline, windows

VISIT = [(2016, 11), (2016, 12)]  # the visit of 18-23 November, and the month after it


def month_name(year, month):
    """A month in words: "November 2016"."""
    return f"{calendar.month_name[month]} {year}"


# --- the list of episodes --------------------------------------------------

LANES = {"China": "China", "Russia": "Russia", "Mongolia": "Mongolia's answers"}
BOTH = "both, others"
SHAPES = {"benefit granted": "^", "Mongolian response": "s"}


def instruments(episodes):
    """The choices of instrument, "all" first: a list of texts. episodes: `leverage_episodes`."""
    return ["all", *sorted(episodes.instrument_kind.unique())]


def _episodes_alt(drawn, instrument="all"):
    words = "; ".join(
        f"{row.date:%Y} {row.actor}, "
        f"{row.instrument_kind}{', political trigger reported' if row.political else ''}"
        for row in drawn.itertuples()
    )
    which = "All episodes" if instrument == "all" else f"Episodes with the instrument “{instrument}”"
    return (
        f"{which} as marks on a line of years, {int(drawn.political.sum())} of {len(drawn)} filled because "
        f"reports name a political trigger. {words}."
    )


@described(_episodes_alt)
def episodes(ax, table, instrument="all"):
    """Marks on a line of years: who cut, withheld or granted what; filled where politics is reported.

    table: `leverage_episodes`; instrument: one of `instruments(table)`; the others turn pale.
    Returns date, actor, kind, instrument_kind, political, trigger of the strong marks.
    """
    rows = table.assign(
        lane=table.actor.map(LANES).fillna(BOTH), x=table.date.dt.year + (table.date.dt.day_of_year - 1) / 366
    )
    rows = rows.sort_values("x").reset_index(drop=True)
    strong = (rows.instrument_kind == instrument) | (instrument == "all")
    lanes = ["China", "Russia", BOTH, "Mongolia's answers"]
    for row, on in zip(rows.itertuples(), strong, strict=True):
        near = rows[(rows.lane == row.lane) & (rows.x <= row.x) & (rows.x > row.x - 0.62)]
        y = lanes.index(row.lane) - 0.24 * (len(near) - 1)
        tone = (colour(row.actor) if row.actor in LANES else SOFT) if on else "#cfcfcf"
        ax.plot(
            row.x,
            y,
            SHAPES.get(row.kind, "o"),
            markersize=10,
            color=tone,
            markeredgewidth=2,
            markerfacecolor=tone if row.political else "white",
            zorder=3 if on else 2,
        )
    ax.set_yticks(range(len(lanes)), lanes, color=INK)
    ax.set_ylim(3.5, -0.75)
    ax.set_xlim(2001.2, 2027)
    ax.set_xticks(range(2002, 2027, 4))
    shown = rows[strong]
    number = f"{int(shown.political.sum())} of {len(shown)}"
    title = {"all": f"{number} episodes have a political trigger in the reports"}.get(
        instrument,
        f"{instrument[0].upper()}{instrument[1:]}: {number} with a political trigger in the reports",
    )
    label(
        ax,
        title,
        "Filled: political trigger reported; hollow: none named. Triangle: granted; circle: the rest",
        "Filled or hollow is our reading of what was reported; motives are contested, and the list is not "
        "complete.\nSource: press reports; see the table's sources.",
        left=0.215,
    )
    return shown[["date", "actor", "kind", "instrument_kind", "political", "trigger"]]


# --- coal around a date --------------------------------------------------


def amounts(coal, sellers=("Mongolia",), counted_by="Chinese customs"):
    """Million tonnes by (year, month), only months in which every one of these sellers has a figure.

    coal: `coal_by_month`. Returns a Series that `windows` understands.
    """
    rows = coal[coal.seller.isin(sellers) & (coal.counted_by == counted_by)]
    table = rows.pivot(index=["year", "month"], columns="seller", values="million_tonnes")
    return table.reindex(columns=list(sellers)).sum(axis=1, skipna=False).dropna()


def _coal_alt(drawn):
    words = "; ".join(
        f"{calendar.month_abbr[row.month]} {row.year} {row.million_tonnes:.2f}"
        for row in drawn[drawn.counted_by == "Chinese customs"].itertuples()
    )
    other = "; ".join(
        f"{calendar.month_abbr[row.month]} {row.year} {row.million_tonnes:.2f}"
        for row in drawn[drawn.counted_by != "Chinese customs"].itertuples()
    )
    return (
        "Dots by month, Mongolian coal in million tonnes, with a line at the visit of November 2016. "
        f"Chinese customs: {words}. Mongolian statistics: {other}. Other months have no figure."
    )


@described(_coal_alt)
def coal_dots(ax, coal):
    """Dots by month: Mongolia's coal as China's customs and Mongolia's statistics counted it; nothing joined.

    coal: `coal_by_month`. Returns year, month, counted_by, million_tonnes, how.
    """
    rows = coal[coal.seller == "Mongolia"].sort_values(["year", "month"])
    looks = {"Chinese customs": ("o", colour("China")), "Mongolian statistics": ("D", INK)}
    ax.axvspan(2016 + (10 + 17 / 30) / 12, 2016 + (10 + 23 / 30) / 12, color=FAINT, alpha=0.5, linewidth=0)
    ax.text(_x(2016, 11) - 0.03, 4.35, "visit,\n18–23 Nov 2016", ha="right", va="top", color=SOFT)
    for who, (shape, tone) in looks.items():
        own = rows[rows.counted_by == who]
        ax.plot(
            [_x(y, m) for y, m in zip(own.year, own.month, strict=True)],
            own.million_tonnes,
            shape,
            color=tone,
            markerfacecolor=tone if shape == "o" else "white",
            markersize=8 if shape == "o" else 7,
            markeredgewidth=1.8,
        )
    for (year, month), (dx, side) in {
        (2016, 10): (-0.04, "right"),
        (2016, 12): (0.05, "left"),
        (2017, 12): (0.05, "left"),
    }.items():
        value = rows[
            (rows.year == year) & (rows.month == month) & (rows.counted_by == "Chinese customs")
        ].million_tonnes.iloc[0]
        ax.text(
            _x(year, month) + dx,
            value,
            f"{calendar.month_abbr[month]} {value:.2f}",
            va="center",
            ha=side,
            fontweight="bold",
            color=colour("China"),
        )
    ax.plot(2016.2, 0.65, "o", color=colour("China"), markersize=8)
    ax.text(
        2016.26, 0.65, "counted by China's customs", va="center", color=colour("China"), fontweight="bold"
    )
    ax.plot(2016.2, 0.3, "D", color=INK, markerfacecolor="white", markersize=7, markeredgewidth=1.8)
    ax.text(2016.26, 0.3, "counted by Mongolia's statistics", va="center", fontweight="bold")
    ax.set_xlim(2015.7, 2019.02)
    ax.set_xticks([2016, 2017, 2018, 2019], ["Jan 2016", "Jan 2017", "Jan 2018", "Jan 2019"])
    ax.set_ylim(0, 4.5)
    label(
        ax,
        "Could you find the visit in these dots without the line?",
        "Mongolian coal by month, million tonnes",
        "Only months for which a report was found; a month without a dot is unknown, not zero. Some dots "
        "follow from a\nprinted change on a year before. Source: Reuters and other press reports; see the "
        "table's sources.",
    )
    return rows[["year", "month", "counted_by", "million_tonnes", "how"]]


def _x(year, month):
    return year + (month - 0.5) / 12


COMPARED = {"a year before": 12, "the month before": 1, "a year before, less the other sellers": None}
OTHER_SELLERS = ("Australia", "Indonesia", "Russia")


def all_windows(coal, compared_with="a year before"):
    """Every window that the table allows, worked out the same way.

    coal: `coal_by_month`; compared_with: "a year before", "the month before", or "a year before, less the
    other sellers": then the change of Mongolia beyond that of Australia, Indonesia and Russia together, in
    points. Returns year, month, counted_by, change (per cent, or points), visit (True for November and
    December 2016).
    """
    if compared_with not in COMPARED:
        raise ValueError(f"Compare with one of: {', '.join(COMPARED)}.")
    back = COMPARED[compared_with]
    found = []
    for who in ("Chinese customs", "Mongolian statistics") if back else ("Chinese customs",):
        rows = windows(amounts(coal, counted_by=who), back or 12).assign(counted_by=who)
        if not back:
            others = windows(amounts(coal, OTHER_SELLERS)).set_index(["year", "month"])
            rows = rows[[(row.year, row.month) in others.index for row in rows.itertuples()]]
            rows = rows.assign(
                change_percent=[
                    beyond_baseline(
                        (row.before, row.after), tuple(others.loc[(row.year, row.month), ["before", "after"]])
                    )
                    for row in rows.itertuples()
                ]
            )
        found.append(rows)
    rows = (
        pd.concat(found)
        .rename(columns={"change_percent": "change"})
        .sort_values(["year", "month", "counted_by"])
    )
    rows["visit"] = [(row.year, row.month) in VISIT for row in rows.itertuples()]
    return rows[["year", "month", "counted_by", "change", "visit"]].reset_index(drop=True)


def imagined_dates(coal):
    """The months to choose from, {"November 2016": (2016, 11), …}: all that any comparison reaches."""
    reached = {(row.year, row.month) for kind in COMPARED for row in all_windows(coal, kind).itertuples()}
    return {month_name(*when): when for when in sorted(reached)}


def _imagined_alt(drawn, imagined_visit, compared_with="a year before"):
    own = drawn[[(row.year, row.month) == tuple(imagined_visit) for row in drawn.itertuples()]]
    unit = "points" if COMPARED[compared_with] is None else "%"
    words = "; ".join(
        f"{calendar.month_abbr[row.month]} {row.year} {_signed(row.change)}" for row in drawn.itertuples()
    )
    here = " and ".join(
        f"{row.change:+.1f} {unit} ({row.counted_by})".replace("-", "−") for row in own.itertuples()
    )
    return (
        f"Dots: the change of Mongolian coal against {compared_with}, by month. Chosen, "
        f"{month_name(*imagined_visit)}: {here or 'no figure for this comparison'}. All, in {unit}: {words}."
    )


@described(_imagined_alt)
def imagined(ax, coal, imagined_visit, compared_with="a year before"):
    """Dots: the change in every month that the table allows, one singled out as if the visit had been then.

    coal: `coal_by_month`; imagined_visit: (year, month); compared_with: see `all_windows`, whose rows it
    returns.
    """
    rows = all_windows(coal, compared_with)
    beyond = COMPARED[compared_with] is None
    ax.axhline(0, color=INK, linewidth=1)
    for row in rows.itertuples():
        ax.plot(
            _x(row.year, row.month),
            row.change,
            "D" if row.visit else "o",
            markersize=9 if row.visit else 8,
            color=colour("China") if row.visit else "#9a9a9a",
            zorder=3,
        )
    own = rows[[(row.year, row.month) == tuple(imagined_visit) for row in rows.itertuples()]]
    ax.axvline(_x(*imagined_visit), color=GRID, linewidth=9, zorder=0)
    top = 25 * np.ceil(rows.change.max() / 25) + 85  # a row of its own for the words
    ax.set_ylim(-75, top)
    name = f"{calendar.month_abbr[imagined_visit[1]]} {imagined_visit[0]}"
    right = imagined_visit > (2017, 6)
    side, height = (-0.09 if right else 0.09), top - 8
    if own.empty:
        ax.text(
            _x(*imagined_visit) + side,
            height,
            f"{name}: no figure\nfor this comparison",
            ha="right" if right else "left",
            va="top",
            color=SOFT,
            fontweight="bold",
        )
    else:
        counts = {"Chinese customs": " by China's count", "Mongolian statistics": " by Mongolia's"}
        said = "\n".join(
            f"{name}: {_signed(row.change)}{'' if beyond else ' %'}"
            f"{counts[row.counted_by] if len(own) > 1 else ''}"
            for row in own.itertuples()
        )
        ax.scatter(
            [_x(*imagined_visit)] * len(own),
            own.change,
            s=260,
            facecolor="none",
            edgecolor=INK,
            linewidth=2,
            zorder=4,
        )
        ax.text(
            _x(*imagined_visit) + side,
            height,
            said,
            ha="right" if right else "left",
            va="top",
            fontweight="bold",
            fontsize=13,
        )
    ax.set_xlim(2015.7, 2019.02)
    ax.set_xticks([2016, 2017, 2018, 2019], ["Jan 2016", "Jan 2017", "Jan 2018", "Jan 2019"])
    ax.yaxis.set_major_formatter(lambda value, _: _signed(value))
    measure = (
        "Change on a year before, less that of Australia, Indonesia and Russia together, points"
        if beyond
        else f"Change of Mongolia's coal in a month against {compared_with}, %"
    )
    what = (
        "The visit"
        if tuple(imagined_visit) == VISIT[0]
        else "The month after it"
        if tuple(imagined_visit) in VISIT
        else ("An imagined visit")
    )
    label(
        ax,
        f"{what}, {month_name(*imagined_visit)}: what would you “see”?",
        measure,
        "Diamonds: the month of the visit and the month after. Every month for which both figures are "
        "known, from one compiler.\nSource: Reuters and other press reports on customs figures; see the "
        "table's sources.",
    )
    return rows


def _signed(value):
    """A whole number with its sign: +5, −5, 0."""
    return f"{value:+.0f}".replace("-", "−") if round(value) else "0"


# --- what was at stake --------------------------------------------------


def stakes(pressure):
    """The loan, a year of coal and a year of the new fee, in million dollars: a Series.

    pressure: `pressure_2016`.
    """
    value = pressure.set_index("what").value
    fee = value["coal exports of 2016, by weight"] * value["new fee on a tonne of goods"] * value["one yuan"]
    return pd.Series(
        {
            "the loan under discussion": value["loan under discussion"],
            "all coal exports of 2016": value["coal exports of 2016"],
            "the new fee, had all that coal paid it": round(fee, 1),
        }
    )


def _stake_alt(drawn):
    return (
        "Bars, million US dollars: "
        + "; ".join(f"{row.what} {row.million_usd:,.0f}" for row in drawn.itertuples())
        + "."
    )


@described(_stake_alt)
def at_stake(ax, pressure):
    """Bars: the loan under discussion beside a year of coal and a year of the new fee.

    Returns what, million_usd.
    """
    money = stakes(pressure)
    ax.barh(range(3), money, color=[colour("China"), INK, OTHERS], height=0.6)
    for place, value in enumerate(money):
        ax.text(value + 60, place, f"{value:,.0f}", va="center", fontweight="bold")
    ax.set_yticks(
        range(3),
        [
            "the loan\nunder discussion",
            "all coal exports\nof 2016",
            "the new fee, had all\nthat coal paid it",
        ],
        color=INK,
    )
    ax.invert_yaxis()
    ax.set_xlim(0, 4800)
    ax.grid(axis="y", visible=False)
    ax.grid(axis="x", visible=True)
    label(
        ax,
        "What hung on the tonnes, and what on the talks?",
        "Million US dollars. A loan must be paid back; coal is sold every year",
        "Fee: 25.8 million tonnes × 8 yuan × 0.145 dollars, as if every tonne had gone through that one "
        "crossing: our arithmetic, too high.\nSource: AP, Reuters, Mongolian Mining Journal; see the "
        "table's sources.",
        left=0.22,
    )
    return pd.DataFrame({"what": money.index, "million_usd": money.to_numpy()})


# --- rivals or concert --------------------------------------------------

VALUE, RIVAL_OFFER, HARM = 100, 80, 20


def _concert_alt(drawn, concert=0, friends_offer=20, cost_of_pressure=20):
    row = drawn[drawn.concert == concert].iloc[0]
    return (
        "A line: what the small state keeps of 100 points as the giants go from rivals (0) to one voice "
        f"(100). At {concert}, with friends far away offering {friends_offer} and pressure costing "
        f"{cost_of_pressure}, it keeps {row.small:g} and the giants {row.giants:g}; elsewhere it would have "
        f"{row.outside:g}. {'A threat pays; it is not carried out.' if row.threat else 'No threat pays.'}"
    )


@described(_concert_alt)
def concert_line(ax, concert=0, friends_offer=20, cost_of_pressure=20):
    """A line: the small state's part of a deal worth 100, from rivalry to one voice, with the chosen point.

    concert: 0 to 100; friends_offer: what friends far away would leave it; cost_of_pressure: what threatening
    costs a giant (it would do harm of 20). The other giant, while a rival, would leave it 80.
    Returns concert, small, giants, outside, threat for every step of ten.
    """
    steps = range(0, 101, 10)
    found = {
        step: settlement(VALUE, RIVAL_OFFER, friends_offer, HARM, cost_of_pressure, step / 100)
        for step in steps
    }
    own = found[concert]
    failed = {step: one.outside - (HARM if one.threat else 0) for step, one in found.items()}
    ax.fill_between(list(steps), [found[s].small for s in steps], color="#e4e4e4", linewidth=0)
    ax.plot(list(steps), [found[s].small for s in steps], color=INK)
    ax.plot(list(steps), [failed[s] for s in steps], color=SOFT, linestyle=(0, (4, 3)), linewidth=1.6)
    ax.plot([concert, concert], [own.small, 100], color=OTHERS, linewidth=1.2)
    ax.plot(concert, own.small, "o", color=INK, markersize=13)
    side, shift = ("left", 2.5) if concert < 50 else ("right", -2.5)
    box = {"facecolor": "white", "edgecolor": "none", "alpha": 0.8, "pad": 1.5}
    ax.text(
        concert + shift,
        own.small + (5.5 if concert < 50 else -8.5),
        f"{own.small:g} for the small state",
        ha=side,
        va="center",
        fontweight="bold",
        fontsize=13,
        bbox=box,
    )
    ax.text(
        concert + shift,
        110,
        f"{own.giants:g} for the giants",
        ha=side,
        va="center",
        color=SOFT,
        fontweight="bold",
    )
    ax.text(101.5, failed[100], "if the talks\nfail", va="center", color=SOFT)
    ax.set_xlim(-3, 116)
    ax.set_xticks([0, 50, 100], ["rivals", "half way", "one voice"])
    ax.set_ylim(-32, 117)
    ax.set_yticks(range(-20, 101, 20))
    what = (
        f"a threat pays (it would hurt by {HARM})"
        if own.threat
        else f"no threat pays (it would hurt by {HARM})"
    )
    label(
        ax,
        "How much of 100 does the small state keep?",
        f"Friends far away offer {friends_offer}. Pressure costs {cost_of_pressure}: {what}",
        "Dashed: what the small state would have if the talks failed. A rival giant would leave it 80. A "
        "model, not a measurement:\nNash bargaining with outside options and threats (1950, 1953); the "
        "file is helpers/models/bargaining.py.",
    )
    return pd.DataFrame([{"concert": step, **found[step]._asdict()} for step in steps])


def dilemma(known=True, friends_offer=20):
    """The table of payoffs as a DataFrame of texts "first giant : second giant".

    known=False puts a question mark where both undercut.
    """
    cells = {pair: f"{a:g} : {b:g}" for pair, (a, b) in payoffs(VALUE, RIVAL_OFFER, friends_offer).items()}
    if not known:
        cells[UNDERCUT, UNDERCUT] = "? : ?"
    table = {
        f"the other giant: {theirs}": [cells[ours, theirs] for ours in (HOLD, UNDERCUT)]
        for theirs in (HOLD, UNDERCUT)
    }
    return pd.DataFrame(table, index=pd.Index([HOLD, UNDERCUT], name="one giant"))


# --- votes --------------------------------------------------

NO_LIMITS = "2022-02-04"
SPANS = {
    "1971–1989": ("1971-11-01", "1990-01-01"),
    "1992–2012": ("1992-01-01", "2013-01-01"),
    "2013–2019": ("2013-01-01", "2020-01-01"),
    "2020 to\n“no limits”": ("2020-01-01", NO_LIMITS),
    "“no limits”\nto mid-2024": (NO_LIMITS, "2024-09-02"),
    "2025": ("2025-01-01", "2026-01-01"),
}


def in_concert(votes, one="RUS", other="CHN"):
    """How two states voted in six spans of time: alike, differently, opposite.

    votes: `un_votes`. Different but not opposite: one abstained, the other did not. Returns span, votes,
    alike, different, opposite (counts), opposite_percent, different_percent (of all common votes; different
    includes opposite). A span without a common vote has 0 votes and empty shares.
    """
    rows = []
    for span, (first, until) in SPANS.items():
        part = votes[(votes.date >= first) & (votes.date < until)]
        both = agreement.strict(part[one], part[other]).votes
        different = int(agreement.differing(part[one], part[other]).sum())
        opposite = int(agreement.opposite(part[one], part[other]).sum())
        rows.append(
            {
                "span": span.replace("\n", " "),
                "votes": both,
                "alike": both - different,
                "different": different,
                "opposite": opposite,
                "different_percent": round(100 * different / both, 1) if both else np.nan,
                "opposite_percent": round(100 * opposite / both, 1) if both else np.nan,
            }
        )
    return pd.DataFrame(rows)


def _votes_alt(drawn, one="RUS", other="CHN"):
    words = "; ".join(
        f"{row.span}: {row.different_percent:g} % different ({row.opposite_percent:g} % opposite), "
        f"of {row.votes} votes"
        for row in drawn[drawn.votes > 0].itertuples()
    )
    return (
        f"Bars in six spans of time: how often {one} and {other} voted differently in the General Assembly, "
        f"and within that how often they voted opposite; shares of all votes. {words}."
    )


@described(_votes_alt)
def concert_votes(ax, votes, one="RUS", other="CHN"):
    """Bars: of 100 common votes in each span, how many were opposite and how many differed by an abstention.

    votes: `un_votes`; one, other: columns of it. Returns what `in_concert` returns.
    """
    drawn = in_concert(votes, one, other)
    share = drawn.fillna(0)
    half = share.different_percent - share.opposite_percent
    places = np.arange(len(drawn))
    ax.bar(places, share.opposite_percent, color=INK, width=0.62)
    ax.bar(places, half, bottom=share.opposite_percent, color="#bdbdbd", width=0.62)
    top = max(40, share.different_percent.max() * 1.25)
    for place, row in zip(places, share.itertuples(), strict=True):
        ax.text(
            place,
            row.different_percent + top * 0.025,
            f"{row.different_percent:g}" if row.votes else "no votes",
            ha="center",
            color=SOFT,
        )
        if row.votes:
            ax.text(
                place,
                row.opposite_percent + top * 0.012,
                f"{row.opposite_percent:g}",
                ha="center",
                va="bottom",
                fontweight="bold",
            )
    ax.set_xticks(
        places,
        [f"{span}\n{votes} votes" for span, votes in zip(SPANS, drawn.votes, strict=True)],
        fontsize=9.5,
    )
    ax.set_xlim(-0.6, len(drawn) - 0.4)
    ax.set_ylim(0, top)
    box = ax.get_position()
    ax.set_position([box.x0, box.y0 + 0.085, box.width, box.height - 0.085])
    names = "Russia and China" if (one, other) == ("RUS", "CHN") else f"{one} and {other}"
    before = "Russia until 1991: the Soviet Union. " if "RUS" in (one, other) else ""
    label(
        ax,
        f"Do {names} vote in concert?",
        "Of 100 common votes: opposite (black, yes against no), or one abstained (grey)",
        "UN General Assembly, recorded votes in which both took part; the emergency session on Ukraine is "
        f"not among them.\n{before}Source: Voeten, Strezhnev and Bailey; UN Digital Library; see the "
        "table's sources.",
    )
    return drawn


# --- geography against soft power --------------------------------------------------


def scales(visits, partners, fuel):
    """Who comes, and who buys, sells and fuels: shares of Russia, China and everyone else, in per cent.

    visits: `visits` (trips of heads of state, heads of government and foreign ministers to Mongolia, January
    2014 to August 2024); partners: `trade_partners` (Factbook, exports 2023, imports 2022: the last year that
    prints Russia); fuel: `fuel_electricity` (petrol 2023, imported electricity 2021). Returns measure,
    Russia, China, others.
    """
    came = visits[
        (visits.direction == "inbound")
        & (visits.office_kind != "other")
        & visits.date.between("2014-01-01", "2024-08-31")
    ].drop_duplicates("trip_id")
    guests = 100 * came.country.value_counts(normalize=True)
    book = partners[(partners.compiler == "CIA World Factbook") & (partners.months == 12)]
    sold = book[(book.flow == "export") & (book.year == 2023)].set_index("partner").share_percent
    bought = book[(book.flow == "import") & (book.year == 2022)].set_index("partner").share_percent
    origin = fuel[fuel.measure == "share of imports by origin"]
    petrol = origin[(origin.carrier == "petrol") & (origin.year == 2023)].set_index("origin").value
    power = origin[(origin.carrier == "electricity") & (origin.year == 2021)].set_index("origin").value
    rows = {
        f"guests, 2014–2024\n({len(came)} trips)": guests,
        "exports 2023": sold,
        "imports 2022": bought,
        "imported electricity\n2021": power,
        "imported petrol\n2023": petrol,
    }
    table = pd.DataFrame(
        [
            {"measure": name, "Russia": float(share.get("Russia", 0)), "China": float(share.get("China", 0))}
            for name, share in rows.items()
        ]
    )
    return table.assign(others=(100 - table.Russia - table.China).round(1)).round(1)


def _geography_alt(drawn):
    return (
        "Bars split into Russia, China and everyone else, per cent: "
        + "; ".join(
            f"{row.measure.replace(chr(10), ' ')}: {row.Russia:g}, {row.China:g}, {row.others:g}"
            for row in drawn.itertuples()
        )
        + "."
    )


@described(_geography_alt)
def geography(ax, visits, partners, fuel):
    """Bars: the two neighbours against everyone else, among guests and among goods.

    Returns what `scales` returns.
    """
    drawn = scales(visits, partners, fuel)
    places, left = np.arange(len(drawn)), np.zeros(len(drawn))
    for name, tone in (("Russia", colour("Russia")), ("China", colour("China")), ("others", "#c9c9c9")):
        ax.barh(places, drawn[name], left=left, color=tone, height=0.62)
        for place, start, value in zip(places, left, drawn[name], strict=True):
            if value >= 4:
                ax.text(
                    start + value / 2,
                    place,
                    f"{value:g}",
                    ha="center",
                    va="center",
                    fontweight="bold",
                    color=INK if name == "others" else "white",
                )
        left += drawn[name].to_numpy()
    ax.set_yticks(places, drawn.measure, color=INK)
    ax.set_ylim(len(drawn) - 0.5, -1.05)
    for x, name, tone in (
        (0, "Russia", colour("Russia")),
        (14, "China", colour("China")),
        (26, "everyone else", SOFT),
    ):
        ax.text(x, -0.68, name, color=tone, fontweight="bold", va="center")
    ax.set_xlim(0, 100)
    ax.grid(axis="y", visible=False)
    label(
        ax,
        "Who comes, and what comes?",
        "Share, %",
        "Guests: heads of state and government, foreign ministers; the list is not complete. Not printed, so "
        "grey: Russia's share\nof exports, China's of petrol. Source: press reports; CIA World Factbook, "
        "editions of 2024 and 2025 (trade).",
        left=0.23,
    )
    return drawn
