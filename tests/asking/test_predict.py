"""A prediction is kept once, looked back on with the computed outcome, and opens what it seals by itself."""

import pytest

from helpers import registry
from helpers.asking import forms, predict
from helpers.asking.drawn import Drawn
from helpers.asking.predict import Choice, Number, Outcome
from helpers.errors import LessonError
from helpers.words import amount
from helpers.work.workbook import book, reveal


@pytest.fixture(autouse=True)
def predictions(lesson):
    lesson.PREDICTIONS = {
        "90.share": Number(
            "Which share?", 0, 100, "%", outcome=lambda load: Outcome(10, "It was 10 %.", "table x")
        ),
        "90.place": Choice("Which place?", ["here", "there"], outcome=lambda load: Outcome(1, "There.")),
        "90.open": Number(
            "How many?", 0, 9, "states", outcome=lambda load: Outcome(None, "Nobody printed it.")
        ),
    }


def text(form):
    return forms.as_text(form.spec, form.state)


def keep(form, id, **values):
    form._receive(form, {"kind": "act", "n": str(values), "action": "keep", "values": {id: values}})


def test_keeping_shows_what_was_kept_in_every_form_of_it_and_opens_the_look_back(shown):
    predict.predict("90.share")
    predict.look_back("90.share")
    predict.predict("90.share")
    form, sealed, second = shown
    assert "10 %" not in text(form) + text(sealed).replace("100 %", "")
    keep(form, "90.share", value=60, confidence=80, reason=" they are\nneighbours ")
    for one in (form, second):
        assert "You said 60 %, 80 % sure: “they are neighbours”" in text(one)
    assert "It was 10 %. You were 50 points too high." in text(sealed) and "Rests on: table x." in text(
        sealed
    )
    keep(form, "90.share", value=10, confidence=50)
    assert book().prediction("90.share")["value"] == 60


@pytest.mark.parametrize("value", [None, "60", True, float("nan"), [60], {}])
def test_a_value_that_is_none_is_asked_for_again_and_not_kept(shown, value):
    predict.predict("90.share")
    keep(shown[0], "90.share", value=value)
    assert not book().is_kept("90.share") and "Give a number first." in text(shown[0])


@pytest.mark.parametrize("value", [-5, 1e9, float("nan"), True, "12", None])
def test_a_number_outside_its_range_is_refused_in_a_sentence_and_not_kept(shown, value):
    predict.predict("90.share")
    keep(shown[0], "90.share", value=value)
    assert not book().is_kept("90.share")
    assert "Give a number" in text(shown[0])


def test_confidence_is_held_to_its_range_and_a_reason_must_be_text(shown):
    predict.predict("90.share")
    keep(shown[0], "90.share", value=40, confidence=900, reason=7)
    prediction = book().prediction("90.share")
    assert (prediction["value"], prediction["confidence"], prediction["reason"]) == (40, 100, "")


def test_a_choice_is_kept_by_its_place_and_compared(shown):
    predict.predict("90.place")
    keep(shown[0], "90.place", value=2)
    assert not book().is_kept("90.place")
    keep(shown[0], "90.place", value=0, confidence=50)
    predict.look_back("90.place")
    assert "You said “here”, 50 % sure." in text(shown[1]) and "You had chosen another." in text(shown[1])


def test_a_look_back_on_what_nobody_knows_judges_nothing(shown):
    book().keep_prediction("90.open", 3)
    predict.look_back("90.open")
    assert text(shown[0]).splitlines()[1:] == ["You said 3 states.", "Nobody printed it."]


def test_reveal_opens_the_look_back_without_a_prediction(shown, capsys):
    predict.look_back("90.share")
    reveal()
    assert "It was 10 %." in text(shown[0]) and not book().is_kept("90.share")


def test_a_prediction_kept_for_an_older_question_is_said_not_to_fit(shown):
    book().keep_prediction("90.place", "gone")
    predict.predict("90.place")
    predict.look_back("90.place")
    assert all("no longer fits" in text(form) for form in shown)


@pytest.mark.parametrize("id", ["90.shar", "90", "x", "", None, 3, "999.share", "٣.share", ["90.share"]])
def test_an_unknown_name_gets_a_sentence(shown, id):
    predict.predict(id)
    predict.look_back(id)
    assert all(text(form).endswith((".", "?")) and "\n" not in text(form) for form in shown)
    assert id != "90.shar" or "'90.share'" in text(shown[0])


def test_amounts_are_written_as_people_write_them():
    assert [amount(1200, "km"), amount(9.5, "%"), amount(91.531), amount(0)] == [
        "1,200 km",
        "9.5 %",
        "91.53",
        "0",
    ]


def test_every_written_lesson_states_its_outcomes():
    load = registry.tables()
    for number in registry.LESSONS | registry.OUTSIDE:
        for id, item in registry.collection("PREDICTIONS", number).items():
            if item.outcome:
                outcome = item.outcome(load)
                assert outcome.says.endswith((".", "?")), id
                if isinstance(item, Drawn):
                    assert set(outcome.value) <= set(item.years), id
                    assert all(item.low <= value <= item.high for value in outcome.value.values()), id
                else:
                    assert outcome.value is None or item.read(outcome.value) == outcome.value, id


def test_tables_that_cannot_be_read_are_spoken_of_in_the_look_back(shown, lesson):
    def damaged(load):
        raise LessonError("The table x is damaged.")

    lesson.PREDICTIONS["90.share"] = Number("Which share?", 0, 100, "%", outcome=damaged)
    predict.predict("90.share")
    predict.look_back("90.share")
    form, sealed = shown
    keep(form, "90.share", value=60)
    assert "The table x is damaged." in text(sealed) and "Sealed" not in text(sealed)
