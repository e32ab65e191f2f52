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


def official(*rows):
    return pd.DataFrame(
        rows, columns=["year", "flow", "partner", "partner_kind", "value_usd_million"]
    ).assign(source_id="nso")


OFFICIAL = official(
    (2020, "export", "World", "world", 200.0),
    (2020, "export", "China", "country", 150.0),
    (2020, "export", "Taiwan", "part of China", 1.0),
    (2020, "export", "Asia", "region", 160.0),
    (2020, "import", "World", "world", 50.0),
    (2020, "import", "China", "country", 20.0),
    (2021, "export", "World", "world", 300.0),
    (2021, "export", "China", "country", 200.0),
)


def test_the_offices_shares_are_of_the_world_and_count_nothing_twice():
    found = facts.office_shares(OFFICIAL)
    assert found.drop(columns="source_id").values.tolist() == [
        [2020, "export", "China", 75.0],
        [2020, "import", "China", 40.0],
        [2021, "export", "China", 66.67],
    ]
    assert set(found.source_id) == {"nso"} and found.index.tolist() == [0, 1, 2]


def test_two_witnesses_stand_side_by_side_where_both_speak():
    book = pd.DataFrame(
        [(2020, "export", 2021, "China", 80.0), (2020, "export", 2022, "China", 70.0)],
        columns=["year", "flow", "edition", "partner", "share_percent"],
    )
    found = facts.side_by_side(book, facts.office_shares(OFFICIAL))
    assert found.fillna(-1).values.tolist() == [[2020, 75.0, 80.0, 5.0], [2021, 66.67, -1, -1]]
    assert found.columns.tolist() == ["year", "office", "factbook", "apart"]


def months(year, product, value, weight=None, count=12):
    rows = [(year, month, product, "value", value) for month in range(1, count + 1)]
    return rows + [(year, month, product, "weight", weight) for month in range(1, count + 1) if weight]


def test_goods_are_summed_over_whole_years_only():
    columns = ["year", "month", "product", "measure", "value"]
    table = pd.DataFrame(
        months(2020, "coal", 10.0, 500.0) + months(2020, "gold", 5.0) + months(2021, "coal", 10.0, 500.0, 8),
        columns=columns,
    )
    totals = pd.DataFrame(
        [(2020, "export", 150.0), (2020, "export", 90.0), (2020, "import", 999.0), (2021, "export", 100.0)],
        columns=["year", "flow", "value_usd_million"],
    )
    found = facts.goods_by_year(table, totals)
    assert found.fillna(-1).values.tolist() == [
        [2020, "coal", 120.0, 6.0, 20.0, 50.0],
        [2020, "gold", 60.0, -1, -1, 25.0],
    ]
    assert found.columns.tolist() == [
        "year", "product", "dollars", "tonnes", "per_tonne", "share_percent",
    ]  # fmt: skip
    rest = facts.without_gold(facts.office_shares(OFFICIAL), found)
    assert rest.to_dict() == {2020: 100.0}, "75 of the 75 % that are not gold"


def test_energy_aside():
    assert facts.share_of_the_rest(36, 10) == pytest.approx(40)
    assert facts.energy_needed(36.8) == pytest.approx(26.4)
    for share, own in ((40.8, 0), (40.8, 2), (30, 1)):
        mark = facts.energy_needed(share, own)
        assert facts.share_of_the_rest(share, mark, own) == pytest.approx(50)


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
    with pytest.raises(LessonError, match="no country called “laoss”. Did you mean Laos"):
        facts.partners_of(table, "laoss")
    with pytest.raises(LessonError, match="France is not in this table.*There you find .*Laos"):
        facts.partners_of(table, "France")
