"""Reading an answer of a student as a number, a text, a set or a table; a sentence where it is none."""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

import numpy as np
import pandas as pd

from helpers.asking.check_items import NOTHING, Check
from helpers.words import folded, how_many

_SCALES = {"hundred": 1e2, "thousand": 1e3, "million": 1e6, "billion": 1e9}
_DIGITS = "I can read numbers written in digits, such as 85, 0.85, 85 % or 17/20."
_LARGER = "That number is larger than anything here can be."
_WORDS = "zero one two three four five six seven eight nine ten eleven twelve".split()
_IN_WORDS = re.compile(  # alone or with a noun; "two thirds" is another number
    rf"^({'|'.join(_WORDS)})(?=$| (?:per cent|[a-z]+)$)(?! (?:hal|third|quarter|(?:fif|six|seven|eigh|nin|ten)th))"
)
A_DAY = 'A day is asked, with month and year, such as "2 May 1999".'
_MONTHS = "January February March April May June July August September October November December".split()
_SPACES = re.compile(r"[\s\u00a0\u2009\u202f_]+")
_WRITTEN = re.compile(  # digits as somebody writes them: plain, in threes by one sign, or as in India (12,34,567)
    r"[-+]?(\d*([.,]\d+)?|\d{1,3}([.,' ])\d{3}(\3\d{3})*((?!\3)[.,]\d+)?|\d{1,2}(,\d\d)+,\d{3}(\.\d+)?)(e[-+]?\d+)?"
)


class Unreadable(Exception):
    """An answer that isn't of the kind asked for; the message is the sentence for the student."""


# --- reading what was typed ---------------------------------------------------------------------------------


def is_blank(answer: object) -> bool:
    """Whether nothing has been answered yet: nothing was given, None, ... or a text of spaces, dots and the like."""
    if answer is NOTHING or answer is None or answer is Ellipsis:
        return True
    return type(answer) is str and not answer.strip(" \t\r\n_.…?")


def _one(answer: Any, needed: str = "; one number or word is needed here.") -> Any:
    """The single value inside a one-element table, column, array or list; else the answer itself.

    needed: what is said where a table, column or array holds more or fewer than one.
    """
    for _ in range(3):
        if isinstance(answer, (list, tuple, set, frozenset)):
            if len(answer) != 1:
                raise Unreadable(
                    f"I got {_count(len(answer), 'value')}; one is needed here.{_without_commas(answer)}"
                )
            answer = next(iter(answer))
        elif _is_array(answer):
            size = int(answer.size)
            if size != 1:
                what = {"DataFrame": "a table with ", "Series": "a column with "}.get(
                    type(answer).__name__, ""
                )
                raise Unreadable(f"I got {what}{_count(size, 'value')}{needed}")
            values = answer.to_numpy() if hasattr(answer, "to_numpy") else answer
            answer = values.reshape(-1)[0]
    if isinstance(answer, np.datetime64):
        return pd.Timestamp(answer)
    return answer.item() if isinstance(answer, np.generic) else answer


def _without_commas(answer: object) -> str:
    """What to write instead of a number with commas, which Python takes for several numbers; else nothing."""
    if not isinstance(answer, tuple) or not all(type(one) is int for one in answer):
        return ""
    first, *rest = map(str, answer)
    if rest and all(len(one) == 3 for one in rest):
        return f" A number is written without commas: {''.join([first, *rest])}."
    return f" A number is written with a point: {first}.{rest[0]}." if len(rest) == 1 else ""


def _is_array(answer: object) -> bool:
    kinds = (pd.Series, pd.DataFrame, pd.Index, pd.api.extensions.ExtensionArray, np.ndarray)
    return isinstance(answer, kinds)


def _count(count: int, noun: str) -> str:
    return how_many(count, noun, none="no")


def _not_a_function(answer: object) -> None:
    """Unreadable, with a sentence, for a function or a type: it was meant to be called."""
    if isinstance(answer, type):
        raise Unreadable(f"That is the type {answer.__name__}, not a value of it.")
    if callable(answer):
        name = str(getattr(answer, "__name__", "") or "the function")[:40]
        raise Unreadable(
            f"That is the function {name} itself; call it with brackets, {name}(…), to get its result."
        )


@dataclass(frozen=True)
class Amount:
    """A number as it was written: every way to read it (none for a word of `Check.none`), and if it is a percentage."""

    readings: tuple[float, ...]
    percent: bool = False


