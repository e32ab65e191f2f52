"""Work is never lost: kept once, merged without loss, safe against damage, other writers and bad files."""

import json
import os
import subprocess
import sys
from pathlib import Path
from unittest import mock

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers.work import content, file, workbook
from helpers.work.content import checked, empty, merge, read, written
from helpers.work.workbook import Workbook, book

# --- the laws of merging ------------------------------------------------------------------------------------

TIMES = st.one_of(
    st.integers(0, 20).map(lambda second: f"2026-01-01T00:00:{second:02d}.000000Z"),
    st.datetimes().map(lambda moment: moment.isoformat(timespec="microseconds") + "Z"),
    st.sampled_from(["0001-01-01T00:00:00.000000Z", "9999-12-31T23:59:59.999999Z"]),
)
VALUES = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-5, 5),
    st.floats(-2, 2),
    st.text(max_size=3),
    st.lists(st.integers(0, 3), max_size=2),
)
PREDICTIONS = st.fixed_dictionaries(
    {
        "value": VALUES,
        "confidence": st.sampled_from([None, 50, 80.0]),
        "reason": st.text(max_size=3),
        "at": TIMES,
    }
)
TRIES = st.fixed_dictionaries({"value": VALUES, "right": st.sampled_from([None, True, False]), "at": TIMES})
ANSWERS = st.tuples(TRIES, st.lists(TRIES, max_size=5)).map(lambda both: {**both[0], "tries": both[1]})
ONE_VERDICT = PREDICTIONS.map(lambda entry: {"stage": "last", **entry})
VERDICTS = st.fixed_dictionaries(
    {
        "first": st.none() | ONE_VERDICT,
        "last": st.none() | ONE_VERDICT,
        "history": st.lists(ONE_VERDICT, max_size=4),
    }
)
NOTES = st.fixed_dictionaries({"text": st.text(max_size=3), "at": TIMES})


def section(entries):
    return st.dictionaries(st.sampled_from(["3.a", "3.b", "C15"]), entries, max_size=3)


@st.composite
def workbooks(draw):
    student = draw(st.sampled_from(["", "s1", "s2", "s3"]))
    return {
        "format": 1,
        "student": student,
        "since": draw(TIMES) if student else "",
        "predictions": draw(section(PREDICTIONS)),
        "answers": draw(section(ANSWERS)),
        "quiz": {},
        "verdicts": draw(section(VERDICTS)),
        "notes": draw(section(NOTES)),
    }


def same(one, other):
    return json.dumps(one, sort_keys=True) == json.dumps(other, sort_keys=True)


@settings(max_examples=50, deadline=None)
@given(workbooks(), workbooks(), workbooks())
def test_merging_is_commutative_associative_idempotent_and_empty_changes_nothing(a, b, c):
    with mock.patch.object(content, "TRIES_KEPT", 3):
        a, b, c = checked(a), checked(b), checked(c)
        assert same(merge(a, b), merge(b, a))
        assert same(merge(merge(a, b), c), merge(a, merge(b, c)))
        assert same(merge(a, a), a)
        assert same(merge(a, empty()), a)


@settings(max_examples=50, deadline=None)
@given(workbooks(), workbooks())
def test_whatever_is_accepted_reads_back_and_lets_everything_later_be_kept(tmp_path_factory, a, b):
    path = tmp_path_factory.mktemp("kept") / "workbook.json"
    mine = Workbook(path)
    for one in (a, b):
        assert mine.restore(written(checked(one))).startswith("Restored")
    for id in ("3.a", "3.b", "C15"):
        tries = len((mine.answer(id) or {"tries": []})["tries"])
        mine.record_answer(id, "new", True)
        assert len(mine.answer(id)["tries"]) == tries + 1
        mine.keep_verdict(id, "last", "holds", 80)
        mine.note(id, "new")
    whole = read(path.read_bytes())
    assert mine.trouble is None and same(whole, mine.all()) and same(whole, Workbook(path).all())
    assert same(read(written(whole)), whole)


@settings(max_examples=50, deadline=None)
@given(workbooks(), workbooks())
def test_merging_keeps_the_earliest_prediction_the_latest_answer_and_every_id(a, b):
    a, b = checked(a), checked(b)
    both = merge(a, b)
    for name in content.SECTIONS:
        assert set(both[name]) == set(a[name]) | set(b[name])
    for id, kept in both["predictions"].items():
        assert kept["at"] == min(one["predictions"][id]["at"] for one in (a, b) if id in one["predictions"])
    for id, kept in both["answers"].items():
        assert kept["at"] == max(one["answers"][id]["at"] for one in (a, b) if id in one["answers"])
        assert len(kept["tries"]) <= content.TRIES_KEPT
    assert same(read(written(both), content.LARGEST_FILE), both)


