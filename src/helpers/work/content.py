"""What a workbook holds: a plain dictionary, checked, merged, written and read by pure functions."""

from __future__ import annotations

import json
import re
from datetime import datetime, timedelta, timezone

FORMAT = 1
TRIES_KEPT = 50
LARGEST_RESTORE = 5_000_000
LARGEST_FILE = 64_000_000
LONGEST_TEXT = 2_000
FILE_NAME = "between-giants-workbook.json"
SECTIONS = ("predictions", "answers", "quiz", "verdicts", "notes")

_TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,6})?Z")
_KEY = re.compile(r"[\w.\-]{1,100}")


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


def canon(thing) -> str:
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
        "predictions": checked_prediction,
        "answers": _answer,
        "quiz": _answer,
        "verdicts": _verdicts,
        "notes": checked_note,
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


def checked_value(value):
    if isinstance(value, list):
        if len(value) > 200 or any(isinstance(one, (list, dict)) for one in value):
            raise ValueError("one of its values is damaged")
        return [checked_value(one) for one in value]
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


def checked_prediction(entry: dict) -> dict:
    return {
        "value": checked_value(entry.get("value")),
        "confidence": _confidence(entry.get("confidence")),
        "reason": _text(entry.get("reason", "")),
        "at": _time(entry.get("at")),
    }


def checked_try(entry) -> dict:
    if not isinstance(entry, dict):
        raise ValueError("one of its answers is damaged")
    return {
        "value": checked_value(entry.get("value")),
        "right": _right(entry.get("right")),
        "at": _time(entry.get("at")),
    }


def _answer(entry: dict) -> dict:
    tries = entry.get("tries", [])
    if not isinstance(tries, list):
        raise ValueError("one of its answers is damaged")
    return {**checked_try(entry), "tries": _union([checked_try(one) for one in tries])}


def checked_verdict(entry) -> dict | None:
    if entry is None:
        return None
    if not isinstance(entry, dict):
        raise ValueError("one of its verdicts is damaged")
    return {"stage": _text(entry.get("stage", "")), **checked_prediction(entry)}


def _verdicts(entry: dict) -> dict:
    history = entry.get("history", [])
    if not isinstance(history, list) or None in history:
        raise ValueError("one of its verdicts is damaged")
    return {
        "first": checked_verdict(entry.get("first")),
        "last": checked_verdict(entry.get("last")),
        "history": _union([checked_verdict(one) for one in history]),
    }


def checked_note(entry: dict) -> dict:
    return {"text": _text(entry.get("text")), "at": _time(entry.get("at"))}


def _union(*lists: list) -> list:
    seen = {canon(entry): entry for entries in lists for entry in entries}
    return sorted(seen.values(), key=_by_time)[:TRIES_KEPT]


def _by_time(entry: dict) -> tuple:
    return entry["at"], canon(entry)


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
