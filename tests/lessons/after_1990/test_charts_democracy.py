"""What the charts of lesson 2 put on the axes, and that no position of a control fails."""

import itertools

import pandas as pd
import pytest
from matplotlib.figure import Figure

from helpers import load
from helpers.lessons.after_1990 import charts, charts_closeness, facts
from helpers.models import definitions as define
from helpers.models.agreement import by_period


def blank():
    return Figure(figsize=(8, 4.5)).add_axes([0.075, 0.145, 0.88, 0.65])


@pytest.fixture
def ax():
    return blank()


@pytest.fixture(scope="module")
def four():
    return tuple(
        load(name) for name in ("democracy_vdem", "democracy_freedom_house", "democracy_polity", "countries")
    )


@pytest.fixture(scope="module")
def three():
    return tuple(load(name) for name in ("un_votes", "visits", "trade_partners"))


@pytest.fixture(scope="module")
def five():
    return tuple(
        load(name)
        for name in ("un_votes", "un_ideal_points", "visits", "trade_partners", "trade_partners_official")
    )


def title(ax):
    return ax.figure.texts[0].get_text()


def said(ax):
    return " ".join(t.get_text() for t in [*ax.figure.texts, *ax.texts])


def joined(ax):
    """The pairs of years that a line joins, with its style."""
    return [
        (tuple(line.get_xdata()), line.get_linestyle())
        for line in ax.lines
        if len(line.get_xdata()) == 2 and line.get_marker() == "None"
    ]


# --- the turn -----------------------------------------------------------------------------------------------


def test_the_turn_of_the_rulers_is_the_index_with_its_band(ax, four):
    drawn = charts.turn(ax, four[0], load("trade_partners"), what="who rules").set_index("year")
    assert drawn.electoral[1989] == pytest.approx(0.184) and drawn.electoral[1992] == pytest.approx(0.673)
    assert list(ax.lines[0].get_ydata()) == list(drawn.electoral)
    assert (drawn.electoral_low < drawn.electoral).all() and (drawn.electoral < drawn.electoral_high).all()


@pytest.mark.parametrize("what", ["who buys (exports)", "who sells (imports)"])
def test_no_line_joins_figures_that_count_different_partners(ax, three, four, what):
    drawn = charts.turn(ax, four[0], three[2], what=what)
    partner = drawn.set_index("year").partner
    assert drawn.partner.nunique() == 3 == len(ax.get_legend().get_texts())
    for (first, last), _ in joined(ax):
        assert partner[first] == partner[last]
    assert "75 % in 1991" in title(ax)


def test_where_editions_differ_the_earliest_counts(three):
    shares = facts.moscow_shares(three[2], "export").set_index("year")
    printed = (
        three[2]
        .query("year == 2000 and partner == 'Russia' and flow == 'export'")
        .set_index("edition")
        .share_percent
    )
    assert (
        len(printed) == 2
        and shares.share_percent[2000] == printed[shares.edition[2000]] == printed[printed.index.min()]
    )


# --- the machine --------------------------------------------------------------------------------------------


def test_the_line_up_of_2024_is_named_in_title_and_words(ax, four):
    drawn = charts.line_up(ax, *four, year=2024).set_index("country")
    assert title(ax) == "2024: Armenia alone stands above the line"
    assert drawn.side["Mongolia"] == "below" and drawn.band["Mongolia"] == "crosses"
    words = charts.line_up.alt(drawn.reset_index(), year=2024)
    assert ("Mongolia 0.496 (its band crosses the line)") in words and words.endswith(
        "Above the usual line: Armenia."
    )


def test_no_figure_is_said_and_not_drawn(ax, four):
    drawn = charts.line_up(ax, *four, year=2015, index="Polity").set_index("country")
    assert drawn.side["Georgia"] == "no figure" and drawn.side["Kyrgyzstan"] == "above"
    assert [t.get_text() for t in ax.texts].count("no figure") == 3
    empty = blank()
    drawn = charts.line_up(empty, *four, year=2022, index="Polity")
    assert title(empty).startswith("2018 (it ends there): ") and "in 2018" in charts.line_up.alt(
        drawn, year=2022, index="Polity"
    )


def test_every_position_of_the_first_machine_draws_what_the_model_says(four):
    for year, index in itertools.product(facts.YEARS, define.INDICES):
        ax = blank()
        drawn = charts.line_up(ax, *four, year=year, index=index)
        assert len(drawn) == 9 and len(title(ax)) <= 60
        line = define.INDICES[index].lines["usual"]
        free = drawn.score >= line if define.INDICES[index].high_is_free else drawn.score <= line
        assert (free == (drawn.side == "above")).all()
        assert charts.line_up.alt(drawn, year=year, index=index).endswith(".")


