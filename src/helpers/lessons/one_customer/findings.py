"""What the tables say of the claims that lesson 3 judges."""

from __future__ import annotations

import pandas as pd

from helpers.asking.claims import Fact, Finding, Sentence, printed
from helpers.lessons.one_customer.facts import (
    FULL_YEAR_FACTBOOK,
    energy_needed,
    goods_by_year,
    office_shares,
    share_of_the_rest,
    side_by_side,
    without_gold,
)
from helpers.tables import Load
from helpers.words import listed

EXPORTS_TABLE, IMPORTS_TABLE, GOODS_TABLE = "nso-1400-006v3", "nso-1400-010v3", "nso-1400-006v2-month"
MONTHS_TABLE, OIL_TABLE = "nso-1400-003v1", "mrpam-monthly-report-4-3"
POINTS = 3  # how far from 90 a share may lie and still be “about 90”


def factbook(load: Load, flow: str) -> pd.DataFrame:
    return load("trade_partners").query(FULL_YEAR_FACTBOOK).query("flow == @flow")


def by_office(load: Load, flow: str, partner: str) -> pd.Series:
    """One partner's share of exports or imports in per cent, by year, as the statistics office counts."""
    rows = office_shares(load("trade_partners_official")).query("flow == @flow and partner == @partner")
    return rows.set_index("year").share_percent


def sold(load: Load) -> pd.DataFrame:
    return goods_by_year(load("exports_by_month"), load("trade_by_month"))


def near_ninety(shares: pd.Series) -> pd.Series:
    return shares[(shares - 90).abs() <= POINTS]


# --- claims -------------------------------------------------------------------------------------------------


def _counted(shares: pd.Series, before: Sentence | None = None) -> Sentence:
    first, last = shares.index[[0, -1]]
    return Sentence(
        f"Within three points of 90 it was in {len(near_ninety(shares))} of the {len(shares)} years from {first} to "
        f"{last}.",
        int(last),
        [EXPORTS_TABLE],
        before=before,
    )


def _claim_ninety(load: Load) -> Finding:
    china, book = by_office(load, "export", "China"), factbook(load, "export").query("partner == 'China'")
    both = side_by_side(factbook(load, "export"), office_shares(load("trade_partners_official")))
    rest = without_gold(office_shares(load("trade_partners_official")), sold(load))
    far, least = both[both.apart.abs() >= 5], china.loc[2011:].idxmin()
    printed_last = book.set_index("year").share_percent
    return Finding(
        china[2023],
        "holds",
        Sentence(
            f"China took {china[2023]:.1f} % of Mongolia's exports in 2023 and {china[2022]:.1f} % in 2022, by the "
            "statistics office's count of whole years.",
            2023,
            [EXPORTS_TABLE],
            alone=True,
        ),
        Sentence(
            f"In 2024 and 2025 it took {china[2024]:.1f} and {china[2025]:.1f} %.", 2025, [EXPORTS_TABLE]
        ),
        Sentence("The sentence holds for its own time; it still needs its year."),
        further=[
            Sentence(
                f"Before that it swung, down to {china[least]:.1f} % in {least}, mostly with gold, which goes to "
                f"Switzerland and Britain: without it China's part is {rest.min():.0f} to {rest.max():.0f} % in every "
                f"year since {rest.index.min()}, at most.",
                2025,
                [EXPORTS_TABLE, GOODS_TABLE, "ub-post-2020-trade"],
            ),
            Sentence(
                f"The Factbook prints {printed_last[2022]:.0f} % for 2022 and {printed_last[2023]:.0f} % for 2023; it "
                f"lies five points or more from the office in {listed(map(str, far.year))}. Why, it does not print.",
                printed(book.edition.max()),
                book.source_id[book.year >= both.year.min()].unique(),
            ),
        ],
        for_=[
            _counted(china, _counted(china.loc[:2023])),
            Sentence(
                f"Without gold it is never below {rest.min():.0f} % since {rest.index.min()}, if none of the gold went "
                "to China.",
                2025,
                [GOODS_TABLE],
            ),
        ],
        against=[
            Sentence(
                f"In {len(china) - len(near_ninety(china))} of {len(china)} years it was not so, and by the Factbook "
                f"only {listed(map(str, near_ninety(printed_last).index))} fit: a share without year and source "
                "cannot be checked.",
                2025,
            )
        ],
        main=[EXPORTS_TABLE, "cia-factbook-2025"],
    )


def _claim_coal_copper(load: Load) -> Finding:
    shares = sold(load).pivot(index="year", columns="product", values="share_percent")
    coal, copper = shares["coal"], shares["copper concentrate"]
    both, china = coal + copper, by_office(load, "export", "China")
    at_least = (100 * (both - (100 - china)) / china).dropna()
    recent = both.loc[2022:]
    first = coal[coal < copper].index
    parts = (
        load("trade_products")
        .query("share_of == 'exports to the partner' and partner_iso3 == 'CHN' and year == 2021")
        .set_index("product_group")
        .share_percent
    )
    return Finding(
        both[2023],
        "holds",
        Sentence(
            f"In 2023 coal was {coal[2023]:.1f} % and copper concentrate {copper[2023]:.1f} % of all exports: "
            f"together {both[2023]:.1f} %.",
            2023,
            [GOODS_TABLE, MONTHS_TABLE],
            alone=True,
        ),
        Sentence(
            "Even if everybody else had bought only coal and copper, the two would still be at least "
            f"{at_least[2023]:.0f} % of what China bought.",
            2023,
            [EXPORTS_TABLE],
        ),
        further=[
            Sentence(
                f"From {recent.index.min()} to {recent.index.max()} the two were {recent.min():.1f} to "
                f"{recent.max():.1f} % of all exports.",
                int(recent.index.max()),
                [GOODS_TABLE],
            ),
            Sentence(
                f"Which comes first changes with price and border: copper in {listed(map(str, first))}, coal in the "
                f"other years since {coal.index.min()}.",
                int(coal.index.max()),
                [GOODS_TABLE],
            ),
        ],
        for_=[
            Sentence(
                f"At least {at_least.loc[2022:].min():.0f} % of China's purchases in each year from "
                f"{recent.index.min()} to {recent.index.max()}, whoever bought the rest.",
                int(recent.index.max()),
                [GOODS_TABLE, EXPORTS_TABLE],
            )
        ],
        against=[
            Sentence(
                f"In {both.idxmin()} the two were only {both.min():.1f} % of all exports, and of what China bought in "
                f"January to July 2021 they were {parts['coal'] + parts['copper']:.0f} %.",
                2021,
                ["ub-post-2021-exports", GOODS_TABLE],
            )
        ],
        main=[GOODS_TABLE, EXPORTS_TABLE],
    )


