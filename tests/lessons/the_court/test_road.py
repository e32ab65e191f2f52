"""The map of lesson 7: each question once, every road comes to the end that the table gives; and the other view."""

import itertools
import json
import re

import pytest

from helpers import load
from helpers.asking import forms
from helpers.asking.claims import known_by
from helpers.lessons.decision_room.options import EVE
from helpers.lessons.the_court import road
from helpers.lessons.the_court.law import paths
from helpers.work.workbook import book
from tests.lessons.the_court.test_law import LATER_WORDS


@pytest.fixture(scope="module")
def tree():
    return load("legal_tree")


@pytest.fixture(scope="module")
def asked(tree):
    return road.control(tree, load)


def press(form, values, n="1"):
    (fieldset,) = form.spec["fieldsets"]
    id = fieldset["id"]
    form._receive(form, {"kind": "act", "n": n, "action": "keep", "id": id, "values": {id: values}})
    return form.state[id]


# --- the map --------------------------------------------------------------------------------------------------


def test_every_question_answer_and_end_stands_on_the_map_once_in_the_order_of_the_table(tree, asked):
    answers = [one["id"] for question in asked["questions"] for one in question["answers"]]
    for kind, ids in (
        ("question", [one["id"] for one in asked["questions"]]),
        ("answer", answers),
        ("outcome", [one["id"] for one in asked["ends"]]),
    ):
        assert ids == tree.node_id[tree.kind == kind].tolist(), kind
    assert asked["questions"][0]["id"] == paths(tree)[0][0], "one begins at the top"


def test_any_answers_to_all_questions_lead_where_they_led_in_the_nested_tree(tree, asked):
    """The tree repeated a question on each road; the map has it once, and the same answers come to the same end."""
    nested = {path[1:-1:2]: path[-1] for path in paths(tree)}
    goal = {one["id"]: one["to"] for question in asked["questions"] for one in question["answers"]}
    choices = [[one["id"] for one in question["answers"]] for question in asked["questions"]]
    place = {question["id"]: number for number, question in enumerate(asked["questions"])}
    seen = set()
    for given in itertools.product(*choices):
        at, taken = asked["questions"][0]["id"], []
        while at in place:
            taken.append(given[place[at]])
            at = goal[taken[-1]]
        steps, end = road.walked(asked, taken)
        assert end["id"] == at == nested[tuple(taken)], taken
        assert [answer["id"] for _, answer in steps] == taken
        seen.add(tuple(taken))
    assert seen == set(nested) and len(seen) > 50


def test_roads_meet(asked):
    into = [one["to"] for question in asked["questions"] for one in question["answers"]]
    assert {"q-98-1", "q-98-2", "q-doubts", "q-after", "o-council"} == {
        one for one in into if into.count(one) > 1
    }


YES = ["a-jurisdiction-yes", "a-request-yes", "a-cooperate-yes"]
NOWHERE = [
    None,
    [],
    "a-jurisdiction-no",
    YES,  # not at an end
    ["a-request-yes"],  # not from the beginning
    [*YES[:2], "a-27-everyone"],  # a question is passed over
    ["a-jurisdiction-no", "a-request-no"],  # goes on behind the end
    ["a-jurisdiction-yes", "a-request-no", "a-request-no"],
    ["a-jurisdiction-no", None],
    [["a-jurisdiction-no"]],
    [1, 2],
    {"a": 1},
]


@pytest.mark.parametrize("value", NOWHERE)
def test_what_is_no_road_to_an_end_is_none_and_is_asked_for_again(tree, asked, value):
    assert road.walked(asked, value) is None
    entry = press(road.road_form(tree), {"value": value})
    assert road.UNFINISHED in json.dumps(entry) and book().answer(road.ROAD) is None


def test_a_road_is_kept_said_and_replaced_by_the_next(tree):
    form = road.road_form(tree)
    said = press(form, {"value": ["a-jurisdiction-no"]})["lines"][0]
    assert said["word"] == "Kept"
    assert said["text"] == "The case: no, Russia never agreed. It ends: “Then there is nothing to carry out”."
    press(form, {"value": ["a-jurisdiction-yes", "a-request-no"]}, "2")
    assert book().answer(road.ROAD)["value"] == ["a-jurisdiction-yes", "a-request-no"]
    assert len(book().answer(road.ROAD)["tries"]) == 2
    again = road.road_form(tree)
    assert again.spec["fieldsets"][0]["controls"][0]["start"] == ["a-jurisdiction-yes", "a-request-no"]
    assert "a request: no. It ends" in forms.as_text(again.spec, again.state)


