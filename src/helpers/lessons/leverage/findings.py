"""What the tables say of the claims that lesson 5 judges."""

from __future__ import annotations

import pandas as pd

from helpers.asking.claims import Assessment, Fact, Finding, Sentence, printed
from helpers.asking.predict import Outcome
from helpers.lessons.leverage.facts import COMPARED, all_windows, amounts, in_concert, stakes
from helpers.models.event_window import change, placebo_rank
from helpers.tables import Load

LESS_OTHERS = next(name for name, back in COMPARED.items() if back is None)


# --- cycle 1: the list --------------------------------------------------------------------------------------


def disruptions(load: Load, political: bool | None = None) -> pd.DataFrame:
    """The cuts, closures and delays of the list; with `political`, those with or without such a trigger."""
    rows = load("leverage_episodes").query("kind == 'disruption'")
    return rows if political is None else rows[rows.political == political]


# --- cycle 2: the window ------------------------------------------------------------------------------------


def tonnes_in(load: Load, year: int, month: int, sellers: tuple[str, ...] = ("Mongolia",)) -> float:
    """Million tonnes of coal that China's customs counted from these sellers in a month."""
    return amounts(load("coal_by_month"), sellers)[year, month]


def december(load: Load) -> Outcome:
    """How coal to China changed from October to December 2016, in per cent."""
    before, after = tonnes_in(load, 2016, 10), tonnes_in(load, 2016, 12)
    found = change(before, after)
    return Outcome(
        found,
        f"It rose by {found:.0f} %: China's customs counted {before:.2f} "
        f"million tonnes in October and {after:.2f} in December.",
        "coal_by_month, Chinese customs figures as printed by "
        "Reuters; December follows from the figure of a year later",
    )


def visit_and_placebos(load: Load, compared_with: str) -> tuple[float, list[float]]:
    """The change in November 2016 and the changes in all months that are not the visit's."""
    rows = all_windows(load("coal_by_month"), compared_with)
    visit = rows[(rows.year == 2016) & (rows.month == 11)].change.iloc[0]
    return visit, rows[~rows.visit].change.tolist()


def span_rows(load: Load) -> pd.DataFrame:
    """How often Russia and China differed in the General Assembly, by span of years."""
    return in_concert(load("un_votes")).set_index("span")


SINCE, UNTIL = "“no limits” to mid-2024", "2020 to “no limits”"


def days_between(load: Load) -> int:
    """Days from the declaration of February 2022 to the invasion."""
    declared = load("lesson_facts").set_index("fact_id").date["no-limits-2022"]
    events = load("timeline")
    invaded = events[events.event.str.contains("full-scale invasion")].date.iloc[0]
    return (invaded - declared).days


# --- claims -------------------------------------------------------------------------------------------------


def exemptions(load: Load) -> pd.DataFrame:
    """The exceptions from sanctions and export bans that were made for Mongolia."""
    return load("sanctions_effects").query("kind == 'exemption for Mongolia'")


def _claim_leverage(load: Load) -> Finding:
    cuts, political = disruptions(load), disruptions(load, True)
    russia = cuts[cuts.actor == "Russia"]
    withheld = load("leverage_episodes").query("kind == 'benefit withheld' and actor == 'China'")
    visit, placebos = visit_and_placebos(load, LESS_OTHERS)
    worse, dates = placebo_rank(visit, placebos)
    loan = stakes(load("pressure_2016")).iloc[0]
    return Finding(
        change(tonnes_in(load, 2016, 10), tonnes_in(load, 2016, 12)),
        "holds with a condition",
        Sentence(
            f"Reported: China cut or delayed something around {len(political)} visits of the Dalai Lama and "
            f"withheld loans or talks {len(withheld)} times; a possible loan of {loan:,.0f} million dollars "
            "was under discussion in November 2016.",
            max(political.date.max(), withheld.date.max()),
            ("bloomberg-2016", "townhall-2016"),
            alone=True,
        ),
        Sentence(
            "For those talks Mongolia's foreign minister said that China had called the visit "
            "unacceptable; for the cuts China gave other reasons or did not confirm a link.",
            2016,
            ["townhall-2016"],
        ),
        Sentence(
            f"Russia: {len(russia)} cuts of fuel, each explained by its own market, none with a political "
            "trigger in the reports (2011 is disputed); the dam loan stopped after it objected.",
            russia.date.max(),
        ),
        Sentence(
            f"Trade in 2016: fees and queues were reported, but coal rose by {december(load).value:.0f} % "
            f"from October to December, and at {worse} of {dates} dates without a visit Mongolia did worse "
            "against the other sellers than in November 2016, a month mostly before the visit.",
            2017,
            ("reuters-2016-12-01-fees", "reuters-2016-12-coal-origin"),
        ),
        Sentence("That the visit caused the fees and queues is plausible and not shown here."),
    )


