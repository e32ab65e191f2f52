"""Checking an answer: `check("3.share_2023", my_share)` says in a sentence what is right and what is not yet.

The expected value is computed from the tables each time. Whatever a student passes gets a
sentence; nothing raises. The items are `Check`; they live in ``items/<lesson>.py``.
"""

from __future__ import annotations

import difflib
import html
import math
import re
import sys
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass, field
from fractions import Fraction

from . import items, without_kernel
from .errors import LessonError
from .forms import TONES, needs_python
from .workbook import book

KINDS = ("number", "share", "text", "set", "frame")
TELL_FROM_TRY = 4
_NOTHING = object()
_SCALES = {"hundred": 1e2, "thousand": 1e3, "million": 1e6, "billion": 1e9}
_SPACES = re.compile(r"[\s\u00a0\u2009\u202f_]+")


@dataclass(frozen=True)
class Hint:
    """A sentence that helps.

    With `when`, a function of (given, load), it names a misconception and is said at once when that is true.
    Without, it is one step of a ladder and said from the second wrong try on.
    """

    say: str
    when: Callable | None = None


@dataclass(frozen=True)
class Check:
    """Something a student works out.

    ask       : what is asked, as a noun phrase: "China's share of exports in 2023".
    expected  : function of `load` returning the right answer, in `unit`.
    kind      : "number"; "share" (percent where unit is "%", else a fraction of one; both are accepted);
                "text"; "set" (order doesn't count); of a number or a text expected may be a list that is all right;
                "frame" (a DataFrame or Series: columns, rows, their order and values count, not the index).
    tolerance : how far off a number may be, in `unit`; one percent of the answer unless given.
    hints     : `Hint`s, the most specific first.
    how       : told from the fourth different wrong answer on: how to compute it.
    right     : said when it is right: a text, or a function of (given, load) returning one.
    untouched : the answer that the lesson's cell gives before the student has changed anything; answered like a blank.
    """

    ask: str
    expected: Callable
    kind: str = "number"
    tolerance: float | None = None
    unit: str = ""
    hints: list[Hint] = field(default_factory=list)
    how: str = ""
    right: str | Callable = ""
    untouched: object = _NOTHING

    @property
    def task(self) -> str:
        """What to do first, in one sentence."""
        if self.untouched is _NOTHING:
            return "Put your answer into the check and run the cell."
        return "Change what the cell says and run it again."

    def __post_init__(self):
        if self.kind not in KINDS:
            raise ValueError(f"A check's kind is one of {', '.join(KINDS)}, not {self.kind!r}.")


class Unreadable(Exception):
    """An answer that isn't of the kind asked for; the message is the sentence for the student."""


class Reply:
    """What a check says back: a sign, a word, a sentence, perhaps a hint; colour only adds to them."""

    def __init__(self, tone: str, word: str, *sentences: str):
        self.tone, self.word = tone, word
        self.text = " ".join(filter(None, sentences))

    def __repr__(self):
        return f"{TONES[self.tone][0]} {self.word}: {self.text}"

    def _repr_html_(self):
        sign, _, colour = TONES[self.tone]
        return (
            f'<div style="border-left: 4px solid {colour}; padding: 0.1rem 0.8rem; max-width: 46rem">'
            f'<span style="background: {colour}; color: #fff; border-radius: 0.6em; padding: 0 0.35em" '
            f'aria-hidden="true">{sign}</span> '
            f"<strong>{html.escape(self.word)}:</strong> {html.escape(self.text)}</div>"
        )


def check(id: str, answer=_NOTHING) -> None:
    """Show whether an answer is right, and if not, what about it isn't.

    id     : "<lesson>.<name>"; an unknown one is answered with a sentence and the closest ids.
    answer : anything. Nothing, None, ... or an empty text gets a gentle prompt and isn't recorded.
    """
    from IPython.display import display

    display(reply(id, answer) if without_kernel.folder() is None else explained(id))