def test_a_road_of_another_map_is_left_alone_and_a_new_one_begins(tree):
    book().record_answer(road.ROAD, ["a-from-elsewhere"], None)
    form = road.road_form(tree)
    assert form.state[road.ROAD] == forms.entry() and "start" not in form.spec["fieldsets"][0]["controls"][0]
    assert road.road_in(book().all(), load) is None
    assert book().answer(road.ROAD)["value"] == ["a-from-elsewhere"]


def test_for_reading_each_question_stands_once_with_where_its_answers_lead(tree):
    form = road.road_form(tree)
    text = forms.as_text(form.spec, form.state)
    for row in tree[tree.kind == "question"].itertuples():
        assert text.count(row.text) == 1
    assert text.count("→") == (tree.kind == "answer").sum()
    assert "The Court decides, not you" in text and "[South Africa, 2023]" in text


def test_what_a_table_says_is_escaped_and_what_is_unconfirmed_says_so(tree, asked):
    bad = tree.assign(explained="<script>alert('x & y')</script>", text="a < b")
    form = road.road_form(bad)
    page = forms.as_html(form.spec, form.state)
    assert "<script" not in page and "a &lt; b" in page
    parts = [*asked["ends"], *(one for question in asked["questions"] for one in question["answers"])]
    unsure = set(tree.node_id[tree.confidence == "background"])
    assert unsure and {one["id"] for one in parts if "Unconfirmed." in one["rests"]} == unsure


def test_nothing_on_the_map_or_in_the_other_view_speaks_of_what_came_later(asked):
    shown = [asked, [road.friends(view) for view in road.VIEWS]]
    text = json.dumps(shown, ensure_ascii=False).replace("1 September 2024", "")
    assert not LATER_WORDS.search(text), LATER_WORDS.search(text)


def test_the_map_is_sealed_until_its_prediction_is_kept_and_shows_its_questions(tree, capsys):
    road.advise(tree, after="7.grounds")
    said = capsys.readouterr().out
    assert "Closed until" in said and "5. Does article 98(1) stand in the way?" in said
    assert not any(text in said for text in tree.text[tree.kind != "question"] if len(text) > 10)


# --- the view that isn't the student's ------------------------------------------------------------------------

CASE = "Russia stayed outside and has waived nothing."


@pytest.mark.parametrize("view", list(road.VIEWS))
def test_the_other_view_is_kept_and_then_its_friends_are_heard(view):
    form = road.other_form()
    assert not any(
        one.text in json.dumps([form.spec, form.state]) for own in road.FRIENDS.values() for one in own
    )
    entry = press(form, {"value": view, "text": f"  {CASE}\n"})
    assert entry["kept"] and entry["you"] == f"{road.VIEWS[view]}: “{CASE}”" and entry["again"]
    ticks = [line["text"] for line in entry["lines"] if line.get("tick")]
    assert ticks == [one.text for one in road.FRIENDS[view]]
    assert road.other_in(book().all()) == (view, CASE)
    text = forms.as_text(form.spec, form.state)
    assert text.count("☐") == len(ticks) and "Would its friends sign" in text


@pytest.mark.parametrize(
    "values, said",
    [
        ({}, road.WHICH),
        ({"value": "has to", "text": ""}, road.WRITE),
        ({"value": "has to", "text": " x " * 13}, road.WRITE),
        ({"value": "has to", "text": None}, road.WRITE),
        ({"value": "neither", "text": CASE}, road.WHICH),
        ({"value": 0, "text": CASE}, road.WHICH),
    ],
)
def test_what_lacks_is_asked_for_and_nothing_is_kept(values, said):
    assert said in json.dumps(press(road.other_form(), values))
    assert book().answer(road.OTHER) is None


@pytest.mark.parametrize("value", [None, "x", [], ["has to"], ["nobody", "x"], [1, 2], ["has to", 2]])
def test_what_is_no_other_view_counts_as_none(value):
    book().record_answer(road.OTHER, value, None)
    assert road.other_in(book().all()) is None and road.other_form().state[road.OTHER] == forms.entry()


def test_both_views_have_as_much_to_say_and_all_of_it_was_known_and_rests_on_something():
    known = set(load("sources").source_id)
    words = {}
    for view, own in road.FRIENDS.items():
        assert known_by(own, EVE) == own, "all could be said by then"
        assert all(one.sources and set(one.sources) <= known for one in own)
        words[view] = len(re.findall(r"\w+", " ".join(one.text for one in own)))
    few, many = sorted(words.values())
    assert len({len(own) for own in road.FRIENDS.values()}) == 1 and many < 1.15 * few, words


def test_both_views_are_told_once_all_is_opened():
    form = road.other_form()
    book().open_all()
    told = json.dumps(form.state, ensure_ascii=False)
    assert all(one.text in told for own in road.FRIENDS.values() for one in own)
    assert book().answer(road.OTHER) is None
