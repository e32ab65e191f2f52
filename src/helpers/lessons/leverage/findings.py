"""What the tables say of the claims that lesson 5 judges."""

from __future__ import annotations

import pandas as pd

from helpers.asking.claims import Assessment, Fact, Finding, Sentence, printed
from helpers.asking.predict import Outcome
from helpers.lessons.leverage.facts import (
    OTHER_SELLERS,
    VISIT,
    all_windows,
    amounts,
    by_month,
    how_rare,
    in_concert,
    same_months,
    stakes,
)
from helpers.models.event_window import beyond_baseline, change
from helpers.tables import Load
from helpers.words import listed, ordinal, signed

EVE = "2024-08-31"  # what lesson 9 may quote was printed by then
CUSTOMS, OFFICE_COAL, OFFICE_IMPORTS = "reuters-2016-12-coal-origin", "nso-1400-006v2-month", "nso-1400-010v3"


# --- cycle 1: the list --------------------------------------------------------------------------------------


def disruptions(load: Load, political: bool | None = None) -> pd.DataFrame:
    """The cuts, closures and delays of the list; with `political`, those with or without such a trigger."""
    rows = load("leverage_episodes").query("kind == 'disruption'")
    return rows if political is None else rows[rows.political == political]


# --- cycle 2: the window ------------------------------------------------------------------------------------


def december(load: Load) -> Outcome:
    """How coal changed from October to December 2016, in per cent, by both counts."""
    office, customs = by_month(load("exports_by_month")) / 1000, amounts(load("coal_by_month"))
    (before, after), (entered, later) = ((count[2016, 10], count[2016, 12]) for count in (office, customs))
    found = change(before, after)
    return Outcome(
        found,
        f"Around the visit it rose by {found:.0f} %: Mongolia's statistics office counted {before:.2f} million tonnes "
        f"in October and {after:.2f} in December. China's customs counted {entered:.2f} and {later:.2f}, "
        f"{change(entered, later):.0f} % more.",
        "exports_by_month; coal_by_month, Chinese customs figures as printed by Reuters, where December follows from "
        "the figure of a year later",
    )


def beyond_others(load: Load, year: int, month: int) -> float:
    """Mongolia's change on a year before, beyond that of the other sellers together, in points (Chinese customs)."""
    own, others = (
        (count[year - 1, month], count[year, month])
        for count in (amounts(load("coal_by_month")), amounts(load("coal_by_month"), OTHER_SELLERS))
    )
    return beyond_baseline(own, others)


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


def _tonnes(load: Load, last: str | None = None) -> Sentence:
    """How coal moved around the visit, and how many of the other windows up to a month moved as far."""
    rows = all_windows(load("exports_by_month"))
    rows = rows if last is None else rows[rows.until <= last]
    as_far, others, _ = how_rare(rows, VISIT)
    moved = rows.change[rows.until == VISIT].iloc[0]
    return Sentence(
        f"Disrupted trade is not shown: from October to December 2016 coal rose by {moved:.0f} %, and {as_far} of "
        f"{others} other two-month changes since 2011 rose as much.",
        f"{rows.until.max()}-28",
        (OFFICE_COAL,),
        before=None if last else _tonnes(load, "2024-06"),
    )


def _money(load: Load) -> Sentence:
    value, weight = (by_month(load("exports_by_month"), measure) for measure in ("dollars", "tonnes"))
    price = 1000 * value / weight
    return Sentence(
        f"In dollars coal rose by {change(value[2016, 10], value[2016, 12]):.0f} %, as the price went from "
        f"{price[2016, 10]:.0f} to {price[2016, 12]:.0f} dollars a tonne.",
        2016,
        (OFFICE_COAL,),
    )


def _season(load: Load, last: str | None = None) -> Sentence:
    rows = all_windows(load("exports_by_month"))
    rows = rows if last is None else rows[rows.until <= last]
    years = same_months(rows, VISIT)
    place = 1 + sum(years > rows.change[rows.until == VISIT].iloc[0])
    return Sentence(
        f"It is no fixed season: from October to December coal changed by {signed(years.min())} to "
        f"{signed(years.max())} % in the {len(years)} other years, with a median of {signed(years.median())}; 2016 is "
        f"the {ordinal(place)} highest.",
        int(years.index.max()),
        (OFFICE_COAL,),
        before=None if last else _season(load, "2023-12"),
    )