class Explained(Reply):
    """What stands for a check where no Python runs: what is asked, the way to Python, and an answer behind "show"."""

    def __init__(self, item: Check):
        super().__init__("ask", "Your turn", f"{item.task} Asked: {item.ask}.")
        self.how, self.answer, self.said = item.how, "", ""
        try:
            expected = _expected(item)
        except LessonError:  # it follows from what the student keeps; on a page nothing is kept yet
            return
        self.answer, self.said = _in_short(expected, item), _praise(item, expected, items.tables())

    def _repr_html_(self):
        python = needs_python("To work it out yourself and have it checked you need Python.")
        return f'<div class="bg-check">{super()._repr_html_()}{python}{self._folded()}</div>'

    def _folded(self) -> str:
        safe = html.escape
        if not self.answer:
            return "<p>Its answer follows from your own work in this lesson.</p>"
        how = f"<p>One way to it: {safe(self.how)}</p>" if self.how else ""
        said = f"<p>{safe(self.said)}</p>" if self.said else ""
        return (
            '<details class="bg-answer"><summary>Show an answer</summary>'
            f"<p><strong>{safe(self.answer)}</strong></p>{how}{said}</details>"
        )


def explained(id: str) -> Reply:
    """What is shown for a check where no Python runs; a note for an id that doesn't exist."""
    item = items.find("CHECKS", id)
    return Explained(item) if item else Reply("note", "Note", items.unknown("CHECKS", id))


def _in_short(expected, item: Check) -> str:
    if item.kind == "text" and not isinstance(expected, str):
        return str(next(iter(expected)))
    if hasattr(expected, "head"):
        shown = expected.head(5).to_string(index=False)
        return shown + (f"\n… {len(expected)} rows" if len(expected) > 5 else "")
    return _shown(expected, item)


def reply(id: str, answer=_NOTHING) -> Reply:
    """The reply to an answer, recorded in the workbook."""
    try:
        item = items.find("CHECKS", id)
        if item is None:
            return Reply("note", "Note", items.unknown("CHECKS", id))
        return _judged(id, item, answer)
    except LessonError as problem:
        return Reply("note", "Note", str(problem))
    except Exception:
        return Reply(
            "ask", "Hm", "This answer could not be read at all.", "Try print() on it first: what do you see?"
        )


def _judged(id: str, item: Check, answer) -> Reply:
    kept = book()
    if _is_blank(answer):
        return _prompt(item)
    try:
        given = READERS[item.kind](answer, item)
    except Unreadable as sentence:
        return Reply("ask", "Hm", str(sentence))
    load = items.tables()
    value, remark = COMPARERS[item.kind](given, _expected(item), item)
    if item.untouched is not _NOTHING and value == item.untouched:
        return _prompt(item)
    right = remark is None or isinstance(remark, Right)
    record = kept.record_answer(id, _keepable(value), right)
    if right:
        said = _praise(item, value, load)
        return Reply("right", "Right", str(remark or ""), said or "Well worked out.", kept.trouble or "")
    wrong = len({repr(one["value"]) for one in record["tries"] if one["right"] is False})
    return Reply("wrong", "Not yet", remark, _hint(item, value, load, wrong), kept.trouble or "")


def _prompt(item: Check) -> Reply:
    opened = f"The answer: {_shown(_expected(item), item)}." if book().opened else ""
    return Reply("ask", "Your turn", f"{item.task} Asked: {item.ask}.", opened)


def _praise(item: Check, value, load) -> str:
    try:
        return item.right(value, load) if callable(item.right) else item.right
    except Exception:
        return ""


def _expected(item: Check):
    try:
        return item.expected(items.tables())
    except LessonError:
        raise
    except Exception as problem:
        raise LessonError(
            f"The right answer could not be computed ({type(problem).__name__}): "
            "that is a mistake of this lesson, not yours."
        ) from problem


def _hint(item: Check, value, load, wrong: int) -> str:
    for hint in item.hints:
        if hint.when and _true(hint.when, value, load):
            return hint.say
    if wrong >= TELL_FROM_TRY and item.how:
        return f"This is how: {item.how}"
    ladder = [hint.say for hint in item.hints if not hint.when]
    return ladder[min(wrong - 2, len(ladder) - 1)] if ladder and wrong >= 2 else ""