# --- keeping ------------------------------------------------------------------------------------------------


def test_a_kept_prediction_never_changes_and_survives_a_restart(workbook_file):
    mine = book()
    first = mine.keep_prediction("3.china_1991", 60, 80, "neighbours")
    assert mine.keep_prediction("3.china_1991", 10, 100, "changed my mind") == first
    assert Workbook(workbook_file).prediction("3.china_1991") == first
    assert first["value"] == 60 and first["at"].endswith("Z")


def test_a_kept_prediction_does_not_change_when_the_clock_runs_backwards(monkeypatch):
    first = book().keep_prediction("3.china_1991", 60)
    monkeypatch.setattr(workbook, "now_after", lambda *times: "2001-01-01T00:00:00.000000Z")
    assert book().keep_prediction("3.china_1991", 10) == first


def test_the_first_verdict_stays_the_last_one_moves():
    mine = book()
    mine.keep_verdict("C15", "first", "holds", 60)
    mine.keep_verdict("C15", "first", "does not hold", 90)
    mine.keep_verdict("C15", "last", "holds with a condition", 70, "another year")
    kept = mine.keep_verdict("C15", "last", "cannot be settled", 50)
    assert (kept["first"]["value"], kept["last"]["value"]) == ("holds", "cannot be settled")
    assert len(kept["history"]) == 4


def test_tries_are_counted_once_each_and_notes_keep_the_latest():
    mine = book()
    for value in (1, 1, 2, 2, 3):
        answer = mine.record_answer("3.hhi", value, value == 3)
    assert [one["value"] for one in answer["tries"]] == [1, 2, 3] and answer["right"] is True
    mine.note("3.margin", "old")
    mine.note("3.margin", "new")
    assert mine.text("3.margin") == "new"


def test_a_clock_that_runs_backwards_loses_no_answer(monkeypatch):
    mine = book()
    mine.record_answer("3.hhi", 1, False)
    later = mine.answer("3.hhi")["at"].replace("20", "29", 1)
    ahead = merge(
        mine.all(), {**empty(), "answers": {"3.hhi": {"value": 2, "right": False, "at": later, "tries": []}}}
    )
    mine.restore(written(ahead))
    assert mine.record_answer("3.hhi", 3, True)["value"] == 3


def test_what_another_notebook_keeps_is_seen_and_neither_overwrites_the_other(workbook_file):
    one, two = Workbook(workbook_file), Workbook(workbook_file)
    one.keep_prediction("3.a", 1)
    assert two.prediction("3.a")["value"] == 1
    two.keep_prediction("3.b", 2)
    one.keep_prediction("3.c", 3)
    assert set(two.all()["predictions"]) == {"3.a", "3.b", "3.c"}


KEEP_TWELVE = """
import json, pathlib, sys
from helpers.work.workbook import Workbook
path, name = pathlib.Path(sys.argv[1]), sys.argv[2]
mine = Workbook(path)
for number in range(12):
    mine.keep_prediction(f"3.{name}_{number}", number)
    mine.record_answer("3.shared", f"{name} {number}", False)
    json.loads(path.read_text(encoding="utf-8"))
sys.exit(mine.trouble or 0)
"""


def test_two_processes_writing_at_once_lose_nothing(workbook_file):
    env = {**os.environ, "PYTHONPATH": str(Path(workbook.__file__).parents[2])}
    writers = [
        subprocess.Popen([sys.executable, "-c", KEEP_TWELVE, workbook_file, name], env=env) for name in "ab"
    ]
    assert [writer.wait() for writer in writers] == [0, 0]
    kept = Workbook(workbook_file).all()
    assert len(kept["predictions"]) == 24 and len(kept["answers"]["3.shared"]["tries"]) == 24
    assert [file.name for file in workbook_file.parent.iterdir() if file.suffix == ".part"] == []


# --- opening sealed things ----------------------------------------------------------------------------------


def test_callbacks_fire_when_kept_whoever_kept_it_and_a_failing_one_stops_no_other(workbook_file):
    mine, fired = book(), []
    mine.when_kept("3.a", lambda: 1 / 0)
    mine.when_kept("3.a", lambda: fired.append("later"))
    mine.when_kept("3.a", lambda: fired.append("cancelled"))()
    mine.when_kept("3.b", lambda: fired.append("b"))
    mine.keep_prediction("3.a", 1)
    assert fired == ["later"]
    mine.when_kept("3.a", lambda: fired.append("at once"))
    Workbook(workbook_file).keep_prediction("3.b", 2)
    assert mine.is_kept("3.b") and fired == ["later", "at once", "b"]