def _claim_leverage(load: Load) -> Finding:
    cuts, political = disruptions(load), disruptions(load, True)
    russia = cuts[cuts.actor == "Russia"]
    withheld = load("leverage_episodes").query("kind == 'benefit withheld' and actor == 'China'")
    owed, loan = stakes(*map(load, ("pressure_2016", "exports_by_month", "external_debt"))).iloc[:2]
    return Finding(
        december(load).value,
        "holds with a condition",
        Sentence(
            "In November 2016 China put off talks on loans over the Dalai Lama's visit, as Mongolia's foreign "
            "minister told it.",
            "2016-11-25",
            ["bloomberg-2016"],
            alone=True,
        ),
        _tonnes(load),
        Sentence("For Russia's cuts of fuel the reports name no political trigger.", "2023-12-31"),
        further=[
            Sentence(
                f"Reported: China cut or delayed something around {len(political)} visits of the Dalai Lama and "
                f"withheld loans or talks {len(withheld)} times; a possible loan of {loan:,.0f} million dollars was "
                "under discussion in November 2016.",
                max(political.date.max(), withheld.date.max()),
                ("bloomberg-2016", "townhall-2016"),
                alone=True,
            ),
            Sentence(
                "For the cuts China gave other reasons or did not confirm a link; that the visit caused the fees and "
                "queues at the border is plausible and not shown here.",
                2016,
                ["reuters-2016-12-01-fees"],
            ),
            _money(load),
            _season(load),
            Sentence(
                "The other sellers are a poor yardstick for those weeks: North Korea's coal was capped on 30 November "
                "2016 and no longer bought from February 2017, which may have moved them all.",
                2017,
                ("kyodo-2017-02-22-coal", "kyodo-2017-02-24-coal"),
            ),
            Sentence(
                f"Russia: {len(russia)} cuts of fuel, each explained by its own market (2011 is disputed); the dam "
                "loan stopped after it objected.",
                russia.date.max(),
                ["globalconstructionreview-2016"],
            ),
        ],
        for_=[
            Sentence(
                "Talks stopped within days and the promise came within a month, from a state that owed "
                f"{owed / 1000:.1f} billion dollars abroad and had asked the Monetary Fund for help: pressure that "
                "works need not show in tonnes.",
                2016,
                ("townhall-2016", "bank-of-mongolia-report-1109", "reuters-2016-09-30-imf"),
            )
        ],
        against=[
            Sentence(
                "Tonnes and dollars rose while the fee stood, every cut came with another explanation, and a list "
                "made by looking for trouble leaves out the visits without any.",
                2016,
                (OFFICE_COAL,),
            )
        ],
        main=("bloomberg-2016", OFFICE_COAL, "globalconstructionreview-2016"),
    )


def _claim_concert(load: Load) -> Finding:
    rows = span_rows(load)
    since, until = rows.loc[SINCE], rows.loc[UNTIL]
    allies = in_concert(load("un_votes"), "USA", "GBR").set_index("span").loc[SINCE]
    return Finding(
        days_between(load),
        "holds with a condition",
        Sentence(
            f"The date holds: {days_between(load)} days lie between the declaration of 4 February 2022 and the "
            "invasion.",
            2022,
            ["reuters-2022-02-05-no-limits"],
        ),
        Sentence(
            "“May now act in concert” can't be refuted, only weighed: until mid-2024 the two voted differently in "
            f"{since.different_percent:.0f} of 100 roll calls and opposite in {since.opposite_percent:.0f}, no closer "
            "than before.",
            "2024-06-30",
            ("unvotes-2021", "mapping-unga-voting-alliances"),
        ),
        further=[
            Sentence(
                f"In the two years before it was {until.different_percent:.0f} and {until.opposite_percent:.0f}; the "
                f"United States and Britain, allies, differed in {allies.different_percent:.0f} and voted opposite in "
                f"{allies.opposite_percent:.0f}.",
                "2024-06-30",
                ("unvotes-2021", "mapping-unga-voting-alliances"),
            ),
            Sentence(
                "The emergency session on Ukraine is not counted, and a vote is no deed towards Mongolia."
            ),
            Sentence(
                "The dam loan was put on hold in June 2016, after Russia's objections and questions from UNESCO, "
                "years before the declaration.",
                2016,
                ["globalconstructionreview-2016"],
            ),
        ],
        for_=[
            Sentence(
                "They declared a friendship without limits, and once already China held back a loan to Mongolia until "
                "Russia agreed: for a small state that is concert, whatever the two mean by it.",
                2022,
                ("reuters-2022-02-05-no-limits", "globalconstructionreview-2016"),
            )
        ],
        against=[
            Sentence(
                "In about a third of the votes they part ways, and each gains by offering the small state a little "
                "more than the other: the temptation to undercut is what concert has to overcome.",
                "2024-06-30",
                ("mapping-unga-voting-alliances", "shor-repeated-games"),
            )
        ],
        main=("reuters-2022-02-05-no-limits", "unvotes-2021", "mapping-unga-voting-alliances"),
    )


