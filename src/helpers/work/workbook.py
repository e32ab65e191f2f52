"""The workbook: everything a student keeps, in one JSON file that is hard to lose.

One file per student, ``work/workbook.json`` in the project's root. The environment variable
BETWEEN_GIANTS_WORKBOOK names another file. Where nothing can be written, work stays in memory, one sentence
says so, and `my_work()` offers a download.

The file is the truth: a `Workbook` holds what it last read from it plus what it could not write yet. Every
write takes a lock, reads what is there, merges, and replaces the file in one step, so two notebooks never
overwrite each other and a half-written file never exists. What stands in the file, content.py says; how it is
written, file.py; who is told of a change, session.py.
"""

from __future__ import annotations

import os
import threading
import uuid
from contextlib import suppress
from pathlib import Path

from helpers.work.content import (
    SECTIONS,
    canon,
    checked_entry,
    checked_value,
    counted,
    empty,
    is_empty,
    merge,
    now_after,
    read,
    restored,
    written,
)
from helpers.work.file import File, plainly
from helpers.work.in_browser import page_file
from helpers.work.session import Session

NO_FOLDER = (
    "Your work is kept in memory only, because these lessons have no folder of their own here; download it "
    "with my_work() before you leave."
)


def default_path() -> Path | None:
    """Where the workbook belongs; None where the lessons are not in a folder of their own."""
    moved = os.environ.get("BETWEEN_GIANTS_WORKBOOK")
    if moved:
        path = Path(os.path.expanduser(moved))
        return path / "workbook.json" if os.path.isdir(path) else path
    root = Path(__file__).resolve().parents[3]
    if (root / "start.py").exists() or (root / "pyproject.toml").exists():
        return root / "work" / "workbook.json"
    return None


