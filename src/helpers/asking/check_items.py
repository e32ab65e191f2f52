"""What can be checked: an item says what is asked, how the right answer is computed, and which slips it knows."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from helpers.tables import Load

KINDS = ("number", "share", "text", "country", "date", "set", "frame")
NOTHING = object()


@dataclass(frozen=True)
class Hint:
    """A sentence that helps.

    With `when`, a function of (given, load), it names a misconception and is said at once when that is true.
    Without, it is one step of a ladder and said from the second wrong try on.
    """

    say: str
    when: Callable[[Any, Load], object] | None = None


@dataclass(frozen=True)
class Check:
    """Something a student works out.

    ask       : what is asked, as a noun phrase: "China's share of exports in 2023".
    expected  : function of `load` returning the right answer, in `unit`.
    kind      : "number"; "share" (percent where unit is "%", else a fraction of one; both are accepted);
                "text"; "country" (any name of it); "date" (a Timestamp; however written);
                "set" (order doesn't count; countries by any name);
                of a number, a text or a country expected may be a list that is all right;
                "frame" (a DataFrame or Series: columns, rows, their order and values count, not the index).
    tolerance : how far off a number may be, in `unit`; one percent of the answer unless given.
    hints     : `Hint`s, the most specific first.
    how       : told from the fourth different wrong answer on: how to compute it.
    right     : said when it is right: a text, or a function of (given, load) returning one.
    none      : words that are an answer to a question for a number that may have none; expected is then an empty list.
    untouched : the answer that the lesson's cell gives before the student has changed anything; answered like a blank.
    code      : whether the task is a line of code, so that a page says so beside its field.
    choices   : what a page offers to choose from, function of `load` returning a list; without, it has a field to
                write in; a country is always chosen, of all.
    own       : where it follows from the student's own work: function of `load` returning what a page needs to find it
                there, {"by": its name in that lesson's items.js, …}.
    """

    ask: str
    expected: Callable[[Load], Any]
    kind: str = "number"
    tolerance: float | None = None
    unit: str = ""
    hints: list[Hint] = field(default_factory=list)
    how: str = ""
    right: str | Callable[[Any, Load], str] = ""
    none: tuple[str, ...] = ()
    untouched: object = NOTHING
    code: bool = False
    choices: Callable[[Load], list[str]] | None = None
    own: Callable[[Load], dict] | None = None

    @property
    def task(self) -> str:
        """What to do first, in one sentence."""
        if self.untouched is NOTHING:
            return "Put your answer into the check and run the cell."
        return "Change what the cell says and run it again."

    def __post_init__(self) -> None:
        if self.kind not in KINDS:
            raise ValueError(f"A check's kind is one of {', '.join(KINDS)}, not {self.kind!r}.")
