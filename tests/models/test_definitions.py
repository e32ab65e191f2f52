"""The choices behind "the only one": hand-worked cases, nesting, and what no move may ever do."""

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers import load
from helpers.models import definitions as define

STATES = ["MNG", "ARM", "GEO", "KGZ"]


def made(rows):
    """Scores as the model takes them, from (iso3, year, score, low, high)."""
    return pd.DataFrame(rows, columns=["iso3", "year", "score", "low", "high"])


def one(rows, line=0.5, **words):
    return define.history(made(rows), [row[0] for row in rows], [2000], line, **words)[0]


def test_hand_worked_answers():
    mng = ("MNG", 2000, 0.7, 0.6, 0.8)
    assert one([mng, ("ARM", 2000, 0.3, 0.2, 0.4)])[1:3] == ("true", "true")
    assert one([mng, ("ARM", 2000, 0.6, 0.55, 0.7)])[1:3] == ("false", "false")
    assert one([mng, ("ARM", 2000, 0.52, 0.45, 0.6)])[1:3] == ("false", "cannot tell")
    assert one([mng, ("ARM", 2000, 0.48, 0.45, 0.6)])[1:3] == ("true", "cannot tell")
    assert one([("MNG", 2000, 0.48, 0.4, 0.6)])[1:3] == ("false", "cannot tell")
    assert one([("MNG", 2000, 0.3, 0.2, 0.4)])[1:3] == ("false", "false")


def test_a_state_without_a_figure_is_missing_and_never_undemocratic():
    answer = define.history(made([("MNG", 2000, 0.7, 0.7, 0.7)]), ["MNG", "ARM"], [2000, 2001], 0.5)
    assert answer[0].point == answer[0].band == "cannot tell" and answer[0].missing == ["ARM"]
    assert answer[1].point == "cannot tell" and answer[1].missing == ["MNG", "ARM"]
    broken = define.history(made([("MNG", 2000, 0.2, 0.2, 0.2)]), ["MNG", "ARM"], [2000], 0.5)[0]
    assert broken.point == "false", "the hero's own figure is enough to break the sentence"


def test_small_numbers_can_be_the_free_end():
    rows = [("MNG", 2000, 1.5, 1.5, 1.5), ("ARM", 2000, 4.0, 4.0, 4.0)]
    assert one(rows, line=2.5, high_is_free=False).above == ["MNG"]
    assert one(rows, line=4.0, high_is_free=False).above == ["MNG", "ARM"], "a state on the line is above it"


share = st.integers(0, 100).map(lambda n: n / 100)
figures = st.lists(st.tuples(share, share, share).map(sorted), min_size=len(STATES), max_size=len(STATES))


def rows_of(triples):
    return [
        (state, 2000, middle, low, high) for state, (low, middle, high) in zip(STATES, triples, strict=True)
    ]


@settings(deadline=None)
@given(figures, share, share)
def test_raising_the_line_never_adds_a_democracy(triples, one_line, other):
    low, high = sorted((one_line, other))
    assert set(one(rows_of(triples), high).above) <= set(one(rows_of(triples), low).above)


@settings(deadline=None)
@given(figures, share)
def test_what_the_band_settles_the_best_guess_says_too(triples, line):
    answer = one(rows_of(triples), line)
    assert answer.band in (answer.point, "cannot tell")
    assert sorted(answer.above + answer.below) == sorted(STATES)


@settings(deadline=None)
@given(figures, share)
def test_more_states_never_make_a_false_sentence_true(triples, line):
    rows = rows_of(triples)
    few = define.history(made(rows), STATES[:2], [2000], line)[0]
    many = define.history(made(rows), STATES, [2000], line)[0]
    assert few.point == "true" or many.point != "true"
    assert set(few.above) <= set(many.above)


@pytest.fixture(scope="module")
def tables():
    return load("countries"), {
        name: define.scores(load(index.table), name) for name, index in define.INDICES.items()
    }


def test_each_area_and_each_past_contains_the_one_before(tables):
    countries, _ = tables
    areas = [set(define.members(countries, asia, "and those that still are")) for asia in define.ASIA]
    pasts = [set(define.members(countries, "UN list and Russia", past)) for past in define.COMMUNIST]
    for narrow, wide in [*zip(areas, areas[1:], strict=False), *zip(pasts, pasts[1:], strict=False)]:
        assert narrow <= wide and "MNG" in narrow


def test_the_nine_states_the_lesson_names_and_every_code_has_a_name(tables):
    countries, _ = tables
    assert define.members(countries) == ["ARM", "AZE", "GEO", "KAZ", "KGZ", "MNG", "TJK", "TKM", "UZB"]
    assert {"ARM", "AZE", "GEO"}.isdisjoint(define.members(countries, "without the west"))
    assert set().union(*(past.states for past in define.COMMUNIST.values())) <= set(countries.iso3)


