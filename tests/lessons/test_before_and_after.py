"""Ten questions before the lessons, ten parallel ones after: one idea, another surface, fair, true by the tables."""

import re
from collections import Counter

import pytest

from helpers import load, registry
from helpers.models.agreement import strict
from helpers.models.forecasting import succession

FORMS = ("BEFORE", "AFTER")
PAIRS = {number: [dict(registry.collection(form, number)) for form in FORMS] for number in registry.LESSONS}
ITEMS = {id: item for pair in PAIRS.values() for form in pair for id, item in form.items()}


def one(form, name):
    """(prompt, right option) of a question."""
    item = ITEMS[name.replace("?", form)]
    return item.prompt, item.options[item.right(load)]


def numbers(text):
    return [float(found) for found in re.findall(r"\d+(?:\.\d+)?", text)]


both_forms = pytest.mark.parametrize("form", ["before", "after"])


def test_there_are_ten_and_ten_each_with_its_parallel():
    assert len(ITEMS) == 20
    for number, (before, after) in PAIRS.items():
        assert len(before) == len(after) == 1
        (first,), (last,) = before, after
        assert first.startswith(f"{number}.before.") and last == first.replace(".before.", ".after.")


@pytest.mark.parametrize("number", registry.LESSONS)
def test_both_forms_test_the_same_objective(number):
    before, after = ({*form} for form in PAIRS[number])
    holding = [ids for ids in registry.collection("OBJECTIVES", number).values() if before & set(ids)]
    assert len(holding) == 1 and after <= set(holding[0])


def test_both_forms_differ_on_their_surface():
    for before, after in PAIRS.values():
        (first,), (last,) = before.values(), after.values()
        assert first.prompt != last.prompt
        assert first.right(load) != last.right(load), "the place of the right option would give it away"
        assert first.options[first.right(load)] != last.options[last.right(load)]


@pytest.mark.parametrize("id", ITEMS)
def test_every_option_has_its_reason_and_none_stands_out(id):
    item = ITEMS[id]
    assert len(item.options) == len(set(item.options)) == 4
    assert set(item.why) == {0, 1, 2, 3} and all(len(why) > 15 for why in item.why.values())
    right = item.right(load)
    lengths = [len(option) for option in item.options]
    others = [length for at, length in enumerate(lengths) if at != right]
    assert max(others) >= lengths[right] and max(lengths) <= 1.6 * min(lengths), lengths
    assert not [option for option in item.options if re.search(r"\b(always|never|certainly|every)\b", option)]
    assert len(item.prompt.split()) <= 60


def test_the_right_option_is_neither_mostly_the_longest_nor_the_shortest():
    for form in FORMS:
        ranks = Counter()
        for items in (registry.collection(form, number).values() for number in registry.LESSONS):
            for item in items:
                lengths = sorted(map(len, item.options))
                mine = len(item.options[item.right(load)])
                ranks["longest"] += mine == lengths[-1] and lengths[-1] > lengths[-2]
                ranks["shortest"] += mine == lengths[0] and lengths[0] < lengths[1]
        assert ranks["longest"] == 0 and ranks["shortest"] <= 3, ranks


@pytest.mark.parametrize("form", FORMS)
def test_the_right_options_stand_in_all_places(form):
    places = Counter(
        item.right(load) for number in registry.LESSONS for item in registry.collection(form, number).values()
    )
    assert set(places) == {0, 1, 2, 3} and max(places.values()) <= 3


@pytest.mark.parametrize("words", ["World Bank", "Mongolia", "Putin", "Factbook", "Herfindahl", "Brier"])
def test_no_question_asks_for_what_only_the_lessons_tell(words):
    """The source of a figure may be named; Mongolia, its guest and the lessons' terms may not."""
    named = [id for id, item in ITEMS.items() if words in item.prompt or words in " ".join(item.options)]
    assert named == (["0.before.testable", "0.after.testable"] if words == "World Bank" else [])


# --- what the tables say ------------------------------------------------------------------------------------


@pytest.mark.parametrize("form, country", [("before", "Laos"), ("after", "Kazakhstan")])
def test_the_sentence_that_can_be_tested_is_true(form, country):
    _, right = one(form, "0.?.testable")
    million, year = numbers(right)
    row = load("income_population").query("country == @country and year == @year and population > 0")
    assert right.startswith(country) and round(row.population.iloc[0] / 1e6, 1) == million
    publisher = load("sources").set_index("source_id").publisher[row.source_id.iloc[0]]
    assert "World Bank" in publisher or "World Bank" in row.source_id.iloc[0].replace("-", " ").title()


@pytest.mark.parametrize("form, pair", [("before", ("ARG", "BRA")), ("after", ("CAN", "USA"))])
def test_the_two_states_agreed_as_often_as_the_question_says(form, pair):
    prompt, _ = one(form, "1.?.moved")
    first, whole, year, last, whole_later, later = numbers(prompt)
    votes = load("un_votes")
    assert whole == whole_later == 100
    for share, when in ((first, year), (last, later)):
        rows = votes[votes.date.dt.year == when].dropna(subset=list(pair))
        assert round(100 * (rows[pair[0]] == rows[pair[1]]).mean()) == share and len(rows) > 60


@pytest.mark.parametrize("form, country, year", [("before", "India", 2017), ("after", "Nepal", 2011)])
def test_the_index_and_its_band_are_the_tables(form, country, year):
    prompt, right = one(form, "2.?.band")
    row = load("democracy_vdem").query("country == @country and year == @year").iloc[0]
    found = set(numbers(prompt))
    assert country in prompt and year in found
    assert {round(row[name], 2) for name in ("electoral", "electoral_low", "electoral_high")} <= found
    assert row.electoral_low < 0.5 < row.electoral_high
    assert right.startswith("Above" if row.electoral >= 0.5 else "Below")


@both_forms
def test_the_share_without_the_missing_books(form):
    prompt, right = one(form, "3.?.unseen")
    missing, asked, other = numbers(prompt)
    assert missing + asked + other == 100
    assert numbers(right) == [100 * asked / (asked + other)]


@pytest.mark.parametrize(
    "form, pair, first_vote", [("before", ("KEN", "JPN"), 9068), ("after", ("GHA", "CAN"), 9136)]
)
def test_the_eight_votes_are_the_tables_and_counted(form, pair, first_vote):
    prompt, right = one(form, "6.?.alike")
    told = [found.split() for found in re.findall(r": ((?:[YNA–] ?){8})\.", prompt)]
    votes = load("un_votes").query("@first_vote <= rcid < @first_vote + 8").sort_values("rcid")
    assert set(votes.date.dt.year) == {2019} and len(votes) == 8
    assert told == [votes[seat].astype(object).fillna("–").tolist() for seat in pair]
    both = votes.dropna(subset=list(pair))
    same, of = map(int, re.findall(r"\d+", right))
    assert (same / of, of) == strict(both[pair[0]], both[pair[1]])


@pytest.mark.parametrize("form, cases", [("before", 8), ("after", 18)])
def test_what_never_happened_has_its_chance_by_the_rule_of_succession(form, cases):
    prompt, right = one(form, "8.?.never")
    assert ("Eight" in prompt) if cases == 8 else ("eighteen" in prompt)
    assert numbers(right) == [round(100 * succession(0, cases))]