def _claim_concert(load: Load) -> Finding:
    since = span_rows(load).loc[SINCE]
    allies = in_concert(load("un_votes"), "USA", "GBR").set_index("span").loc[SINCE]
    return Finding(
        days_between(load),
        "holds with a condition",
        Sentence(
            f"The date holds: {days_between(load)} days lie between "
            "the declaration of 4 February 2022 and the invasion.",
            2022,
            ["reuters-2022-02-05-no-limits"],
        ),
        Sentence(
            "“May now act in concert” can't be refuted, only weighed: since then the two cast different "
            f"votes in {since.different_percent:.0f} of 100 roll calls and opposite ones in "
            f"{since.opposite_percent:.0f}, no closer than before (the United States and Britain, allies: "
            f"{allies.different_percent:.0f} and {allies.opposite_percent:.0f}); the emergency session on "
            "Ukraine is not counted, and a vote is no deed towards Mongolia.",
            "2024-06-30",
            ("unvotes-2021", "mapping-unga-voting-alliances"),
        ),
        Sentence(
            "And the dam loan put on hold in June 2016, after Russia's objections and questions from "
            "UNESCO, came years before the declaration.",
            2022,
            ["globalconstructionreview-2016"],
        ),
    )


def _claim_sanctions(load: Load) -> Finding:
    rows = load("sanctions_effects")
    burdens = rows[rows.kind == "burden on Mongolia"]
    book = load("trade_partners").query(
        "compiler == 'CIA World Factbook' and flow == 'import' and partner == 'Russia'"
    )
    russia = book.sort_values("edition").groupby("year").last()
    return Finding(
        len(burdens),
        "holds with a condition",
        Sentence(
            f"{len(burdens)} reports in the table tell of a burden, in {burdens.area.nunique()} fields from "
            "flights to payments: transit flights halved within three days in March 2022.",
            burdens.date.max(),
            burdens.source_id.iloc[[0, -1]],
        ),
        Sentence("Those who say so are mostly officials and firms.", burdens.date.max()),
        Sentence(
            "How much is due to sanctions, to closed skies, to the war itself or to the pandemic, no table "
            "here can tell apart; Russia's share of imports even went from "
            f"{russia.share_percent[2021]:.0f} % (2021) to {russia.share_percent[2022]:.0f} % (2022).",
            printed(russia.edition[2022]),
        ),
        Sentence(
            f"And {len(exemptions(load))} exceptions were made for Mongolia, one of them unverified.",
            exemptions(load).date.max(),
            exemptions(load).source_id.iloc[[0]],
        ),
    )


CLAIMS = {
    "C23": Fact(_claim_leverage),
    "C24": Fact(_claim_concert),
    "C25": Fact(_claim_sanctions),
    "C38": Assessment(
        "holds with a condition",
        Sentence(
            "Guests and goods tell two stories: most high guests come from elsewhere, while nearly all "
            "exports go to one neighbour and nearly all petrol and imported electricity come from the two; "
            "of the imports about a third does not.",
            "2024-08-31",
            ["cia-factbook-2024"],
        ),
        Sentence("The condition is the yardstick: friendship is not measured in tonnes."),
        for_=[
            Sentence(
                "What the neighbours could switch off tomorrow, fuel and "
                "the way out, no friend far away could replace at once."
            )
        ],
        against=[
            Sentence(
                "Friends need not outweigh geography to change the bargain: in the model a better offer "
                "from far away raises what the small state keeps, even if it never takes it."
            ),
            Sentence("And what friends lend and invest is not on this lesson's chart."),
        ],
        dated="23 November 2026",
        source_ids=("cia-factbook-2025", "cia-factbook-2024", "nash-1950"),
    ),
}
