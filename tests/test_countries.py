"""A country is understood by any name a person types; what a table lacks is never told as a fact about the world."""

import re
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from helpers import countries, load, rows_of, seat_of, tables
from helpers.asking.check import reply
from helpers.errors import LessonError
from helpers.lessons.fuel_and_rails.facts import power_from_abroad
from helpers.lessons.leverage.charts_bargaining import concert_votes
from helpers.lessons.one_customer.charts import peers
from helpers.lessons.one_customer.facts import partners_of
from helpers.lessons.the_court.facts import membership
from helpers.lessons.third_neighbours.charts_roll import roll
from helpers.lessons.will_they_arrest.facts import trips_to
from helpers.pictures import figures
from helpers.pictures.explore import Chart, _control

NAMES = load("country_names")
CALLED = NAMES[NAMES.kind == countries.CALLED].name.tolist()


def columns_of_countries():
    """(table, column of names, column of codes) of every table that names countries beside their codes."""
    for name in tables().name.drop(tables().index[tables().name == "country_names"]):
        table = load(name)
        for codes in [column for column in table if column.endswith("iso3")]:
            stem = codes.removesuffix("iso3").rstrip("_")
            for column in [stem] if stem else ["country", "name", "state"]:
                if column in table and column not in ("suspect", "situation"):
                    yield name, column, codes


@pytest.mark.parametrize(("table", "column", "codes"), list(columns_of_countries()))
def test_every_country_of_every_table_is_understood(table, column, codes):
    rows = load(table)[[column, codes]].dropna().drop_duplicates()
    for called, code in rows.itertuples(index=False):
        assert countries.code(code) == code
        if code != "PSE":  # two parts of it have rows of their own in some tables
            assert countries.code(called) == code, called


@pytest.mark.parametrize(
    ("typed", "code"),
    {
        "UK": "GBR",
        "U.K.": "GBR",
        "Great Britain": "GBR",
        "usa": "USA",
        "the United States of America": "USA",
        "DPRK": "PRK",
        "South Korea": "KOR",
        "Republic of Korea": "KOR",
        "Czech Republic": "CZE",
        "czechia": "CZE",
        "Turkey": "TUR",
        "Turkiye": "TUR",
        "Türkiye": "TUR",
        "Burma": "MMR",
        "Ivory Coast": "CIV",
        "Cote d’Ivoire": "CIV",
        "  laos ": "LAO",
        "Viet Nam": "VNM",
        "Hongkong": "HKG",
        "Republic of Ireland": "IRL",
        "USSR": "SUN",
        "East Germany": "DDR",
        "KG": "KGZ",
        "kgz": "KGZ",
        "Deutschland": "DEU",
    }.items(),
)
def test_what_people_type_is_understood(typed, code):
    assert countries.code(typed) == code


def test_no_two_countries_share_a_name():
    owners = NAMES.assign(bare=NAMES.name.map(countries.bare)).groupby("bare").iso3.nunique()
    assert owners.max() == 1


@given(st.sampled_from(CALLED), st.integers(0, 40), st.sampled_from(["drop", "swap", "double"]))
@example("Germany", 6, "drop")
@example("Guinea", 5, "drop")
def test_a_slip_of_one_key_is_understood_or_answered_with_the_name(name, at, slip):
    at %= len(name)
    typed = {
        "drop": name[:at] + name[at + 1 :],
        "swap": name[:at] + name[at : at + 2][::-1] + name[at + 2 :],
        "double": name[: at + 1] + name[at:],
    }[slip]
    if len(name) > 4 and countries.code(typed) is None:
        assert name in countries.unknown(typed)


@given(st.one_of(st.text(max_size=200), st.integers(), st.none(), st.lists(st.text())))
def test_whatever_is_typed_gets_rows_or_one_sentence(typed):
    table = load("states_parties")
    try:
        assert rows_of(table, typed).country.nunique() == 1
    except LessonError as sentence:
        assert str(sentence).endswith((".", "?")) and "\n" not in str(sentence)[-200:]


def test_a_name_of_two_states_asks_which():
    with pytest.raises(LessonError, match="South Korea or North Korea"):
        rows_of(load("un_ideal_points"), "Korea")


