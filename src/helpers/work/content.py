"""What a workbook holds: a plain dictionary, checked, merged, written and read by pure functions.

A workbook is::

    {"format": 1, "student": uuid, "since": time,
     "predictions": {id: {"value", "confidence", "reason", "at"}},
     "answers":     {id: {"value", "right", "at", "tries": [{"value", "right", "at"}, ...]}},
     "quiz":        {id: the same as an answer},
     "verdicts":    {claim: {"first": v | None, "last": v | None, "history": [v, ...]}},
                     where v = {"stage", "value", "confidence", "reason", "at"}
     "notes":       {key: {"text", "at"}}}

Times are UTC, ISO 8601 with microseconds, so that they sort as text. `workbook.schema.json`, beside this file,
says the same for other programs, with every bound. It is a contract that Python and the pages' JavaScript are
both tested against:

- Writing is strict. Whatever either of them writes fits the schema.
- Reading is tolerant. What fits the schema is read and comes out as it went in, but for the order of tries and
  histories (by time, each entry once) and for 85.0, which becomes 85. A part that a newer version of the lessons
  may have added is carried along as it is. Of what doesn't fit, this is put right: a part, a list or an optional
  entry that is missing is empty; a name that isn't known is left out, of a part where it has another form than
  our own; a time with fewer digits is filled up; a longer text is cut, a longer list of tries or verdicts as
  well. The rest is refused as a whole, with one sentence: "predictions" or "format" missing, anything of another
  type, a number or name out of bounds, and what this schema can't say: a day that no calendar has, more entries
  than a workbook holds.
- Both read alike: they put the same right, to the same text, and refuse the same in the same words.
"""

from __future__ import annotations

import json
import re
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from typing import Any

from helpers.words import how_many

FORMAT = 1
TRIES_KEPT = 50
VALUES_IN_A_LIST = 200
LARGEST_RESTORE = 5_000_000
LARGEST_FILE = 16_000_000
LONGEST_TEXT = 2_000
MOST_RESTORED = 2_000
MOST_ENTRIES = 10_000  # far more than restoring lets in, so that whatever was written can be read
DEEPEST = 8  # lists and objects in each other, in a part that isn't known here
FILE_NAME = "between-giants-workbook.json"
NAMES = {
    "predictions": "prediction",
    "answers": "answer",
    "quiz": "quiz answer",
    "verdicts": "verdict",
    "notes": "note",
}
SECTIONS = tuple(NAMES)
OURS = {"format", "student", "since", *SECTIONS}

_TIME = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T([01][0-9]|2[0-3])(:[0-5][0-9]){2}(\.[0-9]{1,6})?Z")
# Of the signs beyond ASCII none is refused: what a letter is, Python and JavaScript don't agree on.
_KEY = re.compile(r"[A-Za-z0-9_.\-\u0080-\ud7ff\ue000-\U0010ffff]{1,100}")
_PART = re.compile(r"[a-z][a-z0-9_]{0,39}")
_STUDENT = re.compile(r"[A-Za-z0-9_\-\u0080-\ud7ff\ue000-\U0010ffff]{0,64}")


def empty() -> dict:
    """A workbook in which nothing is kept."""
    return {"format": FORMAT, "student": "", "since": "", **{section: {} for section in SECTIONS}}


def is_empty(workbook: dict) -> bool:
    """True where nothing is kept in any section."""
    return not any(workbook[section] for section in SECTIONS)


def now_after(*times: str | None) -> str:
    """Now, as text; a microsecond after the latest of `times` where the clock is behind them."""
    now = datetime.now(UTC)
    for text in filter(None, times):
        with suppress(OverflowError):  # nothing comes after the last moment of the year 9999
            now = max(now, _moment(text) + timedelta(microseconds=1))
    return _written(now)


def _moment(text: str) -> datetime:
    return datetime.fromisoformat(text)


def _written(moment: datetime) -> str:
    return moment.isoformat(timespec="microseconds").replace("+00:00", "Z")


def canon(thing: object) -> str:
    """The text by which two entries of the same moment are told apart, and put in order."""
    return json.dumps(thing, sort_keys=True, ensure_ascii=True)


# --- checking -----------------------------------------------------------------------------------------------


def _need(good: object, damage: str) -> None:
    if not good:
        raise ValueError(damage)


