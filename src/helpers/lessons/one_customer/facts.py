"""The numbers of lesson 3: tables in, tables and numbers out. Nothing here draws."""

import numpy as np
import pandas as pd

from helpers.errors import LessonError
from helpers.words import close_names

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


# --- coal, copper, gold -----------------------------------------------------------------------------------------

GOODS = {"coal": "coal", "copper": "copper", "gold and precious metals": "gold"}


def product_shares(products: pd.DataFrame) -> pd.DataFrame:
    """Shares of coal, copper and gold in all exports, for every period for which they are printed or follow.

    products: `trade_products`. A share follows (how = "computed") where the same source prints the product's
    value and, for coal, both value and share, so that total = value / share. Returns good, year, period,
    share_percent, how.
    """
    rows = products.assign(good=products.product_group.map(GOODS))
    rows = rows[(rows.flow == "export") & rows.good.notna() & rows.partner.isna()]
    printed = rows[(rows.share_of == "all exports") & rows.share_percent.notna()]
    marked = printed.background_cells.fillna("")
    printed = printed.assign(
        how=np.select(
            [marked.str.contains("share_percent"), marked.str.contains("year")],
            ["computed", "printed, year inferred"],
            "printed",
        )
    )
    both = printed[(printed.good == "coal") & printed.value_usd_million.notna()]
    total = (both.value_usd_million / both.share_percent * 100).groupby([both.year, both.period]).first()
    rest = rows[rows.share_percent.isna()].join(total.rename("total"), on=["year", "period"])
    rest = rest.assign(share_percent=(100 * rest.value_usd_million / rest.total).round(1), how="computed")
    shares = pd.concat([printed, rest.dropna(subset="share_percent")])
    longest = shares.sort_values("months", ascending=False).drop_duplicates(["good", "year"])
    return longest[["good", "year", "period", "share_percent", "how"]].sort_values(
        ["good", "year"], ignore_index=True
    )


def coal_by_year(products: pd.DataFrame) -> pd.DataFrame:
    """Coal exports of whole years: a row a year and source.

    products: `trade_products`. Returns year, tonnes (million), dollars (million), per_tonne (US dollars;
    where a year's tonnes and dollars come from two sources, from both together).
    """
    whole_years = (products["product"] == "coal") & (products.flow == "export") & (products.months == 12)
    tonnes = products.quantity.where(products.quantity_unit == "Mt")
    coal = products.assign(tonnes=tonnes, dollars=products.value_usd_million)[
        whole_years & products.partner.isna()
    ]
    years = coal.groupby("year")[["tonnes", "dollars"]].max().dropna(how="all").reset_index()
    return years.assign(per_tonne=(years.dollars / years.tonnes).round(0))


# --- one country's partners -------------------------------------------------------------------------------------


def partners_of(table: pd.DataFrame, country: str, flow: str = "export") -> pd.DataFrame:
    """The partners that the table lists for one country in its latest year.

    table: `trade_partners_landlocked`. Groups such as the European Union, which stand beside their members,
    are left out. Returns country, year, partner, share_percent. Raises LessonError with the closest names for
    one without rows.
    """
    rows = table[(table.flow == flow) & table.partner_iso3.notna()]
    own = rows[rows.country == country]
    if own.empty:
        names = rows.country.unique().tolist()
        close = close_names(str(country).title(), names, 0.4) or names[:3]
        raise LessonError(
            f"The table has no {flow}s for {country!r}. Spell the "
            f"name as it does, for instance {', '.join(close)}."
        )
    return own[own.year == own.year.max()][["country", "year", "partner", "share_percent"]]