def test_reveal_opens_everything_and_stores_nothing(workbook_file, capsys):
    fired = []
    book().when_kept("3.a", lambda: fired.append(1))
    workbook.reveal()
    assert fired == [1] and book().opened and not book().is_kept("3.a") and not workbook_file.exists()
    assert capsys.readouterr().out.count("\n") == 1


# --- damage -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "damage",
    [
        b"",
        b"{",
        b"\xff\xfe",
        b"[]",
        b'{"format": 2, "predictions": {}}',
        b"[" * 100_000,
        b'{"format": 1, "predictions": {"3.a": 7}}',
    ],
)
def test_a_damaged_file_is_set_aside_and_never_overwritten(workbook_file, damage):
    workbook_file.parent.mkdir()
    workbook_file.write_bytes(damage)
    mine = book()
    mine.keep_prediction("3.a", 1)
    assert "set aside as workbook.broken-1.json" in mine.trouble
    assert workbook_file.with_name("workbook.broken-1.json").read_bytes() == damage
    assert Workbook(workbook_file).prediction("3.a")["value"] == 1


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="needs a folder this user can't write to")
def test_an_unwritable_folder_keeps_work_in_memory(tmp_path, monkeypatch):
    tmp_path.chmod(0o500)
    check_memory_only(tmp_path / "workbook.json")
    tmp_path.chmod(0o700)


def test_where_no_folder_can_be_made_work_stays_in_memory(tmp_path):
    (tmp_path / "file").write_text("in the way")
    check_memory_only(tmp_path / "file" / "workbook.json")


def test_without_a_folder_of_its_own_work_stays_in_memory():
    mine = Workbook(None)
    mine.keep_prediction("3.a", 1)
    assert mine.is_kept("3.a") and "memory" in mine.trouble
    assert "begins" in mine.new_student() and not mine.is_kept("3.a")


def check_memory_only(path):
    mine = Workbook(path)
    mine.keep_prediction("3.a", 1, 60)
    assert mine.keep_prediction("3.a", 2)["value"] == 1
    assert "memory" in mine.trouble and mine.trouble.count(".") <= 3
    other = Workbook(None)
    assert "Restored" in other.restore(mine.to_json()) and other.prediction("3.a")["value"] == 1


def test_a_file_held_by_another_program_is_written_at_the_next_occasion(workbook_file, monkeypatch):
    mine, replace = book(), os.replace

    def held(*args):
        raise PermissionError(13, "Access is denied")

    monkeypatch.setattr(file.time, "sleep", lambda seconds: None)
    monkeypatch.setattr(file.os, "replace", held)
    mine.keep_prediction("3.a", 1)
    assert mine.prediction("3.a") and "next occasion" in mine.trouble and not workbook_file.exists()
    monkeypatch.setattr(file.os, "replace", replace)
    mine.record_answer("3.b", 1, True)
    assert mine.trouble is None and set(Workbook(workbook_file).all()["predictions"]) == {"3.a"}


def test_a_write_that_dies_leaves_the_old_file_whole(workbook_file, monkeypatch):
    mine = book()
    mine.keep_prediction("3.a", 1)
    before = workbook_file.read_bytes()
    monkeypatch.setattr(
        file.os, "fsync", lambda handle: (_ for _ in ()).throw(OSError(28, "No space left on device"))
    )
    mine.keep_prediction("3.b", 2)
    assert workbook_file.read_bytes() == before and "no space left" in mine.trouble
    assert [file for file in workbook_file.parent.iterdir() if file.suffix == ".part"] == []


def test_what_a_killed_writer_left_is_gone_after_the_next_answer(workbook_file):
    left = workbook_file.with_name(f".{workbook_file.name}.part")
    mine = book()
    mine.keep_prediction("3.a", 1)
    left.write_text('{"half', encoding="utf-8")
    mine.keep_prediction("3.b", 2)
    assert sorted(one.name for one in workbook_file.parent.iterdir() if one.suffix != ".lock") == [
        "workbook.json"
    ]