def test_what_a_table_lacks_is_said_of_the_table():
    with pytest.raises(LessonError, match="Belgium is not in this table, which says nothing about Belgium"):
        partners_of(load("trade_partners_landlocked"), "Belgium")
    with pytest.raises(LessonError, match="is not in this table"):
        power_from_abroad(load("energy_landlocked"), "France")


def test_the_united_kingdom_is_a_member_by_each_of_its_names():
    states = load("states_parties")
    for typed in ("UK", "Great Britain", "GBR", "united kingdom", "Britain"):
        assert membership(states, typed).in_force.notna().all()
    assert membership(states, "china").iloc[0].tolist() == ["China", "not among those that had joined"]


@pytest.mark.parametrize("typed", ["Untied Kingdom", "Kyrgistan", "Sovjet Union", "Greenland", ""])
def test_no_name_that_isnt_understood_is_told_to_be_no_member(typed):
    with pytest.raises(LessonError) as told:
        membership(load("states_parties"), typed)
    assert "joined" not in str(told.value)


def test_trips_are_looked_up_by_any_name_and_none_is_not_the_same_as_unknown():
    visits = load("suspect_visits")
    assert len(trips_to(visits, "UAE")) == len(trips_to(visits, "United Arab Emirates")) > 0
    assert trips_to(visits, "Peru").empty
    with pytest.raises(LessonError, match="Did you mean Peru"):
        trips_to(visits, "Perru")


def test_a_seat_that_did_not_vote_in_these_years_names_those_that_did():
    votes = load("un_votes")
    early = votes[votes.date.dt.year.between(1961, 1989)]
    assert seat_of(early, "GDR") == "DDR" and seat_of(votes, "Germany") == "DEU"
    with pytest.raises(LessonError, match="Germany is not in these rows of votes, but (East|West) Germany"):
        seat_of(early, "Germany")


@pytest.mark.parametrize(
    ("draw", "names", "values", "same"),
    [
        (peers, ["landlocked_peers"], {"country": "Nepall"}, None),
        (peers, ["landlocked_peers"], {"country": "lao"}, {"country": "Laos"}),
        (roll, ["ukraine_resolutions", "ukraine_votes"], {"state": "UK"}, {"state": "United Kingdom"}),
        (concert_votes, ["un_votes"], {"one": "USA", "other": "Britain"}, {"one": "USA", "other": "GBR"}),
    ],
)
def test_a_chart_is_drawn_for_any_name_and_says_one_sentence_for_none(draw, names, values, same):
    frames = [load(name) for name in names]
    if same is None:
        chart = Chart.of_draw(draw, frames, [], None, fixed=values)
        assert chart.opening["caption"].startswith("I know no country called “Nepall”. Did you mean Nepal?")
        return
    here, there = (figures.draw_picture(draw, frames, one) for one in (values, same))
    assert here.caption == there.caption and here.image == there.image


def test_a_menu_of_countries_starts_at_any_name():
    menu = {"United Kingdom": "GBR", "Japan": "JPN"}
    assert _control("state", menu, "UK").at == 0 and _control("state", menu, "Japan").at == 1
    assert _control("country", ["Nepal", "Laos"], "Lao People's Democratic Republic").at == 1
    with pytest.raises(LessonError, match="Did you mean Japan"):
        _control("state", menu, "Jappan")
    with pytest.raises(LessonError, match="Did you mean 'strict'"):
        _control("measure", ["strict", "graded"], "strickt")


def test_a_check_takes_any_name_of_the_country(workbook_file):
    assert reply("0.last_trip", "Republic of Azerbaijan").tone == "right"
    assert reply("6.left_out", "the Swiss Confederation").tone == "right"
    assert "in the article's list" in reply("6.left_out", "UK").text
    assert "Did you mean Kyrgyzstan" in reply("0.last_trip", "Kyrgystn").text
    assert reply("2.above_2010", ["MNG", "geo"]).tone == "right"


def test_no_cell_to_try_another_country_compares_names_itself():
    """Each takes the country through `helpers.countries`: a plain == would take "UK" for a country without rows."""
    for path in sorted((Path(__file__).parents[1] / "notebooks").glob("*.ipynb")):
        text = path.read_text(encoding="utf-8")
        assert not re.search(r"\.(country|host|name|iso3) == (country|other)\b", text), path.name
