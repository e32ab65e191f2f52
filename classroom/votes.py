"""The votes of a class's phones, in memory only: what is asked now, and answers that may change until the vote closes.

Nothing here knows of a network or a page. A voter is a random text that a phone carries. Only when a vote is stopped
are its answers given out, in ascending order, which says nothing of who answered when; and what ties them to voters
is dropped, at once where they are enough to be shown, else as soon as something else is asked.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from helpers.words import amount, how_many

FEWEST = 5  # below it the wall shows nothing (publishing/templates/slides/wall/ballots.js)
MOST_ANSWERS = 1000
MOST_YEARS = 8  # fields that a phone asks for a line

Value = int | float | list[int] | list[float]


class Closed(Exception):
    """An answer to a vote that isn't open (any more)."""


class Full(Exception):
    """More answers than a class can have."""


class Part(NamedTuple):
    """A choice on a sheet: its text, and {index of an option: its text} in the order in which they are shown."""

    text: str
    options: Mapping[int, str]


@dataclass(frozen=True)
class Question:
    """What is asked, as a phone needs it; nothing of what came out is in it.

    kind    : "choice" (options), "number" (low, high, unit) or "drawn" (these and years), as on the wall; or
              "sheet", several choices (parts) that are answered all at once.
    known   : of a drawn one: what came before, in a sentence; or "".
    """

    id: str
    kind: str
    text: str
    note: str = ""
    options: Sequence[str] = ()
    low: float = 0
    high: float = 0
    unit: str = ""
    years: Sequence[int] = ()
    known: str = ""
    parts: Sequence[Part] = ()

    @property
    def asked_years(self) -> list[int]:
        """The years for which a phone has a field: all of a short line, of a long one every few years and the last.

        >>> Question("3.x", "drawn", "?", years=range(1991, 2024)).asked_years
        [1991, 1996, 2001, 2006, 2011, 2016, 2021, 2023]
        """
        step = -(-(len(self.years) - 1) // (MOST_YEARS - 1)) or 1
        return sorted({*self.years[::step], self.years[-1]})

    @property
    def limits(self) -> str:
        """The range of a number in words: "from 0 to 100 %"."""
        return f"from {amount(self.low)} to {amount(self.high, self.unit)}"

    def said(self, value: Value) -> str:
        """A value of this question as a person writes it."""
        if self.kind == "sheet":
            return f"all {len(self.parts)} questions"
        if isinstance(value, list):
            ends = (amount(one, self.unit) for one in (value[0], value[-1]))
            first, last = (
                f"{one} in {year}" for one, year in zip(ends, (self.years[0], self.years[-1]), strict=True)
            )
            return f"a line from {first} to {last}"
        return f"“{self.options[int(value)]}”" if self.kind == "choice" else amount(value, self.unit)


class Read(NamedTuple):
    """An answer as it is kept; held: whether a number lay outside the limits and was held to them."""

    value: Value
    held: bool = False


def read(question: Question, fields: Mapping[str, str]) -> Read:
    """The answer in the fields of a form: "value", or for a line the year of each; ValueError with a sentence."""
    if question.kind == "choice":
        given = fields.get("value", "")
        if not re.fullmatch(r"[0-9]{1,3}", given) or int(given) >= len(question.options):
            raise ValueError("Choose an answer first.")
        return Read(int(given))
    if question.kind == "sheet":
        chosen = [fields.get(str(place), "") for place in range(len(question.parts))]
        known = [set(map(str, part.options)) for part in question.parts]
        missing = sum(one not in options for one, options in zip(chosen, known, strict=True))
        if missing:
            raise ValueError(
                f"{how_many(missing, 'question')} not answered yet: choose one option in each; a guess is fine."
            )
        return Read(list(map(int, chosen)))
    if question.kind == "number":
        return Read(*_within(question, fields.get("value", "")))
    points = {year: _within(question, fields.get(str(year), ""), year) for year in question.asked_years}
    line = _through({year: number for year, (number, _) in points.items()}, question.years)
    return Read(line, any(held for _, held in points.values()))


def _within(question: Question, given: str, year: int | None = None) -> tuple[float, bool]:
    try:
        number = number_in(given)
    except ValueError:
        where = f" for {year}" if year else ""
        raise ValueError(f"Give a number {question.limits}{where}, in digits.") from None
    held = min(max(number, question.low), question.high)
    return held, held != number


def number_in(text: str) -> float:
    """The number that a person typed into a phone; ValueError where it is none.

    A comma before three digits groups thousands; any other is a decimal one, for some phones have no other key.

    >>> number_in("1,500"), number_in("12,5 %"), number_in(" 40"), number_in("0,125")
    (1500.0, 12.5, 40.0, 0.125)
    """
    plain = re.sub(r"\s", "", text[:40]).removesuffix("%").replace("−", "-")
    if re.fullmatch(r"-?[1-9][0-9]{0,2}(,[0-9]{3})+(\.[0-9]+)?", plain):
        plain = plain.replace(",", "")
    if not re.fullmatch(r"-?([0-9]{1,12}([.,][0-9]{0,9})?|[.,][0-9]{1,9})", plain):
        raise ValueError("no number")
    return float(plain.replace(",", "."))


def _through(points: Mapping[int, float], years: Sequence[int]) -> list[float]:
    """A value for each year: the points, and a straight line between two of them."""
    found, known = [], sorted(points)
    for year in years:
        before = max(one for one in known if one <= year)
        after = min(one for one in known if one >= year)
        share = (year - before) / (after - before) if after > before else 0
        found.append(round(points[before] + share * (points[after] - points[before]), 6))
    return found


# --- votes ------------------------------------------------------------------------------------------------------


@dataclass
class Vote:
    """One round on one question. number: which of the class's votes it is, for a page to know its own."""

    question: Question
    round: int
    number: int
    open: bool = True
    answers: dict[str, Value] = field(default_factory=dict)  # by voter
    values: list[Value] = field(default_factory=list)  # of those whose voters are no longer known

    @property
    def count(self) -> int:
        """How many answers there are."""
        return len(self.answers) + len(self.values)


class Votes:
    """All votes of a class, by question and round; `now` is the one that phones are asked."""

    def __init__(self) -> None:
        self.now: Vote | None = None
        self._votes: dict[tuple[str, int], Vote] = {}
        self._number = 0

    def of(self, id: str, round: int) -> Vote | None:
        """The vote of this round on the question with this id; None where it was never begun, or cleared."""
        return self._votes.get((id, round))

    def start(self, question: Question, round: int) -> Vote:
        """Ask the phones this; a vote that was left or stopped goes on with the answers that it has."""
        vote = self.of(question.id, round)
        if vote is None:
            self._number += 1
            vote = self._votes[question.id, round] = Vote(question, round, self._number)
        if self.now is not vote:
            self._let_go(self.now)
        vote.open, self.now = True, vote
        return vote

    def answer(self, voter: str, number: int, fields: Mapping[str, str]) -> Read:
        """Keep a voter's answer to the vote that is asked now, if it has this number, in place of an earlier answer.

        Raises Closed, Full, or ValueError with the sentence of `read`.
        """
        if not self.now or not self.now.open or self.now.number != number:
            raise Closed
        given = read(self.now.question, fields)
        if voter not in self.now.answers and self.now.count >= MOST_ANSWERS:
            raise Full
        self.now.answers[voter] = given.value
        return given

    def answer_of(self, voter: str) -> Value | None:
        """What a voter has said in the vote that is asked now, while that is known."""
        return self.now.answers.get(voter) if self.now else None

    def stop(self, id: str, round: int) -> list[Value]:
        """Close a vote and give its answers, ascending; asked again it gives the same."""
        vote = self.of(id, round)
        if vote is None:
            return []
        vote.open = False
        if vote.count >= FEWEST:  # else it may go on, and then each voter still has one answer
            self._let_go(vote)
        return _ascending([*vote.values, *vote.answers.values()])

    def clear(self, id: str, round: int) -> None:
        """Forget a vote and all its answers; phones that were asked it are asked nothing."""
        if self._votes.pop((id, round), None) is self.now:
            self.now = None

    def _let_go(self, vote: Vote | None) -> None:
        """Forget who gave which answer in a vote that is closed."""
        if vote and not vote.open:
            vote.values, vote.answers = _ascending([*vote.values, *vote.answers.values()]), {}


def _ascending(values: list[Value]) -> list[Value]:
    return sorted(values, key=lambda one: one if isinstance(one, list) else [one])


# --- phones -----------------------------------------------------------------------------------------------------


class Phones:
    """When each phone was last heard of, by its voter: how many are here, how many have gone quiet.

    AWAKE: seconds without a word after which a phone is quiet; GONE: after which it is no longer counted.
    """

    AWAKE, GONE, MOST = 20, 900, 2 * MOST_ANSWERS

    def __init__(self) -> None:
        self._heard: dict[str, float] = {}

    def heard(self, voter: str, now: float) -> None:
        """Note a word of a phone at a time in seconds; of more than MOST the longest quiet is forgotten."""
        self._heard.pop(voter, None)
        self._heard[voter] = now
        if len(self._heard) > self.MOST:
            del self._heard[next(iter(self._heard))]

    def here(self, now: float) -> tuple[int, int]:
        """(how many are awake, how many are quiet) at a time in seconds."""
        ages = [now - heard for heard in self._heard.values()]
        awake = sum(age <= self.AWAKE for age in ages)
        return awake, sum(age <= self.GONE for age in ages) - awake
