"""What the charts on votes put on the axes, beside the roll calls."""

import pytest
from matplotlib.figure import Figure

from helpers import load
from helpers.lessons.between_empires import charts_bloc, facts
from helpers.models.agreement import by_period


@pytest.fixture
def ax():
    return Figure(figsize=(8, 4.5)).add_axes([0.1, 0.1, 0.8, 0.7])


@pytest.fixture(scope="module")
def votes():
    return load("un_votes")


@pytest.mark.parametrize("years", charts_bloc.PERIODS)
def test_allies_bars_are_counts_of_the_roll_calls(ax, votes, years):
    drawn = charts_bloc.allies(ax, votes, years=years)
    first, last = int(years[:4]), int(years[-4:])
    rows = votes[(votes.date.dt.year >= first) & (votes.date.dt.year <= last)]
    for row in drawn.itertuples():
        both = rows[rows[row.seat].notna() & rows.RUS.notna()]
        assert (row.votes, row.differed) == (
            len(both),
            (both[row.seat].astype(str) != both.RUS.astype(str)).sum(),
        )
        assert row.opposite <= row.differed
    widths = [patch.get_width() for patch in ax.patches]
    assert widths == pytest.approx(drawn.per_hundred.fillna(0).tolist())
    assert max(widths) < ax.get_xlim()[1] * 0.85, "the words beside the longest bar need room"
    assert f"Mongolia {drawn.set_index('ally').differed['Mongolia']} of" in charts_bloc.allies.alt(
        drawn, years=years
    )


def test_the_allies_are_the_members_of_comecon_and_two_soviet_seats():
    said = load("lesson_facts").set_index("fact_id").fact["comecon-1989"]
    names = {name for name in facts.ALLIES.values() if "(Soviet)" not in name}
    assert len(names) == 9 and all(name in said for name in names)
    members = load("un_members").set_index("iso3").note
    assert all(
        "Soviet republic" in members[seat] for seat, name in facts.ALLIES.items() if "(Soviet)" in name
    )


def test_moved_rests_on_the_same_votes_for_both_and_stops_before_the_slip(ax, votes):
    drawn = charts_bloc.moved(ax, votes, load("un_ideal_points"), ask="all the others").set_index("year")
    years = by_period(votes.MNG, votes.RUS, votes.date.dt.year).set_index("period").votes
    assert (drawn.votes == years.loc[1980:1992]).all() and drawn.index.max() == 1992
    assert abs(drawn.Mongolia[1989] - drawn.Moscow[1989]) < 0.01
    assert drawn.Mongolia[1991] - drawn.Moscow[1991] > 0.2
    assert abs(drawn.Mongolia[1991] - drawn.Mongolia[1989]) < 0.05, "the title says that Mongolia stayed"


def test_1993_is_still_the_year_that_cannot_be_right(votes):
    """Lesson 1 tells this; when the data are mended, the lesson must change."""
    years = by_period(votes.MNG, votes.FRA, votes.date.dt.year).set_index("period")
    assert years.share[1993] == 1 and years.votes[1993] > 30
    assert years.share.drop([1993, 2024]).loc[1986:].max() < 0.7
    mayotte = votes[(votes.date.dt.year == 1993) & (votes.title == "COMOROS, MAYOTTE")].iloc[0]
    assert [seat for seat in votes.columns if seat.isupper() and mayotte[seat] == "N"] == ["FRA", "MNG"]


def test_same_questions_were_put_once_in_each_year_and_answered_by_both(votes):
    questions = facts.same_questions(votes)
    assert questions.title.is_unique
    for year in (1990, 1991):
        titles = votes[votes.date.dt.year == year].title
        assert (titles[titles.isin(questions.title)].value_counts() == 1).all()
    row = questions.iloc[0]
    found = votes[(votes.title == row.title) & (votes.date.dt.year == 1991)].iloc[0]
    assert (row.mongolia_after, row.moscow_after) == (found.MNG, found.RUS)
    mongolia, moscow = facts.changed(questions)
    assert mongolia < 5 < moscow <= len(questions)


def test_the_table_on_tibet_is_as_the_lesson_tells_it(votes):
    tibet = votes[votes.title.str.contains("TIBET", na=False)]
    seats = [seat for seat in votes.columns if seat.isupper()]
    row = tibet[(tibet.date.dt.year == 1961) & (tibet.date.dt.month == 12)].iloc[0]
    assert [sum(row[s] == v for s in seats) for v in "YNA"] == [56, 10, 29]
    assert (row.MNG, row.AFG, row.RUS) == ("Y", "N", "N") and row[["CSK"]].isna().all()
    exchanged = {**row[seats].to_dict(), "MNG": row.AFG, "AFG": row.MNG, "CSK": "N"}
    assert [list(exchanged.values()).count(v) for v in "YNA"] == [56, 11, 29]
    rest = tibet[tibet.rcid != row.rcid]
    assert set(rest.AFG) == {"A"} and rest.MNG.dropna().tolist() == ["N"] and rest.CSK.eq("N").all()


@pytest.mark.parametrize("half", [False, True])
@pytest.mark.parametrize("country", charts_bloc.BETWEEN)
def test_between_is_drawn_for_every_position(ax, votes, country, half):
    drawn = charts_bloc.between(ax, votes, country=country, abstention_half=half)
    assert drawn.share.between(0, 1).all() and (drawn.votes >= 10).all() and 1964 not in set(drawn.year)
    assert drawn.query("giant == 'Beijing'").year.min() == 1971
    assert country in charts_bloc.between.alt(drawn, country=country, abstention_half=half)
    names = sorted(t.get_position()[1] for t in ax.texts)
    assert all(b - a >= 6.9 for a, b in zip(names, names[1:], strict=False)), (
        "names at the ends cover one another"
    )
