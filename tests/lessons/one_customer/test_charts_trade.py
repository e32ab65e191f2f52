"""What the charts on trade put on the axes, beside the tables they draw."""

import pytest
from matplotlib.figure import Figure

from helpers import load
from helpers.errors import LessonError
from helpers.lessons.one_customer import charts, charts_goods, facts


@pytest.fixture
def ax():
    return Figure(figsize=(8, 4.5)).add_axes([0.1, 0.1, 0.8, 0.7])


@pytest.fixture(scope="module")
def partners():
    return load("trade_partners")


@pytest.fixture(scope="module")
def exports(partners):
    return partners.query("flow == 'export'").query(facts.FULL_YEAR_FACTBOOK)


@pytest.fixture(scope="module")
def office():
    return facts.office_shares(load("trade_partners_official"))


@pytest.fixture(scope="module")
def sold():
    return facts.goods_by_year(load("exports_by_month"), load("trade_by_month"))


def texts(ax):
    return " ".join(t.get_text() for t in [*ax.figure.texts, *ax.texts])


def test_buyers_bars_are_the_printed_shares_and_the_rest(ax, exports, office):
    drawn = charts.buyers(ax, exports, office, year=1991)
    widths = {
        label.get_text(): bar.get_width() for label, bar in zip(ax.get_yticklabels(), ax.patches, strict=True)
    }
    assert (widths["China"], widths["Soviet Union"], widths["Japan"]) == (10, 75, 4)
    assert widths["not listed"] == 11 and sum(widths.values()) == pytest.approx(100)
    assert "10 %" in charts.buyers.alt(drawn, year=1991)


def test_the_first_edition_that_prints_a_year_counts(exports, office):
    ax = Figure().add_axes([0, 0, 1, 1])
    drawn = charts.buyers(ax, exports, office, year=2000).set_index("as_printed").share_percent
    assert drawn["United States"] == 20 and drawn["China"] == 60
    assert (
        facts.first_edition(exports[exports.year == 2017]).set_index("partner").share_percent["China"] == 85
    )


def test_partners_of_a_country_and_a_sentence_for_one_that_is_not_there():
    table = load("trade_partners_landlocked")
    assert facts.partners_of(table, "Nepal").partner.iloc[0] == "India"
    assert "European Union" not in set(facts.partners_of(table, "Liechtenstein").partner)
    for wrong in ("Nepall", "nowhere", "", 7):
        with pytest.raises(LessonError, match="name of a country|no country called"):
            facts.partners_of(table, wrong)
    for country in table.country.unique():
        if ((table.country == country) & (table.flow == "export") & table.partner_iso3.notna()).any():
            assert facts.partners_of(table, country).share_percent.sum() <= 101, country


@pytest.mark.parametrize(
    "year, title",
    [
        (1991, "1991: the Soviet Union took 75 of every 100 dollars"),
        (2014, "2014: the witnesses are 7 points apart on China"),
        (2020, "2020: China took 73 of every 100 dollars"),
        (2023, "2023: one customer, 92 of every 100 dollars"),
        (2025, "2025: China took 89 of every 100 dollars"),
    ],
)
def test_buyers_title_says_who_took_how_much_or_that_the_witnesses_part(ax, exports, office, year, title):
    charts.buyers(ax, exports, office, year=year)
    assert ax.figure.texts[0].get_text() == title


def test_every_year_on_the_slider_can_be_drawn_and_adds_up(exports, office):
    for year in sorted({*exports.year, *office.year}):
        ax = Figure().add_axes([0, 0, 1, 1])
        drawn = charts.buyers(ax, exports, office, year=year)
        for _, one in drawn.groupby("witness"):
            assert one.share_percent.sum() == pytest.approx(100, abs=2), year


def test_a_year_without_figures_is_an_error_not_an_empty_picture(ax, exports, office):
    with pytest.raises(ValueError, match="no shares"):
        charts.buyers(ax, exports, office, year=1993)


def test_witnesses_part_and_gold_explains_the_swings(ax, exports, office, sold):
    rows = charts.witnesses(ax, exports, office, sold, gold="left out").set_index("year")
    assert rows.index[rows.apart.abs() >= 5].tolist() == [2005, 2008, 2011, 2014, 2019, 2021, 2022]
    since = rows.loc[2011:]
    assert (round(since.without_gold.min()), round(since.without_gold.max())) == (92, 97)
    assert since.office.max() - since.office.min() > 20


