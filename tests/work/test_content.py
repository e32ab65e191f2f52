"""What a workbook's content may be, at every bound, and the sentence for what it may not be."""

import json

import pytest

from helpers.work import content
from helpers.work.content import checked, counted, empty, is_empty, merge, now_after, read, written

AT = "2026-01-01T00:00:00.000000Z"
LATER = "2026-01-02T00:00:00.000000Z"


def holding(section, entry, key="3.a"):
    return {**empty(), section: {key: entry}}


def kept(section, entry, key="3.a"):
    return checked(holding(section, entry, key))[section][key]


def refusal(thing):
    with pytest.raises(ValueError) as caught:
        checked(thing)
    return str(caught.value)


@pytest.mark.parametrize(
    "thing, said",
    [
        (None, "it is not a workbook of these lessons"),
        ({"format": 1}, "it is not a workbook of these lessons"),
        ({"predictions": {}}, "it is not a workbook of these lessons"),
        ({**empty(), "format": 2}, "it was written by another version of these lessons"),
        ({**empty(), "format": True}, "it was written by another version of these lessons"),
        ({**empty(), "student": "a b"}, "its student number is damaged"),
        ({**empty(), "student": "a" * 65}, "its student number is damaged"),
        ({**empty(), "student": 7}, "its student number is damaged"),
        ({**empty(), "since": "yesterday"}, "one of its times is damaged"),
        ({**empty(), "quiz": []}, "its part 'quiz' is damaged"),
        (holding("notes", {"text": "", "at": AT}, key="a b"), "its part 'notes' holds a name no lesson uses"),
        (
            holding("notes", {"text": "", "at": AT}, key="a" * 101),
            "its part 'notes' holds a name no lesson uses",
        ),
        (holding("notes", []), "its part 'notes' is damaged"),
        (holding("notes", {"text": 7, "at": AT}), "one of its texts is damaged"),
        (holding("notes", {"text": ""}), "one of its times is damaged"),
        (holding("notes", {"text": "", "at": "2026-02-30T00:00:00Z"}), "one of its times is damaged"),
        (holding("predictions", {"value": {}, "at": AT}), "one of its values is damaged"),
        (holding("predictions", {"value": [[1]], "at": AT}), "one of its values is damaged"),
        (holding("predictions", {"value": [0] * 201, "at": AT}), "one of its values is damaged"),
        (holding("predictions", {"value": 1e300, "at": AT}), "one of its values is damaged"),
        (
            holding("predictions", {"value": 1, "confidence": 101, "at": AT}),
            "one of its confidences is damaged",
        ),
        (
            holding("predictions", {"value": 1, "confidence": -1, "at": AT}),
            "one of its confidences is damaged",
        ),
        (
            holding("predictions", {"value": 1, "confidence": True, "at": AT}),
            "one of its confidences is damaged",
        ),
        (
            holding("predictions", {"value": 1, "confidence": "9", "at": AT}),
            "one of its confidences is damaged",
        ),
        (holding("answers", {"value": 1, "right": 1, "at": AT}), "one of its answers is damaged"),
        (holding("answers", {"value": 1, "tries": {}, "at": AT}), "one of its answers is damaged"),
        (holding("quiz", {"value": 1, "tries": [7], "at": AT}), "one of its answers is damaged"),
        (holding("verdicts", {"first": 7}), "one of its verdicts is damaged"),
        (holding("verdicts", {"history": [None]}), "one of its verdicts is damaged"),
        (holding("verdicts", {"history": {}}), "one of its verdicts is damaged"),
    ],
)
def test_what_is_refused_and_in_which_words(thing, said):
    assert refusal(thing) == said


def test_what_is_missing_is_empty():
    assert checked({"format": 1, "predictions": {}}) == empty()
    assert all(checked({**empty(), "since": nothing})["since"] == "" for nothing in ("", None, 0))
    assert kept("predictions", {"at": AT}) == {"value": None, "confidence": None, "reason": "", "at": AT}
    assert kept("answers", {"at": AT, "odd": 1}) == {"value": None, "right": None, "at": AT, "tries": []}
    assert kept("quiz", {"at": AT}) == kept("answers", {"at": AT})
    assert kept("verdicts", {}) == {"first": None, "last": None, "history": []}
    verdict = {"stage": "", "value": None, "confidence": None, "reason": "", "at": AT}
    assert kept("verdicts", {"first": {"at": AT}})["first"] == verdict


def test_the_largest_of_everything_is_kept():
    assert checked({**empty(), "student": "a" * 64, "since": "2026-01-01T00:00:00Z"})["since"] == AT
    assert kept("notes", {"text": "a" * 2001, "at": AT}, key="a" * 100)["text"] == "a" * 2000
    assert kept("notes", {"text": "\ud800", "at": AT})["text"] == "?"
    assert kept("predictions", {"value": [0] * 200, "at": AT})["value"] == [0] * 200
    assert kept("predictions", {"value": -9e299, "confidence": 0, "at": AT})["value"] == -9e299
    assert kept("predictions", {"value": 1, "confidence": 100.0, "at": AT})["confidence"] == 100
    assert kept("answers", {"value": "a", "right": False, "at": AT})["right"] is False
    assert kept("predictions", {"value": 1, "reason": "why", "at": AT})["reason"] == "why"