def test_scores_by_hand():
    """The average of two ratings for Freedom House, V-Dem's own bounds, Polity as it is; no row without a score."""
    named = {
        "iso3": ["MNG", "ARM", None],
        "country": ["Mongolia", "Armenia", "Asia"],
        "year": [2000, 2000, 2000],
    }
    house = pd.DataFrame(named | {"political_rights": [2, None, 1], "civil_liberties": [3, 4, 1]})
    assert define.scores(house, "Freedom House").values.tolist() == [["MNG", "Mongolia", 2000, 2.5, 2.5, 2.5]]
    polity = pd.DataFrame(named | {"polity2": [None, 5, 10], "remark": [None, None, None]})
    assert define.scores(polity, "Polity").values.tolist() == [["ARM", "Armenia", 2000, 5, 5, 5]]
    bounds = {"electoral": [0.5, 0.4, 1], "electoral_low": [0.3, None, 1], "electoral_high": [0.6, None, 1]}
    rows = define.scores(pd.DataFrame(named | bounds), "V-Dem")
    assert rows.iloc[0].tolist() == ["MNG", "Mongolia", 2000, 0.5, 0.3, 0.6] and rows.index.tolist() == [0, 1]
    assert rows.columns.tolist() == ["iso3", "country", "year", "score", "low", "high"]


def test_lines_get_stricter_and_lie_on_their_scale():
    for index in define.INDICES.values():
        assert set(index.lines) == set(define.LINES)
        sign = 1 if index.high_is_free else -1
        values = [sign * index.lines[line] for line in define.LINES]
        assert values == sorted(values) and len(set(values)) == 3
        assert all(min(index.scale) <= sign * value <= max(index.scale) for value in values)


def test_which_states_are_in_which_table(tables):
    countries, scores = tables
    widest = define.members(countries, "UN list and Russia", "and those that still are")
    have = {name: set(rows.iso3[rows.year.between(1992, 2024)]) for name, rows in scores.items()}
    assert set(widest) <= have["V-Dem"] and set(widest) <= have["Freedom House"]
    assert set(widest) - have["Polity"] == {"ARM", "AZE", "GEO", "YEM"}, "the charts name this gap"
    for name, index in define.INDICES.items():
        assert scores[name].query("iso3 == 'MNG'").year.max() == index.last_year
        assert not scores[name].duplicated(["iso3", "year"]).any()
        assert (scores[name].low < scores[name].high).any() == index.has_band


def test_the_usual_line_of_freedom_house_is_its_status_free(tables):
    countries, _ = tables
    rows = load("democracy_freedom_house")
    rows = rows[
        rows.iso3.isin(define.members(countries, "UN list and Russia", "and those that still are"))
        & (rows.year >= 1992)
    ]
    average = (rows.political_rights + rows.civil_liberties) / 2
    assert ((average <= define.INDICES["Freedom House"].lines["usual"]) == (rows.status == "Free")).all()


def test_figures_of_the_real_tables(tables):
    countries, scores = tables
    answers = define.history(scores["V-Dem"], define.members(countries), range(1992, 2025), 0.5)
    assert define.how_often(answers) == {"true": 11, "false": 22, "cannot tell": 0}
    assert [a.year for a in answers if a.point == "true"] == [*range(1995, 2004), 2008, 2009]
    assert answers[-1].above == ["ARM"] and answers[-1].crossing == ["GEO", "MNG"]


def test_every_choice_names_its_rule_and_its_sources():
    rules = define.rules()
    known = set(load("sources").source_id)
    named = [*define.ASIA.values(), *define.COMMUNIST.values(), *define.INDICES.values()]
    assert {source for choice in named for source in choice.source_ids} <= known
    assert rules.rule.str.len().min() > 20 and len(rules) == 14
    assert rules.columns.tolist() == ["choice", "name", "rule", "source_ids"]
    assert rules.choice.tolist() == ["Asia"] * 4 + ["communist"] * 4 + ["index"] * 3 + ["line"] * 3
    lines = rules[rules.choice == "line"].set_index("name")
    assert lines.rule["usual"] == "V-Dem 0.5; Freedom House 2.5; Polity 6"
    assert (
        lines.source_ids["strict"] == "our own line" and set(lines.source_ids["usual"].split("; ")) <= known
    )
    assert all(set(ids.split("; ")) <= known for ids in rules.source_ids[rules.choice != "line"])
    with pytest.raises(KeyError):
        define.members(load("countries"), asia="Narnia")
