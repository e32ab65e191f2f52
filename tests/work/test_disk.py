"""Whatever the disk does, no method of the workbook raises and nothing that is kept is lost."""

import builtins
import errno
import os
import tempfile
from contextlib import ExitStack
from pathlib import Path
from unittest import mock

import filelock
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from helpers.work import file
from helpers.work.content import FILE_NAME, read
from helpers.work.workbook import Workbook

FULL = OSError(errno.ENOSPC, "No space left on device")
DENIED = PermissionError(errno.EACCES, "Permission denied")
READ_ONLY = OSError(errno.EROFS, "Read-only file system")
BROKEN = OSError(errno.EIO, "Input/output error")
FAULTS = {
    "os.replace": [FULL, DENIED, READ_ONLY, BROKEN, FileNotFoundError(errno.ENOENT, "Gone")],
    "os.fsync": [FULL, BROKEN, OSError(errno.EINVAL, "Invalid argument")],
    "os.stat": [DENIED, BROKEN],
    "open": [FULL, DENIED, READ_ONLY, OSError(errno.EMFILE, "Too many open files")],
    "write": [FULL, BROKEN],
    "mkdir": [FULL, DENIED, READ_ONLY, FileExistsError(errno.EEXIST, "File exists"), NotADirectoryError()],
    "chmod": [DENIED, BROKEN],
    "read": [DENIED, BROKEN],
    "unlink": [DENIED, BROKEN],
    "lock": [filelock.Timeout("x"), DENIED, NotImplementedError("flock"), OSError(errno.ENOLCK, "No locks")],
}


def failing(fault):
    """A function that raises this."""

    def fail(*_given, **_words):
        raise fault

    return fail


