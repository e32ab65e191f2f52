"""The workbook: everything a student keeps, in one JSON file that is hard to lose.

One file per student, ``work/workbook.json`` in the project's root. The environment variable
BETWEEN_GIANTS_WORKBOOK names another file. Where nothing can be written, work stays in memory, one sentence
says so, and `my_work()` offers a download.

The file is the truth: a `Workbook` holds what it last read from it plus what it could not write yet. Every
write takes a lock, reads what is there, merges, and replaces the file in one step, so two notebooks never
overwrite each other and a half-written file never exists.

The file's content, a *workbook*, is a dictionary::

    {"format": 1, "student": uuid, "since": time,
     "predictions": {id: {"value", "confidence", "reason", "at"}},
     "answers":     {id: {"value", "right", "at", "tries": [{"value", "right", "at"}, ...]}},
     "quiz":        {id: the same as an answer},
     "verdicts":    {claim: {"first": v | None, "last": v | None, "history": [v, ...]}},
                     where v = {"stage", "value", "confidence", "reason", "at"}
     "notes":       {key: {"text", "at"}}}

Times are UTC, ISO 8601 with microseconds, so that they sort as text.
"""

from __future__ import annotations

import logging
import os
import tempfile
import threading
import time
import uuid
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from helpers.work.content import (
    LARGEST_FILE,
    canon,
    checked_note,
    checked_prediction,
    checked_try,
    checked_value,
    checked_verdict,
    counted,
    empty,
    is_empty,
    merge,
    now_after,
    read,
    written,
)

_log = logging.getLogger("helpers.workbook")


# --- the file -----------------------------------------------------------------------------------------------


def default_path() -> Path | None:
    """Where the workbook belongs; None where the lessons are not in a folder of their own."""
    moved = os.environ.get("BETWEEN_GIANTS_WORKBOOK")
    if moved:
        path = Path(moved).expanduser()
        return path / "workbook.json" if path.is_dir() else path
    root = Path(__file__).resolve().parents[3]
    if (root / "start.py").exists() or (root / "pyproject.toml").exists():
        return root / "work" / "workbook.json"
    return None


