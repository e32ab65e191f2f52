"""Votes by phone, without a network: an answer may change until the vote closes, and nothing is given out before."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from classroom.asked import question
from classroom.phone import page
from classroom.votes import FEWEST, MOST_ANSWERS, Closed, Full, Phones, Question, Votes, number_in, read
from helpers import registry
from helpers.asking.claims import VERDICTS
from helpers.asking.drawn import Drawn

CHOICE = Question("90.choice", "choice", "Which?", options=("this", "that", "neither"))
NUMBER = Question("90.number", "number", "How many?", low=0, high=60, unit="states")
DRAWN = Question("90.drawn", "drawn", "Draw it.", low=0, high=100, unit="%", years=tuple(range(1991, 2024)))
texts = st.one_of(st.text(), st.from_regex(r"-?[0-9]{0,5}[.,]?[0-9]{0,3} ?%?", fullmatch=True))


# --- what is asked ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("lesson", registry.LESSONS)
def test_every_prediction_can_be_asked_by_phone_and_its_form_has_nothing_but_the_question(lesson):
    for id, item in registry.collection("PREDICTIONS", lesson).items():
        asked, votes = question(id), Votes()
        assert (asked.id, asked.text, asked.note) == (id, item.question, item.note)
        assert asked.kind == item.control()["type"].replace("radio", "choice").replace("drawing", "drawn")
        votes.start(asked, 1)
        shown = page(votes, "v" * 16)
        assert 'method="post"' in shown
        if item.outcome:
            says = item.outcome(registry.tables()).says
            assert says not in shown


def test_a_first_verdict_is_a_choice_of_the_verdicts_and_what_nobody_asks_is_none():
    asked = question("first:C15")
    assert asked.kind == "choice" and list(asked.options) == list(VERDICTS.values())
    assert asked.text.startswith("C15 · ")
    for other in ("first:C99", "first:", "3.nothing", "", None, 7, "C15", "../x"):
        assert question(other) is None


def test_a_long_line_is_asked_for_every_few_years_and_always_for_the_last():
    drawn = [
        item
        for lesson in registry.LESSONS
        for item in registry.collection("PREDICTIONS", lesson).values()
        if isinstance(item, Drawn)
    ]
    assert drawn
    for item in drawn:
        asked = Question("x", "drawn", "?", years=tuple(item.years)).asked_years
        assert len(asked) <= 8 and {item.years[0], item.years[-1]} <= set(asked) <= set(item.years)


# --- reading ------------------------------------------------------------------------------------------------


@given(texts)
def test_a_number_is_held_to_the_questions_limits_and_anything_else_gets_a_sentence(text):
    try:
        value, held = read(NUMBER, {"value": text})
    except ValueError as problem:
        assert str(problem) == "Give a number from 0 to 60 states, in digits."
        return
    assert 0 <= value <= 60 and math.isfinite(value)
    assert held == (not 0 <= number_in(text) <= 60)


@given(st.dictionaries(st.sampled_from(["value", "x", *map(str, DRAWN.asked_years)]), texts))
def test_a_line_has_a_value_for_each_year_or_it_is_no_answer(fields):
    try:
        value, _ = read(DRAWN, fields)
    except ValueError as problem:
        assert "from 0 to 100 %" in str(problem)
        return
    assert len(value) == len(DRAWN.years) and all(0 <= one <= 100 for one in value)


def test_between_two_fields_a_line_runs_straight():
    fields = {str(year): str((year - 1991) * 3) for year in DRAWN.asked_years}
    value, held = read(DRAWN, fields)
    assert value == pytest.approx([(year - 1991) * 3 for year in DRAWN.years]) and not held
    last = read(DRAWN, fields | {"2023": "900"})
    assert last.held and last.value[-1] == 100 and last.value[:31] == value[:31]


@given(texts)
def test_a_choice_is_one_of_the_options(text):
    try:
        value, _ = read(CHOICE, {"value": text})
    except ValueError as problem:
        assert str(problem) == "Choose an answer first."
        return
    assert value in (0, 1, 2)


# --- votes --------------------------------------------------------------------------------------------------


def test_nothing_is_given_out_before_the_vote_is_stopped_and_then_nobody_is_known():
    votes = Votes()
    vote = votes.start(CHOICE, 1)
    for number in range(FEWEST):
        votes.answer(f"voter {number}", vote.number, {"value": str(2 - number % 3)})
    assert vote.count == FEWEST and not vote.values
    assert votes.stop(CHOICE.id, 1) == [0, 1, 1, 2, 2]
    assert not vote.answers and votes.answer_of("voter 0") is None
    assert votes.stop(CHOICE.id, 1) == [0, 1, 1, 2, 2], "a stop whose answer was lost can be asked for again"
    with pytest.raises(Closed):
        votes.answer("voter 0", vote.number, {"value": "0"})


def test_a_vote_with_too_few_answers_goes_on_and_nobody_counts_twice():
    votes = Votes()
    vote = votes.start(CHOICE, 1)
    votes.answer("a", vote.number, {"value": "0"})
    assert votes.stop(CHOICE.id, 1) == [0]
    assert votes.start(CHOICE, 1) is vote and vote.open
    votes.answer("a", vote.number, {"value": "1"})
    assert votes.stop(CHOICE.id, 1) == [1]
    votes.start(NUMBER, 1)
    assert not vote.answers and vote.values == [1], "once something else is asked nobody is known"


def test_a_second_round_begins_empty_and_leaves_the_first():
    votes = Votes()
    first = votes.start(NUMBER, 1)
    votes.answer("a", first.number, {"value": "20"})
    votes.stop(NUMBER.id, 1)
    second = votes.start(NUMBER, 2)
    assert second.count == 0 and second.number != first.number
    for voter, value in (("a", "30"), ("b", "10")):
        votes.answer(voter, second.number, {"value": value})
    assert votes.stop(NUMBER.id, 2) == [10, 30] and votes.stop(NUMBER.id, 1) == [20]


def test_a_vote_that_was_cleared_takes_no_answer_from_a_page_that_still_shows_it():
    votes = Votes()
    vote = votes.start(CHOICE, 1)
    votes.answer("a", vote.number, {"value": "0"})
    votes.clear(CHOICE.id, 1)
    assert votes.now is None and votes.stop(CHOICE.id, 1) == []
    assert votes.start(CHOICE, 1).count == 0
    with pytest.raises(Closed):
        votes.answer("a", vote.number, {"value": "0"})


def test_there_is_an_end_to_what_is_held():
    votes, phones = Votes(), Phones()
    vote = votes.start(CHOICE, 1)
    for number in range(MOST_ANSWERS):
        votes.answer(str(number), vote.number, {"value": "0"})
    with pytest.raises(Full):
        votes.answer("one more", vote.number, {"value": "0"})
    votes.answer("7", vote.number, {"value": "1"})
    assert vote.count == MOST_ANSWERS
    for number in range(3 * phones.MOST):
        phones.heard(str(number), 0)
    assert phones.here(1) == (phones.MOST, 0)


def test_a_phone_that_was_not_heard_of_for_a_while_has_gone_quiet():
    phones = Phones()
    phones.heard("a", 0)
    phones.heard("b", 0)
    assert phones.here(phones.AWAKE) == (2, 0)
    phones.heard("b", 60)
    assert phones.here(61) == (1, 1)
    assert phones.here(60 + phones.GONE) == (0, 1)
    assert phones.here(61 + phones.GONE) == (0, 0)


class AnyOrder(RuleBasedStateMachine):
    """Whatever is pressed and sent in whatever order, the votes hold each voter's last answer while they were open."""

    def __init__(self):
        super().__init__()
        self.votes, self.model, self.now = Votes(), {}, None

    places = st.sampled_from([(CHOICE, 1), (CHOICE, 2), (NUMBER, 1)])

    @rule(place=places)
    def start(self, place):
        asked, round = place
        vote = self.votes.start(asked, round)
        held = self.model.setdefault((asked.id, round), {"said": {}, "known": True})
        if self.now not in (None, (asked.id, round)) and self.model[self.now].get("stopped"):
            self.model[self.now]["known"] = False
        held["stopped"], self.now = False, (asked.id, round)
        assert vote is self.votes.now

    @precondition(lambda self: self.now)
    @rule(voter=st.sampled_from("abcdefgh"), value=st.integers(0, 2))
    def answer(self, voter, value):
        held = self.model[self.now]
        if held["stopped"]:
            with pytest.raises(Closed):
                self.votes.answer(voter, self.votes.now.number, {"value": str(value)})
            return
        self.votes.answer(voter, self.votes.now.number, {"value": str(value)})
        if held["known"]:
            held["said"][voter] = value
        else:  # whoever answered before is no longer known
            held["said"][(voter, "again")] = value

    @rule(place=places)
    def stop(self, place):
        key = (place[0].id, place[1])
        given = self.votes.stop(*key)
        if key in self.model:
            held = self.model[key]
            held["stopped"] = True
            assert given == sorted(held["said"].values())
            if len(given) >= FEWEST:
                self._forget(held)
        else:
            assert given == []

    @rule(place=places)
    def clear(self, place):
        key = (place[0].id, place[1])
        self.votes.clear(*key)
        self.model.pop(key, None)
        if self.now == key:
            self.now = None

    def _forget(self, held):
        held["known"] = False
        held["said"] = {
            (str(number), "before"): one for number, one in enumerate(sorted(held["said"].values()))
        }

    @invariant()
    def counts_are_right(self):
        for key, held in self.model.items():
            assert self.votes.of(*key).count == len(held["said"])


TestAnyOrder = AnyOrder.TestCase