@pytest.mark.parametrize("flow", ["export", "import"])
@pytest.mark.parametrize("witness", charts.WITNESSES)
def test_giants_join_only_neighbouring_years_with_a_solid_line(ax, partners, office, flow, witness):
    book = partners.query(facts.FULL_YEAR_FACTBOOK)
    drawn = charts.giants(ax, book, office, flow=flow, witness=witness)
    for line in ax.lines:
        years = line.get_xdata()
        if len(years) == 2 and line.get_linestyle() == "-" and line.get_marker() == "None":
            assert years[1] - years[0] == 1
    assert {"China", "Russia"} == set(drawn.giant)
    points = {(x, y) for line in ax.lines for x, y in zip(line.get_xdata(), line.get_ydata(), strict=True)}
    assert {(row.year, row.share_percent) for row in drawn.itertuples()} == points


def test_giants_show_that_russia_stops_as_a_seller_in_the_book_and_not_at_the_office(partners, office):
    book = partners.query(facts.FULL_YEAR_FACTBOOK)
    last = {}
    for witness in charts.WITNESSES:
        ax = Figure().add_axes([0, 0, 1, 1])
        drawn = charts.giants(ax, book, office, flow="import", witness=witness)
        last[witness] = drawn.groupby("giant").year.max().to_dict()
    assert last["CIA World Factbook"] == {"China": 2023, "Russia": 2022}
    assert last["statistics office"] == {"China": 2025, "Russia": 2025}


def test_peers_are_one_dot_a_country_and_the_named_one_is_named(ax):
    landlocked = load("landlocked_peers")
    drawn = charts.peers(ax, landlocked, country="Mongolia")
    assert len(ax.collections[0].get_offsets()) == len(drawn) == landlocked.country.nunique()
    assert ax.collections[1].get_offsets()[0][0] == 92
    assert "Mongolia: 92 %" in texts(ax) and "Bhutan" not in texts(ax)
    assert "place 1" in charts.peers.alt(drawn, country="Mongolia")


def test_no_country_stands_twice_and_the_year_is_the_latest():
    landlocked = load("landlocked_peers")
    rows = facts.largest_partner(landlocked)
    assert rows.country.is_unique
    latest = (
        landlocked[(landlocked.flow == "export") & (landlocked["rank"] == 1)].groupby("country").year.max()
    )
    assert (rows.set_index("country").year.sort_index() == latest.sort_index()).all()


def test_rescaled_multiplies_every_printed_share_and_adds_up(partners, office):
    imports = partners.query("flow == 'import' and year == 2023").query(facts.FULL_YEAR_FACTBOOK)
    counted = office.query("flow == 'import' and year == 2023")
    for invisible in (0, 29, 40):
        ax = Figure().add_axes([0, 0, 1, 1])
        drawn = charts.rescaled(ax, imports, counted, invisible=invisible).set_index("seller").share_percent
        assert drawn.sum() == pytest.approx(100, abs=0.05)
        assert drawn["China"] == pytest.approx(57 * (1 - invisible / 100), abs=0.01)
        assert drawn["invisible"] == invisible


@pytest.mark.parametrize("energy, more", [(0, False), (18, False), (19, True), (40, True)])
def test_china_passes_half_of_the_rest_where_energy_is_large_enough(ax, office, energy, more):
    drawn = charts_goods.without_energy(ax, office, year=2023, energy=energy)
    rest = drawn.set_index(["whole", "part"]).share_percent["energy aside", "China"]
    assert (rest > 50) == more == ("more than half" in texts(ax))
    for _, parts in drawn.groupby("whole"):
        assert parts.share_percent.sum() == pytest.approx(100, abs=0.02)


def test_goods_are_whole_years_of_the_office(ax, sold):
    shares = charts_goods.goods(ax, sold, product="coal").set_index(["product", "year"]).share_percent
    assert shares["coal", 2023] == pytest.approx(58.6, abs=0.05)
    assert shares["copper concentrate", 2023] == pytest.approx(17.3, abs=0.05)
    assert sold.year.max() == 2025, "2026 has no twelve months"


def test_coal_bars_are_whole_years_and_dollars_a_tonne_divide(ax, sold):
    years = charts_goods.coal(ax, sold, measure="US dollars a tonne").set_index("year")
    assert years.per_tonne[2012] == pytest.approx(1902 / 20.9, abs=0.5)
    assert len(ax.patches) == len(years) == 15
