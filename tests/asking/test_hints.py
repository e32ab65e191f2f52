"""No hint gives an answer before the third try: neither what is said at once nor the first step of the ladder."""

import re

import pandas as pd
import pytest

from helpers import registry


def first_sentences(item):
    """What may be said before the third wrong try: each named misconception, and the first step of the ladder."""
    named = [hint.say for hint in item.hints if hint.when]
    return named + [hint.say for hint in item.hints if not hint.when][:1]


def told(expected):
    """The texts that would give an answer away."""
    if isinstance(expected, (set, frozenset, list)):
        return {text for one in expected for text in told(one)} if len(expected) else set()
    if isinstance(expected, pd.Timestamp):
        return {str(expected.year)}
    if not isinstance(expected, (int, float)):
        return {str(expected).casefold()}
    rounded = (round(expected, digits) for digits in range(4))
    return {f"{one:g}" for one in rounded if abs(one - expected) <= 0.02 * abs(expected)} | {str(expected)}


@pytest.mark.parametrize("number", [number for number in registry.LESSONS | registry.OUTSIDE if number != 9])
def test_no_hint_gives_the_answer_before_the_third_try(number):
    for id, item in registry.collection("CHECKS", number).items():
        expected, asked = item.expected(registry.tables()), item.ask.casefold()
        for said in first_sentences(item):
            assert item.how not in said, id
            words = set(re.findall(r"\d+(?:\.\d+)?|\w+(?: \w+)?", said.casefold()))
            away = {text for text in told(expected) & words if text not in asked}
            if isinstance(expected, (set, frozenset)) and away != told(expected):
                continue  # one of several may be named
            assert not away, (id, said)