class Written:
    """A file whose `write` stops half-way."""

    def __init__(self, opened, fault):
        self.opened, self.fault = opened, fault

    def __enter__(self):
        self.opened.__enter__()
        return self

    def __exit__(self, *problem):
        return self.opened.__exit__(*problem)

    def write(self, text):
        self.opened.write(text[: len(text) // 2])
        raise self.fault

    def __getattr__(self, name):
        return getattr(self.opened, name)


def broken(what, fault):
    """A context in which this part of the disk fails."""
    opening = builtins.open
    where = {
        "os.replace": (file.os, "replace", failing(fault)),
        "os.fsync": (file.os, "fsync", failing(fault)),
        "os.stat": (file.os, "stat", failing(fault)),
        "open": (builtins, "open", failing(fault)),
        "write": (builtins, "open", lambda *given, **words: Written(opening(*given, **words), fault)),
        "mkdir": (Path, "mkdir", failing(fault)),
        "chmod": (file.shutil, "copymode", failing(fault)),
        "read": (Path, "read_bytes", failing(fault)),
        "unlink": (Path, "unlink", failing(fault)),
        "lock": (filelock.FileLock, "acquire", failing(fault)),
    }
    return mock.patch.object(*where[what])


def handed(name):
    """The text of a workbook that someone else downloaded."""
    other = Workbook(None)
    other.keep_prediction(f"3.{name}", 7)
    return other.to_json()


NAMES = st.sampled_from("abcd")
OPERATIONS = st.one_of(
    st.tuples(st.just("predict"), NAMES),
    st.tuples(st.just("answer"), NAMES),
    st.tuples(st.just("verdict"), NAMES),
    st.tuples(st.just("note"), NAMES),
    st.tuples(st.just("restore"), NAMES.map(handed)),
    st.tuples(st.just("restore"), st.sampled_from(["", "{", "[" * 9000])),
    st.tuples(st.just("damage"), st.sampled_from([b"", b"{", b"\x00"])),
    st.tuples(st.just("new"), st.just("")),
    st.tuples(st.just("look"), st.just("")),
)
FAULTY = st.sets(
    st.sampled_from([(what, number) for what in FAULTS for number in range(len(FAULTS[what]))]), max_size=2
)


def do(mine, operation, given):
    """Do it and return what is said, if anything is."""
    if operation == "predict":
        mine.keep_prediction(f"3.{given}", 1, 80, "why")
    elif operation == "answer":
        mine.record_answer(f"3.{given}", 1, True)
    elif operation == "verdict":
        mine.keep_verdict(given, "last", "holds", 70)
    elif operation == "note":
        mine.note(given, "text")
    elif operation == "restore":
        return mine.restore(given)
    elif operation == "new":
        return mine.new_student()
    elif operation == "damage":
        if mine.path.exists():
            mine.path.write_bytes(given)
    else:
        mine.is_kept("3.a"), mine.answer("3.a"), mine.verdicts("a"), mine.text("a"), mine.prediction("3.a")
    return None


def names(workbook):
    return {(section, key) for section, part in workbook.items() if isinstance(part, dict) for key in part}


@settings(max_examples=150)
@given(st.lists(st.tuples(OPERATIONS, FAULTY), max_size=8))
@example([(("predict", "a"), set()), (("restore", handed("b")), {("write", 0)})])
@example([(("predict", "a"), set()), (("restore", handed("b")), {("open", 0)})])
@example([(("predict", "a"), {("mkdir", 0)}), (("new", ""), {("mkdir", 0)})])
@example([(("predict", "a"), {("lock", 2)})])
def test_no_method_raises_and_nothing_kept_is_lost(steps):
    with tempfile.TemporaryDirectory() as folder, mock.patch.object(file.time, "sleep"):
        path = Path(folder) / "work" / FILE_NAME
        mine, kept = Workbook(path), set()
        for (operation, given_), faults in steps:
            with ExitStack() as stack:
                if operation != "damage":
                    for what, number in faults:
                        stack.enter_context(broken(what, FAULTS[what][number]))
                said = do(mine, operation, given_)
                holds = names(mine.all())
                assert mine.trouble is None or mine.trouble.endswith((".", "my_work()."))
                assert names(read(mine.to_json())) == holds
            assert said is None or (said.endswith(".") and "\n" not in said)
            if operation == "new" and said.startswith("An empty workbook begins"):
                aside = [one for one in path.parent.iterdir() if one.name in said]
                assert not aside or kept <= names(read(aside[0].read_bytes()))
                assert aside, "what was here is put aside, not deleted"
                kept = set()
            assert kept <= holds, (operation, faults)
            kept = holds
        mine.note("end", "the disk is well again")
        assert mine.trouble is None or "set aside" in mine.trouble
        assert names(Workbook(path).all()) == kept | {("notes", "end")}
        assert [one.name for one in path.parent.iterdir() if one.suffix == ".part"] == [] or any(
            what == "unlink" for _, faults in steps for what, _ in faults
        )


@pytest.mark.parametrize("fault", [FULL, DENIED, READ_ONLY], ids=["full", "denied", "read-only"])
@pytest.mark.parametrize("what", ["open", "write", "mkdir"])
def test_a_disk_that_takes_no_copy_does_not_stop_the_restoring(workbook_file, monkeypatch, what, fault):
    monkeypatch.setattr(file.time, "sleep", lambda seconds: None)
    mine = Workbook(workbook_file)
    mine.keep_prediction("3.mine", 1)
    with broken(what, fault):
        said = mine.restore(handed("theirs"))
    assert said.startswith(
        "Restored. Your workbook now holds 2 predictions. What was here before could not be kept"
    )
    assert mine.is_kept("3.mine") and mine.is_kept("3.theirs")
    assert list(workbook_file.parent.glob("workbook-*.json")) == []


def test_a_new_student_whose_work_can_not_be_put_aside_does_not_lose_it(workbook_file):
    mine = Workbook(workbook_file)
    with broken("mkdir", READ_ONLY):
        mine.keep_prediction("3.a", 1)
        said = mine.new_student()
    assert "read-only file system" in said and "nothing was changed" in said and mine.is_kept("3.a")


def test_a_folder_that_can_not_be_looked_into_is_no_reason_to_stop(tmp_path, monkeypatch):
    from helpers.work.workbook import book

    monkeypatch.setenv("BETWEEN_GIANTS_WORKBOOK", "~nobody-of-this-name/work/../\udcff.json")
    with broken("mkdir", DENIED):
        book().keep_prediction("3.a", 1)
        assert book().is_kept("3.a") and "memory" in book().trouble


def test_a_lock_that_is_not_to_be_had_does_not_leave_the_disk(workbook_file):
    mine = Workbook(workbook_file)
    with broken("lock", NotImplementedError("flock")):
        mine.keep_prediction("3.a", 1)
        assert "can't lock files" in mine.trouble
    mine.keep_prediction("3.b", 1)
    assert mine.trouble is None and os.path.exists(workbook_file)