def _true(condition: Callable, value, load) -> bool:
    try:
        return bool(condition(value, load))
    except Exception:
        return False


class Right(str):
    """A remark on an answer that is right all the same."""


# --- reading what was typed ---------------------------------------------------------------------------------


def _is_blank(answer) -> bool:
    if answer is _NOTHING or answer is None or answer is Ellipsis:
        return True
    return type(answer) is str and not answer.strip(" \t\r\n_.…?")


def _one(answer):
    """The single value inside a one-element table, column, array or list; else the answer itself."""
    for _ in range(3):
        if isinstance(answer, (list, tuple, set, frozenset)):
            if len(answer) != 1:
                raise Unreadable(f"I got {_many(len(answer), 'value')}; one is needed here.")
            answer = next(iter(answer))
        elif _is_array(answer):
            size = int(answer.size)
            if size != 1:
                what = {"DataFrame": "a table with", "Series": "a column with"}.get(type(answer).__name__, "")
                raise Unreadable(
                    f"I got {what} {_many(size, 'value')}; one number or word is needed here.".replace(
                        "  ", " "
                    )
                )
            values = answer.to_numpy() if hasattr(answer, "to_numpy") else answer
            answer = values.reshape(-1)[0]
    return answer.item() if _is_numpy(answer) and hasattr(answer, "item") else answer


def _is_array(answer) -> bool:
    numpy, pandas = sys.modules.get("numpy"), sys.modules.get("pandas")
    return bool(
        (numpy and isinstance(answer, numpy.ndarray))
        or (
            pandas
            and isinstance(
                answer, (pandas.Series, pandas.DataFrame, pandas.Index, pandas.api.extensions.ExtensionArray)
            )
        )
    )


def _is_numpy(answer) -> bool:
    numpy = sys.modules.get("numpy")
    return bool(numpy and isinstance(answer, numpy.generic))


def _many(count: int, noun: str) -> str:
    return f"{count or 'no'} {noun}{'s' * (count != 1)}"


def _not_a_function(answer) -> None:
    if isinstance(answer, type):
        raise Unreadable(f"That is the type {answer.__name__}, not a value of it.")
    if callable(answer):
        name = str(getattr(answer, "__name__", "") or "the function")[:40]
        raise Unreadable(
            f"That is the function {name} itself; call it with brackets, {name}(…), to get its result."
        )


@dataclass(frozen=True)
class Amount:
    """A number as it was written: every way to read it, and whether a percent sign stood behind it."""

    readings: tuple[float, ...]
    percent: bool = False


def read_number(answer, item: Check) -> Amount:
    """What a student gave for a number; Unreadable with a sentence where it is none."""
    answer = _one(answer)
    if _is_blank(answer):
        raise Unreadable("There is no value in what I got; look at it with print().")
    if isinstance(answer, bool):
        raise Unreadable(f"I got {answer}, the answer to a yes-or-no question; a number is needed here.")
    if isinstance(answer, str):
        return _number_in(answer)
    _not_a_function(answer)
    if isinstance(answer, complex):
        raise Unreadable("A complex number is more than is needed here: a plain one will do.")
    if type(answer).__name__ in ("NAType", "NaTType"):
        raise Unreadable(
            "Your result is a missing value: some number it was made from is missing in the table."
        )
    if isinstance(answer, int) and abs(answer) > 10**300:
        raise Unreadable("That number is larger than anything here can be.")
    if type(answer).__name__ not in ("int", "float", "Decimal", "Fraction") and not isinstance(
        answer, (int, float)
    ):
        raise Unreadable(f"I got {_kind_of(answer)}; a number is needed here.")
    return Amount((_finite(float(answer)),))


def _finite(value: float) -> float:
    if math.isnan(value):
        raise Unreadable(
            "Your result is nan, not a number: some value it was made from is missing in the table."
        )
    if math.isinf(value):
        raise Unreadable("Your result is infinite: was something divided by zero?")
    return value