class Workbook(Session):
    """One student's workbook at `path` (None: in memory only), or in what `file` says instead.

    `trouble` is None or one sentence a student should read: work is only in memory, or a damaged file was set
    aside. No method raises for what the disk or a student does, and none loses what is kept.
    """

    def __init__(self, path: Path | None, file: File | None = None):
        super().__init__()
        self.path = path
        self._file = file or (File(path) if path else None)
        self._stored = empty()
        self._unsaved = empty()
        self._seen: object = "never"  # the signature of the file when it was last read
        self._lock = threading.RLock()
        self._aside: str | None = None
        self._unwritten = None if self._file else NO_FOLDER

    @property
    def trouble(self) -> str | None:
        """One or two sentences on what is wrong with keeping the work, or None."""
        return " ".join(filter(None, (self._aside, self._unwritten))) or None

    # reading

    def all(self) -> dict:
        """The whole workbook as it stands now, with what other notebooks have kept meanwhile."""
        with self._lock:
            self._refresh()
            return merge(self._stored, self._unsaved)

    def prediction(self, id: str) -> dict | None:
        """The kept prediction (value, confidence, reason, at), or None."""
        return self.all()["predictions"].get(id)

    def answer(self, id: str) -> dict | None:
        """The latest answer with all its tries, or None."""
        return self.all()["answers"].get(id)

    def verdicts(self, claim: str) -> dict:
        """The student's verdicts on a claim: first, last (each may be None) and history."""
        return self.all()["verdicts"].get(claim) or {"first": None, "last": None, "history": []}

    def text(self, key: str) -> str:
        """The note kept under `key`; empty where there is none."""
        return self.all()["notes"].get(key, {"text": ""})["text"]

    def is_kept(self, id: str) -> bool:
        """True once the prediction (or, for a claim such as "C15", any verdict) is kept."""
        with self._lock:
            self._refresh()
            return self._holds(id)

    def to_json(self) -> str:
        """The text of the file that `restore` accepts."""
        return written(self.all())

    # keeping; a name or value that no workbook holds is a mistake in the caller, and raises ValueError

    def keep_prediction(
        self, id: str, value: object, confidence: float | None = None, reason: str = ""
    ) -> dict:
        """Keep a prediction; returns the kept one, which is the earlier one where there is one already."""
        with self._lock:
            if not self.prediction(id):
                entry = {"value": value, "confidence": confidence, "reason": reason, "at": now_after()}
                self._keep("predictions", id, entry)
            kept = self.all()["predictions"][id]
        self._open_kept(self._holds)
        return kept

    def record_answer(self, id: str, value: object, right: bool | None, section: str = "answers") -> dict:
        """Record one more try, the same twice in a row as one; returns the answer with its tries."""
        with self._lock:
            before, value = self.all()[section].get(id), checked_value(value)
            if not (before and canon(before["value"]) == canon(value) and before["right"] == right):
                one = {"value": value, "right": right, "at": now_after(before and before["at"])}
                self._keep(section, id, {**one, "tries": [one]})
            return self.all()[section][id]

    def keep_verdict(
        self, claim: str, stage: str, value: object, confidence: float | None = None, reason: str = ""
    ) -> dict:
        """Keep a verdict: the earliest of stage "first", the latest of "last". Returns all of the claim."""
        with self._lock:
            at = now_after(*(entry["at"] for entry in self.verdicts(claim)["history"]))
            one = {"stage": stage, "value": value, "confidence": confidence, "reason": reason, "at": at}
            self._keep("verdicts", claim, {"first" if stage == "first" else "last": one, "history": [one]})
            kept = self.verdicts(claim)
        self._open_kept(self._holds)
        return kept

    def note(self, key: str, text: str) -> None:
        """Keep a text under a key; the latest stays."""
        with self._lock:
            before = self.all()["notes"].get(key)
            self._keep("notes", key, {"text": text, "at": now_after(before and before["at"])})

    # moving

    def restore(self, text: str | bytes) -> str:
        """Merge a downloaded workbook in; returns what to say. What cannot be read changes nothing.

        Where another student's work is here already, a copy of it is put aside first. A disk that doesn't
        take the copy doesn't stop the restoring: what was here is in the merged workbook, too.
        """
        try:
            other = read(text)
        except ValueError as reason:
            return f"That file could not be restored: {reason}. Nothing was changed."
        with self._lock:
            mine = self.all()
            try:
                restored(mine, other)
            except ValueError as reason:
                return f"That file could not be restored: {reason}. Nothing was changed."
            aside = ""
            if self._file and not is_empty(mine) and mine["student"] != other["student"]:
                try:
                    copy = self._file.copy_aside(written(mine))
                    aside = f"What was here before is also kept by itself, in {copy.name}."
                except OSError as problem:
                    aside = f"What was here before could not be kept by itself, too ({plainly(problem)})."
            self._unsaved = merge(self._unsaved, other)
            self._store()
            said = f"Restored. Your workbook now holds {counted(self.all())}."
        self._open_kept(self._holds)
        self._changed()
        return " ".join(filter(None, (said, aside, self.trouble)))

    def copies(self) -> list[tuple[Path, dict]]:
        """The copies of a workbook beside this one that hold something it lacks, each with what it holds."""
        if not self._file:
            return []
        found, mine = [], self.all()
        for path in self._file.copies():
            with suppress(OSError, ValueError):
                other = read(path.read_bytes())
                together = merge(mine, other)
                if any(together[section] != mine[section] for section in SECTIONS):
                    found.append((path, other))
        return found

    def take_in(self, copy: Path) -> str:
        """Merge a copy beside the workbook in, as `restore` does; returns what to say. It stays, under another name."""
        try:
            said = self.restore(copy.read_bytes())
            if self._file and not self.trouble:
                self._file.put_away(copy)
        except OSError as problem:
            return f"{copy.name} could not be read or put away ({plainly(problem)}); nothing is lost."
        return said

    def new_student(self) -> str:
        """Start an empty workbook; the old file stays beside it under another name. Returns one sentence."""
        with self._lock:
            mine = self.all()
            if is_empty(mine):
                return "This workbook is empty already: a new student can begin."
            said = "the old one was only in memory. Run the lesson's cells again."
            if self._file:
                try:
                    aside = self._file.copy_aside(written(mine))
                    with self._file.locked():
                        self._file.replace(written(_named(empty())))
                except OSError as problem:
                    return (
                        f"The old workbook could not be put aside ({plainly(problem)}), so nothing was "
                        "changed; download it and try again."
                    )
                said = f"the old one stays in {aside.name}. Run the cells again."
            self._stored, self._unsaved, self.opened, self._seen = empty(), empty(), False, "never"
        return f"An empty workbook begins; {said}"

    # the disk

    def _holds(self, id: str) -> bool:
        parts = [
            part[section] for part in (self._stored, self._unsaved) for section in ("predictions", "verdicts")
        ]
        return any(id in part for part in parts)

    def _keep(self, section: str, key: str, entry: dict) -> None:
        self._unsaved = merge(self._unsaved, {**empty(), section: {key: checked_entry(section, key, entry)}})
        self._store()
        self._changed()

    def look_again(self) -> None:
        """Take in what was kept elsewhere, and tell who waits for it."""
        with self._lock:
            self._refresh()
        self._changed()

    def _refresh(self) -> None:
        """Take in what the file holds now, where it has changed since it was last looked at."""
        if not self._file or self._file.signature() == self._seen:
            return
        before, damaged = self._stored, False
        try:
            try:
                self._stored, self._seen = self._file.read()
            except ValueError:
                damaged = True
                with self._file.locked():
                    self._stored, self._seen = self._read_or_set_aside(self._file)
        except OSError as problem:
            self._unwritten = _memory_only(self._file, problem)
            return
        if is_empty(self._unsaved):
            self._unwritten = None
        # Its file was damaged, or an older copy came in its place: what was here before is written again.
        mine = damaged or before["student"] == self._stored["student"]
        if mine and merge(self._stored, before) != self._stored:
            self._unsaved = merge(self._unsaved, before)
            self._store()
        self._open_kept(self._holds)

    def _read_or_set_aside(self, file: File) -> tuple[dict, object]:
        try:
            return file.read()
        except ValueError as reason:
            aside = file.set_aside()
            self._aside = (
                f"Your workbook could not be read ({reason}), so it was set aside as {aside.name} and a new one "
                "begun; if you have a download, restore it with my_work()."
            )
            return empty(), None

    def _store(self) -> None:
        """Write what is not in the file yet, together with what is; where that fails it stays in memory."""
        if not self._file:
            self._unsaved = _named(self._unsaved)
            return
        try:
            with self._file.locked():
                stored, _ = self._read_or_set_aside(self._file)
                together = _named(merge(stored, self._unsaved))
                self._file.replace(written(together))
        except OSError as problem:
            if not self._stored["student"]:
                self._unsaved = _named(self._unsaved)
            self._unwritten = _memory_only(self._file, problem)
        else:
            self._stored, self._unsaved, self._seen = together, empty(), self._file.signature()
            self._unwritten = None


def _memory_only(file: File, problem: OSError) -> str:
    return (
        f"Your work could not be written to {file.path.name} ({plainly(problem)}), so it is in memory for now "
        "and will be written at the next occasion; to be safe, download it with my_work()."
    )


def _named(workbook: dict) -> dict:
    """The workbook with a student number, a new one where it has none."""
    return (
        workbook if workbook["student"] else {**workbook, "student": str(uuid.uuid4()), "since": now_after()}
    )


_book: Workbook | None = None


def book() -> Workbook:
    """The workbook of this Python process; another one once BETWEEN_GIANTS_WORKBOOK points elsewhere."""
    global _book
    path = default_path()
    if _book is None or _book.path != path:
        _book = Workbook(path, page_file(lambda: book().look_again()))
    return _book


def reveal() -> None:
    """For instructors: open everything sealed in this session. Nothing is stored as kept."""
    book().open_all()
    print("Everything sealed is open until Python is restarted; nothing was kept in the workbook.")
