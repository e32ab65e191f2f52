"""Charts and lists on friends: visits one by one and beside money and votes, meetings, steps, sanctions."""

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.lines import Line2D

from helpers.lessons.third_neighbours.facts import FOUR, FRIENDS, TRADE_YEAR, friends
from helpers.pictures.figures import FAINT, INK, OFFICE, SOFT, Empty, colour, described, in_rows, label
from helpers.pictures.marks import across, beside
from helpers.words import listed


@described(
    in_rows(
        "Three panels side by side, visits, trade and votes of ten partners of Mongolia. {rows}.",
        "{country}: visits {trips_in} in, {trips_out} out, {met_elsewhere} met elsewhere, exports "
        "{exports_percent:g} %, imports {imports_percent:g} %, votes {agreement_percent:g} %",
    ),
    closed=Empty(
        "Visits, money, votes: do they point the same way?", "Three panels, ten countries", y=FRIENDS
    ),
)
def side_by_side(ax: Axes, visits: pd.DataFrame, office: pd.DataFrame, pairs: pd.DataFrame) -> pd.DataFrame:
    """Three panels on ten partners: visits 2014–2023, shares of trade 2023, strict agreement in votes 2014–2023.

    visits: `visits`; office: `trade_partners_official`; pairs: from `pairs_with`. Returns what `friends` returns.
    """
    rows = friends(visits, office, pairs)
    four = rows[rows.country.isin(FOUR)]
    label(
        ax,
        f"Four friends: {(four.trips_in + four.trips_out).sum()} visits, {four.exports_percent.sum():.1f} % of "
        f"exports, {four.imports_percent.sum():.0f} % of imports",
        "",
        "Visits: heads of state and government, foreign ministers, "
        "as far as listed; ◇ meetings elsewhere, not counted.\n"
        f"Trade: goods, {TRADE_YEAR}. {OFFICE}. Votes: strict agreement, the roll calls that we have.",
        left=0.17,
        right=0.425,
    )
    box = ax.get_position()
    money, votes = (ax.figure.add_axes([x, box.y0, 0.235, box.height]) for x in (0.455, 0.73))
    places = np.arange(len(rows)) + 0.5 * (np.arange(len(rows)) > 1)
    tones = rows.country.map(colour).to_numpy()
    ax.barh(places, rows.trips_in, color=tones, height=0.62)
    ax.barh(
        places, rows.trips_out, left=rows.trips_in, color="white", edgecolor=tones, height=0.62, linewidth=1.4
    )
    total = rows.trips_in + rows.trips_out
    more = rows.met_elsewhere.map("  ◇{}".format).where(rows.met_elsewhere > 0, "")
    beside(ax, places, total, total.map(str) + more, gap=0.4, fontsize="small")
    for step, share, filled in ((-0.17, rows.exports_percent, False), (0.17, rows.imports_percent, True)):
        at, face = places + step, tones if filled else "white"
        money.barh(at, share, color=face, edgecolor=tones, height=0.3, linewidth=1.2)
    both = [
        f"{exports:g} · {imports:g}"
        for exports, imports in zip(rows.exports_percent, rows.imports_percent, strict=True)
    ]
    longer = rows[["exports_percent", "imports_percent"]].max(axis=1)
    beside(money, places, longer, both, gap=1.5, fontsize="small")
    share = rows.agreement_percent
    votes.barh(places, share, color=tones, height=0.62)
    beside(votes, places, share, map("{:.0f}".format, share), gap=1.5, fontsize="small")
    for panel, most, name in (
        (ax, 23, "Visits (filled: to Mongolia;\nhollow: from Mongolia)"),
        (money, 135, "Trade, %: Mongolia's exports\n(hollow) · its imports (filled)"),
        (votes, 100, "Votes, % the same"),
    ):
        panel.set(xlim=(0, most), ylim=(places[-1] + 0.6, -0.6))
        across(panel)
        panel.set_yticks(places, rows.country if panel is ax else [""] * len(places), color=INK)
        panel.text(0, 1.02, name, transform=panel.transAxes, color=SOFT, fontsize="small", va="bottom")
    return rows


# --- the Ulaanbaatar Dialogue -------------------------------------------------------------------------------


def _dialogue_alt(drawn: pd.DataFrame) -> str:
    held = drawn[drawn.kind == "edition"]
    unsure = held.year[held.confidence == "background"].astype(str).tolist()
    size = ", ".join(
        f"{row.year} {row.participants:.0f}" for row in held[held.participants.notna()].itertuples()
    )
    missed = drawn.year[drawn.kind == "not held"].astype(str).tolist()
    return (
        f"Dots by year: {len(held)} editions of the Ulaanbaatar Dialogue, {held.year.min()} to "
        f"{held.year.max()}, none in {' and '.join(missed)}; unconfirmed: {' and '.join(unsure)}. "
        f"Participants where published: {size}."
    )


