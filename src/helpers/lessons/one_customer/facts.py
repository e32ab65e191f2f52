"""The numbers of lesson 3: tables in, tables and numbers out. Nothing here draws."""

import pandas as pd

from helpers.countries import rows_of

FULL_YEAR_FACTBOOK = (
    "compiler == 'CIA World Factbook' and months == 12 and partner_kind != 'world' and share_percent.notna()"
)


def first_edition(rows: pd.DataFrame) -> pd.DataFrame:
    """Of several editions that print the same year and flow, the rows of the first one.

    rows: with year, flow, edition. Later editions repeat a year with fewer partners (2000) or under a doubtful
    year (2017), so the first counts.
    """
    if rows.empty:
        raise ValueError("the table has no shares for this year")
    return rows[rows.edition == rows.groupby(["year", "flow"]).edition.transform("min")]


# --- other landlocked economies ---------------------------------------------------------------------------------


def largest_partner(landlocked: pd.DataFrame, flow: str = "export") -> pd.DataFrame:
    """The latest year's largest partner of each landlocked economy, largest share first.

    landlocked: `landlocked_peers`. Returns country, year, partner, share_percent, partner_is_neighbour.
    """
    rows = landlocked[(landlocked.flow == flow) & (landlocked["rank"] == 1)]
    latest = rows.sort_values("year").groupby("country").tail(1)
    return latest[["country", "year", "partner", "share_percent", "partner_is_neighbour"]].sort_values(
        ["share_percent", "country"], ascending=[False, True], ignore_index=True
    )


# --- the second witness -----------------------------------------------------------------------------------------


def office_shares(official: pd.DataFrame) -> pd.DataFrame:
    """Each country's share of Mongolia's exports and imports as the statistics office counts them.

    official: `trade_partners_official`. A share is a country's dollars in those of the whole world. Regions, and
    what the office counts inside China, are left out, so that nothing counts twice. Returns year, flow, partner,
    share_percent (two decimals), source_id.
    """
    world = official[official.partner == "World"].set_index(["year", "flow"]).value_usd_million
    rows = official[official.partner_kind == "country"].join(world.rename("world"), on=["year", "flow"])
    rows = rows.assign(share_percent=(100 * rows.value_usd_million / rows.world).round(2))
    return rows[["year", "flow", "partner", "share_percent", "source_id"]].reset_index(drop=True)


def side_by_side(exports: pd.DataFrame, office: pd.DataFrame, partner: str = "China") -> pd.DataFrame:
    """One buyer's share by both witnesses: a row a year of the office's table, the Factbook's where it prints one.

    exports: full-year export shares of the Factbook; office: from `office_shares`. Returns year, office, factbook,
    apart (the Factbook's less the office's, in points).
    """
    book = first_edition(exports).query("partner == @partner").set_index("year").share_percent
    own = office.query("flow == 'export' and partner == @partner").set_index("year").share_percent
    both = pd.DataFrame({"office": own, "factbook": book.reindex(own.index)})
    return both.assign(apart=(both.factbook - both.office).round(2)).reset_index()


# --- what is sold -----------------------------------------------------------------------------------------------


def goods_by_year(months: pd.DataFrame, totals: pd.DataFrame) -> pd.DataFrame:
    """What Mongolia exported in each whole year, by good: value, weight and share of all exports.

    months: `exports_by_month`; totals: `trade_by_month`. Years of fewer than twelve months are left out. Returns
    year, product, dollars (million), tonnes (million; missing where the weight isn't in the table), per_tonne (US
    dollars), share_percent (two decimals).
    """
    whole = months[months.groupby("year").month.transform("nunique") == 12]
    sums = whole.pivot_table("value", ["year", "product"], "measure", "sum")
    sums = sums.rename_axis(columns=None).reset_index()
    everything = totals[totals.flow == "export"].groupby("year").value_usd_million.sum()
    goods = sums[["year", "product"]].assign(dollars=sums["value"], tonnes=sums["weight"] / 1000)
    return goods.assign(
        per_tonne=(goods.dollars / goods.tonnes).round(0),
        share_percent=(100 * goods.dollars / goods.year.map(everything)).round(2),
    )


def without_gold(office: pd.DataFrame, sold: pd.DataFrame, partner: str = "China") -> pd.Series:
    """One buyer's share of the exports that are not gold, if it bought none of the gold: at most, by year.

    office: from `office_shares`; sold: from `goods_by_year`.
    """
    gold = sold.query("product == 'gold'").set_index("year").share_percent
    own = office.query("flow == 'export' and partner == @partner").set_index("year").share_percent
    return (100 * own / (100 - gold)).dropna().round(2)


# --- what is bought, energy aside -------------------------------------------------------------------------------


def share_of_the_rest(share: float, energy: float, own: float = 0.0) -> float:
    """A seller's share of the imports that are not energy, in per cent.

    share: its share of all imports; energy: energy's part of all imports, whoever sells it; own: the part of all
    imports that is energy and sold by this seller. All in per cent.

    >>> share_of_the_rest(40, 20), share_of_the_rest(40, 20, own=4)
    (50.0, 45.0)
    """
    return 100 * (share - own) / (100 - energy)


def energy_needed(share: float, own: float = 0.0) -> float:
    """The part of all imports that energy must be, in per cent, for a seller to have half of the rest.

    share, own: as in `share_of_the_rest`. Each point of energy that the seller itself sells raises it by two.

    >>> energy_needed(40), energy_needed(40, own=2.0)
    (20.0, 24.0)
    """
    return 100 - 2 * (share - own)


# --- one country's partners -------------------------------------------------------------------------------------


def partners_of(table: pd.DataFrame, country: str, flow: str = "export") -> pd.DataFrame:
    """The partners that the table lists for one country in its latest year.

    table: `trade_partners_landlocked`. Groups such as the European Union, which stand beside their members,
    are left out. Returns country, year, partner, share_percent. Raises LessonError for one without rows, as
    `helpers.countries.rows_of` does.
    """
    own = rows_of(table[(table.flow == flow) & table.partner_iso3.notna()], country)
    return own[own.year == own.year.max()][["country", "year", "partner", "share_percent"]]
