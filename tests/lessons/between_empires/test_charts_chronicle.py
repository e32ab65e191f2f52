"""What the charts that lay events along a line put on the axes, beside the tables."""

import pandas as pd
import pytest
from matplotlib.figure import Figure

from helpers import load
from helpers.lessons.between_empires import charts_chronicle, facts
from helpers.pictures import figures


@pytest.fixture
def ax():
    return Figure(figsize=(8, 4.5)).add_axes([0.1, 0.1, 0.8, 0.7])


@pytest.fixture(scope="module")
def events():
    return load("timeline")


def texts(ax):
    return " ".join(t.get_text() for t in [*ax.figure.texts, *ax.texts])


def test_candidates_are_events_of_the_timeline_with_their_years(events):
    for choices in (facts.beginnings(events), facts.endings(events)):
        assert list(choices.values()) == sorted(choices.values()) and len(set(choices.values())) == len(
            choices
        )
        for text, year in choices.items():
            name = text.split(" · ", 1)[1]
            row = events[events.event == name.removesuffix(" (unconfirmed)")].iloc[0]
            assert row.date.year == year and text.startswith(str(year))
            assert name.endswith(" (unconfirmed)") == (row.confidence == "background")


def test_span_is_as_long_as_the_subtraction_for_every_pair(events):
    for began in facts.beginnings(events).values():
        for ended in facts.endings(events).values():
            ax = Figure().add_axes([0, 0, 1, 1])
            drawn = charts_chronicle.span(ax, events, began=began, ended=ended)
            assert ax.patches[0].get_width() == ended - began and f"{ended - began} years" in texts(ax)
            assert set(drawn[drawn.chosen].year) == {began, ended}
            assert f"{ended - began} years" in charts_chronicle.span.alt(drawn, began=began, ended=ended)


@pytest.mark.parametrize(
    "war, inside", [("war-began-1937", 129), ("war-began-1939", 16), ("war-began-1941", 0)]
)
def test_battle_days(ax, war, inside):
    stored = load("lesson_facts")
    assert facts.battle_days(stored, war) == (inside, len(pd.date_range("1939-05-11", "1939-09-16")))
    drawn = charts_chronicle.battle(ax, stored, war_began=war)
    assert ax.patches[1].get_width() == inside and f"{inside} of 129 days" in texts(ax)
    assert f" {inside} of them" in charts_chronicle.battle.alt(drawn, war_began=war)
    unsure = stored.set_index("fact_id").confidence[war] != "confirmed"
    assert ("(day unconfirmed)" in texts(ax)) == unsure


def test_promises_are_unbroken_runs_of_the_table():
    alliances = load("alliances_mongolia")
    runs = facts.promises(alliances)
    for row in runs.itertuples():
        kind = next(k for k, words in facts.KINDS.items() if words == row.promise)
        own = alliances[(alliances.partner == row.partner) & alliances[kind]].year
        assert set(range(row.first, row.last + 1)) <= set(own)
        assert row.first - 1 not in set(own) and row.last + 1 not in set(own)
    defence = runs[runs.promise == "to defend each other"].set_index("partner")
    assert (defence["first"]["Soviet Union"], defence["last"]["Soviet Union"]) == (1936, 1991)
    assert "China" not in defence.index


def test_obligations_draws_one_bar_a_run(ax):
    drawn = charts_chronicle.obligations(ax, load("alliances_mongolia"))
    assert sorted((p.get_x(), p.get_x() + p.get_width() - 1) for p in ax.patches) == sorted(
        zip(drawn["first"], drawn["last"], strict=True)
    )


def test_centuries_names_events_of_the_timeline_without_covering_one(events):
    figure, ax = figures.new_figure()
    drawn = charts_chronicle.centuries(ax, events)
    assert list(drawn.year) == sorted(charts_chronicle.LINES) and (drawn.confidence == "confirmed").all()
    figure.draw_without_rendering()
    boxes = [t.get_window_extent() for t in ax.texts if t.get_text()[:4].isdigit()]
    assert len(boxes) == len(drawn)
    assert not any(a.overlaps(b) for i, a in enumerate(boxes) for b in boxes[i + 1 :])
    with pytest.raises(ValueError, match="lacks"):
        charts_chronicle.centuries(ax, events[events.date.dt.year != 1911])


def test_signs_say_what_the_tables_hold():
    tables = [
        load(name) for name in ("national_capabilities", "alliances_mongolia", "un_votes", "lesson_facts")
    ]
    rows = facts.signs(*tables)
    said = " ".join(rows.the_tables_say_for_1985)
    capabilities, alliances, votes, stored = tables
    now = capabilities.query("year == 1985").set_index("country").cinc
    assert (
        f"{now['Soviet Union'] / now['Mongolia']:.0f} times" in said
        and f"{now['China'] / now['Mongolia']:.0f} times" in said
    )
    assert "75,000" in said and "75,000" in stored.set_index("fact_id").fact["soviet-troops-1985"]
    both = votes[(votes.date.dt.year == 1985) & votes.MNG.notna() & votes.CHN.notna()]
    assert f"{100 * (both.MNG.astype(str) == both.CHN.astype(str)).mean():.0f} % of {len(both)}" in said
    assert set(alliances[(alliances.year == 1985) & alliances.defence].partner) == {"Soviet Union"}
    assert facts.signs_that_hold(*tables) == 1