def read_number(answer: object, item: Check) -> Amount:
    """What a student gave for a number; Unreadable with a sentence where it is none."""
    answer = _one(answer)
    if is_blank(answer):
        raise Unreadable("There is no value in what I got; look at it with print().")
    if isinstance(answer, bool):
        raise Unreadable(f"I got {answer}, the answer to a yes-or-no question; a number is needed here.")
    if isinstance(answer, str):
        return Amount(()) if folded(answer).strip(" .!\"'") in item.none else _number_in(answer, item)
    _not_a_function(answer)
    if isinstance(answer, complex):
        raise Unreadable("A complex number is more than is needed here: a plain one will do.")
    if type(answer).__name__ in ("NAType", "NaTType"):
        raise Unreadable(
            "Your result is a missing value: some number it was made from is missing in the table."
        )
    if isinstance(answer, int) and abs(answer) > 10**300:
        raise Unreadable(_LARGER)
    if not isinstance(answer, (int, float, Decimal, Fraction)):
        raise Unreadable(f"I got {kind_of(answer)}; a number is needed here.")
    return Amount((_finite(float(answer)),))


def _finite(value: float) -> float:
    if math.isnan(value):
        raise Unreadable(
            "Your result is nan, not a number: some value it was made from is missing in the table."
        )
    if math.isinf(value):
        raise Unreadable("Your result is infinite: was something divided by zero?")
    if abs(value) >= 1e300:
        raise Unreadable(_LARGER)
    return value


def kind_of(answer: object) -> str:
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


def _number_in(text: str, item: Check) -> Amount:
    plain = unicodedata.normalize("NFKC", text[:200]).strip().lower().replace("−", "-").replace("⁄", "/")
    plain = re.sub(r"^(about|around|ca\.?|circa|roughly|approximately|≈|~|=)\s*", "", plain)
    plain = _IN_WORDS.sub(lambda found: str(_WORDS.index(found[1])), plain)
    if item.kind == "number":
        plain = re.sub(r"(?<=\d) (out )?of \d[\d.,' ]*", "", plain)  # a count: 32 of 33
    plain = re.sub(r"(?<=\d) (out )?of (?=\d)", "/", plain)
    shape = re.fullmatch(
        r"(?P<number>[-+]?[\d.,' \u00a0\u2009\u202f_]*\d[\d.,' _]*(e[-+]?\d{1,3})?)"
        r"(\s*[/:]\s*(?P<under>\d[\d.,' _]*))?\s*(?P<rest>[^\d]*)",
        plain,
    )
    if not shape:
        raise Unreadable(_DIGITS)
    readings = _decimals(shape["number"])
    if shape["under"]:
        read = _decimals(shape["under"])
        unders = [one for one in read if one]
        if not unders:
            raise Unreadable("Nothing can be divided by zero." if read else _DIGITS)
        readings = [float(Fraction(a) / Fraction(b)) for a in readings for b in unders if math.isfinite(a)]
    rest = shape["rest"].strip()
    scale = next((factor for word, factor in _SCALES.items() if rest.startswith(word)), 1)
    if not readings:
        raise Unreadable(_DIGITS)
    return Amount(
        tuple(_finite(one * scale) for one in readings), rest.startswith(("%", "percent", "per cent", "pct"))
    )


def _decimals(text: str) -> list[float]:
    """Every way to read digits with points and commas: "3,500" is 3500 or 3.5, "0,85" is 0.85; none for "1,23,4"."""
    text = re.sub(r"(?<=[-+.,]) | (?=[.,e])", "", _SPACES.sub(" ", text).strip()).rstrip(".,")
    if not _WRITTEN.fullmatch(text):
        return []
    text = text.replace(" ", "").replace("'", "")
    forms = {text.replace(",", "")}
    if text.count(",") == 1 and text.count(".") == 0:
        forms.add(text.replace(",", "."))
        if not re.fullmatch(r"[-+]?[1-9]\d{0,2},\d{3}(e.*)?", text):
            forms.discard(text.replace(",", ""))
    elif "," in text and "." in text and text.rindex(",") > text.rindex(".") or text.count(".") > 1:
        forms = {text.replace(".", "").replace(",", ".")}
    values = []
    for form in sorted(forms):
        with suppress(ValueError):
            values.append(float(form))
    return values