def _kind_of(answer) -> str:
    """What a value is, in words with an article."""
    name = type(answer).__name__[:40]
    return {
        "DataFrame": "a whole table",
        "Series": "a column",
        "dict": "a dictionary",
        "str": "a text",
        "list": "a list",
        "module": "a module",
        "int": "a number",
        "float": "a number",
        "bool": "True or False",
        "NoneType": "nothing",
    }.get(name, f"{'an' if name[:1].lower() in 'aeiou' else 'a'} {name}")


def _number_in(text: str) -> Amount:
    plain = unicodedata.normalize("NFKC", text[:200]).strip().lower().replace("−", "-").replace("⁄", "/")
    plain = re.sub(r"^(about|around|ca\.?|circa|roughly|approximately|≈|~|=)\s*", "", plain)
    shape = re.fullmatch(
        r"(?P<number>[-+]?[\d.,' \u00a0\u2009\u202f_]*\d[\d.,' _]*(e[-+]?\d{1,3})?)"
        r"(\s*/\s*(?P<under>\d[\d.,' _]*))?\s*(?P<rest>[^\d]*)",
        plain,
    )
    if not shape:
        raise Unreadable("I can read numbers written in digits, such as 85, 0.85, 85 % or 17/20.")
    readings = _decimals(shape["number"])
    if shape["under"]:
        unders = [one for one in _decimals(shape["under"]) if one]
        if not unders:
            raise Unreadable("Nothing can be divided by zero.")
        readings = [float(Fraction(a) / Fraction(b)) for a in readings for b in unders if math.isfinite(a)]
    rest = shape["rest"].strip().rstrip(".")
    scale = next((factor for word, factor in _SCALES.items() if rest.startswith(word)), 1)
    if not readings:
        raise Unreadable("I can read numbers written in digits, such as 85, 0.85, 85 % or 17/20.")
    return Amount(
        tuple(_finite(one * scale) for one in readings), rest.startswith(("%", "percent", "per cent", "pct"))
    )


def _decimals(text: str) -> list[float]:
    """Every way to read digits with points and commas: "3,500" is 3500 or 3.5, "0,85" is 0.85."""
    text = _SPACES.sub("", text).replace("'", "").rstrip(".,")
    forms = {text.replace(",", "")}
    if text.count(",") == 1 and text.count(".") == 0:
        forms.add(text.replace(",", "."))
        if not re.fullmatch(r"[-+]?[1-9]\d{0,2},\d{3}(e.*)?", text):
            forms.discard(text.replace(",", ""))
    elif "," in text and "." in text and text.rindex(",") > text.rindex("."):
        forms = {text.replace(".", "").replace(",", ".")}
    elif text.count(".") > 1:
        forms = {text.replace(".", "").replace(",", ".")}
    values = []
    for form in sorted(forms):
        try:
            values.append(float(form))
        except ValueError:
            pass
    return values


def read_text(answer, item: Check) -> str:
    """What a student gave for a word or name."""
    answer = _one(answer)
    if _is_blank(answer):
        raise Unreadable("There is no value in what I got; look at it with print().")
    if not isinstance(answer, str):
        _not_a_function(answer)
        raise Unreadable(f"I got {_kind_of(answer)}; a word in quotation marks is needed here.")
    return answer[:500]


def read_set(answer, item: Check) -> set:
    """What a student gave for a collection: a list, set, tuple, range, column, or a text with commas."""
    if isinstance(answer, str):
        answer = [part for part in re.split(r"[,;\n]| and ", answer) if part.strip()]
    elif _is_array(answer):
        if type(answer).__name__ == "DataFrame":
            if answer.shape[1] != 1:
                raise Unreadable(
                    f"I got a whole table with {_many(answer.shape[1], 'column')}; "
                    'one column of it is needed, as in table["year"].'
                )
            answer = answer.iloc[:, 0]
        answer = answer.tolist()
    elif isinstance(answer, dict):
        answer = list(answer)
    elif isinstance(answer, (int, float, complex)) or _is_numpy(answer):
        answer = [answer]
    elif not isinstance(answer, (list, tuple, set, frozenset, range)):
        _not_a_function(answer)
        raise Unreadable(f"I got {_kind_of(answer)}; a list such as [2014, 2015] is needed here.")
    if len(answer) > 100_000:
        raise Unreadable(f"I got {len(answer):,} values; that is far too many.")
    return {_member(one) for one in answer}


