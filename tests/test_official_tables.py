"""The official tables keep the sums of their sources: parts make up wholes, two tables of one office agree.

A number that was copied wrongly, left out or put under the wrong year breaks a sum here. The last tests compute the
figures that the lessons may quote.
"""

import pytest

from helpers import load

CONTINENTS = ["Africa", "America", "Asia", "Europe", "Oceania"]
USES = [
    "use in industry and construction",
    "use by households and housing",
    "use in transport and communication",
    "use in agriculture",
    "use, other",
]


def by_partner(flow):
    """Years down, partners across, in million US dollars."""
    table = load("trade_partners_official")
    return table[table["flow"] == flow].pivot(index="year", columns="partner", values="value_usd_million")


def lines(name, column="value"):
    """Years down, the lines of a balance across."""
    return load(name).pivot(index="year", columns="measure", values=column)


def months(flow):
    """Exports or imports by year and month."""
    table = load("trade_by_month")
    return table[table["flow"] == flow].set_index(["year", "month"])["value_usd_million"]


def goods(measure):
    """Years and months down, products across."""
    table = load("exports_by_month")
    return table[table["measure"] == measure].pivot(
        index=["year", "month"], columns="product", values="value"
    )


def petroleum(flow):
    """Years and months down, products across."""
    table = load("petroleum_by_month")
    return table[table["flow"] == flow].pivot(index=["year", "month"], columns="product", values="value")


def off(one, other):
    """The largest difference of two series, where both have a value."""
    return (one - other).abs().max()


def share(part, whole):
    return (100 * part / whole).round(1)


def test_the_continents_make_up_the_world():
    exports = by_partner("export").loc[2005:2024]
    assert off(exports[CONTINENTS].sum(axis=1), exports["World"]) < 0.01


def test_the_regions_make_up_their_continents():
    exports = by_partner("export").loc[2005:2024]
    europe = exports["European Union"] + exports["Other countries of Europe"]
    asia = exports["Northeastern Asia"] + exports["Southeastern Asia"] + exports["Other countries of Asia"]
    assert off(europe, exports["Europe"]) < 0.011
    assert off(asia, exports["Asia"]) < 0.011


def test_the_four_countries_without_taiwan_make_up_northeastern_asia():
    exports = by_partner("export").loc[2005:2024]
    four = exports[["China", "Japan", "North Korea", "South Korea"]].fillna(0).sum(axis=1)
    assert off(four, exports["Northeastern Asia"]) < 0.02


@pytest.mark.parametrize("flow", ["export", "import"])
def test_the_listed_countries_never_exceed_the_world_and_leave_little(flow):
    table = load("trade_partners_official")
    table = table[(table["flow"] == flow) & (table["partner_kind"] == "country")]
    listed = table.groupby("year")["value_usd_million"].sum()
    world = by_partner(flow)["World"]
    left = 1 - listed / world
    assert (left > 0).all()
    few = left.loc[2005:2024] if flow == "export" else left.loc[2020:2024]
    assert few.max() < (0.016 if flow == "export" else 0.04)


@pytest.mark.parametrize("flow", ["export", "import"])
def test_the_months_of_a_year_make_up_its_total(flow):
    world = by_partner(flow)["World"]
    table = months(flow)
    whole = table.groupby("year").count() == 12
    total = table.groupby("year").sum()[whole]
    assert set(world.index) <= set(total.index)
    assert off(total, world) < (0.2 if flow == "export" else 0.001)


def test_the_months_of_coal_make_up_the_year_of_the_coal_balance():
    weight = goods("weight")["coal"].groupby("year").sum().loc[2011:2024]
    balance = lines("coal_balance", "thousand_tonnes")["exports"].loc[2011:2024]
    assert len(weight) == 14
    assert off(weight, balance) < 0.06


def test_goods_never_exceed_all_exports_of_their_month():
    together = goods("value").sum(axis=1)
    everything = months("export")
    both = together.index.intersection(everything.index)
    assert len(both) == 187
    assert (together[both] < everything[both]).all()


def test_goods_of_a_year_stay_within_their_group():
    years = goods("value").groupby("year").sum().loc[2011:2024]
    groups = load("exports_by_category").pivot(index="year", columns="category", values="value_usd_million")
    minerals = years[["coal", "copper concentrate", "crude oil", "iron ore"]].sum(axis=1)
    left = 1 - minerals / groups["mineral products"].loc[2011:2024]
    assert (left > 0).all() and left.max() < 0.12
    gold = years["gold"] / groups["precious stones and metals, jewellery"].loc[2011:2024]
    assert gold.between(0.96, 1.001).all()


