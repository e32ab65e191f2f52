"""Workbooks kept earlier still open: as they were written then, section by section, and together with newer ones."""

import json

import pytest

from helpers.work.content import FILE_NAME, counted, merge, read, written
from helpers.work.workbook import Workbook

STUDENT = '"student": "0d1f4c1e-7a55-4c0e-9d55-1a2b3c4d5e6f", "since": "2026-03-02T08:00:00.000000Z"'

# Each as a notebook or a page wrote it at the time: (text of the file, what it holds in words).
KEPT = {
    "a number and a choice, as the first lessons kept them": (
        """{"format": 1, %s,
        "predictions": {
         "3.china_1991": {"value": 60, "confidence": 80, "reason": "neighbours", "at": "2026-03-02T08:01:02.123456Z"},
         "0.area_place": {"value": 1, "confidence": null, "reason": "", "at": "2026-03-02T08:02:00.000001Z"}},
        "answers": {}, "quiz": {}, "verdicts": {}, "notes": {}}"""
        % STUDENT,
        "2 predictions",
    ),
    "numbers before 85.0 was written as 85": (
        """{"format": 1, %s,
        "predictions": {"1.votes": {"value": 85.0, "confidence": 75.0, "reason": "", "at": "2026-03-02T08:01:02.5Z"}},
        "answers": {"3.hhi": {"value": 3100.0, "right": false, "at": "2026-03-02T08:05:00Z",
          "tries": [{"value": 3100.0, "right": false, "at": "2026-03-02T08:05:00Z"}]}},
        "quiz": {}, "verdicts": {}, "notes": {}}"""
        % STUDENT,
        "1 prediction, 1 answer",
    ),
    "tries of a check, also such as were not kept in order": (
        """{"format": 1, %s, "predictions": {},
        "answers": {"3.share_2023": {"value": "91,5", "right": true, "at": "2026-03-02T08:07:00.000000Z", "tries": [
          {"value": "91,5", "right": true, "at": "2026-03-02T08:07:00.000000Z"},
          {"value": null, "right": null, "at": "2026-03-02T08:05:30.000000Z"},
          {"value": "<b>60</b>", "right": false, "at": "2026-03-02T08:06:00.000000Z"}]}},
        "quiz": {"3.quiz.hhi": {"value": 1, "right": true, "at": "2026-03-02T08:20:00.000000Z",
          "tries": [{"value": 0, "right": false, "at": "2026-03-02T08:19:00.000000Z"},
                    {"value": 1, "right": true, "at": "2026-03-02T08:20:00.000000Z"}]}},
        "verdicts": {}, "notes": {}}"""
        % STUDENT,
        "1 answer, 1 quiz answer",
    ),
    "verdicts at the door only, at the end only, and changed": (
        """{"format": 1, %s, "predictions": {}, "answers": {}, "quiz": {}, "notes": {}, "verdicts": {
         "C15": {"first": {"stage": "first", "value": "holds", "confidence": 60,
                  "reason": "", "at": "2026-03-02T08:00:01.000000Z"},
                 "last": null,
                 "history": [{"stage": "first", "value": "holds", "confidence": 60,
                  "reason": "", "at": "2026-03-02T08:00:01.000000Z"}]},
         "C16": {"first": null,
                 "last": {"stage": "last", "value": "cannot be settled", "confidence": 50,
                  "reason": "a census", "at": "2026-03-02T08:40:00.000000Z"},
                 "history": [
                  {"stage": "last", "value": "does not hold", "confidence": 90,
                  "reason": "", "at": "2026-03-02T08:39:00.000000Z"},
                  {"stage": "last", "value": "cannot be settled", "confidence": 50,
                  "reason": "a census", "at": "2026-03-02T08:40:00.000000Z"}]}}}"""
        % STUDENT,
        "2 verdicts",
    ),
    "a road through the law, walked twice, and the other view": (
        """{"format": 1, %s, "predictions": {}, "quiz": {}, "verdicts": {}, "notes": {},
        "answers": {
         "7.road": {"value": ["a-jurisdiction-yes", "a-request-no"], "right": null, "at": "2026-11-30T09:02:00.000000Z",
           "tries": [{"value": ["a-jurisdiction-no"], "right": null, "at": "2026-11-30T09:01:00.000000Z"},
           {"value": ["a-jurisdiction-yes", "a-request-no"], "right": null, "at": "2026-11-30T09:02:00.000000Z"}]},
         "7.other": {"value": ["has to", "It promised so, and no office counts before this Court."], "right": null,
           "at": "2026-11-30T09:03:00.000000Z", "tries": []}}}"""
        % STUDENT,
        "2 answers",
    ),
    "scores, weights and the memo of the decision room": (
        """{"format": 1, %s,
        "predictions": {"9.first": {"value": 2, "confidence": 55, "reason": "law",
          "at": "2026-03-02T09:00:00.000000Z"}},
        "answers": {
         "9.score.fuel": {"value": [2, -2, 1, 0, -1], "right": null, "at": "2026-03-02T09:01:00.000000Z",
           "tries": [{"value": [2, -2, 1, 0, -1], "right": null, "at": "2026-03-02T09:01:00.000000Z"}]},
         "9.weights": {"value": [3, 3, 1, 0, 5, 2], "right": null, "at": "2026-03-02T09:02:00.000000Z", "tries": []}},
        "quiz": {}, "verdicts": {},
        "notes": {"memo.advice": {"text": "Receive him, and say\\nwhy. \\u2014 \\ud83d\\ude00",
           "at": "2026-03-02T09:10:00.000000Z"},
                  "memo.claims": {"text": "C15 C31", "at": "2026-03-02T09:10:00.000000Z"}}}"""
        % STUDENT,
        "1 prediction, 2 answers, 2 notes",
    ),
    "one without the parts that were not used": (
        '{"format": 1, "predictions": {"3.a": {"value": true, "at": "2026-03-02T08:00:00Z"}}}',
        "1 prediction",
    ),
    "names that a student's own chart kept its values under": (
        """{"format": 1, "student": "s_-é", "since": "2026-03-02T08:00:00.000000Z", "predictions": {},
        "answers": {"9.gewichte_für_mich": {"value": [1.5], "right": null,
           "at": "2026-03-02T08:00:00.000000Z", "tries": []},
                    "９.重さ": {"value": [1.5], "right": null,
           "at": "2026-03-02T08:00:00.000000Z", "tries": []}},
        "quiz": {}, "verdicts": {}, "notes": {}}""",
        "2 answers",
    ),
    "one of a later version that keeps more than this one knows": (
        """{"format": 1, %s, "predictions": {"3.a": {"value": 1, "confidence": 50, "reason": "", "drawn": [[1, 2]],
        "at": "2026-03-02T08:00:00.000000Z"}}, "answers": {}, "quiz": {}, "verdicts": {}, "notes": {},
        "drawings": {"3.b": {}}}"""
        % STUDENT,
        "1 prediction",
    ),
    "nothing yet": (
        """{"format": 1, "student": "", "since": "", "predictions": {}, "answers": {}, "quiz": {},
        "verdicts": {}, "notes": {}}""",
        "nothing yet",
    ),
}
FORMS = {
    "as it is": lambda text: text,
    "bytes": lambda text: text.encode(),
    "with a mark at its start, from Windows": lambda text: text.encode("utf-8-sig"),
    "with other line ends": lambda text: text.replace("\n", "\r\n").encode(),
    "in one line": lambda text: json.dumps(json.loads(text)),
    "sorted by another program": lambda text: json.dumps(json.loads(text), sort_keys=True, indent=4),
}


