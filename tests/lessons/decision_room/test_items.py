"""Lesson 9's items: computed from one's own scores and from the tables, fair, and silent until advice is kept."""

import itertools
import json
import math
import re
from pathlib import Path

import hypothesis
import pandas as pd
import pytest
from hypothesis import strategies as st

from helpers import load
from helpers.asking.check import reply
from helpers.asking.claims import Assessment
from helpers.asking.comparing import compare_number
from helpers.asking.reading import READERS
from helpers.lessons.decision_room import aftermath, charts, facts, findings, items, options
from helpers.lessons.decision_room.facts import sides
from helpers.models import ranking as model
from helpers.work.workbook import book

NOTEBOOK = Path(__file__).parents[3] / "notebooks" / "09_decision_room.ipynb"
HINGED = {  # all weights 5: quiet 14 x 5 leads; consult passes it when fuel falls or law rises
    "fuel": [-2, 2, 2, -1, 0],
    "trade": [-1, 1, 1, 0, 0],
    "law": [2, -2, -1, 1, 1],
    "neighbours": [0, 0, 0, 0, 0],
    "precedent": [1, -1, 0, 1, 1],
    "home": [-2, 1, 1, -1, 0],
}


@pytest.fixture
def scored():
    for one, values in HINGED.items():
        book().record_answer(options.score_id(one), values, None)


def test_without_scores_everything_says_so():
    for id in ("9.first", "9.hinges"):
        outcome = items.PREDICTIONS[id].outcome(load)
        assert outcome.value is None and "Nothing is scored yet" in outcome.says
    for id, given in (("9.beaten", "Arrest him"), ("9.flip", 5)):
        assert reply(id, given).tone == "note" and "scored" in reply(id, given).text


def test_first_place_and_turning_weights(scored):
    outcome = items.PREDICTIONS["9.first"].outcome(load)
    assert list(options.OPTIONS.values())[outcome.value] == "Host him quietly" and "+0.50" in outcome.says
    points = options.decision().switch_points.dropna(subset="at").set_index("criterion")
    outcome = items.PREDICTIONS["9.hinges"].outcome(load)
    assert outcome.value == len(points) > 0
    assert all(options.CRITERIA[one] in outcome.says for one in points.index)


def test_a_missing_form_is_named(scored):
    book().record_answer(options.score_id("trade"), ["x"] * 5, None)
    assert "1 of 6 criteria" in items.PREDICTIONS["9.first"].outcome(load).says


@pytest.mark.parametrize(
    "given", ["Arrest him", "none", "money", "quiet", "Host him with full honours", "honours."]
)
def test_beaten_everywhere(scored, given):
    said = reply("9.beaten", given)
    assert (said.tone == "right") == (given in ("Host him with full honours", "honours."))
    if given == "money":
        assert "isn't one of the five" in said.text
    if given == "none":
        assert "at least one" in said.text


def test_none_is_right_where_no_option_is_beaten():
    book().record_answer(options.score_id("fuel"), [-2, -1, 0, 1, 2], None)
    book().record_answer(options.score_id("law"), [2, 1, 0, -1, -2], None)
    assert reply("9.beaten", "none").tone == reply("9.beaten", "Nothing.").tone == "right"
    assert reply("9.beaten", "Arrest him").tone == "wrong"


def test_an_option_that_another_equals_everywhere_counts_as_the_task_says():
    book().record_answer(options.score_id("fuel"), [-2, 1, 1, 2, 0], None)
    book().record_answer(options.score_id("law"), [2, 0, 0, -1, 1], None)
    assert reply("9.beaten", "quiet").tone == reply("9.beaten", "Host him with full honours").tone == "right"
    assert "equalled" in reply("9.beaten", "none").text and reply("9.beaten", "away").tone == "wrong"


def test_equally_near_weights_are_all_right():
    for one, values in {"fuel": [2, 0], "law": [0, 2], "trade": [1, 0]}.items():
        book().record_answer(options.score_id(one), [*values, -2, -2, -2], None)
    for given, named in (
        (2.5, "Fuel and power below 2.5"),
        (7.5, "Law and the Court above 7.5"),
        (8, "Law"),
        ("2", "Fuel"),
    ):
        said = reply("9.flip", given)
        assert said.tone == "right" and named in said.text and "2 criteria" in said.text
    assert reply("9.flip", 6).tone == reply("9.flip", 0.5).tone == "wrong"