class Workbook:
    """One student's workbook at `path` (None: in memory only).

    `trouble` is None or one sentence a student should read: work is only in memory, or a damaged file was set
    aside. No method raises for what the disk or a student does.
    """

    def __init__(self, path: Path | None):
        self.path = path
        self.opened = False
        self._stored = empty()
        self._unsaved = empty()
        self._seen = "never"
        self._waiting: dict[str, list[Callable]] = {}
        self._watching: list[Callable] = []
        self._thread_lock = threading.RLock()
        self._aside = None
        self._unwritten = (
            None
            if path
            else (
                "Your work is kept in memory only, because these lessons have no folder of their own here; "
                "download it with my_work() before you leave."
            )
        )

    @property
    def trouble(self) -> str | None:
        """One or two sentences on what is wrong with keeping the work, or None."""
        return " ".join(filter(None, (self._aside, self._unwritten))) or None

    # reading

    def all(self) -> dict:
        """The whole workbook as it stands now, with what other notebooks have kept meanwhile."""
        with self._thread_lock:
            self._refresh()
            return merge(self._stored, self._unsaved)

    def prediction(self, id: str) -> dict | None:
        """The kept prediction (value, confidence, reason, at), or None."""
        return self.all()["predictions"].get(id)

    def answer(self, id: str) -> dict | None:
        """The latest answer with all its tries, or None."""
        return self.all()["answers"].get(id)

    def quiz_answer(self, id: str) -> dict | None:
        """The latest answer to a quiz question with all its tries (the first counts), or None."""
        return self.all()["quiz"].get(id)

    def verdicts(self, claim: str) -> dict:
        """The student's verdicts on a claim: first, last (each may be None) and history."""
        return self.all()["verdicts"].get(claim) or {"first": None, "last": None, "history": []}

    def text(self, key: str) -> str:
        """The note kept under `key`; empty where there is none."""
        return self.all()["notes"].get(key, {"text": ""})["text"]

    def is_kept(self, id: str) -> bool:
        """True once the prediction (or, for a claim such as "C15", any verdict) is kept."""
        everything = self.all()
        return id in everything["predictions"] or id in everything["verdicts"]

    def to_json(self) -> str:
        """The text of the file that `restore` accepts."""
        return written(self.all())

    # keeping

    def keep_prediction(self, id: str, value, confidence=None, reason: str = "") -> dict:
        """Keep a prediction; returns the kept one, which is the earlier one where there is one already."""
        with self._thread_lock:
            if not self.prediction(id):
                self._keep(
                    "predictions",
                    id,
                    checked_prediction(
                        {"value": value, "confidence": confidence, "reason": reason, "at": now_after()}
                    ),
                )
            kept = self.prediction(id)
        self._fire()
        return kept

    def record_answer(self, id: str, value, right: bool | None, section: str = "answers") -> dict:
        """Record one more try, the same twice in a row as one; returns the answer with its tries."""
        with self._thread_lock:
            before, value = self.all()[section].get(id), checked_value(value)
            if not (before and canon(before["value"]) == canon(value) and before["right"] == right):
                one = checked_try({"value": value, "right": right, "at": now_after(before and before["at"])})
                self._keep(section, id, {**one, "tries": [one]})
            return self.all()[section][id]

    def keep_verdict(self, claim: str, stage: str, value, confidence=None, reason: str = "") -> dict:
        """Keep a verdict: the earliest of stage "first", the latest of "last". Returns all of the claim."""
        with self._thread_lock:
            before = self.verdicts(claim)
            one = checked_verdict(
                {
                    "stage": stage,
                    "value": value,
                    "confidence": confidence,
                    "reason": reason,
                    "at": now_after(*(entry["at"] for entry in before["history"])),
                }
            )
            self._keep(
                "verdicts",
                claim,
                {
                    "first": one if stage == "first" else None,
                    "last": one if stage != "first" else None,
                    "history": [one],
                },
            )
            kept = self.verdicts(claim)
        self._fire()
        return kept

    def note(self, key: str, text: str) -> None:
        """Keep a text under a key; the latest stays."""
        with self._thread_lock:
            before = self.all()["notes"].get(key)
            self._keep("notes", key, checked_note({"text": text, "at": now_after(before and before["at"])}))

    # opening sealed things

    def when_kept(self, id: str, callback: Callable[[], object]) -> Callable[[], None]:
        """Call `callback` once `id` is kept or all is opened, perhaps at once. Returns a way to cancel."""
        if self.opened or self.is_kept(id):
            _call(callback)
            return lambda: None
        waiting = self._waiting.setdefault(id, [])
        waiting.append(callback)
        return lambda: waiting.remove(callback) if callback in waiting else None

    def when_opened(self, callback: Callable[[], object]) -> Callable[[], None]:
        """Call `callback` once all is opened, perhaps at once. Returns a way to cancel."""
        return self.when_kept("", callback)

    def when_changed(self, callback: Callable[[], object]) -> None:
        """Call `callback` each time something is kept, or restored, in this session."""
        self._watching.append(callback)

    def open_all(self) -> None:
        """Open everything sealed in this session; nothing is stored as kept."""
        self.opened = True
        self._fire()

    def _fire(self) -> None:
        if not self._waiting:
            return
        kept = merge(self._stored, self._unsaved)
        for id in list(self._waiting):
            if self.opened or id in kept["predictions"] or id in kept["verdicts"]:
                for callback in self._waiting.pop(id):
                    _call(callback)

    # moving

    def restore(self, text: str | bytes) -> str:
        """Merge a downloaded workbook in; returns one sentence. What cannot be read changes nothing."""
        try:
            other = read(text)
        except ValueError as reason:
            return f"That file could not be restored: {reason}. Nothing was changed."
        with self._thread_lock:
            mine = self.all()
            foreign = not is_empty(mine) and mine["student"] != other["student"]
            aside = self._copy_aside() if foreign else None
            self._unsaved = merge(self._unsaved, other)
            self._store()
            everything = self.all()
        self._fire()
        self._changed()
        said = f"Restored. Your workbook now holds {counted(everything)}."
        if aside:
            said += f" What was here before is also kept by itself, in {aside.name}."
        return f"{said} {self.trouble}" if self.trouble else said

    def new_student(self) -> str:
        """Start an empty workbook; the old file stays beside it under another name. Returns one sentence."""
        with self._thread_lock:
            mine = self.all()
            if is_empty(mine):
                return "This workbook is empty already: a new student can begin."
            try:
                aside = self._copy_aside(written(mine))
                if aside:
                    with self._locked():
                        self._replace(written({**empty(), **_someone()}))
            except OSError as problem:
                if not is_empty(self._stored):
                    return (
                        f"The old workbook could not be put aside ({_plainly(problem)}), so nothing was "
                        "changed; download it and try again."
                    )
                aside = None
            self._stored, self._unsaved, self.opened, self._seen = empty(), empty(), False, "never"
        if aside:
            return f"An empty workbook begins; the old one stays in {aside.name}. Run the cells again."
        return "An empty workbook begins; the old one was only in memory. Run the lesson's cells again."

    def _copy_aside(self, text: str | None = None) -> Path | None:
        if not self.path:
            return None
        text = self.to_json() if text is None else text
        day = datetime.now().strftime("%Y-%m-%d")
        for number in range(1, 1000):
            aside = self.path.with_name(f"{self.path.stem}-{day}-{number}{self.path.suffix}")
            try:
                aside.parent.mkdir(parents=True, exist_ok=True)
                with open(aside, "x", encoding="utf-8", newline="\n") as file:
                    file.write(text)
                return aside
            except FileExistsError:
                continue
        raise OSError("too many old workbooks")

    # the disk

    def _keep(self, section: str, key: str, entry: dict) -> None:
        addition = empty()
        addition[section][key] = entry
        self._unsaved = merge(self._unsaved, addition)
        self._store()
        self._changed()

    def _changed(self) -> None:
        for callback in self._watching:
            _call(callback)

    def _refresh(self) -> None:
        if not self.path or self._signature() == self._seen:
            return
        before = self._stored
        try:
            self._stored, self._seen = self._read()
        except ValueError:
            try:
                with self._locked():
                    self._stored, self._seen = self._read_or_set_aside()
            except OSError as problem:
                self._unwritten = self._memory_only(problem)
            else:
                self._bring_back(before)
        except OSError as problem:
            self._unwritten = self._memory_only(problem)
        else:
            if is_empty(self._unsaved):
                self._unwritten = None
            if before["student"] == self._stored["student"]:
                self._bring_back(before)
            self._fire()

    def _bring_back(self, before: dict) -> None:
        """Write again what was here before and is not in the file any more: it was damaged, or an older copy came."""
        if merge(self._stored, before) != self._stored:
            self._unsaved = merge(self._unsaved, before)
            self._store()

    def _signature(self):
        try:
            state = os.stat(self.path)
        except OSError:
            return None
        return state.st_mtime_ns, state.st_size, state.st_ino

    def _read(self) -> tuple[dict, object]:
        signature = self._signature()
        if signature is None and not self.path.exists():
            return empty(), None
        return read(_patiently(self.path.read_bytes), LARGEST_FILE), signature

    def _read_or_set_aside(self) -> tuple[dict, object]:
        try:
            return self._read()
        except ValueError as reason:
            for number in range(1, 1000):
                aside = self.path.with_name(f"{self.path.stem}.broken-{number}{self.path.suffix}")
                if not aside.exists():
                    break
            _patiently(lambda: os.replace(self.path, aside))
            self._aside = (
                f"Your workbook could not be read ({reason}), so it was set aside as {aside.name} "
                "and a new one begun; if you have a download, restore it with my_work()."
            )
            return empty(), None

    def _store(self) -> None:
        if not self.path:
            if not self._unsaved["student"]:
                self._unsaved.update(_someone())
            return
        try:
            with self._locked():
                stored, _ = self._read_or_set_aside()
                together = merge(stored, self._unsaved)
                if not together["student"]:
                    together.update(_someone())
                self._replace(written(together))
        except (OSError, TimeoutError) as problem:
            if not self._unsaved["student"] and not self._stored["student"]:
                self._unsaved.update(_someone())
            self._unwritten = self._memory_only(problem)
        else:
            self._stored, self._unsaved, self._seen = together, empty(), self._signature()
            self._unwritten = None

    def _locked(self):
        from filelock import FileLock

        self.path.parent.mkdir(parents=True, exist_ok=True)
        return FileLock(f"{self.path}.lock", timeout=5)

    def _replace(self, text: str) -> None:
        handle, name = tempfile.mkstemp(prefix=".workbook-", suffix=".tmp", dir=self.path.parent)
        try:
            with open(handle, "w", encoding="utf-8", newline="\n") as file:
                file.write(text)
                file.flush()
                os.fsync(file.fileno())
            _patiently(lambda: os.replace(name, self.path))
        except BaseException:
            Path(name).unlink(missing_ok=True)
            raise

    def _memory_only(self, problem: Exception) -> str:
        return (
            f"Your work could not be written to {self.path.name} ({_plainly(problem)}), so it is in memory "
            "for now and will be written at the next occasion; to be safe, download it with my_work()."
        )