@pytest.mark.skipif(os.name == "nt", reason="links need rights on Windows, and files know no groups there")
def test_a_linked_workbook_stays_linked_and_who_may_read_it_still_may(tmp_path):
    there = tmp_path / "cloud" / "mine.json"
    there.parent.mkdir()
    there.write_text(Workbook(None).to_json(), encoding="utf-8")
    there.chmod(0o640)
    here = tmp_path / "workbook.json"
    here.symlink_to(there)
    Workbook(here).keep_prediction("3.a", 1)
    assert here.is_symlink() and Workbook(there).is_kept("3.a") and there.stat().st_mode & 0o777 == 0o640
    assert [one.name for one in there.parent.iterdir()] == ["mine.json"]
    fresh = Workbook(tmp_path / "fresh.json")
    fresh.keep_prediction("3.a", 1)
    assert fresh.path.stat().st_mode & 0o777 == 0o600, "nobody else reads a new one"


def test_the_group_that_may_read_it_stays_and_where_it_can_not_nobody_else_reads_it(
    workbook_file, monkeypatch
):
    mine, asked = book(), []
    mine.keep_prediction("3.a", 1)
    workbook_file.chmod(0o640)
    group = workbook_file.stat().st_gid
    monkeypatch.setattr(file.os, "chown", lambda *given: asked.append(given[1:]), raising=False)
    mine.keep_prediction("3.b", 1)
    assert asked == [(-1, group)] and workbook_file.stat().st_mode & 0o070

    def refused(*given):
        raise PermissionError(1, "Operation not permitted")

    monkeypatch.setattr(file.os, "chown", refused, raising=False)
    mine.keep_prediction("3.c", 1)
    assert mine.trouble is None
    if os.name != "nt":
        assert workbook_file.stat().st_mode & 0o777 == 0o600


@pytest.mark.skipif(not hasattr(os, "link"), reason="this system knows no hard links")
def test_a_backup_by_a_hard_link_keeps_what_it_had(workbook_file):
    mine = book()
    mine.keep_prediction("3.a", 1)
    os.link(workbook_file, workbook_file.with_name("backup"))
    before = workbook_file.read_bytes()
    mine.keep_prediction("3.b", 1)
    assert workbook_file.with_name("backup").read_bytes() == before != workbook_file.read_bytes()


# --- moving -------------------------------------------------------------------------------------------------

HOSTILE = {
    "not JSON": "predictions: yes",
    "nothing": "",
    "another file": '{"cells": [], "nbformat": 4}',
    "another version": '{"format": 2, "predictions": {}}',
    "deep": "[" * 200_000,
    "deep inside": '{"format": 1, "predictions": {"3.a": '
    + '{"value": ' * 50_000
    + "1"
    + "}" * 50_000
    + "}}",
    "large": '{"format": 1, "predictions": {}, "x": "' + "x" * 5_000_001 + '"}',
    "a number too long": '{"format": 1, "predictions": {}, "x": ' + "9" * 10_000 + "}",
    "not a time": '{"format": 1, "predictions": {"3.a": {"value": 1, "at": "2026-99-99T00:00:00Z"}}}',
    "endless": '{"format": 1, "predictions": {"3.a": {"value": Infinity, "at": "2026-01-01T00:00:00Z"}}}',
    "script as id": '{"format": 1, "predictions": {"<script>": {"value": 1, "at": "2026-01-01T00:00:00Z"}}}',
    "a list of parts": '{"format": 1, "predictions": [], "answers": 3}',
    "confidence": '{"format": 1, "predictions": {"3.a": {"value": 1, "confidence": "x", "at": '
    '"2026-01-01T00:00:00Z"}}}',
}


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE.keys())
def test_a_hostile_file_gets_one_sentence_and_changes_nothing(workbook_file, text):
    mine = book()
    mine.keep_prediction("3.mine", 1)
    before = workbook_file.read_bytes()
    said = mine.restore(text)
    assert said.startswith("That file could not be restored: ") and said.endswith("Nothing was changed.")
    assert len(said) < 200 and workbook_file.read_bytes() == before


@settings(max_examples=60, deadline=None)
@given(
    st.recursive(
        st.none() | st.booleans() | st.floats() | st.text(max_size=5),
        lambda inner: (
            st.lists(inner, max_size=3)
            | st.dictionaries(
                st.sampled_from(
                    ["format", "predictions", "answers", "verdicts", "3.a", "value", "at", "tries"]
                ),
                inner,
                max_size=4,
            )
        ),
    )
)
def test_any_json_is_either_a_workbook_or_a_sentence(thing):
    try:
        good = checked(thing)
    except ValueError as reason:
        assert str(reason)
    else:
        assert same(checked(good), good)


def with_notes(many):
    """The text of a workbook with so many notes."""
    note = {"text": "", "at": "2026-01-01T00:00:00.000000Z"}
    return written({**empty(), "notes": {f"n{number}": note for number in range(many)}})


