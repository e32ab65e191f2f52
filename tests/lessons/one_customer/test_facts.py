"""The numbers of lesson 3 from small tables made up for the purpose, worked by hand."""

import pandas as pd
import pytest

from helpers.errors import LessonError
from helpers.lessons.one_customer import facts


def test_the_first_edition_that_prints_a_year_counts():
    rows = pd.DataFrame(
        {"year": [2000, 2000, 2001], "flow": ["export"] * 3, "edition": [2003, 2002, 2004], "is": list("abc")}
    )
    assert facts.first_edition(rows)["is"].tolist() == ["b", "c"]
    with pytest.raises(ValueError, match="no shares"):
        facts.first_edition(rows.head(0))


def test_the_largest_partner_of_the_latest_year_largest_share_first():
    table = pd.DataFrame(
        [
            ("Chad", "export", 1, 2020, "China", 30.0),
            ("Chad", "export", 1, 2022, "India", 20.0),
            ("Chad", "export", 2, 2022, "Niger", 10.0),
            ("Mali", "import", 1, 2022, "France", 80.0),
            ("Mali", "export", 1, 2021, "Togo", 40.0),
            ("Laos", "export", 1, 2021, "China", 40.0),
        ],
        columns=["country", "flow", "rank", "year", "partner", "share_percent"],
    ).assign(partner_is_neighbour=True)
    found = facts.largest_partner(table)
    assert found[["country", "year", "partner", "share_percent"]].values.tolist() == [
        ["Laos", 2021, "China", 40.0],
        ["Mali", 2021, "Togo", 40.0],
        ["Chad", 2022, "India", 20.0],
    ]
    assert found.index.tolist() == [0, 1, 2] and "partner_is_neighbour" in found
    assert facts.largest_partner(table, "import").country.tolist() == ["Mali"]


def products(*rows):
    columns = [
        "product_group",
        "year",
        "period",
        "months",
        "share_percent",
        "value_usd_million",
        "background_cells",
    ]
    return pd.DataFrame(rows, columns=columns).assign(flow="export", partner=None, share_of="all exports")


def test_a_share_that_is_not_printed_follows_from_coal():
    table = products(
        ("coal", 2020, "year", 12, 40.0, 200.0, None),
        ("copper", 2020, "year", 12, None, 123.0, None),
        ("copper", 2021, "year", 12, None, 123.0, None),
        ("gold and precious metals", 2020, "nine months", 9, 5.0, None, "year"),
        ("gold and precious metals", 2020, "year", 12, 6.0, None, "share_percent"),
        ("wool", 2020, "year", 12, 9.0, None, None),
        ("coal", 2019, "year", 12, 7.0, None, "year"),
    )
    found = facts.product_shares(table)
    assert found.values.tolist() == [
        ["coal", 2019, "year", 7.0, "printed, year inferred"],
        ["coal", 2020, "year", 40.0, "printed"],
        ["copper", 2020, "year", 24.6, "computed"],
        ["gold", 2020, "year", 6.0, "computed"],
    ]
    assert found.columns.tolist() == ["good", "year", "period", "share_percent", "how"]
    for other in ({"flow": "import"}, {"partner": "China"}):
        assert facts.product_shares(table.assign(**other)).empty
    assert facts.product_shares(table.assign(share_of="mining")).empty


def test_coal_by_year_and_what_a_tonne_brought():
    table = pd.DataFrame(
        [
            (2020, "export", 12, None, 20.0, "Mt", None),
            (2020, "export", 12, None, None, None, 3001.0),
            (2021, "export", 12, None, 15.0, "Mt", None),
            (2022, "export", 9, None, 1.0, "Mt", 2.0),
            (2022, "import", 12, None, 1.0, "Mt", 2.0),
            (2022, "export", 12, "China", 1.0, "Mt", 2.0),
            (2022, "export", 12, None, 1.0, "t", None),
        ],
        columns=["year", "flow", "months", "partner", "quantity", "quantity_unit", "value_usd_million"],
    ).assign(product="coal")
    found = facts.coal_by_year(table)
    assert found.year.tolist() == [2020, 2021] and found.tonnes.tolist() == [20, 15]
    assert found.dollars[0] == 3001 and found.per_tonne[0] == 150 and found.loc[1, ["dollars"]].isna().all()
    assert facts.coal_by_year(table.assign(product="copper")).empty


def test_partners_of_the_latest_year_without_groups():
    table = pd.DataFrame(
        [
            ("Laos", "export", 2020, "China", "CHN", 30.0),
            ("Laos", "export", 2021, "China", "CHN", 40.0),
            ("Laos", "export", 2021, "European Union", None, 50.0),
            ("Laos", "import", 2021, "Thailand", "THA", 60.0),
        ],
        columns=["country", "flow", "year", "partner", "partner_iso3", "share_percent"],
    )
    assert facts.partners_of(table, "Laos").values.tolist() == [["Laos", 2021, "China", 40.0]]
    assert facts.partners_of(table, "Laos", "import").partner.tolist() == ["Thailand"]
    for asked in ("laoss", "Atlantis"):
        with pytest.raises(LessonError, match=f"no exports for '{asked}'.*for instance Laos"):
            facts.partners_of(table, asked)