def _ends(rows: pd.DataFrame) -> pd.Series:
    """The last day that a row's date can mean: of a month its last."""
    return rows.date.where(rows.date_precision == "day", rows.date + pd.offsets.MonthEnd(0))


def _burdens(rows: pd.DataFrame, before: Sentence | None = None) -> Sentence:
    return Sentence(
        f"{len(rows)} reports tell of a burden, from flights to payments: transit flights halved within three days in "
        "March 2022.",
        _ends(rows).max(),
        rows.source_id.iloc[[0, -1]],
        before=before,
    )


def _no_collapse(russia: pd.Series, before: Sentence | None = None) -> Sentence:
    last = russia.index.max()
    return Sentence(
        f"Trade in goods did not collapse: imports from Russia were {russia[2021]:,.0f} million dollars in 2021, "
        f"{russia[2022]:,.0f} in 2022 and {russia[last]:,.0f} in {last}.",
        printed(last + 1),
        (OFFICE_IMPORTS,),
        before=before,
    )


def _claim_sanctions(load: Load) -> Finding:
    rows = load("sanctions_effects")
    burdens, exempt = rows[rows.kind == "burden on Mongolia"], exemptions(load)
    trade = load("trade_partners_official").query("partner == 'Russia'")
    russia, sold = (
        trade[trade.flow == flow].set_index("year").value_usd_million for flow in ("import", "export")
    )
    years = listed(f"{russia[year]:,.0f} ({year})" for year in range(2021, russia.index.max() + 1))
    return Finding(
        len(burdens),
        "holds with a condition",
        _burdens(burdens, before=_burdens(burdens[_ends(burdens) <= EVE])),
        _no_collapse(russia, before=_no_collapse(russia.loc[:2023])),
        further=[
            Sentence(
                "Those who tell of burdens are mostly officials and firms; sanctions, closed skies, the war itself "
                "and the pandemic came in the same months, and no table here can tell them apart."
            ),
            Sentence(
                f"{len(exempt)} exceptions were made for Mongolia, one of them unverified.",
                exempt.date.max(),
                exempt.source_id.iloc[[0]],
            ),
            Sentence(
                f"Imports from Russia, million dollars: {years}; dearer fuel counts as more. Exports to Russia were "
                f"{sold[2021]:,.0f} (2021) and {sold[2025]:,.0f} (2025).",
                printed(2026),
                (OFFICE_IMPORTS, "nso-1400-006v3"),
            ),
        ],
        for_=[
            Sentence(
                "Flights and payments stopped or slowed, by the word of those who run them; the value of goods doesn't "
                "show that.",
                2023,
                ("regnum-sanctions-overflight", "ub-post-sanctions-overflight"),
            )
        ],
        against=[
            Sentence(
                "Mongolia bought more from Russia after 2022 than before, both sides made exceptions for it, and the "
                "pandemic had emptied the sky already.",
                exempt.date.max(),
                (OFFICE_IMPORTS, "ub-post-sanctions-overflight", exempt.source_id.iloc[0]),
            )
        ],
        main=(OFFICE_IMPORTS, "regnum-sanctions-overflight"),
    )


CLAIMS = {
    "C23": Fact(_claim_leverage),
    "C24": Fact(_claim_concert),
    "C25": Fact(_claim_sanctions),
    "C38": Assessment(
        "holds with a condition",
        Sentence(
            "Guests and goods tell two stories: most high guests come from elsewhere, but nine tenths of exports go "
            "to one neighbour, and two thirds of the imports and nearly all petrol and imported power come from the "
            "two (2021 to 2023).",
            "2024-08-31",
            ["nso-1400-006v3", "nso-1400-010v3"],
        ),
        Sentence("The condition is the yardstick: friendship is not measured in tonnes."),
        further=[Sentence("What friends lend and invest is not on this lesson's chart.")],
        for_=[
            Sentence(
                "What the neighbours could switch off tomorrow, fuel and the way out, no friend far away could "
                "replace at once."
            )
        ],
        against=[
            Sentence(
                "Friends need not outweigh geography to change the bargain: in Nash's model a better offer from far "
                "away raises what the small state keeps, even if it never takes it.",
                sources=["nash-1950"],
            ),
            Sentence(
                "In the other standard model, though, an offer below what it would get anyway changes nothing.",
                sources=["binmore-shaked-sutton-1989"],
            ),
        ],
        main=("nso-1400-006v3", "nso-1400-010v3"),
        dated="30 November 2026",
        source_ids=("nash-1950",),
    ),
}