def test_the_weight_that_turns(scored):
    points = options.decision().switch_points.dropna(subset="at")
    nearest = points.loc[(points["at"] - 5).abs().idxmin()]
    right = reply("9.flip", round(nearest["at"], 1))
    assert right.tone == "right" and options.CRITERIA[nearest.criterion] in right.text
    assert "starts" in reply("9.flip", 5).text
    assert "between 0 and 10" in reply("9.flip", 80).text


def test_where_no_single_weight_turns_it_two_do_and_either_of_them_is_right():
    # All 5: A leads by 15, and on no criterion does B gain more than 2 a point; on two together 4: 3.75 each.
    for one, (first, second) in {"fuel": (2, 0), "law": (2, 0), "trade": (0, 2), "home": (1, 0)}.items():
        book().record_answer(options.score_id(one), [first, second, -2, -2, -2], None)
    assert model_of().empty
    right = [given for given in range(11) if reply("9.flip", given).tone == "right"]
    assert right == [1, 9], "fuel and law below 1.25, or one of them with trade above 8.75"
    said = reply("9.flip", 8.75)
    assert said.tone == "right" and "Fuel and power below 1.2 and Trade above 8.8" in said.text
    assert "two weights apart" in said.text and "3 pairs need" in said.text


def model_of():
    return model.nearest_switches(options.my_scores(), items.ALIKE)


def test_where_nothing_turns_none_is_the_answer():
    book().record_answer(options.score_id("fuel"), [2, 0, 0, 0, 0], None)
    book().record_answer(options.score_id("law"), [2, 0, 0, 0, 0], None)
    assert reply("9.flip", 7).tone == "wrong" and "7" not in reply("9.flip", 7).text
    for given in ("none", "None.", "no"):
        assert reply("9.flip", given).tone == "right" and "scores" in reply("9.flip", given).text
    assert "None of 2" in items.PREDICTIONS["9.hinges"].outcome(load).says


def first_place(scores, weights):
    order = model.ranking(scores, weights)
    return set(order.option[order["rank"] == 1])


TABLES = st.tuples(
    *(st.one_of(st.none(), st.lists(st.integers(-2, 2), min_size=5, max_size=5)) for _ in options.CRITERIA)
).filter(any)


@pytest.mark.parametrize("many", [20, pytest.param(2000, marks=pytest.mark.slow)])
def test_every_table_of_scores_has_an_answer_which_the_check_accepts_and_no_other(many, monkeypatch):
    limits = hypothesis.settings(max_examples=many, deadline=None)
    limits(hypothesis.given(TABLES)(the_check_accepts_exactly_the_smallest_change))()


def the_check_accepts_exactly_the_smallest_change(columns):
    names, item = list(options.CRITERIA.values()), items.CHECKS["9.flip"]
    scores = pd.DataFrame(
        {name: [math.nan] * 5 if one is None else one for name, one in zip(names, columns, strict=True)},
        index=list(options.OPTIONS.values()),
        dtype=float,
    )
    points, now = facts.hinges(scores, items.ALIKE), first_place(scores, items.ALIKE)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(items, "my_scores", lambda: scores)
        patch.setattr(items, "hinges", lambda *_: points)
        accepted = item.expected(load)
        said = item.right(accepted[0] if accepted else "none", load)

    def answered(text):
        return compare_number(READERS["number"](text, item), accepted, item)[1] is None

    assert answered("none") == points.empty == (not accepted) == said.startswith("Whatever")
    for stop in range(11):
        assert answered(stop) == any(abs(one - stop) <= 0.1 + 1e-9 for one in accepted)
    if points.empty:
        for one, other in itertools.combinations_with_replacement(scores.dropna(axis="columns"), 2):
            for values in itertools.product((0, 10), repeat=2):
                pushed = dict(zip((one, other), values, strict=True))
                assert now & first_place(scores, items.ALIKE | pushed)
    for _, point in points.iterrows():
        moved = facts.turning(point)
        beyond = {name: at + (1e-6 if way == "up" else -1e-6) for name, _, way, at in moved}
        stops = {name: items._stop(way, at) for name, _, way, at in moved}
        assert first_place(scores, items.ALIKE | beyond) == set(point["options"]) != now
        assert first_place(scores, items.ALIKE | stops) != now and all(
            0 <= one <= 10 for one in stops.values()
        )
        assert all(answered(one) for one in (*stops.values(), *(at for *_, at in moved)))
        assert all(
            f"{name} {'above' if way == 'up' else 'below'} {at:.1f}" in charts._said(point)
            for name, _, way, at in moved
        )


