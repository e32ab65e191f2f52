"""What the tables say of the claims that lesson 3 judges."""

from __future__ import annotations

from helpers.asking.claims import Fact, Finding
from helpers.lessons.one_customer.facts import FULL_YEAR_FACTBOOK, product_shares


def factbook(load, flow):
    return load("trade_partners").query(FULL_YEAR_FACTBOOK).query("flow == @flow")


# --- claims -----------------------------------------------------------------------------------------------------


def _seven_months_rows(load):
    return load("trade_partners").query("year == 2021 and period == 'January-July' and flow == 'import'")


def seven_months(load):
    rows = _seven_months_rows(load)
    parts = load("trade_products").query("year == 2021 and period == 'January-July' and flow == 'import'")
    share = rows.set_index("partner").share_percent
    energy = parts.set_index("partner").share_percent / 100
    return share["China"], share["Russia"], energy["China"], energy["Russia"]


def non_energy_share(load, petrol=None):
    """China's share of imports other than energy, January to July 2021, in per cent.

    Energy counted: half of what came from Russia (petrol) and the energy among what came from China. Energy from
    anywhere else is not in the table; counting it would make the share larger.
    petrol: another part of Russia's sales, from 0 to 1, in place of the printed half.
    """
    china, russia, energy_of_china, petrol_of_russia = seven_months(load)
    petrol_of_russia = petrol_of_russia if petrol is None else petrol
    return 100 * china * (1 - energy_of_china) / (100 - russia * petrol_of_russia - china * energy_of_china)


def _claim_ninety(load):
    china = factbook(load, "export").query("partner == 'China'")
    near = china[(china.share_percent - 90).abs() <= 3].sort_values("year")
    since = china[china.year >= 2014]
    low, high = since.loc[since.share_percent.idxmin()], since.loc[since.share_percent.idxmax()]
    national = (
        load("trade_partners")
        .query("flow == 'export' and partner == 'China' and year == 2023 and months == 9")
        .iloc[0]
    )
    latest = china[china.year == 2023].iloc[0]
    return Finding(
        latest.share_percent,
        "holds with a condition",
        f"{latest.share_percent:.0f} % in 2023 by the Factbook and {national.share_percent:g} % from January to September 2023 "
        f"by Mongolia's office. In the Factbook only {' and '.join(map(str, near.year))} are within three points of 90; since "
        f"2014 its figures went from {low.share_percent:.0f} % ({low.year}) to {high.share_percent:.0f} % ({high.year}). It holds "
        "if the year is named.",
        sources=tuple(dict.fromkeys([*near.source_id, national.source_id, low.source_id])),
    )


def _claim_coal_copper(load):
    shares = product_shares(load("trade_products")).query("year == 2023").set_index("good").share_percent
    to_china = load("trade_products").query(
        "share_of == 'exports to the partner' and partner_iso3 == 'CHN' and year == 2021"
    )
    parts = to_china.set_index("product_group").share_percent
    return Finding(
        parts["coal"] + parts["copper"],
        "holds",
        f"Of what China bought in January to July 2021, copper was {parts['copper']:.0f} % and coal {parts['coal']:.0f} %: "
        f"{parts['coal'] + parts['copper']:.0f} % together. Of exports to everyone in January to May 2023, coal was "
        f"{shares['coal']:.1f} % and copper {shares['copper']:.0f} % (our division; the report is not clear whether its values are for May alone). Which of the two comes first "
        "changes with the price and the border.",
        sources=("ub-post-2021-exports", "mongolia-inc-8499"),
    )


def _claim_non_energy(load):
    share, low, high = non_energy_share(load), non_energy_share(load, 0.4), non_energy_share(load, 0.8)
    return Finding(
        share,
        "holds with a condition",
        f"About {share:.0f} % in January to July 2021, the only months for which we could work it out: more than anyone else, "
        f"but less than half. “Half of it petrol” is a printed word for Russia's sales; between 40 and 80 % the answer moves "
        f"from {low:.0f} to {high:.0f} %. It holds if “most” means “the largest part”; later years can't be worked out "
        "from what we found.",
        sources=tuple(_seven_months_rows(load).source_id.unique()),
    )


CLAIMS = {"C15": Fact(_claim_ninety), "C16": Fact(_claim_coal_copper), "C17": Fact(_claim_non_energy)}
