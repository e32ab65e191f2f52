"""How long a lesson takes a student: an estimate from its words, forms, charts, tables and code, section by section.

`start.py minutes` prints it beside the minutes that the headings promise. It is a model, not a measurement: a first
student who reads every word once at 150 words a minute (English may be the second language) and does each thing once.
The seconds below were set so that, at 200 words a minute, whole lessons come out as they did when a reader walked
through them cell by cell: 29 to 46 minutes. Nothing behind "Try another country" is counted.
"""

import ast
import re
import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import nbformat
import pandas as pd

from helpers import load, registry
from helpers.asking.claims import Assessment, Fact, registered, wordings
from helpers.asking.drawn import Drawn
from helpers.lessons.decision_room import scoring
from helpers.lessons.the_court import road
from tools.clean_copies import lesson_files

WORDS_A_MINUTE = 150
LATER = ("Try another country", "Go further", "Sources", "In class", "Sealed until")  # at home, or never
# Seconds for what is done, beside what is read.
RUN = 4  # pressing Shift and Enter, and finding the next cell
LINE = 3  # a line of code, looked at; imports aren't
CHART = 35  # finding one's way in a chart: title, axes, marks
CONTROL = 15  # moving one of its controls
TABLE = 10  # finding one's way in a table
ROWS = 12  # rows that anyone reads
SKIM = 2  # a table is read so many times faster than prose
LONGEST_TABLE = 90  # then one goes on
DECIDE = 25  # a number or a choice, and how sure
DRAW = 60  # a line drawn over the years
JUDGE = 15  # a verdict and how sure
MOVED = 15  # a line on what moved you
WORK = 90  # an exercise: thinking, changing the cell, running it
ANSWER = 12  # a question of a quiz
SCORE = 12  # one option on one criterion
WALK = 360  # a road through the adviser's questions, some 900 words
ARGUE = 90  # one or two sentences for the view that isn't yours
WRITE = 300  # a paragraph of one's own
REPLY = 15  # words that a check answers
EVIDENCE = 60  # words that stand open above a criterion to score


@dataclass
class Section:
    """A part of a lesson: its heading, the minutes that the heading promises (None: none), the estimate in minutes."""

    heading: str
    planned: int | None
    minutes: float = 0.0