def read_text(answer: object, item: Check) -> str:
    """What a student gave for a word or name."""
    answer = _one(answer)
    if is_blank(answer):
        raise Unreadable("There is no value in what I got; look at it with print().")
    if not isinstance(answer, str):
        _not_a_function(answer)
        raise Unreadable(f"I got {kind_of(answer)}; a word in quotation marks is needed here.")
    return answer[:500]


def read_date(answer: object, item: Check) -> list[str]:
    """Every day that an answer may mean, such as 1.7.2002, as these lessons write one."""
    one = _one(answer, f". {A_DAY}")
    if isinstance(one, date) and one == one:
        one = one.isoformat()[:10]
    elif one is pd.NaT or isinstance(one, (int, float)):
        raise Unreadable(A_DAY)
    text = folded(read_text(one, item))
    named = [
        number
        for word in re.findall(r"[a-z]{3,}", text)
        for number, month in enumerate(_MONTHS, 1)
        if month.lower().startswith(word)
    ]
    numbers = re.findall(r"[0-9]+", text)
    orders: list[tuple] = []  # year, month, day
    if len(named) == 1 and len(numbers) == 2:
        day, year = sorted(numbers, key=len)
        orders = [(year, named[0], day)]
    elif not named and len(numbers) == 3:
        first, month, last = numbers
        orders = [(first, month, last)] if len(first) == 4 else [(last, month, first), (last, first, month)]
    found = [day for order in orders if (day := _day(*order))]
    if not found:
        raise Unreadable(A_DAY)
    return found


def _day(year: str, month: str | int, day: str) -> str:
    """A day in words; nothing where the calendar has none such."""
    if not re.fullmatch(r"([12][0-9])?[0-9]{2}", year):
        return ""
    whole = int(year) if len(year) == 4 else int(year) + (2000 if int(year) < 70 else 1900)
    with suppress(ValueError, OverflowError):
        one = date(whole, int(month), int(day))
        return f"{one.day} {_MONTHS[one.month - 1]} {one.year}"
    return ""


def read_set(answer: Any, item: Check) -> set:
    """What a student gave for a collection: a list, set, tuple, range, column, or a text with commas."""
    if isinstance(answer, str):
        answer = [part for part in re.split(r"[,;\n]| and ", answer) if part.strip()]
    elif _is_array(answer):
        if type(answer).__name__ == "DataFrame":
            if answer.shape[1] != 1:
                raise Unreadable(
                    f"I got a whole table with {_count(answer.shape[1], 'column')}; "
                    'one column of it is needed, as in table["year"].'
                )
            answer = answer.iloc[:, 0]
        answer = answer.tolist()
    elif isinstance(answer, dict):
        answer = list(answer)
    elif isinstance(answer, (int, float, complex, np.generic)):
        answer = [answer]
    elif not isinstance(answer, (list, tuple, set, frozenset, range)):
        _not_a_function(answer)
        raise Unreadable(f"I got {kind_of(answer)}; a list such as [2014, 2015] is needed here.")
    if len(answer) > 100_000:
        raise Unreadable(f"I got {len(answer):,} values; that is far too many.")
    return {member(one) for one in answer}


def member(one: object) -> bool | int | float | str | None:
    """A value as it is compared in a set: whole numbers as int, words without case, accents and quotation marks."""
    one = one.item() if isinstance(one, np.generic) else one
    if isinstance(one, float) and one.is_integer():
        return int(one)
    if isinstance(one, str):
        text = folded(one.strip("[](){}'\" "))
        return int(text) if re.fullmatch(r"-?\d{1,15}", text) else text
    if one is None or isinstance(one, (bool, int, float)):
        return one
    if hasattr(one, "isoformat"):
        return str(one.isoformat())[:10]
    raise Unreadable(f"The list holds {kind_of(one)}; plain numbers or words are needed here.")


def read_frame(answer: object, item: Check) -> pd.DataFrame | pd.Series:
    """What a student gave for a table or a column."""
    if not isinstance(answer, (pd.DataFrame, pd.Series)):
        _not_a_function(answer)
        raise Unreadable(f"I got {kind_of(answer)}; a table (a DataFrame) is needed here.")
    return answer


READERS: dict[str, Callable] = {
    "number": read_number,
    "share": read_number,
    "text": read_text,
    "country": read_text,
    "date": read_date,
    "set": read_set,
    "frame": read_frame,
}
