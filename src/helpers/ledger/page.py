"""The ledger as a student sees it: every claim with their verdicts beside what the tables say, and a score."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

import pandas as pd

from helpers import markup, registry
from helpers.asking.claims import VERDICTS, joined
from helpers.ledger.scores import (
    answered,
    closing_ledger,
    in_short,
    score_sentence,
    scored,
    scores,
)
from helpers.ledger.words import in_your_words, words_on_page
from helpers.pages import without_kernel
from helpers.pictures.explore import show
from helpers.tables import Load
from helpers.words import amount
from helpers.work.lasting import lasting
from helpers.work.session import soon
from helpers.work.workbook import book

# --- what a cell shows --------------------------------------------------------------------------------------


class Ledger:
    """The closed ledger for reading and for printing: one table, a group of rows a lesson.

    table: `closing_ledger`. said: `scored`.
    """

    def __init__(self, table: pd.DataFrame, said: pd.DataFrame):
        self.table, self.said = table, said

    def __repr__(self) -> str:
        lines = [_summary(self.table)]
        for heading, claims in self._lessons():
            lines.append(heading)
            lines += [" | ".join([f"{claim} · {text} ({kind})", *rest]) for claim, text, kind, rest in claims]
        scores = [" | ".join([what, *rest]) for what, rest in self._scores()]
        return "\n".join([*lines, score_sentence(self.said), *scores])

    def _repr_html_(self) -> str:
        return markup.render(
            "ledger/page.html.j2",
            summary=_summary(self.table),
            columns=COLUMNS,
            widths=WIDTHS,
            lessons=self._lessons(),
            score=score_sentence(self.said),
            scores=self._scores(),
            score_columns=SCORE_COLUMNS,
            how_counted=HOW_COUNTED,
        )

    def _lessons(self) -> list[tuple[str, list[tuple]]]:
        """A heading for each lesson, and its claims as `_told` gives them; one of two lessons stands under both."""
        also, found = self.table["also_lesson"], []
        for lesson in sorted(self.table["lesson"].unique()):
            rows = self.table[(self.table["lesson"] == lesson) | also.eq(lesson).fillna(False)]
            found.append(
                (_heading(lesson, rows), [_told(claim, row) for claim, row in _begun(rows).iterrows()])
            )
        return found

    def _scores(self) -> list[tuple[str, list[str]]]:
        return [
            (
                what.capitalize(),
                [
                    f"{row['items']:.0f}",
                    f"{100 * row['sure']:.0f} %",
                    f"{100 * row['right']:.0f} %",
                    f"{row['brier']:.3f}",
                    f"{row['coin']:.3f}",
                ],
            )
            for what, row in scores(self.said).iterrows()
        ]


COLUMNS = ("Claim", "At the door", "At the end", "What the tables say", "How you moved")
WIDTHS = ("27%", "13%", "13%", "30%", "17%")
SCORE_COLUMNS = ("What you said", "Items", "Sure, on average", "Right", "Brier score", "Always 50 %")
HOW_COUNTED = (
    "Counted: “I am right”, with your confidence as its probability. A number is right where it is as near as the "
    "lesson calls close; a verdict, where it is that of the tables; a verdict counts as you first kept it, before the "
    "tables spoke. Editorial assessments are never counted."
)


def _begun(rows: pd.DataFrame) -> pd.DataFrame:
    """The rows of a lesson, or none where the student hasn't judged any of its claims and nothing is open."""
    begun = rows["first"].notna() | rows["last"].notna() | rows["tables_say"].notna()
    return rows if begun.any() else rows.iloc[:0]


def _heading(lesson: int, rows: pd.DataFrame) -> str:
    start = f"Lesson {lesson}"
    if _begun(rows).empty:
        return f"{start}: nothing kept yet on {', '.join(rows.index)}"
    judged = int(rows["last"].notna().sum())
    return f"{start}: {judged} of {len(rows)} judged at the end"


def _summary(table: pd.DataFrame) -> str:
    judged, doors = int(table["last"].notna().sum()), int(table["first"].notna().sum())
    if not judged and not doors:
        return (
            f"The article's {len(table)} claims. None is judged yet: each opens here once you keep your verdict "
            "at the end of its lesson."
        )
    start = f"Of the article's {len(table)} claims you judged {doors} at the door and {judged} at the end."
    counts = table["direction"].value_counts()
    told = [
        f"{counts[key]} {words}"
        for key, words in (
            ("stayed", "stayed"),
            ("towards", "moved towards what the tables say"),
            ("away", "moved away from it"),
            ("past", "moved past it"),
            ("aside", "moved neither nearer nor further"),
            ("moved", "moved where no table decides"),
        )
        if key in counts
    ]
    return f"{start} From the door to the end: {', '.join(told)}." if told else start


def _told(claim: str, row: pd.Series) -> tuple[str, str, str, list[str]]:
    """A claim's id, wording and kind, and the four cells beside it."""
    cells = [_said(row, "first"), _said(row, "last"), _tables_cell(row), _moved(row)]
    return claim, row["claim"], row["kind"], cells