def choices():
    return itertools.product(define.INDICES, define.LINES, define.ASIA, define.COMMUNIST)


@pytest.mark.slow
def test_every_position_of_the_machine_adds_up(four):
    for index, line, asia, communist in choices():
        ax = blank()
        words = {"index": index, "line": line, "asia": asia, "communist": communist}
        drawn = charts.machine(ax, *four, **words)
        counts = drawn["best guess"].value_counts()
        assert title(ax) == f"“The only one” is true in {counts.get('true', 0)} of {len(drawn)} years"
        assert drawn.year.tolist() == list(range(1992, define.INDICES[index].last_year + 1))
        assert ("no band" in charts.machine.alt(drawn, **words)) == (index != "V-Dem")


def test_every_state_and_year_of_the_grid_has_one_mark(ax, four):
    drawn = charts.machine(ax, *four)
    grid = 9 * len(drawn)
    answers = 2 * len(drawn)
    dots = sum(len(line.get_xdata()) for line in ax.lines)
    boxes = sum(len(found.get_paths()) for found in ax.collections)
    assert boxes + dots == grid + answers


def test_squares_whose_band_crosses_the_line_are_striped(ax, four):
    drawn = charts.machine(ax, *four).set_index("year")
    striped = {
        (round(box.vertices[:4, 0].mean()), round(box.vertices[:4, 1].mean()))
        for found in ax.collections
        if found.get_hatch()
        for box in found.get_paths()
    }
    rows = {name: place for place, name in enumerate(t.get_text() for t in ax.get_yticklabels())}
    expected = {
        (year, rows[name]) for year, names in drawn["not sure"].items() for name in names.split(", ") if name
    }
    assert striped == expected | {(2023, 0), (2024, 0)}, "Mongolia's own last two years are striped too"


def test_licences_stand_under_the_charts(four):
    for index, words in (
        ("V-Dem", "CC BY-SA 4.0"),
        ("Freedom House", "non-commercial"),
        ("Polity", "Center for Systemic Peace"),
    ):
        ax = blank()
        charts.machine(ax, *four, index=index)
        assert words in said(ax)


def test_the_map_tints_every_state_some_definition_picks(ax, four):
    drawn = charts.candidates(ax, four[3])
    assert set(drawn.iso3) == set(define.members(four[3], "UN list and Russia", "and those that still are"))
    assert set(drawn.iso3) == set(charts.NAMES_AT) and set(drawn.country) <= {t.get_text() for t in ax.texts}


# --- how close? ---------------------------------------------------------------------------------------------


def test_votes_alike_are_counted_and_few_votes_left_out(three):
    rows = facts.votes_alike(three[0])
    votes = three[0][(three[0].date.dt.year == 1992) & three[0].MNG.notna() & three[0].RUS.notna()]
    by_hand = 100 * (votes.MNG == votes.RUS).mean()
    assert rows.query("country == 'Russia' and year == 1992").percent.iloc[0] == pytest.approx(by_hand)
    assert 2024 not in rows.year.tolist() and rows.votes.min() >= facts.FEW
    assert rows.percent.between(0, 100).all()


def test_session_48_with_its_exchanged_columns_is_left_out_and_said(ax, three, five):
    rows = facts.votes_alike(three[0])
    assert 1993 not in rows.year.tolist() and {1992, 1994} <= set(rows.year)
    assert rows.query("country == 'United States' and year < 2000").percent.max() < 40, "Monaco's votes"
    charts_closeness.closeness(ax, *five, by="votes alike")
    assert "1993" in said(ax) and "Monaco" in said(ax)
    assert ("(1992.0, 1994.0)", "--") in {(str(tuple(map(float, years))), look) for years, look in joined(ax)}


def test_counting_in_one_pass_changes_no_number(three):
    votes, visits, _ = three
    rows = facts.votes_alike(votes).set_index(["country", "year"])
    kept = votes[(votes.date >= "1985-01-01") & (votes.session != facts.EXCHANGED)]
    for code, name in (("RUS", "Russia"), ("CHN", "China"), ("USA", "United States")):
        one = by_period(kept.MNG, kept[code], kept.date.dt.year).set_index("period")
        one = one[(one.votes >= facts.FEW) & (one.index <= 2024)]
        assert rows.loc[name].votes.to_dict() == one.votes.to_dict()
        assert rows.loc[name].percent.to_dict() == pytest.approx((100 * one.share).to_dict())
    counted = facts.trips(visits)
    own = visits[
        visits.date.between("1990-01-01", "2024-08-31")
        & ~visits.third_country_meeting
        & visits.office_kind.isin(facts.LEADERS)
    ]
    for row in counted.itertuples():
        span = own[own.date.dt.year.between(row.from_year, row.from_year + 4)]
        code = next(code for code, name in facts.WATCHED.items() if name == row.country)
        assert row.trips == span[span.iso3 == code].trip_id.nunique()
        assert row.all_trips == span.trip_id.nunique()