def _member(one):
    one = one.item() if _is_numpy(one) and hasattr(one, "item") else one
    if isinstance(one, float) and one.is_integer():
        return int(one)
    if isinstance(one, str):
        text = _folded(one.strip("[](){}'\" "))
        return int(text) if re.fullmatch(r"-?\d{1,15}", text) else text
    if one is None or isinstance(one, (bool, int, float)):
        return one
    if hasattr(one, "isoformat"):
        return str(one.isoformat())[:10]
    raise Unreadable(f"The list holds {_kind_of(one)}; plain numbers or words are needed here.")


def read_frame(answer, item: Check):
    """What a student gave for a table or a column."""
    import pandas

    if not isinstance(answer, (pandas.DataFrame, pandas.Series)):
        _not_a_function(answer)
        raise Unreadable(f"I got {_kind_of(answer)}; a table (a DataFrame) is needed here.")
    return answer


READERS = {
    "number": read_number,
    "share": read_number,
    "text": read_text,
    "set": read_set,
    "frame": read_frame,
}


# --- comparing: each returns (value, None) where right, (value, Right(remark)) or (value, what is wrong) ----


def _near(value: float, expected: float, item: Check) -> bool:
    room = abs(expected) / 100 if item.tolerance is None else item.tolerance
    return abs(value - expected) <= room + 1e-9 * max(1, abs(expected))


def _closest(readings, expected: float) -> float:
    return min(readings, key=lambda one: abs(one - expected))


def compare_number(given: Amount, expected, item: Check):
    accepted = expected if isinstance(expected, (list, tuple)) else [expected]
    value, expected = min(
        ((_closest(given.readings, float(one)), float(one)) for one in accepted),
        key=lambda pair: abs(pair[0] - pair[1]),
    )
    if _near(value, expected, item):
        return value, None
    return value, _size(value, expected)


def _size(value: float, expected: float) -> str:
    if expected and value and (value > 0) != (expected > 0):
        return "The sign is the other way round."
    ratio = abs(value / expected) if expected else 0
    if ratio and (ratio > 5 or ratio < 0.2):
        return f"That is {'much too large' if ratio > 1 else 'much too small'}."
    return f"That is too {'high' if value > expected else 'low'}."


def compare_share(given: Amount, expected, item: Check):
    expected = float(expected)
    percent = item.unit == "%"
    readings = given.readings
    if given.percent and not percent:
        readings = tuple(one / 100 for one in readings)
    value = _closest(readings, expected)
    if _near(value, expected, item):
        return value, None
    if not given.percent:
        other = value * 100 if percent else value / 100
        if _near(other, expected, item) and (abs(value) <= 1 if percent else True):
            said = (
                f"{_short(value)} as a fraction of one is {_short(other)} %."
                if percent
                else f"{_short(value)} per cent is {_short(other)} as a fraction of one."
            )
            return other, Right(said)
    if percent and not given.percent and 0 < abs(value) <= 1 < expected:
        size = _size(value * 100, expected).removeprefix("That is ").rstrip(".")
        return value * 100, f"Read as a fraction of one that is {_short(value * 100)} %, and {size}."
    most = 100 if percent else 1
    if value > most and 0 <= expected <= most:
        return value, f"A share can't be more than {'100 %' if percent else '1'}."
    return value, _size(value, expected)


def _short(value: float) -> str:
    return f"{value:,.4g}"


def _folded(text: str) -> str:
    text = unicodedata.normalize("NFKD", text.replace("ü", "u")).casefold()
    return " ".join("".join(one for one in text if not unicodedata.combining(one)).split())


def compare_text(given: str, expected, item: Check):
    accepted = [expected] if isinstance(expected, str) else list(expected)
    plain, right = _folded(given).strip(" .!\"'"), [_folded(one) for one in accepted]
    if plain in right:
        return given, None
    if difflib.get_close_matches(plain[:100], right, n=1, cutoff=0.8):
        return given, "That is very close: look at the spelling."
    return given, "It is another one."