def test_the_groups_never_exceed_all_exports():
    groups = load("exports_by_category").groupby("year")["value_usd_million"].sum()
    total = months("export").groupby("year").sum().loc[1997:2024]
    rest = 1 - groups.loc[1997:2024] / total
    assert (rest > 0).all()


def test_the_lines_of_the_electricity_balance_add_up():
    balance = lines("electricity_balance")
    assert off(balance["generation"] + balance["imports"], balance["resources, total"]) < 0.11
    assert off(balance["distributed, total"], balance["resources, total"]) < 0.11
    assert off(balance[USES].sum(axis=1), balance["consumption"]) < 1.1
    delivered = balance["consumption"] + balance["exports"] + balance["power stations' own use"]
    losses = balance["resources, total"] - delivered
    assert (losses > 0).all() and (losses / balance["resources, total"]).max() < 0.2


def test_the_lines_of_the_coal_balance_add_up():
    balance = lines("coal_balance", "thousand_tonnes")
    used = balance["used by power stations"] + balance["given to firms and households as fuel"]
    assert off(used, balance["consumption"]) < 0.11
    gone = balance["consumption"] + balance["exports"]
    left = (
        balance["production"]
        + balance["imports"]
        - gone
        - balance["losses in transport and storage"].fillna(0)
    )
    assert left.idxmax() == 2021 and round(left.max() / 1000, 1) == 6.2
    assert left.idxmin() == 2022 and round(left.min() / 1000, 1) == -4.6


def test_imported_fuel_has_the_energy_that_is_said_to_be_used():
    tonnes = petroleum("imports").groupby("year").sum()
    energy = load("energy_use").pivot(index="year", columns="carrier", values="terajoules")
    diesel = (1000 * energy["diesel"] / tonnes["diesel"]).loc[2021:2024]
    petrol = (1000 * energy["petrol"] / (tonnes["AI-92 petrol"] + tonnes["AI-95 petrol"])).loc[2021:2024]
    assert diesel.between(42, 43.6).all()
    assert petrol.loc[2022:].between(44.5, 47.1).all() and 50 < petrol[2021] < 52


def test_electricity_used_is_that_of_the_balance():
    terajoules = load("energy_use").query("carrier == 'electricity'").set_index("year")["terajoules"]
    balance = lines("electricity_balance").loc[2015:2024]
    assert (terajoules / 3.6 / balance["resources, total"]).between(0.85, 1.05).all()


def test_crude_oil_is_exported_as_it_is_pumped():
    exports = petroleum("exports")["crude oil"].groupby("year").sum().loc[2021:2025]
    pumped = petroleum("production")["crude oil"].groupby("year").sum().loc[2021:2025]
    assert share(exports, pumped).between(92.9, 102.1).all()


def test_every_month_and_quarter_is_there_once():
    assert goods("value").shape == (188, 5) and goods("weight").shape == (188, 2)
    assert not goods("value").isna().any(axis=None) and not goods("weight").isna().any(axis=None)
    assert len(months("export")) == len(months("import")) == 355
    imports = petroleum("imports")
    assert imports.shape == (67, 6)
    assert list(imports.index[imports.isna().any(axis=1)]) == [(2026, 6)]
    exports = petroleum("exports")
    assert petroleum("production").shape == (67, 1) and len(exports) == 61
    assert not set(exports.index) & {(2021, 12), *((2022, month) for month in range(1, 6))}
    assert len(load("external_debt").groupby(["year", "quarter"])) == 104


def test_a_point_lies_in_its_interval_and_few_votes_make_it_wide():
    points = load("un_ideal_points")
    assert ((points["q5"] < points["ideal_point"]) & (points["ideal_point"] < points["q95"])).all()
    width = points["q95"] - points["q5"]
    assert points.loc[points["year"] == 2024, "votes"].max() == 8
    assert width[points["year"] == 2024].median() > width[points["year"] == 2023].median()
    assert 1964 not in set(points["year"])