def checked(thing: Any) -> dict:
    """The workbook in `thing`, tidied; ValueError with the reason where it is not one."""
    whole = isinstance(thing, dict) and "format" in thing and "predictions" in thing
    _need(whole, "it is not a workbook of these lessons")
    form, student, since = thing["format"], thing.get("student", ""), thing.get("since", "")
    _need(form == FORMAT and not isinstance(form, bool), "it was written by another version of these lessons")
    _need(isinstance(student, str) and _STUDENT.fullmatch(student), "its student number is damaged")
    result = {**empty(), "student": student}
    if since not in ("", None, 0):  # what JavaScript takes for nothing
        result["since"] = _time(since)
    for section in SECTIONS:
        content = thing.get(section, {})
        _need(isinstance(content, dict), f"its part '{section}' is damaged")
        result[section] = {key: checked_entry(section, key, entry) for key, entry in content.items()}
    for name in _others(thing):
        with suppress(ValueError):
            result[name] = _carried(thing[name])
    _need(_size(result) <= MOST_ENTRIES, f"it holds more than {MOST_ENTRIES} entries, which no workbook does")
    return result


def _others(workbook: dict) -> list[str]:
    """The names of its parts that aren't known here, and may be a newer version's."""
    return sorted(name for name in workbook if name not in OURS and _PART.fullmatch(name))


def _carried(thing: Any, deep: int = DEEPEST) -> Any:
    """What is in a part that isn't known here; ValueError where another language would read something else."""
    if isinstance(thing, str):
        return _well_formed(thing)
    if isinstance(thing, (list, dict)):
        _need(deep, "it is nested too deep")
        if isinstance(thing, list):
            return [_carried(one, deep - 1) for one in thing]
        _need(all(name == _well_formed(name) for name in thing), "a name is damaged")
        return {name: _carried(one, deep - 1) for name, one in thing.items()}
    return checked_value(thing)


def _size(workbook: dict) -> int:
    """How many entries it holds, all parts together."""
    parts = [workbook[name] for name in (*SECTIONS, *_others(workbook))]
    return sum(len(part) if isinstance(part, (dict, list)) else 1 for part in parts)


def checked_entry(section: str, key: object, entry: Any) -> dict:
    """One entry of a section, tidied; ValueError with the reason where neither it nor its name is one."""
    _need(isinstance(key, str) and _KEY.fullmatch(key), f"its part '{section}' holds a name no lesson uses")
    _need(isinstance(entry, dict), f"its part '{section}' is damaged")
    return _ENTRIES[section](entry)


def _time(text: Any) -> str:
    _need(isinstance(text, str) and _TIME.fullmatch(text), "one of its times is damaged")
    try:
        return _written(_moment(text))
    except ValueError:
        raise ValueError("one of its times is damaged") from None


def checked_value(value: Any) -> Any:
    """A value as a workbook holds it: None, a bool, a number, a text, or a list of these; else ValueError."""
    if isinstance(value, list):
        nested = any(isinstance(one, (list, dict)) for one in value)
        _need(len(value) <= VALUES_IN_A_LIST and not nested, "one of its values is damaged")
        return [checked_value(one) for one in value]
    if isinstance(value, str):
        return _text(value)
    if value is None or isinstance(value, bool):
        return value
    _need(isinstance(value, (int, float)) and abs(value) < 1e300, "one of its values is damaged")
    return _number(value)


def _number(value: float) -> float:
    """The number as it comes back from JavaScript, which knows no difference between 85 and 85.0."""
    if isinstance(value, int) and abs(value) >= 2**53:
        return float(value)
    if isinstance(value, float) and value.is_integer() and abs(value) < 2**53:
        return int(value)
    return value


def _text(text: Any) -> str:
    _need(isinstance(text, str), "one of its texts is damaged")
    return _well_formed(text)[:LONGEST_TEXT]


def _well_formed(text: str) -> str:
    return text.encode("utf-8", "replace").decode("utf-8")


def _confidence(value: Any) -> float | None:
    if value is None:
        return None
    fits = isinstance(value, (int, float)) and not isinstance(value, bool) and 0 <= value <= 100
    _need(fits, "one of its confidences is damaged")
    return _number(value)


def _prediction(entry: dict) -> dict:
    return {
        "value": checked_value(entry.get("value")),
        "confidence": _confidence(entry.get("confidence")),
        "reason": _text(entry.get("reason", "")),
        "at": _time(entry.get("at")),
    }


def _try(entry: Any) -> dict:
    _need(isinstance(entry, dict), "one of its answers is damaged")
    value, right = checked_value(entry.get("value")), entry.get("right")
    _need(right is None or isinstance(right, bool), "one of its answers is damaged")
    return {"value": value, "right": right, "at": _time(entry.get("at"))}


def _answer(entry: dict) -> dict:
    tries = entry.get("tries", [])
    _need(isinstance(tries, list), "one of its answers is damaged")
    return {**_try(entry), "tries": _union([_try(one) for one in tries])}