class Student:
    """What a student meets in the cells of one lesson; each call of a helper adds its seconds."""

    def __init__(self, words_a_minute: float = WORDS_A_MINUTE) -> None:
        self.a_word = 60 / words_a_minute
        self.seconds = 0.0
        self.helpers: dict[str, Callable] = {
            "explore": self._explore,
            "show": self._show,
            "predict": self._predict,
            "look_back": self._look_back,
            "check": self._check,
            "quiz": self._quiz,
            "verdict": self._verdict,
            "score": self._score,
            "advise": lambda *_, **__: self._do(WALK),
            "other_view": self._other_view,
            "memo": lambda: self._do(WRITE),
            "my_work": lambda: self._do(ANSWER),
            "my_ledger": lambda: None,
            "my_portrait": lambda: None,
        }
        self.names: dict[str, Any] = {}

    def _do(self, seconds: float) -> None:
        self.seconds += seconds

    def read(self, text: str) -> None:
        """Read a text once, at the student's speed; marks of sources aren't read."""
        self.seconds += self.a_word * words(text)

    def run(self, source: str) -> None:
        """Run a cell: its code is looked at, what it shows is met."""
        tree = ast.parse(source)
        imports = sum(
            (node.end_lineno or 0) - node.lineno + 1
            for node in tree.body
            if isinstance(node, ast.Import | ast.ImportFrom)
        )
        self._do(RUN + LINE * (sum(map(bool, map(str.strip, source.splitlines()))) - imports))
        last = tree.body[-1]
        shown = last.value if isinstance(last, ast.Expr) else None
        done = ast.Module(tree.body[:-1] if shown else tree.body, [])
        exec(compile(done, "<cell>", "exec"), self.names)
        self.names |= {name: met for name, met in self.helpers.items() if name in self.names}
        if shown:
            self._table(eval(compile(ast.Expression(shown), "<cell>", "eval"), self.names))

    def _table(self, shown: object) -> None:
        if isinstance(shown, pd.Series):
            shown = shown.to_frame()
        if isinstance(shown, pd.DataFrame):
            told = [*map(str, shown.columns)]
            told += [
                str(one) for row in shown.head(ROWS).itertuples(index=False) for one in row if pd.notna(one)
            ]
            self._do(TABLE + min(LONGEST_TABLE, self.a_word * words(" ".join(told)) / SKIM))

    def _explore(self, draw: Callable, *_: object, **controls: object) -> None:
        free = set(controls) - {"after", "alt", "start", "keep", "title"}
        self._do(CHART + CONTROL * len(free))

    def _show(self, what: object, *_: object, **__: object) -> None:
        if callable(what):
            self._do(CHART)
        else:
            self._table(what)

    def _predict(self, id: str, **_: object) -> None:
        item = registry.find("PREDICTIONS", id)
        self.read(" ".join([item.question, item.note, *getattr(item, "options", [])]))
        self._do(DRAW if isinstance(item, Drawn) else DECIDE)

    def _look_back(self, id: str) -> None:
        item = registry.find("PREDICTIONS", id)
        if item.outcome is not None and not item.own:
            self.read(item.outcome(load).says)

    def _check(self, id: str, *_: object) -> None:
        self._do(WORK + REPLY * self.a_word)

    def _quiz(self, lesson: int) -> None:
        for question in registry.collection("QUIZ", lesson).values():
            self.read(" ".join([question.prompt, *question.options, question.why[question.right(load)]]))
            self._do(ANSWER)

    def _verdict(self, *claims: str, first: bool = False, **_: object) -> None:
        for claim in claims:
            self.read(str(wordings()[claim]))
            self._do(JUDGE)
            if not first:
                self._do(MOVED)
                self.read(opening(claim))

    def _other_view(self, **_: object) -> None:
        self._do(ARGUE)
        self.read(" ".join([road.SIGN, *(one.text for one in road.FRIENDS["has to"])]))

    def _score(self, criterion: str) -> None:
        self.read(scoring.ASKED[criterion])
        self._do(SCORE * len(scoring.OPTIONS) + EVIDENCE * self.a_word)


def words(text: str) -> int:
    """How many words of a text are read: no sources, no addresses, no signs."""
    text = re.sub(r"\[\[[^\]]*\]\]\([^)]*\)|\]\([^)]*\)|```.*?```", " ", text, flags=re.S)
    return len(re.findall(r"[\w’'.,%-]*\w[\w’'%-]*", text))


def opening(claim: str) -> str:
    """What stands open beside a verdict once it is kept."""
    item = registered(claim)
    if isinstance(item, Fact):
        return item.compute(load).says
    return item.says if isinstance(item, Assessment) else ""


def estimate(path: Path, words_a_minute: float = WORDS_A_MINUTE) -> list[Section]:
    """The sections of a lesson's core, with their minutes; what stands above the first heading is called "Start"."""
    student = Student(words_a_minute)
    sections = [Section("Start", None)]
    for cell in nbformat.read(path, as_version=4).cells:
        if cell.cell_type == "code":
            student.run(cell.source)
            sections[-1].minutes += student.seconds / 60
            student.seconds = 0.0
            continue
        for part in re.split(r"^(?=## )", cell.source, flags=re.MULTILINE):
            found = re.match(r"## (.+?)(?: \((\d+) min\))?$", part, flags=re.MULTILINE)
            if found and found[1].startswith(LATER):
                return sections
            if found:
                sections.append(Section(found[1], int(found[2]) if found[2] else None))
            student.read(part)
            sections[-1].minutes += student.seconds / 60
            student.seconds = 0.0
    return sections


def total(sections: Iterable[Section]) -> float:
    """The minutes of all sections together."""
    return sum(one.minutes for one in sections)


def main() -> int:
    """Print the estimate of every lesson beside its headings."""
    for path in sorted(lesson_files()):
        sections = estimate(path)
        planned = sum(one.planned or 0 for one in sections)
        print(f"{path.stem}: {total(sections):.0f} minutes; the headings say {planned}")
        for one in sections:
            print(f"   {one.minutes:5.1f}  {'' if one.planned is None else one.planned:>2}  {one.heading}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
