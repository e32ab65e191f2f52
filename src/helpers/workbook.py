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

import json
import logging
import os
import re
import tempfile
import threading
import time
import uuid
from collections.abc import Callable
from datetime import datetime, timedelta, timezone
from pathlib import Path

FORMAT = 1
TRIES_KEPT = 50
LARGEST_RESTORE = 5_000_000
LARGEST_FILE = 64_000_000
LONGEST_TEXT = 2_000
FILE_NAME = "between-giants-workbook.json"
SECTIONS = ("predictions", "answers", "quiz", "verdicts", "notes")

_TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,6})?Z")
_KEY = re.compile(r"[\w.\-]{1,100}")
_log = logging.getLogger("helpers.workbook")


# --- the content: plain dictionaries and pure functions -----------------------------------------------------


def empty() -> dict:
    """A workbook in which nothing is kept."""
    return {"format": FORMAT, "student": "", "since": "", **{section: {} for section in SECTIONS}}


def is_empty(workbook: dict) -> bool:
    """True where nothing is kept in any section."""
    return not any(workbook[section] for section in SECTIONS)


def now_after(*times: str) -> str:
    """Now, as text; a microsecond after the latest of `times` where the clock is behind them."""
    now = datetime.now(timezone.utc)
    for text in filter(None, times):
        now = max(now, _moment(text) + timedelta(microseconds=1))
    return _written(now)


def _moment(text: str) -> datetime:
    return datetime.fromisoformat(text.replace("Z", "+00:00"))


def _written(moment: datetime) -> str:
    return moment.strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def _canon(thing) -> str:
    return json.dumps(thing, sort_keys=True, ensure_ascii=True)


def checked(thing) -> dict:
    """The workbook in `thing`, tidied; ValueError with the reason where it is not one."""
    if not isinstance(thing, dict) or "format" not in thing or "predictions" not in thing:
        raise ValueError("it is not a workbook of these lessons")
    if thing["format"] != FORMAT or isinstance(thing["format"], bool):
        raise ValueError("it was written by another version of these lessons")
    result = empty()
    student, since = thing.get("student", ""), thing.get("since", "")
    if not isinstance(student, str) or len(student) > 64 or not re.fullmatch(r"[\w\-]*", student):
        raise ValueError("its student number is damaged")
    result["student"], result["since"] = student, _time(since) if since else ""
    entries = {
        "predictions": _prediction,
        "answers": _answer,
        "quiz": _answer,
        "verdicts": _verdicts,
        "notes": _note,
    }
    for section, entry in entries.items():
        content = thing.get(section, {})
        if not isinstance(content, dict):
            raise ValueError(f"its part '{section}' is damaged")
        for key, value in content.items():
            if not isinstance(key, str) or not _KEY.fullmatch(key):
                raise ValueError(f"its part '{section}' holds a name no lesson uses")
            if not isinstance(value, dict):
                raise ValueError(f"its part '{section}' is damaged")
            result[section][key] = entry(value)
    return result


def _time(text) -> str:
    if not isinstance(text, str) or not _TIME.fullmatch(text):
        raise ValueError("one of its times is damaged")
    try:
        return _written(_moment(text))
    except ValueError:
        raise ValueError("one of its times is damaged") from None


def _value(value):
    if isinstance(value, list):
        if len(value) > 200 or any(isinstance(one, (list, dict)) for one in value):
            raise ValueError("one of its values is damaged")
        return [_value(one) for one in value]
    if isinstance(value, str):
        return _text(value)
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, (int, float)) and abs(value) < 1e300:
        return _number(value)
    raise ValueError("one of its values is damaged")


def _number(value: float) -> float:
    """The number as it comes back from JavaScript, which knows no difference between 85 and 85.0."""
    if isinstance(value, int) and abs(value) >= 2**53:
        return float(value)
    if isinstance(value, float) and value.is_integer() and abs(value) < 2**53:
        return int(value)
    return value


def _text(text) -> str:
    if not isinstance(text, str):
        raise ValueError("one of its texts is damaged")
    return text.encode("utf-8", "replace").decode("utf-8")[:LONGEST_TEXT]


def _confidence(value):
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, (int, float)) or not 0 <= value <= 100:
        raise ValueError("one of its confidences is damaged")
    return _number(value)


def _right(value):
    if value is not None and not isinstance(value, bool):
        raise ValueError("one of its answers is damaged")
    return value


def _prediction(entry: dict) -> dict:
    return {
        "value": _value(entry.get("value")),
        "confidence": _confidence(entry.get("confidence")),
        "reason": _text(entry.get("reason", "")),
        "at": _time(entry.get("at")),
    }


def _one_try(entry) -> dict:
    if not isinstance(entry, dict):
        raise ValueError("one of its answers is damaged")
    return {
        "value": _value(entry.get("value")),
        "right": _right(entry.get("right")),
        "at": _time(entry.get("at")),
    }


def _answer(entry: dict) -> dict:
    tries = entry.get("tries", [])
    if not isinstance(tries, list):
        raise ValueError("one of its answers is damaged")
    return {**_one_try(entry), "tries": _union([_one_try(one) for one in tries])}


def _one_verdict(entry) -> dict | None:
    if entry is None:
        return None
    if not isinstance(entry, dict):
        raise ValueError("one of its verdicts is damaged")
    return {"stage": _text(entry.get("stage", "")), **_prediction(entry)}