def _verdict(entry: Any) -> dict | None:
    if entry is None:
        return None
    _need(isinstance(entry, dict), "one of its verdicts is damaged")
    return {"stage": _text(entry.get("stage", "")), **_prediction(entry)}


def _verdicts(entry: dict) -> dict:
    history = entry.get("history", [])
    _need(isinstance(history, list) and None not in history, "one of its verdicts is damaged")
    return {
        "first": _verdict(entry.get("first")),
        "last": _verdict(entry.get("last")),
        "history": _union([_verdict(one) for one in history]),
    }


def _note(entry: dict) -> dict:
    return {"text": _text(entry.get("text")), "at": _time(entry.get("at"))}


_ENTRIES = {
    "predictions": _prediction,
    "answers": _answer,
    "quiz": _answer,
    "verdicts": _verdicts,
    "notes": _note,
}


# --- merging ------------------------------------------------------------------------------------------------


def _union(*lists: list) -> list:
    seen = {canon(entry): entry for entries in lists for entry in entries}
    return sorted(seen.values(), key=_by_time)[:TRIES_KEPT]


def _by_time(entry: dict) -> tuple:
    return entry["at"], canon(entry)


def _earliest(*entries: dict | None) -> Any:
    return min(filter(None, entries), key=_by_time, default=None)


def _latest(*entries: dict | None) -> Any:
    return max(filter(None, entries), key=_by_time, default=None)


def merge(mine: dict, other: dict) -> dict:
    """Two copies of a workbook made one; the order of the copies makes no difference.

    Of a prediction and a first verdict the earliest stays, of answers, last verdicts and notes the latest;
    tries and histories are united (the first 50 stay). Of a part that isn't known here each entry stays, the
    later of two. Both arguments are workbooks as `checked` returns them; neither is changed.
    """
    result = empty()
    known = [(one["since"], one["student"]) for one in (mine, other) if one["student"]]
    result["since"], result["student"] = min(known, default=("", ""))
    for section in SECTIONS:
        for key in sorted({**mine[section], **other[section]}):
            both = [one[section][key] for one in (mine, other) if key in one[section]]
            result[section][key] = _MERGERS[section](both)
    for name in _others({**mine, **other}):
        result[name] = _merged_others([one[name] for one in (mine, other) if name in one])
    return result


def _merged_others(both: list) -> Any:
    parts = [one for one in both if isinstance(one, dict)]
    if not parts:
        return max(both, key=canon)
    keys = sorted({key for one in parts for key in one})
    return {key: max((one[key] for one in parts if key in one), key=_by_any_time) for key in keys}


def _by_any_time(entry: Any) -> tuple:
    at = entry.get("at") if isinstance(entry, dict) else None
    return at if isinstance(at, str) else "", canon(entry)


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


# --- as text ------------------------------------------------------------------------------------------------


def written(workbook: dict) -> str:
    """The workbook as the text of its file."""
    return json.dumps(workbook, ensure_ascii=False, indent=1, sort_keys=False, allow_nan=False) + "\n"


def read(text: str | bytes, largest: int = LARGEST_RESTORE) -> dict:
    """The workbook in the text of a file; ValueError with the reason where there is none."""
    _need(isinstance(text, (str, bytes)), "it is not a workbook of these lessons")
    _need(len(text) <= largest, f"it is larger than {largest // 1_000_000} MB, which no workbook is")
    try:
        if isinstance(text, bytes):
            text = text.decode("utf-8-sig")
        thing = json.loads(text.removeprefix("\ufeff"))
    except RecursionError:
        raise ValueError("it is nested deeper than any workbook") from None
    except ValueError:  # also a number of thousands of digits
        raise ValueError("it is damaged, or not a workbook at all") from None
    return checked(thing)


def restored(mine: dict, other: dict) -> dict:
    """`merge`, for a file that somebody hands in; ValueError where it would swell the workbook."""
    together = merge(mine, other)
    _need(
        _size(together) <= MOST_RESTORED,
        f"with it your workbook would hold more than {MOST_RESTORED} entries",
    )
    large = len(written(together)) > LARGEST_RESTORE
    _need(not large, f"with it your workbook would be larger than {LARGEST_RESTORE // 1_000_000} MB")
    return together


def counted(workbook: dict) -> str:
    """What is in a workbook, in words: "3 predictions, 2 answers, …"."""
    parts = [how_many(len(workbook[section]), name) for section, name in NAMES.items() if workbook[section]]
    return ", ".join(parts) or "nothing yet"