@pytest.mark.parametrize("form", FORMS.values(), ids=FORMS)
@pytest.mark.parametrize("text, holds", KEPT.values(), ids=KEPT)
def test_it_is_restored_whole(workbook_file, text, holds, form):
    mine = Workbook(workbook_file)
    assert mine.restore(form(text)) == f"Restored. Your workbook now holds {holds}."
    assert mine.all() == read(text) | {name: mine.all()[name] for name in ("student", "since")}
    assert Workbook(workbook_file).all() == mine.all()


@pytest.mark.parametrize("text, holds", KEPT.values(), ids=KEPT)
def test_it_opens_where_it_lies(workbook_file, text, holds):
    workbook_file.parent.mkdir()
    workbook_file.write_text(text, encoding="utf-8")
    mine = Workbook(workbook_file)
    assert counted(mine.all()) == holds and mine.trouble is None
    mine.note("one.more", "x")
    assert mine.trouble is None and list(workbook_file.parent.glob("*.broken-*")) == []


def test_all_of_them_together_lose_nothing_in_any_order(tmp_path):
    texts = [text for text, _ in KEPT.values()]
    there, back = Workbook(tmp_path / "a" / FILE_NAME), Workbook(tmp_path / "b" / FILE_NAME)
    for text in texts:
        assert there.restore(text).startswith("Restored.")
    for text in reversed(texts):
        assert back.restore(text).startswith("Restored.")
    assert there.all() == back.all()
    for text in texts:
        for section, entries in json.loads(text).items():
            if isinstance(entries, dict) and section in there.all():
                assert set(entries) <= set(there.all()[section])


def test_what_they_hold_is_said_as_it_was():
    whole = merge(*(read(KEPT[name][0]) for name in list(KEPT)[:2]))
    assert whole["predictions"]["3.china_1991"] == {
        "value": 60,
        "confidence": 80,
        "reason": "neighbours",
        "at": "2026-03-02T08:01:02.123456Z",
    }
    assert '"value": 85,' in written(whole) and '"at": "2026-03-02T08:01:02.500000Z"' in written(whole)
    tries = read(KEPT["tries of a check, also such as were not kept in order"][0])["answers"]["3.share_2023"][
        "tries"
    ]
    assert [one["value"] for one in tries] == [None, "<b>60</b>", "91,5"]
    verdicts = read(KEPT["verdicts at the door only, at the end only, and changed"][0])["verdicts"]
    assert verdicts["C15"]["last"] is None and verdicts["C16"]["last"]["value"] == "cannot be settled"
    memo = read(KEPT["scores, weights and the memo of the decision room"][0])["notes"]["memo.advice"]["text"]
    assert memo == "Receive him, and say\nwhy. — 😀"
