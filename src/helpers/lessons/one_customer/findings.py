"""What the tables say of the claims that lesson 3 judges."""

from __future__ import annotations

import pandas as pd

from helpers.asking.claims import Fact, Finding, Sentence, printed
from helpers.lessons.one_customer.facts import FULL_YEAR_FACTBOOK, product_shares
from helpers.tables import Load


def factbook(load: Load, flow: str) -> pd.DataFrame:
    return load("trade_partners").query(FULL_YEAR_FACTBOOK).query("flow == @flow")


# --- claims -------------------------------------------------------------------------------------------------


def _seven_months_rows(load: Load) -> pd.DataFrame:
    return load("trade_partners").query("year == 2021 and period == 'January-July' and flow == 'import'")


def seven_months(load: Load) -> tuple[float, float, float, float]:
    """China's and Russia's shares of imports in January to July 2021 (%), and what part of each was energy."""
    rows = _seven_months_rows(load)
    parts = load("trade_products").query("year == 2021 and period == 'January-July' and flow == 'import'")
    share = rows.set_index("partner").share_percent
    energy = parts.set_index("partner").share_percent / 100
    return share["China"], share["Russia"], energy["China"], energy["Russia"]


def non_energy_share(load: Load, petrol: float | None = None) -> float:
    """China's share of imports other than energy, January to July 2021, in per cent.

    Energy counted: half of what came from Russia (petrol) and the energy among what came from China. Energy
    from anywhere else is not in the table; counting it would make the share larger.
    petrol: another part of Russia's sales, from 0 to 1, in place of the printed half.
    """
    china, russia, energy_of_china, petrol_of_russia = seven_months(load)
    petrol_of_russia = petrol_of_russia if petrol is None else petrol
    return 100 * china * (1 - energy_of_china) / (100 - russia * petrol_of_russia - china * energy_of_china)


def _by_the_factbook(load: Load, edition: int, before: tuple = (None, None)) -> tuple[Sentence, Sentence]:
    """China's share of exports by the Factbook up to an edition: its latest figure beside the office's, its range.

    before: the two sentences by an earlier edition.
    """
    china = factbook(load, "export").query("partner == 'China' and edition <= @edition").sort_values("year")
    latest, near = china.iloc[-1], china[(china.share_percent - 90).abs() <= 3]
    since = china[china.year >= 2014]
    low, high = since.loc[since.share_percent.idxmin()], since.loc[since.share_percent.idxmax()]
    office = load("trade_partners").query(
        "flow == 'export' and partner == 'China' and year == 2023 and months == 9"
    )
    return (
        Sentence(
            f"{latest.share_percent:.0f} % in {latest.year} by the Factbook and "
            f"{office.share_percent.iloc[0]:g} % from January to September 2023 by Mongolia's office.",
            printed(edition),
            (*near.source_id, latest.source_id, *office.source_id),
            alone=True,
            before=before[0],
        ),
        Sentence(
            f"In the Factbook only {' and '.join(map(str, near.year))} {'are' if len(near) > 1 else 'is'} "
            f"within three points of 90; since 2014 its figures went from {low.share_percent:.0f} % "
            f"({low.year}) to {high.share_percent:.0f} % ({high.year}).",
            printed(edition),
            (*near.source_id, low.source_id),
            before=before[1],
        ),
    )


def _claim_ninety(load: Load) -> Finding:
    latest = factbook(load, "export").query("partner == 'China' and year == 2023").iloc[0]
    return Finding(
        latest.share_percent,
        "holds with a condition",
        *_by_the_factbook(load, latest.edition, _by_the_factbook(load, latest.edition - 1)),
        Sentence("It holds if the year is named."),
    )


def _claim_coal_copper(load: Load) -> Finding:
    shares = product_shares(load("trade_products")).query("year == 2023").set_index("good").share_percent
    to_china = load("trade_products").query(
        "share_of == 'exports to the partner' and partner_iso3 == 'CHN' and year == 2021"
    )
    parts = to_china.set_index("product_group").share_percent
    return Finding(
        parts["coal"] + parts["copper"],
        "holds",
        Sentence(
            f"Of what China bought in January to July 2021, copper was {parts['copper']:.0f} % and coal "
            f"{parts['coal']:.0f} %: {parts['coal'] + parts['copper']:.0f} % together.",
            2021,
            ["ub-post-2021-exports"],
        ),
        Sentence(
            "Of exports to everyone in January to May 2023, coal was "
            f"{shares['coal']:.1f} % and copper {shares['copper']:.0f} % (our "
            "division; the report is not clear whether its values are for May alone).",
            2023,
            ["mongolia-inc-8499"],
        ),
        Sentence("Which of the two comes first changes with the price and the border."),
    )


def _claim_non_energy(load: Load) -> Finding:
    share, low, high = non_energy_share(load), non_energy_share(load, 0.4), non_energy_share(load, 0.8)
    return Finding(
        share,
        "holds with a condition",
        Sentence(
            f"About {share:.0f} % in January to July 2021, the only months for which we could work it out: "
            "more than anyone else, but less than half.",
            2021,
            _seven_months_rows(load).source_id.unique(),
        ),
        Sentence(
            "“Half of it petrol” is a printed word for Russia's sales; between 40 and 80 % the answer moves "
            f"from {low:.0f} to {high:.0f} %."
        ),
        Sentence(
            "It holds if “most” means “the largest part”; later years can't be worked out from what we found."
        ),
    )


CLAIMS = {"C15": Fact(_claim_ninety), "C16": Fact(_claim_coal_copper), "C17": Fact(_claim_non_energy)}