def test_the_months_are_counted_from_the_rows():
    assert findings.months_between(load) == pytest.approx(8.3, abs=0.05)
    assert reply("9.months", 8).tone == reply("9.months", 9).tone == "right"
    assert "invitation" in reply("9.months", 11).text and "Astana" in reply("9.months", 2).text
    assert "days" in reply("9.months", 253).text


def test_signed_documents():
    assert items.PREDICTIONS["9.signed"].outcome(load).value == 3
    assert items.PREDICTIONS["9.signed"].high == len(aftermath.SIGNED) == 5


@pytest.mark.parametrize(
    "advice, said", [("honours", "the second"), ("consult", "the first"), ("arrest", ""), (None, "")]
)
def test_what_happened_is_compared_without_a_judgement(advice, said):
    if advice:
        book().keep_prediction("9.advice", list(options.OPTIONS).index(advice))
    outcome = items.PREDICTIONS["9.advice"].outcome(load)
    assert outcome.value is None and "30 August 2024" in outcome.says and "3 September 2024" in outcome.says
    assert said in outcome.says and ("you agreed" in outcome.says) == bool(said)
    assert "neither right nor wrong" in outcome.says


def test_the_motive_is_told_with_its_numbers_and_sources():
    finding = findings.CLAIMS["C41"].compute(load)
    assert finding.value == 3 and finding.verdict == "holds with a condition"
    assert "Of 5 documents" in finding.says and "8 months" in finding.says and "December 2023" in finding.says
    known = set(load("sources").source_id)
    assert set(finding.sources) | set(findings.CLAIMS["C34"].sources) <= known


def opposite(load, year, second="RUS", first="USA"):
    """In how many of 100 roll calls of a year two states voted opposite."""
    row = sides(load("un_votes"), first, second).set_index("year").loc[year]
    return 100 * row.opposite / row.votes


def test_neutrality_is_assessed_with_both_sides_and_what_it_says_of_votes_is_so():
    item = findings.CLAIMS["C34"]
    assert isinstance(item, Assessment) and item.for_ and item.against
    moscow = {year: opposite(load, year) for year in (1992, 2006, 2023)}
    assert moscow[2023] > 2 * moscow[1992] and moscow[2006] - moscow[1992] > 0.8 * (
        moscow[2023] - moscow[1992]
    )
    beijing = {year: opposite(load, year, "CHN") for year in (1992, 2023, 2025)}
    assert abs(beijing[1992] - beijing[2023]) < 3 and beijing[2025] > beijing[2023] + 10
    assert max(opposite(load, year, "RUS", "CHN") for year in range(2000, 2024)) < 12


def test_quiz_gives_a_reason_for_every_option_and_reaches_back_twice():
    assert sum(q.prompt.startswith("From lesson") for q in items.QUIZ.values()) == 2
    for question in items.QUIZ.values():
        assert set(question.why) == set(range(len(question.options)))
        assert question.answer in question.why


def test_no_text_or_open_output_of_the_saved_lesson_tells_what_happened():
    texts = ""
    for cell in json.loads(NOTEBOOK.read_text(encoding="utf-8"))["cells"]:
        if cell["cell_type"] == "markdown":
            texts += "".join(cell["source"])
        else:
            texts += " ".join("".join(out.get("data", {}).get("text/plain", "")) for out in cell["outputs"])
    for told in (
        "3 September",
        "24 October",
        "was received",
        "were signed",
        "was signed",
        "non-compliance",
        "2025",
    ):
        assert told not in texts
    assert not re.search(r"red carpet|guard of honour", texts)