def test_what_would_make_every_answer_slow_is_not_taken_in(workbook_file):
    mine = book()
    for many, sentence in ((60_000, "more than 10000 entries"), (3_000, "more than 2000 entries")):
        assert sentence in mine.restore(with_notes(many)) and not mine.all()["notes"]
    workbook_file.parent.mkdir()
    workbook_file.write_text(with_notes(10_001), encoding="utf-8")
    mine.note("mine", "x")
    assert "more than 10000 entries" in mine.trouble and "set aside" in mine.trouble
    assert list(Workbook(workbook_file).all()["notes"]) == ["mine"]


def test_what_is_taken_in_can_be_taken_along(workbook_file):
    mine = book()
    tries = [
        {"value": ["x" * 1900] * 8, "right": None, "at": f"2026-01-01T00:00:{n:02d}Z"} for n in range(50)
    ]
    parts = [
        written({**empty(), "answers": {f"3.{name}{n}": {**tries[0], "tries": tries} for n in range(4)}})
        for name in "abcd"
    ]
    said = [mine.restore(part) for part in parts]
    assert said[0].startswith("Restored") and "would be larger than 5 MB" in said[-1]
    assert Workbook(None).restore(mine.to_json()).startswith("Restored")


def test_download_and_restore_bring_everything_back_on_another_machine(tmp_path):
    old = Workbook(tmp_path / "old.json")
    old.keep_prediction("3.a", 60, 80, "Ünïcode ✓ <b>")
    old.keep_verdict("C15", "first", "holds", 60)
    new = Workbook(tmp_path / "new.json")
    assert new.restore(old.to_json().encode("utf-8-sig")).startswith(
        "Restored. Your workbook now holds 1 prediction"
    )
    assert same(new.all(), old.all())


def test_restoring_someone_elses_work_keeps_a_copy_of_what_was_here(workbook_file):
    mine, other = book(), Workbook(None)
    mine.keep_prediction("3.a", 1)
    other.keep_prediction("3.b", 2)
    said = mine.restore(other.to_json())
    copies = list(workbook_file.parent.glob("workbook-*-1.json"))
    assert copies and copies[0].name in said and set(read(copies[0].read_bytes())["predictions"]) == {"3.a"}


def test_a_new_student_starts_empty_and_the_other_notebook_does_not_bring_the_old_work_back(workbook_file):
    one, two = Workbook(workbook_file), Workbook(workbook_file)
    one.keep_prediction("3.a", 1)
    assert two.is_kept("3.a")
    said = one.new_student()
    two.keep_prediction("3.b", 2)
    assert set(one.all()["predictions"]) == {"3.b"}
    aside = list(workbook_file.parent.glob("workbook-*-1.json"))
    assert aside[0].name in said and set(read(aside[0].read_bytes())["predictions"]) == {"3.a"}


def test_the_variable_moves_the_workbook_and_a_folder_is_enough(tmp_path, monkeypatch):
    monkeypatch.setenv("BETWEEN_GIANTS_WORKBOOK", str(tmp_path))
    assert book().path == tmp_path / "workbook.json"
    monkeypatch.delenv("BETWEEN_GIANTS_WORKBOOK")
    assert workbook.default_path().parts[-2:] == ("work", "workbook.json")


def test_a_write_reads_and_writes_the_file_once_however_much_is_kept(workbook_file, monkeypatch):
    mine = book()
    for number in range(200):
        mine._unsaved["predictions"][f"3.p{number}"] = {
            "value": number,
            "confidence": 50,
            "reason": "x" * 100,
            "at": content.now_after(),
        }
    mine.keep_prediction("3.first", 1)
    done = []
    for module, name in ((file, "read"), (workbook, "written")):
        counted = getattr(module, name)
        monkeypatch.setattr(
            module, name, lambda *given, counted=counted, name=name: done.append(name) or counted(*given)
        )
    mine.keep_prediction("3.second", 1)
    assert sorted(done) == ["read", "written"]


def test_an_answer_of_the_last_moment_of_all_is_no_reason_to_stop(workbook_file):
    end = "9999-12-31T23:59:59.999999Z"
    mine = book()
    mine.restore(
        written({**empty(), "answers": {"3.a": {"value": 1, "right": None, "at": end, "tries": []}}})
    )
    assert [one["value"] for one in mine.record_answer("3.a", 2, True)["tries"]] == [2]
    mine.restore(written({**empty(), "notes": {"a": {"text": "x", "at": "0001-01-01T00:00:00.5Z"}}}))
    assert Workbook(workbook_file).all()["notes"]["a"]["at"] == "0001-01-01T00:00:00.500000Z"