def _verdicts(entry: dict) -> dict:
    history = entry.get("history", [])
    if not isinstance(history, list) or None in history:
        raise ValueError("one of its verdicts is damaged")
    return {
        "first": _one_verdict(entry.get("first")),
        "last": _one_verdict(entry.get("last")),
        "history": _union([_one_verdict(one) for one in history]),
    }


def _note(entry: dict) -> dict:
    return {"text": _text(entry.get("text")), "at": _time(entry.get("at"))}


def _union(*lists: list) -> list:
    seen = {_canon(entry): entry for entries in lists for entry in entries}
    return sorted(seen.values(), key=_by_time)[:TRIES_KEPT]


def _by_time(entry: dict) -> tuple:
    return entry["at"], _canon(entry)


def _earliest(*entries):
    return min(filter(None, entries), key=_by_time, default=None)


def _latest(*entries):
    return max(filter(None, entries), key=_by_time, default=None)


def merge(mine: dict, other: dict) -> dict:
    """Two copies of a workbook made one; the order of the copies makes no difference.

    Of a prediction and a first verdict the earliest stays, of answers, last verdicts and notes the latest;
    tries and histories are united (the first 50 stay). Both arguments are workbooks as `checked` returns
    them;
    neither is changed.
    """
    result = empty()
    known = [(one["since"], one["student"]) for one in (mine, other) if one["student"]]
    result["since"], result["student"] = min(known, default=("", ""))
    for section in SECTIONS:
        for key in sorted({**mine[section], **other[section]}):
            both = [one[section][key] for one in (mine, other) if key in one[section]]
            result[section][key] = _MERGERS[section](both)
    return result


def _merged_answers(both: list[dict]) -> dict:
    last = _latest(*({name: one[name] for name in ("value", "right", "at")} for one in both))
    return {**last, "tries": _union(*(one["tries"] for one in both))}


def _merged_verdicts(both: list[dict]) -> dict:
    return {
        "first": _earliest(*(one["first"] for one in both)),
        "last": _latest(*(one["last"] for one in both)),
        "history": _union(*(one["history"] for one in both)),
    }


_MERGERS = {
    "predictions": lambda both: _earliest(*both),
    "answers": _merged_answers,
    "quiz": _merged_answers,
    "verdicts": _merged_verdicts,
    "notes": lambda both: _latest(*both),
}


def written(workbook: dict) -> str:
    """The workbook as the text of its file."""
    return json.dumps(workbook, ensure_ascii=False, indent=1, sort_keys=False, allow_nan=False) + "\n"


def read(text: str | bytes, largest: int = LARGEST_RESTORE) -> dict:
    """The workbook in the text of a file; ValueError with the reason where there is none."""
    if not isinstance(text, (str, bytes)):
        raise ValueError("it is not a workbook of these lessons")
    if len(text) > largest:
        raise ValueError(f"it is larger than {largest // 1_000_000} MB, which no workbook is")
    try:
        if isinstance(text, bytes):
            text = text.decode("utf-8-sig")
        thing = json.loads(text.removeprefix("\ufeff"))
    except RecursionError:
        raise ValueError("it is nested deeper than any workbook") from None
    except ValueError:  # also a number of thousands of digits
        raise ValueError("it is damaged, or not a workbook at all") from None
    try:
        return checked(thing)
    except RecursionError:
        raise ValueError("it is nested deeper than any workbook") from None


# --- the file -----------------------------------------------------------------------------------------------


def default_path() -> Path | None:
    """Where the workbook belongs; None where the lessons are not in a folder of their own."""
    moved = os.environ.get("BETWEEN_GIANTS_WORKBOOK")
    if moved:
        path = Path(moved).expanduser()
        return path / "workbook.json" if path.is_dir() else path
    root = Path(__file__).resolve().parents[2]
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
                    _prediction(
                        {"value": value, "confidence": confidence, "reason": reason, "at": now_after()}
                    ),
                )
            kept = self.prediction(id)
        self._fire()
        return kept

    def record_answer(self, id: str, value, right: bool | None, section: str = "answers") -> dict:
        """Record one more try, the same twice in a row as one; returns the answer with its tries."""
        with self._thread_lock:
            before, value = self.all()[section].get(id), _value(value)
            if not (before and _canon(before["value"]) == _canon(value) and before["right"] == right):
                one = _one_try({"value": value, "right": right, "at": now_after(before and before["at"])})
                self._keep(section, id, {**one, "tries": [one]})
            return self.all()[section][id]

    def keep_verdict(self, claim: str, stage: str, value, confidence=None, reason: str = "") -> dict:
        """Keep a verdict: the earliest of stage "first", the latest of "last". Returns all of the claim."""
        with self._thread_lock:
            before = self.verdicts(claim)
            one = _one_verdict(
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
            self._keep("notes", key, _note({"text": text, "at": now_after(before and before["at"])}))

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


def counted(workbook: dict) -> str:
    """What is in a workbook, in words: "3 predictions, 2 answers, …"."""
    names = {
        "predictions": "prediction",
        "answers": "answer",
        "quiz": "quiz answer",
        "verdicts": "verdict",
        "notes": "note",
    }
    parts = [
        f"{len(workbook[section])} {name}{'s' * (len(workbook[section]) != 1)}"
        for section, name in names.items()
        if workbook[section]
    ]
    return ", ".join(parts) or "nothing yet"


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