def test_numbers_are_those_that_come_back_from_javascript():
    for given, wanted in (
        (85.0, 85),
        (1000.0, 1000),
        (0.5, 0.5),
        (2**53, 2.0**53),
        (2**53 - 1, 2**53 - 1),
        (-(2**53), -(2.0**53)),
    ):
        found = kept("predictions", {"value": given, "at": AT})["value"]
        assert found == wanted and type(found) is type(wanted)
    assert type(kept("predictions", {"value": 2.0**53, "at": AT})["value"]) is float
    assert kept("predictions", {"value": [True, None, "a", 1.0], "at": AT})["value"] == [True, None, "a", 1]
    assert type(kept("predictions", {"value": 1, "confidence": 50.0, "at": AT})["confidence"]) is int


def test_tries_come_once_each_by_time_and_the_first_fifty_stay():
    def one(minute):
        return {"value": minute, "right": None, "at": f"2026-01-01T00:{minute:02d}:00.000000Z"}

    tries = [one(minute) for minute in (*range(59, -1, -1), 3)]
    assert kept("answers", {"value": 1, "at": AT, "tries": tries})["tries"] == [one(m) for m in range(50)]
    two = [{"value": value, "right": None, "at": AT} for value in (2, 1)]
    assert [t["value"] for t in kept("answers", {"at": AT, "tries": two})["tries"]] == [1, 2], (
        "of one moment by text"
    )


def note(text, at=AT):
    return checked(holding("notes", {"text": text, "at": at}))


def test_merging_by_hand():
    assert merge(note("a"), note("b", LATER))["notes"]["3.a"]["text"] == "b"
    mine = checked({**holding("predictions", {"value": 1, "at": LATER}), "student": "a", "since": LATER})
    other = checked({**holding("predictions", {"value": 2, "at": AT}), "student": "b", "since": AT})
    both = merge(mine, other)
    assert both["predictions"]["3.a"]["value"] == 2 and (both["student"], both["since"]) == ("b", AT)
    assert merge(empty(), mine)["student"] == "a" and merge(empty(), empty()) == empty()

    def answer(value, at):
        entry = {"value": value, "right": value == 2, "at": at}
        return checked(holding("quiz", {**entry, "tries": [entry]}))["quiz"]["3.a"]

    both = merge(*({**empty(), "quiz": {"3.a": answer(*one)}} for one in ((2, LATER), (1, AT))))["quiz"][
        "3.a"
    ]
    assert (both["value"], both["right"], both["at"]) == (2, True, LATER)
    assert [one["value"] for one in both["tries"]] == [1, 2]

    def verdict(stage, value, at):
        entry = {"stage": stage, "value": value, "at": at}
        return checked(holding("verdicts", {"first": entry, "last": entry, "history": [entry]}))

    both = merge(verdict("last", "holds", LATER), verdict("first", "does not hold", AT))["verdicts"]["3.a"]
    assert both["first"]["value"] == "does not hold" and both["last"]["value"] == "holds"
    assert [one["stage"] for one in both["history"]] == ["first", "last"]
    assert merge(empty(), checked(holding("verdicts", {})))["verdicts"]["3.a"]["first"] is None


def test_now_comes_after_what_was_kept():
    assert now_after("2999-01-01T00:00:00.000000Z", None, AT) == "2999-01-01T00:00:00.000001Z"
    assert AT < now_after() < "2999" and now_after(AT) < "2999" and now_after().endswith("Z")
    assert len(now_after("9999-12-31T23:59:59.999999Z")) == len(AT)


def test_text_that_is_read_and_written():
    text = written(note("é"))
    assert text.endswith("}\n") and text.startswith('{\n "format": 1,\n "student"') and '"é"' in text
    assert read(text) == read("\ufeff" + text) == read(text.encode()) == read(b"\xef\xbb\xbf" + text.encode())
    with pytest.raises(ValueError, match="JSON compliant"):
        written({"value": float("nan")})
    for bad, said in (
        (7, "it is not a workbook of these lessons"),
        (None, "it is not a workbook of these lessons"),
        ("{", "it is damaged, or not a workbook at all"),
        (b"\xff", "it is damaged, or not a workbook at all"),
        ("[" * 100_000, "it is nested deeper than any workbook"),
        (" " * 5_000_001, "it is larger than 5 MB, which no workbook is"),
    ):
        with pytest.raises(ValueError) as caught:
            read(bad)
        assert str(caught.value) == said
    padded = text + " " * (5_000_000 - len(text))
    assert read(padded) == read(text) and read(padded + " ", content.LARGEST_FILE) == read(text)


def test_what_is_kept_is_counted():
    assert counted(empty()) == "nothing yet" and is_empty(empty())
    assert counted(note("a")) == "1 note" and not is_empty(note("a"))
    several = {**empty(), "predictions": {"a": 1, "b": 2}, "quiz": {"a": 1}}
    assert counted(several) == "2 predictions, 1 quiz answer"


def test_entries_of_one_moment_are_told_apart_by_plain_text():
    assert content.canon({"b": "é", "a": 1}) == json.dumps({"a": 1, "b": "é"}) == '{"a": 1, "b": "\\u00e9"}'
