"""tools/whole.py: no file is ever half there, and what a killed program left is taken away, nothing else."""

import os
import subprocess
import sys

import pytest

from tools import whole


def test_a_file_is_the_old_one_until_it_is_the_new_one(tmp_path):
    path = tmp_path / "a.txt"
    path.write_text("old", encoding="utf-8")
    with whole.put(path) as half:
        half.write_text("new", encoding="utf-8")
        assert path.read_text(encoding="utf-8") == "old" and half.name.startswith(".")
    assert path.read_text(encoding="utf-8") == "new"
    with pytest.raises(ZeroDivisionError), whole.put(path) as half:
        half.write_text("ne", encoding="utf-8")
        raise ZeroDivisionError
    assert [one.name for one in tmp_path.iterdir()] == ["a.txt"] and path.read_text(encoding="utf-8") == "new"


def held(times):
    """os.replace as on Windows, where another program has the file open, so many times."""
    replace, left = os.replace, iter([True] * times)

    def holding(source, target):
        if next(left, False):
            raise PermissionError(13, "Access is denied", str(target))
        replace(source, target)

    return holding


def test_a_file_that_another_program_holds_is_waited_for_and_stays_as_it_was_where_that_does_not_end(
    tmp_path, monkeypatch
):
    path, waited = tmp_path / "a.txt", []
    path.write_text("old", encoding="utf-8")
    monkeypatch.setattr(whole.time, "sleep", waited.append)
    monkeypatch.setattr(whole.os, "replace", held(whole.TRIES))
    with pytest.raises(PermissionError), whole.put(path) as half:
        half.write_text("new", encoding="utf-8")
    assert [one.name for one in tmp_path.iterdir()] == ["a.txt"] and path.read_text(encoding="utf-8") == "old"
    monkeypatch.setattr(whole.os, "replace", held(whole.TRIES - 1))
    with whole.put(path) as half:
        half.write_text("new", encoding="utf-8")
    assert path.read_text(encoding="utf-8") == "new" and len(waited) == 2 * (whole.TRIES - 1)


def test_two_programs_that_write_one_file_write_two(tmp_path, monkeypatch):
    here = whole.half_of(tmp_path / "a.txt")
    monkeypatch.setattr(os, "getpid", lambda: 7)
    assert whole.half_of(tmp_path / "a.txt") != here


def test_what_a_program_left_goes_once_it_is_dead_and_what_another_writes_stays(tmp_path):
    waiting = [sys.executable, "-IS", "-c", "import sys; sys.stdin.read()"]
    with subprocess.Popen(waiting, stdin=subprocess.PIPE) as alive:
        theirs = tmp_path / f".a.txt.{alive.pid}.part"
        ours = whole.half_of(tmp_path / "b.txt")
        for path in (theirs, ours, tmp_path / ".part", tmp_path / "c.part", tmp_path / ".d.x.part"):
            path.write_text("", encoding="utf-8")
        whole.sweep(tmp_path)
        if os.name != "nt":
            assert theirs.exists()
        assert not ours.exists()
    whole.sweep(tmp_path)
    assert sorted(one.name for one in tmp_path.iterdir()) == [".d.x.part", ".part", "c.part"]
    whole.sweep(tmp_path / "nowhere")
