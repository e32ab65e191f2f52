"""What the tables say of the claims that lesson 5 judges."""

from __future__ import annotations

from helpers.asking.claims import Assessment, Fact, Finding
from helpers.asking.predict import Outcome
from helpers.lessons.leverage.facts import COMPARED, all_windows, amounts, in_concert, stakes
from helpers.models.event_window import change, placebo_rank

LESS_OTHERS = next(name for name, back in COMPARED.items() if back is None)


# --- cycle 1: the list --------------------------------------------------


def disruptions(load, political=None):
    rows = load("leverage_episodes").query("kind == 'disruption'")
    return rows if political is None else rows[rows.political == political]


# --- cycle 2: the window --------------------------------------------------


def tonnes_in(load, year, month, sellers=("Mongolia",)):
    return amounts(load("coal_by_month"), sellers)[year, month]


def december(load):
    before, after = tonnes_in(load, 2016, 10), tonnes_in(load, 2016, 12)
    found = change(before, after)
    return Outcome(
        found,
        f"It rose by {found:.0f} %: China's customs counted {before:.2f} million tonnes in October and "
        f"{after:.2f} in December.",
        "coal_by_month, Chinese customs figures as printed by Reuters; December follows from the figure of "
        "a year later",
    )


def visit_and_placebos(load, compared_with):
    """The change in November 2016 and the changes in all months that are not the visit's."""
    rows = all_windows(load("coal_by_month"), compared_with)
    visit = rows[(rows.year == 2016) & (rows.month == 11)].change.iloc[0]
    return visit, rows[~rows.visit].change.tolist()


def span_rows(load):
    return in_concert(load("un_votes")).set_index("span")


SINCE, UNTIL = "“no limits” to mid-2024", "2020 to “no limits”"


def days_between(load):
    """Days from the declaration of February 2022 to the invasion."""
    declared = load("lesson_facts").set_index("fact_id").date["no-limits-2022"]
    events = load("timeline")
    invaded = events[events.event.str.contains("full-scale invasion")].date.iloc[0]
    return (invaded - declared).days


# --- verdicts --------------------------------------------------


def exemptions(load):
    return load("sanctions_effects").query("kind == 'exemption for Mongolia'")


def _claim_leverage(load):
    cuts, political = disruptions(load), disruptions(load, True)
    russia = cuts[cuts.actor == "Russia"]
    withheld = load("leverage_episodes").query("kind == 'benefit withheld' and actor == 'China'")
    visit, placebos = visit_and_placebos(load, LESS_OTHERS)
    worse, dates = placebo_rank(visit, placebos)
    loan = stakes(load("pressure_2016")).iloc[0]
    return Finding(
        change(tonnes_in(load, 2016, 10), tonnes_in(load, 2016, 12)),
        "holds with a condition",
        f"Reported: China cut or delayed something around {len(political)} visits of the Dalai Lama and "
        f"withheld loans or talks {len(withheld)} times; a possible loan of {loan:,.0f} million dollars was "
        "under discussion in November 2016. For those talks Mongolia's foreign minister said that China had "
        "called the visit unacceptable; for the cuts China gave other reasons or did not confirm a link. "
        f"Russia: {len(russia)} cuts of fuel, each explained by its own market, none with a political "
        "trigger in the reports (2011 is disputed); the dam loan stopped after it objected. Trade in 2016: "
        f"fees and queues were reported, but coal rose by {december(load).value:.0f} % from October to "
        f"December, and at {worse} of {dates} dates without a visit Mongolia did worse against the other "
        "sellers than in November 2016, a month mostly before the visit. That the visit caused the fees and "
        "queues is plausible and not shown here.",
        sources=("bloomberg-2016", "townhall-2016", "reuters-2016-12-01-fees", "reuters-2016-12-coal-origin"),
    )


def _claim_concert(load):
    rows = span_rows(load)
    since = rows.loc[SINCE]
    allies = in_concert(load("un_votes"), "USA", "GBR").set_index("span").loc[SINCE]
    return Finding(
        days_between(load),
        "holds with a condition",
        f"The date holds: {days_between(load)} days lie between the declaration of 4 February 2022 and the "
        "invasion. “May now act in concert” can't be refuted, only weighed: since then the two cast "
        f"different votes in {since.different_percent:.0f} of 100 roll calls and opposite ones in "
        f"{since.opposite_percent:.0f}, no closer than before (the United States and Britain, allies: "
        f"{allies.different_percent:.0f} and {allies.opposite_percent:.0f}); the emergency session on "
        "Ukraine is not counted, and a vote is no deed towards Mongolia. And the dam loan put on hold in "
        "June 2016, after Russia's objections and questions from UNESCO, came years before the declaration.",
        sources=(
            "reuters-2022-02-05-no-limits",
            "unvotes-2021",
            "mapping-unga-voting-alliances",
            "globalconstructionreview-2016",
        ),
    )


def _claim_sanctions(load):
    rows = load("sanctions_effects")
    burdens = rows[rows.kind == "burden on Mongolia"]
    book = load("trade_partners").query(
        "compiler == 'CIA World Factbook' and flow == 'import' and partner == 'Russia'"
    )
    share = book.sort_values("edition").groupby("year").share_percent.last()
    return Finding(
        len(burdens),
        "holds with a condition",
        f"{len(burdens)} reports in the table tell of a burden, in {burdens.area.nunique()} fields from "
        "flights to payments: transit flights halved within three days in March 2022. Those who say so are "
        "mostly officials and firms. How much is due to sanctions, to closed skies, to the war itself or "
        "to the pandemic, no table here can tell apart; Russia's share of imports even went from "
        f"{share[2021]:.0f} % (2021) to {share[2022]:.0f} % (2022). And {len(exemptions(load))} exceptions "
        "were made for Mongolia, one of them unverified.",
        sources=tuple(burdens.source_id.iloc[[0, -1]]) + tuple(exemptions(load).source_id.iloc[[0]]),
    )


CLAIMS = {
    "C23": Fact(_claim_leverage),
    "C24": Fact(_claim_concert),
    "C25": Fact(_claim_sanctions),
    "C38": Assessment(
        "holds with a condition",
        "Guests and goods tell two stories: most high guests come from elsewhere, while nearly all exports "
        "go to one neighbour and nearly all petrol and imported electricity come from the two; of the "
        "imports about a third does not. The condition is the yardstick: friendship is not measured in "
        "tonnes.",
        for_="What the neighbours could switch off tomorrow, fuel and the way out, no friend far away could "
        "replace at once.",
        against="Friends need not outweigh geography to change the bargain: in the model a better offer from "
        "far away raises what the small state keeps, even if it never takes it. And what friends lend and "
        "invest is not on this lesson's chart.",
        dated="23 November 2026",
        source_ids=("cia-factbook-2025", "cia-factbook-2024", "nash-1950"),
    ),
}