def test_the_work_of_a_view_does_not_grow_with_its_rows(three, four, calls):
    """A control that lags teaches nobody. What grows with the table is left to pandas, which is one call here."""
    rule = define.INDICES["V-Dem"]
    everyone = define.members(four[3], "UN list and Russia", "and those that still are")
    made = define.scores(four[0], "V-Dem")

    def ten_times(table):
        return pd.concat([table] * 10, ignore_index=True)

    assert calls(facts.votes_alike, ten_times(three[0])) < 1.5 * calls(facts.votes_alike, three[0])
    assert calls(facts.trips, ten_times(three[1])) < 1.5 * calls(facts.trips, three[1])
    others = made.assign(year=made.year + 1000)
    once = calls(define.history, made, everyone, facts.YEARS, rule.lines["usual"])
    wide = calls(define.history, pd.concat([made, others]), everyone, facts.YEARS, rule.lines["usual"])
    assert wide < 1.5 * once


def test_trips_count_stays_and_not_meetings_elsewhere(three):
    rows = facts.trips(three[1])
    assert (rows.trips <= rows.all_trips).all() and rows.from_year.tolist()[:2] == [1990, 1995]
    later = three[1].query(
        "date >= '2020-01-01' and date < '2024-09-01' and iso3 == 'RUS' and not third_country_meeting"
    )
    mine = rows.query("country == 'Russia' and from_year == 2020").trips.iloc[0]
    assert mine == later[later.office_kind.isin(facts.LEADERS)].trip_id.nunique()


@pytest.mark.parametrize("by", charts_closeness.CLOSE)
def test_every_measure_of_closeness_draws_and_is_said(five, by):
    ax = blank()
    drawn = charts_closeness.closeness(ax, *five, by=by)
    assert len(drawn) > 10 and not title(ax).endswith("?")
    assert "Russia" in charts_closeness.closeness.alt(drawn, by=by)
    if "(" in by:
        assert set(drawn.country) == {"Russia"}, "China's share is lesson 3's to ask"
        partner = drawn.set_index("year").partner
        assert all(partner[a] == partner[b] for (a, b), _ in joined(ax))
        office = drawn[drawn.partner == "Russia, official"]
        assert office.year.min() == 2005 and drawn.year[drawn.partner == "Russia"].max() < 2005
        assert "Source: Mongolian Statistical Service" in said(ax)
        assert all(look == "-" for (a, b), look in joined(ax) if b == a + 1)


def test_few_votes_of_2024_are_said_with_how_many_there_were(three):
    told = load("lesson_facts").set_index("fact_id").fact["roll-calls-2024"]
    held = (three[0].date.dt.year == 2024).sum()
    assert (
        f"{charts_closeness.CAST_2024} recorded votes in 2024" in told
        and f"holds {held} of those of 2024" in told
    )


# --- weighing, and income -----------------------------------------------------------------------------------


def test_weights_mix_two_scales_and_the_ends_are_the_indices(four):
    vdem, freedom, _, countries = four
    all_house, all_vdem = (charts_closeness.weighed(vdem, freedom, countries, w) for w in (0, 100))
    assert all_house.score["MNG"] == pytest.approx((7 - 1.5) / 6) and all_vdem.score["MNG"] == pytest.approx(
        0.496
    )
    assert all_house.country.iloc[0] == "Mongolia" and all_vdem.country.iloc[0] == "Armenia"
    middle = charts_closeness.weighed(vdem, freedom, countries, 50).score["ARM"]
    assert middle == pytest.approx((all_house.score["ARM"] + all_vdem.score["ARM"]) / 2)


def test_every_weight_names_the_leader(four):
    for weight in range(0, 101, 5):
        ax = blank()
        drawn = charts_closeness.weigh(ax, four[0], four[1], four[3], weight=weight)
        assert title(ax).endswith(drawn.country.iloc[0]) and drawn.score.is_monotonic_decreasing


def test_income_divides_or_takes_what_is_printed():
    table = load("income_population")
    row = table.query("iso3 == 'MNG' and year == 2010").iloc[0]
    for measure, value in (
        (charts_closeness.INCOME[0], row.gdp_current_usd / row.population),
        (charts_closeness.INCOME[1], row.gdp_per_capita_ppp),
    ):
        for year in (1990, 2010, 2023):
            drawn = (
                charts_closeness.income(blank(), table, measure=measure, year=year)
                .set_index("country")
                .dollars
            )
            assert drawn.is_monotonic_decreasing and "North Korea" not in drawn
        assert charts_closeness.income(blank(), table, measure=measure, year=2010).set_index(
            "country"
        ).dollars["Mongolia"] == pytest.approx(value)