@described(_dialogue_alt)
def dialogue(ax: Axes, editions: pd.DataFrame) -> pd.DataFrame:
    """Dots by year: the editions of the Ulaanbaatar Dialogue with their participants, where published.

    editions: `ulaanbaatar_dialogue`. Hollow: an edition for which no figure was found; grey and hollow: known
    only as background. Crosses: not held. Returns year, kind, edition, participants, countries, confidence.
    """
    rows = editions[editions.kind.isin(["edition", "not held"])]
    for row in rows.itertuples():
        if row.kind == "not held":
            ax.plot(row.year, 12, "x", color=SOFT, markersize=11, markeredgewidth=2.4)
            ax.text(row.year, 26, "not held", ha="center", color=SOFT, fontsize="small")
        elif pd.notna(row.participants):
            ax.bar(row.year, row.participants, width=0.62, color="#167587")
            sign = {"more than": ">", "about": "≈", "at least": "≥"}.get(row.participants_bound, "")
            ax.text(
                row.year, row.participants + 5, f"{sign}{row.participants}", ha="center", fontweight="bold"
            )
        else:
            sure = row.confidence == "confirmed"
            ax.plot(
                row.year,
                12,
                "o",
                markerfacecolor="white",
                markersize=11,
                color="#167587" if sure else FAINT,
                markeredgewidth=2,
            )
            ax.text(
                row.year,
                26,
                "held, no\nfigure" if sure else "uncon-\nfirmed",
                ha="center",
                color=SOFT,
                fontsize="small",
            )
    ax.set(xticks=range(2014, 2026), ylim=(0, 262))
    held, missed = rows[rows.kind == "edition"], rows.year[rows.kind == "not held"]
    sure = (held.confidence == "confirmed").sum()
    label(
        ax,
        f"{sure} confirmed editions to {held.year.max()}, none in {listed(map(str, missed))}",
        "Ulaanbaatar Dialogue: participants, as the organisers or the press published them",
        "“Unconfirmed”: general knowledge, no page was found. Sources row by row in ulaanbaatar_dialogue.",
    )
    return rows[["year", "kind", "edition", "participants", "countries", "confidence"]].reset_index(drop=True)


# --- neutrality: declared, in law, in practice --------------------------------------------------------------

LANES = {
    "permanent neutrality": "Permanent neutrality",
    "nuclear-weapon-free status": "No nuclear weapons",
    "law": "No foreign troops",
    "organisations": "Organisations",
}
SHORT = {
    "1992-law": "in law",
    "1992-09-nuclear-weapon-free-status": "declared",
    "1998-12-04-nuclear-weapon-free-status": "welcomed by the UN",
    "2000-02-03-nuclear-weapon-free-status": "in law",
    "2012-09-17-nuclear-weapon-free-status": "five powers sign",
    "2015-09-29-permanent-neutrality": "announced",
    "2016-11-17-permanent-neutrality": "vote put off",
    "2020-05-06-permanent-neutrality": "withdrawn",
    "2004-organisations-2": "SCO observer",
    "2012-03-19-organisations": "NATO partner",
    "2022-09-organisations": "stays SCO observer",
}


@described(
    in_rows(
        "Dots on four lines, 1992 to 2024, what Mongolia declared and what became law. {rows}.",
        "{lane}: {short} {date:%Y}",
    )
)
def neutrality(ax: Axes, steps: pd.DataFrame) -> pd.DataFrame:
    """Dots on four lines by year: what Mongolia declared, what became law and which organisations it joined.

    steps: `neutrality_steps`, of which the confirmed ones named in SHORT are drawn. Returns lane, date,
    date_precision, short, step, confidence.
    """
    rows = steps[steps.step_id.isin(list(SHORT))].sort_values("date")
    rows = rows.assign(lane=rows.topic.map(LANES), short=rows.step_id.map(SHORT), year=rows.date.dt.year)
    for place, lane in enumerate(LANES.values()):
        ax.plot([1991, 2025], [-place] * 2, color="#cccccc", linewidth=1, zorder=1)
        for turn, row in enumerate(rows[rows.lane == lane].itertuples()):
            sign, tone = ("X", SOFT) if row.short in ("vote put off", "withdrawn") else ("o", "#167587")
            shift, side = (-9, "top") if turn % 2 else (9, "bottom")
            ax.plot(row.year, -place, sign, markersize=10, color=tone, zorder=3)
            ax.annotate(
                f"{row.short}\n{row.year}",
                (row.year, -place),
                xytext=(0, shift),
                textcoords="offset points",
                ha="center",
                va=side,
                fontsize=8.5,
            )
    ax.set(xlim=(1988, 2026), ylim=(-len(LANES) + 0.45, 0.6))
    ax.set_yticks([-i for i in range(len(LANES))], LANES.values(), color=INK)
    ax.grid(visible=False)
    ax.legend(
        handles=[
            Line2D([], [], marker="o", linestyle="", color="#167587", label="step", markersize=8),
            Line2D([], [], marker="X", linestyle="", color=SOFT, label="step back", markersize=8),
        ],
        loc="upper right",
        bbox_to_anchor=(1.0, 1.16),
        ncols=2,
        fontsize="small",
        handletextpad=0.1,
    )
    label(
        ax,
        "Two promises became law; permanent neutrality did not",
        "Steps since 1992",
        "SCO: Shanghai Cooperation Organisation. Confirmed steps only.\n"
        "Sources row by row in neutrality_steps; where only the year is known, only the year is drawn.",
        left=0.235,
    )
    return rows[["lane", "date", "date_precision", "short", "step", "confidence"]].reset_index(drop=True)