def compare_set(given: set, expected, item: Check):
    expected = {_member(one) for one in expected}
    value = given
    if given == expected:
        return value, None
    kinds = {type(one) for one in given}, {type(one) for one in expected}
    if given and expected and not kinds[0] & kinds[1]:
        need = "numbers" if kinds[1] <= {int, float} else "words"
        return value, f"The values are of another type: {need} are needed here."
    hit, missing, extra = len(given & expected), len(expected - given), len(given - expected)
    if not given:
        return value, "There is nothing in it."
    if not extra:
        return (
            value,
            f"All of yours belong there, but {_many(missing, 'value')} {'is' if missing == 1 else 'are'} "
            f"missing.",
        )
    if not missing:
        return value, f"All that belong are there, but {_many(extra, 'value')} too many."
    return (
        value,
        f"{hit} of your {_many(len(given), 'value')} {'belongs' if hit == 1 else 'belong'} there; {missing} "
        f"more missing.",
    )


def compare_frame(given, expected, item: Check):
    import pandas

    if type(given) is not type(expected):
        need = (
            "a table, with double square brackets" if isinstance(expected, pandas.DataFrame) else "one column"
        )
        return _kind_of(given), f"I got {_kind_of(given)}; {need} is needed here."
    value = " × ".join(map(str, given.shape))
    if isinstance(expected, pandas.DataFrame):
        lost = [str(one) for one in expected.columns if one not in set(given.columns)]
        extra = [str(one) for one in given.columns if one not in set(expected.columns)]
        if lost:
            return (
                value,
                f"The column{'s' * (len(lost) > 1)} {', '.join(lost[:3])} "
                f"{'are' if len(lost) > 1 else 'is'} missing.",
            )
        if extra:
            return (
                value,
                f"There {'are columns' if len(extra) > 1 else 'is a column'} too many: "
                f"{', '.join(extra[:3])}.",
            )
        given = given[list(expected.columns)]
    if len(given) != len(expected):
        return (
            value,
            f"It has {_many(len(given), 'row')}, {'too many' if len(given) > len(expected) else 'too few'}.",
        )
    if _same(given, expected):
        return value, None
    ordered = [one.to_frame() if isinstance(one, pandas.Series) else one for one in (given, expected)]
    columns = list(ordered[0].columns)
    ordered = [one.sort_values(columns, key=lambda column: column.astype(str)) for one in ordered]
    return value, (
        "The rows are right, their order isn't."
        if _same(*ordered)
        else "The shape is right, some values aren't."
    )


def _same(given, expected) -> bool:
    import pandas

    test = (
        pandas.testing.assert_frame_equal
        if isinstance(expected, pandas.DataFrame)
        else pandas.testing.assert_series_equal
    )
    options = {} if isinstance(expected, pandas.DataFrame) else {"check_names": False}
    try:
        test(
            given.reset_index(drop=True),
            expected.reset_index(drop=True),
            check_dtype=False,
            rtol=1e-6,
            **options,
        )
    except AssertionError:
        return False
    return True


COMPARERS = {
    "number": compare_number,
    "share": compare_share,
    "text": compare_text,
    "set": compare_set,
    "frame": compare_frame,
}


def _keepable(value):
    if isinstance(value, (list, set)):
        return [
            one if one is None or isinstance(one, (bool, int, float)) else str(one)[:100]
            for one in sorted(value, key=repr)[:100]
        ]
    if isinstance(value, float):
        return float(f"{value:.10g}")
    return str(value)[:200]


def _shown(expected, item: Check) -> str:
    if isinstance(expected, int) and not item.unit and 1000 <= expected <= 2100:
        return str(expected)  # a year
    if isinstance(expected, (int, float)):
        return f"{_short(float(expected))} {item.unit}".strip()
    if isinstance(expected, (set, frozenset, list, tuple)):
        return ", ".join(str(one) for one in sorted(expected, key=str))
    return str(expected)