def seven_months(load: Load) -> tuple[float, float, float, float]:
    """China's and Russia's shares of imports in January to July 2021 (%), and what part of each was energy."""
    period = "year == 2021 and period == 'January-July' and flow == 'import'"
    share = load("trade_partners").query(period).set_index("partner").share_percent
    energy = load("trade_products").query(period).set_index("partner").share_percent / 100
    return share["China"], share["Russia"], energy["China"], energy["Russia"]


def _in_seven_months(load: Load) -> float:
    china, russia, energy_of_china, petrol = seven_months(load)
    own = china * energy_of_china
    return share_of_the_rest(china, russia * petrol + own, own)


def energy_share_needed(load: Load, year: int) -> float:
    """The part of a year's imports that energy must be for China to have half of the rest, in per cent."""
    return energy_needed(by_office(load, "import", "China")[year])


def dollars_a_tonne(load: Load) -> tuple[dict[int, float], dict[int, float], dict[int, float]]:
    """What a tonne of oil products cost, by year; what it would have to cost for C17; their part of imports (%).

    The second: if oil products were all the energy that is bought, and China sold none of it.
    """
    world = (
        load("trade_partners_official")
        .query("flow == 'import' and partner == 'World'")
        .set_index("year")
        .value_usd_million
    )
    paid = (
        load("trade_products")
        .query("product == 'petroleum products' and quantity_unit == 'kt'")
        .set_index("year")
    )
    tonnes = load("petroleum_by_month").query("flow == 'imports'").groupby("year")["value"].sum()
    needed = {
        year: 1e6 * world[year] * energy_share_needed(load, year) / 100 / tonnes[year]
        for year in (2021, 2023, 2024)
    }
    cost = 1000 * paid.value_usd_million / paid.quantity
    return cost.to_dict(), needed, (100 * paid.value_usd_million / world[paid.index]).to_dict()


def _claim_non_energy(load: Load) -> Finding:
    china, russia = by_office(load, "import", "China"), by_office(load, "import", "Russia")
    needed = {year: energy_share_needed(load, year) for year in (2021, 2023, 2024)}
    paid, would, part = dollars_a_tonne(load)
    _, _, energy_of_china, _ = seven_months(load)
    with_own = energy_needed(china[2023], china[2023] * energy_of_china)
    return Finding(
        needed[2023],
        "holds with a condition",
        Sentence(
            f"China sold {china[2023]:.1f} % of all imports in 2023, more than anyone; Russia, fuel included, "
            f"{russia[2023]:.1f} %.",
            2023,
            [IMPORTS_TABLE],
            alone=True,
        ),
        Sentence(
            f"For more than half of the rest, energy must be over {needed[2023]:.1f} % of imports: possible, but no "
            "table prints its part.",
            2023,
            [IMPORTS_TABLE],
        ),
        Sentence("It holds if “most” means “the largest part”."),
        further=[
            Sentence(
                f"In 2021 the mark was {needed[2021]:.1f} %. All this is without the energy that China itself sells, "
                "and each point of that raises the mark by two: if it is the same part of China's sales as in January "
                f"to July 2021, the mark of 2023 is {with_own:.1f} %.",
                2023,
                [IMPORTS_TABLE, "ub-post-2021-exports"],
            ),
            Sentence(
                "For those seven months, half of Russia's sales being petrol, China's part of the rest comes to about "
                f"{_in_seven_months(load):.0f} %.",
                2021,
                ["ub-post-2021-exports"],
            ),
            Sentence(f"For 2024 the mark is {needed[2024]:.1f} %.", 2024, [IMPORTS_TABLE]),
        ],
        for_=[
            Sentence(
                f"Oil products alone were {part[2018]:.1f} % of imports in 2018 and {part[2019]:.1f} % in 2019. As "
                "large a part in 2023 would be enough, if China sold none of it.",
                2023,
                ["montsame-2020-01-22", MONTHS_TABLE],
            )
        ],
        against=[
            Sentence(
                f"If oil were all the energy, a tonne would have had to cost {would[2023]:,.0f} dollars in 2023; it "
                f"had cost {paid[2018]:.0f} in 2018 and {paid[2019]:.0f} in 2019. In 2021 it would have had to cost "
                f"{would[2021]:,.0f}.",
                2023,
                [OIL_TABLE, "montsame-2020-01-22"],
            )
        ],
        main=[IMPORTS_TABLE, OIL_TABLE],
    )


CLAIMS = {"C15": Fact(_claim_ninety), "C16": Fact(_claim_coal_copper), "C17": Fact(_claim_non_energy)}
