"""The quiz gives the reason for each choice at once, lets try again, and counts first answers."""

import re
from collections import Counter

import pytest

from helpers import registry
from helpers.asking import forms
from helpers.asking.quiz import Question, on_page, order, quiz, quiz_spec
from helpers.work.workbook import book


@pytest.fixture
def questions(lesson):
    lesson.QUIZ = {
        "90.quiz.a": Question("First?", ["no", "yes"], 1, {0: "Because not.", 1: "Because."}),
        "90.quiz.b": Question("Second?", ["yes", "no"], lambda load: 0),
    }
    return lesson.QUIZ


def choose(form, id, value):
    form._receive(
        form, {"kind": "act", "n": f"{id}{value}", "action": "keep", "values": {id: {"value": value}}}
    )
    return forms.as_text(form.spec, form.state)


def test_feedback_comes_at_once_and_first_answers_count(shown, questions):
    quiz(90)
    form = shown[0]
    assert "Because" not in forms.as_text(form.spec, form.state)
    assert "Because not." in choose(form, "90.quiz.a", 0)
    assert "Right: Because." in choose(form, "90.quiz.a", 1)
    said = choose(form, "90.quiz.b", 0)
    assert "Right at the first go: 1 of 2." in said
    quiz(90)
    assert forms.as_text(shown[1].spec, shown[1].state) == said


@pytest.mark.parametrize("value", [None, 2, -1, "0", True, [], {}, 1e9])
def test_what_is_no_option_changes_nothing(shown, questions, value):
    quiz(90)
    choose(shown[0], "90.quiz.a", value)
    choose(shown[0], "91.other", 0)
    assert book().all()["quiz"] == {}


def test_an_answer_to_an_option_that_no_longer_exists_is_as_if_not_given(shown, questions):
    book().record_answer("90.quiz.a", 7, False, section="quiz")
    quiz(90)
    assert not shown[0].state["90.quiz.a"]["kept"]


@pytest.mark.parametrize("form", ["before", "after"])
def test_the_questions_before_and_after_tell_no_answer_and_the_first_one_stays(shown, form):
    quiz(form)
    questions = {
        id: one
        for number in registry.LESSONS
        for id, one in registry.collection(form.upper(), number).items()
    }
    assert len(questions) == 10
    for id, one in questions.items():
        wrong = (one.right(registry.tables()) + 1) % 4
        said = choose(shown[0], id, wrong)
        choose(shown[0], id, one.right(registry.tables()))
        assert book().all()["quiz"][id]["value"] == wrong and book().all()["quiz"][id]["right"] is None
        assert not [why for why in one.why.values() if why in said] and "Choose again" not in said
    assert f"the questions {form} the lessons" in said and "at the first go" not in said


@pytest.mark.parametrize("lesson_number", [91, "3", None, -1])
def test_a_lesson_without_a_quiz_gets_a_sentence(shown, lesson_number):
    quiz(lesson_number)
    assert "no quiz" in forms.as_text(shown[0].spec, shown[0].state)


def test_for_a_page_without_a_kernel_all_feedback_is_known_ahead(questions):
    offline = on_page(questions, load=lambda name: None)
    assert [len(replies) for replies in offline["feedback"].values()] == [2, 2]
    assert [reply["kept"] for reply in offline["feedback"]["90.quiz.b"]] == [True, False]
    assert offline["opened"]["90.quiz.a"] == offline["feedback"]["90.quiz.a"][1]
    assert "Because" not in str(quiz_spec(questions))


def test_every_written_quiz_has_five_questions_with_a_reason_for_each_option():
    load = registry.tables()
    for number in registry.LESSONS | registry.OUTSIDE:
        questions = registry.collection("QUIZ", number)
        assert len(questions) in (0, 5), number
        for id, question in questions.items():
            assert question.right(load) in range(len(question.options)), id
            assert set(question.why) == set(range(len(question.options))), id
            assert id.startswith(f"{number}.quiz."), id


QUESTIONS = [
    (number, id, one)
    for number in registry.LESSONS | registry.OUTSIDE
    for id, one in registry.collection("QUIZ", number).items()
]


def test_no_quiz_can_be_passed_by_choosing_one_place():
    """The right options are spread over the places, in all lessons together and in each."""
    load = registry.tables()
    places = {}
    for number, id, question in QUESTIONS:
        shown_order = order(id, question)
        assert sorted(shown_order) == list(range(len(question.options)))
        at = shown_order.index(question.right(load))
        places.setdefault(len(shown_order), Counter())[at] += 1
        places.setdefault(f"lesson {number}", Counter())[at] += 1
    for many, counts in places.items():
        if isinstance(many, int):
            fair = sum(counts.values()) / many
            assert set(counts) == set(range(many)) and max(counts.values()) <= 1.25 * fair, counts
        else:
            assert max(counts.values()) <= 3, (many, counts)


def test_the_form_shows_the_options_in_that_order_and_keeps_their_numbers():
    for _, id, question in QUESTIONS:
        (control,) = quiz_spec({id: question})["fieldsets"][0]["controls"]
        assert [one["value"] for one in control["options"]] == order(id, question)
        assert all(one["label"] == question.options[one["value"]] for one in control["options"])


def test_quantities_stay_in_their_order():
    question = {id: one for _, id, one in QUESTIONS}["4.quiz.half"]
    assert order("4.quiz.half", question) == [0, 1, 2]


@pytest.mark.parametrize(
    "word", ["always", "never", "only", "must", "certainly", "every", "exactly", "impossible"]
)
def test_no_tone_tells_a_wrong_option(word):
    """A word that allows no exception stands in no option, or also in right ones."""
    load = registry.tables()
    holding = [
        index == question.right(load)
        for _, _, question in QUESTIONS
        for index, option in enumerate(question.options)
        if re.search(rf"\b{word}\b", option, re.IGNORECASE)
    ]
    assert not holding or any(holding)


def test_no_quiz_can_be_passed_by_choosing_the_longest_option():
    load = registry.tables()
    for number in registry.LESSONS | registry.OUTSIDE:
        for id, question in registry.collection("QUIZ", number).items():
            right = question.options[question.right(load)]
            assert any(len(other) >= len(right) for other in question.options if other != right), id