def _someone() -> dict:
    return {"student": str(uuid.uuid4()), "since": now_after()}


def _patiently(action: Callable, tries: int = 5, pause: float = 0.1):
    """Do it again for half a second where another program holds the file, as happens on Windows."""
    for left in reversed(range(tries)):
        try:
            return action()
        except PermissionError:
            if not left:
                raise
            time.sleep(pause)


def _plainly(problem: Exception) -> str:
    if isinstance(problem, TimeoutError):
        return "another notebook is holding it"
    if isinstance(problem, PermissionError):
        return "writing is not allowed there, or another program holds the file"
    text = getattr(problem, "strerror", None) or str(problem) or type(problem).__name__
    return text[0].lower() + text[1:]


def _call(callback: Callable) -> None:
    try:
        callback()
    except Exception:
        _log.debug("a callback of the workbook failed", exc_info=True)


_book: Workbook | None = None


def book() -> Workbook:
    """The workbook of this Python process; another one once BETWEEN_GIANTS_WORKBOOK points elsewhere."""
    global _book
    path = default_path()
    if _book is None or _book.path != path:
        _book = Workbook(path)
    return _book


def reveal() -> None:
    """For instructors: open everything sealed in this session. Nothing is stored as kept."""
    book().open_all()
    print("Everything sealed is open until Python is restarted; nothing was kept in the workbook.")
