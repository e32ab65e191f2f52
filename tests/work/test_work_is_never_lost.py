"""Work is kept whatever happens to its file, and moves in one click: through the panel, from any copy."""

import multiprocessing
import os
import time
from pathlib import Path

import pytest
from filelock import FileLock

from helpers import my_work, quiz, registry, verdict
from helpers.work import content, file
from helpers.work.content import read, written
from helpers.work.workbook import Workbook, book


def act(form, action, **more):
    """What the form sends back after a press of one of its buttons."""
    sent = []
    form.send = sent.append
    form._receive(
        form, {"kind": "act", "n": f"{action}{time.monotonic_ns()}", "action": action, "id": "", **more}
    )
    return sent[-1]


def said(form):
    return " ".join(line["text"] for line in form.state[""]["lines"])


def test_one_press_downloads_and_one_restores_on_another_machine(shown, tmp_path, monkeypatch):
    book().keep_prediction("3.a", 1, 80, "why")
    my_work()
    download = act(shown[0], "download", values={})["file"]
    assert download["name"] == content.FILE_NAME and "1 prediction" in said(shown[0])
    monkeypatch.setenv("BETWEEN_GIANTS_WORKBOOK", str(tmp_path / "another machine"))
    my_work()
    assert "Nothing is kept yet" in said(shown[1])
    act(shown[1], "restore", text=download["text"])
    assert "Restored" in said(shown[1]) and book().prediction("3.a")["reason"] == "why"
    act(shown[1], "restore", text="not a workbook")
    assert "Nothing was changed" in said(shown[1]) and book().is_kept("3.a")


def test_a_new_student_begins_empty_through_the_panel_and_what_is_typed_is_forgotten(shown):
    book().keep_prediction("3.a", 1)
    my_work()
    assert act(shown[0], "new", values={})["forget"] is True
    assert not book().is_kept("3.a") and "Nothing is kept yet" in said(shown[0])


def test_the_panel_says_what_is_kept_as_it_is_kept(shown):
    my_work()
    book().keep_prediction("3.a", 1)
    book().keep_verdict("C15", "last", "holds", 80, "")
    assert "Kept so far: 1 prediction, 1 verdict." in said(shown[0])


def test_an_older_copy_that_takes_the_files_place_loses_nothing_and_changes_no_prediction(workbook_file):
    mine = Workbook(workbook_file)
    mine.keep_prediction("3.a", 1, 80, "first")
    older = workbook_file.read_bytes()
    mine.keep_prediction("3.b", 2)
    mine.keep_verdict("C15", "last", "holds", 70, "")
    workbook_file.write_bytes(older)
    os.utime(workbook_file, ns=(1, 1))
    assert set(mine.all()["predictions"]) == {"3.a", "3.b"} and mine.is_kept("C15")
    afterwards = Workbook(workbook_file)
    assert set(afterwards.all()["predictions"]) == {"3.a", "3.b"}, "and it is in the file again"
    assert afterwards.prediction("3.a")["reason"] == "first" and afterwards.is_kept("C15")


def test_another_students_workbook_in_the_files_place_is_not_mixed_with_mine(workbook_file):
    mine = Workbook(workbook_file)
    mine.keep_prediction("3.a", 1)
    other = Workbook(None)
    other.keep_prediction("3.b", 2)
    workbook_file.write_text(other.to_json(), encoding="utf-8", newline="\n")
    assert set(mine.all()["predictions"]) == {"3.b"}


def test_a_file_damaged_while_at_work_is_set_aside_and_written_anew_from_memory(workbook_file):
    mine = Workbook(workbook_file)
    mine.keep_prediction("3.a", 1, 80, "first")
    workbook_file.write_bytes(b"\x00\x00 cloud error")
    assert mine.prediction("3.a")["reason"] == "first" and "set aside" in mine.trouble
    assert set(read(workbook_file.read_bytes())["predictions"]) == {"3.a"}
    assert list(workbook_file.parent.glob("*.broken-1.json"))


def test_a_file_that_another_program_keeps_from_being_read_is_read_at_the_next_occasion(
    workbook_file, monkeypatch
):
    mine, another = Workbook(workbook_file), Workbook(workbook_file)
    mine.keep_prediction("3.a", 1)
    another.keep_prediction("3.b", 2)
    reading, monkeypatched = Path.read_bytes, []

    def held(path):
        monkeypatched.append(path)
        raise PermissionError(13, "The process cannot access the file")

    monkeypatch.setattr(file.time, "sleep", lambda seconds: None)
    monkeypatch.setattr(Path, "read_bytes", held)
    assert mine.is_kept("3.a") and monkeypatched and mine.trouble
    monkeypatch.setattr(Path, "read_bytes", reading)
    assert mine.is_kept("3.a") and mine.is_kept("3.b") and mine.trouble is None


def _hold(path, ready, done):
    with FileLock(f"{path}.lock"):
        ready.set()
        done.wait()


@pytest.mark.slow
def test_what_is_kept_while_another_process_holds_the_lock_is_written_afterwards(workbook_file):
    context = multiprocessing.get_context("spawn")
    ready, done = context.Event(), context.Event()
    workbook_file.parent.mkdir(parents=True)
    other = context.Process(target=_hold, args=(str(workbook_file), ready, done))
    other.start()
    try:
        ready.wait()
        mine = Workbook(workbook_file)
        mine.keep_prediction("3.a", 1)
        assert (
            mine.is_kept("3.a")
            and "another notebook is holding it" in mine.trouble
            and not workbook_file.exists()
        )
    finally:
        done.set()
        other.join()
    mine.keep_prediction("3.b", 2)
    assert mine.trouble is None and set(Workbook(workbook_file).all()["predictions"]) == {"3.a", "3.b"}


def test_what_is_written_is_what_is_read(workbook_file):
    mine = Workbook(workbook_file)
    mine.keep_prediction("3.a", 85.0, 80, "why")
    mine.note("memo.line", "a\nb")
    assert read(written(mine.all())) == mine.all() == Workbook(workbook_file).all()


@pytest.mark.parametrize("lesson", registry.LESSONS)
def test_in_any_lesson_the_work_is_brought_back_at_the_door_and_taken_along_at_the_quiz(
    lesson, shown, tmp_path, monkeypatch
):
    book().keep_prediction("3.a", 1, 80, "why")
    quiz(lesson)
    download = act(shown[0], "download", values={})["file"]
    assert read(download["text"])["predictions"]["3.a"]["reason"] == "why"
    monkeypatch.setenv("BETWEEN_GIANTS_WORKBOOK", str(tmp_path / "another machine"))
    verdict(*registry.collection("CLAIMS", lesson), first=True)
    act(shown[1], "restore", text=download["text"])
    assert "Restored" in said(shown[1]) and book().is_kept("3.a")
    verdict(*registry.collection("CLAIMS", lesson), first=True)
    assert "actions" not in shown[2].spec, "nothing to bring back where work is kept"
