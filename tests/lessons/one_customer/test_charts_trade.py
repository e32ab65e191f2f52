"""What the charts on trade put on the axes, beside the tables they draw."""

import pytest
from matplotlib.figure import Figure

from helpers import load
from helpers.errors import LessonError
from helpers.lessons.one_customer import charts, facts


@pytest.fixture
def ax():
    return Figure(figsize=(8, 4.5)).add_axes([0.1, 0.1, 0.8, 0.7])


@pytest.fixture(scope="module")
def partners():
    return load("trade_partners")


@pytest.fixture(scope="module")
def exports(partners):
    return partners.query("flow == 'export'").query(facts.FULL_YEAR_FACTBOOK)


def texts(ax):
    return " ".join(t.get_text() for t in [*ax.figure.texts, *ax.texts])


def test_buyers_bars_are_the_printed_shares_and_the_rest(ax, exports):
    drawn = charts.buyers(ax, exports, year=1991)
    widths = {
        label.get_text(): bar.get_width() for label, bar in zip(ax.get_yticklabels(), ax.patches, strict=True)
    }
    assert (widths["China"], widths["Soviet Union"], widths["Japan"]) == (10, 75, 4)
    assert widths["not listed"] == 11 and sum(widths.values()) == pytest.approx(100)
    assert "10 %" in charts.buyers.alt(drawn, year=1991)


def test_the_first_edition_that_prints_a_year_counts(exports):
    ax = Figure().add_axes([0, 0, 1, 1])
    drawn = charts.buyers(ax, exports, year=2000).set_index("as_printed").share_percent
    assert drawn["United States"] == 20 and drawn["China"] == 60
    assert (
        facts.first_edition(exports[exports.year == 2017]).set_index("partner").share_percent["China"] == 85
    )


def test_partners_of_a_country_and_a_sentence_for_one_that_is_not_there():
    table = load("trade_partners_landlocked")
    assert facts.partners_of(table, "Nepal").partner.iloc[0] == "India"
    assert "European Union" not in set(facts.partners_of(table, "Liechtenstein").partner)
    for wrong in ("Nepall", "nowhere", "", 7):
        with pytest.raises(LessonError, match="Spell the name"):
            facts.partners_of(table, wrong)
    for country in table.country.unique():
        if ((table.country == country) & (table.flow == "export") & table.partner_iso3.notna()).any():
            assert facts.partners_of(table, country).share_percent.sum() <= 101, country


def test_buyers_title_is_a_question_until_the_view_shows_the_finding(exports):
    def title(year):
        ax = Figure().add_axes([0, 0, 1, 1])
        charts.buyers(ax, exports, year=year)
        return ax.figure.texts[0].get_text()

    assert title(1991).endswith("?") and title(2021).endswith("?")
    assert "95" in title(2014) and title(2017).endswith("?"), "where editions disagree nothing is found"


def test_every_year_on_the_slider_can_be_drawn_and_adds_up(exports):
    for year in sorted(exports.year.unique()):
        ax = Figure().add_axes([0, 0, 1, 1])
        drawn = charts.buyers(ax, exports, year=year)
        assert drawn.share_percent.sum() == pytest.approx(100, abs=2), year


def test_a_year_without_figures_is_an_error_not_an_empty_picture(ax, exports):
    with pytest.raises(ValueError, match="no shares"):
        charts.buyers(ax, exports, year=2013)


@pytest.mark.parametrize("flow", ["export", "import"])
def test_giants_join_only_neighbouring_years_with_a_solid_line(ax, partners, flow):
    drawn = charts.giants(ax, partners, flow=flow)
    for line in ax.lines:
        years = line.get_xdata()
        if len(years) == 2 and line.get_linestyle() == "-" and line.get_marker() == "None":
            assert years[1] - years[0] == 1
    assert {"China", "Russia"} == set(drawn.giant)
    points = {(x, y) for line in ax.lines for x, y in zip(line.get_xdata(), line.get_ydata(), strict=True)}
    assert {(row.year, row.share_percent) for row in drawn.itertuples()} <= points


def test_giants_show_that_russia_stops_as_a_seller_in_2022(ax, partners):
    drawn = charts.giants(ax, partners, flow="import")
    assert drawn[(drawn.giant == "Russia") & (drawn.kind == "Factbook")].year.max() == 2022
    assert drawn[(drawn.giant == "China") & (drawn.kind == "Factbook")].year.max() == 2023


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


def test_rescaled_multiplies_every_printed_share_and_adds_up(partners):
    imports = partners.query("flow == 'import' and year == 2023").query(facts.FULL_YEAR_FACTBOOK)
    for invisible in (0, 29, 40):
        ax = Figure().add_axes([0, 0, 1, 1])
        drawn = charts.rescaled(ax, imports, invisible=invisible).set_index("seller").share_percent
        assert drawn.sum() == pytest.approx(100, abs=0.05)
        assert drawn["China"] == pytest.approx(57 * (1 - invisible / 100), abs=0.01)
        assert drawn["invisible"] == invisible


def test_goods_are_printed_or_follow_from_what_the_same_source_prints():
    products = load("trade_products")
    shares = facts.product_shares(products).set_index(["good", "year"])
    assert shares.loc[("coal", 2023), "share_percent"] == 57.5
    copper = shares.loc[("copper", 2023)]
    assert copper.how == "computed" and copper.share_percent == pytest.approx(
        100 * 1000 / (3600 / 0.575), abs=0.1
    )
    assert shares.share_percent.between(0, 100).all() and not shares.index.duplicated().any()


def test_coal_bars_are_whole_years_only_and_dollars_a_tonne_divide(ax):
    products = load("trade_products")
    years = charts.coal(ax, products, measure="US dollars a tonne").set_index("year")
    assert years.per_tonne[2012] == pytest.approx(1900 / 20.9, abs=0.5)
    assert 2018 not in years.index
    assert len(ax.patches) == years.per_tonne.notna().sum()