def test_the_shares_of_exports_and_imports():
    exports, imports = by_partner("export"), by_partner("import")
    china = share(exports["China"], exports["World"])
    assert china.tolist() == [
        48.3, 68.1, 72.5, 64.5, 73.9, 84.8, 92.2, 92.6, 86.8, 87.9, 83.7,
        79.4, 85.6, 93.3, 89.1, 72.5, 82.7, 88.2, 91.8, 91.4, 89.4,
    ]  # fmt: skip
    near = china[(china - 90).abs() <= 3]
    assert near.index.tolist() == [2011, 2012, 2014, 2019, 2022, 2023, 2024, 2025]
    four = [
        share(imports[name], imports["World"])[2023] for name in ("China", "Russia", "Japan", "South Korea")
    ]
    assert four == [40.8, 25.8, 7.7, 4.5]
    leads = imports["China"] > imports["Russia"]
    assert leads.index[leads].tolist() == list(range(2011, 2026))
    rest = share(imports["China"], imports["World"] - imports["Russia"])
    assert rest.loc[2021:2024].tolist() == [51.5, 50.4, 55.0, 53.2]
    assert imports["Russia"].loc[2021:2025].round().tolist() == [1955, 2611, 2386, 2825, 2785]


def test_the_shares_of_goods():
    years = goods("value").groupby("year").sum()
    everything = by_partner("export")["World"]
    table = years.loc[2011:2025].apply(lambda product: share(product, everything))
    assert table.loc[2023, ["coal", "copper concentrate", "gold"]].tolist() == [58.6, 17.3, 4.9]
    both = share(years["coal"] + years["copper concentrate"], everything)
    assert (both.loc[2011:2025].min(), both.loc[2011:2025].max()) == (48.5, 76.1)
    without_gold = share(by_partner("export")["China"], everything - years["gold"]).loc[2011:2025]
    assert (without_gold.min(), without_gold.max()) == (92.0, 97.1)
    five = goods("value").loc[(2023, 1) : (2023, 5)].sum()
    assert five[["coal", "copper concentrate"]].round().tolist() == [3682, 1096]


def test_the_shares_of_imported_electricity():
    balance = lines("electricity_balance")
    used = share(balance["imports"], balance["consumption"])
    assert used[[1989, 2012, 2013, 2021, 2023, 2024]].tolist() == [5.5, 9.7, 25.3, 23.6, 28.1, 30.1]
    everything = share(balance["imports"], balance["resources, total"])
    assert everything[[2012, 2013, 2021, 2023, 2024]].tolist() == [7.1, 19.2, 18.9, 22.2, 24.1]


def test_fuel_around_the_ban_of_september_2023():
    imports = petroleum("imports")
    assert (imports.sum(axis=1).groupby("year").sum().loc[2021:2025] / 1e6).round(2).tolist() == [
        1.75, 1.84, 2.40, 2.80, 2.97,
    ]  # fmt: skip
    autumn = imports.sum(axis=1).loc[(2023, 8) : (2023, 11)] / 1000
    assert autumn.round().tolist() == [268, 157, 148, 201]
    step = (100 * (imports["diesel"].shift(-2) / imports["diesel"] - 1)).dropna()
    assert len(step) == 65 and step.idxmin() == (2023, 8) and round(step.min()) == -58
    assert round(imports.loc[(2024, 1)].sum() / 1000, 1) == 229.7
    assert round(imports["AI-92 petrol"].loc[2023].sum() / 1000, 1) == 686.5


def test_coal_around_december_2016():
    coal = goods("weight")["coal"]
    change = {year: 100 * (coal[year, 12] / coal[year, 10] - 1) for year in range(2011, 2026)}
    assert [round(change[year]) for year in change] == [
        51, -9, 6, 88, 47, 45, -22, -38, -56, -63, -56, 13, 33, -13, 43,
    ]  # fmt: skip
    assert sorted(change, key=change.get, reverse=True).index(2016) == 3
    price = 1000 * goods("value")["coal"] / coal
    assert price.loc[(2016, 10) : (2017, 2)].round().tolist() == [40, 48, 54, 64, 71]


def test_what_the_country_owed_when_the_loan_talks_stopped():
    debt = load("external_debt").set_index(["year", "quarter"])["gross_external_debt_usd_million"]
    assert round(debt[2016, 4] / 1000, 1) == 24.6


def test_mongolias_point_hardly_moved_while_moscows_did():
    points = load("un_ideal_points").pivot(index="year", columns="iso3", values="ideal_point").round(2)
    assert points.loc[[1962, 1980, 1991, 2022, 2025], "MNG"].tolist() == [-2.76, -1.94, -0.16, -0.70, -0.61]
    assert points.loc[[1962, 1980, 1991, 2022, 2025], "RUS"].tolist() == [-2.80, -1.94, 0.75, -0.76, 0.44]
    assert points.loc[1993, "MNG"] == -0.37