def _said(row: pd.Series, stage: str) -> str:
    if not row[stage]:
        return "none kept" if stage == "first" else "not yet"
    sure = row[f"{stage}_sure"]
    return VERDICTS[row[stage]] + ("" if math.isnan(sure) else f", {amount(sure)} % sure")


def _tables_cell(row: pd.Series) -> str:
    if not row["sentences"]:
        opens = f"Opens with your verdict in lesson {row['lesson']}"
        return opens if row["basis"] else "Its lesson isn't written yet"
    if not row["tables_say"]:
        return joined(row["sentences"])
    word = "What came of it" if "prediction" in row["kind"] else "The tables"
    if row["basis"] == "assessment":
        word = "Editorial assessment, not scored"
    return f"{word}: {VERDICTS[row['tables_say']]}. {joined(in_short(row['sentences']))}"


_WORDS = {
    "stayed": "You stayed",
    "towards": "You moved towards what the tables say",
    "away": "You moved away from what the tables say",
    "past": "You moved past what the tables say",
    "aside": "You moved, neither nearer to what the tables say nor further",
    "moved": "You moved",
}
_SURE = {"surer": "surer now", "less sure": "less sure now", "as sure": "just as sure"}


def _moved(row: pd.Series) -> str:
    if not row["direction"]:
        return "–"
    text = _WORDS[row["direction"]]
    if row["direction"] == "towards" and row["last"] == row["tables_say"]:
        text = "You moved to what the tables say"
    if row["sureness"]:
        text += f"; {_SURE[row['sureness']]}"
    if row["moves"] > 1:
        text += f". Changed {row['moves']} times"
    if row["end"] != row["last"]:
        text += "; the last change came" if row["moves"] > 1 else ","
        text += " after the tables had spoken"
    return f"{text}." + (f" Your words: “{row['moved_by']}”" if row["moved_by"] else "")


def my_ledger() -> None:
    """Show all claims with your verdicts, what the tables say, how you moved, and your score.

    It follows what you keep.
    """
    load = registry.tables()

    def ledger(content: dict) -> Ledger:
        table = closing_ledger(content, load, book().opened)
        return Ledger(table, scored(content, load, table))

    follow("ledger", ledger, ("predictions", "verdicts"), lambda: on_page(load))


def my_portrait() -> None:
    """Show how sure you were and how often right as one picture; below it what moved you and what to look at again.

    Both follow what you keep.
    """
    from helpers.ledger.portrait import portrait

    load = registry.tables()
    show(portrait, lambda: closing_ledger(book().all(), load), lambda: scored(book().all(), load))
    sections = ("predictions", "verdicts", "answers", "quiz")
    follow("words", lambda content: in_your_words(content, load), sections, lambda: words_on_page(load))


def on_page(load: Load) -> dict:
    """What ledger.js needs to keep the ledger on a page where no Python runs, plain JSON.

    claims: what each is, its cell "closed" and "open", the verdict of the tables ("says"). predictions: those that
    tables answer, with how they are read and compared.
    """
    closed = closing_ledger({"verdicts": {}}, load)
    opened = closing_ledger({"verdicts": {}}, load, True)
    claims = [
        {
            "id": claim,
            "lesson": int(row["lesson"]),
            "also": None if pd.isna(row["also_lesson"]) else int(row["also_lesson"]),
            "claim": row["claim"],
            "kind": row["kind"],
            "basis": row["basis"],
            "says": row["tables_say"],
            "open": _tables_cell(row),
            "closed": _tables_cell(closed.loc[claim]),
        }
        for claim, row in opened.iterrows()
    ]
    return {
        "claims": claims,
        "predictions": list(answered(load)),
        "words": VERDICTS,
        "columns": COLUMNS,
        "widths": WIDTHS,
        "scoreColumns": SCORE_COLUMNS,
        "howCounted": HOW_COUNTED,
    }


def follow(
    name: str,
    make: Callable[[dict], object],
    sections: tuple[str, ...],
    on_page: Callable[[], object] | None = None,
) -> None:
    """Display what `make(content of the workbook)` returns, and anew when one of these sections changes.

    name: what it is. on_page: returns what the script of that name needs on a page where no Python runs. A cell that is
    run again takes over from itself; see `helpers.work.session`.
    """
    from IPython.display import display

    kept = book()

    def now() -> tuple:
        content = kept.all()
        return content, [content[section] for section in sections], kept.opened

    content, *seen = now()
    if without_kernel.folder() is not None:
        made: Any = make(content)
        if on_page:
            page = markup.fill("<div>{{ made }}</div>", made=markup.as_it_is(made._repr_html_()))
            made = without_kernel.Live(name, on_page(), page, repr(made))
        return display(made)
    place = lasting(make(content))

    def renew() -> None:
        nonlocal seen
        content, *found = now()
        if found != seen:
            seen = found
            place.update(make(content))

    kept.when_changed(soon(renew), name)
